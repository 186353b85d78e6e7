"""A catalogue in two languages: the same pages twice, everything else once, and nothing falls behind."""

from __future__ import annotations

import html
import pickle
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from atelier.i18n.translation import po_file
from atelier.model.fields import Group, shape_of
from atelier.model.records import RECORDS
from atelier.site.building import Options, build
from atelier.site.engine import from_engine, rendered
from atelier.site.frozen import freeze
from atelier.site.handing import Ingredients, Order, contents
from atelier.site.making import edition_of, looked_at
from atelier.site.serve.draft import Draft
from atelier.store.store import MemoryStore, Store
from tests.fixtures.sites import EPOCH, make_site_in_two, with_templates

pytestmark = pytest.mark.slow

URL = "https://klein.example/"
FRAMES = "embed/"
"""Pages for frames on other sites have no header, and search engines do not list them."""


def files_of(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def built(root: Path, name: str = "site", *, index: bool = False) -> dict[str, bytes]:
    build(root, root.parent / name, Store(root), Options(index=index, durable=False))
    return files_of(root.parent / name)


@pytest.fixture(scope="module", autouse=True)
def _day() -> Iterator[None]:
    """The day of every build here, and what serves its site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("SERVER", "apache, nginx, netlify")
        yield


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in two languages, built with its indexes; nobody changes it."""
    root = make_site_in_two(tmp_path_factory.mktemp("two") / "root")
    built(root, index=True)
    return root


@pytest.fixture(scope="module")
def site(first: Path) -> dict[str, bytes]:
    """Its files, by their path."""
    return files_of(first.parent / "site")


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, str]:
    """Its pages in the theme, by their address."""
    return {
        path.removesuffix("index.html"): data.decode()
        for path, data in site.items()
        if path.endswith("index.html") and b'rel="canonical"' in data and b"md-header" in data
    }


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy of that site to change, with what is kept of its build."""
    shutil.copytree(first.parent / "site", tmp_path / "site", symlinks=True)
    return Path(shutil.copytree(first, tmp_path / "root", symlinks=True))


def test_every_page_is_there_in_both(pages: dict[str, str]) -> None:
    """At the same address below the folder of the language."""
    dutch = {url for url in pages if not url.startswith("en/")}

    assert len(dutch) > 100
    assert {url.removeprefix("en/") for url in pages if url.startswith("en/")} == dutch


def test_pages_name_each_other(pages: dict[str, str]) -> None:
    """Each page says where it is in either language, the same on both, and which one is for all others."""
    for url, text in pages.items():
        same = url.removeprefix("en/")
        links = dict(re.findall(r'<link rel="alternate " hreflang="([^"]*)" href="([^"]*)">', text))
        assert {"nl": URL + same, "en": f"{URL}en/{same}", "x-default": URL + same} == links, url
        assert f'<link rel="canonical" href="{URL}{url}">' in text
        assert f'<html lang="{"en" if url.startswith("en/") else "nl"}"' in text


def test_a_plain_link_leads_to_the_other_language(pages: dict[str, str]) -> None:
    """From every page to the same page, and back."""
    for url, text in pages.items():
        (href, language, name) = re.findall(
            r'<a class="head__language" href="([^"]*)" lang="(..)" hreflang="..">.*?<span>(\w+)</span></a>',
            text,
        )[0]
        there = Path(f"/{url}", href).as_posix()
        parts: list[str] = []
        for part in there.split("/"):
            parts = parts[:-1] if part == ".." else [*parts, *([part] if part not in ("", ".") else [])]
        other = url.removeprefix("en/") if url.startswith("en/") else f"en/{url}"
        assert "/".join(parts) == other.rstrip("/"), (url, href)
        assert (language, name) == (("nl", "Nederlands") if url.startswith("en/") else ("en", "English"))


def test_the_sitemap_has_both(site: dict[str, bytes], pages: dict[str, str]) -> None:
    """Every page, with where it is in the other language."""
    sitemap = site["sitemap.xml"].decode()
    listed = {html.unescape(url) for url in re.findall("<loc>([^<]*)</loc>", sitemap)}

    assert {URL + url for url in pages} == listed
    assert 'hreflang="en" href="https://klein.example/en/pillars/"/>' in sitemap
    assert sitemap.count('hreflang="x-default"') == len(listed)


def test_what_is_no_page_is_there_once(site: dict[str, bytes]) -> None:
    """Data, pictures, codes, styles and scripts are shared; what has words is there in each language."""
    further = {path.removeprefix("en/") for path in site if path.startswith("en/")}
    doubled = {path.partition("/")[0] for path in further if not path.endswith("index.html")}

    assert {"add", "embed", "find", "levels", "new", "partners", "pillars", "places", "tags"} | {
        "404.html",
        ".htaccess",
    } >= doubled
    assert not [path for path in further if path.endswith((".webp", ".svg", ".csv", ".ics", "/file.json"))]
    assert {"find/columns.json", "find/text/words.txt", "new/feed.xml", "add/rules.json"} <= further


def test_links_stay_in_their_language(pages: dict[str, str], site: dict[str, bytes]) -> None:
    """Whatever a page at /en/ links to is there, and if it is a page, it is one at /en/, but for the switch."""
    for url, text in pages.items():
        if not url.startswith("en/"):
            continue
        rest = re.sub(r'<a class="head__language".*?</a>', "", text)
        for href in re.findall(r'<a [^>]*?href="([^"#?:]*)[^"]*"', rest):
            place = (Path("/site") / url / href).as_posix()
            path = posixpath.relpath(place, "/site")
            if f"{path}/index.html" in site:
                # A short address is printed: it is the same in all languages, and leads to the first.
                assert path == "en" or path.startswith(("en/", "i/")), (url, href)


class Texts(HTMLParser):
    """Collects the texts of a page that are in its own language."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._foreign: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        foreign = values.get("lang", "en") != "en" or tag in ("style", "script")
        if tag not in self.VOID:
            self._foreign.append(foreign)
        if not any(self._foreign):
            self.found += [
                values[name] or "" for name in ("aria-label", "title", "placeholder", "alt") if name in values
            ]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self._foreign:
            self._foreign.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._foreign):
            self.found.append(" ".join(data.split()))


def examples_of(group: Group) -> Iterator[str]:
    for field in group.fields.values():
        yield from examples_of(field.group) if field.group else [field.example]


def test_the_frame_is_in_english(pages: dict[str, str]) -> None:
    """No text of ours is in Dutch at /en/, but where the page says that it is."""
    with po_file("nl").open("rb") as file:
        messages = [m for m in read_po(file, locale="nl") if isinstance(m.id, str) and m.id]
    english = {message.id for message in messages}
    examples = {example for kind in RECORDS for example in examples_of(shape_of(kind))}
    ours = [message for message in messages if message.id not in examples]
    dutch = {str(message.string) for message in ours if len(str(message.string)) > 2} - english
    # These are names in the catalogue as well.
    dutch -= {"Groningen", "Partner", "Techniek", "techniek", "robots"}
    for url, text in pages.items():
        if url.startswith("en/"):
            texts = Texts()
            texts.feed(text)
            assert not dutch.intersection(texts.found), (url, dutch.intersection(texts.found))


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("initiatives/robots-in-de-klas/", None),
        ("initiatives/winkel-in-de-wijk/", "Not all of this is translated yet: some of it is in Dutch."),
        ("initiatives/oud-plan/", "Not translated yet: this text is in Dutch."),
        ("over/", None),
    ],
)
def test_a_page_says_what_is_not_translated(page: str, line: str | None, pages: dict[str, str]) -> None:
    """A line says so and leads to adding it; nothing of the kind stands on the page in the first language."""
    there, here = pages[f"en/{page}"], pages[page]

    assert 'class="untranslated"' not in here
    found = re.findall(r'<p class="untranslated">(.*?) <a href="([^"]*)">Translate it</a>', there)
    assert [line] * (line is not None) == [said for said, _ in found]
    assert all(".en.md" in html.unescape(href) for _, href in found)


def test_what_is_not_translated_says_its_language(pages: dict[str, str]) -> None:
    """A screen reader reads it as Dutch: in the list and on the page."""
    assert (
        '<p class="lead__summary" data-compare="summary" lang="nl" dir="auto">'
        in pages["en/initiatives/oud-plan/"]
    )
    assert (
        '<h1 id="_content" data-compare="title" dir="auto">A shop'
        in pages["en/initiatives/winkel-in-de-wijk/"]
    )
    listed = pages["en/initiatives/"]
    assert '<h3 class="card__title" lang="nl"><a href="../initiatives/oud-plan/"' in listed
    assert '<h3 class="card__title"><a href="../initiatives/robots-in-de-klas/"' in listed


def test_servers_show_the_lost_page_of_the_language(site: dict[str, bytes]) -> None:
    """Each server is told of it in its own way; Cloudflare finds it by itself."""
    assert b'ErrorDocument 404 "/en/404.html"\n' == site["en/.htaccess"]
    assert b"/en/* /en/404.html 404\n" == site["_redirects"]
    assert b'location "/en/" { error_page 404 "/en/404.html";' in site["nginx.conf"]
    assert b"|en/embed/initiatives/|" in site["nginx.conf"]
    assert b'<html lang="en"' in site["en/404.html"]
    assert b'href="/initiatives/"' in site["404.html"] and b'href="/en/initiatives/"' in site["en/404.html"]


def test_feeds_are_in_each_language(site: dict[str, bytes]) -> None:
    """With ids of their own, so that a reader of both shows both."""
    dutch, english = site["new/feed.xml"].decode(), site["en/new/feed.xml"].decode()

    assert "<id>https://klein.example/new/feed.xml</id>" in dutch
    assert "<id>https://klein.example/en/new/feed.xml</id>" in english and 'xml:lang="en"' in english
    assert "Robots: in the classroom" in english and "Robots: in the classroom" not in dutch
    ids = re.compile("<entry>.*?<id>([^<]*)</id>", re.DOTALL)
    assert {*ids.findall(dutch)}.isdisjoint(ids.findall(english))


EDITS: Mapping[str, Callable[[Path], object]] = {
    "a translation": lambda root: edit(root / "initiatives/robots-in-de-klas.en.md", "themselves", "alone"),
    "a title in it": lambda root: edit(
        root / "initiatives/robots-in-de-klas.en.md", "in the classroom", "at school"
    ),
    "the original": lambda root: edit(root / "initiatives/robots-in-de-klas.md", "**zelf**", "**alleen**"),
    "no translation": lambda root: (root / "initiatives/winkel-in-de-wijk.en.md").unlink(),
    "one more": lambda root: (root / "initiatives/oud-plan.en.md").write_text(
        "---\ntitle: Old plan\n---\nGone.\n"
    ),
    "an editors' page": lambda root: edit(root / "docs/over/index.en.md", "A text", "Some text"),
    "one language": lambda root: in_one_language(root),
}


def in_one_language(root: Path) -> None:
    edit(root / "mkdocs.yml", "languages: [en]", "languages: []")
    for file in root.rglob("*.en.md"):
        file.unlink()


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_builds_after_edits_are_as_a_build_of_all(root: Path) -> None:
    """One edit after another, in files of either language: what is kept never shows what is not true any more."""
    before = files_of(root.parent / "site")
    for number, (name, change) in enumerate(EDITS.items(), 1):
        change(root)
        after = built(root)
        assert after != before, name
        before = after
        if number >= len(EDITS) - 1:
            afresh = root.parent / f"afresh-{number}"
            shutil.copytree(root, afresh, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
            assert after == built(with_templates(afresh), f"site-{number}"), name


def test_frozen_shells_have_both(root: Path) -> None:
    """What is frozen is what the engine rendered, in each language."""
    found = from_engine(root, Store(root))
    freeze(found, root)
    kept = rendered(root, Store(root))

    assert (root / "frozen/en/shells/initiatives.html").is_file()
    for before, after in zip((found, *found.further), (kept, *kept.further), strict=True):
        assert replace(before, folders=(), warnings=(), further=()) == replace(after, folders=(), further=())


def test_another_machine_makes_the_same_pages(root: Path, site: dict[str, bytes]) -> None:
    """Also one that has nothing of the site in its memory."""
    found, engine = looked_at(root, Store(root), Options())
    publication = edition_of(found, engine, Store(root)).publication
    fresh = Ingredients(replace(publication.catalogue), publication.site, publication.rendered)
    order = Order("made elsewhere", pickle.dumps(fresh))
    paths = ["initiatives/robots-in-de-klas/index.html", "en/initiatives/robots-in-de-klas/index.html"]

    assert [site[path] for path in paths] == contents(order, paths)


def test_a_site_that_is_served_has_both(root: Path, site: dict[str, bytes]) -> None:
    """What is made when a browser asks for it is what a build writes."""
    store = MemoryStore(root)
    draft = Draft(edition_of(*looked_at(root, store, Options()), store))
    wanted = [path for path in site if "find/text" not in path and "og:" not in path]
    for path in wanted[:: max(1, len(wanted) // 60)]:
        part = draft.part(path)
        assert part, path
        made = part.make()
        data = (
            made.read_bytes() if isinstance(made, Path) else made.encode() if isinstance(made, str) else made
        )
        assert data == site[path], path
    assert draft.part("en/nowhere/index.html") is None
