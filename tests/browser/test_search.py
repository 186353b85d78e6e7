"""Searching texts: a real index of a small site, asked in a real browser by the script that visitors get."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from atelier.checks.check import check
from atelier.search.letters import folded
from tests.bench.search import nonsense
from tests.fixtures.chromium import watched
from tests.fixtures.host import hosted
from tests.fixtures.letters import SAME
from tests.fixtures.sites import TODAY

ASK = """async (query) => {
  const { search, ids } = await import(new URL("assets/js/search/text.js", location.origin));
  const found = await search(query);
  const pages = await Promise.all(found.hits.map((hit) => hit.data()));
  return { ...found, hits: pages, places: ids(found.hits) };
}"""


@pytest.fixture(scope="module")
def page(searched: Path, browser: Browser) -> Iterator[Page]:
    """A page of that site; nothing may go wrong in it, and nothing may be asked of another host."""
    with hosted(searched / "site") as address, browser.new_context() as context:
        page = context.new_page()
        with watched(page, address) as complaints:
            page.goto(address + "over/")
            yield page
        # On a machine that has much to do Pagefind may give up its worker: it then searches without.
        assert [] == [complaint for complaint in complaints if "web worker" not in complaint]


def ask(page: Page, query: str) -> Mapping[str, Any]:
    answer: Mapping[str, Any] = page.evaluate(ASK, query)
    return answer


def urls(page: Page, query: str) -> Sequence[str]:
    return [hit["raw_url"] for hit in ask(page, query)["hits"]]


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("burgerschap", "initiatives/mondiaal/"),
        ("onderwijs", "initiatives/mondiaal/"),
        ("school", "initiatives/mondiaal/"),
        ("leerling", "initiatives/robots-in-de-klas/"),
        ("ROBOT", "initiatives/robots-in-de-klas/"),
        ("robo", "initiatives/robots-in-de-klas/"),
        ("accu's", "initiatives/robots-in-de-klas/"),
        ("mbo-school", "partners/alfa-college/"),
        ("sudwest-fryslan", "places/sudwest-fryslan/"),
        ("Súdwest-Fryslân", "initiatives/robots-in-de-klas/"),
        ("proefpot", "funds/proefpot/"),
        ("ondernemerschap", "pillars/ondernemerschap/"),
        ("techniek", "tags/techniek/"),
        ("po", "levels/po/"),
        ("leent uit", "questions/wie-leent-robots-uit/"),
        ("brieven telefoon", "questions/hoe-bereik-je-ouders/"),
        ("redactie", "over/"),
        ("inleiding partners", "partners/"),
        ("leerlingen robot lijn", "initiatives/robots-in-de-klas/"),
    ],
)
def test_what_is_looked_for_is_found(query: str, url: str, page: Page) -> None:
    """Parts of compounds, other forms of a word, beginnings, accents; every kind of page."""
    assert url in urls(page, query)


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("schoolplein", "school\u00adplein"),
        ("SCHOOL\u200dPLEIN", "school\u00adplein"),
        ("fietspomp", "\ufb01etspomp"),
        ("drönes", "dro\u0308nes"),
        ("zo'n", "zo\u2019n"),
        ("mbo-school", "mbo\u2011school"),
        ("strasse", "Straße"),
        ("українська", "Українська"),
        ("水", "水"),
        ("C++", "C++"),
    ],
)
def test_letters_of_any_program_are_found_and_marked(query: str, marked: str, page: Page) -> None:
    """Soft hyphens, ligatures, loose accents, hyphens and apostrophes of Word, other scripts, C++."""
    (excerpt,) = [h["excerpt"] for h in ask(page, query)["hits"] if h["raw_url"] == "initiatives/tekens/"]

    assert f"<mark>{marked}</mark>" in excerpt


def test_a_browser_folds_letters_as_the_index_does(page: Page) -> None:
    """The two ways to compare letters give the same for what people write, and for every letter of Europe."""
    texts = [text for pair in SAME.values() for text in pair]
    texts += [chr(code) for code in (*range(0x20, 0x530), *range(0x1E00, 0x2070), *range(0xFB00, 0xFB07))]
    fold = (
        "async (texts) => { const { fold } = await import(new URL('assets/js/lib/marks.js', location.origin));"
        " return texts.map(fold) }"
    )

    assert [folded(text) for text in texts] == page.evaluate(fold, texts)


def test_the_page_of_that_name_comes_first(page: Page) -> None:
    """Who types a name wants that page, not those that mention it."""
    assert "partners/alfa-college/" == urls(page, "alfa-college")[0]
    assert "initiatives/robots-in-de-klas/" == urls(page, "robots in de klas")[0]


def test_all_words_come_first(page: Page) -> None:
    """Texts with all words come first, then those with the most, and each says how many it has."""
    found = ask(page, "leerlingen robot wereldburgerschap lijn")
    hits = [(hit["raw_url"], hit["matched"]) for hit in found["hits"] if hit["raw_url"].startswith("initiat")]

    assert (4, []) == (found["of"], found["unknown"])
    assert ("initiatives/robots-in-de-klas/", 3) == hits[0]
    assert "initiatives/mondiaal/" not in dict(hits)
    assert {"initiatives/mondiaal/": 1, "initiatives/robots-in-de-klas/": 1}.items() <= {
        hit["raw_url"]: hit["matched"] for hit in ask(page, "wereldburgerschap robots")["hits"]
    }.items()


def test_a_level_is_a_filter_and_no_word_that_must_be_there(page: Page) -> None:
    """*Groep 7* and *vmbo* lead to filters with the number of initiatives; other words decide what is found."""
    found = ask(page, "een robot voor groep 7 of de kleuters")
    (group, young) = found["filters"]

    assert ("age", ["group-7"]) == (group["facet"], group["slugs"])
    assert group["count"] > 0
    assert ["group-1", "group-2"] == young["slugs"]
    assert 1 == found["of"]
    assert "initiatives/robots-in-de-klas/" == found["hits"][0]["raw_url"]
    assert ("cost", ["free"]) == tuple(
        ask(page, "kosteloos")["filters"][0][key] for key in ("facet", "slugs")
    )
    assert ("level", ["vo"]) == tuple(ask(page, "brugklas")["filters"][0][key] for key in ("facet", "slugs"))


@pytest.mark.parametrize(
    ("query", "groups"),
    [
        ("groep 7 en 8", ["group-7", "group-8"]),
        ("groep 7/8", ["group-7", "group-8"]),
        ("groep 5-7", ["group-5", "group-6", "group-7"]),
        ("robot groep 3 t/m 5", ["group-3", "group-4", "group-5"]),
    ],
)
def test_several_groups_are_one_filter(query: str, groups: Sequence[str], page: Page) -> None:
    """Groups are named together as schools write them."""
    (found,) = ask(page, query)["filters"]

    assert groups == found["slugs"]


def test_initiatives_come_first_and_editors_pages_last(page: Page) -> None:
    """A word that is in every kind of page gives initiatives, then partners and subjects, then other pages."""
    kinds = [
        0 if url.startswith("initiatives/") else 2 if url.startswith("help/") or url.count("/") < 2 else 1
        for url in urls(page, "partners robots")
    ]

    assert {0, 1, 2} == {*kinds}
    assert sorted(kinds) == kinds


@pytest.mark.parametrize("word", nonsense())
def test_nonsense_finds_nothing(word: str, page: Page) -> None:
    """A word that is nowhere is never cut short until something matches."""
    alone, beside = ask(page, word), ask(page, f"robots {word}")

    assert ([], [word]) == (alone["hits"], [one["word"] for one in alone["unknown"]])
    assert {1} == {hit["matched"] for hit in beside["hits"]}


@pytest.mark.parametrize(
    ("typed", "meant"), [("tehcniek", "techniek"), ("robbots", "robots"), ("leerlngen", "leerlingen")]
)
def test_the_nearest_words_are_offered(typed: str, meant: str, page: Page) -> None:
    """A typing error is put right, and it is said."""
    found = ask(page, typed)

    assert [{"typed": typed, "meant": meant}] == found["corrected"]
    assert urls(page, meant) == [hit["raw_url"] for hit in found["hits"]]


def test_what_may_be_meant_is_offered(page: Page) -> None:
    """A word that is further off is not put right but offered."""
    (unknown,) = ask(page, "rebotsi")["unknown"]

    assert "robots" in unknown["near"]


@pytest.mark.parametrize(
    ("query", "first", "also"),
    [
        ("automaten", "initiatives/robots-in-de-klas/", ["robot"]),
        ("kunstmatige wezens", "initiatives/robots-in-de-klas/", ["robot"]),
        ("kunstmatig wezen op school", "initiatives/robots-in-de-klas/", ["robot"]),
        ("boek", "initiatives/mondiaal/", ["wereldburgerschap"]),
        ("zang", "initiatives/mondiaal/", ["wereldburgerschap"]),
        ("robots", "initiatives/robots-in-de-klas/", []),
    ],
)
def test_synonyms_are_searched_for_and_said(query: str, first: str, also: Sequence[str], page: Page) -> None:
    """A word of the editors' list finds the others; what comes close is for where nothing else is found."""
    found = ask(page, query)

    assert first == found["hits"][0]["raw_url"]
    assert also == found["also"]


FORMS = """klas klassen|school scholen|brief brieven|huis huizen|dag dagen|bedrag bedragen|middel middelen
|robot robots|foto fotos|game games|meisje meisjes|drone drones|leraar leraren|methode methoden methodes|jongen jongens
|digitaal digitale|ondernemend ondernemende|vaardigheid vaardigheden|stad steden|kind kinderen|initiatief initiatieven
|bedrijf bedrijven|cursus cursussen|plaats plaatsen|project projecten|gemeente gemeenten|idee ideeen"""
APART = (
    "taal talent|les lees|kan kans|men mens|zoon zonnen|lezen les|brug bruin|bos boos|man maan|digitaal taal"
)


@pytest.mark.parametrize("words", FORMS.replace("\n", "").split("|"))
def test_forms_of_a_word_have_one_base(words: str, page: Page) -> None:
    """One and several, short and long vowels, f and v, s and z."""
    assert 1 == len(set(bases(page, words)))


@pytest.mark.parametrize("words", APART.split("|"))
def test_other_words_have_other_bases(words: str, page: Page) -> None:
    """Words that only share letters stay apart."""
    assert 2 == len(set(bases(page, words)))


def bases(page: Page, words: str) -> Sequence[str]:
    script = (
        "async (words) => { const { baseIn } = await import(new URL('assets/js/search/forms.js', location.origin));"
        " return words.map(baseIn('nl')) }"
    )
    found: Sequence[str] = page.evaluate(script, words.split())
    return found


@pytest.mark.parametrize(
    ("query", "found"), [("lezen", False), ("lees", True), ("klassen", True), ("talent", False)]
)
def test_forms_of_nouns_are_one_word_and_those_of_verbs_are_not(query: str, found: bool, page: Page) -> None:
    """*Klassen* finds *klas*; *lezen* does not find *Lees verder*, nor *talent* what is about *taal*."""
    hits = [url for url in urls(page, query) if url.startswith("initiat")]

    assert found == bool(hits)


def test_a_short_word_means_itself(page: Page) -> None:
    """Two letters that are a word do not stand for all words that start with them."""
    assert all(
        "(<mark>po</mark>)" in hit["excerpt"] or "levels" in hit["raw_url"] for hit in ask(page, "po")["hits"]
    )
    assert ask(page, "p")["short"]
    assert ask(page, " !? ")["short"]


def test_a_chance_letter_is_no_part(page: Page) -> None:
    """*Lessen* is not found by *essen*: that word is nowhere, and one hears so."""
    assert urls(page, "lessen")
    assert ["essen"] == [one["word"] for one in ask(page, "essen")["unknown"]]


def test_results_are_places_in_the_catalogue(page: Page, searched: Path) -> None:
    """A result leads to its initiative without another table; other pages have no place."""
    catalogue = check(searched, TODAY).catalogue
    assert catalogue is not None
    slugs = list(catalogue.initiatives)
    found = ask(page, "alfa-college")
    initiatives = [
        hit["raw_url"].split("/")[1] for hit in found["hits"] if hit["meta"]["kind"] == "Initiatief"
    ]

    assert initiatives == [slugs[place] for place in found["places"]]
    assert len(found["places"]) < len(found["hits"])


def test_the_excerpt_shows_the_words(page: Page) -> None:
    """The main text comes first, with the word marked, also within a compound."""
    by_url = {hit["raw_url"]: hit["excerpt"] for hit in ask(page, "burgerschap")["hits"]}
    robots = {hit["raw_url"]: hit["excerpt"] for hit in ask(page, "groep 7 robot")["hits"]}

    assert "Lessen over <mark>wereldburgerschap</mark> op vijf scholen." == by_url["initiatives/mondiaal/"]
    assert (
        "Leerlingen van <mark>groep</mark> <mark>7</mark> bouwen in zes lessen een <mark>robot</mark> die een lijn volgt."
        == robots["initiatives/robots-in-de-klas/"]
    )


@pytest.mark.parametrize("query", ["kwaadaardig", "vijandig", "verder", "script", "project"])
def test_hostile_text_stays_text(query: str, page: Page) -> None:
    """Nothing of a contributor's text is HTML in a result but the marks."""
    (hit,) = [hit for hit in ask(page, query)["hits"] if "vijandig" in hit["raw_url"]]

    assert set() == set(re.findall(r"<[^>]*>?", hit["excerpt"])) - {"<mark>", "</mark>"}
    assert "Vijandig <b>project</b>" == hit["meta"]["title"]


def test_what_is_not_published_is_not_found(page: Page) -> None:
    """A page that is kept out of the site is kept out of the index."""
    assert ["onvindbaarheid"] == [one["word"] for one in ask(page, "onvindbaarheid")["unknown"]]


def test_without_an_index_one_hears_so(searched: Path, browser: Browser, tmp_path: Path) -> None:
    """A search that cannot be made says why, and can be tried again."""
    tried = (
        f"async (query) => {{ try {{ return await ({ASK})(query) }} catch (error) {{ return error.state }} }}"
    )
    site = tmp_path / "site"
    shutil.copytree(searched / "site", site, ignore=shutil.ignore_patterns("find"))
    with hosted(site) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(address + "over/")
        missing = page.evaluate(tried, "robots")
        context.set_offline(True)
        offline = page.evaluate(tried, "robots")
        context.set_offline(False)
        # The host keeps what it answered once: another one for the same site.
        shutil.copytree(searched / "site" / "find", site / "find")
        with hosted(site) as again:
            page.goto(again + "over/")
            found = page.evaluate(tried, "robots")

    assert ("missing", "offline") == (missing, offline)
    assert found["hits"]
