"""The same initiative told by several cities is one card, and nobody takes the card of another."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import Any

import pytest

from atelier.catalogue.doubles import Telling, doubles

RSG = ("brin 20ct",)


def ours(name: str, **values: Any) -> Telling:
    return tells("", name, **values)


def tells(city: str, name: str, rank: tuple[int, ...] = (), **values: Any) -> Telling:
    title = values.pop("title", f"{name} {city}")
    return Telling(city, (name,), title, rank=rank, **values)


def cards(*told: Telling) -> list[list[str]]:
    """The ids of each card, the first of it first."""
    return [[told[place].ids[0] for place in group] for group in doubles(told)]


def test_ours_says_it() -> None:
    """Their word is not needed."""
    assert [["a", "b", "c"]] == cards(
        ours("a", same_as=["b"]), tells("duinstad", "b", same_as=["c"]), tells("hillford", "c", same_as=["b"])
    )


def test_theirs_is_a_line_on_the_card_of_ours() -> None:
    assert [["a", "b"], ["c"]] == cards(
        ours("a"), tells("duinstad", "b", same_as=["a"]), tells("hillford", "c")
    )


def test_three_cities_that_say_so_of_each_other_are_one() -> None:
    """A of B, and B of C: whoever says it goes behind what it names."""
    assert [["c", "a", "b"]] == cards(
        tells("a", "a", same_as=["b"]), tells("b", "b", same_as=["c"]), tells("c", "c")
    )


def test_a_circle_is_one() -> None:
    named = {"a": "b", "b": "c", "c": "a"}
    told = [tells(city, city, rank=(city != "b",), same_as=[other]) for city, other in named.items()]

    assert [["b", "a", "c"]] == cards(*told)


def test_the_first_is_in_our_language_and_changed_last() -> None:
    """By what both say."""
    told = [
        tells("a", "a", rank=(1, -9), same_as=["b", "c"]),
        tells("b", "b", rank=(0, -3), same_as=["a", "c"]),
        tells("c", "c", rank=(0, -5), same_as=["a", "b"]),
    ]

    assert [["c", "a", "b"]] == cards(*told)
    assert [["a", "b"]] == cards(*(replace(one, rank=(0, 0)) for one in told[:2]))


def test_who_claims_everything_only_hides_its_own() -> None:
    """However good its rank: no card of another goes, and no two of others become one."""
    honest = [ours("a"), ours("b"), *(tells("duinstad", name) for name in "cdef")]
    greedy = tells("greedy", "x", rank=(-9,), same_as=[*"cdefab"])

    assert [["a", "x"], ["b"], ["c"], ["d"], ["e"], ["f"]] == cards(*honest, greedy)
    assert [["c", "x"], ["d"]] == cards(*honest[2:4], replace(greedy, same_as=["c", "d"]))


def test_a_stranger_that_says_what_ours_says_joins_no_two_of_ours() -> None:
    assert [["a", "x"], ["b"]] == cards(
        ours("a", same_as=["x"]), ours("b", same_as=["x"]), tells("x", "x", same_as=["b", "a"])
    )


def test_a_copy_is_no_double() -> None:
    """The same in another place is a copy; the same place with another title is one as well."""
    example = ours("a", title="Robots", places=["Groningen"])

    for copy in (
        tells("assen", "b", title="Robots", places=["Assen"], adapted_from=["a"]),
        tells("assen", "b", title="Robots aan zee", places=["Groningen"], adapted_from=["a"]),
        tells("assen", "b", title="Robots", adapted_from=["a"]),
        tells("assen", "b", title="Robots", places=["Groningen"]),
    ):
        assert [["a"], ["b"]] == cards(example, copy)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Robots in Groningen", {"places": ["groningen"]}),
        ("ROBOTS, in...", {"partners": ["het alfacollege"]}),
        ("Robots in", {"numbers": RSG}),
    ],
)
def test_what_names_us_as_its_example_and_is_plainly_ours_is_a_double(
    title: str, said: dict[str, Any]
) -> None:
    example = ours(
        "a", title="Robots in", places=["Groningen"], partners=["Het Alfacollege"], numbers=["kvk 1", *RSG]
    )

    assert [["a", "b"]] == cards(example, tells("assen", "b", title=title, adapted_from=["a"], **said))


def test_title_and_number_are_enough() -> None:
    """In whatever letters, and with or without the place in which both are."""
    told = [
        ours("a", title="De Robots!", numbers=RSG, places=["Súdwest-Fryslân"]),
        tells("assen", "b", title="de robots", numbers=("kvk 12345678", *RSG)),
        tells("breda", "c", title="De robots Súdwest-Fryslân", numbers=RSG, places=["Súdwest-Fryslân"]),
    ]

    assert [["a", "b", "c"]] == cards(*told)


def test_a_title_or_a_number_alone_is_not_enough() -> None:
    told = [
        ours("a", title="Robots", numbers=RSG),
        tells("assen", "b", title="Drones", numbers=RSG),
        tells("breda", "c", title="Robots", numbers=["kvk 12345678"]),
        tells("delft", "d", title="Robots Delft", numbers=RSG, places=["Delft"]),
    ]

    assert [["a"], ["b"], ["c"], ["d"]] == cards(*told)


def test_by_likeness_two_of_one_neighbour_stay_two() -> None:
    """Unless it says itself that they are the same."""
    two = [tells("assen", name, title="Open dag", numbers=RSG) for name in "bc"]
    third = tells("breda", "d", title="Open dag", numbers=RSG)
    mine = ours("a", title="Open dag", numbers=RSG)

    assert [["b"], ["c"]] == cards(*two)
    assert [["a", "d"], ["b"], ["c"]] == cards(mine, *two, third)
    assert [["a", "b", "c"]] == cards(mine, replace(two[0], same_as=["c"]), two[1])
    assert [["a"], ["b"]] == cards(*(ours(name, title="Open dag", numbers=RSG) for name in "ab"))


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_lost_and_none_of_ours_goes(seed: int) -> None:
    """Whatever they say: each is on one card, and ours stand first on cards of their own."""
    chance = random.Random(seed)
    names = [f"{number}" for number in range(60)]
    told = [
        tells(
            "" if place < 10 else f"city {place % 5}",
            name,
            rank=(chance.randrange(3),),
            title=chance.choice(("Robots", "Drones")),
            same_as=chance.sample(names, chance.choice((0, 0, 1, 3))),
            adapted_from=chance.sample(names, chance.choice((0, 2))),
            numbers=chance.sample(["brin 20ct", "kvk 12345678"], chance.choice((0, 0, 1))),
        )
        for place, name in enumerate(names)
    ]
    found = cards(*told)

    assert sorted(names) == sorted(name for card in found for name in card)
    assert names[:10] == [card[0] for card in found[:10]]
    assert not {*names[:10]} & {name for card in found for name in card[1:]}


def test_the_work_grows_with_the_claims_alone() -> None:
    """A chain of 8,000, a ring of them, and all with one title and number."""
    count = 8000
    begun = time.process_time()
    chain = [tells("a", f"{n}", title="x", same_as=[f"{n + 1}"]) for n in range(count)]
    ring = [replace(one, teller=f"{n}") for n, one in enumerate(chain)]
    ring[-1] = replace(ring[-1], same_as=["0"])
    alike = [Telling(f"{n % 12}", (f"{n}",), "x", numbers=RSG) for n in range(count)]

    assert 1 == len(doubles(chain))
    assert 1 == len(doubles(ring))
    assert count == len(doubles(alike))
    assert time.process_time() - begun < 3


def test_who_names_hundreds_of_partners_and_places_costs_no_more() -> None:
    """All of them together would be thousands of times the work; the same lists still make one of two."""
    numbers, places = [f"kvk {n:08}" for n in range(200)], [f"Plaats {n}" for n in range(200)]
    one = tells("a", "a", title="Robots", numbers=numbers, places=places)
    other = tells("b", "b", title="Robots Plaats 7", numbers=numbers[::-1], places=places[::-1])

    assert len([*one.keys]) < 50
    assert [["a", "b"]] == cards(one, other)
