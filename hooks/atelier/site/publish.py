"""Pages put into their shells and written to the site, with their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.render.headers import rules
from atelier.render.page import Page, Site
from atelier.render.renderer import Renderer
from atelier.render.server_files import server_files
from atelier.sections import screen
from atelier.sections.embeds import FRAMED_FOLDERS
from atelier.site.engine import Document, Rendered
from atelier.site.head import Heads, banner
from atelier.site.open_graph import PICTURES
from atelier.site.pages import Pages
from atelier.site.shell import Shell
from atelier.site.sitemap import ROBOTS, Ages, robots, sitemap
from atelier.store.fingerprint import fingerprint

PILLARS_CSS = "assets/pillars.css"
CACHE = ".cache/templates"
"""The folder of compiled templates, from the root."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What ``publish`` writes.

    Attributes:
        catalogue: what the pages are made of.
        site: what the settings say.
        book: the pages, and the files beside them.
        renditions: the files of each picture's renditions, by the picture's path from the root.
        rendered: what the engine rendered.

    """

    catalogue: Catalogue
    site: Site
    book: Pages
    renditions: Mapping[str, Sequence[str]]
    rendered: Rendered


class Part(NamedTuple):
    """A file of the site.

    Attributes:
        made_of: the fingerprint of all that its bytes follow from.
        make: makes its content, or says which file to copy.

    """

    made_of: str
    make: Callable[[], str | bytes | Path]


def ready(content: str | bytes) -> Part:
    """A file whose content is at hand."""
    return Part(fingerprint(content), lambda: content)


def parts(publication: Publication, renderer: Renderer) -> dict[str, Part]:
    """Every file of a site, by its path in it. None is made yet.

    Making one raises EngineError if what the engine rendered was changed.
    """
    site, rendered, catalogue = publication.site, publication.rendered, publication.catalogue
    made_of = publication.book.made_of
    drawn = {name.rpartition("/")[2] for name in rendered.files if name.startswith(f"{PICTURES}/")}
    heads, notice = Heads(catalogue, site, drawn), banner(site)

    def document(document: Document) -> str:
        return document.filled(heads.of(document.page), notice)

    def content(page: Page) -> str:
        shell = rendered.shells[page.section]
        return filled(page, renderer.content(page), heads.of(page), notice, shell, site)

    found = {name: Part(digest, partial(rendered.content, name)) for name, digest in rendered.files.items()}
    for one in rendered.documents:
        around = (*one.shell.parts, heads.previews.picture(one.page))
        found[path_of(one.url)] = Part(made_of.page(one.page, around), partial(document, one))
    shells = {name: fingerprint(*shell.parts) for name, shell in rendered.shells.items()}
    ages = Ages(catalogue)
    listed = dict.fromkeys(rendered.listed)
    listed |= {one.url: ages.changed(one.page) for one in rendered.documents if one.url in listed}
    for page in publication.book:
        listed[page.url] = ages.changed(page)
        around = (shells[page.section], heads.previews.picture(page))
        found[path_of(page.url)] = Part(made_of.page(page, around), partial(content, page))
    for file in publication.book.files(renderer):
        found[path_of(file.url)] = Part(made_of.file(file), partial(getattr, file, "made"))
    for kept, url in shown_renditions(publication):
        found[url] = Part(kept, partial(Path, kept))
    headers = rules({*rendered.hashes, screen.SCRIPT_HASH}, FRAMED_FOLDERS, {screen.STYLE_HASH})
    texts: dict[str, str | bytes] = {
        PILLARS_CSS: pillars_css(catalogue),
        **dict(sitemap(site.url, listed)),
        **server_files(site.servers, headers, site.url),
    }
    if ROBOTS not in found and robots(site.url):
        texts[ROBOTS] = robots(site.url)
    return found | {path: ready(text) for path, text in texts.items()}


def path_of(url: str) -> str:
    """The path of a file in the site: a page is the file ``index.html`` in its folder."""
    return f"{url}index.html" if not url or url.endswith("/") else url


def filled(page: Page, content: str, head: str, notice: str, shell: Shell, site: Site) -> str:
    """The HTML of a page: its shell with every value escaped, except those that are HTML.

    Those are the content, the head, and the notice of a preview.
    """
    return shell.fill(
        page.depth,
        {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "canonical": str(escape(site.url + page.url)),
            "head": head,
            "banner": notice,
            "content": content,
        },
    )


def shown_renditions(publication: Publication) -> Iterator[tuple[str, str]]:
    """Every rendition that a page shows: its file in the cache, and its address."""
    catalogue = publication.catalogue
    if not catalogue.pictures:
        return
    for entry in catalogue.entries:
        for name in entry.images:
            path = f"{entry.record.folder}/{name}"
            files = publication.renditions[path]
            for rendition, file in zip(catalogue.pictures[path].renditions, files, strict=True):
                yield file, f"{entry.url}{rendition.name}"


def pillars_css(catalogue: Catalogue) -> str:
    """The pillars' colours as custom properties, because pages have no inline styles."""
    return "".join(
        f".pillar--{entry.slug} {{ --pillar: {entry.record.colour}; }}\n"
        for entry in catalogue.pillars.values()
    )
