"""Bodies made safe: what comes out, and what is said of it."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.content.links import page_of
from atelier.content.markdown import ATTRIBUTES, TAGS, Body, render_body


def render(text: str) -> Body:
    return render_body(text, "initiatives/x.md", 10)[0]


def told(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in render_body(text, "initiatives/x.md", 10)[1]]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Kop\n\n### Lager", '<h2 id="kop">Kop</h2>\n<h4 id="lager">Lager</h4>'),
        (
            "## Eén & meer\n## Eén & meer",
            '<h2 id="eén--meer">Eén &amp; meer</h2>\n<h2 id="eén--meer-1">Eén &amp; meer</h2>',
        ),
        ("# _content", '<h2 id="content">_content</h2>'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<div onclick=x>hoi</div>", "hoi"),
        ("a <img src=x onerror=alert(1)> b", "<p>a  b</p>"),
        ("[a](e-labs.md#geld)", '<p><a href="../../initiatives/e-labs/#geld" rel="nofollow">a</a></p>'),
        ("[a](../docs/partners/nhl.md)", '<p><a href="../../partners/nhl/" rel="nofollow">a</a></p>'),
        ("[a](//elders.example)", '<p><a rel="nofollow">a</a></p>'),
        ("[a](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="nofollow">a</a></p>'),
        ("[a](mailto:a@b.example?cc=c@d.example)", '<p><a rel="nofollow">a</a></p>'),
        ('Typ `<a href="#x">` en href="#y"', '<p>Typ <code>&lt;a href="#x"&gt;</code> en href="#y"</p>'),
        (
            '# kop\n\n[l](#kop) id="kop"',
            '<h2 id="kop">kop</h2>\n<p><a href="#kop" rel="nofollow">l</a> id="kop"</p>',
        ),
        ("{{ config }} {% raw %}", "<p>{{ config }} {% raw %}</p>"),
        ("a@b.nl_x", "<p>a@b.nl_x</p>"),
    ],
)
def test_bodies(text: str, html: str) -> None:
    """What a contributor typed, as a page shows it."""
    assert html == render(text).html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n[b](/pad)", [("body-link-dropped", 12)]),
        ("weg.md\n\n[b](weg.md)", []),
        ("a\n\n<b>c</b>\n\n> <i>d</i>", [("body-html", 12), ("body-html", 14)]),
        ("a\n\n![x](https://elders.example/x.png)", [("body-image", 12)]),
        ("a\n\nb &#x202E;c", [("control-character", 12)]),
        ("a\n\n" + "> " * 21 + "b", [("body-deep", 12)]),
        ("> " * 20 + "b", []),
        ("[a](#nergens)", [("body-link-dropped", 10)]),
        ("a@b.nl_x", []),
        ("[a](mailto:a@b.nl_x)", [("body-link-dropped", 10)]),
    ],
)
def test_what_is_said_of_a_body(text: str, expected: list[tuple[str, int]]) -> None:
    """Each problem stands at the line of the file."""
    assert expected == told(text)


def test_links_to_files_are_kept_for_checking() -> None:
    """A link to a file is known with its line, also one in raw HTML."""
    links = render('weg.md\n\n[b](weg.md)\n\n<a href="ook-weg.md">c</a>').links

    assert [("initiatives/weg.md", 12), ("initiatives/ook-weg.md", 14)] == [(x.path, x.line) for x in links]


def test_pages_of_files() -> None:
    """Each file has one address."""
    assert "initiatives/e-labs/" == page_of("initiatives/e-labs.md")
    assert "partners/nhl/" == page_of("docs/partners/nhl.md")
    assert "about/" == page_of("docs/about/index.md")
    assert "" == page_of("docs/index.md")


PIECES = st.sampled_from(
    ["<a href='javascript:x'>", "</a>", "<b>", "<svg><script>", "<!--", "]]>", "[x](data:a)", "`", "# ", "\n\n",
     "<img src=a.png onload=x>", "&#106;avascript:", "<style>", "> ", "- ", "|a|\n|-|\n", "<p id=__search>", '"', "'"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_nothing_active_ever_comes_out(pieces: list[str]) -> None:
    """Whatever is put together, only elements and attributes of the allow-list are left."""
    html = render("".join(pieces)).html
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)

    for element in list(tree.iter())[1:]:
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set()) | {"id", "rel"}
        assert not element.get("href", "").lower().startswith(("javascript", "data", "//"))
        assert not element.get("id", "").startswith("_")
