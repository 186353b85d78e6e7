"""The fields that a column can fill, read from the shape of a kind of record, and how people call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from atelier.i18n.translation import LANGUAGES, translations
from atelier.model.base import Record
from atelier.model.fields import Field, Group, shape_of

BODY = "body"
"""The target of the text below the fields."""
NOTHING = "-"
"""The target of a column that is left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A field that a column can fill.

    Attributes:
        path: its keys, such as ``("contact", "email")``.
        field: the field; None for the text below the fields.
        listed: how many of its keys lead to the list of groups that it stands in; 0 if it stands in none.
        group: the group that it is in; None for the text below the fields.

    """

    path: tuple[str, ...]
    field: Field | None
    listed: int
    group: Group | None

    @property
    def name(self) -> str:
        """Its path as a mapping says it."""
        return ".".join(self.path)

    @property
    def many(self) -> bool:
        """Whether it holds several values itself."""
        return bool(self.field and self.field.many)


@cache
def targets(kind: type[Record]) -> Mapping[str, Target]:
    """Every field of a kind of record that a column can fill, by its path; and the text below them."""
    found = {target.name: target for target in _targets(shape_of(kind), (), 0)}
    return found | {BODY: Target((BODY,), None, 0, None)}


def _targets(group: Group, above: tuple[str, ...], listed: int) -> Iterator[Target]:
    for key, field in group.fields.items():
        path = (*above, key)
        if field.group is None or field.from_to:
            yield Target(path, field, listed, group)
        if field.group and not (field.many and listed):
            yield from _targets(field.group, path, len(path) if field.many else listed)


HEADS: Mapping[str, str] = {
    "title": "naam|titel|project|projectnaam|naam project|naam van het project|naam initiatief|activiteit|"
    "naam van het initiatief|initiatief|projecttitel|title|name|project name|initiative|project title",
    "name": "naam|organisatie|naam organisatie|instelling|title|organisation|organization|name",
    "summary": "samenvatting|omschrijving|korte omschrijving|beschrijving|korte beschrijving|wat|inhoud|"
    "toelichting|description|short description|abstract|summary|wat is het",
    "pillar": "thema|themas|thema's|pijler|domein|programmalijn|theme|topic|category|categorie",
    "status": "stand|stand van zaken|fase|voortgang|state|phase|stage",
    "partners.partner": "partners|partner|betrokken partijen|betrokken organisaties|deelnemers|school|"
    "scholen|samenwerkingspartners|partijen|organisatie|organisaties|deelnemende scholen|uitvoerder|"
    "organisation|organisations|organization|organizations|participants|schools|publisher.name",
    "contact.organisation": "contactorganisatie|organisatie contactpersoon|contact organisatie",
    "contact.name": "contactpersoon|naam contactpersoon|contact|contact person|contact name",
    "contact.role": "functie contactpersoon|rol contactpersoon",
    "contact.email": "email|e mail|mail|mailadres|e mailadres|emailadres|e mail adres|e mail contactpersoon|"
    "email address|contact email",
    "contact.phone": "telefoon|tel|tel nr|telefoonnummer|telnr|phone|telephone|phone number|mobiel",
    "levels": "onderwijs|onderwijssoort|onderwijstype|onderwijsniveau|niveau|schooltype|sector|doelgroep|"
    "level|school type|education level|target group",
    "ages": "leeftijd|leeftijden|leeftijdsgroep|groep|groepen|klas|klassen|age|age group",
    "period": "periode|looptijd|schooljaar|jaar|duur|jaren|wanneer|duration|years|school year",
    "period.start": "start|startdatum|begin|begindatum|vanaf|ingangsdatum|gestart|begonnen|start date|from",
    "period.end": "eind|einde|einddatum|tot|tot en met|t m|afgerond|end|end date|until",
    "funding.amount": "bedrag|budget|subsidie|kosten|begroting|subsidiebedrag|bijdrage|amount|grant|"
    "toegekend",
    "funding.year": "subsidiejaar|begrotingsjaar|jaar subsidie|budget year|jaar bedrag",
    "funding.source": "financiering|geldbron|subsidieverstrekker|bron van het geld|financieringsbron|"
    "regeling|funding|funding source|dekking",
    "places": "plaats|plaatsen|gemeente|gemeenten|regio|locatie|stad|wijk|place|places|city|"
    "location|locations",
    "place": "plaats|vestigingsplaats|gemeente|city|town",
    "tags": "onderwerp|onderwerpen|trefwoord|trefwoorden|tags|steekwoorden|labels|keywords|keyword|subjects",
    "links.url": "website|link|links|url|webpagina|site|meer informatie|meer info|web|homepage|web page",
    "url": "website|link|url|site|homepage",
    "results": "resultaat|resultaten|opbrengst|opbrengsten|effect|results|outcome|outcomes",
    "body": "verhaal|tekst|uitgebreide omschrijving|lange omschrijving|uitgebreide beschrijving|story|text|"
    "long description|uitleg",
    "sources.title": "bron|bronnen|document|source|sources",
    "added": "toegevoegd|toegevoegd op|added on|created",
}
"""Heads that people write above a column, by the field that they mean, in small letters without signs. What
a field is called in the languages of the generator is known besides, so a city's own fields are too."""

SIGNS = re.compile(r"[^\w']+|_+")
BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")


def folded_head(head: str) -> str:
    """A head as it is compared: in small letters and without signs."""
    return " ".join(SIGNS.sub(" ", head.casefold()).split())


@cache
def known_heads(kind: type[Record]) -> Mapping[str, str]:
    """Every head that is known for a kind of record, and the path of the field that it means."""
    found: dict[str, str] = {}
    all_targets = targets(kind)

    def add(name: str, path: str) -> None:
        if name and path in all_targets:
            found.setdefault(folded_head(name), path)

    for path in all_targets:
        add(path, path)
    for path, target in all_targets.items():
        if len(target.path) == 1:
            for label in _labels(target.field):
                add(label, path)
    for path, heads in HEADS.items():
        for head in heads.split("|"):
            add(head, path)
    for path, target in all_targets.items():
        for label in _labels(target.field):
            add(label, path)
    group = shape_of(kind)
    for path, target in all_targets.items():
        if len(target.path) == 2:
            for above in _labels(group.fields[target.path[0]]):
                for label in _labels(target.field):
                    add(f"{above} {label}", path)
    return found


def own_heads(kind: type[Record], texts: NullTranslations) -> Mapping[str, str]:
    """The fields of a record by what a city calls them, such as by its word for pillars."""
    fields = (target for target in targets(kind).values() if target.field and len(target.path) == 1)
    return {folded_head(texts.gettext(target.field.label)): target.name for target in fields if target.field}


def _labels(field: Field | None) -> Iterator[str]:
    """What a field is called, in each language."""
    if field:
        yield from (translations(language).gettext(field.label) for language in LANGUAGES)
