"""Who is thanked: the persons and organisations that sent or wrote a page, and want that to be known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.i18n.alphabet import in_alphabet


class Thanked(NamedTuple):
    """One who is thanked.

    Attributes:
        name: of the person or the organisation.
        url: the page of the organisation, or of the initiative that the person is thanked for.

    """

    name: str
    url: str


def thanked(catalogue: Catalogue) -> Sequence[Thanked]:
    """Everybody who is thanked, each once, by name."""
    found: dict[str, Thanked] = {}
    for entry in catalogue.initiatives.values():
        thanks = entry.record.thanks
        if thanks and thanks.organisation:
            partner = catalogue.partners[thanks.organisation]
            found[partner.title] = Thanked(partner.title, partner.url)
        if thanks and thanks.name:
            found.setdefault(thanks.name, Thanked(thanks.name, entry.url))
    return sorted(found.values(), key=lambda one: (in_alphabet(one.name), one.url))
