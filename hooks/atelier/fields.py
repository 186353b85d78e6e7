"""The kinds of values that a field can hold: what is allowed, and what it becomes.

Every scalar arrives as text. A kind turns it into its value or raises a ``PydanticCustomError`` whose
type is a code of ``atelier.problems`` and whose context are the values of that code's texts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from atelier.source import IMAGE_NAME, RESERVED, SLUG, SLUG_LENGTH, slugify


def refused(code: str, **values: object) -> PydanticCustomError:
    """The error that becomes a ``Problem`` with this code and these values."""
    return PydanticCustomError(code, "", values)


def scalar(value: object) -> str:
    """A text without spaces around it; refuses lists and groups of fields, and empty text."""
    if not isinstance(value, str):
        raise refused("expected-text")
    value = value.strip()
    if not value:
        raise refused("empty-text")
    return value


def text(limit: int | None = None) -> BeforeValidator:
    """Text on one line: line breaks become spaces. ``limit`` in characters."""

    def convert(value: object) -> str:
        line = scalar(value)
        if "\n" in line:
            line = " ".join(part for part in map(str.strip, line.split("\n")) if part)
        if limit is not None and len(line) > limit:
            raise refused("too-long", length=len(line), limit=limit)
        return line

    return BeforeValidator(convert)


Text = Annotated[str, text()]
Title = Annotated[str, text(160)]
Summary = Annotated[str, text(300)]


@dataclass(frozen=True)
class RefersTo:
    """Marks a field that holds the slug, name or alias of a record; in a ``Catalogue`` always its slug.

    Attributes:
        collections: where the record may stand, the first that knows it wins.

    """

    collections: tuple[str, ...]


ToPillar = Annotated[str, RefersTo(("pillars",)), text()]
ToPartner = Annotated[str, RefersTo(("partners",)), text()]
ToPayer = Annotated[str, RefersTo(("funds", "partners")), text()]
ToInitiative = Annotated[str, RefersTo(("initiatives",)), text()]


# Lists


def _items(value: object) -> tuple[object, ...]:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list):
        raise refused("expected-list")
    return tuple(value)


def _not_empty(value: tuple[object, ...]) -> tuple[object, ...]:
    if not value:
        raise refused("empty-list")
    return value


def unique(key: Callable[[Any], Hashable] = lambda item: item) -> AfterValidator:
    """Refuse a list in which two items have the same key."""

    def check(items: tuple[Any, ...]) -> tuple[Any, ...]:
        seen = set()
        for index, item in enumerate(items):
            if key(item) in seen:
                raise refused("duplicate-item", value=item, index=index)
            seen.add(key(item))
        return items

    return AfterValidator(check)


Items = BeforeValidator(_items)
AtLeastOne = AfterValidator(_not_empty)


def _sluggable(value: str) -> str:
    if not 0 < len(slugify(value)) <= SLUG_LENGTH:
        raise refused("slug-empty", value=value)
    return value


Term = Annotated[str, AfterValidator(_sluggable), text()]
"""A tag or a place: text as people write it, grouped by its slug."""


def _slug(value: object) -> str:
    word = scalar(value)
    if not SLUG.fullmatch(word) or len(word) > SLUG_LENGTH or word in RESERVED:
        raise refused("slug", value=word)
    return word


Slug = Annotated[str, BeforeValidator(_slug)]


# Choices


E = TypeVar("E", bound=StrEnum)


def choice(kind: type[E]) -> BeforeValidator:
    """One of the values of an enumeration, written exactly so."""

    def convert(value: object) -> E:
        word = scalar(value)
        try:
            return kind(word)
        except ValueError:
            choices = tuple(member.value for member in kind)
            raise refused("not-a-choice", value=word, choices=choices) from None

    return BeforeValidator(convert)


def _boolean(value: object) -> bool:
    word = scalar(value)
    if word not in ("true", "false"):
        raise refused("boolean", value=word)
    return word == "true"


Boolean = Annotated[bool, BeforeValidator(_boolean)]


# Numbers


def whole(low: int, high: int) -> BeforeValidator:
    """A whole number between two bounds, in digits only."""

    def convert(value: object) -> int:
        word = scalar(value)
        if not re.fullmatch(r"[0-9]{1,9}", word) or not low <= int(word) <= high:
            raise refused("number", value=word, low=low, high=high)
        return int(word)

    return BeforeValidator(convert)


def _year(value: object) -> int:
    word = scalar(value)
    if not re.fullmatch(r"[0-9]{4}", word):
        raise refused("year", value=word)
    if not 1900 <= int(word) <= 2100:
        raise refused("year-range", value=word)
    return int(word)


Year = Annotated[int, BeforeValidator(_year)]

AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{2})?")
NOT_YET_KNOWN = "p.m."
"""What a budget says of an amount that is not known yet (pro memorie)."""


def _amount(value: object) -> Decimal | None:
    word = scalar(value)
    if word.lower() == NOT_YET_KNOWN:
        return None
    if not AMOUNT.fullmatch(word):
        raise refused("amount", value=word, suggestion=amount_meant(word) or "12500")
    return Decimal(word)


def amount_meant(written: str) -> str | None:
    """The amount to write for one that is written as Dutch people do: ``€ 12.500,-`` is ``12500``."""
    if len(written) > 40:
        return None
    word = re.sub(r"(?i)^(?:€|eur|euro)\s*|\s*(?:€|eur|euro)$|[\s\u00a0\u202f]", "", written.strip())
    word = re.sub(r"(?i)(?:€|eur|euro)", "", word)
    word = re.sub(r"[,.](?:-+|–|—|=)$", "", word)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word):
        return re.sub(r"\D", "", word)
    match = re.fullmatch(r"(\d{1,3}(?:[.,']\d{3})+|\d+)[.,](\d{1,2})", word)
    if match:
        return re.sub(r"\D", "", match[1]) + "." + match[2].ljust(2, "0")
    return word if AMOUNT.fullmatch(word) else None


Amount = Annotated[Decimal | None, BeforeValidator(_amount)]
"""Euros, exactly; None where the amount is not known yet (p.m.)."""
KnownAmount = Annotated[Decimal, BeforeValidator(lambda value: _known(_amount(value), value))]


def _known(amount: Decimal | None, written: object) -> Decimal:
    if amount is None:
        raise refused("amount", value=written, suggestion="12500")
    return amount


# Dates


class PartialDate(NamedTuple):
    """A year, a month of it, or a day: ``2018``, ``2018-08`` or ``2018-08-20``."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> datetime.date:
        """The first day that it can be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day that it can be."""
        if self.day:
            return self.first
        month = self.month or 12
        if month == 12:
            return datetime.date(self.year, 12, 31)
        return datetime.date(self.year, month + 1, 1) - datetime.timedelta(days=1)

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in self if part is not None)


DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _partial_date(value: object) -> PartialDate:
    word = scalar(value)
    match = DATE.fullmatch(word)
    if not match:
        raise refused("date", value=word)
    date = PartialDate(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    try:
        datetime.date(date.year, *(1 if part is None else part for part in date[1:]))
    except ValueError:
        raise refused("date-impossible", value=word) from None
    return date


def _day(value: object) -> datetime.date:
    date = _partial_date(value)
    if date.day is None:
        raise refused("date", value=value)
    return date.first


When = Annotated[PartialDate, BeforeValidator(_partial_date)]
Day = Annotated[datetime.date, BeforeValidator(_day)]


# Addresses

LABEL = r"[^\W_](?:[^\W_]|-(?=[^\W_]|-)){0,62}"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})+\.?", re.UNICODE)
ADDRESS_CHARACTERS = re.compile(r"[^\s\"'<>\\^`{|}\x00-\x20\x7f]+")
EMAIL = re.compile(
    r"(?=.{3,254}$)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
"""One address, and of the many that RFC 5322 allows only those that no mail program reads as more."""


def is_web_address(address: str) -> bool:
    """Whether a text is a full http or https address without user part, spaces or quotes."""
    if len(address) > 2000 or not ADDRESS_CHARACTERS.fullmatch(address):
        return False
    if not re.match(r"https?://", address, re.IGNORECASE):
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc.rsplit(":", 1)[0] if port is not None else parts.netloc
    return "@" not in parts.netloc and bool(HOST.fullmatch(host.removesuffix(":")))


def _url(value: object) -> str:
    address = scalar(value)
    if not is_web_address(address):
        raise refused("url", value=address)
    return address


def _email(value: object) -> str:
    address = scalar(value)
    if not EMAIL.fullmatch(address):
        raise refused("email", value=address)
    return address


def _phone(value: object) -> str:
    number = scalar(value)
    if not re.fullmatch(r"\+?[0-9 ()./-]{5,25}", number) or len(re.findall(r"\d", number)) < 5:
        raise refused("phone", value=number)
    return number


def _colour(value: object) -> str:
    colour = scalar(value).lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise refused("colour", value=colour)
    return colour


def _image_name(value: object) -> str:
    name = scalar(value)
    if not IMAGE_NAME.fullmatch(name):
        raise refused("image-name", value=name)
    return name


Url = Annotated[str, BeforeValidator(_url)]
Email = Annotated[str, BeforeValidator(_email)]
Phone = Annotated[str, BeforeValidator(_phone)]
Colour = Annotated[str, BeforeValidator(_colour)]
ImageName = Annotated[str, BeforeValidator(_image_name)]


def identifier(kind: str, pattern: str, example: str) -> BeforeValidator:
    """A number from a public register, by its form."""

    def convert(value: object) -> str:
        word = scalar(value)
        if not re.fullmatch(pattern, word):
            raise refused("identifier", value=word, kind=kind, example=example)
        return word

    return BeforeValidator(convert)


Ror = Annotated[
    str, identifier("ROR", r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}", "https://ror.org/012p63287")
]
"""Research Organization Registry, https://ror.readme.io/docs/identifier."""
Brin = Annotated[str, identifier("BRIN", r"[0-9]{2}[A-Z]{2}(?:[0-9]{2})?", "20CT")]
"""Number of a school in the register of DUO; a branch has two digits more."""
Kvk = Annotated[str, identifier("KvK", r"[0-9]{8}", "12345678")]
"""Number in the Dutch trade register."""
