"""The command ``atelier import``: a spreadsheet becomes files, by a mapping that is asked once and kept."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.day import today
from atelier.checks.standing import Standing
from atelier.cli.check import must_be_a_site
from atelier.cli.import_questions import Questions, agreed
from atelier.content.front_matter import FrontMatter
from atelier.content.settings import language, read_settings
from atelier.content.source import SETTINGS
from atelier.i18n.translation import LANGUAGES, N_, translations
from atelier.i18n.words import currency_of
from atelier.importing import mapping as kept
from atelier.importing.grid import Grid, NotReadError
from atelier.importing.opening import Opener
from atelier.importing.opening_words import columns_text, remarks
from atelier.importing.plan import Plan, left_out, plan_of
from atelier.importing.reading import read_grid, table_in
from atelier.importing.report import count_text, reasons_of, rows_text, troubles_text
from atelier.importing.rest import rest_text
from atelier.importing.rest_name import WRONG, free_rest, origin
from atelier.importing.run import Outcome, imported
from atelier.importing.table import Table
from atelier.importing.write import write_all
from atelier.model.base import Record
from atelier.model.records import BY_COLLECTION
from atelier.problems.problem import shown
from atelier.render.wording import Wording
from atelier.report.explain import explain
from atelier.report.text import as_text
from atelier.store.files import create

MOST_PATHS = 12
"""How many written files are named one by one."""


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
        if named and not self.begun and not named.is_file():
            message = N_("There is no mapping “%(name)s”: neither a file, nor one of %(names)s.")
            raise NotReadError(message, name=named, names=", ".join(kept.shipped_names()))
        self.languages = list(dict.fromkeys((lang, *LANGUAGES)))
        terminal = sys.stdin.isatty() and sys.stdout.isatty()
        # What is answered in a dry run would be lost.
        self.asks = not options.dry_run and (terminal if options.ask is None else options.ask)
        self.is_first = False

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
        money = currency_of(language(self.options.root))
        money = currency_of(language(self.options.root))
        plan, wrong = plan_of(mapping, front, kind, table, file=self.place.name, currency=money)
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
        return mapping.header if origin(self.options.file.stem) == self.options.file.stem else None

    def _first(self, kind: type[Record], table: Table) -> tuple[kept.Mapping, FrontMatter] | None:
        """A mapping made for this sheet, and kept in a file; None where somebody must look at it first."""
        settings, _ = read_settings(self.options.root / SETTINGS)
        absent = settings.extra.parts.fields if settings else ()
        opener = Opener(
            kind, table, self.standing, self.day, begun=self.begun, absent=absent, texts=self.texts
        )
        mapping = opener.opened(opener.guess.columns)
        self._say("\n".join(columns_text(mapping, opener, self.texts)))
        if self.asks:
            self.is_first = True
            mapping = Questions(opener, self.wording).asked(mapping)
        if self.options.dry_run:
            if kept.is_complete(mapping):
                return mapping, FrontMatter(None, {}, {}, "", 1)
            message = self.texts.gettext(
                "Run it without --dry-run first: that writes %(file)s, in which you fill in what is empty."
            )
            self._say(message % {"file": shown(self.place, 1000)})
            return None
        create(self.place, kept.mapping_text(mapping, remarks(opener, self.texts)))
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
        if not self._may_write(outcome):
            return 1
        self._write(table, plan, outcome)
        return int(bool(outcome.wrong))

    def _may_write(self, outcome: Outcome) -> bool:
        """Whether the files may be written, as an option or somebody on a terminal says; else says so."""
        gettext = self.texts.gettext
        if outcome.wrong and not self.options.only_good:
            question = gettext("Write the rows that are well, and the others to a file of their own?")
            refused = gettext(
                "Nothing was written. With --only-good the rows that are well become files, and the others go"
                " to a file of their own."
            )
            well = self.asks and agreed(question, self.texts)
        else:
            # A sheet that comes for the first time is looked at once more.
            question, refused = gettext("Write the files?"), gettext("Nothing was written.")
            well = not (self.is_first and outcome.files) or agreed(question, self.texts)
        if not well:
            typer.echo(refused)
        return well

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
            create(rest, rest_text(table, rows, plan, reasons, gettext(WRONG)))
        try:
            write_all(self.options.root, outcome.files, frozenset(outcome.changed.values()))
        except BaseException:
            if outcome.wrong:
                rest.unlink(missing_ok=True)
            raise
        if outcome.files:
            typer.echo("\n".join(self._files(list(outcome.files))))
            typer.echo(gettext("See them with “atelier serve”, and propose them as any other change."))
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
