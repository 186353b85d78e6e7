"""Previews of shared pages: Open Graph tags, and a picture for each pillar.

``make social`` draws the pictures, which are kept with the files of the site; a build draws nothing. The name
of a picture has a fingerprint of everything drawn in it. So an outdated picture is not found, and the page
has none. Terms: https://ogp.me; sizes as the large services ask for them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from babel.core import get_global
from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.i18n.locales import locale_of
from atelier.i18n.translation import translations
from atelier.model.initiative import Initiative
from atelier.render.page import Page, Site

PICTURES = "assets/social"
"""The folder of the pictures, from ``docs/`` and from the root of the site."""
WIDTH, HEIGHT = 1200, 630
DRAWING = Path(__file__).parent.parent / "templates" / "_layout/social.html"
"""The template of a picture."""


@dataclass(frozen=True, slots=True)
class Square:
    """A pillar in a picture; ``filled`` if the picture is about it."""

    name: str
    colour: str
    filled: bool


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """The picture of a preview, as it is drawn.

    Attributes:
        slug: of the pillar that it is about; empty for the general one.
        language: in which it is written.
        site: the name of the site.
        title: the text in large letters.
        squares: all pillars, in their order.

    """

    slug: str
    language: str
    site: str
    title: str
    squares: tuple[Square, ...]

    @property
    def file(self) -> str:
        """The name of its file, with a fingerprint of everything drawn."""
        values = json.dumps(asdict(self)).encode()
        return f"{self.slug or 'site'}-{hashlib.sha256(DRAWING.read_bytes() + values).hexdigest()[:8]}.png"


def preview_pictures(catalogue: Catalogue, site: Site) -> Mapping[str, PreviewPicture]:
    """Every picture that a catalogue needs: by the pillar's slug, and the general one by an empty one."""
    pillars = [(slug, entry.record) for slug, entry in catalogue.pillars.items()]
    titles = {"": site.name} | {slug: record.name for slug, record in pillars}
    return {
        about: PreviewPicture(
            about,
            site.language,
            site.name,
            title,
            tuple(
                Square(record.name, record.colour, about in ("", slug))
                for slug, record in pillars
                if record.is_theme or slug == about
            ),
        )
        for about, title in titles.items()
    }


def _locale(language: str) -> str:
    """A language with the country where most speak it: ``nl_NL``."""
    name = locale_of(language)
    spoken = get_global("likely_subtags").get(name, name)
    return name if "_" in name else f"{name}_{spoken.rpartition('_')[2]}"


class Previews:
    """The Open Graph tags of pages. ``present`` are the names of the pictures that exist."""

    def __init__(self, catalogue: Catalogue, site: Site, present: Collection[str]) -> None:
        self.site = site
        self._site = (
            f'<meta property="og:site_name" content="{escape(site.name)}">'
            f'<meta property="og:locale" content="{_locale(site.language)}">'
            + "".join(
                f'<meta property="og:locale:alternate" content="{_locale(language)}">'
                for language in site.languages
                if language != site.language
            )
        )
        self._pictures = {
            slug: self._image(picture, catalogue)
            for slug, picture in preview_pictures(catalogue, site).items()
            if picture.file in present
        }

    def tags(self, page: Page) -> str:
        """The tags for the head of a page, escaped."""
        kind = "article" if page.about(Initiative) else "website"
        tags = (
            f'<meta property="og:title" content="{escape(page.title)}">'
            f'<meta property="og:type" content="{kind}">'
            f'<meta property="og:url" content="{escape(self.site.url + page.url)}">'
        )
        if page.description:
            tags += f'<meta property="og:description" content="{escape(page.description)}">'
        return tags + self._site + self.picture(page)

    def picture(self, page: Page) -> str:
        """The tags of the picture of a page: that of its pillar, or the general one, if it is there."""
        found = self._pictures.get(page.pillar) or self._pictures.get("")
        return found or '<meta name="twitter:card" content="summary">'

    def _image(self, picture: PreviewPicture, catalogue: Catalogue) -> str:
        """The tags of a picture."""
        texts = translations(self.site.language)
        alt = picture.title
        if picture.slug:
            alt = texts.gettext("%(site)s, pillar %(pillar)s") % {
                "site": picture.site,
                "pillar": picture.title,
            }
        return (
            f'<meta property="og:image" content="{escape(self.site.base_url)}{PICTURES}/{picture.file}">'
            f'<meta property="og:image:type" content="image/png">'
            f'<meta property="og:image:width" content="{WIDTH}">'
            f'<meta property="og:image:height" content="{HEIGHT}">'
            f'<meta property="og:image:alt" content="{escape(alt)}">'
            '<meta name="twitter:card" content="summary_large_image">'
        )
