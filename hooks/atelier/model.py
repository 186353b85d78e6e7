"""The records of the catalogue: what a file may say, field by field.

Frozen, strict, no extra keys. A field carries what people are told of it: ``title`` is what it is called,
``description`` what goes into it, ``examples`` a good one. The form, the JSON Schema, the issue form, the
help page and the messages all take their words from here (``atelier.shape``).
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from atelier.fields import (
    Alone,
    Amount,
    Boolean,
    Brin,
    Choice,
    Colour,
    Day,
    Email,
    ImageName,
    KnownAmount,
    Kvk,
    Many,
    NeededFor,
    NotBefore,
    OnlyWith,
    Phone,
    Ror,
    Slug,
    Summary,
    Term,
    Text,
    Time,
    Title,
    ToInitiative,
    ToPartner,
    ToPayer,
    ToPillar,
    Url,
    When,
    Year,
    whole,
)
from atelier.i18n.translation import N_


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


class SlotKind(StrEnum):
    """What happens in a slot of a festival's programme."""

    SHOWCASE = "showcase"
    WORKSHOP = "workshop"
    TALK = "talk"
    BREAK = "break"


class Fields(BaseModel):
    """A group of fields: frozen, strict, without extra keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


Terms = Annotated[tuple[Term, ...], Many(differ="slug")]
Texts = Annotated[tuple[Text, ...], Many()]
FormerSlugs = Annotated[tuple[Slug, ...], Many(differ="text")]
FORMER_SLUGS = Field(
    (),
    title=N_("Former addresses"),
    description=N_("Earlier names of the file, the oldest first. Old addresses keep working that way."),
    examples=["robots-op-school"],
)
"""The same in every kind of record, each of which says where it stands among its fields."""


class Period(Fields):
    """From when to when."""

    start: When | None = Field(
        None, title=N_("Start"), description=N_("A year, a month or a day."), examples=["2026-09"]
    )
    end: Annotated[When | None, NotBefore("start", "period-reversed")] = Field(
        None,
        title=N_("End"),
        description=N_("Without an end it still runs, if the initiative is running or a pilot."),
        examples=["2027-07"],
    )


class Phase(Period):
    """A part of an initiative's time."""

    title: Title = Field(
        title=N_("Name of the phase"),
        description=N_("What this phase is called."),
        examples=["Proef op één school"],
    )


class Participation(Fields):
    """A partner in an initiative."""

    partner: ToPartner = Field(
        title=N_("Partner"),
        description=N_("The organisation that takes part."),
        examples=["gemeente-groningen"],
    )
    role: Annotated[Role, Choice(Role)] = Field(
        Role.PARTICIPANT,
        title=N_("Role"),
        description=N_("What the organisation does. A participant, if nothing is said."),
        examples=["lead"],
    )


class Contact(Fields):
    """Who can tell more."""

    organisation: ToPartner = Field(
        title=N_("Organisation"),
        description=N_("The partner to turn to."),
        examples=["gemeente-groningen"],
    )
    role: Text | None = Field(
        None,
        title=N_("Function"),
        description=N_("The function of the contact person."),
        examples=["teamleider onderbouw"],
    )
    name: Text | None = Field(
        None,
        title=N_("Name of a person"),
        description=N_("Only if that person agrees, and then with the date of the consent."),
    )
    consent: Annotated[Day | None, NeededFor("name", "consent-missing")] = Field(
        None,
        validate_default=True,
        title=N_("Consent"),
        description=N_("The day on which that person agreed. Needed if there is a name."),
        examples=["2026-03-01"],
    )
    email: Email | None = Field(
        None,
        title=N_("E-mail"),
        description=N_("One e-mail address, preferably of the organisation."),
        examples=["info@school.example"],
    )
    phone: Phone | None = Field(
        None, title=N_("Telephone"), description=N_("A telephone number."), examples=["050 123 45 67"]
    )
    url: Url | None = Field(
        None,
        title=N_("Contact page"),
        description=N_("The address of the contact page, with https://."),
        examples=["https://school.example/contact"],
    )


class Ages(Fields):
    """For which ages."""

    start: Annotated[int, whole(0, 120)] | None = Field(
        None,
        alias="from",
        title=N_("Youngest"),
        description=N_("The youngest age, in years."),
        examples=["10"],
    )
    to: Annotated[Annotated[int, whole(0, 120)] | None, NotBefore("start", "ages-reversed")] = Field(
        None, title=N_("Oldest"), description=N_("The oldest age, in years."), examples=["12"]
    )


class Funding(Fields):
    """Money for an initiative in one year, from one source."""

    year: Year = Field(
        title=N_("Year"),
        description=N_("The year for which the money is, from 1900 to 2100."),
        examples=["2026"],
    )
    amount: Amount = Field(
        None,
        title=N_("Amount"),
        description=N_("Euros, in digits only. Not known yet? Write p.m. or leave it out."),
        examples=["12500"],
    )
    source: ToPayer = Field(
        title=N_("Source"),
        description=N_("The fund, or the partner that pays itself."),
        examples=["gemeente-groningen"],
    )


class Link(Fields):
    """A web page to read on."""

    title: Title = Field(
        title=N_("Name of the page"),
        description=N_("What the page is called."),
        examples=["Filmpje van de les"],
    )
    url: Url = Field(
        title=N_("Address of the page"),
        description=N_("The whole address, with https://."),
        examples=["https://school.example/robots"],
    )


class Source(Fields):
    """A document from which the facts come."""

    title: Title = Field(
        title=N_("Name of the document"),
        description=N_("What the document is called."),
        examples=["Eigen opgave"],
    )
    date: When | None = Field(
        None,
        title=N_("Date of the document"),
        description=N_("When it was written: a year, a month or a day."),
        examples=["2026-03-01"],
    )
    url: Url | None = Field(
        None,
        title=N_("Address of the document"),
        description=N_("Where it can be read, with https://."),
        examples=["https://school.example/plan"],
    )


class Image(Fields):
    """A picture beside the file."""

    file: ImageName = Field(
        title=N_("File of the picture"),
        description=N_(
            "The name of a PNG, JPEG or WebP file in the same folder, at most 8 MB and 24 million pixels."
        ),
        examples=["robots.jpg"],
    )
    alt: Text = Field(
        title=N_("What is to be seen"),
        description=N_("One sentence, for who cannot see the picture."),
        examples=["Twee leerlingen volgen een robot die over een lijn rijdt."],
    )
    credit: Text | None = Field(
        None,
        title=N_("Maker"),
        description=N_("Who made the picture. It stands below the picture."),
    )


class Recipe(Fields):
    """How to copy an initiative."""

    cost: KnownAmount | None = Field(
        None, title=N_("Cost"), description=N_("What it costs once, in euros."), examples=["450"]
    )
    time: Text | None = Field(
        None, title=N_("Time"), description=N_("How much time it takes."), examples=["zes lessen van een uur"]
    )
    group_size: Annotated[int, whole(1, 100_000)] | None = Field(
        None,
        title=N_("Size of the group"),
        description=N_("For how many pupils at a time, as a whole number."),
        examples=["24"],
    )
    materials: Texts = Field(
        (),
        title=N_("What you need"),
        description=N_("Everything that one must have for it."),
        examples=["acht robots"],
    )
    steps: Texts = Field(
        (),
        title=N_("What you do"),
        description=N_("What you do, in order."),
        examples=["Laat elk tweetal een robot bouwen."],
    )
    pitfalls: Texts = Field(
        (),
        title=N_("What to look out for"),
        description=N_("What went wrong before, or may go wrong."),
        examples=["Laad de robots een dag van tevoren op."],
    )


class Use(Fields):
    """A partner that copied an initiative."""

    partner: ToPartner = Field(
        title=N_("Who did it too"),
        description=N_("The organisation that copied it."),
        examples=["alfa-college"],
    )
    since: When | None = Field(
        None, title=N_("Since when"), description=N_("A year, a month or a day."), examples=["2026"]
    )
    note: Text | None = Field(
        None,
        title=N_("Remark"),
        description=N_("What is good to know of it."),
        examples=["Met groep 5 en 6 samen."],
    )


class Record(Fields):
    """What one file says. ``folder`` is where the files of this kind stand, from the root."""

    folder: ClassVar[str]
    collection: ClassVar[str]
    if TYPE_CHECKING:
        former_slugs: tuple[str, ...]


class Initiative(Record):
    """One education initiative."""

    folder: ClassVar[str] = "initiatives"
    collection: ClassVar[str] = "initiatives"

    title: Title = Field(
        title=N_("Name"),
        description=N_("What the initiative is called, at most 160 characters."),
        examples=["Robots in de klas"],
    )
    summary: Summary = Field(
        title=N_("Summary"),
        description=N_("What happens, and for whom: one or two sentences, at most 300 characters."),
        examples=["Leerlingen van groep 7 bouwen in zes lessen een robot die een lijn volgt."],
    )
    pillar: ToPillar = Field(
        title=N_("Pillar"),
        description=N_("The pillar that it belongs to."),
        examples=["digitale-geletterdheid"],
    )
    partners: Annotated[tuple[Annotated[Participation, Alone("partner")], ...], Many(at_least_one=True)] = (
        Field(title=N_("Partners"), description=N_("Who takes part, each with a role."))
    )
    contact: Contact = Field(title=N_("Contact"), description=N_("Who can tell more."))
    status: Annotated[Status, Choice(Status)] = Field(
        title=N_("Status"), description=N_("How it stands today."), examples=["active"]
    )
    stopped_because: Annotated[Text | None, OnlyWith("status", Status.STOPPED, "stopped-because")] = Field(
        None,
        title=N_("Why it stopped"),
        description=N_("Only if the initiative stopped."),
        examples=["De subsidie hield op."],
    )
    levels: Annotated[tuple[Annotated[Level, Choice(Level)], ...], Many(differ="text")] = Field(
        (), title=N_("Levels"), description=N_("For which education."), examples=["po"]
    )
    ages: Ages | None = Field(None, title=N_("Ages"), description=N_("For which ages."))
    period: Period | None = Field(None, title=N_("Period"), description=N_("From when to when."))
    phases: Annotated[tuple[Phase, ...], Many()] = Field(
        (), title=N_("Phases"), description=N_("The steps in time.")
    )
    funding: Annotated[tuple[Funding, ...], Many()] = Field(
        (), title=N_("Money"), description=N_("The money, by year and by source.")
    )
    places: Terms = Field(
        (), title=N_("Places"), description=N_("Municipalities or regions."), examples=["Groningen"]
    )
    tags: Terms = Field(
        (),
        title=N_("Subjects"),
        description=N_("Words that someone would search for."),
        examples=["programmeren"],
    )
    links: Annotated[tuple[Link, ...], Many()] = Field(
        (), title=N_("Links"), description=N_("Pages to read on.")
    )
    image: Image | None = Field(None, title=N_("Picture"), description=N_("A picture beside the file."))
    recipe: Recipe | None = Field(None, title=N_("Recipe"), description=N_("How someone else does it too."))
    results: Texts = Field(
        (),
        title=N_("Results"),
        description=N_("What came of it, a sentence each."),
        examples=["Alle leerlingen kunnen een programma van tien stappen lezen."],
    )
    adapted_from: Annotated[tuple[ToInitiative, ...], Many(differ="text")] = Field(
        (),
        title=N_("Example"),
        description=N_("Which initiative was the example."),
        examples=["e-labs"],
    )
    adaptation: Text | None = Field(
        None,
        title=N_("What you changed"),
        description=N_("What you did in another way than the example."),
        examples=["Met tablets in plaats van robots."],
    )
    used_by: Annotated[tuple[Use, ...], Many()] = Field(
        (), title=N_("Copied by"), description=N_("Who did it too.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("Where the facts come from.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS
    added: Day | None = Field(
        None,
        title=N_("Added on"),
        description=N_("The day on which it came into the catalogue."),
        examples=["2026-03-01"],
    )
    last_confirmed: Day | None = Field(
        None,
        title=N_("Still true on"),
        description=N_("The day on which the contact last said that all of it is still true."),
        examples=["2026-03-01"],
    )


class Pillar(Record):
    """A theme under which initiatives are gathered."""

    folder: ClassVar[str] = "docs/pillars"
    collection: ClassVar[str] = "pillars"

    name: Title = Field(
        title=N_("Name of the pillar"),
        description=N_("What the pillar is called, at most 160 characters."),
        examples=["Digitale geletterdheid"],
    )
    order: Annotated[int, whole(0, 1000)] = Field(
        title=N_("Order"), description=N_("Its place in lists, as a whole number."), examples=["1"]
    )
    colour: Colour = Field(
        title=N_("Colour"), description=N_("A colour, between quotes."), examples=["#1b5fa8"]
    )
    summary: Summary | None = Field(
        None,
        title=N_("What it is about"),
        description=N_("What the pillar is about, at most 300 characters."),
        examples=["Leerlingen leren de digitale wereld begrijpen en maken."],
    )
    flexible: Boolean = Field(
        False,
        title=N_("Free quarter"),
        description=N_("Whether it holds what the free quarter of the budget pays."),
        examples=["false"],
    )
    former_slugs: FormerSlugs = FORMER_SLUGS


class Identifiers(Fields):
    """Numbers of an organisation in public registers."""

    ror: Ror | None = Field(
        None,
        title=N_("ROR number"),
        description=N_("The address at ROR, of universities and research."),
        examples=["https://ror.org/012p63287"],
    )
    brin: Brin | None = Field(
        None, title=N_("BRIN number"), description=N_("The BRIN number of a school."), examples=["20CT"]
    )
    kvk: Kvk | None = Field(
        None,
        title=N_("KvK number"),
        description=N_("The number in the trade register."),
        examples=["12345678"],
    )


class Partner(Record):
    """An organisation."""

    folder: ClassVar[str] = "docs/partners"
    collection: ClassVar[str] = "partners"

    name: Title = Field(
        title=N_("Name of the organisation"),
        description=N_("What the organisation is called, at most 160 characters."),
        examples=["Basisschool De Brug"],
    )
    kind: Annotated[PartnerKind, Choice(PartnerKind)] = Field(
        title=N_("Kind"), description=N_("What kind of organisation it is."), examples=["school"]
    )
    aliases: Texts = Field(
        (),
        title=N_("Other names"),
        description=N_("Other names. No two partners or funds share a name."),
        examples=["De Brug"],
    )
    url: Url | None = Field(
        None,
        title=N_("Website"),
        description=N_("The website, with https://."),
        examples=["https://school.example"],
    )
    place: Term | None = Field(
        None, title=N_("Place"), description=N_("Where the organisation is."), examples=["Groningen"]
    )
    identifiers: Identifiers | None = Field(
        None, title=N_("Numbers"), description=N_("Its numbers in public registers.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents that name the organisation.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS


class Reservation(Fields):
    """Money of a fund that is kept for a purpose but not yet for one initiative."""

    title: Title = Field(
        title=N_("Purpose"), description=N_("What the money is for."), examples=["Nieuwe proeven"]
    )
    pillars: Annotated[tuple[ToPillar, ...], Many()] = Field(
        (),
        title=N_("Pillars"),
        description=N_("The pillars that it is for."),
        examples=["ondernemerschap"],
    )
    started: Year | None = Field(
        None,
        title=N_("Year of the row"),
        description=N_("The year under which the row stands in the table."),
        examples=["2026"],
    )
    amount: Amount = Field(
        None,
        title=N_("Amount"),
        description=N_("Euros. Not known yet? Write p.m. or leave it out. A dash in the source is 0."),
        examples=["12500"],
    )


class FundYear(Fields):
    """The books of a fund in one year, in euros. Each sum is checked where it is stated."""

    year: Year = Field(title=N_("Year"), description=N_("The year of these books."), examples=["2026"])
    budget: KnownAmount | None = Field(
        None, title=N_("Budget"), description=N_("What is set apart for the year."), examples=["1000000"]
    )
    carried_over: KnownAmount | None = Field(
        None,
        title=N_("Carried over"),
        description=N_("What was left of the year before."),
        examples=["8200"],
    )
    other_expenses: KnownAmount | None = Field(
        None,
        title=N_("Other expenses"),
        description=N_("What was spent on other things."),
        examples=["0"],
    )
    committed: KnownAmount | None = Field(
        None,
        title=N_("Committed"),
        description=N_("The total of the rows: reservations and what initiatives get."),
        examples=["864689"],
    )
    remaining: KnownAmount | None = Field(
        None, title=N_("Remaining"), description=N_("What is left."), examples=["0"]
    )
    reservations: Annotated[tuple[Reservation, ...], Many()] = Field(
        (),
        title=N_("Reservations"),
        description=N_("Rows that belong to no initiative yet."),
    )

    @property
    def available(self) -> Decimal | None:
        """Budget and what was carried over; None where no budget is stated."""
        return None if self.budget is None else self.budget + (self.carried_over or 0)


class Fund(Record):
    """A sum of money, by year, that initiatives are paid from."""

    folder: ClassVar[str] = "docs/funds"
    collection: ClassVar[str] = "funds"

    name: Title = Field(
        title=N_("Name of the fund"),
        description=N_("What the fund is called, at most 160 characters."),
        examples=["Intensiveringsmiddelen leren"],
    )
    granter: ToPartner = Field(
        title=N_("Granter"),
        description=N_("Whose money it is: a partner."),
        examples=["gemeente-groningen"],
    )
    aliases: Texts = Field(
        (),
        title=N_("Other names"),
        description=N_("Other names. No two partners or funds share a name."),
        examples=["Intensiveringsgeld"],
    )
    quarter_rule: Boolean = Field(
        False,
        title=N_("Rule of the quarters"),
        description=N_("Whether each pillar is to get a quarter of what is reserved; the rest is free."),
        examples=["true"],
    )
    years: Annotated[tuple[FundYear, ...], Many(at_least_one=True)] = Field(
        title=N_("Years"), description=N_("The books, year by year.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents that the books come from.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS


class Slot(Fields):
    """A part of a festival's programme: from when to when, in which room, and what is to be seen."""

    start: Time = Field(
        title=N_("From"),
        description=N_("The time at which it starts; with the day before it, if the festival has several."),
        examples=["13:30"],
    )
    end: Time = Field(title=N_("Until"), description=N_("The time at which it ends."), examples=["14:15"])
    room: Text | None = Field(
        None, title=N_("Room"), description=N_("Where in the building it is."), examples=["Aula"]
    )
    title: Title | None = Field(
        None,
        title=N_("What is to be seen"),
        description=N_("What stands in the programme. The name of the initiative, if nothing is said."),
        examples=["Opening door de wethouder"],
    )
    initiative: ToInitiative | None = Field(
        None,
        title=N_("Initiative"),
        description=N_("The initiative that shows itself."),
        examples=["e-labs"],
    )
    partners: Annotated[tuple[ToPartner, ...], Many(differ="text")] = Field(
        (),
        title=N_("By whom"),
        description=N_("The organisations that stand there. Those of the initiative, if nothing is said."),
        examples=["alfa-college"],
    )
    kind: Annotated[SlotKind, Choice(SlotKind)] = Field(
        SlotKind.SHOWCASE,
        title=N_("Kind"),
        description=N_("What kind of part it is. A showcase, if nothing is said."),
        examples=["workshop"],
    )


class Festival(Record):
    """A day, or some days, on which initiatives show themselves."""

    folder: ClassVar[str] = "docs/festivals"
    collection: ClassVar[str] = "festivals"

    name: Title = Field(
        title=N_("Name of the festival"),
        description=N_("What the festival is called, at most 160 characters."),
        examples=["Festival van het leren 2027"],
    )
    date: Day | None = Field(
        None, title=N_("Day"), description=N_("The day, if it is one."), examples=["2027-03-17"]
    )
    start: Day | None = Field(
        None,
        title=N_("First day"),
        description=N_("The first day, if there are several."),
        examples=["2027-03-17"],
    )
    end: Annotated[Day | None, NotBefore("start", "period-reversed")] = Field(
        None,
        title=N_("Last day"),
        description=N_("The last day, if there are several."),
        examples=["2027-03-18"],
    )
    venue: Text | None = Field(
        None, title=N_("Building"), description=N_("In which building it is."), examples=["Alfa-college"]
    )
    place: Term | None = Field(
        None, title=N_("Place"), description=N_("In which place it is."), examples=["Groningen"]
    )
    organisers: Annotated[tuple[ToPartner, ...], Many(differ="text")] = Field(
        (),
        title=N_("Organisers"),
        description=N_("The partners that organise it."),
        examples=["gemeente-groningen"],
    )
    url: Url | None = Field(
        None,
        title=N_("Website"),
        description=N_("The website of the festival, with https://."),
        examples=["https://festival.example"],
    )
    registration: Url | None = Field(
        None,
        title=N_("Signing up"),
        description=N_("Where one signs up, with https://."),
        examples=["https://festival.example/aanmelden"],
    )
    programme: Annotated[tuple[Slot, ...], Many()] = Field(
        (), title=N_("Programme"), description=N_("What is to be seen, part by part.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents that tell of it.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS


class Answer(Fields):
    """What answers a question: an initiative, or a page elsewhere."""

    initiative: ToInitiative | None = Field(
        None,
        title=N_("Initiative"),
        description=N_("The initiative that shows how it can be done."),
        examples=["e-labs"],
    )
    title: Title | None = Field(
        None,
        title=N_("Name of the page"),
        description=N_("What the page is called, if the answer stands elsewhere."),
        examples=["Zo doen wij het"],
    )
    url: Annotated[Url | None, NeededFor("title", "answer-empty")] = Field(
        None,
        validate_default=True,
        title=N_("Address of the page"),
        description=N_("The whole address of that page, with https://."),
        examples=["https://school.example/robots"],
    )


class Question(Record):
    """What a school, a city or another organisation would like to know from others."""

    folder: ClassVar[str] = "docs/questions"
    collection: ClassVar[str] = "questions"

    title: Title = Field(
        title=N_("Question"),
        description=N_("The question in one sentence, at most 160 characters."),
        examples=["Hoe krijg je ouders de school in?"],
    )
    asked_by: ToPartner | None = Field(
        None,
        title=N_("Who asks"),
        description=N_("The organisation that would like to know."),
        examples=["gemeente-groningen"],
    )
    date: When | None = Field(
        None,
        title=N_("When"),
        description=N_("When it was asked: a year, a month or a day."),
        examples=["2026-03-01"],
    )
    place: Term | None = Field(
        None, title=N_("Place"), description=N_("For which place it was asked."), examples=["Groningen"]
    )
    tags: Terms = Field(
        (),
        title=N_("Subjects"),
        description=N_("Words that someone would search for."),
        examples=["ouders"],
    )
    pillar: ToPillar | None = Field(
        None,
        title=N_("Pillar"),
        description=N_("The pillar that it belongs to."),
        examples=["leren-van-de-toekomst"],
    )
    answered_by: Annotated[tuple[Annotated[Answer, Alone("initiative")], ...], Many()] = Field(
        (), title=N_("Answers"), description=N_("What answers it: initiatives, or pages elsewhere.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents in which it was asked.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS


RECORDS: tuple[type[Record], ...] = (Pillar, Partner, Fund, Initiative, Festival, Question)
"""Every kind of record, in the order in which they refer to each other."""


def kind_of(path: str) -> type[Record] | None:
    """The kind of record that a file holds, by its folder; None where it holds none."""
    return next((kind for kind in RECORDS if path.startswith(f"{kind.folder}/")), None)
