"""The list of all pages for search engines, with the day on which each last changed."""

from __future__ import annotations

import datetime
import gzip
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from atelier.render.page import Intro, Site
from atelier.sections.section import intro_file
from atelier.site import sitemap as module
from atelier.site.ages import Ages
from atelier.site.pages import SECTIONS, Pages
from atelier.site.sitemap import robots, sitemap
from tests.fixtures.repository import PLAN, catalogue_of, change, commit, git
from tests.fixtures.sites import run

URL = "https://klein.example/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TOMORROW = "1795694400"


def listed(text: str) -> dict[str, str | None]:
    """What a list says: each address, and its day."""
    return {
        str(one.findtext(f"{SPACE}loc")): one.findtext(f"{SPACE}lastmod")
        for one in ElementTree.fromstring(text)
    }


def ages(root: Path) -> dict[str, str | None]:
    """The day of each page of a catalogue, by its address."""
    catalogue = catalogue_of(root)
    intros = {name: Intro(name, "", Markup(), intro_file(name)) for name in SECTIONS}
    known = Ages(catalogue)
    days = {page.url: known.changed(page) for page in Pages(catalogue, Site("Klein", URL), intros)}
    return {url: str(day) if day else None for url, day in days.items()}


def test_a_page_is_as_new_as_what_it_shows(repository: Path) -> None:
    """A record as its file and those that name it, a list as what it lists, an overview as the newest of all."""
    change(repository, "docs/partners/alfa-college.md")
    commit(repository, "2026-09-01")
    change(repository, "docs/saved.md")
    commit(repository, "2026-10-01")
    found = ages(repository)

    assert {
        "initiatives/oud-plan/": "2026-07-01",
        "initiatives/winkel-in-de-wijk/": "2026-08-01",
        "initiatives/": "2026-08-01",
        "partners/alfa-college/": "2026-09-01",
        "partners/": "2026-09-01",
        "saved/": "2026-10-01",
        "compare/": "2026-05-01",
        "": "2026-09-01",
        "levels/": "2026-09-01",
    } == {
        url: found[url]
        for url in found
        if url
        in (
            "",
            "initiatives/",
            "initiatives/oud-plan/",
            "initiatives/winkel-in-de-wijk/",
            "partners/",
            "levels/",
            "partners/alfa-college/",
            "saved/",
            "compare/",
        )
    }


def test_every_page_has_its_day(repository: Path) -> None:
    """All but those of the messages: their texts are the generator's, which this catalogue only uses."""
    unknown = [url for url, day in ages(repository).items() if day is None]

    assert [] == [url for url in unknown if not re.match("help/[a-z0-9-]+/$", url)]


def test_no_day_is_better_than_a_wrong_one(repository: Path, tmp_path: Path) -> None:
    """Without git, of what is not committed, and of what a shallow clone left out."""
    shutil.copy(repository / PLAN, repository / "initiatives" / "vers.md")
    fresh = ages(repository)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--depth", "2", repository.as_uri(), str(clone))
    (clone / "hooks").symlink_to(repository / "hooks")
    cut_off = ages(clone)
    shutil.rmtree(clone / ".git")

    assert (None, "2026-07-01") == (fresh["initiatives/vers/"], fresh["initiatives/oud-plan/"])
    assert None is fresh["initiatives/"]
    # A shallow clone knows one file; all that is made of it is made of others too.
    assert {None} == set(cut_off.values())
    assert {None} == set(ages(clone).values())


@pytest.mark.slow
def test_a_build_on_another_day_says_the_same(repository: Path) -> None:
    """Byte for byte: what counts is when something changed, not when it was built."""
    lists = []
    for environment in ({}, {"SOURCE_DATE_EPOCH": TOMORROW}):
        assert run("mkdocs", "build", cwd=repository, **environment).returncode == 0
        lists.append(
            [(repository / "site" / name).read_bytes() for name in ("sitemap.xml", "sitemap.xml.gz")]
        )
    found = listed(lists[0][0].decode())

    assert lists[0] == lists[1]
    assert lists[0][0] == gzip.decompress(lists[0][1])
    assert ("2026-07-01", "2026-05-01") == (found[f"{URL}initiatives/oud-plan/"], found[f"{URL}over/"])
    said = (repository / "site" / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {URL}sitemap.xml" in said.splitlines()


@pytest.mark.parametrize(("most", "largest"), [(2, 10_000), (100, 450)])
def test_more_than_one_list_may_hold(most: int, largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are several then, each within the limits, and the first address has a list of those."""
    monkeypatch.setattr(module, "MOST", most)
    monkeypatch.setattr(module, "LARGEST", largest)
    day = datetime.date(2026, 7, 1)
    files = dict(sitemap(URL, {f"a&b/{number}/": day for number in range(5)}))
    lists = [str(files[name]) for name in ("sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml")]

    assert [f"{URL}sitemap-{number}.xml" for number in (1, 2, 3)] == list(listed(str(files["sitemap.xml"])))
    assert [f"{URL}a&b/{number}/" for number in range(5)] == [url for text in lists for url in listed(text)]
    assert all(len(text.encode()) <= largest and len(listed(text)) <= most for text in lists)
    assert gzip.decompress(bytes(files["sitemap-1.xml.gz"])) == lists[0].encode()  # type: ignore[arg-type]


def test_programs_are_told_of_the_list_where_they_ask() -> None:
    """At the root of a host; below a path nobody asks."""
    assert f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n" == robots(URL)
    assert "" == robots("https://stad.example/catalogus/")
