"""The risk of a proposal, by what it changes: computed from the files before and after, whoever sent them.

What a field touches is its mark in the model (``atelier.model.risk``). Nothing here looks at the disk or at a
host: files are bytes by path, and a file that is no record is the highest risk of all.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from atelier.content.entry import Broken, Entry
from atelier.content.record import Job, Raw, read_record
from atelier.content.settings import kinds_from
from atelier.content.source import READ_LIMIT, SETTINGS, TABLE, TABLE_LIMIT
from atelier.content.translated import original_of
from atelier.model.base import Record
from atelier.model.fields import Leaf, leaves, nested_at
from atelier.model.kinds import Kinds
from atelier.model.records import kind_of
from atelier.model.risk import Risk
from atelier.model.slug import IMAGE_NAME

Files = Mapping[str, bytes | None]
"""The content of each file of a proposal by its path from the root; None removes the file."""
Read = Callable[[str], bytes | None]
"""Reads a file of what is published, by its path; None if there is none."""

OUTWARD = re.compile(r"https?://[^\s\"'<>)]+|\bwww\.[^\s\"'<>)]+", re.IGNORECASE)
PERSONAL = re.compile(
    r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"  # an e-mail address
    r"|(?<![0-9A-Za-z])(?:\+|00|0)[1-9](?:[ ().-]{0,2}[0-9]){7,}"  # a telephone number
)
IMAGE = re.compile(r"<img\b[^>]*>")
IN_TEXT: tuple[tuple[re.Pattern[str], Risk], ...] = (
    (OUTWARD, Risk.ADDRESSES),
    (PERSONAL, Risk.CONTACT),
    (IMAGE, Risk.CONTACT),
)
"""What running text can hold that is more than facts."""

CONFIRMATION = re.compile(r"last_confirmed: *(?P<quote>[\"']?)[0-9]{4}-[0-9]{2}-[0-9]{2}(?P=quote)\r?")
"""The line of a file that a confirmation changes, with nothing besides the day."""

ORDER = tuple(Risk)


class Version(NamedTuple):
    """A record before and after a proposal, each None where it is not there."""

    old: Entry[Record] | Broken | None
    new: Entry[Record] | Broken | None


def risks_of(files: Files, before: Read, today: datetime.date) -> tuple[Risk, ...]:
    """What a proposal touches, the highest risk first; empty if it changes nothing.

    ``files`` are those of the proposal, ``before`` reads what is published. A record that cannot be read is
    as risky as a file that is none.
    """
    found: set[Risk] = set()
    changed = {path: data for path, data in files.items() if data != before(path)}
    records: set[str] = set()
    for path in changed:
        record = record_of(path)
        if record:
            records.add(record)
        elif is_translation(path):
            # Its fields are texts; where a link in its body leads to is not compared.
            found |= {Risk.FACTS, Risk.ADDRESSES}
        else:
            found.add(Risk.CONTACT if _is_picture(path) else Risk.OTHER)
    versions = versions_of(records, changed, before)
    for version in versions:
        found |= _risks(version, today)
    if len(found) > 1:
        found.discard(Risk.DATE)
    return tuple(risk for risk in ORDER if risk in found)


def only_date(files: Files, before: Read, today: datetime.date) -> bool:
    """Whether a proposal only confirms records: it moves ``last_confirmed`` to a later day, at most today.

    Not a letter of any file differs besides.
    """
    return risks_of(files, before, today) == (Risk.DATE,)


def record_of(path: str) -> str:
    """The file of the record that a file belongs to: itself, or that beside a table; empty if it is none."""
    kind = kind_of(path)
    if kind is None or path.rpartition("/")[0] != kind.folder:
        return ""
    if kind.table and path.endswith(TABLE):
        return path.removesuffix(TABLE) + ".md"
    return path if path.endswith(".md") and not is_translation(path) else ""


def is_translation(path: str) -> bool:
    """Whether a file is the translation of a record."""
    kind = kind_of(path)
    folder, _, name = path.rpartition("/")
    return kind is not None and folder == kind.folder and original_of(name) is not None


def _is_picture(path: str) -> bool:
    kind = kind_of(path)
    folder, _, name = path.rpartition("/")
    return kind is not None and folder == kind.folder and bool(IMAGE_NAME.fullmatch(name))


def versions_of(records: Iterable[str], files: Files, before: Read) -> list[Version]:
    """Each of some records before and after a proposal; of one that moved, under its former name."""
    kinds = kinds_from(before(SETTINGS))
    old = {path: _entry(path, kinds, before) for path in sorted(records)}
    new = {path: _entry(path, kinds, lambda p: files[p] if p in files else before(p)) for path in old}
    moved: dict[str, str] = {}
    for path, entry in new.items():
        if old[path] is None and isinstance(entry, Entry):
            names = (f"{entry.record.folder}/{slug}.md" for slug in entry.record.former_slugs)
            gone = [name for name in names if old.get(name) and not new[name] and name not in moved.values()]
            moved |= {path: gone[-1]} if gone else {}
    left = {*moved.values()}
    return [Version(old[moved.get(path, path)], new[path]) for path in old if path not in left]


def _entry(path: str, kinds: Kinds, read: Read) -> Entry[Record] | Broken | None:
    """The record at a path; None if there is none."""
    data = read(path)
    kind = kind_of(path)
    if data is None or kind is None:
        return None
    name = path.removesuffix(".md") + TABLE
    table = read(name) if kind.table else None
    beside = None if table is None else Raw(name, table[:TABLE_LIMIT], len(table) <= TABLE_LIMIT)
    file = Raw(path, data[:READ_LIMIT], len(data) <= READ_LIMIT)
    outcome = read_record(Job.of(kind, kinds, file, beside))
    # What has an error may say two things at once, such as a field that is there twice.
    wrong = any(problem.severity == "error" for problem in outcome.problems)
    return Broken(kind, path, outcome.file.slug) if wrong else outcome.file


def _risks(version: Version, today: datetime.date) -> set[Risk]:
    """What the change of one record touches; at least facts."""
    old, new = version
    if isinstance(new, Broken):
        return {Risk.OTHER}
    if isinstance(old, Broken):
        old = None
    if old is None or new is None:
        one = old or new
        came = {Risk.NEW} if new else {Risk.ADDRESSES}
        return came | (_filled(one) if one else set())
    if old.path != new.path:
        return {Risk.ADDRESSES, *_differing(old, new)}
    if _is_confirmed(old, new, today):
        return {Risk.DATE}
    return {Risk.FACTS if risk is Risk.DATE else risk for risk in _differing(old, new)} or {Risk.FACTS}


def _is_confirmed(old: Entry[Record], new: Entry[Record], today: datetime.date) -> bool:
    """Whether only the day on which a record was confirmed differs, and is later but not to come."""
    differing = _leaves(old, new)
    if len(differing) != 1 or Risk.DATE not in differing[0].risks:
        return False
    first, last = (nested_at(one.record, *differing[0].keys) for one in (old, new))
    later = last is not None and (first is None or first < last) and last <= today
    return later and old.body.html == new.body.html and _besides(old.text) == _besides(new.text)


def _besides(text: str) -> list[str]:
    return [line for line in text.split("\n") if not CONFIRMATION.fullmatch(line)]


def _leaves(old: Entry[Record], new: Entry[Record]) -> list[Leaf]:
    """The fields in which two records differ."""
    return [
        leaf
        for leaf in leaves(type(new.record))
        if nested_at(old.record, *leaf.keys) != nested_at(new.record, *leaf.keys)
    ]


def _differing(old: Entry[Record], new: Entry[Record]) -> set[Risk]:
    """What the differences of two records touch."""
    found: set[Risk] = set()
    for leaf in _leaves(old, new):
        found |= leaf.risks or {Risk.FACTS}
        before, after = (" ".join(_texts(nested_at(one.record, *leaf.keys))) for one in (old, new))
        found |= _in_text(before, after)
    if old.body.html != new.body.html:
        found |= {Risk.FACTS} | _in_text(html.unescape(old.body.html), html.unescape(new.body.html))
    return found


def _filled(entry: Entry[Record]) -> set[Risk]:
    """What a record touches besides being there: by what not every record of its kind must have."""
    found = _in_text("", html.unescape(entry.body.html))
    for leaf in leaves(type(entry.record)):
        texts = [*_texts(nested_at(entry.record, *leaf.keys))]
        if texts and not leaf.required:
            found |= leaf.risks
        found |= _in_text("", " ".join(texts))
    return found - {Risk.DATE}


def _texts(value: object) -> Iterator[str]:
    """Each value in a nested one, as text; not what is empty or false."""
    if type(value) is tuple:
        for item in value:
            yield from _texts(item)
    elif value is not None and value is not False:
        yield str(value)


def _in_text(old: str, new: str) -> set[Risk]:
    """What a text touches by something in it that another had not, or the other way round."""
    return {risk for pattern, risk in IN_TEXT if {*pattern.findall(old)} != {*pattern.findall(new)}}
