"""Elements that begin with a text of a contributor find their own direction; those with our words do not."""

from __future__ import annotations

import re

import pytest

from atelier.render.direction import BEGINS_WITH_VALUE, directed
from tests.fixtures.sites import ROOT

TEMPLATES = ROOT / "hooks" / "atelier" / "templates"


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        ("<h1>{{ title }}</h1>", True),
        ('<a class="x" href="{{ root }}{{ url }}">{{- name }}</a>', True),
        ('<p{% if a > b %} class="y"{% endif %}>\n  {% if a %}{{ name }}{% endif %}</p>', True),
        ("<li>{# who #}{{ catalogue.partners[slug].record.name }}, {{ role | label }}</li>", True),
        ("<h2>{{ _('Partners') }}</h2>", False),
        ("<p>{{ _('By') }} {{ name }}</p>", False),
        ("<td>{{ amount | money }}</td>", False),
        ("<p>{{ parts.count(3) }}</p>", False),
        ("<p>{% trans n=3 %}{{ n }} partners{% endtrans %}</p>", False),
        ("<div>{{ html }}</div>", False),
        ("<path>{{ title }}</path>", False),
    ],
)
def test_what_begins_with_a_value(source: str, begins: bool) -> None:
    """Also after conditions and remarks, and whatever attributes there are; not after words of ours."""
    assert begins == bool(BEGINS_WITH_VALUE.search(source))


def test_every_heading_of_a_page_finds_its_direction() -> None:
    """No template needs to say so: of all headings with a title or a name, none is passed over."""
    headings = re.compile(r"<h\d[^>]*>\{\{ (?:[\w.]*\.)?(?:title|name) \}\}")
    found = [
        (file, heading)
        for file in TEMPLATES.rglob("*.html")
        for heading in headings.findall(file.read_text(encoding="utf-8"))
    ]

    assert found
    assert [] == [(file, heading) for file, heading in found if not BEGINS_WITH_VALUE.search(heading)]


def test_blocks_of_a_body_find_their_direction() -> None:
    """Paragraphs, headings, items and cells, and nothing whose name begins alike."""
    body = (
        '<h2 id="a">A</h2><p>B</p><pre><code>c</code></pre><ol><li>D</li></ol><table><td align="right">e</td>'
    )

    assert (
        '<h2 dir="auto" id="a">A</h2><p dir="auto">B</p><pre><code>c</code></pre><ol><li dir="auto">D</li></ol>'
        '<table><td dir="auto" align="right">e</td>'
    ) == directed(body)
