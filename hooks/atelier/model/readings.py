"""What was probably meant: amounts, dates and words as Dutch people write them, read and written correctly.

Nothing is converted silently: a value that its rule does not allow is refused, and the message offers the
reading. Readings are data, so that the form in the browser reads in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import NamedTuple

LONGEST = 300
"""The longest value that is read, in characters: a longer one is no amount, date or address."""


class Step(NamedTuple):
    """One replacement in a text.

    Attributes:
        find: a pattern; every place where it is found is replaced.
        put: the replacement; ``{1}`` is the first group.
        when: a pattern that the whole text must have for the step to be taken; any text without.

    """

    find: str
    put: str = ""
    when: str = ""


class Readings(NamedTuple):
    """Steps that turn a text into what was probably meant.

    Attributes:
        steps: taken one after another.
        case: ``lower`` or ``upper`` if the text is changed to it first.

    """

    steps: tuple[Step, ...] = ()
    case: str = ""


_compiled = cache(re.compile)


def read_as(text: str, readings: Readings) -> str:
    """What a text probably means; its rule decides whether that is allowed."""
    text = text.strip()
    if len(text) > LONGEST:
        return text
    text = {"lower": text.lower(), "upper": text.upper()}.get(readings.case, text)
    for find, put, when in readings.steps:
        if not when or _compiled(when).fullmatch(text):
            text = _compiled(find).sub(partial(_filled, put), text)
    return text.strip()


def _filled(put: str, match: re.Match[str]) -> str:
    return put.format(match[0], *match.groups(""))


SPACES = "[ \u00a0\u202f\u2009]"
EUROS = Step(f"euro|eur|€|{SPACES}")


def in_money(steps: Sequence[Step], signs: Iterable[str]) -> tuple[Step, ...]:
    """Steps that read an amount with the signs and names of a currency, where others read euros."""
    names = sorted({sign.lower() for sign in signs}, key=len, reverse=True)
    money = Step(f"{'|'.join(map(re.escape, names))}|{SPACES}")
    return tuple(money if step == EUROS else step for step in steps)


AMOUNT = Readings(
    (
        Step("p[.]?m[.]?", "p.m.", when="p[.]? ?m[.]?"),
        Step("^(?:gratis|niets|free|for free|nothing)$", "0"),
        EUROS,
        # A minus behind, or brackets, as in books.
        Step("^[(](.+)[)]$", "-{1}"),
        Step("^(.*[0-9])[-−–]$", "-{1}", when="[0-9.,'’]*[0-9][-−–]"),
        Step("^[−–]", "-"),
        Step("[,.](?:-+|–|—|=)$"),
        # 12k and 1,2 mln.
        Step("^(-?[0-9]+)(?:k|duizend)$", "{1}000"),
        Step("^(-?[0-9]+)[.,]([0-9])(?:k|duizend)$", "{1}{2}00"),
        Step("^(-?[0-9]+)(?:mln|miljoen|million)[.]?$", "{1}000000"),
        Step("^(-?[0-9]+)[.,]([0-9])(?:mln|miljoen|million)[.]?$", "{1}{2}00000"),
        # 1.234.567,50: a sign before three digits separates thousands.
        Step("[.,'’](?=[0-9]{3}(?![0-9]))", when="-?[0-9]{1,3}(?:[.,'’][0-9]{3})+(?:[.,][0-9]{1,2})?"),
        Step("[.,]([0-9])$", ".{1}0", when="-?[0-9]+[.,][0-9]"),
        Step(",", ".", when="-?[0-9]+,[0-9]{2}"),
    ),
    case="lower",
)

MONTHS = (
    "januari|january|jan",
    "februari|february|feb",
    "maart|march|mrt|mar",
    "april|apr",
    "mei|may",
    "juni|june|jun",
    "juli|july|jul",
    "augustus|august|aug",
    "september|sept|sep",
    "oktober|october|okt|oct",
    "november|nov",
    "december|dec",
)

DATE = Readings(
    (
        Step("^(?:maan|dins|woens|donder|vrij|zater|zon)dag,? +"),
        *(Step(rf"(?<![a-z])(?:{names})(?![a-z])[.]?", f" {n} ") for n, names in enumerate(MONTHS, start=1)),
        Step("^ +| +$"),
        # The day comes first, as Dutch people write it.
        Step(
            "^([0-9]{1,2})(?:e|ste|de)?[ ./-]+([0-9]{1,2})[ ./-]+([0-9]{4})$",
            "{3}-{2}-{1}",
        ),
        Step("^([0-9]{4})[ ./-]+([0-9]{1,2})[ ./-]+([0-9]{1,2})$", "{1}-{2}-{3}"),
        Step("^([0-9]{1,2})[ ./-]+([0-9]{4})$", "{2}-{1}"),
        Step("^([0-9]{4})[ ./-]+([0-9]{1,2})$", "{1}-{2}"),
        Step("-([0-9])(?![0-9])", "-0{1}"),
    ),
    case="lower",
)

TIME = Readings(
    (
        Step("[ \u00a0]*(?:uur|u|h)[.]?$"),
        Step("^(?:om|van|tot) +"),
        Step("([0-9])t(?=[0-9])", "{1} "),
        # The day before it, as Dutch people write it.
        Step("^(?:maan|dins|woens|donder|vrij|zater|zon)dag,? +(?=.*[0-9]{4})"),
        *(Step(rf"(?<![a-z])(?:{names})(?![a-z])[.]?", f"-{n}-") for n, names in enumerate(MONTHS, start=1)),
        Step("^([0-9]{1,2}) *[-/.]+ *([0-9]{1,2}) *[-/.]+ *([0-9]{4})(?:,| om)? +", "{3}-{2}-{1} "),
        Step("-([0-9])(?=[- ])", "-0{1}"),
        # A spreadsheet adds seconds.
        Step("(:[0-9]{2}):00$", "{1}"),
        # Half a colon, as Dutch people write it: 13.30 or 13u30.
        Step("(?<![0-9-])([0-9]{1,2})[.,uh]([0-9]{2})$", "{1}:{2}"),
        Step("(?<![0-9:-])([0-9]{1,2})$", "{1}:00"),
        Step("(?<![0-9:-])([0-9]:[0-9]{2})$", "0{1}"),
    ),
    case="lower",
)

YEAR = Readings(
    (Step("^(?:het )?(?:jaar )?([0-9]{4})(?:-[0-9]{2}(?:-[0-9]{2})?|[.]0)?$", "{1}"),), case="lower"
)

NUMBER = Readings(
    (
        Step("[.](?=[0-9]{3}(?![0-9]))", when="[0-9]{1,3}(?:[.][0-9]{3})+"),
        Step("^(?:ongeveer |circa |ca[.] ?|± ?|max[.]? )?([0-9]+)(?: [a-zë]+)?$", "{1}"),
    ),
    case="lower",
)

MOST = Readings(
    (Step("^(?:tussen )?[0-9]+ ?(?:-|–|tot en met|t/m|tot|en|à|a) ?(?=[0-9])"), *NUMBER.steps), NUMBER.case
)
"""A number of which the highest counts, where two are given: 24-28 pupils at a time."""

WITHOUT_ZEROS = Readings((Step("^(-?)0+(?=[0-9])", "{1}"),))
"""A number without the zeros before it: what may be meant by 0123, unless a digit is missing."""

TRUTH = Readings(
    (Step("^(?:ja|yes|waar|on|1)$", "true"), Step("^(?:nee|no|onwaar|off|0)$", "false")), case="lower"
)

ADDRESS = Readings(
    (
        Step("^<(.*)>$", "{1}"),
        Step("^[“”„‟«»‹›‘’‚‛]+|[“”„‟«»‹›‘’‚‛…]+[.,]?$"),
        Step("^[Hh][Tt][Tt][Pp]([Ss]?)(?::/?|;//)(?=[^/])", "http{1}://"),
        Step("^(?=[0-9A-Za-z-]+(?:[.][0-9A-Za-z-]+)+(?:[/?#]|$))", "https://"),
        Step(" ", "%20", when="https?://[^ ]+/.*"),
    )
)

LASTING = Readings((*ADDRESS.steps, Step("^[Hh][Tt][Tt][Pp][Ss]?://", "https://")))
"""An address of the web, by https."""

EMAIL = Readings(
    (
        Step("^[Mm][Aa][Ii][Ll][Tt][Oo]: *"),
        Step("^[^<>]*<([^<>]+)>$", "{1}"),
        Step(r" *(?:\(at\)|\[at\]) *", "@"),
        Step(" *@ *", "@"),
        Step("[.,;]$"),
    )
)

PHONE = Readings(
    (Step("^(?:[Tt]el(?:efoon)?|[Tt])[.:]* *"), Step("[–—‑]", "-"), Step(" ", " "), Step(r" *\[.*$"))
)

COLOUR = Readings(
    (Step("^(?=[0-9a-f]{6}$)", "#"), Step("^#?([0-9a-f])([0-9a-f])([0-9a-f])$", "#{1}{1}{2}{2}{3}{3}")),
    case="lower",
)

BRIN = Readings((Step("[ .-]"),), case="upper")

KVK = Readings((Step("^[Kk][Vv][Kk][ :.-]*(?:nummer|nr[.]?)?[ :]*"), Step("[ .-]")))

ROR = Readings((Step("^(?:https?://)?(?:www[.])?(?:ror[.]org/)?(?=0)", "https://ror.org/"),), case="lower")

BETWEEN = "|"
"""What stands between the two values of a reading that gives a first and a last."""

AGES = Readings(
    (
        Step("(?:leeftijd(?:en)?|voor|kinderen|leerlingen|van|from|ages?|aged)[: ]+"),
        Step("groep(?:en)? ?|groups? ?", "g"),
        Step("brugklas", "k1"),
        Step("klas(?:sen)? ?", "k"),
        Step(" ?(?:jaar|jarigen?|years?|jr[.]?)(?![a-z])"),
        Step("^(?:vanaf|v[.]a[.]) ?([gk]?[0-9]{1,3})$", "{1}|"),
        Step("^([gk]?[0-9]{1,3}) ?(?:[+]|en ouder|and over|or older)$", "{1}|"),
        Step("^(?:tot en met|t/m|tot|up to|to) ?([gk]?[0-9]{1,3})$", "|{1}"),
        Step(
            "^([gk]?)([0-9]{1,3}) ?(?:tot en met|t/m|tm|tot|to|en|and|[-–—/]) ?[gk]?([0-9]{1,3})$",
            "{1}{2}|{1}{3}",
        ),
        Step("^([gk]?[0-9]{1,3})$", "{1}|{1}"),
        # Children of group 7 are 10 or 11 years old, those of the first class after it 12 or 13.
        *(Step(f"^g{group}(?=[|])", str(group + 3)) for group in range(1, 9)),
        *(Step(f"[|]g{group}$", f"|{group + 4}") for group in range(1, 9)),
        *(Step(f"^k{year}(?=[|])", str(year + 11)) for year in range(1, 7)),
        *(Step(f"[|]k{year}$", f"|{year + 12}") for year in range(1, 7)),
    ),
    case="lower",
)
"""The youngest and the oldest age, with ``BETWEEN``: one of the two may be empty."""

SYNTAX = re.compile(r"[\^$\\.*+?()\[\]{}|/]")


def ages_with(groups: Sequence[tuple[Sequence[str], int, int]]) -> Readings:
    """As ``AGES``, with other groups than those of Dutch schools.

    Each is given by its names, and the youngest and the oldest age of its pupils.
    """
    named = [
        (SYNTAX.sub(r"\\\g<0>", name.lower()), f"#{number}#")
        for number, (names, _, _) in enumerate(groups)
        for name in names
    ]
    # A longer name may hold a shorter one.
    named.sort(key=lambda pair: -len(pair[0]))
    return Readings(
        (
            *(Step(f"(?<![0-9a-z]){name}(?![0-9a-z])", mark) for name, mark in named),
            Step("(?:leeftijd(?:en)?|voor|kinderen|leerlingen|van|from|ages?|aged)[: ]+"),
            Step(" ?(?:jaar|jarigen?|years?|jr[.]?)(?![a-z])"),
            Step("^(?:vanaf|v[.]a[.]) ?(#?[0-9]{1,3}#?)$", "{1}|"),
            Step("^(#?[0-9]{1,3}#?) ?(?:[+]|en ouder|and over|or older)$", "{1}|"),
            Step("^(?:tot en met|t/m|tot|up to|to) ?(#?[0-9]{1,3}#?)$", "|{1}"),
            Step("^([0-9]{1,3}) ?(?:tot en met|t/m|tm|tot|to|en|and|[-–—/]) ?([0-9]{1,3})$", "{1}|{2}"),
            Step("^(#[0-9]{1,3}#) ?(?:tot en met|t/m|tm|tot|to|en|and|[-–—/]) ?(#[0-9]{1,3}#)$", "{1}|{2}"),
            Step("^(#?[0-9]{1,3}#?)$", "{1}|{1}"),
            *(Step(f"^#{number}#(?=[|])", str(start)) for number, (_, start, _) in enumerate(groups)),
            *(Step(f"[|]#{number}#$", f"|{to}") for number, (_, _, to) in enumerate(groups)),
        ),
        case="lower",
    )


PERIOD = Readings(
    (
        Step("^(?:het |in )?(?:school|cursus|studie)jaar ([0-9]{4}) ?[-–/] ?([0-9]{4})$", "{1}-08|{2}-07"),
        Step("^([0-9]{4}) ?[-–/] ?([0-9]{4})$", "{1}|{2}"),
        Step("^(?:vanaf|sinds|van|in|per|since|from) +"),
        Step("^(?:tot en met|t/m|tot|until) +(.+)$", "|{1}"),
        Step(" +(?:tot en met|t/m|tm|tot|until|to|[-–—]) +", "|"),
        Step("[|](?:nu|heden|vandaag|now|today)$", "|"),
        Step("^([^|]+)$", "{1}|"),
    ),
    case="lower",
)
"""The start and the end, with ``BETWEEN``: each is then read as a date, and one of the two may be empty."""

NOTHING = Readings()
