"""One file of a content folder read: from its bytes to an entry, and all that is wrong with it.

Nothing here looks at the disk, at today or at another file, so it can be done in another process, and what it
came to can be kept.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from atelier.content.entry import Broken, Entry, Rest, Translation, Written
from atelier.content.former import with_new_names
from atelier.content.front_matter import read_front_matter
from atelier.content.markdown import render_body
from atelier.content.references import references
from atelier.content.source import REPLACED, SourceFile, source_of
from atelier.content.table import MOST_ROWS, Table, read_table
from atelier.content.translated import read_translation
from atelier.content.validate import read_fields
from atelier.content.values import right_from
from atelier.model.base import Record
from atelier.model.fields import shape_of
from atelier.model.kinds import Kinds
from atelier.problems.problem import Problem
from atelier.store.code import code_digest
from atelier.store.fingerprint import fingerprint

NOTHING: Mapping[str, Raw] = {}


class Raw(NamedTuple):
    """A file as it was read.

    Attributes:
        path: from the root.
        data: its bytes, as many as are read of such a file.
        complete: whether these are all.
        digest: the hash of both.
        problem: why it was not read, if it was not.

    """

    path: str
    data: bytes = b""
    complete: bool = True
    digest: str = ""
    problem: Problem | None = None


class Job(NamedTuple):
    """A record to read.

    Attributes:
        kind: of the record.
        kinds: those of the catalogue.
        file: its file.
        table: the table beside it, if there is one.
        digest: the hash of all that its entry follows from.
        translations: its translations, by language.

    """

    kind: type[Record]
    kinds: Kinds
    file: Raw
    table: Raw | None
    digest: str
    translations: Mapping[str, Raw] = {}

    @classmethod
    def of(
        cls,
        kind: type[Record],
        kinds: Kinds,
        file: Raw,
        table: Raw | None,
        translations: Mapping[str, Raw] = NOTHING,
    ) -> Job:
        """The job of reading a file, its table and its translations."""
        said = "" if table is None else table.problem.code if table.problem else table.digest
        digest = digest_of(file.path, file.digest, said, kinds, *map(_known_by, translations.values()))
        return cls(kind, kinds, file, table, digest, translations)


class Outcome(NamedTuple):
    """What reading one file came to: what could be made of it, and all that is wrong in it."""

    file: Entry[Record] | Broken
    problems: list[Problem]


def digest_of(path: str, file: str, table: str, kinds: Kinds, *translations: str) -> str:
    """The hash of an entry, given those of its file, of the table beside it and of its translations."""
    return fingerprint(path, file, table, *translations, kinds.follows, code_digest())


def _known_by(file: Raw) -> str:
    """What a file beside another is known by."""
    return file.problem.code if file.problem else f"{file.path} {file.digest}"


def unread(kind: type[Record], problem: Problem) -> Outcome:
    """What a file comes to that cannot be read."""
    path = problem.path
    return Outcome(Broken(kind, path, path.rpartition("/")[2].removesuffix(".md")), [problem])


def read_record(job: Job) -> Outcome:
    """Read one file: text, front matter, body and record, with every problem of each step."""
    table, problems = _table(job)
    source, found = source_of(job.file.data, job.file.path, complete=job.file.complete)
    problems += found
    if source is None:
        return Outcome(unread(job.kind, problems[-1]).file, problems)
    file, found = entry_of(source, job.kinds[job.kind], table, job.digest)
    problems += found
    if job.translations:
        file, found = _with_translations(file, job.translations)
        problems += found
    return Outcome(file, problems)


def _with_translations(
    file: Entry[Record] | Broken, translations: Mapping[str, Raw]
) -> tuple[Entry[Record] | Broken, list[Problem]]:
    """A record with its translations, and all that is wrong in those."""
    read: dict[str, Translation] = {}
    further: dict[str, str] = {}
    problems: list[Problem] = []
    for language, raw in translations.items():
        source, found = source_of(raw.data, raw.path, complete=raw.complete)
        problems += [raw.problem] if raw.problem else found
        if source is None or raw.problem:
            continue
        made = read_translation(source, file, raw.digest)
        problems += made.problems
        if made.translation:
            read[language], further[language] = made.translation, made.html
    if not isinstance(file, Entry) or not read:
        return file, problems
    rest = file.rest.load()._replace(further=further)
    return replace(file, rest=rest, translations=read), problems


def read_records(jobs: Sequence[Job]) -> list[Outcome]:
    """Read some files, in their order."""
    return [read_record(job) for job in jobs]


def _table(job: Job) -> tuple[Table | None, list[Problem]]:
    """The table beside a file, if there is one that can be read, with its problems."""
    raw = job.table
    if raw is None:
        return None, []
    if raw.problem:
        return None, [raw.problem]
    source, problems = source_of(raw.data, raw.path, complete=raw.complete)
    if source is None:
        return None, problems
    if not raw.complete:
        return None, [*problems, Problem("table-too-big", raw.path, "file", values={"most": MOST_ROWS})]
    table = read_table(source, shape_of(job.kind).fields[job.kind.table])
    return table, [*problems, *table.problems]


def entry_of(
    source: SourceFile, kind: type[Record], table: Table | None = None, digest: str = ""
) -> tuple[Entry[Record] | Broken, list[Problem]]:
    """Read the text of one file: front matter, body and record, with every problem of each step.

    ``kind`` is the class of the record in its catalogue (``Kinds``), ``table`` the one beside it that holds a
    list of the record, ``digest`` what the entry is known by.
    """
    path = source.path
    front_matter, problems = read_front_matter(source)
    front_matter, found = with_new_names(kind, path, front_matter)
    problems += found
    # A replacement for a mark or byte that was already reported is not reported again.
    marked = {problem.field for problem in problems if problem.code.startswith("yaml-")}
    body, found = render_body(front_matter.body, path, front_matter.body_line)
    problems += found
    data = front_matter.data
    beside: dict[str, str] = {}
    if table and data is not None:
        if kind.table in data:
            problems.append(Problem("table-twice", table.path, "file", values={"name": path}))
        else:
            beside = {kind.table: table.path}
            front_matter = replace(
                front_matter,
                data=data | {kind.table: table.rows},
                places={**front_matter.places, **table.places},
            )
    record, found = read_fields(kind, path, front_matter, beside)
    problems += [p for p in found if p.field not in marked and REPLACED not in str(p.values)]
    refers = references(kind, front_matter.data)
    places = front_matter.places
    if record is None:
        data = front_matter.data
        return Broken(kind.origin, path, source.slug, data, body, places, refers, beside), problems
    keys = {str(field[0]): line for field, (line, _) in front_matter.keys.items() if len(field) == 1}
    entry = Entry(
        path=path,
        slug=source.slug,
        record=record,
        references=refers,
        body_links=body.links,
        body_images=body.images,
        words=body.words,
        right_from=right_from(kind, front_matter.data),
        digest=digest,
        face=fingerprint(path, repr(front_matter.data), kind.follows),
        rest=Rest(body.html, source.text, _packed(Written(data or {}, keys))),
        placed=_packed(dict(places)),
        beside=beside,
    )
    return entry, problems


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
