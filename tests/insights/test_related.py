"""Which initiatives are related, and the shell that every page is poured into."""

from __future__ import annotations

import datetime
import pickle
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.content.entry import Entry, Rest
from atelier.insights.related import MOST, SUPPORTING, Kept, Relations, related
from atelier.model.initiative import Initiative, Level, Participation
from atelier.render.page import Site
from atelier.render.renderer import Renderer
from atelier.site.shell import cut, slot
from atelier.store.store import Store
from tests.fixtures.catalogues import catalogue_of
from tests.fixtures.initiatives import add
from tests.fixtures.sites import TODAY


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


def test_two_subjects_are_named_in_one_breath(small: Path) -> None:
    """Not "also about robots and also about technology"."""
    add(small, "eigen", tags="[robots, techniek]")

    assert reasons(small, "eigen")["robots-in-de-klas"] in (
        "also about robots and techniek",
        "also about techniek and robots",
    )


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


def test_links_of_many_with_one_subject_are_spread(small: Path) -> None:
    """Of forty as near as one another, each names the five that follow: none is named by all, none by nobody."""
    for number in range(40):
        add(small, f"gelijk-{number:02d}", tags="[samen]")
    relations = Relations(catalogue_of(small))
    named = Counter(relation.entry.slug for entry in relations.entries for relation in relations.of(entry))
    alike = {named[f"gelijk-{number:02d}"] for number in range(40)}

    assert {5} == alike
    assert ["gelijk-39", "gelijk-00", "gelijk-01", "gelijk-02", "gelijk-03"] == list(
        reasons(small, "gelijk-38")
    )


def test_what_many_share_counts_too(small: Path) -> None:
    """One that shares four things comes first, also where a hundred others share each of these."""
    shared = ["lezen", "taal", "samen", "ouders"]
    for number in range(120):
        add(small, f"iets-{number:03d}", tags=f"[{shared[number % 4]}, onderwerp {number}]")
    add(small, "aaa", tags=f"[{', '.join(shared)}]")
    add(small, "zzz", tags=f"[{', '.join(shared)}]")

    assert "zzz" == next(iter(reasons(small, "aaa")))
    assert "aaa" == next(iter(reasons(small, "zzz")))


def test_an_initiative_for_all_is_not_near_to_all(small: Path) -> None:
    """Levels and places weigh by how much of them is shared: one for all levels does not draw every link."""
    levels = ["po", "vo", "mbo", "hbo", "wo", "so"]
    add(small, "voor-alle", tags="[samen]", levels=f"[{', '.join(levels)}]")
    for level in levels:
        for number in range(6):
            add(small, f"{level}-{number}", tags="[samen]", levels=f"[{level}]")

    for level in levels:
        assert {f"{level}-{n}" for n in range(1, 6)} == {*reasons(small, f"{level}-0")}


@pytest.fixture(scope="module")
def many() -> Relations:
    """Some 600 initiatives with subjects and partners as real ones have them: a few that many share, many that few do."""
    chance = random.Random(7)
    often = [1 / number for number in range(1, 121)]
    entries = {}
    for number in range(600):
        partners = {f"p{n}" for n in chance.choices(range(60), often[:60], k=chance.randint(1, 3))}
        record: Any = {
            "title": f"Iets {number}",
            "pillar": f"pijler-{chance.randrange(4)}",
            "partners": tuple(Participation.model_construct(partner=p) for p in sorted(partners)),
            "tags": tuple(
                sorted({f"t{n}" for n in chance.choices(range(120), often, k=chance.randint(0, 6))})
            ),
            "levels": tuple(chance.sample(list(Level), chance.randint(0, 3))),
        }
        slug = f"iets-{number:03d}"
        entries[slug] = Entry(
            path=f"initiatives/{slug}.md",
            slug=slug,
            record=Initiative.model_construct(**record),
            references=(),
            body_links=(),
            body_images=(),
            words=0,
            right_from=datetime.date.min,
            digest=slug,
            face=slug,
            rest=Rest("", "", b""),
            placed=pickle.dumps({}),
        )
    return Relations(Catalogue(today=TODAY, records={Initiative: entries}))


def test_the_nearest_are_those_that_comparing_all_gives(many: Relations) -> None:
    """No other shares more than those that are named, whether few or many share it; compared one by one."""
    for own in range(len(many.entries)):
        scores = sorted(
            (many.score(own, other) for other in range(len(many.entries)) if other != own), reverse=True
        )
        named = [many.score(own, other) for other in many.nearest(own)]

        # Of more than can be ranked by their levels and places, the first are.
        assert named == pytest.approx(scores[: len(named)], abs=sum(SUPPORTING.values()))
        assert MOST == len(named) or len(many.entries[own].record.partners) == 1


def test_both_ways_to_find_candidates_agree(many: Relations) -> None:
    """Which of the two is faster depends on the catalogue; what a page links to does not."""
    for own in range(len(many.entries)):
        assert many.counted(own) == many.added(own)


def test_what_is_kept_says_the_same(small: Path) -> None:
    """Whatever was edited since: nothing, a title, a subject, a level, the order, or an initiative more."""
    for number in range(12):
        add(small, f"gelijk-{number:02d}", tags=f"[samen, t{number % 3}, u{number % 4}]")
    store = Store(small)
    file = small / "initiatives" / "gelijk-03.md"
    edits = [
        ("t0", "t0"),
        ("title: gelijk-03", "title: Anders"),
        ("u3", "u2"),
        ("status:", "levels: [po]\nstatus:"),
    ]
    for number, (before, after) in enumerate(
        [*edits, ("samen", "gezond"), ("status:", "results: [Goed]\nstatus:")]
    ):
        file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        if number == 4:
            add(small, "erbij", tags="[samen, u1]")
        catalogue = catalogue_of(small)
        kept, anew = related(catalogue, store), Relations(catalogue)

        for entry in anew.entries:
            assert anew.of(entry) == kept.of(entry)
            assert [relation.entry for relation in anew.of(entry)] == kept.entries(entry)


def test_only_what_an_edit_touches_is_found_again(many: Relations) -> None:
    """Moves, subjects, levels, and initiatives that come and go, one after another: as if all were found anew."""
    chance = random.Random(3)
    # Alike in all but subjects and partners, so that their order decides.
    alike = {"levels": (), "pillar": "een"}
    entries = [replace(entry, record=entry.record.model_copy(update=alike)) for entry in many.entries[:200]]
    spare = list(many.entries[200:240])
    known: Kept = ([], {}, {})
    for _ in range(12):
        for _ in range(chance.randint(1, 2)):
            entry = entries.pop(chance.randrange(len(entries)))
            change = chance.randrange(4)
            if change == 0:
                levels = tuple(chance.sample(list(Level), 2))
                entry = replace(entry, record=entry.record.model_copy(update={"levels": levels}))
            elif change == 1:
                entry = replace(entry, record=entry.record.model_copy(update={"tags": ("t1", "t9")}))
            elif change == 2 and spare:
                entry = spare.pop()
            entries.insert(chance.randrange(len(entries) + 1), entry)
        records: Any = {Initiative: {entry.slug: entry for entry in entries}}
        catalogue = Catalogue(today=TODAY, records=records)
        kept: Kept = ([*catalogue.initiatives], {}, {})

        assert Relations(catalogue).lines() == Relations(catalogue).lines(known, kept)
        known = kept


def test_a_move_changes_which_of_equals_are_named(many: Relations) -> None:
    """Also where those that share one subject, and those that share another, keep their order."""
    names = ["eigen", "a1", "a2", "a3", "b1", "b2", "b3"]
    tags = {"e": ("ta", "tb"), "a": ("ta",), "b": ("tb",)}
    made = {}
    for name, entry in zip(names, many.entries, strict=False):
        update = {"levels": (), "pillar": "een", "partners": (), "tags": tags[name[0]]}
        made[name] = replace(entry, slug=name, record=entry.record.model_copy(update=update))
    known: Kept = ([], {}, {})
    for order in (names, ["eigen", *names[4:], *names[1:4]], ["a3", *names[4:], "eigen", "a1", "a2"]):
        records: Any = {Initiative: {name: made[name] for name in order}}
        catalogue = Catalogue(today=TODAY, records=records)
        kept: Kept = (order, {}, {})

        assert Relations(catalogue).lines() == Relations(catalogue).lines(known, kept)
        known = kept


def test_no_page_is_linked_by_nobody(many: Relations) -> None:
    """Each is named somewhere, and none by a great part of all."""
    named = Counter(relation.entry.slug for entry in many.entries for relation in many.of(entry))

    assert {entry.slug for entry in many.entries} == set(named)
    assert max(named.values()) < len(named) / 10
    assert max(len(many.of(entry)) for entry in many.entries) <= MOST + 2


def test_a_shell_is_filled_in_one_pass() -> None:
    """The name of a slot that a contributor typed is text like any other."""
    shell = cut(f"<title>{slot('title')}</title>{slot('banner')}{slot('content')}|{slot('title')}")
    page = shell.fill(2, {"title": slot("content"), "banner": "", "content": "inhoud"})

    assert f"<title>{slot('content')}</title>inhoud|{slot('content')}" == page


@pytest.mark.parametrize(("depth", "way"), [(0, "."), (1, ".."), (4, "../../../..")])
def test_a_shell_leads_home_from_every_depth(depth: int, way: str) -> None:
    """The way to the root, which the theme writes before each of its links, is that of the page."""
    links = """<a href="../../../.."><a href='../../../../add/'><i>../../../../..</i>"""
    shell = cut(f"{slot('title')}{slot('banner')}{links}{slot('content')}")

    assert f"""<a href="{way}"><a href='{way}/add/'><i>../../../../..</i>""" == shell.fill(
        depth, {"title": "", "banner": "", "content": ""}
    )


def test_a_theme_without_a_slot_is_refused() -> None:
    """A theme that leaves the content out is told, instead of a site of empty pages."""
    with pytest.raises(ValueError, match="content"):
        cut(f"<title>{slot('title')}</title>")
