"""Previews: what is shown where somebody shares the address of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.render.page import Page
from atelier.site.open_graph import PICTURES, PreviewPicture, Previews, Square, preview_pictures
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of
from tests.fixtures.sites import SMALL, make_site, sampled
from tests.tools.social import markup

NEEDED = {"og:title", "og:type", "og:url", "og:site_name", "og:locale", "twitter:card"}


class Head(HTMLParser):
    """The tags of a page that say something of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("property") or values.get("name")
        if tag == "meta" and name:
            self.meta.setdefault(name, []).append(values.get("content") or "")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(make_site(tmp_path_factory.mktemp("preview") / "site", SMALL))


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, Page]:
    return {page.url: page for page in Pages(catalogue, SITE, INTROS)}


@pytest.mark.parametrize("built", ["small_site", "real_site"])
def test_every_page_has_a_preview(built: str, request: pytest.FixtureRequest) -> None:
    """Pages of the catalogue, editors' pages and the 404 page: each tag once, at the page's own address."""
    site: Path = request.getfixturevalue(built)
    for file in [*sampled(site.rglob("index.html"), site), site / "404.html"]:
        text = file.read_text(encoding="utf-8")
        if 'name="robots" content="noindex"' in text:
            continue
        meta = Head(text).meta
        tags = {name: content for name, content in meta.items() if re.match("og:|twitter:", name)}
        canonical = re.search(r'<link rel="canonical" href="([^"]*)">', text)

        assert tags.keys() >= NEEDED, file
        assert {1} == {len(content) for content in tags.values()}, file
        assert all(content for (content,) in tags.values()), file
        if canonical:
            assert [unescape(canonical[1])] == meta["og:url"]
            assert meta["description"] == meta["og:description"]


def test_a_published_page_shows_the_picture_of_its_pillar(real_site: Path) -> None:
    """The picture stands on the site, at the whole address that the page names."""
    for page in ("initiatives/e-labs", "pillars/digitale-geletterdheid", "help", "."):
        meta = Head((real_site / page / "index.html").read_text(encoding="utf-8")).meta
        (address,) = meta["og:image"]
        _, _, file = address.partition("innovatieatelier.github.io/")

        assert (real_site / file).is_file()
        assert ("digitale-geletterdheid-" in file) == (page not in ("help", "."))
        assert ["summary_large_image"] == meta["twitter:card"]


@pytest.mark.parametrize(
    ("url", "there", "shown"),
    [
        ("initiatives/robots-in-de-klas/", {"", "digitale-geletterdheid"}, "digitale-geletterdheid"),
        ("initiatives/robots-in-de-klas/", {"", "ondernemerschap"}, ""),
        ("initiatives/robots-in-de-klas/", {"ondernemerschap"}, None),
        ("pillars/ondernemerschap/", {"", "ondernemerschap"}, "ondernemerschap"),
        ("pillars/", {"", "ondernemerschap"}, ""),
        ("partners/alfa-college/", {"", "ondernemerschap"}, ""),
        ("", {""}, ""),
    ],
)
def test_the_nearest_picture_that_is_there(
    url: str, there: set[str], shown: str | None, catalogue: Catalogue, pages: dict[str, Page]
) -> None:
    """The pillar's own picture, else the general one, else none."""
    files = {slug: picture.file for slug, picture in preview_pictures(catalogue, SITE).items()}
    meta = Head(Previews(catalogue, SITE, {files[slug] for slug in there}).tags(pages[url])).meta
    expected = [] if shown is None else [f"{SITE.url}{PICTURES}/{files[shown]}"]

    assert expected == meta.get("og:image", [])


def test_a_picture_says_what_it_shows(catalogue: Catalogue, pages: dict[str, Page]) -> None:
    """Who cannot see the picture is told the site and the pillar."""
    picture = preview_pictures(catalogue, SITE)["ondernemerschap"]
    meta = Head(Previews(catalogue, SITE, {picture.file}).tags(pages["pillars/ondernemerschap/"])).meta

    assert ["Klein, pijler Ondernemerschap"] == meta["og:image:alt"]
    assert (["1200"], ["630"]) == (meta["og:image:width"], meta["og:image:height"])


PICTURE = PreviewPicture("x", "nl", "Klein", "Eerste", (Square("Eerste", "#112233", True),))


@pytest.mark.parametrize(
    "changed",
    [
        replace(PICTURE, site="Groot"),
        replace(PICTURE, title="Tweede"),
        replace(PICTURE, squares=(Square("Eerste", "#112234", True),)),
        replace(PICTURE, squares=(*PICTURE.squares, Square("Tweede", "#445566", False))),
    ],
)
def test_a_picture_that_is_out_of_date_is_not_found(changed: PreviewPicture) -> None:
    """Another name or colour is another file, so no page shows what is no longer true."""
    assert PICTURE.file != changed.file
    assert (
        PICTURE.file
        == replace(changed, **{f: getattr(PICTURE, f) for f in ("site", "title", "squares")}).file
    )


def test_names_are_drawn_as_they_are_written() -> None:
    """A name is text in the drawing too."""
    drawing = markup(replace(PICTURE, title="<b>Eerste</b> & co"))

    assert "<h1>&lt;b&gt;Eerste&lt;/b&gt; &amp; co</h1>" in drawing
