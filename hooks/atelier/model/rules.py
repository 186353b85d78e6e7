r"""The kinds of values that a field can hold: what is allowed, and what it becomes.

Every scalar arrives as text. A ``Rule`` turns it into its value or raises a ``PydanticCustomError`` whose
type is a code of ``atelier.problems.codes`` and whose context are the values of that code's texts.

A rule is data: patterns, limits, lists. Python reads files by it, and the form in the browser and the
JSON Schema are made of it (``Rule.data``), so no rule is written twice. Patterns keep to what Python's
``re`` and ECMAScript (flag ``u``) read alike: no ``\d``, ``\s`` or ``\w``, which differ between the two.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple, get_args

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from atelier.model import readings, several
from atelier.model.addresses import EMAIL, LASTING, MEANT_AS_ADDRESS, PHONE, URL
from atelier.model.dates import Moment, PartialDate
from atelier.model.labelled import Labelled, synonyms
from atelier.model.readings import Readings, read_as
from atelier.model.risk import Risk
from atelier.model.slug import IMAGE_NAME, RESERVED, SLUG, SLUG_LENGTH, slugify


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


class Rule:
    """What one value may be. Stands in the annotation of a field, where pydantic finds it.

    Attributes:
        kind: what the form and the schema call this kind of value.

    """

    kind: ClassVar[str]

    def read(self, value: object) -> Any:
        """The value that a text stands for; raises what ``refused`` makes."""
        raise NotImplementedError

    def data(self) -> dict[str, Any]:
        """The rule as JSON, for programs that check by it."""
        return {"kind": self.kind}

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


# Text


@dataclass(frozen=True)
class OneLine(Rule):
    """Text on one line: line breaks become spaces. ``limit`` in characters."""

    kind = "text"
    limit: int | None = None

    def read(self, value: object) -> str:
        """The text."""
        line = scalar(value)
        if "\n" in line:
            line = " ".join(part for part in map(str.strip, line.split("\n")) if part)
        if self.limit is not None and len(line) > self.limit:
            raise refused("too-long", length=len(line), limit=self.limit)
        return line

    def data(self) -> dict[str, Any]:
        """With the limit in characters."""
        return {"kind": self.kind} | ({"limit": self.limit} if self.limit else {})


ANY_LINE = OneLine()


@dataclass(frozen=True)
class Sluggable(OneLine):
    """A tag or a place: text as people write it, grouped by its slug."""

    kind = "term"

    def read(self, value: object) -> str:
        """The text, of which an address can be made."""
        line = ANY_LINE.read(value)
        parts = several.terms(line)
        if len(parts) > 1:
            raise refused("several", value=line, items=" · ".join(parts), parts=parts)
        text = super().read(value)
        if not slugify(text):
            raise refused("slug-empty", value=text)
        return text

    def data(self) -> dict[str, Any]:
        """With what separates two names, and what the last two."""
        return super().data() | {"separators": [several.SIGNS.pattern, several.WORDS.pattern]}


@dataclass(frozen=True)
class RefersTo(OneLine):
    """The slug, name or alias of a record; in a ``Catalogue`` always its slug.

    Attributes:
        collections: where the record may stand, the first that knows it wins.
        elsewhere: whether it may also be the address of a record of another city.

    """

    kind = "reference"
    collections: tuple[str, ...] = ()
    elsewhere: bool = False

    def read(self, value: object) -> str:
        """The name, or the address of what is elsewhere."""
        line = super().read(value)
        if not self.leads_elsewhere(line):
            return line
        address: str = LASTING_ADDRESS.read(line)
        return address

    def leads_elsewhere(self, text: str) -> bool:
        """Whether a text is no name but an address, or is meant as one."""
        return self.elsewhere and bool(MEANT_AS_ADDRESS.fullmatch(text.strip()))

    def data(self) -> dict[str, Any]:
        """With the collections, what separates two names, and the rule of an address."""
        address = {"like": MEANT_AS_ADDRESS.pattern, "rule": LASTING_ADDRESS.data()}
        return {
            "kind": self.kind,
            "collections": self.collections,
            "separators": [several.ANY.pattern],
        } | ({"elsewhere": address} if self.elsewhere else {})


@dataclass(frozen=True)
class Proper:
    """A mark: text that is a name, and so the same in every language."""


Text = Annotated[str, OneLine()]
Title = Annotated[str, OneLine(160)]
Name = Annotated[Text, Proper()]
"""What a person, an organisation, a place or a document is called."""
LongName = Annotated[Title, Proper()]
Summary = Annotated[str, OneLine(300)]
Term = Annotated[str, Sluggable(80)]
ToPillar = Annotated[str, RefersTo(collections=("pillars",))]
ToPartner = Annotated[str, RefersTo(collections=("partners",))]
ToPayer = Annotated[str, RefersTo(collections=("funds", "partners"))]
ToInitiative = Annotated[str, RefersTo(collections=("initiatives",))]
ToAnyInitiative = Annotated[str, RefersTo(collections=("initiatives",), elsewhere=True)]
"""An initiative of this catalogue, or by its address one of another city."""


# Choices


@dataclass(frozen=True)
class Choice(Rule):
    """One of the values of an enumeration, written exactly so."""

    kind = "choice"
    of: type[Labelled]

    def read(self, value: object) -> Labelled:
        """The member of the enumeration."""
        word = scalar(value)
        try:
            return self.of(word)
        except ValueError:
            choices = tuple(member.value for member in self.of)
            meant = self._meant(word)
            parts = several.split(word, several.ANY) if not meant else ()
            chosen = tuple(filter(None, map(self._meant, parts)))
            if len(chosen) == len(parts) > 1:
                raise refused("several", value=word, items=" · ".join(chosen), parts=chosen) from None
            raise refused("not-a-choice", value=word, choices=choices, meant=meant) from None

    def _meant(self, word: str) -> str:
        """The choice that a word stands for; empty if it is none."""
        if word.lower() in {member.value for member in self.of}:
            return word.lower()
        return synonyms(self.of).get(word.casefold(), "")

    def data(self) -> dict[str, Any]:
        """With the choices, and other words for them."""
        return {
            "kind": self.kind,
            "choices": [member.value for member in self.of],
            "synonyms": synonyms(self.of),
        }


# Values that are written in one way


class Also(NamedTuple):
    """A further pattern for a text of the right form.

    Attributes:
        code: of the problem where the text does not match.
        pattern: what the whole text must be.
        readings: how to read what does not match.

    """

    code: str
    pattern: re.Pattern[str]
    readings: Readings = readings.NOTHING


@dataclass(frozen=True)
class Written(Rule):
    """A value that is written in one way.

    Attributes:
        code: of the problem where it is written otherwise.
        pattern: what the whole text must be.
        readings: how to read what is written otherwise.
        values: what the texts of the codes need besides.
        also: further patterns that the whole text must match. What is meant by a text that does not is
            only proposed: a program never takes it by itself.

    """

    kind = "written"
    code: str
    pattern: re.Pattern[str]
    readings: Readings = readings.NOTHING
    values: tuple[tuple[str, object], ...] = ()
    also: tuple[Also, ...] = field(default=(), kw_only=True)

    def read(self, value: object) -> Any:
        """The value."""
        word = scalar(value)
        if self.pattern.fullmatch(word):
            return self._value(word)
        meant = read_as(word, self.readings)
        if not self.pattern.fullmatch(meant):
            raise refused(self.code, value=word, meant="", **dict(self.values))
        try:
            self._value(meant)
        except PydanticCustomError as error:
            # Written as it should be it would be refused too: that is what to say.
            raise refused(error.type, **{**(error.context or {}), "value": word}) from None
        raise refused(self.code, value=word, meant=meant, **dict(self.values))

    def _value(self, word: str) -> Any:
        """The value of a text that matches ``pattern``; raises where it does not match the others."""
        for code, pattern, meant in self.also:
            if not pattern.fullmatch(word):
                reading = read_as(word, meant) if meant.steps else ""
                raise refused(code, value=word, meant=reading, **dict(self.values))
        return self.convert(word)

    def convert(self, word: str) -> Any:
        """What a text of the right form becomes; raises where it stands for nothing."""
        return word

    def meant(self, written: str) -> str:
        """What was probably meant by a text of another form, as it should be written; or nothing."""
        word = read_as(written, self.readings)
        if not self.pattern.fullmatch(word):
            return ""
        try:
            self._value(word)
        except PydanticCustomError:
            return ""
        return word

    def data(self) -> dict[str, Any]:
        """With the patterns, and the readings of what is written otherwise."""
        also = [(code, pattern.pattern, _data(meant)) for code, pattern, meant in self.also]
        return {
            "kind": self.kind,
            "code": self.code,
            "pattern": self.pattern.pattern,
            "readings": _data(self.readings),
            "values": dict(self.values),
        } | ({"also": also} if also else {})


def _data(readings: Readings) -> dict[str, Any]:
    return {"case": readings.case, "steps": [*map(list, readings.steps)]}


class Lowered(Written):
    """A value whose capitals do not count."""

    kind = "lowered"

    def convert(self, word: str) -> str:
        """The value in small letters."""
        return word.lower()


@dataclass(frozen=True)
class Truth(Written):
    """True or false."""

    kind = "truth"

    def convert(self, word: str) -> bool:
        """Whether it is true."""
        return word == "true"


OLDEST, NEWEST, AHEAD = 1900, 2100, 30
"""The years that a date can be in, and how many years after today it can be: a spreadsheet writes 9999-12-31
for what has no end, and a year such as 1026 or 2062 is a typing error."""


class Dated(Written):
    """A rule of which the outcome changes from day to day, because it is about time."""

    def judge(self, value: Any, today: datetime.date) -> None:
        """Raise what ``refused`` makes where the value of a text cannot be right on the day ``today``."""
        raise NotImplementedError

    def right_from(self, value: Any) -> datetime.date:
        """The first day on which ``judge`` accepts the value, as it does on every later day."""
        raise NotImplementedError


@dataclass(frozen=True)
class Whole(Written):
    """A whole number between two bounds, in digits only.

    Attributes:
        low: the least.
        high: the most.
        beyond: code of the problem where it lies outside the bounds.

    """

    kind = "whole"
    low: int = 0
    high: int = 0
    beyond: str = "number"

    def convert(self, word: str) -> int:
        """The number."""
        if not self.low <= int(word) <= self.high:
            raise refused(self.beyond, value=word, meant="", low=self.low, high=self.high)
        return int(word)

    def data(self) -> dict[str, Any]:
        """With the bounds."""
        return super().data() | {"low": self.low, "high": self.high, "beyond": self.beyond}


WHOLE_ALSO = Also("leading-zero", re.compile("0|[1-9][0-9]*"), readings.WITHOUT_ZEROS)
AMOUNT_ALSO = Also(
    "leading-zero", re.compile(r"[Pp]\.[Mm]\.|-?(?:0|[1-9][0-9]*)(?:\.[0-9]{2})?"), readings.WITHOUT_ZEROS
)
NOT_NEGATIVE = Also("amount-negative", re.compile("[^-].*"))


def whole(low: int, high: int, meant: Readings = readings.NUMBER) -> Whole:
    """A whole number between two bounds."""
    values = (("low", low), ("high", high))
    return Whole("number", re.compile("[0-9]{1,9}"), meant, values, low, high, also=(WHOLE_ALSO,))


NOT_YET_KNOWN = "p.m."
"""What a budget says of an amount that is not known yet (pro memorie)."""


@dataclass(frozen=True)
class Euros(Written):
    """An amount in euros, exactly; None where it is not known yet (p.m.).

    Attributes:
        signed: whether it can be below zero, as a cut is.

    """

    kind = "amount"
    signed: bool = field(default=False, kw_only=True)

    def convert(self, word: str) -> Decimal | None:
        """The amount; ``-0`` is 0."""
        return None if word.lower() == NOT_YET_KNOWN else Decimal(word) + 0


@dataclass(frozen=True)
class CalendarYear(Whole, Dated):
    """A year, at most ``AHEAD`` years after today."""

    def judge(self, value: int, today: datetime.date) -> None:
        """Whether it is near enough."""
        if today < self.right_from(value):
            raise refused(self.beyond, value=value)

    def right_from(self, value: int) -> datetime.date:
        """When it is near enough."""
        return datetime.date(max(value - AHEAD, 1), 1, 1)

    def data(self) -> dict[str, Any]:
        """With the years after today."""
        return super().data() | {"ahead": AHEAD}


@dataclass(frozen=True)
class Date(Dated):
    """A year, month or day, at most ``AHEAD`` years after today.

    Attributes:
        past: whether it cannot be after today at all.

    """

    kind = "date"
    past: bool = False

    def convert(self, word: str) -> PartialDate:
        """The date, which must exist."""
        date = PartialDate(*map(int, word.split("-")))
        try:
            datetime.date(date.year, *(1 if part is None else part for part in date[1:]))
        except ValueError:
            raise refused("date-impossible", value=word) from None
        if not OLDEST <= date.year <= NEWEST:
            raise refused("date-range", value=word)
        return date

    def judge(self, value: PartialDate | datetime.date, today: datetime.date) -> None:
        """Whether it is near enough, and has been where it must have been."""
        if today < self.right_from(value):
            code = "date-future" if self.past else "date-range"
            raise refused(code, value=value, **({"today": today} if self.past else {}))

    def right_from(self, value: PartialDate | datetime.date) -> datetime.date:
        """When it is near enough, or has been where it must have been."""
        first = value.first if isinstance(value, PartialDate) else value
        return first if self.past else datetime.date(max(first.year - AHEAD, 1), 1, 1)

    def data(self) -> dict[str, Any]:
        """With the years that it can be in."""
        bounds = {"low": OLDEST, "high": NEWEST, "ahead": AHEAD}
        return super().data() | bounds | ({"past": True} if self.past else {})


class WholeDate(Date):
    """A day."""

    def convert(self, word: str) -> datetime.date:  # type: ignore[override]
        """The day, which must exist."""
        return super().convert(word).first


@dataclass(frozen=True)
class Clock(Written):
    """A time of the clock, with or without the day."""

    kind = "time"

    def convert(self, word: str) -> Moment:
        """The time, and the day, which must exist."""
        day, _, clock = word.rpartition(" ")
        try:
            return Moment(
                datetime.date.fromisoformat(day) if day else None, datetime.time.fromisoformat(clock)
            )
        except ValueError:
            raise refused(self.code, value=word, meant="") from None

    def certain(self, written: str) -> str:
        """The time that was meant, if nothing else can be; 1:30 can be half past one after noon too."""
        meant = self.meant(written)
        hour = meant[-5:-3]
        return meant if hour >= "07" or hour in written else ""


def identifier(kind: str, pattern: str, example: str, meant: Readings) -> Written:
    """A number from a public register, by its form."""
    return Written("identifier", re.compile(pattern), meant, (("kind", kind), ("example", example)))


FREE = re.compile(f"(?!(?:{'|'.join(sorted(RESERVED))})$).{{1,{SLUG_LENGTH}}}")
"""No longer than a slug may be, and no name that the site itself uses."""
Slug = Annotated[str, Written("slug", SLUG, also=(Also("slug", FREE),))]
Boolean = Annotated[bool, Truth("boolean", re.compile("true|false"), readings.TRUTH)]
YEAR = CalendarYear("year", re.compile("[0-9]{4}"), readings.YEAR, (), OLDEST, NEWEST, "year-range")
Year = Annotated[int, YEAR]
EUROS = re.compile(r"[Pp]\.[Mm]\.|-?[0-9]{1,12}(?:\.[0-9]{2})?")
AMOUNT = Euros("amount", EUROS, readings.AMOUNT, also=(NOT_NEGATIVE, AMOUNT_ALSO))
Amount = Annotated[Decimal | None, AMOUNT, Risk.MONEY]
SignedAmount = Annotated[
    Decimal | None, Euros("amount", EUROS, readings.AMOUNT, also=(AMOUNT_ALSO,), signed=True), Risk.MONEY
]
"""An amount that can be below zero: a cut."""
KNOWN_AMOUNT = Euros(
    "amount",
    re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{2})?"),
    readings.AMOUNT,
    also=(NOT_NEGATIVE, AMOUNT_ALSO),
)
KnownAmount = Annotated[Decimal, KNOWN_AMOUNT, Risk.MONEY]
WHEN = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
SOME_DATE = Date("date", WHEN, readings.DATE)
When = Annotated[PartialDate, SOME_DATE]
WhenPast = Annotated[PartialDate, Date("date", WHEN, readings.DATE, past=True)]
"""A year, month or day that has begun."""
WHOLE_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY = WholeDate("date", WHOLE_DAY, readings.DATE)
Day = Annotated[datetime.date, DAY]
DayPast = Annotated[datetime.date, WholeDate("date", WHOLE_DAY, readings.DATE, past=True)]
"""A day that has come."""
TIME = re.compile("(?:(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2} )?(?:[01][0-9]|2[0-3]):[0-5][0-9]")
"""With a day of these two centuries: one is added to it and taken from it, which ends at the year 9999."""
CLOCK = Clock("time", TIME, readings.TIME)
Time = Annotated[Moment, CLOCK]
Url = Annotated[str, Written("url", URL, readings.ADDRESS), Risk.ADDRESSES]
LASTING_ADDRESS = Written("address-elsewhere", LASTING, readings.LASTING)
LastingAddress = Annotated[str, LASTING_ADDRESS, Risk.ADDRESSES]
"""The address of a page that does not change, by which others know what it tells of."""
Email = Annotated[str, Written("email", EMAIL, readings.EMAIL), Risk.CONTACT]
Phone = Annotated[str, Written("phone", PHONE, readings.PHONE), Risk.CONTACT]
Colour = Annotated[str, Lowered("colour", re.compile("#[0-9A-Fa-f]{6}"), readings.COLOUR)]
ImageName = Annotated[str, Written("image-name", IMAGE_NAME), Risk.CONTACT]
"""A picture may show people, who must agree."""
Ror = Annotated[
    str,
    identifier(
        "ROR",
        r"https://ror[.]org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}",
        "https://ror.org/012p63287",
        readings.ROR,
    ),
]
"""Research Organization Registry, https://ror.readme.io/docs/identifier."""
Brin = Annotated[str, identifier("BRIN", "[0-9]{2}[A-Z]{2}(?:[0-9]{2})?", "20CT", readings.BRIN)]
"""Number of a school in the register of DUO; a branch has two digits more."""
Kvk = Annotated[str, identifier("KvK", "[0-9]{8}", "12345678", readings.KVK)]
"""Number in the Dutch trade register."""


# Lists and groups


@dataclass(frozen=True)
class Many:
    """A list. Stands in the annotation of a tuple.

    Attributes:
        at_least_one: whether it may not be empty.
        differ: what may not be the same in two items: ``text``, or ``slug`` for texts with one slug.

    """

    at_least_one: bool = False
    differ: str = ""

    def read(self, value: object) -> tuple[object, ...]:
        """The items, as they are written."""
        if not isinstance(value, list | tuple):
            raise refused("expected-list")
        if self.at_least_one and not value:
            raise refused("empty-list")
        return tuple(value)

    def differing(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """The items, where no two are the same."""
        seen: set[Hashable] = set()
        for index, item in enumerate(items):
            key = slugify(item) if self.differ == "slug" else item
            if key in seen:
                raise refused("duplicate-item", value=item, index=index)
            seen.add(key)
        return items

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = core_schema.no_info_before_validator_function(self.read, handler(source))
        if not self.differ:
            return schema
        return core_schema.no_info_after_validator_function(self.differing, schema)


@dataclass(frozen=True)
class Named:
    """A group of which the parts are named in the file: it becomes pairs of a name and a part.

    Stands in the annotation of a tuple of such pairs.

    Attributes:
        name: the rule of a name.

    """

    name: Rule

    def read(self, value: object) -> Mapping[str, object]:
        """The parts, as they are written."""
        if isinstance(value, tuple):  # a default, which is pairs already
            return dict(value)
        if not isinstance(value, Mapping):
            raise refused("expected-fields")
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        pair, *_ = get_args(source)
        parts = core_schema.dict_schema(
            core_schema.no_info_plain_validator_function(self.name.read),
            handler.generate_schema(get_args(pair)[1]),
        )
        pairs = core_schema.no_info_after_validator_function(lambda found: tuple(found.items()), parts)
        return core_schema.no_info_before_validator_function(self.read, pairs)


@dataclass(frozen=True)
class Alone:
    """A group of fields for which the text of one of them may stand alone: a partner's name for a partner."""

    key: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: object) -> object:
            return {self.key: value} if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(read, handler(source))


@dataclass(frozen=True)
class FromTo:
    """A group of two fields, a first and a last, that people write as one text: "groep 5 t/m 8".

    Attributes:
        first: the key of the first.
        last: the key of the last.
        rule: of each of the two.
        readings: how to read a text as both, with ``readings.BETWEEN`` between them.

    """

    first: str
    last: str
    rule: Written
    readings: Readings

    def meant(self, written: str) -> dict[str, str]:
        """The fields that a text stands for, as they should be written; empty if that is not clear."""
        found: dict[str, str] = {}
        parts = read_as(written, self.readings).split(readings.BETWEEN)
        for key, part in zip((self.first, self.last), map(str.strip, parts), strict=False):
            if part:
                word = part if self.rule.pattern.fullmatch(part) else self.rule.meant(part)
                if not word or len(parts) != 2:
                    return {}
                found[key] = word
        return found

    def data(self) -> dict[str, Any]:
        """The readings as JSON; the rule is that of the two fields."""
        return {"first": self.first, "last": self.last, "readings": _data(self.readings)}

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: object) -> object:
            if isinstance(value, str) and value.strip():
                meant = ", ".join(f"{key}: {word}" for key, word in self.meant(value).items())
                raise refused("from-to", value=value, first=self.first, last=self.last, meant=meant)
            return value

        return core_schema.no_info_before_validator_function(read, handler(source))


# Rules between two fields of a group. Each stands at the later of the two, so that one wrong field never
# hides another; the other is not among ``info.data`` where it is wrong itself.


class Between:
    """A rule between the field at which it stands and another of its group, an attribute ``other``."""

    other: str
    code: str

    def check(self, value: Any, other: Any) -> None:
        """Raise what ``refused`` makes where the two cannot both be meant."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: object, info: ValidationInfo) -> object:
            if self.other in info.data:
                self.check(value, info.data[self.other])
            return value

        return core_schema.with_info_after_validator_function(read, handler(source))


@dataclass(frozen=True)
class NotBefore(Between):
    """The field may not come before another."""

    other: str
    code: str

    def check(self, value: Any, other: Any) -> None:
        """Dates by the last day that they can be, numbers as they are."""
        if value is None or other is None:
            return
        if (value.last < other.first) if isinstance(value, PartialDate) else value < other:
            raise refused(self.code, start=other, end=value)


@dataclass(frozen=True)
class NeededFor(Between):
    """The field must be there if another is."""

    other: str
    code: str

    def check(self, value: Any, other: Any) -> None:
        """Whether it is there."""
        if other and value is None:
            raise refused(self.code)


@dataclass(frozen=True)
class OnlyWith(Between):
    """The field may be there only if another has a certain value; with ``None``, only if it is empty."""

    other: str
    is_: StrEnum | None
    code: str

    def check(self, value: Any, other: Any) -> None:
        """Whether it may be there."""
        if value is not None and other is not self.is_:
            raise refused(self.code, **{self.other: other})
