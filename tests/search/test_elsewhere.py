"""What neighbours have is found beside what is ours: facets, the files that hold them, and texts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.exchange.model import StrangersInitiative, StrangersPartner
from atelier.model.partner import Identifiers, Partner
from atelier.render.wording import Wording
from atelier.search import facets as module
from atelier.search.facets import (
    COLUMNS,
    NOT_KNOWN,
    SHARD_SIZE,
    Names,
    card_shards,
    columns_file,
    facet_files,
    facets,
    filters,
)
from atelier.search.index import EACH, index_files, marked, of_texts, pages_of
from atelier.search.tables import NO_LANGUAGE, Block, chunks
from atelier.search.texts import Text, texts
from tests.fixtures.catalogues import catalogue_of, files_of
from tests.fixtures.sites import SMALL, make_site


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Three initiatives of ours, one of Hillford, and two of Duinstad, of which one is Hillford's too."""
    return catalogue_of(make_site(tmp_path_factory.mktemp("small") / "site", SMALL))


def chosen(catalogue: Catalogue) -> Mapping[str, Sequence[list[str]]]:
    """The options of every initiative, by facet."""
    return {
        facet.key: [[facet.options[value][0] for value in values] for values in facet.values]
        for facet in facets(catalogue, Wording("nl"))
    }


def with_more(
    catalogue: Catalogue,
    slug: str,
    more: Sequence[Mapping[str, object]],
    partners: Sequence[StrangersPartner] = (),
) -> Catalogue:
    """The catalogue with more initiatives and partners of a neighbour."""
    taken = catalogue.taken[slug]
    found = [StrangersInitiative.model_validate(fields) for fields in more]
    strangers = replace(taken.catalogue, initiatives=(*taken.catalogue.initiatives, *found))
    strangers = replace(strangers, partners=(*strangers.partners, *partners))
    return replace(catalogue, taken={**catalogue.taken, slug: replace(taken, catalogue=strangers)})


def test_neighbours_come_after_ours_with_what_they_tell(catalogue: Catalogue) -> None:
    """A pillar, levels, ages, places and subjects are found; what they do not tell is not known."""
    found = chosen(catalogue)
    ours = len(catalogue.initiatives)

    assert [["hillford"], ["hillford", "duinstad"], ["duinstad"]] == found["catalogue"][ours:]
    assert [["_here"], ["_here", "duinstad"], ["_here"]] == found["catalogue"][:ours]
    assert [[NOT_KNOWN], [NOT_KNOWN], ["digitale-geletterdheid"]] == found["pillar"][ours:]
    assert [["po"], ["vo", "havo"], ["po"]] == found["level"][ours:]
    assert ["group-8", "12-15"] == found["age"][-1]
    assert ["duinstad"] == found["place"][-1]
    assert ["strand", "techniek"] == found["tag"][-1]
    assert [["unknown"], ["active"], ["active"]] == found["status"][ours:]
    assert [[NOT_KNOWN]] * 3 == found["cost"][ours:] == found["year"][ours:] == found["recipe"][ours:]


def test_a_page_counts_what_is_not_known_of_ours(catalogue: Catalogue) -> None:
    """What neighbours do not tell says nothing of our own initiatives."""
    cost = next(facet for facet in facets(catalogue, Wording("nl")) if facet.key == "cost")

    assert 2 == cost.unknown


def test_an_initiative_of_ours_that_a_neighbour_tells_too_is_in_both(catalogue: Catalogue) -> None:
    """It stands in the list once, and is found by either catalogue."""
    told = {
        "id": "https://leren.duinstad.example/initiatives/lijn/",
        "title": "De lijnrobot",
        "same_as": ["https://klein.example/initiatives/robots-in-de-klas/"],
    }
    found = chosen(with_more(catalogue, "duinstad", [told]))["catalogue"]

    assert ["_here", "duinstad"] == found[0]
    assert len(catalogue.initiatives) + 3 == len(found)


def test_a_partner_is_ours_by_its_number_or_its_name(catalogue: Catalogue) -> None:
    """Only what a register says, or the same name: another school may have one that is nearly the same."""
    names = ("alfa-COLLEGE", "Alfa", "gemeente")
    told = [
        {"id": f"https://leren.duinstad.example/{name}/", "title": name, "partners": [{"partner": name}]}
        for name in names
    ]
    number = {"kvk": "12345678"}
    gemeente = catalogue.partners["gemeente-groningen"]
    known = gemeente.record.model_copy(update={"identifiers": Identifiers.model_validate(number)})
    partners = {**catalogue.partners, gemeente.slug: replace(gemeente, record=known)}
    numbered = replace(catalogue, records={**catalogue.records, Partner: partners})
    theirs = StrangersPartner.model_validate({"slug": "gemeente", "name": "Stad", "identifiers": number})
    found = with_more(numbered, "duinstad", told, [theirs])
    by_title = dict(zip([one.title for one in found.elsewhere], chosen(found)["partner"][3:], strict=True))

    assert [["alfa-college"], [NOT_KNOWN], ["gemeente-groningen"]] == [by_title[name] for name in names]


def test_a_neighbour_cannot_fill_the_finder_with_subjects(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of ours can be chosen, and of what only neighbours have the most frequent."""
    monkeypatch.setattr(module, "MOST_TERMS", 2)
    address = "https://leren.duinstad.example/{}/"
    told = [{"id": address.format(n), "title": "Les", "tags": ["vuur", f"aa {n}"]} for n in range(5)]

    found = {
        facet.key: dict(facet.options)
        for facet in facets(with_more(catalogue, "duinstad", told), Wording("nl"))
    }

    assert {"robots", "techniek", "vuur", "aa-0"} == {*found["tag"]} - {NOT_KNOWN}


def test_without_neighbours_there_is_no_choice_of_catalogues(catalogue: Catalogue) -> None:
    """Nobody is asked to choose from one."""
    alone = filters(replace(catalogue, taken={}), Wording("nl"))

    assert "catalogue" not in {facet.key for facet in alone.facets}
    assert not alone.elsewhere
    assert "catalogue" in {facet.key for facet in filters(catalogue, Wording("nl")).offered}


def test_the_files_hold_the_cards_and_titles_of_neighbours(catalogue: Catalogue) -> None:
    """Titles of neighbours stand in a file of their own: few visitors need them."""
    files = files_of(catalogue, folder="find/")
    columns = json.loads(files[COLUMNS])
    cards = [card for name in columns["cards"] for card in json.loads(files[f"find/cards-{name}.json"])]
    titles = json.loads(files[f"find/titles-{columns['titles']}.json"])["titles"]
    theirs = json.loads(files[f"find/elsewhere-{columns['elsewhere']}.json"])

    assert (3, 6) == (columns["ours"], columns["count"])
    assert "https://leren.duinstad.example/initiatives/robots/" in cards[5]
    assert [one.title for one in catalogue.elsewhere] == theirs["titles"]
    assert [one.record.page for one in catalogue.elsewhere] == theirs["pages"]
    assert len(titles) == columns["ours"]


def test_a_long_facet_has_a_file_of_its_own(catalogue: Catalogue) -> None:
    """A page that filters by level does not load ten thousand subjects."""
    made = facets(catalogue, Wording("nl"))
    whole = json.loads(columns_file(catalogue, made, Names("", "", (), {})))["facets"]
    apart = facet_files(made, most=14)
    split = json.loads(columns_file(catalogue, made, Names("", "", (), dict.fromkeys(apart, "x"))))["facets"]

    assert "age" in apart
    assert "pillar" not in apart
    assert not facet_files(made)
    assert [{"key", "label", "file"} == {*facet} for facet in split] == [
        facet["key"] in apart for facet in whole
    ]
    assert [
        facet if facet["key"] not in apart else json.loads(apart[facet["key"]]) for facet in whole
    ] == whole


def test_one_more_initiative_of_a_neighbour_changes_one_file(catalogue: Catalogue) -> None:
    """However many come after it: what a browser has of the others, it keeps."""
    told = [
        {"id": f"https://learning.hillford.example/{number}/", "title": f"Title {number:04}"}
        for number in range(1000)
    ]
    before, after = (
        {
            tuple(entry.title for entry in shard)
            for shard in card_shards(with_more(catalogue, "hillford", some))
        }
        for some in (told[:500] + told[501:], told)
    )

    assert len(after) > 1000 / 2 / SHARD_SIZE
    assert all(len(shard) <= 2 * SHARD_SIZE for shard in after)
    assert len(after - before) <= 2


def test_what_a_neighbour_tells_is_searched(catalogue: Catalogue) -> None:
    """Title, summary, subjects, levels, place, partners and city, and how a third city calls it."""
    robots = next(text for text in texts(catalogue, Wording("nl"), []) if text.title == "Robots aan zee")
    tower = next(text for text in texts(catalogue, Wording("nl"), []) if "vuurtoren" in text.title)
    sea = next(text for text in texts(catalogue, Wording("nl"), []) if "by the sea" in text.title)
    words = {word for tier in robots.words for word in tier}

    assert {"zee", "afval", "strand", "basisonderwijs", "duinschool", "duinstad"} <= words
    assert ("https://leren.duinstad.example/initiatives/robots/", "Duinstad") == (robots.url, robots.city)
    assert ("", "en") == (tower.language, sea.language)
    assert {"lighthouse", "hillford"} <= {*tower.words[2]}


def test_the_texts_of_neighbours_stand_where_their_cards_do(catalogue: Catalogue) -> None:
    """A result tells its place among all that is counted, without a table."""
    found = [text.title for text in texts(catalogue, Wording("nl"), [])]

    ours = [entry.title for entry in catalogue.initiatives.values()]
    theirs = [one.title for one in catalogue.elsewhere]
    assert [*ours, *theirs] == found[:6]


def test_only_dutch_is_taken_apart_as_dutch() -> None:
    """An English word is not read as a compound or as a form of a verb."""
    dutch = Text("a/", "Robotles", ("Hier lees je, in de klas.",))
    english = Text("https://b.example/", "Schooltas", (), (), "Hillford", "en")
    words = marked(of_texts([dutch, english], "nl").words)

    assert {"robotles+", "lees!", "schooltas"} <= words


def test_the_texts_of_a_neighbour_stand_together_under_one_version() -> None:
    """A search loads the ids of all, so they are short; a neighbour that changed changes its own files alone."""
    own = Text("initiatives/a/", "Eerste", ("Hallo.",))
    many = [Text(f"https://b.example/{n}/", f"Plan {n}", (), (), "Hillford") for n in range(2 * EACH + 1)]
    sea, more = (Text("https://d.example/", title, (), (), "Duinstad") for title in ("Zee", "Duin"))
    found = of_texts([own, *many, sea], "nl")
    files, other = (index_files(of_texts([own, *many, last], "nl")) for last in (sea, more))
    kept = {name for name in files if name.startswith("elsewhere/")}
    terms = json.loads(found.terms)

    assert ["i0000", "n0001"] == [id_.removeprefix(f"{NO_LANGUAGE}_")[:5] for id_ in pages_of(found)]
    assert [1, 2 * EACH + 2] == [first for first, _ in terms["versions"]]
    assert [EACH, EACH, 1, 1] == [
        len(json.loads(files[f"elsewhere/{version}-{number}.json"]))
        for version, number in [
            *[(terms["versions"][0][1], n) for n in range(3)],
            (terms["versions"][1][1], 0),
        ]
    ]
    assert 4 == len(kept)
    assert 3 == len(kept & {*other})
    assert 1 == sum(name.startswith("fragment/") for name in files)


def test_many_texts_are_one_page_to_pagefind() -> None:
    """The place of a word in the page tells in which text it is, and in which group of its words."""
    texts = ((("zee",), ("robot",), ()), (("robot",), (), ("zee", "duin")))
    (chunk,) = chunks([((), (), ("zee",)), Block(texts)])
    places = b"\x83\x38\x18"  # three numbers, of which the first is a weight
    pages = {"robot": b"\x81\x83\x01" + places + b"\x01\x02", "zee": b"\x82", "duin": b"\x81"}

    for word, start in pages.items():
        assert bytes([0x60 + len(word)]) + word.encode() + start in chunk.content
