"""An initiative: the fields of one education initiative."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model import readings
from atelier.model.base import FORMER_SLUGS, Fields, FormerSlugs, Published, Record, Source, Terms, Texts
from atelier.model.labelled import Labelled
from atelier.model.risk import Risk
from atelier.model.rules import (
    SOME_DATE,
    Alone,
    Amount,
    Choice,
    DayPast,
    Email,
    FromTo,
    ImageName,
    KnownAmount,
    LastingAddress,
    LongName,
    Many,
    Name,
    NeededFor,
    NotBefore,
    OnlyWith,
    Phone,
    Summary,
    Text,
    Title,
    ToAnyInitiative,
    ToPartner,
    ToPayer,
    ToPillar,
    Url,
    When,
    Year,
    whole,
)


class Status(Labelled):
    """The status of an initiative today; ``unknown`` if only an old source describes it."""

    IDEA = "idea", N_("Idea"), "idee|plan|in voorbereiding|voorbereiding|gepland|wens"
    PILOT = "pilot", N_("Pilot"), "proef|test|experiment|in pilot|start|gestart"
    ACTIVE = (
        "active",
        N_("Running"),
        "actief|loopt|lopend|loopt nu|loopt nog|bezig|doorlopend|running|aan de gang|structureel",
    )
    COMPLETED = (
        "completed",
        N_("Completed"),
        "afgerond|klaar|voltooid|gereed|afgelopen|beëindigd|done|finished|complete",
    )
    STOPPED = "stopped", N_("Stopped"), "gestopt|stop|gestaakt|geannuleerd"
    UNKNOWN = "unknown", N_("Not known today"), "onbekend|niet bekend|weet niet|?|-"


class Role(Labelled):
    """What a partner does in an initiative."""

    LEAD = (
        "lead",
        N_("lead"),
        "trekker|penvoerder|leiding|initiatiefnemer|projectleider|coördinator|leider|organisator",
    )
    FUNDER = (
        "funder",
        N_("funder"),
        "financier|geldgever|subsidie|subsidiegever|subsidieverstrekker|sponsor|fonds",
    )
    CLIENT = (
        "client",
        N_("client"),
        "opdrachtgever|in opdracht van|opdracht|commissioner|commissioned-by|commissioned_by",
    )
    VENUE = "venue", N_("venue"), "locatie|plek|gastheer|zaal"
    PARTICIPANT = "participant", N_("participant"), "deelnemer|partner|doet mee|meedoen|lid"
    BROUGHT_IN_BY = (
        "brought-in-by",
        N_("brought it in"),
        "brought_in_by|brought in by|ingebracht door|inbrenger|bracht dit in|bracht het in|"
        "ingebracht|aangedragen door|aandrager|genoemd door|noemde het",
    )


class Level(Labelled):
    """Levels of education, in the order of a school career."""

    KINDEROPVANG = "kinderopvang", N_("Day care"), "opvang|kdv|kinderdagverblijf|bso|crèche|dagopvang"
    VVE = (
        "vve",
        N_("Early childhood (vve)"),
        "peuters|peuterspeelzaal|voorschool|voorschools|peuteropvang|vroegschools",
    )
    PO = (
        "po",
        N_("Primary school (po)"),
        "basisschool|basisscholen|basisonderwijs|primair onderwijs|lagere school|"
        "primary school|bao|groep 1|groep 2|groep 3|groep 4|groep 5|groep 6|groep 7|groep 8",
    )
    SO = "so", N_("Special education (so)"), "speciaal onderwijs|speciaal basisonderwijs|sbo"
    VO = (
        "vo",
        N_("Secondary school (vo)"),
        "voortgezet onderwijs|middelbare school|middelbaar onderwijs|middelbaar|"
        "secondary school|brugklas|klas 1|klas 2|klas 3",
    )
    VSO = "vso", N_("Special secondary education (vso)"), "voortgezet speciaal onderwijs"
    PRO = "pro", N_("Practical training (pro)"), "praktijkonderwijs|praktijkschool"
    VMBO = "vmbo", N_("Vmbo"), "mavo|vmbo-t|vmbo-tl|vmbo-b|vmbo-k|vmbo-g|lwoo"
    HAVO = "havo", N_("Havo"), "havo 4|havo 5"
    VWO = "vwo", N_("Vwo"), "gymnasium|atheneum|lyceum"
    MBO = (
        "mbo",
        N_("Vocational education (mbo)"),
        "roc|middelbaar beroepsonderwijs|beroepsonderwijs|vocational",
    )
    HBO = "hbo", N_("Applied sciences (hbo)"), "hogeschool|hoger beroepsonderwijs|bachelor hbo"
    WO = (
        "wo",
        N_("University (wo)"),
        "universiteit|university|wetenschappelijk onderwijs|master|academisch",
    )
    VOLWASSENEN = (
        "volwassenen",
        N_("Adults"),
        "volwassenonderwijs|volwasseneneducatie|adults|ouders|volwassene|docenten|leraren",
    )


FROM_START_TO_END = FromTo("start", "end", SOME_DATE, readings.PERIOD)


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
        examples=[N_("Trial at one school")],
    )


class Participation(Fields):
    """A partner in an initiative."""

    partner: ToPartner = Field(
        title=N_("Partner"),
        description=N_("The organisation that takes part, or that only brought it in."),
        examples=[N_("the-bridge")],
    )
    role: Annotated[Role, Choice(Role)] = Field(
        Role.PARTICIPANT,
        title=N_("Role"),
        description=N_(
            "What the organisation does. A participant, if nothing is said. Who only told of the initiative"
            " brought it in, and does not take part."
        ),
        examples=["lead"],
    )
    planned: When | None = Field(
        None,
        title=N_("Planned from"),
        description=N_(
            "From when it would take part: a year, a month or a day. Only for a plan of which it is not known"
            " whether it happened."
        ),
        examples=["2027"],
    )

    @property
    def takes_part(self) -> bool:
        """Whether the partner takes part: it did more than bring the initiative in, or be in its plans."""
        return self.role is not Role.BROUGHT_IN_BY and self.planned is None


class Contact(Fields):
    """Whom to ask for more."""

    organisation: ToPartner = Field(
        title=N_("Organisation"),
        description=N_("The partner to turn to."),
        examples=[N_("the-bridge")],
    )
    role: Text | None = Field(
        None,
        title=N_("Function"),
        description=N_("The function of the contact person."),
        examples=[N_("head of year 4")],
    )
    name: Name | None = Field(
        None,
        title=N_("Name of a person"),
        description=N_("Only if that person agrees, and then with the date of the consent."),
    )
    consent: Annotated[DayPast | None, NeededFor("name", "consent-missing")] = Field(
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
        None, title=N_("Telephone"), description=N_("A telephone number."), examples=[N_("01632 960 123")]
    )
    url: Url | None = Field(
        None,
        title=N_("Contact page"),
        description=N_("The address of the contact page, with https://."),
        examples=["https://school.example/contact"],
    )


OF_ANY_AGE = (0, 120)
AGE = whole(*OF_ANY_AGE)
FROM_AGE_TO_AGE = FromTo("from", "to", AGE, readings.AGES)


class Ages(Fields):
    """For which ages."""

    start: Annotated[int, AGE] | None = Field(
        None,
        alias="from",
        title=N_("Youngest"),
        description=N_("The youngest age, in years."),
        examples=["10"],
    )
    to: Annotated[Annotated[int, AGE] | None, NotBefore("start", "ages-reversed")] = Field(
        None, title=N_("Oldest"), description=N_("The oldest age, in years."), examples=["12"]
    )


def within(ages: Ages, groups: Sequence[tuple[int, int]]) -> list[int]:
    """The indexes of those groups of pupils, each given by its youngest and oldest age, that ages are of.

    Those within the ages; for one or a few ages, those that overlap them.
    """
    low = ages.start if ages.start is not None else OF_ANY_AGE[0]
    high = ages.to if ages.to is not None else OF_ANY_AGE[1]
    inside = [index for index, (start, to) in enumerate(groups) if low <= start and to <= high]
    return inside or [index for index, (start, to) in enumerate(groups) if start <= high and low <= to]


class Funding(Fields):
    """Money for an initiative in one year, from one source."""

    year: Year = Field(
        title=N_("Year"),
        description=N_("The year for which the money is."),
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
        examples=[N_("city-of-exampleton")],
    )


class Link(Fields):
    """A web page to read on."""

    title: LongName = Field(
        title=N_("Name of the page"),
        description=N_("What the page is called."),
        examples=[N_("Video of the lesson")],
    )
    url: Url = Field(
        title=N_("Address of the page"),
        description=N_("The whole address, with https://."),
        examples=["https://school.example/robots"],
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
        examples=[N_("Two pupils follow a robot that drives along a line.")],
    )
    credit: Annotated[Name | None, Risk.CONTACT] = Field(
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
        None,
        title=N_("Time"),
        description=N_("How much time it takes."),
        examples=[N_("six lessons of an hour")],
    )
    group_size: Annotated[int, whole(1, 100_000, readings.MOST)] | None = Field(
        None,
        title=N_("Size of the group"),
        description=N_("For how many pupils at a time, as a whole number."),
        examples=["24"],
    )
    materials: Texts = Field(
        (),
        title=N_("What you need"),
        description=N_("Everything that one must have for it."),
        examples=[N_("eight robots")],
    )
    steps: Texts = Field(
        (),
        title=N_("What you do"),
        description=N_("What you do, in order."),
        examples=[N_("Let every pair build a robot.")],
    )
    pitfalls: Texts = Field(
        (),
        title=N_("What to look out for"),
        description=N_("What went wrong before, or may go wrong."),
        examples=[N_("Charge the robots the day before.")],
    )


class Use(Fields):
    """A partner that copied an initiative."""

    partner: ToPartner = Field(
        title=N_("Who did it too"),
        description=N_("The organisation that copied it."),
        examples=[N_("riverside-college")],
    )
    since: When | None = Field(
        None, title=N_("Since when"), description=N_("A year, a month or a day."), examples=["2026"]
    )
    note: Text | None = Field(
        None,
        title=N_("Remark"),
        description=N_("What is good to know of it."),
        examples=[N_("With two classes together.")],
    )


class Thanks(Fields):
    """Who is thanked for the page, if they want that."""

    organisation: ToPartner | None = Field(
        None,
        title=N_("Thanks to an organisation"),
        description=N_("The school or organisation that sent or wrote it, if it wants to be thanked."),
        examples=[N_("the-bridge")],
    )
    name: Name | None = Field(
        None,
        title=N_("Thanks to a person"),
        description=N_("Only if that person wants it, and then with the date of the consent."),
    )
    consent: Annotated[DayPast | None, NeededFor("name", "consent-missing")] = Field(
        None,
        validate_default=True,
        title=N_("Consent to the thanks"),
        description=N_("The day on which that person agreed. Needed if there is a name."),
        examples=["2026-03-01"],
    )


class Initiative(
    Record,
    folder="initiatives",
    one=N_("Initiative"),
    many=N_("Initiatives"),
    rank=40,
    called_by="title",
    names_with="initiative",
    thing="Project",
    searched=(
        "summary",
        "body",
        "results",
        "recipe.materials",
        "recipe.steps",
        "recipe.pitfalls",
        "recipe.time",
        "adaptation",
        "stopped_because",
        "phases.title",
        "used_by.note",
        "links.title",
        "pillar",
        "partners.partner",
        "used_by.partner",
        "contact.name",
        "contact.role",
        "levels",
        "places",
        "tags",
    ),
):
    """One education initiative."""

    title: Title = Field(
        title=N_("Name"),
        description=N_("What the initiative is called, at most 160 characters."),
        examples=[N_("Robots in the classroom")],
    )
    summary: Summary = Field(
        title=N_("Summary"),
        description=N_("What happens, and for whom: one or two sentences, at most 300 characters."),
        examples=[N_("Pupils aged ten build a robot that follows a line, in six lessons.")],
    )
    pillar: Annotated[ToPillar, Published(filter="pillar")] = Field(
        title=N_("Pillar"),
        description=N_("The pillar that it belongs to."),
        examples=[N_("digital-literacy")],
    )
    partners: Annotated[tuple[Annotated[Participation, Alone("partner")], ...], Many(at_least_one=True)] = (
        Field(title=N_("Partners"), description=N_("Who takes part or brought it in, each with a role."))
    )
    contact: Annotated[Contact | None, Risk.CONTACT] = Field(
        title=N_("Contact"), description=N_("Who can tell more.")
    )
    status: Annotated[Status, Choice(Status), Published(filter="status")] = Field(
        title=N_("Status"), description=N_("How it stands today."), examples=["active"]
    )
    stopped_because: Annotated[Text | None, OnlyWith("status", Status.STOPPED, "stopped-because")] = Field(
        None,
        title=N_("Why it stopped"),
        description=N_("Only if the initiative stopped."),
        examples=[N_("The subsidy ended.")],
    )
    levels: Annotated[
        tuple[Annotated[Level, Choice(Level)], ...],
        Many(differ="text"),
        Published(filter="level", label=N_("Level")),
    ] = Field((), title=N_("Levels"), description=N_("For which education."), examples=["po"])
    ages: Annotated[Ages | None, FROM_AGE_TO_AGE] = Field(
        None, title=N_("Ages"), description=N_("For which ages.")
    )
    period: Annotated[Period | None, FROM_START_TO_END] = Field(
        None, title=N_("Period"), description=N_("From when to when.")
    )
    phases: Annotated[tuple[Phase, ...], Many()] = Field(
        (), title=N_("Phases"), description=N_("The steps in time.")
    )
    funding: Annotated[tuple[Funding, ...], Many(), Risk.MONEY] = Field(
        (), title=N_("Money"), description=N_("The money, by year and by source.")
    )
    places: Annotated[Terms, Published(filter="place", label=N_("Place"))] = Field(
        (), title=N_("Places"), description=N_("Municipalities or regions."), examples=[N_("Exampleton")]
    )
    tags: Annotated[Terms, Published(filter="tag", label=N_("Subject"))] = Field(
        (),
        title=N_("Subjects"),
        description=N_("Words that someone would search for."),
        examples=[N_("programming")],
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
        examples=[N_("All pupils can read a program of ten steps.")],
    )
    adapted_from: Annotated[
        tuple[ToAnyInitiative, ...], Many(differ="text"), Published(column="adapted_from")
    ] = Field(
        (),
        title=N_("Example"),
        description=N_("Which initiative was the example; of another city by the address of its page."),
        examples=["e-labs"],
    )
    adaptation: Text | None = Field(
        None,
        title=N_("What you changed"),
        description=N_("What you did in another way than the example."),
        examples=[N_("With tablets in place of robots.")],
    )
    used_by: Annotated[tuple[Use, ...], Many()] = Field(
        (), title=N_("Copied by"), description=N_("Who did it too.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("Where the facts come from.")
    )
    thanks: Annotated[Thanks | None, Risk.CONTACT] = Field(
        None,
        title=N_("Thanks"),
        description=N_("Who sent or wrote it, and wants to be thanked for it on the page."),
    )
    same_as: Annotated[
        tuple[LastingAddress, ...], Many(differ="text"), Published(column="same_as", property="sameAs")
    ] = Field(
        (),
        title=N_("The same elsewhere"),
        description=N_("Addresses of the same initiative at other cities: there it is told of too."),
        examples=["https://learning.exampleton.example/initiatives/robots/"],
    )
    former_slugs: FormerSlugs = FORMER_SLUGS
    added: DayPast | None = Field(
        None,
        title=N_("Added on"),
        description=N_("The day on which it came into the catalogue."),
        examples=["2026-03-01"],
    )
    last_confirmed: Annotated[DayPast | None, Risk.DATE] = Field(
        None,
        title=N_("Still true on"),
        description=N_("The day on which the contact last said that all of it is still true."),
        examples=["2026-03-01"],
    )

    @property
    def participations(self) -> tuple[Participation, ...]:
        """The partners that take part, with their roles; not who only brought it in or is in its plans."""
        return tuple(taking for taking in self.partners if taking.takes_part)

    @property
    def taking_part(self) -> tuple[str, ...]:
        """The slugs of the partners that take part, each once."""
        return tuple(dict.fromkeys(taking.partner for taking in self.participations))

    @property
    def brought_in_by(self) -> tuple[str, ...]:
        """The slugs of the partners that brought it in, each once."""
        return tuple(dict.fromkeys(p.partner for p in self.partners if p.role is Role.BROUGHT_IN_BY))

    @property
    def planned_partners(self) -> tuple[str, ...]:
        """The slugs of the partners that were to take part, each once."""
        return tuple(dict.fromkeys(p.partner for p in self.partners if p.planned is not None))

    def runs(self, today: datetime.date) -> bool:
        """Whether it runs on ``today``: without an end only if it is active or a pilot."""
        period = self.period
        if self.status not in (Status.ACTIVE, Status.PILOT):
            return False
        if period is None:
            return True
        started = period.start is None or period.start.first <= today
        return started and (period.end is None or period.end.last >= today)

    @property
    def newest_word(self) -> datetime.date | None:
        """The date of its newest source or confirmation; without a source, the day on which it was added."""
        dates = [source.date.last for source in self.sources if source.date]
        if self.last_confirmed:
            dates.append(self.last_confirmed)
        return max(dates, default=None if self.sources else self.added)

    def sort_key(self, slug: str, today: datetime.date) -> tuple[object, ...]:
        """The most current first: what runs, then by status, then the newest word."""
        newest = self.newest_word or datetime.date.min
        return (
            not self.runs(today),
            CURRENCY.index(self.status),
            -newest.toordinal(),
            self.title.casefold(),
            slug,
        )


CURRENCY = (Status.ACTIVE, Status.PILOT, Status.IDEA, Status.UNKNOWN, Status.COMPLETED, Status.STOPPED)
"""Every status, the most current first."""
ENDED = (Status.COMPLETED, Status.STOPPED)
"""What has ended does not change any more: nobody need confirm it."""
