"""Whom one can ask about a record, by the addresses that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.festival import Festival
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner


class Way(NamedTuple):
    """A way to ask.

    Attributes:
        kind: ``mail``, ``phone``, ``page`` for a contact page, or ``site`` for a site as a whole.
        to: the address or the telephone number.
        whom: the name of who is asked.

    """

    kind: str
    to: str
    whom: str


def ways_to_ask(entry: Entry[Initiative], catalogue: Catalogue) -> tuple[Way, ...]:
    """The ways to ask about an initiative: those of its contact, else the site of the organisation.

    Empty if nothing of them is known: then it is for the editors.
    """
    contact = entry.record.contact
    if contact is None:
        return ()
    organisation = catalogue.partners[contact.organisation]
    whom = contact.name or organisation.record.name
    own = (
        Way("mail", contact.email or "", whom),
        Way("phone", contact.phone or "", whom),
        Way("page", contact.url or "", organisation.record.name),
    )
    return tuple(way for way in own if way.to) or tuple(_site(organisation))


def ways_to_partner(entry: Entry[Partner]) -> tuple[Way, ...]:
    """Its site, if it is known."""
    return tuple(_site(entry))


def ways_to_organisers(entry: Entry[Festival], catalogue: Catalogue) -> tuple[Way, ...]:
    """The site of a festival, else those of its organisers."""
    festival = entry.record
    if festival.url:
        return (Way("site", festival.url, festival.name),)
    return tuple(way for slug in festival.organisers for way in _site(catalogue.partners[slug]))


def _site(partner: Entry[Partner]) -> Iterator[Way]:
    if partner.record.url:
        yield Way("site", partner.record.url, partner.record.name)
