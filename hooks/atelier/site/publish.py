"""Pages put into their shells and written to the site, with their files."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.model.fields import values_at
from atelier.render.headers import rules
from atelier.render.page import Page, Site
from atelier.render.renderer import Renderer
from atelier.render.server_files import server_files
from atelier.sections import screen
from atelier.sections.embeds import FRAMED_FOLDERS
from atelier.site.engine import Rendered
from atelier.site.head import Heads
from atelier.site.open_graph import PICTURES
from atelier.site.pages import Pages
from atelier.site.shell import Shell

PILLARS_CSS = "assets/pillars.css"
SITEMAP = "sitemap.xml"
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


def publish(publication: Publication, renderer: Renderer, target: Path) -> None:
    """Write the pages and all files of a publication below ``target``. Raises EngineError."""
    site, rendered, catalogue = publication.site, publication.rendered, publication.catalogue
    drawn = {name.rpartition("/")[2] for name in rendered.files if name.startswith(f"{PICTURES}/")}
    heads = Heads(catalogue, site, drawn)
    for address in rendered.files:
        write(target, address, rendered.content(address))
    for document in rendered.documents:
        write(target, document.url, document.filled(heads.of(document.page)))
    addresses = list(rendered.listed)
    for page in publication.book:
        if page.depth > 1:  # others are pages of editors too
            addresses.append(page.url)
        shell = rendered.shells[page.section]
        write(target, page.url, filled(page, renderer.content(page), heads.of(page), shell, site))
    for url, content in publication.book.files(renderer):
        write(target, url, content)
    for kept, url in shown_renditions(publication):
        shutil.copyfile(kept, target / url)
    write(target, PILLARS_CSS, pillars_css(catalogue))
    listing = sitemap(addresses, site)
    write(target, SITEMAP, listing)
    # Without a time in it, so that its bytes follow from the pages alone.
    write(target, f"{SITEMAP}.gz", gzip.compress(listing.encode(), mtime=0))
    headers = rules({*rendered.hashes, screen.SCRIPT_HASH}, FRAMED_FOLDERS, {screen.STYLE_HASH})
    for name, text in server_files(site.servers, headers, site.url).items():
        write(target, name, text)


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


def sitemap(addresses: Iterable[str], site: Site) -> str:
    """The list of all pages for search engines: https://www.sitemaps.org/protocol.html."""
    entries = "".join(
        f"    <url>\n         <loc>{escape(site.url + address)}</loc>\n    </url>\n" for address in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>'
    )
