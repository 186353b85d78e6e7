"""Fixes of the theme's markup that no override or style sheet can make.

A hidden checkbox opens the theme's menu on a phone, so no keyboard reaches it. Here it gets a name, and a
place before the icon in the header; ``theme/css/base/frame.css`` makes it open the menu from there. The other
checkboxes are those of the theme's own search and, in MaterialX, of the table of contents. They are not used,
but the theme's script needs them. A checkbox has no ``autocomplete``
(https://html.spec.whatwg.org/multipage/input.html#concept-input-apply).
"""

from __future__ import annotations

import re
from gettext import NullTranslations

from markupsafe import escape

from atelier.i18n.translation import N_

BOX = '<input class="md-toggle" data-md-toggle="{name}" type="checkbox" id="__{name}" autocomplete="off">'
TOC_OVERLAY = '<label class="md-overlay" for="__toc"></label>'
MENU_ICON = re.compile(r'(?s)<header\b.*?(?=<label\b[^>]*\sfor="__drawer")')


def fixed(html: str, texts: NullTranslations) -> str:
    """A page of the theme with a menu for keyboards. Raises ValueError if the theme changed."""
    drawer, search = BOX.format(name="drawer"), BOX.format(name="search")
    if drawer not in html or search not in html:
        raise ValueError(f"the theme changed, see {__name__}: it no longer writes {drawer} and {search}")
    html = html.replace(drawer, "", 1)
    for unused in (search, BOX.format(name="toc")):
        html = html.replace(unused, unused.replace(' autocomplete="off"', " hidden"), 1)
    html = html.replace(TOC_OVERLAY, "", 1)
    label = escape(texts.gettext(N_("Menu")))
    named = (
        f'<input class="drawer" data-md-toggle="drawer" type="checkbox" id="__drawer" aria-label="{label}">'
    )
    html, found = MENU_ICON.subn(lambda match: match[0] + named, html, count=1)
    if not found:
        raise ValueError(f"the theme changed, see {__name__}: its header has no label for __drawer")
    return html
