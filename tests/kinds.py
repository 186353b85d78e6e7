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
    "festival, cards": (SMALL, "festivals/proeffestival/cards/"),
    "festival that is over": (SMALL, "festivals/eerste-proeffestival/"),
    "money by fund": (SMALL, "money/"),
    "money by pillar": (REAL, "money/pillars/"),
    "money by funder": (SMALL, "money/funders/"),
    "money by partner": (SMALL, "money/partners/"),
    "money by year": (REAL, "money/years/"),
    "money paid together": (SMALL, "money/together/"),
    "money paid together, nothing known": (REAL, "money/together/"),
    "rule of the quarters": (REAL, "money/quarter-rule/"),
    "levels": (REAL, "levels/"),
    "level": (REAL, "levels/po/"),
    "places": (REAL, "places/"),
    "place": (REAL, "places/groningen/"),
    "tags": (REAL, "tags/"),
    "tag": (REAL, "tags/digitale-geletterdheid/"),
    "saved": (REAL, "saved/"),
    "saved, shared": (SMALL, "saved/?i=robots-in-de-klas,winkel-in-de-wijk"),
    "compare": (REAL, "compare/"),
    "compare, with three": (SMALL, "compare/?i=robots-in-de-klas,winkel-in-de-wijk,oud-plan"),
    "form": (REAL, "add/"),
    "embed": (REAL, "embed/"),
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

FRAMED = {
    "framed initiative": (SMALL, "embed/initiatives/robots-in-de-klas/"),
    "framed initiative that is old": (SMALL, "embed/initiatives/oud-plan/#dark"),
    "framed pillar": (REAL, "embed/pillars/ondernemerschap/#auto-12"),
    "framed pillar without initiatives": (SMALL, "embed/pillars/vrije-ruimte/"),
    "framed level, dark": (REAL, "embed/levels/po/#dark-6"),
}
"""What stands in a frame on another site: pages without the theme and without a script."""
