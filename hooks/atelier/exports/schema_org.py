"""The catalogue in the terms of schema.org: nodes of JSON-LD as dicts.

Every thing is one node with its own ``@id``: the address of its page and a fragment. A node refers to others
by their ``@id``, type and name. So one page can be read alone, and the nodes of all pages make one graph.
Nodes have only facts of the records, without names of persons: consent is given for the page. Terms:
https://schema.org; levels: Onderwijsbegrippenkader, https://www.edustandaard.nl.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from atelier.catalogue.catalogue import Catalogue, Term
from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.entry import Entry
from atelier.content.json_text import json_text
from atelier.exports.export import data_exports
from atelier.exports.json_records import LICENCE, number
from atelier.exports.terms import EDUSTANDAARD, LEVELS
from atelier.insights.programme import slot_title
from atelier.model.addresses import is_elsewhere
from atelier.model.base import Record
from atelier.model.festival import Festival, Timed, timed
from atelier.model.fields import published_fields, values_at
from atelier.model.fund import Fund
from atelier.model.initiative import Ages, Contact, Funding, Initiative, Level, Role
from atelier.model.partner import Identifiers, Partner, PartnerKind
from atelier.model.pillar import Pillar
from atelier.model.question import Answer, Question
from atelier.model.slug import slugify
from atelier.render.page import Site
from atelier.render.wording import Wording
from atelier.search.texts import paragraphs

Node = dict[str, Any]
"""A thing of JSON-LD, or a reference to one."""

ORGANISATIONS: Mapping[PartnerKind, str] = {
    PartnerKind.SCHOOL: "EducationalOrganization",
    PartnerKind.SCHOOL_BOARD: "EducationalOrganization",
    PartnerKind.COLLEGE: "CollegeOrUniversity",
    PartnerKind.UNIVERSITY: "CollegeOrUniversity",
    PartnerKind.GOVERNMENT: "GovernmentOrganization",
}
"""The type of a kind of partner, if it is more specific than ``Organization``."""


def script(graph: Sequence[Node]) -> str:
    """A block of data for the head of a page, in which no text can end the block."""
    data = json_text({"@context": "https://schema.org", "@graph": graph})
    return f'<script type="application/ld+json">{data}</script>'


def known(**properties: object) -> Node:
    """A node without empty properties; 0 is not empty."""
    return {key: value for key, value in properties.items() if value or value == 0}


class LinkedData:
    """The things of a catalogue as nodes; ``site.url`` makes their addresses absolute.

    ``amount`` writes an amount.
    """

    def __init__(
        self, catalogue: Catalogue, site: Site, amount: Callable[[Decimal], object] = number
    ) -> None:
        self.catalogue = catalogue
        self._amount = amount
        self.site = site
        self.wording = Wording(site.language)
        self._places = {term.slug: term for term in catalogue.by_place}
        self._tags = {term.slug: term for term in catalogue.by_tag}
        # Cached: most references are in many nodes.
        self._to_pillar = cache(self._make_to_pillar)
        self._to_payer = cache(self._make_to_payer)
        self._to_place = cache(self._make_to_place)
        self._to_tag = cache(self._make_to_tag)
        self.level = cache(self._make_level)
        self._nodes: Mapping[type[Record], Callable[[Entry[Any]], Node]] = {
            Initiative: self.initiative,
            Pillar: self.pillar,
            Partner: self.partner,
            Fund: self.fund,
            Festival: self.festival,
            Question: self.question,
        }

    def id(self, url: str, fragment: str) -> str:
        """The ``@id`` of a thing: the address of its page in the first language, and a fragment.

        It is one thing, in whatever language a page tells of it.
        """
        return f"{self.site.base_url}{url}#{fragment}"

    def record(self, entry: Entry[Any]) -> Node:
        """The node of a record; only its name if its kind has no terms here."""
        make = self._nodes.get(entry.record.origin, self._named)
        return make(entry)

    def _named(self, entry: Entry[Record]) -> Node:
        """The node of a record of a kind without terms here."""
        kind = type(entry.record).__name__.lower()
        return {
            "@type": entry.record.thing,
            "@id": self.id(entry.url, kind),
            "name": entry.title,
            "url": self.site.url + entry.url,
        }

    # Initiatives

    def initiative(self, entry: Entry[Initiative]) -> Node:
        """An initiative as a ``Project``, which for schema.org is an organisation with members."""
        record = entry.record
        period = record.period
        return {"@type": record.thing, "@id": self.id(entry.url, "initiative")} | known(
            name=record.title,
            description=record.summary,
            url=self.site.url + entry.url,
            foundingDate=str(period.start) if period and period.start else None,
            dissolutionDate=str(period.end) if period and period.end else None,
            keywords=[*self._to_pillars(record.pillar), *map(self._to_tag, record.tags)],
            areaServed=[*map(self._to_place, record.places)],
            member=self._payers(record.taking_part),
            funder=self._payers(p.partner for p in record.participations if p.role is Role.FUNDER),
            funding=[*map(self._grant, record.funding)],
            contactPoint=record.contact and contact_point(record.contact),
            **published(record),
        )

    def recipe(self, entry: Entry[Initiative]) -> Node | None:
        """How to copy an initiative; None if nothing is known of it."""
        record = entry.record
        recipe = record.recipe
        if recipe is None or not recipe.model_fields_set:
            return None
        steps = enumerate(recipe.steps, 1)
        return {"@type": ["HowTo", "LearningResource"], "@id": self.id(entry.url, "recipe")} | known(
            name=record.title,
            about={"@id": self.id(entry.url, "initiative")},
            educationalLevel=[{"@id": self.level(level)["@id"]} for level in record.levels],
            typicalAgeRange=age_range(record.ages),
            estimatedCost=None if recipe.cost is None else self._money(recipe.cost),
            supply=[{"@type": "HowToSupply", "name": material} for material in recipe.materials],
            step=[{"@type": "HowToStep", "position": number, "text": text} for number, text in steps],
        )

    def _grant(self, funding: Funding) -> Node:
        """Money for one year; without a value if it is p.m."""
        amount = self._money(funding.amount, funding.year)
        return {"@type": "MonetaryGrant", "amount": amount, "funder": self._to_payer(funding.source)}

    def _money(self, amount: Decimal | None, year: int | None = None) -> Node:
        """An amount in the money of the city, for a year; without a value if it is not known yet."""
        node: Node = {"@type": "MonetaryAmount", "currency": self.site.currency}
        if amount is not None:
            node["value"] = self._amount(amount)
        if year is not None:
            node |= {"validFrom": f"{year}-01-01", "validThrough": f"{year}-12-31"}
        return node

    # The register

    def pillar(self, entry: Entry[Pillar]) -> Node:
        """A pillar as a term."""
        url = self.site.url + entry.url
        return self._to_pillar(entry.slug) | known(
            description=entry.record.summary, url=url, inDefinedTermSet=f"{self.site.url}pillars/"
        )

    def partner(self, entry: Entry[Partner]) -> Node:
        """A partner as an organisation; ``url`` is its own website."""
        record = entry.record
        numbers = record.identifiers or Identifiers()
        return self._to_payer(entry.slug) | known(
            alternateName=record.aliases,
            url=record.url,
            location=self._to_place(record.place) if record.place else None,
            sameAs=[*dict.fromkeys((*record.same_as, *([numbers.ror] if numbers.ror else [])))],
            identifier=[
                {"@type": "PropertyValue", "propertyID": register, "value": number}
                for register, number in (("BRIN", numbers.brin), ("KvK", numbers.kvk))
                if number
            ],
        )

    def fund(self, entry: Entry[Fund]) -> Node:
        """A fund as a scheme of the partner that grants it."""
        return self._to_payer(entry.slug) | known(
            alternateName=entry.record.aliases,
            url=self.site.url + entry.url,
            parentOrganization=self._to_payer(entry.record.granter),
        )

    def reservations(self, entry: Entry[Fund]) -> Iterator[Node]:
        """What a fund reserved for a purpose, but not yet for one initiative."""
        for year in entry.record.years:
            for row in year.reservations:
                amount = self._money(row.amount, year.year)
                funder = self._to_payer(entry.slug)
                yield {"@type": "MonetaryGrant", "name": row.title, "amount": amount, "funder": funder}

    # Festivals

    def festival(self, entry: Entry[Festival]) -> Node:
        """A festival as an event, and each part of its programme as an event in it."""
        record = entry.record
        known_days = record.days
        where = {"@type": "Place"} | known(name=record.venue, address=record.place)
        return {"@type": record.thing, "@id": self.id(entry.url, "festival")} | known(
            name=record.name,
            startDate=known_days and known_days[0].isoformat(),
            endDate=known_days and known_days[1].isoformat(),
            location=where if record.venue or record.place else None,
            organizer=self._payers(record.organisers),
            url=self.site.url + entry.url,
            sameAs=record.url,
            subEvent=[self._part(part) for part in timed(record)],
        )

    def _part(self, part: Timed) -> Node:
        slot = part.slot
        initiative = self.catalogue.initiatives[slot.initiative] if slot.initiative else None
        return {"@type": "Event"} | known(
            name=slot_title(part, self.catalogue),
            startDate=part.start.replace(tzinfo=self.site.zone).isoformat(),
            endDate=part.end.replace(tzinfo=self.site.zone).isoformat(),
            description=slot.text,
            inLanguage=slot.language,
            location={"@type": "Place", "name": slot.room} if slot.room else None,
            about={"@id": self.id(initiative.url, "initiative")} if initiative else None,
        )

    # Questions

    def question(self, entry: Entry[Question]) -> Node:
        """A question with its answers: initiatives, and pages elsewhere."""
        record = entry.record
        about = self._to_pillars(record.pillar)
        return {"@type": record.thing, "@id": self.id(entry.url, "question")} | known(
            name=record.title,
            text=" ".join(paragraphs(entry.body.html)),
            url=self.site.url + entry.url,
            dateCreated=record.date and str(record.date),
            author=self._to_payer(record.asked_by) if record.asked_by else None,
            spatialCoverage=self._to_place(record.place) if record.place else None,
            keywords=[*about, *map(self._to_tag, record.tags)],
            answerCount=len(record.answered_by),
            suggestedAnswer=[*map(self._answer, record.answered_by)],
        )

    def _answer(self, answer: Answer) -> Node:
        if answer.initiative is None:
            return {"@type": "Answer", "name": answer.title, "url": answer.url}
        if is_elsewhere(answer.initiative):
            one = self.catalogue.by_id(answer.initiative)
            page = one.record.page if isinstance(one, Elsewhere) else answer.initiative
            name = self.catalogue.titled((Initiative.collection,), answer.initiative)
            return {"@type": "Answer", "name": name, "url": page}
        entry = self.catalogue.initiatives[answer.initiative]
        return {
            "@type": "Answer",
            "name": entry.record.title,
            "text": entry.record.summary,
            "url": self.site.url + entry.url,
            "about": {"@id": self.id(entry.url, "initiative")},
        }

    # Levels, places and tags

    def _make_level(self, level: Level) -> Node:
        """A level of education as a term, with the concept of the Onderwijsbegrippenkader that it is."""
        node = self._term("DefinedTerm", "levels", Term(level, self.wording.label(level)))
        return (
            node | {"sameAs": EDUSTANDAARD + LEVELS[level]}
            if isinstance(level, Level) and level in LEVELS
            else node
        )

    def place(self, term: Term) -> Node:
        """A municipality or a region."""
        return self._term("Place", "places", term) | {"url": f"{self.site.url}places/{term.slug}/"}

    def tag(self, term: Term) -> Node:
        """A subject as a term."""
        return self._term("DefinedTerm", "tags", term) | {
            "url": f"{self.site.url}tags/{term.slug}/",
            "inDefinedTermSet": f"{self.site.url}tags/",
        }

    # The site

    def whole(self, description: str) -> list[Node]:
        """The site, the catalogue and its data, which ``description`` describes in a sentence or two."""
        about = known(
            name=self.site.name,
            description=description,
            url=self.site.url,
            inLanguage=self.site.language,
        )
        site, catalogue, dataset = (self.id("", name) for name in ("site", "catalogue", "dataset"))
        downloads = [
            {
                "@type": "DataDownload",
                "contentUrl": self.site.base_url + export.url,
                "encodingFormat": export.media_type,
            }
            for export in data_exports(self.site.parts)
        ]
        data = {"license": LICENCE, "includedInDataCatalog": {"@id": catalogue}, "distribution": downloads}
        return [
            {"@type": "WebSite", "@id": site, **about, **known(license=self.site.licence)},
            {
                "@type": "DataCatalog",
                "@id": catalogue,
                **about,
                "license": LICENCE,
                "dataset": {"@id": dataset},
            },
            {"@type": "Dataset", "@id": dataset, **about, **data},
        ]

    # References

    def _to_pillars(self, slug: str | None) -> Sequence[Node]:
        """The pillar that a record belongs to, if it belongs to one."""
        return [self._to_pillar(slug)] if slug else []

    def _make_to_pillar(self, slug: str) -> Node:
        entry = self.catalogue.pillars[slug]
        return {"@type": Pillar.thing, "@id": self.id(entry.url, "pillar"), "name": entry.record.name}

    def _make_to_payer(self, slug: str) -> Node:
        """A partner or a fund."""
        entry = self.catalogue.payer(slug)
        record = entry.record
        if isinstance(record, Fund):
            return {"@type": Fund.thing, "@id": self.id(entry.url, "fund"), "name": record.name}
        kind = ORGANISATIONS.get(record.kind, Partner.thing)
        return {"@type": kind, "@id": self.id(entry.url, "partner"), "name": record.name}

    def _payers(self, slugs: Iterable[str]) -> list[Node]:
        """Partners, each once."""
        return [self._to_payer(slug) for slug in dict.fromkeys(slugs)]

    def _make_to_place(self, name: str) -> Node:
        """A place; one that no initiative has is not a page, so it has no address."""
        term = self._places.get(slugify(name))
        return self._term("Place", "places", term) if term else {"@type": "Place", "name": name}

    def _make_to_tag(self, name: str) -> Node:
        """A subject; one that no initiative has is not a page, so it has no address."""
        term = self._tags.get(slugify(name))
        return self._term("DefinedTerm", "tags", term) if term else {"@type": "DefinedTerm", "name": name}

    def _term(self, kind: str, section: str, term: Term) -> Node:
        fragment = section.removesuffix("s")
        return {"@type": kind, "@id": self.id(f"{section}/{term.slug}/", fragment), "name": term.name}


def published(record: Record) -> Node:
    """The fields of a record that the model gives a term (``Published.property``)."""
    return {
        mark.property: values if field.many else values[0]
        for field, mark in published_fields(type(record))
        if mark.property and (values := [str(value) for value in values_at(record, field.key)])
    }


def age_range(ages: Ages | None) -> str | None:
    """Ages in years in the format of schema.org: ``10-12``, ``10-`` or ``-12``."""
    if ages is None or (ages.start is None and ages.to is None):
        return None
    low, high = ("" if age is None else age for age in (ages.start, ages.to))
    return f"{low}-{high}"


def contact_point(contact: Contact) -> Node | None:
    """The contact point, without the name of a person; None if only the organisation is known."""
    point = known(contactType=contact.role, email=contact.email, telephone=contact.phone, url=contact.url)
    return {"@type": "ContactPoint", **point} if point else None
