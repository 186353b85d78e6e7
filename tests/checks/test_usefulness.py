"""The order of lists: what one can copy first, that of which little is known last."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.catalogue.usefulness import STORY, facts, little_known, usefulness
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative
from tests.fixtures.catalogues import catalogue_of
from tests.fixtures.initiatives import add


def added(root: Path, *, story: int = 0, **fields: str) -> Entry[Initiative]:
    """An initiative with a summary, a pillar and a partner, and besides with these fields and a story."""
    add(root, "nieuw", **fields)
    path = root / "initiatives" / "nieuw.md"
    bare = path.read_text(encoding="utf-8").replace("period:\n  start: 2013\n  end: 2014\n", "")
    path.write_text(f"{bare}\n{'woord ' * story}\n", encoding="utf-8")
    return catalogue_of(root).initiatives["nieuw"]


@pytest.mark.parametrize(
    ("story", "fields", "points"),
    [
        (0, {}, 0),
        (0, {"recipe": "{steps: [Begin., Ga door.]}"}, 4),
        (0, {"results": "[Het lukte.]"}, 3),
        (STORY[0] - 1, {}, 0),
        (STORY[0], {}, 1),
        (STORY[1], {}, 2),
        (STORY[2] * 2, {}, 3),
        (0, {"levels": "[po, vo]"}, 1),
        (0, {"levels": "[po]", "ages": "{from: 4, to: 12}"}, 1),
        (0, {"places": "[Assen]", "period": "{start: 2020}"}, 2),
        (0, {"recipe": "{cost: 450, time: een dag, group_size: 20, materials: [lijm]}"}, 3),
        (0, {"recipe": "{steps: [Begin.], cost: 0}", "results": "[Het lukte.]", "places": "[Assen]"}, 9),
    ],
)
def test_points_are_for_what_helps_to_copy_it(
    small: Path, story: int, fields: dict[str, str], points: int
) -> None:
    """Steps, results, a story by its length, and facts; two facts of one kind are one."""
    assert points == usefulness(added(small, story=story, **fields))


def test_a_contact_counts_when_it_can_be_reached(small: Path) -> None:
    """An organisation alone is no contact; an address of its own is."""
    catalogue = catalogue_of(small)
    robots, shop = (catalogue.initiatives[slug] for slug in ("robots-in-de-klas", "winkel-in-de-wijk"))

    # Steps, results, contact, and every fact; its story is too short to count. The shop has only its place.
    assert 4 + 3 + 2 + len(list(facts(robots.record))) == usefulness(robots)
    assert 1 == usefulness(shop)
    assert robots.words < STORY[0]


@pytest.mark.parametrize(
    ("story", "fields", "little"),
    [
        (0, {"places": "[Assen]", "levels": "[po]", "period": "{start: 2018}"}, True),
        (STORY[0] - 1, {}, True),
        (STORY[0], {}, False),
        (0, {"results": "[Het lukte.]"}, False),
        (0, {"recipe": "{steps: [Begin.]}"}, False),
        (0, {"recipe": "{cost: 5}"}, True),
    ],
)
def test_little_is_known_where_nothing_helps(
    small: Path, story: int, fields: dict[str, str], little: bool
) -> None:
    """A name, an amount and a place are little; steps, results or a story are not."""
    assert little is little_known(added(small, story=story, **fields))


def test_an_idea_comes_after_what_was_done(small: Path) -> None:
    """However well an idea is described, nobody can say how it goes; and among ideas the best comes first."""
    add(small, "plan", recipe="{steps: [Begin.]}", results="[Het lukte.]")
    path = small / "initiatives" / "plan.md"
    text = path.read_text(encoding="utf-8").replace(
        "status: stopped\nstopped_because: Er was geen geld.\n", ""
    )
    path.write_text(text.replace("sources:", "status: idea\nsources:"), encoding="utf-8")
    catalogue = catalogue_of(small)

    assert ["robots-in-de-klas", "plan", "winkel-in-de-wijk", "oud-plan"] == list(catalogue.initiatives)
    assert {"plan", "winkel-in-de-wijk", "oud-plan"} == catalogue.little_known


def test_every_list_has_this_order(small: Path) -> None:
    """By pillar, by level, by place, by subject and by partner: the order is that of the whole catalogue."""
    for number in range(6):
        add(
            small,
            f"nieuw-{number}",
            levels="[po]",
            tags="[techniek]",
            results="[Het lukte.]" if number % 2 else "[]",
        )
    catalogue = catalogue_of(small)
    place = {slug: number for number, slug in enumerate(catalogue.initiatives)}
    involved = [[i.entry for i in items] for items in catalogue.involvements.values()]
    lists = [
        *catalogue.by_pillar.values(),
        *catalogue.by_level.values(),
        *catalogue.by_place.values(),
        *catalogue.by_tag.values(),
        *involved,
    ]

    for entries in lists:
        assert sorted(entries, key=lambda entry: place[entry.slug]) == entries
