"""The tags that a page adds to its head: feeds, data, preview, linked data."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.exports.feeds import feed_links
from atelier.exports.json_records import CATALOGUE
from atelier.exports.schema_org import LinkedData, script
from atelier.exports.schema_org_pages import LinkedPages
from atelier.i18n.translation import N_, translations
from atelier.render.languages import alternates
from atelier.render.page import Page, Site
from atelier.site.engine import LOST_PAGE
from atelier.site.open_graph import Previews


def banner(site: Site) -> str:
    """The HTML over every page of a proposal; empty for others."""
    if not site.preview:
        return ""
    gettext = translations(site.language).gettext
    said = escape(gettext(N_("This is a proposal. Nobody has looked at it yet.")))
    away = escape(gettext(N_("To the site itself")))
    return (
        '<aside class="md-banner"><div class="md-banner__inner md-grid md-typeset">'
        f'<p class="preview">{said} <a href="{escape(site.url)}">{away}</a></p></div></aside>'
    )


class Heads:
    """Makes the heads of all pages. ``pictures`` are the names of the preview images that exist."""

    def __init__(self, catalogue: Catalogue, site: Site, pictures: Collection[str]) -> None:
        self.site = site
        self.previews = Previews(catalogue, site, pictures)
        self.linked = LinkedPages(LinkedData(catalogue, site))

    def of(self, page: Page) -> str:
        """The HTML for the head of a page, with every value escaped."""
        if page.kind == LOST_PAGE:
            return self.previews.tags(page)
        followed = alternates(self.site, page.url) + feed_links(page, self.site) + self._data(page)
        robots = '<meta name="robots" content="noindex">' if self.site.preview else ""
        return robots + self.previews.tags(page) + followed + script(self.linked.graph(page))

    def _data(self, page: Page) -> str:
        """Links to the record of a page as JSON, and to the whole catalogue, which all languages share.

        Not an alternate: the theme takes those for other languages, and requests their sitemaps.
        """
        described = [CATALOGUE] if page.entry is None else [page.entry.data_url, CATALOGUE]
        return "".join(
            f'<link rel="describedby" type="application/json" href="{escape(self.site.base_url + url)}">'
            for url in described
        )
