"""Text in HTML that a contributor typed, and that no page shows: comments, and what only looks like a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ELEMENTS = frozenset(
    """a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del
    details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li
    link main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup option
    output p param picture pre progress q rp rt ruby s samp script search section select slot small
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th
    thead time title tr track tt u ul var video wbr xmp""".split()
)
"""The elements of HTML, old ones too, https://html.spec.whatwg.org/multipage/indices.html."""
SWITCHES = frozenset(
    """allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden inert
    ismap loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed
    selected""".split()
)
"""The attributes that need no value."""

ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">"}
"""What a contributor closes each with; a browser closes all but a comment at the first >."""
START = re.compile(r"<(?:!--|!\[CDATA\[|[!?]|[A-Za-z])")
TAG_STEP = re.compile(r">|=[ \t\n]*([\"'])")
NAME = re.compile(r"<([A-Za-z][^\s/>]*)")
DOCTYPE = re.compile("<!doctype", re.IGNORECASE)
WORD = re.compile(r"[^\W_]")
VALUED = re.compile(r"[^\s\"'>/=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)")


class Lost(NamedTuple):
    """A piece of HTML that no page shows.

    Attributes:
        typed: the piece, as it was typed.
        closed: whether it ends; else all that follows is lost too.

    """

    typed: str
    closed: bool


def lost_text(rendered: str) -> Iterator[Lost]:
    """The pieces of HTML that hold words which no page shows. One pass over the output of cmark."""
    at = 0
    while match := START.search(rendered, at):
        opening = match[0]
        end = _end_of(rendered, match.start(), opening)
        typed = rendered[match.start() : end if end >= 0 else None]
        if opening in ENDS:
            closed = end >= 0 and typed.endswith(ENDS[opening])
            words = WORD.search(typed[len(opening) :]) and not DOCTYPE.match(typed)
            if words or not closed:
                yield Lost(typed, closed)
        elif end < 0 or _is_words(typed):
            yield Lost(typed, end >= 0)
        if end < 0:
            return
        at = end


def _end_of(rendered: str, start: int, opening: str) -> int:
    """Where a browser ends a piece of HTML; -1 if it never does."""
    if opening == "<!--":
        short = next((len(sign) for sign in ("<!-->", "<!--->") if rendered.startswith(sign, start)), 0)
        return start + short if short else _after(rendered, "-->", start + len(opening))
    if opening in ENDS:
        return _after(rendered, ">", start)
    at = start
    while step := TAG_STEP.search(rendered, at):
        if step[1] is None:
            return step.end()
        at = _after(rendered, step[1], step.end())
        if at < 0:
            break
    return -1


def _after(text: str, sign: str, start: int) -> int:
    found = text.find(sign, start)
    return -1 if found < 0 else found + len(sign)


def _is_words(tag: str) -> bool:
    """Whether a tag is rather a text between < and >, such as ``<name of the school>``; not one of Word's."""
    match = NAME.match(tag)
    name = match[1].lower() if match else ""
    if ":" in name:
        return False
    if name not in ELEMENTS:
        return True
    rest = VALUED.sub(" ", tag[len(name) + 1 : -1])
    words = (word.strip("/").lower() for word in rest.split() if WORD.search(word))
    return any(word not in SWITCHES and not word.startswith("data-") for word in words)
