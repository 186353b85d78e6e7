"""The values in a cell, in the form of the field that its column fills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Protocol

from atelier.catalogue.names import folded
from atelier.content.meant import as_meant, choice_of
from atelier.content.source import FORBIDDEN, character_name
from atelier.i18n.locales import locale_of
from atelier.i18n.translation import LANGUAGES, N_
from atelier.i18n.words import EURO
from atelier.importing.built import Built, Trouble
from atelier.importing.grid import Cell, Note
from atelier.importing.plan import Filler, Plan
from atelier.importing.targets import NOTHING, Target
from atelier.model.partner import Partner
from atelier.model.rules import Choice, Dated, Euros, OneLine, RefersTo, Rule, Sluggable, Written
from atelier.model.several import ANY, SIGNS, WORDS, split, terms_meant
from atelier.model.slug import slugify
from atelier.problems.problem import FieldPath

EMPTY_WORDS = frozenset({"-", "–", "—", "n.v.t.", "nvt", "n.v.t", "n/a", "n.a."})
"""What people write in a cell that says nothing."""
MARKS = frozenset({"x", "v", "✓", "✔", "ja", "j", "yes", "y", "1", "true", "waar"})
"""What says in a column that what stands above it is so."""
NO_MARKS = frozenset({"nee", "n", "no", "0", "false", "onwaar"})
IN_EUROS = re.compile(r"€|\beuros?\b", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www[.])[^ ]+|[^ ]+[.][a-z]{2,}(?:/[^ ]*)?")
"""What is an address itself."""
LINES = re.compile(r"[ ]*[\n;|\t][ ]*")
BULLET = re.compile(r"^(?:[-*•·–▪○‣]|[0-9]{1,2}[.)])[ \t]+")
WITHOUT_ZERO = re.compile("[1-9][0-9]{8}")
"""A Dutch telephone number of which a spreadsheet took the 0 away."""
SENTENCE = re.compile(r"(?<=[.!?])\s+")


class References(Protocol):
    """What knows the records of the catalogue, and the new partners."""

    def known(self, text: str, rule: RefersTo) -> str:
        """The slug of the record that a name stands for; empty if it is not known."""

    def slug(self, text: str, rule: RefersTo) -> tuple[str, bool] | Note:
        """The slug for a name and whether that partner is new, or what is wrong with it."""


class Values:
    """Reads cells.

    Attributes:
        unknown: the words that stand for no choice, and for no record of a kind that a sheet does not bring,
            by the path of their field and the word in small letters.

    """

    def __init__(self, plan: Plan, references: References) -> None:
        self.plan = plan
        self.references = references
        self.unknown: dict[tuple[str, str], str] = {}

    def of(self, made: Built, filler: Filler, cell: Cell) -> list[str]:
        """The values in a cell, in the form of their field; empty if it says nothing."""
        target, rule = filler.target, rule_of(filler.target)
        if filler.value and (cell.text or cell.parts):
            return self._marked(made, filler, cell)
        if cell.wrong:
            self._trouble(
                made, filler, N_("The formula in this cell came to an error. Type the value itself.")
            )
            return []
        if cell.day and _is_no_date(target, rule):
            message = N_(
                "A spreadsheet made a date of this cell (%(value)s). Make the column a text column, and type"
                " again what was meant."
            )
            self._trouble(made, filler, message, value=cell.text)
            return []
        if isinstance(rule, Written) and rule.code == "phone" and WITHOUT_ZERO.fullmatch(cell.text):
            message = N_(
                "A spreadsheet took this telephone number for a number (%(value)s), without the 0 before it."
                " Make the column a text column, and type it again."
            )
            self._trouble(made, filler, message, value=cell.text)
            return []
        text = FORBIDDEN.sub("", cell.text).strip()
        if text != cell.text.strip():
            name = character_name(FORBIDDEN.findall(cell.text)[0])
            self._trouble(
                made,
                filler,
                N_("There is a character in it that cannot be seen: %(name)s. Type it again."),
                name=name,
            )
        if is_address(target):
            text = address_in(cell._replace(text=text))
        if isinstance(rule, Euros) and self.plan.currency != EURO:
            if IN_EUROS.search(text):
                message = N_("This amount is in euros: write it in %(currency)s.")
                self._trouble(made, filler, message, currency=self.plan.currency)
                return []
            for sign in signs_of(self.plan.currency):
                text = text.replace(sign, " ").strip()
        if isinstance(rule, Euros) and cell.number is not None:
            # The sheet shows cents; what a formula has behind them is no money.
            amount = round(Decimal(text), 2)
            text = f"{amount:f}" if amount % 1 else f"{amount:.0f}"
        parts = cell.parts or tuple(self._parts(filler, rule, text))
        found = [self._value(made, filler, rule, part) if part else "" for part in parts]
        if cell.parts and target.listed and not target.many:
            # What belongs to one object of data stays together, also where another has less.
            return found if any(found) else []
        many = target.field.many if target.field else None
        unique: dict[str, str] = {}
        for value in filter(None, found):
            unique.setdefault(slugify(value) if many and many.differ == "slug" else value, value)
        return list(unique.values())

    def _marked(self, made: Built, filler: Filler, cell: Cell) -> list[str]:
        """What a mark in a cell means; nothing where it says no."""
        mark = cell.text.casefold()
        if mark in MARKS:
            return [self._value(made, filler, rule_of(filler.target), filler.value)]
        if mark not in NO_MARKS and mark not in EMPTY_WORDS:
            message = N_(
                "“%(value)s” is no mark. Write x where it is so, and leave the cell empty where not."
            )
            self._trouble(made, filler, message, value=cell.text)
        return []

    def _parts(self, filler: Filler, rule: Rule | None, text: str) -> Iterator[str]:
        """The parts of a cell, where its field can hold several."""
        target = filler.target
        word = self.plan.words.get((target.name, folded(text)))
        if not text or word is not None or not (target.many or target.listed) or target.field is None:
            yield from filter(None, [text])
        elif filler.split:
            yield from filter(None, map(str.strip, re.split(f"[{re.escape(filler.split)}\n]", text)))
        elif isinstance(rule, RefersTo):
            yield from self._names(rule, text)
        elif isinstance(rule, Choice):
            parts = split(text.replace("\n", ";"), ANY)
            chosen = all(choice_of(part, rule) or self._word(target, part) for part in parts)
            alone = bool(choice_of(text, rule)) or not parts
            yield from (text,) if alone else parts if chosen else split(text.replace("\n", ";"), SIGNS)
        elif isinstance(rule, Sluggable):
            yield from terms_meant(text.replace("\n", ";"))
        else:
            for part in LINES.split(text):
                yield BULLET.sub("", part).strip()

    def _names(self, rule: RefersTo, text: str) -> Iterator[str]:
        """The names of records in a text: "en" separates two only where both are known."""
        addresses = [part.strip(",;|") for part in text.split()]
        if len(addresses) > 1 and all(map(rule.leads_elsewhere, filter(None, addresses))):
            yield from filter(None, addresses)
            return
        if self._knows(rule, text):
            yield text
            return
        parts = split(text.replace("\n", ";"), ANY)
        if len(parts) > 1 and all(self._knows(rule, part) for part in parts):
            yield from parts
            return
        for part in split(text.replace("\n", ";"), SIGNS):
            both = split(part, WORDS)
            names = both if len(both) > 1 and all(self._knows(rule, one) for one in both) else (part,)
            yield from (BULLET.sub("", name) for name in names)

    def _knows(self, rule: RefersTo, name: str) -> bool:
        return bool(self.references.known(name, rule)) or folded(name) in self.plan.partners

    def _word(self, target: Target, text: str) -> str:
        return self.plan.words.get((target.name, folded(text)), "")

    def _value(self, made: Built, filler: Filler, rule: Rule | None, text: str) -> str:
        """A value in the form of its field; empty if it says nothing or cannot be meant."""
        target = filler.target
        meant = self._word(target, text)
        if meant == NOTHING:
            return ""
        text = meant or text
        if text.casefold() in EMPTY_WORDS and not (isinstance(rule, Choice) and choice_of(text, rule)):
            return ""
        if target.field and target.field.from_to:
            return text
        if isinstance(rule, RefersTo):
            if self.plan.partners.get(folded(text)) == NOTHING:
                return ""
            names = [] if target.listed or target.many else list(self._names(rule, text))
            if len(names) > 1:
                message = N_("These are several names, and only one fits: %(names)s.")
                self._trouble(made, filler, message, names=" · ".join(names))
                made.unknown.add(text)
                return text
            return self.reference(made, rule, text, filler)
        if isinstance(rule, Choice) and not choice_of(text, rule):
            self.unknown.setdefault((target.name, folded(text)), text)
        if filler.shorten and isinstance(rule, OneLine) and rule.limit:
            text = _shortened(text, rule.limit)
        return as_meant(" ".join(text.split()) if rule else text, rule)

    def reference(self, made: Built, rule: RefersTo, text: str, filler: Filler | None) -> str:
        """The slug for the name of a record; a name of which none is known stays, with a trouble."""
        found = self.references.slug(text, rule)
        if filler and Partner.collection not in rule.collections and not self.references.known(text, rule):
            self.unknown.setdefault((filler.target.name, folded(text)), text)
        if isinstance(found, Note):
            column = filler.column if filler else None
            path: FieldPath = filler.target.path if filler else ()
            made.troubles.append(Trouble(made.row.number, column, path, found))
            made.unknown.add(text)
            # The name stays, so that the field is not said to be missing besides.
            return text
        slug, new = found
        if new:
            made.partners.add(slug)
        return slug

    def _trouble(self, made: Built, filler: Filler, message: str, **values: object) -> None:
        made.troubles.append(
            Trouble(made.row.number, filler.column, filler.target.path, Note(message, values))
        )


@cache
def signs_of(currency: str) -> tuple[str, ...]:
    """How an amount says in which currency it is: its code, and its sign in each language."""
    from babel.numbers import get_currency_symbol  # takes long to import

    signs = {currency, *(get_currency_symbol(currency, locale_of(language)) for language in LANGUAGES)}
    return tuple(sorted(signs, key=len, reverse=True))


def is_address(target: Target) -> bool:
    """Whether a field holds an address of the web."""
    rule = rule_of(target)
    return isinstance(rule, Written) and rule.code == "url"


def address_in(cell: Cell) -> str:
    """The address in a cell: of “click here” it is where that leads."""
    return cell.text if not cell.link or ADDRESS.fullmatch(cell.text) else cell.link


def rule_of(target: Target) -> Rule | None:
    """The rule of a field; None for the text below the fields and for a group."""
    return target.field.rule if target.field else None


def _is_no_date(target: Target, rule: Rule | None) -> bool:
    """Whether a date can never be meant in a field."""
    if target.field and target.field.from_to:
        return not isinstance(target.field.from_to.rule, Dated)
    return isinstance(rule, Written) and not isinstance(rule, Dated)


def _shortened(text: str, limit: int) -> str:
    """As many whole sentences of a text as fit; the text where not even one does."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in SENTENCE.split(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    return kept or text
