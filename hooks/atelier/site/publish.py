"""Pages put into their shells and written to the site, with their files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.model.fields import values_at
from atelier.render.page import Page, Site
from atelier.render.renderer import Renderer
from atelier.site.head import Heads
from atelier.site.pages import Pages
from atelier.site.shell import Shell

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
        shells: what the theme made, by section.
        heads: makes the heads of pages.

    """

    catalogue: Catalogue
    site: Site
    book: Pages
    renditions: Mapping[str, Sequence[str]]
    shells: Mapping[str, Shell]
    heads: Heads


def publish(publication: Publication, pages: Iterable[Page], renderer: Renderer, target: Path) -> None:
    """Write the pages and all files of a publication below ``target``."""
    site, heads = publication.site, publication.heads
    for page in pages:
        shell = publication.shells[page.section]
        html = filled(page, renderer.content(page), heads.of(page), shell, site)
        write(target, page.url, html)
    for url, content in publication.book.files(renderer):
        write(target, url, content)
    for kept, url in shown_renditions(publication):
        shutil.copyfile(kept, target / url)
    write(target, PILLARS_CSS, pillars_css(publication.catalogue))


def filled(page: Page, content: str, head: str, shell: Shell, site: Site) -> str:
    """The HTML of a page: its shell with every value escaped, except content and head, which are HTML."""
    return shell.fill(
        page.depth,
        {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "canonical": str(escape(site.url + page.url)),
            "head": head,
            "content": content,
        },
    )


def write(target: Path, url: str, content: str | bytes) -> None:
    """Write a file at its address, a page as ``index.html``. Plain system calls: there are thousands."""
    folder, _, name = url.rpartition("/")
    folder = f"{target}/{folder}"
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    with open(f"{folder}/{name or 'index.html'}", "wb", buffering=0) as opened:  # noqa: PTH123
        opened.write(content.encode() if isinstance(content, str) else content)


def shown_renditions(publication: Publication) -> Iterator[tuple[str, str]]:
    """Every rendition that a page shows: its file in the cache, and its address."""
    catalogue = publication.catalogue
    if not catalogue.pictures:
        return
    for entry in catalogue.entries:
        names = {image.file for image in entry.body.images}
        names.update(values_at(entry.record, "image", "file"))
        for name in sorted(names):
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


def sitemap_entries(pages: Iterable[Page], site: Site) -> str:
    """The pages that MkDocs does not know, as entries of ``sitemap.xml``."""
    return "".join(
        f"    <url>\n         <loc>{escape(site.url + page.url)}</loc>\n    </url>\n"
        for page in pages
        if page.depth > 1
    )
