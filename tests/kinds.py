"""Every kind of page, so that one test looks at all of them. To add a kind is to add a line here."""

from __future__ import annotations

REAL = "real"
SMALL = "small"

KINDS = {
    "home": (REAL, ""),
    "initiatives": (REAL, "initiatives/"),
    "initiatives, second page": (REAL, "initiatives/page/2/"),
    "initiative with everything": (SMALL, "initiatives/robots-in-de-klas/"),
    "initiative with money": (REAL, "initiatives/success-for-all/"),
    "initiative that is old": (SMALL, "initiatives/oud-plan/"),
    "pillars": (REAL, "pillars/"),
    "pillar": (REAL, "pillars/ondernemerschap/"),
    "pillar without initiatives": (SMALL, "pillars/vrije-ruimte/"),
    "partners": (REAL, "partners/"),
    "partner": (REAL, "partners/gemeente-groningen/"),
    "funds": (REAL, "funds/"),
    "fund": (REAL, "funds/intensiveringsmiddelen-leren/"),
    "festivals": (SMALL, "festivals/"),
    "festival": (SMALL, "festivals/proeffestival/"),
    "festival that is over": (SMALL, "festivals/eerste-proeffestival/"),
    "levels": (REAL, "levels/"),
    "level": (REAL, "levels/po/"),
    "places": (REAL, "places/"),
    "place": (REAL, "places/groningen/"),
    "tags": (REAL, "tags/"),
    "tag": (REAL, "tags/digitale-geletterdheid/"),
    "saved": (REAL, "saved/"),
    "compare": (REAL, "compare/"),
    "compare, with three": (SMALL, "compare/?i=robots-in-de-klas,winkel-in-de-wijk,oud-plan"),
    "form": (REAL, "add/"),
    "help": (REAL, "help/"),
    "help, all messages": (SMALL, "help/codes/"),
    "help, a message": (SMALL, "help/amount/"),
    "help, what is mended": (SMALL, "help/fix/"),
    "pictures": (REAL, "help/pictures/"),
    "fields": (REAL, "help/fields/"),
    "festival guide": (REAL, "help/festivals/"),
    "contact persons": (REAL, "help/contact/"),
    "about": (REAL, "about/"),
    "sources": (REAL, "about/sources/"),
    "accessibility": (REAL, "accessibility/"),
    "privacy": (REAL, "privacy/"),
    "lost": (REAL, "this/page/is/not/there/"),
}
"""By name: which site, and the address in it."""
