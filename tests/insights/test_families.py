"""Who copied whom: one family on the page of each of its members, and what is copied most."""

from __future__ import annotations

import json
import re
from pathlib import Path

from atelier.checks.check import check
from atelier.insights.families import MOST, Families, Family
from tests.fixtures.catalogues import content
from tests.fixtures.initiatives import add
from tests.fixtures.sites import TODAY

SEA = "https://leren.duinstad.example/initiatives/robots/"
"""An initiative of a neighbour of the small site, which copied one of it."""
HILLFORD = "https://learning.hillford.example/initiatives/robots-by-the-sea/"
"""One of another neighbour, which copied that one."""


def families(root: Path) -> Families:
    """The families of a site without mistakes."""
    catalogue = check(root, TODAY).catalogue
    assert catalogue is not None
    return Families(catalogue)


def family(root: Path, slug: str) -> Family:
    """What the page of an initiative shows of its family."""
    catalogue = check(root, TODAY).catalogue
    assert catalogue is not None
    found = Families(catalogue).of(catalogue.initiatives[slug])
    assert found is not None
    return found


def told(found: Family) -> list[tuple[int, str, tuple[int, ...]]]:
    """Each member: its number, who it is, and the numbers of its examples."""
    return [(m.number, m.use.partner if m.use else m.key, m.examples) for m in found.members]


def test_every_member_shows_the_same_family(small: Path) -> None:
    """From the example to the copy of a copy, with who only does it too."""
    add(small, "kopie", adapted_from="[winkel-in-de-wijk]", used_by="[{partner: alfa-college}]")

    expected = [
        (1, "robots-in-de-klas", ()),
        (2, "winkel-in-de-wijk", (1,)),
        (3, "kopie", (2,)),
        (4, "alfa-college", (3,)),
        (5, SEA, (1,)),
        (6, HILLFORD, (5,)),
        (7, "stichting-de-brug", (1,)),
    ]
    for slug in ("robots-in-de-klas", "winkel-in-de-wijk", "kopie"):
        assert told(family(small, slug)) == expected


def test_two_examples_are_both_in_the_tree(small: Path) -> None:
    """A copy stands behind its first example once, and a line of its own leads to it from the other."""
    add(small, "kopie", adapted_from="[robots-in-de-klas, oud-plan]")
    found = family(small, "kopie")

    copy = next(member for member in found.members if member.key == "kopie")
    examples = {found.members[number - 1].key for number in copy.examples}
    assert examples == {"robots-in-de-klas", "oud-plan"}
    assert [first for _, to, first in found.lines if to is copy] == [True, False]


def test_nothing_stands_on_something_else(small: Path) -> None:
    """In the picture each member has a place of its own, and an example stands before its copies."""
    for n in range(6):
        add(small, f"kopie-{n}", adapted_from=f"[{'winkel-in-de-wijk' if n < 3 else f'kopie-{n - 3}'}]")
    members = family(small, "kopie-0").members

    assert len({(member.column, member.row) for member in members}) == len(members)
    for member in members:
        for number in member.examples:
            assert members[number - 1].column < member.column


def test_an_example_of_another_city_is_in_the_family(small: Path) -> None:
    """Two that have it from there belong together, and the page leads there by the name of the host."""
    there = "https://www.leren.buurstad.example/initiatives/robots/"
    add(small, "eerste", adapted_from=f"[{there}]")
    add(
        small,
        "tweede",
        adapted_from=f"[{there.removesuffix('/')}, oud-plan]",
        same_as="[https://elders.example/tweede]",
    )

    members = family(small, "eerste").members
    named = {member.key: {members[number - 1].key for number in member.examples} for member in members}
    assert named == {"oud-plan": set(), there: set(), "eerste": {there}, "tweede": {there, "oud-plan"}}
    page = content(small, "initiatives/eerste/")
    assert f'<a href="{there}" rel="nofollow"' in page
    assert ">leren.buurstad.example</a>" in page
    assert 'href="https://elders.example/tweede" rel="nofollow"' in content(small, "initiatives/tweede/")


def test_a_copy_of_a_copy_in_a_third_city_is_in_the_family(small: Path) -> None:
    """By the name of its city, with a link that leads there, in its own language; it counts as a copy."""
    page = content(small, "initiatives/robots-in-de-klas/")
    tree = page.partition('class="family__members"')[2].partition("</ol>")[0]

    assert ("Robots aan zee</a>\n    <span>van Duinstad</span>") in tree
    assert f'href="{HILLFORD}" rel="nofollow" lang="en" hreflang="en"' in tree
    assert "van Hillford" in tree
    copies = content(small, "copies/")
    assert "van Duinstad" in copies and "van Hillford" not in copies


def test_a_neighbour_cannot_fill_a_page_with_copies(small: Path) -> None:
    """Some of them are named, and of the others how many there are."""
    file = small / "neighbours" / "duinstad.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    ours = "https://klein.example/initiatives/oud-plan/"
    many = {f"https://leren.duinstad.example/initiatives/{n}/": f"Kopie {n}" for n in range(60)}
    data["initiatives"] += [
        {"id": id_, "title": title, "adapted_from": [ours]} for id_, title in many.items()
    ]
    file.write_text(json.dumps(data), encoding="utf-8")

    page = content(small, "initiatives/oud-plan/")

    assert "(60)" in page
    assert "In andere steden zijn er nog 10." in page
    assert 80 > page.count("leren.duinstad.example/initiatives/")


def test_an_example_that_a_neighbour_names_is_a_link_only_to_a_page_of_the_web(small: Path) -> None:
    """Of one that nobody tells of there is only its address, and strangers can write any."""
    file = small / "neighbours" / "duinstad.json"
    text = file.read_text(encoding="utf-8")
    ours = '"https://klein.example/initiatives/robots-in-de-klas/"'
    file.write_text(
        text.replace(ours, f'{ours},"https://ver.example/","http://onveilig.example/"'), encoding="utf-8"
    )

    page = content(small, "initiatives/robots-in-de-klas/")

    assert 'href="https://ver.example/"' in page
    assert "onveilig.example" not in page


def test_two_cities_that_tell_of_one_initiative_are_one_member(small: Path) -> None:
    """Ours stands for both, and what they copied it from is an example of ours."""
    add(small, "zelfde", same_as=f"[{SEA}]")

    found = family(small, "robots-in-de-klas").members
    members = {member.key: member for member in found if not member.use}

    assert SEA not in members
    assert (members["robots-in-de-klas"].number,) == members["zelfde"].examples
    assert (members["zelfde"].number,) == members[HILLFORD].examples


def test_two_cities_that_each_say_the_other_was_first_are_drawn(small: Path) -> None:
    """One of the two lines is left out: a picture has no end that is its beginning."""
    file = small / "initiatives" / "robots-in-de-klas.md"
    text = file.read_text(encoding="utf-8").replace("\n---\n", f"\nadapted_from: [{SEA}]\n---\n", 1)
    file.write_text(text, encoding="utf-8")

    members = family(small, "robots-in-de-klas").members

    assert {"robots-in-de-klas", SEA, HILLFORD} <= {member.key for member in members}
    assert 1 == sum(not member.examples for member in members)


def test_of_a_large_family_the_nearest_are_shown(small: Path) -> None:
    """The page stays short, its own initiative and its example are always there, and it says how many more."""
    for n in range(40):
        add(small, f"kopie-{n:02}", adapted_from="[oud-plan]")
    add(small, "kopie-van-kopie", adapted_from="[kopie-39]")

    for slug, near in (("kopie-van-kopie", "kopie-39"), ("kopie-39", "oud-plan"), ("oud-plan", "oud-plan")):
        found = family(small, slug)
        assert {slug, near} <= {member.key for member in found.members}
        assert len(found.members) <= MOST
        assert len(found.members) + found.more == 42


def test_a_partner_says_what_it_does_too(small: Path) -> None:
    """With since when, and what is good to know of it."""
    page = content(small, "partners/stichting-de-brug/")
    told = page.partition("Doet dit ook")[2].partition("</ul>")[0]

    assert "initiatives/robots-in-de-klas/" in told
    assert "sinds 2026. Met oudere leerlingen." in told
    assert "Doet dit ook" not in content(small, "partners/gemeente-groningen/")


def test_all_who_copied_stand_on_the_page(small: Path) -> None:
    """Also those for whom the picture has no room."""
    for number in range(40):
        add(small, f"kopie-{number}", adapted_from="[robots-in-de-klas]")

    page = content(small, "initiatives/robots-in-de-klas/")

    assert {f"kopie-{number}" for number in range(40)} <= set(re.findall(r'initiatives/([a-z0-9-]+)/"', page))


def test_a_chain_of_any_length_is_read(small: Path) -> None:
    """Copies of copies, deeper than Python may call itself."""
    for n in range(1100):
        add(small, f"k{n:04}", adapted_from=f"[{f'k{n - 1:04}' if n else 'oud-plan'}]")

    assert family(small, "k1099").more == 1101 - MOST


def test_who_copied_nothing_and_was_not_copied_has_no_family(small: Path) -> None:
    """Nothing is drawn where there is nothing to see."""
    catalogue = check(small, TODAY).catalogue
    assert catalogue is not None

    assert Families(catalogue).of(catalogue.initiatives["oud-plan"]) is None


def test_what_is_copied_most_comes_first(small: Path) -> None:
    """Copies here and in other cities and those who do it too count alike."""
    for n in range(4):
        add(small, f"kopie-{n}", adapted_from="[oud-plan]")

    found = [(copied.entry.slug, copied.number) for copied in families(small).most_copied]
    assert found == [("oud-plan", 4), ("robots-in-de-klas", 3)]


def test_an_organisation_does_it_too_once(small: Path) -> None:
    """The same organisation twice says nothing more."""
    add(small, "kopie", used_by="[{partner: alfa-college}, {partner: Alfacollege}]")

    assert ["duplicate-item"] == [p.code for p in check(small, TODAY).problems if p.severity == "error"]
