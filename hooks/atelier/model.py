"""The records of the catalogue: what a file may say, field by field.

Frozen, strict, no extra keys. A line under a field says what it does; ``docs/help/fields.md`` says it
to contributors, and a test holds the two together. Rules between two fields of one record stand at the
later of the two, so that one wrong field never hides another.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic.fields import FieldInfo

from atelier.fields import (
    Amount,
    AtLeastOne,
    Boolean,
    Brin,
    Colour,
    Day,
    Email,
    ImageName,
    Items,
    KnownAmount,
    Kvk,
    PartialDate,
    Phone,
    Ror,
    Slug,
    Summary,
    Term,
    Text,
    Title,
    ToInitiative,
    ToPartner,
    ToPayer,
    ToPillar,
    Url,
    When,
    Year,
    choice,
    refused,
    unique,
    whole,
)
from atelier.source import slugify


class Status(StrEnum):
    """How an initiative stands today; ``unknown`` where an old source says nothing of today."""

    IDEA = "idea"
    PILOT = "pilot"
    ACTIVE = "active"
    COMPLETED = "completed"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a partner does in an initiative."""

    LEAD = "lead"
    FUNDER = "funder"
    VENUE = "venue"
    PARTICIPANT = "participant"


class Level(StrEnum):
    """Levels of education, in the order of a school career."""

    KINDEROPVANG = "kinderopvang"
    VVE = "vve"
    PO = "po"
    SO = "so"
    VO = "vo"
    VSO = "vso"
    PRO = "pro"
    VMBO = "vmbo"
    HAVO = "havo"
    VWO = "vwo"
    MBO = "mbo"
    HBO = "hbo"
    WO = "wo"
    VOLWASSENEN = "volwassenen"


class PartnerKind(StrEnum):
    """What kind of organisation a partner is, in the order in which the kinds are listed."""

    SCHOOL = "school"
    SCHOOL_BOARD = "school-board"
    COLLEGE = "college"
    UNIVERSITY = "university"
    GOVERNMENT = "government"
    BUSINESS = "business"
    FOUNDATION = "foundation"
    NETWORK = "network"
    CULTURE = "culture"
    OTHER = "other"


class Fields(BaseModel):
    """A group of fields: frozen, strict, without extra keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


Terms = Annotated[tuple[Term, ...], unique(lambda term: slugify(term)), Items]
Texts = Annotated[tuple[Text, ...], Items]


def _reversed(start: PartialDate | None, end: PartialDate | None) -> bool:
    return start is not None and end is not None and end.last < start.first


class Period(Fields):
    """From when to when."""

    start: When | None = None
    """First year, month or day."""
    end: When | None = None
    """Last year, month or day; without it the end is not known, or it still runs."""

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, end: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        start = info.data.get("start")
        if _reversed(start, end):
            raise refused("period-reversed", start=start, end=end)
        return end


class Phase(Period):
    """A part of an initiative's time."""

    title: Title
    """What the phase is called."""


def _participation(value: object) -> object:
    """A partner's name alone stands for a participant."""
    return {"partner": value} if isinstance(value, str) else value


class Participation(Fields):
    """A partner in an initiative."""

    partner: ToPartner
    """The partner, by slug, name or alias."""
    role: Annotated[Role, choice(Role)] = Role.PARTICIPANT
    """What the partner does."""


class Contact(Fields):
    """Who can tell more."""

    organisation: ToPartner
    """The partner to turn to."""
    role: Text | None = None
    """The function of the contact person, such as teamleider."""
    name: Text | None = None
    """A person's name; only with that person's consent."""
    consent: Day | None = Field(default=None, validate_default=True)
    """The date on which that person agreed."""
    email: Email | None = None
    """One e-mail address."""
    phone: Phone | None = None
    """A telephone number."""
    url: Url | None = None
    """The contact page."""

    @field_validator("consent")
    @classmethod
    def _name_needs_consent(cls, consent: object, info: ValidationInfo) -> object:
        if info.data.get("name") and consent is None:
            raise refused("consent-missing")
        return consent


class Ages(Fields):
    """For which ages."""

    start: Annotated[int, whole(0, 120)] | None = Field(default=None, alias="from")
    """The youngest, in years."""
    to: Annotated[int, whole(0, 120)] | None = None
    """The oldest, in years."""

    @field_validator("to")
    @classmethod
    def _to_after_from(cls, to: int | None, info: ValidationInfo) -> int | None:
        start = info.data.get("start")
        if start is not None and to is not None and to < start:
            raise refused("ages-reversed", start=start, to=to)
        return to


class Funding(Fields):
    """Money for an initiative in one year, from one source."""

    year: Year
    """The year for which the money is."""
    amount: Amount = None
    """Euros; p.m. or empty where it is not known yet."""
    source: ToPayer
    """The fund, or the partner that pays itself."""


class Link(Fields):
    """A web page to read on."""

    title: Title
    """What the page is called."""
    url: Url
    """Its address."""


class Source(Fields):
    """A document from which the facts come."""

    title: Title
    """What the document is called."""
    date: When | None = None
    """When it was written."""
    url: Url | None = None
    """Where it can be read."""


class Image(Fields):
    """A picture beside the file."""

    file: ImageName
    """The name of a PNG, JPEG or WebP in the same folder."""
    alt: Text
    """What is to be seen, for who cannot see it."""
    credit: Text | None = None
    """Who made the picture."""


class Recipe(Fields):
    """How to copy an initiative."""

    cost: KnownAmount | None = None
    """What it costs once, in euros."""
    time: Text | None = None
    """How much time it takes."""
    group_size: Annotated[int, whole(1, 100_000)] | None = None
    """For how many pupils at a time."""
    materials: Texts = ()
    """What is needed."""
    steps: Texts = ()
    """What to do, in order."""
    pitfalls: Texts = ()
    """What went wrong elsewhere."""


class Use(Fields):
    """A partner that copied an initiative."""

    partner: ToPartner
    """Who copied it."""
    since: When | None = None
    """Since when."""
    note: Text | None = None
    """What to know of it."""


class Record(Fields):
    """What one file says. ``folder`` is where the files of this kind stand, from the root."""

    folder: ClassVar[str]
    collection: ClassVar[str]


class Initiative(Record):
    """One education initiative."""

    folder: ClassVar[str] = "initiatives"
    collection: ClassVar[str] = "initiatives"

    title: Title
    """What it is called."""
    summary: Summary
    """What happens, and for whom, in one or two sentences."""
    pillar: ToPillar
    """The pillar it belongs to."""
    partners: Annotated[
        tuple[Annotated[Participation, BeforeValidator(_participation)], ...], AtLeastOne, Items
    ]
    """Who takes part, each with a role."""
    contact: Contact
    """Who can tell more."""
    status: Annotated[Status, choice(Status)]
    """How it stands today."""
    stopped_because: Text | None = None
    """Why it stopped."""
    levels: Annotated[tuple[Annotated[Level, choice(Level)], ...], unique(), Items] = ()
    """For which levels of education."""
    ages: Ages | None = None
    """For which ages."""
    period: Period | None = None
    """From when to when."""
    phases: Annotated[tuple[Phase, ...], Items] = ()
    """The parts of its time."""
    funding: Annotated[tuple[Funding, ...], Items] = ()
    """Its money, by year and source."""
    places: Terms = ()
    """Municipalities or regions."""
    tags: Terms = ()
    """Subjects."""
    links: Annotated[tuple[Link, ...], Items] = ()
    """Pages to read on."""
    image: Image | None = None
    """A picture."""
    recipe: Recipe | None = None
    """How to copy it."""
    results: Texts = ()
    """What came of it."""
    adapted_from: Annotated[tuple[ToInitiative, ...], unique(), Items] = ()
    """The initiatives that it is a copy of."""
    adaptation: Text | None = None
    """What was changed in the copy."""
    used_by: Annotated[tuple[Use, ...], Items] = ()
    """Who copied it."""
    sources: Annotated[tuple[Source, ...], Items] = ()
    """Where the facts come from."""
    former_slugs: Annotated[tuple[Slug, ...], unique(), Items] = ()
    """Earlier addresses, oldest first; each leads here."""
    added: Day | None = None
    """When it came into the catalogue."""
    last_confirmed: Day | None = None
    """When the contact last said that it is still true."""

    @field_validator("stopped_because")
    @classmethod
    def _only_when_stopped(cls, reason: str | None, info: ValidationInfo) -> str | None:
        status = info.data.get("status", Status.STOPPED)
        if reason is not None and status is not Status.STOPPED:
            raise refused("stopped-because", status=status)
        return reason


class Pillar(Record):
    """A theme under which initiatives are gathered."""

    folder: ClassVar[str] = "docs/pillars"
    collection: ClassVar[str] = "pillars"

    name: Title
    """What it is called."""
    order: Annotated[int, whole(0, 1000)]
    """Its place in lists."""
    colour: Colour
    """Its colour, as #rrggbb."""
    summary: Summary | None = None
    """What it is about."""
    flexible: Boolean = False
    """Whether it holds what the free quarter of the budget pays."""


class Identifiers(Fields):
    """Numbers of an organisation in public registers."""

    ror: Ror | None = None
    """Research Organization Registry."""
    brin: Brin | None = None
    """Register of schools."""
    kvk: Kvk | None = None
    """Trade register."""


class Partner(Record):
    """An organisation."""

    folder: ClassVar[str] = "docs/partners"
    collection: ClassVar[str] = "partners"

    name: Title
    """What it is called."""
    kind: Annotated[PartnerKind, choice(PartnerKind)]
    """What kind of organisation it is."""
    aliases: Texts = ()
    """Other names."""
    url: Url | None = None
    """Its website."""
    place: Term | None = None
    """Where it is."""
    identifiers: Identifiers | None = None
    """Its numbers in public registers."""
    sources: Annotated[tuple[Source, ...], Items] = ()
    """The documents that name it."""


class Reservation(Fields):
    """Money of a fund that is kept for a purpose but not yet for one initiative."""

    title: Title
    """What it is for."""
    pillars: Annotated[tuple[ToPillar, ...], Items] = ()
    """The pillars that it is for."""
    started: Year | None = None
    """The year under which the row stands."""
    amount: Amount = None
    """Euros; p.m. or empty where it is not known yet."""


class FundYear(Fields):
    """The books of a fund in one year, in euros. Each sum is checked where it is stated."""

    year: Year
    """The year."""
    budget: KnownAmount | None = None
    """What is set apart for the year."""
    carried_over: KnownAmount | None = None
    """What was left of the year before."""
    other_expenses: KnownAmount | None = None
    """What was spent on other things."""
    committed: KnownAmount | None = None
    """The total of the rows: reservations and what initiatives claim."""
    remaining: KnownAmount | None = None
    """What is left."""
    reservations: Annotated[tuple[Reservation, ...], Items] = ()
    """Rows that belong to no initiative yet."""

    @property
    def available(self) -> Decimal | None:
        """Budget and what was carried over; None where no budget is stated."""
        return None if self.budget is None else self.budget + (self.carried_over or 0)


class Fund(Record):
    """A sum of money, by year, that initiatives are paid from."""

    folder: ClassVar[str] = "docs/funds"
    collection: ClassVar[str] = "funds"

    name: Title
    """What it is called."""
    granter: ToPartner
    """The partner whose money it is."""
    aliases: Texts = ()
    """Other names."""
    years: Annotated[tuple[FundYear, ...], AtLeastOne, Items]
    """Its books, year by year."""
    sources: Annotated[tuple[Source, ...], Items] = ()
    """The documents that its books come from."""


RECORDS: tuple[type[Record], ...] = (Pillar, Partner, Fund, Initiative)
"""Every kind of record, in the order in which they refer to each other."""


def keys_of(kind: type[Fields]) -> dict[str, FieldInfo]:
    """The fields of a group, by the name under which they stand in a file."""
    return {info.alias or name: info for name, info in kind.model_fields.items()}


def group_in(annotation: object) -> type[Fields] | None:
    """The group of fields that a field holds, or holds a list of, if it does."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next((group for part in get_args(annotation) if (group := group_in(part))), None)
