"""What ``atelier import`` asks on a terminal, once for each sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import NullTranslations

import typer

from atelier.importing import mapping as kept
from atelier.importing.guess import completed
from atelier.importing.opening import Opener
from atelier.importing.opening_words import called
from atelier.importing.targets import NOTHING, folded_head, known_heads, targets
from atelier.model.rules import Choice
from atelier.problems.problem import shown
from atelier.render.wording import Wording

YES, NO = ("", "j", "ja", "y", "yes"), ("n", "nee", "no")
EXAMPLES = 2
"""How many values of a column are shown where its field is asked."""


def agreed(question: str, texts: NullTranslations) -> bool:
    """Whether somebody says yes, in any language; an empty answer is yes."""
    both = texts.gettext("(yes/no)")
    while True:
        answer = str(typer.prompt(f"{question} {both}", default="", show_default=False))
        word = answer.strip().casefold()
        if word in YES or word in NO:
            return word in YES


class Questions:
    """Asks about a sheet, in the language of ``wording``."""

    def __init__(self, opener: Opener, wording: Wording) -> None:
        self.opener, self.wording, self.texts = opener, wording, wording.texts

    def asked(self, mapping: kept.Mapping) -> kept.Mapping:
        """The mapping, with what somebody answered."""
        gettext = self.texts.gettext
        if not agreed(gettext("Is that right?"), self.texts):
            columns = [self._asked_column(said) for said in mapping.columns]
            mapping = self.opener.opened([completed(self.opener.kind, said, columns) for said in columns])
        columns = []
        for said in mapping.columns:
            above = said.field.rpartition(".")[0]
            besides = (self._given(one, f"{above}.{one.field}", said.column) for one in said.besides)
            columns.append(said.model_copy(update={"besides": tuple(besides)}))
        fixed = [self._given(one, one.field) for one in mapping.fixed]
        words = [self._word(word) for word in mapping.words]
        partners = [self._partner(new) for new in mapping.partners]
        return mapping.model_copy(
            update={
                "columns": tuple(columns),
                "fixed": tuple(fixed),
                "words": tuple(words),
                "partners": tuple(partners),
            }
        )

    def _given(self, one: kept.Given, path: str, column: str = "") -> kept.Given:
        """A field with the value that it has, or that somebody answers."""
        gettext = self.texts.gettext
        every = gettext("A value of “%(field)s” for all rows (%(choices)s; empty: later)")
        beside = gettext("Column “%(column)s” needs “%(field)s” besides (%(choices)s; empty: later)")
        values = {"field": called(path, self.opener.kind, self.texts), "column": shown(column)}
        return one.model_copy(
            update={"value": one.value or self._fitting(beside if column else every, values, path)}
        )

    def _word(self, word: kept.Word) -> kept.Word:
        """A word with what it means, as it is known or somebody answers."""
        label = self.texts.gettext("What does “%(word)s” mean in “%(field)s”? (%(choices)s; empty: later)")
        values = {"word": shown(word.word), "field": called(word.field, self.opener.kind, self.texts)}
        return word.model_copy(update={"value": word.value or self._fitting(label, values, word.field)})

    def _partner(self, new: kept.NewPartner) -> kept.NewPartner:
        """A name with the kind of organisation that it is, as it is known or somebody answers."""
        label = self.texts.gettext("“%(name)s” is no partner yet. What is it? (%(choices)s; empty: later)")
        values = {"name": shown(new.name), "choices": self._labels(self.opener.kinds_of_partners)}
        return new.model_copy(
            update={"kind": new.kind or self._answer(label % values, self.opener.is_partner)}
        )

    def _fitting(self, label: str, values: dict[str, str], path: str) -> str | None:
        """An answer that a field can hold."""
        field = targets(self.opener.kind)[path].field
        rule = field.rule if field else None
        choices = self._labels(rule) if isinstance(rule, Choice) else ", ".join(self.opener.names(path))
        text = (label % {**values, "choices": choices}).replace("(; ", "(")
        return self._answer(text, partial(self.opener.fits, path))

    def _answer(self, label: str, fits: Callable[[str], bool]) -> str | None:
        """An answer that fits; None for an empty one."""
        while True:
            answer = str(typer.prompt(label, default="", show_default=False)).strip()
            if not answer or answer == NOTHING or fits(answer):
                return answer or None
            self._told(self.texts.gettext("“%(value)s” cannot stand there.") % {"value": shown(answer)})

    def _labels(self, rule: Choice) -> str:
        """The choices, as they are called."""
        return ", ".join(self.wording.label(choice) for choice in rule.of)

    def _asked_column(self, said: kept.MappedColumn) -> kept.MappedColumn:
        gettext, table, kind = self.texts.gettext, self.opener.table, self.opener.kind
        column = next(column for column in table.columns if column.name == said.column)
        values = [shown(text, 40) for text, _ in zip(table.texts_of(column), range(EXAMPLES), strict=False)]
        label = gettext("Column %(column)s “%(head)s” (%(values)s): which field? “-” for none") % {
            "column": column.letter,
            "head": shown(column.head, 60),
            "values": ", ".join(values),
        }
        while True:
            answer = str(typer.prompt(label, default=said.field)).strip()
            if answer == said.field:
                return said
            field = answer if answer in targets(kind) else known_heads(kind).get(folded_head(answer), "")
            if answer == NOTHING or field:
                return kept.MappedColumn(column=said.column, field=field or NOTHING)
            self._told(
                gettext("“%(field)s” is no field. There is: %(fields)s.")
                % {"field": shown(answer), "fields": ", ".join(targets(kind))}
            )

    def _told(self, text: str) -> None:
        typer.echo(text, err=True)
