"""The page of a record before it is on the site: its content as the site will show it, for a frame."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.content.editors_pages import editors_page
from atelier.content.entry import Entry
from atelier.model.base import Record
from atelier.render.page import Intro, Page, Site
from atelier.render.qr import FILE as QR
from atelier.render.renderer import BASE, ROOT, Renderer
from atelier.sections.section import Material, RecordSection
from atelier.site.pages import SECTIONS

IMAGE = re.compile(r'<img src="(?P<name>[^"/]+)" srcset="[^"]*" sizes="[^"]*"')
SCRIPT = re.compile("<script[^>]*>.*?</script>", re.DOTALL)
CODE = re.compile(rf'<img[^>]*/{re.escape(QR)}"[^>]*>')
"""The code to scan, which a build makes."""
TITLE = re.compile(r"^(?:title:|#) *(.+)$", re.MULTILINE)
TYPES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp"}


class _Titles(dict[str, Intro]):
    """The title of every section, without what editors wrote below it."""

    def __init__(self, root: Path, language: str) -> None:
        super().__init__()
        self._root, self._language = root, language

    def __missing__(self, name: str) -> Intro:
        found = TITLE.search(editors_page(self._root, name or "index", self._language) or "")
        return Intro(found[1].strip("\"' ") if found else name, "", Markup())


def preview(
    entry: Entry[Record],
    catalogue: Catalogue,
    site: Site,
    root: Path,
    files: Mapping[str, bytes | None],
    up: str,
) -> str:
    """The content of the page of a record, as HTML without scripts.

    ``root`` is the folder of the catalogue. ``files`` are those that are not on the site yet: their
    pictures are in the page. ``up`` leads from where it is shown to the home page, as ``../``.
    """
    renderer = Renderer(catalogue, site)
    page = _page(entry, Material(catalogue, site, _Titles(root, site.language)))
    html = renderer.environment.get_template(page.template).render(
        page=page, entry=page.entry, part=page.part, **page.values
    )
    shown = dict(_pictures(entry, catalogue, files))

    def picture(match: re.Match[str]) -> str:
        return f'<img src="{shown.get(match["name"], up + entry.url + match["name"])}"'

    return SCRIPT.sub("", CODE.sub("", IMAGE.sub(picture, html))).replace(ROOT, up).replace(BASE, up)


def _page(entry: Entry[Record], material: Material) -> Page:
    section = next(
        section(material)
        for section in SECTIONS.values()
        if issubclass(section, RecordSection) and section.record is entry.record.origin
    )
    return next(iter(section.pages_of(entry)))


def _pictures(
    entry: Entry[Record], catalogue: Catalogue, files: Mapping[str, bytes | None]
) -> Iterator[tuple[str, str]]:
    """The pictures that are not on the site yet, as addresses with all of them in it, by their name on it."""
    for name in entry.images:
        path = f"{entry.record.folder}/{name}"
        data = files.get(path)
        if data is not None:
            kind = TYPES[Path(name).suffix[1:].lower()]
            address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
            for rendition in catalogue.pictures[path].renditions:
                yield rendition.name, address
