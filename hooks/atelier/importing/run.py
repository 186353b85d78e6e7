"""All rows of a sheet against the catalogue: which become files, which are there already, which are wrong.

Every row goes through the same reading and checks as a file that somebody wrote. Nothing is written here.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from atelier.catalogue.names import folded
from atelier.checks.standing import Standing
from atelier.content.entry import Entry
from atelier.content.front_matter import Value
from atelier.content.source import TABLE
from atelier.content.writer import file_text
from atelier.contribute.new_files import free_path
from atelier.i18n.translation import N_
from atelier.importing.build import Builder, title_of
from atelier.importing.built import Built, Trouble
from atelier.importing.grid import Note
from atelier.importing.partners import New, Register
from atelier.importing.plan import DATED, Plan
from atelier.importing.table import Table
from atelier.importing.update import differences, updated
from atelier.model.base import Record
from atelier.model.fields import shape_of
from atelier.model.records import BY_COLLECTION
from atelier.model.slug import full_slug
from atelier.problems.problem import FieldPath, Problem, field_path


@dataclass(slots=True)
class Outcome:
    """What the rows of a sheet come to. Every row is in one of the four groups.

    Attributes:
        new: the rows that become a file, and its path from the root.
        same: the rows that the catalogue has as they are, and the path.
        changed: the rows that change a file, and its path.
        wrong: the numbers of the rows that are not well yet.
        troubles: what is wrong, by row.
        partners: the new partners of the rows that become a file.
        files: the text of each file, by its path from the root.

    """

    new: dict[int, str] = field(default_factory=dict)
    same: dict[int, str] = field(default_factory=dict)
    changed: dict[int, str] = field(default_factory=dict)
    wrong: set[int] = field(default_factory=set)
    troubles: list[Trouble] = field(default_factory=list)
    partners: list[New] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def reasons(self) -> Mapping[int, Sequence[Trouble]]:
        """What is wrong, by the number of the row."""
        found: dict[int, list[Trouble]] = {number: [] for number in self.wrong}
        for trouble in self.troubles:
            found[trouble.row].append(trouble)
        return found


def imported(
    table: Table, plan: Plan, standing: Standing, today: datetime.date, *, mapping: str, update: bool = False
) -> Outcome:
    """What the rows of a sheet come to in a catalogue, which stays as it is.

    ``mapping`` is the name of the file of the mapping. With ``update`` a row changes the file of its record.
    Raises OSError if there is no room for a moment.
    """
    run = _Run(table, plan, standing, today, mapping, update=update)
    run.build()
    run.check()
    return run.outcome()


class _Run:
    def __init__(
        self,
        table: Table,
        plan: Plan,
        standing: Standing,
        today: datetime.date,
        mapping: str,
        *,
        update: bool,
    ) -> None:
        self.table, self.plan, self.standing, self.today = table, plan, standing, today
        self.update = update
        collections = standing.collections(today)
        self.register = Register(collections, standing.root, plan.partners, mapping)
        entries = collections.entries[BY_COLLECTION[plan.kind.collection]]
        self.there: dict[str, Entry[Record]] = {folded(entry.title): entry for entry in entries}
        self.by_slug: dict[str, Entry[Record]] = {full_slug(entry.title): entry for entry in entries}
        self.built: dict[int, Built] = {}
        self.paths: dict[int, str] = {}
        self.texts: dict[int, str] = {}
        self.same: dict[int, str] = {}
        self.changed: dict[int, str] = {}
        self.taken: set[str] = set()

    # Rows to texts of files

    def build(self) -> None:
        """Make the text of a file for each row."""
        builder = Builder(self.plan, self.register)
        rows_of: dict[str, int] = {}
        for row in self.table.rows:
            made = self.built[row.number] = builder.built(row)
            title = title_of(made.data, self.plan.kind.called_by)
            # Two names with one address are one name, but for a sign or a capital.
            first = rows_of.setdefault(full_slug(title) or title, row.number) if title else row.number
            entry = self.there.get(folded(title)) if title else None
            alike = self.by_slug.get(full_slug(title)) if title and entry is None else None
            if alike:
                message = N_(
                    "%(path)s is called nearly the same: “%(title)s”. Is it the same one? Then write that"
                    " name. Is it another? Then give it another name."
                )
                values = {"path": alike.path, "title": alike.title}
                self._trouble(made, (self.plan.kind.called_by,), Note(message, values))
            if first != row.number:
                message = N_("Row %(row)s has the same name. Mend one of the two, or leave one out.")
                self._trouble(made, (self.plan.kind.called_by,), Note(message, {"row": first}))
            if entry is None or first != row.number:
                self._new(made, title)
            else:
                self._known(made, entry)

    def _new(self, made: Built, title: str) -> None:
        kind, number = self.plan.kind, made.row.number
        fields = shape_of(kind).fields
        data: dict[str, Value] = {key: str(self.today) for key in DATED if key in fields}
        self.paths[number] = free_path(self.standing.root, kind.folder, title, self.taken)
        self.taken.add(self.paths[number])
        self.texts[number] = file_text(shape_of(kind), {**data, **made.data}, made.body)

    def _known(self, made: Built, entry: Entry[Record]) -> None:
        number = made.row.number
        changes, body = differences(entry, made.data, made.body, self.register)
        if not changes and body is None:
            self.same[number] = entry.path
            return
        self.paths[number] = self.changed[number] = entry.path
        self.texts[number] = updated(entry, changes, body)
        if not self.update:
            message = N_("%(path)s is there already, with another %(fields)s. With --update it is changed.")
            names = ", ".join([*changes, *([] if body is None else ["body"])])
            path = (next(iter(changes), "body"),)
            self._trouble(made, path, Note(message, {"path": entry.path, "fields": names}))

    def _trouble(self, made: Built, path: FieldPath, what: Note | Problem) -> None:
        if isinstance(what, Problem) and what.code in ("missing", "consent-missing"):
            # The group may have a column, but not this field: the cell that is empty is what to name.
            name = ".".join(part for part in path if isinstance(part, str))
            columns = (filler.column for filler in self.plan.fillers if filler.target.name == name)
            trouble = Trouble(made.row.number, next(columns, None), path, what)
        elif isinstance(what, Problem) and what.values.get("value") in made.unknown:
            return
        else:
            trouble = Trouble(made.row.number, made.column_of(path), path, what)
        if trouble not in made.troubles:
            made.troubles.append(trouble)

    # Files against the catalogue

    def check(self) -> None:
        """Check all rows, and those that are well again without the others, until nothing more is found."""
        numbers = set(self.texts)
        while numbers:
            self._checked(numbers)
            well = numbers - self.wrong
            if well == numbers:
                return
            numbers = well

    @property
    def wrong(self) -> set[int]:
        """The numbers of the rows with something wrong."""
        return {number for number, made in self.built.items() if made.troubles}

    def _checked(self, numbers: set[int]) -> None:
        files = {self.paths[number]: self.texts[number] for number in numbers}
        partners = {new.path: slug for slug, new in self.register.new.items()}
        files |= self._partner_files(numbers)
        rows = {self.paths[number]: number for number in numbers}
        with tempfile.TemporaryDirectory(prefix="atelier-") as name:
            folder = Path(name)
            for path, text in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8", newline="")
            for number in numbers & self.changed.keys():
                # A file that changes is read with the table and the translations beside it.
                for file in _beside(self.standing.root / self.paths[number]):
                    shutil.copyfile(file, folder / Path(self.paths[number]).with_name(file.name))
            found = self.standing.with_files(folder, self.today).problems
        for problem in found:
            if problem.severity != "error":
                continue
            own = rows.get(problem.path)
            if own is not None:
                self._trouble(self.built[own], field_path(problem.field), problem)
                continue
            # A problem of a new partner is one of the rows that bring it; one of another file that of all
            # rows that it is about.
            touched = {problem.path, *(place.path for place in problem.related)}
            brings = {partners[path] for path in touched if path in partners}
            about = {rows[path] for path in touched if path in rows}
            about |= {number for number in numbers if brings & self.built[number].partners}
            for number in about or numbers:
                self._trouble(self.built[number], (), problem)

    def _partner_files(self, numbers: Iterable[int]) -> dict[str, str]:
        """The files of the new partners that some rows name."""
        slugs = {slug for number in numbers for slug in self.built[number].partners}
        return {self.register.new[slug].path: self.register.new[slug].text for slug in sorted(slugs)}

    def outcome(self) -> Outcome:
        """What it came to."""
        wrong = self.wrong
        well = [number for number in self.texts if number not in wrong]
        partners = {new.path: new for new in self.register.new.values()}
        files = {self.paths[number]: self.texts[number] for number in well}
        beside = self._partner_files(well)
        return Outcome(
            new={number: self.paths[number] for number in well if number not in self.changed},
            same={number: path for number, path in self.same.items() if number not in wrong},
            changed={number: self.changed[number] for number in well if number in self.changed},
            wrong=wrong,
            troubles=[
                trouble
                for row in self.table.rows
                for trouble in sorted(
                    self.built[row.number].troubles, key=lambda t: t.column.index if t.column else -1
                )
            ],
            partners=[partners[path] for path in beside],
            files=beside | files,
        )


def _beside(file: Path) -> list[Path]:
    """The table and the translations of a record's file."""
    found = (file.with_name(file.stem + TABLE), *file.parent.glob(f"{file.stem}.*.md"))
    return [path for path in found if path.is_file()]
