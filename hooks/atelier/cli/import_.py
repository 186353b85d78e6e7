"""The command ``atelier import``: a spreadsheet becomes files, by a mapping that is asked once and kept."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.day import today
from atelier.checks.standing import Standing
from atelier.cli.check import must_be_a_site
from atelier.content.front_matter import FrontMatter
from atelier.i18n.translation import LANGUAGES, N_, translations
from atelier.importing import mapping as kept
from atelier.importing.grid import Grid, NotReadError
from atelier.importing.guess import completed
from atelier.importing.opening import Opener
from atelier.importing.partners import kinds_of_partners
from atelier.importing.plan import Plan, left_out, plan_of
from atelier.importing.reading import read_grid, table_in
from atelier.importing.report import count_text, reasons_of, rows_text, troubles_text
from atelier.importing.rest import WRONG, free_rest, rest_text
from atelier.importing.run import Outcome, imported
from atelier.importing.table import Table
from atelier.importing.targets import NOTHING, folded_head, known_heads, targets
from atelier.importing.write import write_all
from atelier.model.base import Record
from atelier.model.records import BY_COLLECTION
from atelier.model.rules import Choice
from atelier.problems.problem import shown
from atelier.render.wording import Wording
from atelier.report.explain import explain
from atelier.report.text import as_text
from atelier.report.words import PLACES
from atelier.store.files import create

YES, NO = ("", "j", "ja", "y", "yes"), ("n", "nee", "no")
MOST_PATHS = 12
"""How many written files are named one by one."""
EXAMPLES = 2
"""How many values of a column are shown where its field is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command was given.

    Attributes:
        file: the sheet.
        root: the folder with ``mkdocs.yml``.
        kind: what a row becomes, where no mapping says it.
        sheet: the name of the sheet; empty for what the mapping says, or the only one.
        mapping: the file of the mapping; None for the one beside the sheet.
        only_good: whether the rows that are well become files although others are not.
        update: whether a row changes the file of its record.
        dry_run: whether nothing is written.
        ask: whether somebody can answer; None where that depends on the terminal.

    """

    file: Path
    root: Path
    kind: type[Record]
    sheet: str = ""
    mapping: Path | None = None
    only_good: bool = False
    update: bool = False
    dry_run: bool = False
    ask: bool | None = None


def run_import(options: Options, lang: str) -> int:
    """Import and say what came of it; returns the exit code. Raises typer.BadParameter for wrong options."""
    texts = translations(lang)
    must_be_a_site(options.root, texts)
    try:
        return _Import(options, lang, texts).run()
    except NotReadError as error:
        typer.echo(f"{shown(options.file, 1000)}: {error.note.text(texts)}", err=True)
        return 1
    except OSError as error:
        typer.echo(f"{shown(error.filename or options.file, 1000)}: {error.strerror}", err=True)
        return 1


class _Import:
    def __init__(self, options: Options, lang: str, texts: NullTranslations) -> None:
        self.options, self.texts = options, texts
        self.wording = Wording(lang)
        self.standing = Standing(options.root)
        self.day = today()
        self.kinds = self.standing.collections(self.day).kinds
        # The name of a mapping of the package is where the one that is kept begins.
        named = options.mapping
        self.begun = kept.shipped(str(named)) if named and not named.is_file() else None
        self.place = kept.mapping_path(options.file) if self.begun or not named else named
        self.languages = list(dict.fromkeys((lang, *LANGUAGES)))
        self.is_first = False
        self.asks = sys.stdin.isatty() and sys.stdout.isatty() if options.ask is None else options.ask

    def run(self) -> int:
        """All steps; returns the exit code."""
        is_kept = self.place.is_file() or (self.options.mapping and not self.begun)
        known = self._known_mapping() if is_kept else None
        if isinstance(known, int):
            return known
        if known:
            mapping, front = known
            kind = self._kind(mapping)
            table = table_in(self._grid(mapping), kind, self._head(mapping))
        else:
            kind = self.kinds[self.options.kind]
            table = table_in(self._grid(self.begun), kind, None)
            first = self._first(kind, table)
            if first is None:
                return 1
            mapping, front = first
        plan, wrong = plan_of(mapping, front, kind, table, self.place.name)
        for note in (*table.notes, *left_out(mapping, table), *wrong):
            self._say(note.text(self.texts))
        if wrong:
            return 1
        outcome = imported(
            table,
            plan,
            self.standing,
            self.day,
            mapping=self.place.name,
            update=self.options.update,
        )
        return self._end(table, plan, outcome)

    # The mapping

    def _known_mapping(self) -> tuple[kept.Mapping, FrontMatter] | int:
        """The mapping that is kept, with where its fields stand; the exit code where something is wrong."""
        mapping, front, problems = kept.read_mapping(self.place)
        if mapping is None:
            explanations = explain(problems, self.place.parent, self.texts, "/")
            self._say(as_text(explanations, 1, self.texts))
            return 1
        return mapping, front

    def _kind(self, mapping: kept.Mapping) -> type[Record]:
        kind = BY_COLLECTION.get(mapping.kind)
        if kind is None:
            message = N_("%(file)s: there is no kind “%(kind)s”. There is: %(kinds)s.")
            kinds = ", ".join(BY_COLLECTION)
            raise NotReadError(message, file=self.place.name, kind=mapping.kind, kinds=kinds)
        return self.kinds[kind]

    def _grid(self, mapping: kept.Mapping | None) -> Grid:
        sheet = self.options.sheet or (mapping.sheet if mapping else None) or ""
        records = (mapping.records if mapping else None) or ""
        return read_grid(self.options.file, sheet, records, self.languages)

    def _head(self, mapping: kept.Mapping) -> int | None:
        """The row with the heads that the mapping says; not that of a rest, where it is the first."""
        beside = self.options.mapping is None
        is_rest = (
            beside and kept.mapping_path(self.options.file).name != f"{self.options.file.stem}{kept.ENDING}"
        )
        return None if is_rest else mapping.header

    def _first(self, kind: type[Record], table: Table) -> tuple[kept.Mapping, FrontMatter] | None:
        """A mapping made for this sheet, and kept in a file; None where somebody must look at it first."""
        opener = Opener(kind, table, self.standing, self.day, self.begun)
        mapping = opener.opened(opener.guess.columns)
        self._say("\n".join(self._table_of(mapping, opener)))
        if self.asks:
            mapping = self._asked(mapping, opener)
        if self.options.dry_run:
            if kept.is_complete(mapping):
                return mapping, FrontMatter(None, {}, {}, "", 1)
            message = self.texts.gettext(
                "Run it without --dry-run first: that writes %(file)s, in which you fill in what is empty."
            )
            self._say(message % {"file": shown(self.place, 1000)})
            return None
        self.is_first = True
        create(self.place, kept.mapping_text(mapping, self._remarks(opener)))
        self._say(self.texts.gettext("Kept in %(file)s.") % {"file": shown(self.place, 1000)})
        if not self.asks:
            self._say(
                self.texts.gettext(
                    "Look through that file, fill in what is empty, and run the same command again."
                )
            )
            return None
        known = self._known_mapping()
        return None if isinstance(known, int) else known

    def _remarks(self, opener: Opener) -> dict[str, str]:
        """What a mapping says above its parts."""
        gettext = self.texts.gettext
        remarks = {
            "kind": gettext("What the columns of the sheet become; kept for the next time."),
            "columns": gettext("A column with “-” is left out. The fields: %(fields)s.")
            % {"fields": ", ".join(targets(opener.kind))},
            "fixed": gettext(
                "Every record needs these fields, and no column fills them. Fill in a value for all rows, or"
                " give a column its field above."
            ),
            "words": gettext("What words in the sheet mean. Fill in a value, or “-” for nothing."),
            "partners": gettext(
                "These names are no partner yet; each becomes one. What kind is it: %(kinds)s? Or is it a"
                " partner that is there? Then write the name of that file. The name “*” is all others."
            )
            % {"kinds": ", ".join(kinds_of_partners(self.kinds).of)},
        }
        if opener.guess.personal:
            heads = ", ".join(f"“{column.head}”" for column in opener.guess.personal)
            remarks["columns"] += " " + gettext(
                "Left out because it names persons, who must agree: %(heads)s. With a column for the day on"
                " which each agreed it can come along."
            ) % {"heads": heads}
        return remarks

    def _table_of(self, mapping: kept.Mapping, opener: Opener) -> Iterator[str]:
        """What was guessed, a line for each column."""
        gettext, table = self.texts.gettext, opener.table
        where = f"{table.file}, {table.sheet}" if table.sheet else table.file
        rows = self.texts.ngettext("%(n)s row", "%(n)s rows", len(table.rows)) % {"n": len(table.rows)}
        heads = gettext("the heads are in row %(head)s") % {"head": table.head} if table.head else ""
        yield f"{shown(where)}: {', '.join(filter(None, [rows, heads]))}"
        guess = gettext("(a guess)")
        unsure = {column.name for column in opener.guess.unsure}
        letter = {column.name: column.letter for column in table.columns}
        for said in mapping.columns:
            becomes = gettext("left out") if said.field == NOTHING else self._called(said.field, opener)
            if said.besides:
                besides = ", ".join(f"{one.field}: {one.value or '?'}" for one in said.besides)
                becomes += f" ({besides})"
            doubt = f" {guess}" if said.column in unsure else ""
            yield f"  {letter[said.column]:>3}  {shown(said.column, 40):<40}  {becomes}{doubt}"
        for one in mapping.fixed:
            called = self._called(one.field, opener)
            yield gettext("Nothing fills “%(field)s”, which every record needs.") % {"field": called}

    def _called(self, path: str, opener: Opener) -> str:
        """What a field is called, with its name in files behind it."""
        field = targets(opener.kind)[path].field
        label = self.texts.gettext(field.label) if field else self.texts.gettext(PLACES[path])
        return f"{label} ({path})" if label else path

    # Questions

    def _asked(self, mapping: kept.Mapping, opener: Opener) -> kept.Mapping:
        """The mapping, with what somebody answered."""
        gettext = self.texts.gettext
        if not self._agreed(gettext("Is that right?")):
            columns = [self._asked_column(said, opener) for said in mapping.columns]
            mapping = opener.opened([completed(opener.kind, said, columns) for said in columns])
        columns = []
        for said in mapping.columns:
            above = said.field.rpartition(".")[0]
            besides = (self._given(one, opener, f"{above}.{one.field}", said.column) for one in said.besides)
            columns.append(said.model_copy(update={"besides": tuple(besides)}))
        fixed = [self._given(one, opener, one.field) for one in mapping.fixed]
        words = [self._word(word, opener) for word in mapping.words]
        partners = [self._partner(new, opener) for new in mapping.partners]
        return mapping.model_copy(
            update={
                "columns": tuple(columns),
                "fixed": tuple(fixed),
                "words": tuple(words),
                "partners": tuple(partners),
            }
        )

    def _given(self, one: kept.Given, opener: Opener, path: str, column: str = "") -> kept.Given:
        """A field with the value that it has, or that somebody answers."""
        gettext = self.texts.gettext
        every = gettext("A value of “%(field)s” for all rows (%(choices)s; empty: later)")
        beside = gettext("Column “%(column)s” needs “%(field)s” besides (%(choices)s; empty: later)")
        values = {"field": self._called(path, opener), "column": shown(column)}
        return one.model_copy(
            update={"value": one.value or self._fitting(beside if column else every, values, opener, path)}
        )

    def _word(self, word: kept.Word, opener: Opener) -> kept.Word:
        """A word with what it means, as it is known or somebody answers."""
        label = self.texts.gettext("What does “%(word)s” mean in “%(field)s”? (%(choices)s; empty: later)")
        values = {"word": shown(word.word), "field": self._called(word.field, opener)}
        return word.model_copy(
            update={"value": word.value or self._fitting(label, values, opener, word.field)}
        )

    def _partner(self, new: kept.NewPartner, opener: Opener) -> kept.NewPartner:
        """A name with the kind of organisation that it is, as it is known or somebody answers."""
        label = self.texts.gettext("“%(name)s” is no partner yet. What is it? (%(choices)s; empty: later)")
        values = {"name": shown(new.name), "choices": self._labels(kinds_of_partners(self.kinds))}
        return new.model_copy(update={"kind": new.kind or self._answer(label % values, opener.is_partner)})

    def _fitting(self, label: str, values: dict[str, str], opener: Opener, path: str) -> str | None:
        """An answer that a field can hold."""
        field = targets(opener.kind)[path].field
        rule = field.rule if field else None
        choices = self._labels(rule) if isinstance(rule, Choice) else ", ".join(opener.names(path))
        text = (label % {**values, "choices": choices}).replace("(; ", "(")
        return self._answer(text, partial(opener.fits, path))

    def _agreed(self, question: str) -> bool:
        """Whether somebody says yes, in any language; an empty answer is yes."""
        both = self.texts.gettext("(yes/no)")
        while True:
            answer = str(typer.prompt(f"{question} {both}", default="", show_default=False))
            word = answer.strip().casefold()
            if word in YES or word in NO:
                return word in YES

    def _answer(self, label: str, fits: Callable[[str], bool]) -> str | None:
        """An answer that fits; None for an empty one."""
        while True:
            answer = str(typer.prompt(label, default="", show_default=False)).strip()
            if not answer or answer == NOTHING or fits(answer):
                return answer or None
            self._say(self.texts.gettext("“%(value)s” cannot stand there.") % {"value": shown(answer)})

    def _labels(self, rule: Choice) -> str:
        """The choices, as they are called."""
        return ", ".join(self.wording.label(choice) for choice in rule.of)

    def _asked_column(self, said: kept.MappedColumn, opener: Opener) -> kept.MappedColumn:
        gettext, table, kind = self.texts.gettext, opener.table, opener.kind
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
            self._say(
                gettext("“%(field)s” is no field. There is: %(fields)s.")
                % {"field": shown(answer), "fields": ", ".join(targets(kind))}
            )

    # The end

    def _end(self, table: Table, plan: Plan, outcome: Outcome) -> int:
        """Say what it came to, and write what may be written; returns the exit code."""
        gettext = self.texts.gettext
        self._say("\n".join(troubles_text(table, outcome, plan, self.wording)).rstrip("\n"))
        if self.options.dry_run:
            typer.echo("\n".join(rows_text(table, outcome, plan, self.texts)))
        typer.echo(count_text(table, outcome, self.texts))
        if self.options.dry_run:
            typer.echo(gettext("Nothing was written: this was a dry run."))
            return int(bool(outcome.wrong))
        if outcome.wrong and not (outcome.files or outcome.same):
            typer.echo(gettext("Nothing was written."))
            return 1
        if outcome.wrong and not self.options.only_good:
            typer.echo(
                gettext(
                    "Nothing was written. With --only-good the rows that are well become files, and the"
                    " others go to a file of their own."
                )
            )
            return 1
        question = gettext("Write the files?")
        if self.asks and self.is_first and outcome.files and not self._agreed(question):
            typer.echo(gettext("Nothing was written."))
            return 1
        self._write(table, plan, outcome)
        return int(bool(outcome.wrong))

    def _write(self, table: Table, plan: Plan, outcome: Outcome) -> None:
        """Write the rest first: whatever happens then, no row is lost."""
        gettext = self.texts.gettext
        if outcome.wrong:
            rest = free_rest(self.options.file)
            reasons = {
                number: reasons_of(found, plan.kind, self.wording)
                for number, found in outcome.reasons().items()
            }
            rows = [row for row in table.rows if row.number in outcome.wrong]
            create(rest, rest_text(table, rows, reasons, gettext(WRONG)))
        try:
            write_all(self.options.root, outcome.files, frozenset(outcome.changed.values()))
        except BaseException:
            if outcome.wrong:
                rest.unlink(missing_ok=True)
            raise
        typer.echo("\n".join(self._files(list(outcome.files))))
        if outcome.wrong:
            message = gettext(
                "What is left is in %(file)s, with what is wrong. Mend it, and import that file."
            )
            typer.echo(message % {"file": shown(rest, 1000)})

    def _files(self, paths: list[str]) -> Iterator[str]:
        """The files that were written; of many how many in each folder."""
        if len(paths) <= MOST_PATHS:
            yield from paths
            return
        for folder, count in Counter(path.rpartition("/")[0] for path in paths).items():
            yield self.texts.ngettext("%(folder)s/: %(n)s file", "%(folder)s/: %(n)s files", count) % {
                "folder": folder,
                "n": count,
            }

    def _say(self, text: str) -> None:
        if text:
            typer.echo(text, err=True)
