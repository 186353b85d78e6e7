"""Numbers on pages: all of them as Dutch writes them."""

from __future__ import annotations

import re
from pathlib import Path

from atelier.render.renderer import Renderer
from tests.fixtures.catalogues import SITE, catalogue_of


def test_a_number_of_things_has_a_dot_between_thousands(small: Path) -> None:
    """In every text with a number of things, whichever template it stands in; a year stays a year."""
    render = Renderer(catalogue_of(small), SITE).environment.from_string
    count = (
        "{% trans count=number %}{{ count }} initiative{% pluralize %}{{ count }} initiatives{% endtrans %}"
    )
    pupils = "{% trans n=number %}{{ n }} pupil{% pluralize %}{{ n }} pupils{% endtrans %}"
    paid = "{% trans count=number, year=2018 %}{{ count }} in {{ year }}{% pluralize %}{{ count }} of {{ year }}{% endtrans %}"

    assert "1.348 initiatieven" == render(count).render(number=1348)
    assert "1 initiatief" == render(count).render(number=1)
    assert "10.000 leerlingen" == render(pupils).render(number=10_000)
    assert "1.348 of 2018" == render(paid).render(number=1348)


def test_the_name_of_a_thing_is_escaped_beside_its_number(small: Path) -> None:
    """A text with a number is HTML of ours; what is put into it is not."""
    render = Renderer(catalogue_of(small), SITE).environment.from_string
    text = "{% trans count=number, name=name %}{{ count }} {{ name }}{% pluralize %}{{ count }} {{ name }}s{% endtrans %}"

    assert "2 &lt;b&gt;s" == render(text).render(number=2, name="<b>")


def test_no_template_writes_a_count_by_itself() -> None:
    """A number of things goes through a text, or through the filter."""
    templates = Path(__file__).parents[2] / "hooks" / "atelier" / "templates"
    bare = re.compile(r"\{\{-? [\w.]*(?:\binitiatives|\bnumber) -?\}\}")
    pages = {"macros/parts.html", "macros/copies.html"}  # the numbers of pages, and of members of a family

    assert {
        file.relative_to(templates).as_posix()
        for file in templates.rglob("*.html")
        if bare.search(file.read_text(encoding="utf-8"))
    } == pages
