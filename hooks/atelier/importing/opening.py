"""The first mapping of a sheet, with all that only its owner can fill in."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from gettext import NullTranslations

from pydantic_core import PydanticCustomError

from atelier.catalogue.names import folded
from atelier.checks.standing import Standing
from atelier.content.front_matter import FrontMatter
from atelier.content.meant import as_meant, choice_of
from atelier.importing import mapping as kept
from atelier.importing.build import Builder
from atelier.importing.guess import chosen, guessed
from atelier.importing.partners import Register, guessed_kind
from atelier.importing.plan import plan_of
from atelier.importing.table import Table
from atelier.importing.targets import own_heads, targets
from atelier.model.base import Record
from atelier.model.fields import leaves
from atelier.model.partner import Partner
from atelier.model.records import BY_COLLECTION
from atelier.model.rules import Choice, RefersTo

MOST_WORDS = 30
"""How many words of one field are asked for: more are no choices."""

MOST_NAMES = 20
"""How many names of records are shown to choose from."""
PARTNERS = RefersTo(collections=(Partner.collection,))
"""The rule of what refers to a partner."""

NOWHERE = FrontMatter(None, {}, {}, "", 1)


class Opener:
    """Knows a sheet and a catalogue, and says what only the owner of the sheet can fill in."""

    def __init__(
        self,
        kind: type[Record],
        table: Table,
        standing: Standing,
        day: datetime.date,
        *,
        begun: kept.Mapping | None = None,
        absent: Collection[str] = (),
        texts: NullTranslations | None = None,
    ) -> None:
        """``begun`` is a mapping of the package: the columns then become what that says.

        ``absent`` are the fields that the catalogue does not have, ``texts`` those in the words of its city.
        """
        self.kind, self.table, self.begun = kind, table, begun
        own = own_heads(kind, texts) if texts else {}
        self.guess = chosen(kind, table, begun) if begun else guessed(kind, table, absent=absent, own=own)
        self._collections, self._root = standing.collections(day), standing.root
        self._register = Register(self._collections, self._root, {}, "")

    @property
    def kinds_of_partners(self) -> Choice:
        """The rule of what kind of organisation a partner is."""
        return self._register.kind

    def names(self, path: str) -> Sequence[str]:
        """The names of the records that a field can refer to, if these are few and none can come along."""
        field = targets(self.kind)[path].field
        rule = field.rule if field else None
        if not isinstance(rule, RefersTo) or Partner.collection in rule.collections:
            return ()
        found = [
            entry.title
            for name in rule.collections
            for entry in self._collections.entries[BY_COLLECTION[name]]
        ]
        return found if len(found) <= MOST_NAMES else ()

    def is_partner(self, text: str) -> bool:
        """Whether a text is a kind of organisation, or a partner that is there."""
        return bool(choice_of(text, self._register.kind) or self._register.known(text, PARTNERS))

    def fits(self, path: str, text: str) -> bool:
        """Whether a text can stand in a field."""
        field = targets(self.kind)[path].field
        rule = field.rule if field else None
        if isinstance(rule, RefersTo):
            return bool(self._register.known(text, rule))
        try:
            return rule is None or bool([rule.read(as_meant(text, rule))])
        except PydanticCustomError:
            return False

    def opened(self, columns: Sequence[kept.MappedColumn]) -> kept.Mapping:
        """The mapping with some columns, in which all that must be filled in is empty."""
        mapping = kept.Mapping.model_construct(
            kind=self.kind.collection,
            sheet=self.table.sheet or None,
            header=self.table.head or None,
            records=self.begun.records if self.begun else None,
            columns=tuple(columns),
        )
        plan, _ = plan_of(mapping, NOWHERE, self.kind, self.table, file="")
        register = Register(self._collections, self._root, plan.partners, "")
        builder = Builder(plan, register)
        for row in self.table.rows:
            builder.built(row)
        partners = (
            kept.NewPartner(name=name, kind=register.near(name) or guessed_kind(name, register.kind) or None)
            for _, name in sorted(register.unknown.items())
        )
        order = [column.field for column in columns]
        unknown = dict(sorted(builder.values.unknown.items(), key=lambda item: order.index(item[0][0])))
        return mapping.model_copy(
            update={
                "fixed": tuple(kept.Given(field=path) for path in self._needed(columns)),
                "words": tuple(_words(unknown, self.begun.words if self.begun else ())),
                "partners": tuple(partners),
            }
        )

    def _needed(self, columns: Sequence[kept.MappedColumn]) -> Iterator[str]:
        """The fields that every record needs, and nothing fills."""
        filled = {column.field for column in columns} | {
            ".".join((*targets(self.kind)[column.field].path[:-1], one.field))
            for column in columns
            for one in column.besides
        }
        for leaf in leaves(self.kind):
            path = ".".join(leaf.keys)
            if leaf.required and path not in filled:
                yield path


def _words(unknown: Mapping[tuple[str, str], str], begun: Sequence[kept.Word]) -> Iterator[kept.Word]:
    """The words that a mapping must say the meaning of, after those of which it does."""
    yield from begun
    said = {(word.field, folded(word.word)) for word in begun}
    count = Counter(field for field, _ in unknown)
    for (field, word), text in unknown.items():
        if (field, word) not in said and count[field] <= MOST_WORDS:
            yield kept.Word(field=field, word=text)
