"""Gives texts of contributors the direction of their own letters: Arabic and Hebrew run from right to left.

A page does not know in which script a title or a name is, so the browser finds it out by the first letter, as
``dir="auto"`` asks (https://html.spec.whatwg.org/multipage/dom.html#the-dir-attribute). No template says it:
when one is compiled, every element whose text begins with a value gets the attribute. A value that comes
after other words stands in a ``bdi`` of its own. Bodies get the attribute in each block.
"""

from __future__ import annotations

import re

from jinja2.ext import Extension

AUTO = ' dir="auto"'

ELEMENTS = "h[1-6]|p|li|dt|dd|td|th|a|span|strong|b|summary|figcaption|option|label|textarea"
INSIDE_TAG = r'(?>"[^"]*"|\{\{.*?\}\}|\{%.*?%\}|[^<>"{}])*+'
LOGIC = r"(?>\s|\{%-?+\s*+(?!trans\b).*?%\}|\{#.*?#\})*+"
MACRO_FILES = ("parts", "choosing", "asking", "charts", "copies", "cost", "neighbours", "finder")
"""Macros that every template knows by the name of their file; later ones use earlier ones. Imports in the
templates would cost a tenth of the time of every page."""
MACROS = rf"(?:{'|'.join(MACRO_FILES)})\.|(?:caller|count|figure|known|part|sum|years)\("
WORDS = r"_\(|(?:ages|ngettext|period)\(|(?:heading|number|(?:\w+\.)*year)\s*\}|\d"
FORMATTED = r"[^}]*\|\s*(?:cell|clock|date|days?|labels?|length|money|number)\b"
OURS = rf"{MACROS}|{WORDS}|{FORMATTED}"
"""Values in the words or numbers of the site: translated texts, what macros make, dates and amounts."""
BEGINS_WITH_VALUE = re.compile(rf"<(?:{ELEMENTS})(?=[\s>{{]){INSIDE_TAG}(?=>{LOGIC}\{{\{{-?\s*+(?!{OURS}))")
"""A start tag without its ``>`` whose element begins with a value, perhaps after conditions."""

BLOCK = re.compile(r"<(?:p|li|h[2-6]|td|th)(?=[\s>])")
"""A start tag of a block in a body, as far as its name."""


class Direction(Extension):
    """Adds ``dir="auto"`` to the source of each template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template with the attribute wherever an element begins with a value."""
        return BEGINS_WITH_VALUE.sub(rf"\g<0>{AUTO}", source)


def directed(body: str) -> str:
    """The safe HTML of a body whose blocks each have the direction of their own letters."""
    return BLOCK.sub(rf"\g<0>{AUTO}", body)
