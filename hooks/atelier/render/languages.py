"""The languages of a site on its pages: the way to another language, and what to say of a text without one.

Every page is there in each language, at the same address from the home page in that language.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from babel import Locale
from markupsafe import Markup, escape

from atelier.i18n.translation import N_, translations
from atelier.render.page import Site

REL = "alternate "
"""The ``rel`` of a link to another language: a list of words, so the space means nothing. Without it the
theme's script finds the link, and every visitor's browser requests a sitemap in the folder behind it."""

NOT_TRANSLATED = N_("Not translated yet: this text is in %(language)s.")
PARTLY_TRANSLATED = N_("Not all of this is translated yet: some of it is in %(language)s.")


@cache
def name_of(language: str, said_in: str) -> str:
    """What a language is called in another, as in a sentence; in itself with a capital, as a link to it."""
    name = str(Locale.parse(language).get_display_name(said_in))
    return name[:1].upper() + name[1:] if language == said_in else name


def switch(site: Site, url: str, depth: int) -> str:
    """Links to the same page in each other language, as HTML; empty if there is one language.

    ``url`` is that of the page from the home page in its language, and ``depth`` its folders from there. The
    page for lost addresses (``404.html``) does not know where it is shown: it leads to the home page.
    """
    lost = url.endswith(".html")
    above = site_path(site) if lost else "../" * (depth + len(site.prefix.split("/")) - 1)
    return "".join(
        f'<a class="head__language" href="{above}{site.address_in(language)}{"" if lost else escape(url)}'
        f'{"" if lost or above or url or site.address_in(language) else "./"}"'
        f' lang="{language}" hreflang="{language}"><span aria-hidden="true">{language.upper()}</span>'
        f"<span>{escape(name_of(language, language))}</span></a>"
        for language in site.languages
        if language != site.language
    )


def site_path(site: Site) -> str:
    """Where the site is on its host, with slashes round it."""
    path = site.base_url.partition("://")[2].partition("/")[2]
    return f"/{quote(path, safe='/%')}"


def alternates(site: Site, url: str) -> str:
    """The tags that lead search engines to the same page in each language; empty if there is one."""
    return "".join(
        f'<link rel="{REL}" hreflang="{code}" href="{escape(address)}">'
        for code, address in addresses(site, url)
    )


def addresses(site: Site, url: str) -> list[tuple[str, str]]:
    """The address of a page in each language, by its code, and the one for all others (``x-default``)."""
    found = [(code, site.base_url + site.address_in(code) + url) for code in site.languages]
    return [*found, ("x-default", found[0][1])] if found else []


def notice(site: Site, message: str, path: str, text: str = "") -> Markup:
    """A line that says that a text is not translated, and leads to where the file ``path`` can be added.

    ``text`` is what that file begins with.
    """
    gettext = translations(site.language).gettext
    said = gettext(message) % {"language": name_of(site.original, site.language)}
    address = site.new_url(path, text)
    if not address and site.editors:
        subject = gettext(N_("Translation of %(file)s")) % {"file": path}
        address = site.editors.link(subject, text)
    link = Markup(' <a href="{}">{}</a>').format(address, gettext(N_("Translate it"))) if address else ""
    return Markup('<p class="untranslated">{}{}</p>\n').format(said, link)
