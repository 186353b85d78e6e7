"""Which initiatives are related, and the shell that every page is poured into."""

from __future__ import annotations

import datetime
from itertools import product
from pathlib import Path

import pytest

from atelier.checks.check import check
from atelier.insights.related import Relations
from atelier.render.page import Site
from atelier.render.renderer import Renderer
from atelier.site.shell import cut, slot
from tests.fixtures.initiatives import add


def reasons(root: Path, slug: str) -> dict[str, str]:
    """The related initiatives of one, with the reason in English."""
    catalogue = check(root, datetime.date(2026, 11, 25)).catalogue
    assert catalogue is not None
    entry = catalogue.initiatives[slug]
    reason = Renderer(catalogue, Site("x", "https://x.example/", "en")).environment.globals["reason"]
    return {r.entry.slug: str(reason(entry, r)) for r in Relations(catalogue).of(entry)}  # type: ignore[operator]


def test_a_shared_tag_relates(small: Path) -> None:
    """Two initiatives on one subject are named with each other, whatever the case of the tag."""
    add(small, "eigen", tags="[Robots]")

    assert "also about robots" == reasons(small, "eigen")["robots-in-de-klas"]


def test_copies_of_one_example_are_siblings(small: Path) -> None:
    """Both were adapted from a third; neither from the other."""
    add(small, "eerste", adapted_from="[oud-plan]")
    add(small, "tweede", adapted_from="[oud-plan]")

    found = reasons(small, "eerste")

    assert found["tweede"].startswith("both adapted from Oud plan")
    assert found["oud-plan"].startswith("one was adapted from the other")


def test_a_city_alone_relates_nothing(small: Path) -> None:
    """A pillar and a place are shared by nearly everything, so they say nothing."""
    add(small, "los", places="[Groningen]")
    for name in ("robots-in-de-klas", "winkel-in-de-wijk"):
        assert name not in {k: v for k, v in reasons(small, "los").items() if "also" not in v}


def test_at_most_five(small: Path) -> None:
    """However many share a subject, five are named."""
    for number in range(9):
        add(small, f"gelijk-{number}", tags="[samen]")

    assert 5 == len(reasons(small, "gelijk-0"))


def test_those_as_near_as_one_another_come_by_name(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shared weighs the same in whatever order it is added up: no build differs from another."""
    monkeypatch.setattr("atelier.insights.related.SUPPORTING", {"level": 1e16, "pillar": 1.0, "place": -1e16})
    levels, places = ["po", "vo", "mbo", "hbo", "wo", "so"], ["Assen", "Emmen", "Haren"]
    add(small, "alle", tags="[samen]", levels=f"[{', '.join(levels)}]", places=f"[{', '.join(places)}]")
    for number, (level, place) in enumerate(product(levels, places)):
        add(small, f"deel-{number:02d}", tags="[samen]", levels=f"[{level}]", places=f"[{place}]")

    assert [f"deel-{number:02d}" for number in range(5)] == list(reasons(small, "alle"))


def test_a_shell_is_filled_in_one_pass() -> None:
    """The name of a slot that a contributor typed is text like any other."""
    shell = cut(f"<title>{slot('title')}</title>{slot('content')}|{slot('title')}")
    page = shell.fill(2, {"title": slot("content"), "content": "inhoud"})

    assert f"<title>{slot('content')}</title>inhoud|{slot('content')}" == page


@pytest.mark.parametrize(("depth", "way"), [(0, "."), (1, ".."), (4, "../../../..")])
def test_a_shell_leads_home_from_every_depth(depth: int, way: str) -> None:
    """The way to the root, which the theme writes before each of its links, is that of the page."""
    links = """<a href="../../../.."><a href='../../../../add/'><i>../../../../..</i>"""
    shell = cut(f"{slot('title')}{links}{slot('content')}")

    assert f"""<a href="{way}"><a href='{way}/add/'><i>../../../../..</i>""" == shell.fill(
        depth, {"title": "", "content": ""}
    )


def test_a_theme_without_a_slot_is_refused() -> None:
    """A theme that leaves the content out is told, instead of a site of empty pages."""
    with pytest.raises(ValueError, match="content"):
        cut(f"<title>{slot('title')}</title>")
