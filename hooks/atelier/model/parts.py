"""The parts of a catalogue that a city can do without, and what belongs to each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from atelier.i18n.translation import N_
from atelier.model.base import Record
from atelier.model.festival import Festival
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.labelled import Labelled
from atelier.model.neighbour import Neighbour
from atelier.model.pillar import Pillar
from atelier.model.question import Question


class Part(Labelled):
    """A part that need not be there."""

    PILLARS = "pillars", N_("Pillars"), "pillar|pijlers|pijler|thema's|themes"
    MONEY = "money", N_("Money"), "geld|funds|potten|funding"
    FESTIVALS = "festivals", N_("Festivals"), "festival|programme|programma"
    QUESTIONS = "questions", N_("Questions"), "question|vragen|vraag"
    NEIGHBOURS = "neighbours", N_("Neighbours"), "neighbour|buren|buur"
    GAPS = "gaps", N_("What is not there yet"), "gap"
    EMBED = "embed", N_("Put this on your own site"), "embeds|embedding|insluiten"


@dataclass(frozen=True, slots=True)
class Held:
    """What belongs to a part.

    Attributes:
        sections: by the first part of their addresses.
        kinds: of record.
        pages: of editors, by their paths from ``docs/``; those of the sections come besides.
        fields: of an initiative, as ``recipe.cost``.
        columns: of the tables of the open data.

    """

    sections: tuple[str, ...]
    kinds: tuple[type[Record], ...] = ()
    pages: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


HELD: Mapping[Part, Held] = {
    Part.PILLARS: Held(
        # What is not there yet is told by pillar and level.
        ("pillars", "gaps"),
        (Pillar,),
        (),
        ("pillar",),
        ("pillar", "pillar_name"),
    ),
    Part.MONEY: Held(
        ("money", "funds"), (Fund,), (), ("funding", "recipe.cost"), ("cost", "amount", "amounts_unknown")
    ),
    Part.FESTIVALS: Held(("festivals",), (Festival,), ("help/festivals.md",)),
    Part.QUESTIONS: Held(("questions",), (Question,), ("help/questions.md",)),
    Part.NEIGHBOURS: Held(("neighbours",), (Neighbour,)),
    Part.GAPS: Held(("gaps",)),
    Part.EMBED: Held(("embed",)),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts a catalogue has.

    Attributes:
        without: those that it has not, in their order.

    """

    without: tuple[Part, ...] = ()

    @classmethod
    def but(cls, without: Collection[Part]) -> Parts:
        """All parts but some."""
        return cls(tuple(part for part in Part if part in without))

    def has(self, part: str) -> bool:
        """Whether a part is there, or the part that a section belongs to."""
        return part not in self.without and part not in self.sections

    def shows(self, kind: type[Record]) -> bool:
        """Whether there are records of a kind."""
        return not any(issubclass(kind, HELD[part].kinds) for part in self.without if HELD[part].kinds)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that are not there."""
        return tuple(name for part in self.without for name in HELD[part].sections)

    @property
    def pages(self) -> tuple[str, ...]:
        """The editors' pages that are not there, by their paths from ``docs/``."""
        return (
            *(f"{name}.md" for name in self.sections),
            *(page for part in self.without for page in HELD[part].pages),
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of an initiative that are not there."""
        return tuple(field for part in self.without for field in HELD[part].fields)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are not there."""
        return tuple(name for part in self.without for name in HELD[part].columns)


ALL_PARTS = Parts()


def without_fields(record: Initiative, fields: Collection[str]) -> Initiative:
    """An initiative in which some fields are empty."""
    changed: dict[str, Any] = {}
    for path in fields:
        key, _, inner = path.partition(".")
        group = changed.get(key, getattr(record, key))
        if not inner:
            changed[key] = type(record).model_fields[key].get_default()
        elif group is not None:
            alone = group.model_fields_set <= {inner}
            changed[key] = None if alone else group.model_copy(update={inner: None})
    return record.model_copy(update=changed)
