"""What could be better about an initiative: warnings, which stop nothing.

A warning is given only if someone can act on it. If all facts come from an old document, there is nobody to
ask; and an initiative that has ended needs no confirmation.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from atelier.catalogue.currency import is_old
from atelier.content.entry import Entry
from atelier.model.initiative import ENDED, Initiative
from atelier.model.several import WORDS, split
from atelier.model.slug import slugify
from atelier.problems.problem import Problem

CONFIRMED_FOR = datetime.timedelta(days=365)
CONSENT_FOR = datetime.timedelta(days=2 * 365)

FREE_MAIL = frozenset(
    """aol.com caiway.nl casema.nl chello.nl freedom.nl gmail.com gmx.com gmx.net googlemail.com hetnet.nl
    home.nl hotmail.com hotmail.nl icloud.com kpnmail.nl kpnplanet.nl live.be live.com live.nl mac.com
    me.com msn.com online.nl outlook.com outlook.nl planet.nl pm.me proton.me protonmail.com quicknet.nl
    skynet.be solcon.nl tele2.nl telenet.be telfort.nl upcmail.nl xs4all.nl yahoo.com yahoo.nl
    zeelandnet.nl ziggo.nl zonnet.nl""".split()
)
"""Hosts that give e-mail addresses to persons."""
ROLES = frozenset(
    """admin administratie algemeen basisschool bestuur bureau cbs college communicatie contact digital
    directie docenten educatie hallo hello info innovatie innovation kantoor loket lyceum mail mbo obs
    office onderwijs ontvangst pcbs post project projecten receptie redactie rkbs scholen school
    secretariaat service societal support talent team techniek voorlichting welkom""".split()
)
"""Words in an address that belongs to a role, not to a person. Names of places are such words too."""
SIGNS = re.compile("[&+#@%*/=<>€$]")
"""Signs that mean something; a hyphen, dot or quote is only another way to write the same."""
PERSON = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*){1,4}")
"""The part before the @ in the address of a person: first.last, or initials."""


def remarks(entries: Iterable[Entry[Initiative]], today: datetime.date) -> Iterator[Problem]:
    """The warnings about initiatives on ``today``."""
    entries = list(entries)
    places = {slugify(place) for entry in entries for place in entry.record.places}
    spelled: dict[tuple[str, str], tuple[str, str]] = {}
    for entry in entries:
        yield from _several_places(entry, places)
        yield from _shared(entry, spelled)
        record, contact = entry.record, entry.record.contact
        if not is_old(record, today):
            if not record.recipe or not record.recipe.model_fields_set:
                yield entry.problem("recipe-missing", "recipe")
            if not record.levels:
                yield entry.problem("levels-missing", "levels")
        confirmed = record.last_confirmed
        if confirmed and record.status not in ENDED and today - confirmed > CONFIRMED_FOR:
            yield entry.problem("confirmed-long-ago", "last_confirmed", date=confirmed)
        for group, agreed in consents(record):
            if today - agreed > CONSENT_FOR:
                yield entry.problem("consent-long-ago", group, "consent", date=agreed)
        if contact and contact.email and is_personal(contact.email, record.places):
            yield entry.problem("email-personal", "contact", "email", value=contact.email)


def consents(record: Initiative) -> Iterator[tuple[str, datetime.date]]:
    """The days on which persons agreed to be named, each with the group of fields that names them."""
    for group, naming in (("contact", record.contact), ("thanks", record.thanks)):
        if naming and naming.consent:
            yield group, naming.consent


def _several_places(entry: Entry[Initiative], known: Collection[str]) -> Iterator[Problem]:
    """Warnings about places such as ``Zwolle en Assen``, of which each is a place of the catalogue too."""
    for index, place in enumerate(entry.record.places):
        parts = _several(place)
        if len(parts) > 1 and all(slugify(part) in known for part in parts):
            items = " · ".join(parts)
            yield entry.problem("several-places", "places", index, value=place, items=items, parts=parts)


@cache
def _several(place: str) -> tuple[str, ...]:
    return split(place, WORDS)


def _shared(entry: Entry[Initiative], spelled: dict[tuple[str, str], tuple[str, str]]) -> Iterator[Problem]:
    """Warnings about terms with the address of another that differs in a sign, such as ``R&D`` and ``R-D``.

    ``spelled`` gets the first spelling of each address, with the path of its file.
    """
    for field, terms in (("places", entry.record.places), ("tags", entry.record.tags)):
        for index, term in enumerate(terms):
            first, path = spelled.setdefault((field, slugify(term)), (term, entry.path))
            if first != term and _signs(first) != _signs(term):
                yield entry.problem("term-shared", field, index, value=term, other=first, path=path)


@cache
def _signs(term: str) -> list[str]:
    return SIGNS.findall(term)


def unfilled(record: Initiative) -> Iterator[str]:
    """The names of empty fields that visitors look for."""
    if not record.levels:
        yield "levels"
    if not record.places:
        yield "places"
    if not record.recipe or not record.recipe.model_fields_set:
        yield "recipe"
    if not record.results:
        yield "results"


def is_personal(address: str, places: Iterable[str] = ()) -> bool:
    """Whether an e-mail address looks like that of one person: at a host for everybody, or first.last@.

    A part that names one of ``places`` says that it is none, as a word for a role does.
    """
    name, _, host = address.lower().partition("@")
    if host in FREE_MAIL:
        return True
    if not PERSON.fullmatch(name):
        return False
    return ROLES.union(map(slugify, places)).isdisjoint(re.split("[.-]", name))
