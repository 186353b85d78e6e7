"""Feeds, read back by a library that did not write them, and held against their standards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import jsonschema
import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.exports.feeds import feed_files
from atelier.insights.news import newest_by_page, news
from atelier.model.initiative import Level
from atelier.render.page import Site
from atelier.render.wording import Wording
from atelier.sections.made_of import MadeOf
from tests.fixtures.feeds import read_feed
from tests.fixtures.repository import catalogue_of, change, commit, git, rename
from tests.fixtures.sites import ROOT, run

SITE = Site("Leren & <Doen>", "https://klein.example/", "nl")
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = json.loads(Path(__file__).with_name("json-feed-1.1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def feeds_of(catalogue: Catalogue, site: Site = SITE) -> Mapping[str, str]:
    newest = newest_by_page(news(catalogue))
    files = feed_files(catalogue, site, Wording(site.language), newest, MadeOf(catalogue, "").of)
    return {file.url: str(file.made) for file in files}


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return catalogue_of(ROOT)


@pytest.fixture(scope="module")
def feeds(real: Catalogue) -> Mapping[str, str]:
    return feeds_of(real)


def test_every_feed_is_valid_atom(feeds: Mapping[str, str]) -> None:
    """What RFC 4287 and the validator of W3C ask for: each element, once, absolute, in order, not empty."""
    for address, text in feeds.items():
        if not address.endswith(".xml"):
            continue
        parsed = read_feed(text)
        root = ElementTree.fromstring(text)
        entries = root.findall(f"{ATOM}entry")
        links = [(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")]

        assert [("self", SITE.url + address), ("alternate", urljoin(SITE.url + address, "."))] == links
        assert SITE.name == parsed.feed.author_detail.name
        assert len({entry.id for entry in parsed.entries}) == len(entries)
        for element in [root, *entries]:
            for name in ("id", "title", "updated"):
                (one,) = element.findall(f"{ATOM}{name}")
                assert one.text, (address, name)
        for entry in parsed.entries:
            assert [("alternate", "text/html")] == [(link.rel, link.type) for link in entry.links]
            assert entry.link.startswith(SITE.url + "initiatives/")
            assert entry.summary_detail.type == "text/plain"
            assert entry.get("published", entry.updated) <= entry.updated <= parsed.feed.updated
        updated = [entry.updated for entry in parsed.entries]
        assert updated == sorted(updated, reverse=True)


def test_every_json_feed_follows_the_standard(feeds: Mapping[str, str]) -> None:
    """The schema is what the text of JSON Feed 1.1 says."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for address, text in feeds.items():
        if address.endswith(".json"):
            feed = json.loads(text)

            assert [] == [error.message for error in VALIDATOR.iter_errors(feed)], address
            assert SITE.url + address == feed["feed_url"]


def test_both_kinds_tell_the_same(feeds: Mapping[str, str]) -> None:
    """Whichever a reader takes."""
    for address, text in feeds.items():
        if address.endswith(".xml"):
            entries = read_feed(text).entries
            items = json.loads(feeds[address.replace(".xml", ".json")])["items"]

            assert [(e.id, e.link, e.title, e.summary, e.updated) for e in entries] == [
                (i["id"], i["url"], i["title"], i["content_text"], i["date_modified"]) for i in items
            ]
            assert [[tag.term for tag in e.tags] for e in entries] == [item["tags"] for item in items]


def test_feeds_hold_what_the_catalogue_holds(real: Catalogue, feeds: Mapping[str, str]) -> None:
    """A feed for each page that can be followed, with all its initiatives, or the fifty that are newest."""
    expected = {"new/": len(real.initiatives)}
    expected |= {entry.url: len(real.by_pillar.get(slug, ())) for slug, entry in real.pillars.items()}
    expected |= {entry.url: len(real.involvements.get(slug, ())) for slug, entry in real.partners.items()}
    expected |= {f"levels/{level}/": len(real.by_level[level]) for level in Level if level in real.by_level}
    expected |= {f"places/{term.slug}/": len(entries) for term, entries in real.by_place.items()}
    expected |= {f"tags/{term.slug}/": len(entries) for term, entries in real.by_tag.items()}

    held = {
        a.removesuffix("feed.xml"): len(read_feed(t).entries) for a, t in feeds.items() if a.endswith(".xml")
    }

    assert {url: min(count, 50) for url, count in expected.items()} == held


def test_what_is_typed_is_told_as_it_is(small: Path) -> None:
    """No sign that means something to XML, HTML or JSON is lost or does anything."""
    title, summary = 'A & B <b>"vet"</b> ]]> \\', "Reken uit: 1 < 2 && 3 > 2 &amp; {{ x }} 🤖"
    plan = small / "initiatives" / "oud-plan.md"
    text = plan.read_text(encoding="utf-8").replace("title: Oud plan", f"title: '{title}'")
    plan.write_text(text.replace("summary: Een plan", f"summary: '{summary}'\n#"), encoding="utf-8")

    feeds = feeds_of(catalogue_of(small))

    feed = read_feed(feeds["pillars/vrije-ruimte/feed.xml"])
    (item,) = json.loads(feeds["pillars/vrije-ruimte/feed.json"])["items"]
    element = ElementTree.fromstring(feeds["pillars/vrije-ruimte/feed.xml"]).find(f"{ATOM}entry")
    assert element is not None
    assert (title, summary) == (element.findtext(f"{ATOM}title"), element.findtext(f"{ATOM}summary"))
    assert (title, summary) == (item["title"], item["content_text"])
    assert "Leren & <Doen>: Vrije ruimte" == ElementTree.fromstring(
        feeds["pillars/vrije-ruimte/feed.xml"]
    ).findtext(f"{ATOM}title")
    assert 1 == len(feed.entries)


def test_a_page_without_initiatives_has_a_feed(small: Path) -> None:
    """Who follows it hears of the first; until then it is valid, and as old as the rest of the catalogue."""
    plan = small / "initiatives" / "oud-plan.md"
    text = plan.read_text(encoding="utf-8").replace("vrije-ruimte", "ondernemerschap")
    plan.write_text(text, encoding="utf-8")

    feeds = feeds_of(catalogue_of(small))

    feed = read_feed(feeds["pillars/vrije-ruimte/feed.xml"])
    assert ([], "2026-09-01T00:00:00Z") == (feed.entries, feed.feed.updated)
    assert VALIDATOR.is_valid(json.loads(feeds["pillars/vrije-ruimte/feed.json"]))


def test_an_id_is_for_good(small: Path) -> None:
    """Another file name, title and pillar, and a site that moved: nobody who follows gets anything twice."""
    git(small, "init")
    commit(small, "2026-05-01")
    before = feeds_of(catalogue_of(small))
    rename(small, "oud-plan", "nieuw-plan")
    commit(small, "2026-06-01")
    rename(small, "nieuw-plan", "nog-nieuwer-plan")
    plan = small / "initiatives" / "nog-nieuwer-plan.md"
    text = plan.read_text(encoding="utf-8").replace("former_slugs:\n  - oud-plan\n", "", 1)
    text = text.replace("  - nieuw-plan\n", "  - oud-plan\n  - nieuw-plan\n").replace(
        "title: Oud", "title: Nieuw"
    )
    plan.write_text(text.replace("pillar: vrije-ruimte", "pillar: ondernemerschap"), encoding="utf-8")
    change(small, "initiatives/winkel-in-de-wijk.md")
    commit(small, "2026-07-01")

    moved = Site("Nieuwe naam", "https://elders.example/stad/", "nl", moved_from=SITE.url)
    after = feeds_of(catalogue_of(small), moved)

    first, last = read_feed(before["new/feed.xml"]), read_feed(after["new/feed.xml"])
    assert first.feed.id == last.feed.id
    assert {entry.id for entry in first.entries} == {entry.id for entry in last.entries}
    old = next(entry for entry in first.entries if entry.title == "Oud plan")
    new = next(entry for entry in last.entries if entry.title == "Nieuw plan")
    assert (old.id, old.published) == (new.id, new.published)
    assert "https://elders.example/stad/initiatives/nog-nieuwer-plan/" == new.link
    assert old.updated < new.updated
    items = json.loads(after["new/feed.json"])["items"]
    assert {entry.id for entry in last.entries} == {item["id"] for item in items}


@pytest.mark.slow
def test_the_setting_of_a_site_that_moved(small: Path) -> None:
    """It is written in mkdocs.yml, with or without the slash."""
    settings = small / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("extra:\n", "extra:\n  moved_from: https://eerst.example/a\n"), "utf-8")
    assert run("mkdocs", "build", cwd=small).returncode == 0

    feed = read_feed((small / "site" / "new" / "feed.xml").read_text(encoding="utf-8"))

    assert {"https://eerst.example/a/"} == {entry.id.partition("initiatives/")[0] for entry in feed.entries}
    assert feed.entries[0].link.startswith("https://klein.example/initiatives/")


@pytest.mark.slow
def test_a_build_without_git_makes_feeds(small: Path) -> None:
    """A school that downloaded the catalogue as an archive has the same, without a word about git."""
    built = run("mkdocs", "build", "--strict", cwd=small)

    assert built.returncode == 0
    assert not [word for word in built.stderr.split() if word.strip(":.'") in ("git", "fatal", "Traceback")]
    assert 3 == len(read_feed((small / "site" / "new" / "feed.xml").read_text(encoding="utf-8")).entries)
