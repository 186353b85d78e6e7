"""Read and check a catalogue: from files to a ``Catalogue``, in one call.

A file that cannot be read hides some problems between files. They are reported once that file is fixed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import cast

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.names import Names
from atelier.catalogue.parts import with_parts
from atelier.catalogue.usefulness import by_usefulness
from atelier.checks.addresses import address_problems, former_problems
from atelier.checks.advice import remarks
from atelier.checks.baseline import Base
from atelier.checks.dates import date_problems
from atelier.checks.editors import active_problems, link_problems
from atelier.checks.festivals import programme_problems
from atelier.checks.former import ended
from atelier.checks.funds import all_claims, unbalanced, years_twice
from atelier.checks.initiatives import circles, own_addresses, own_references
from atelier.checks.inputs import inputs
from atelier.checks.links import body_link_problems
from atelier.checks.neighbours import read_neighbours, register_problems
from atelier.checks.published import lost_addresses
from atelier.checks.questions import answer_problems
from atelier.checks.references import resolved
from atelier.checks.translations import translation_problems
from atelier.content.entry import Broken, Entry
from atelier.content.history import History
from atelier.content.reader import Collections, of_kind, read_collections
from atelier.content.settings import read_settings
from atelier.content.source import SETTINGS
from atelier.content.synonyms import read_synonyms
from atelier.images.picture import Picture
from atelier.images.reader import read_pictures
from atelier.model.base import Record
from atelier.model.festival import Festival
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.kinds import kinds_of
from atelier.model.neighbour import Neighbour
from atelier.model.parts import ALL_PARTS
from atelier.model.question import Question
from atelier.model.settings import Settings
from atelier.problems.problem import Problem, in_order
from atelier.store.contents import Contents
from atelier.store.store import Store
from atelier.store.work import Cores

NO_HISTORY: History = {}
NAME = "check"
"""Of what a check said, in the store."""


@dataclass(frozen=True)
class Findings:
    """What a check has to say.

    Attributes:
        problems: what is wrong, by file and line.
        remarks: what could be better about files without errors, by file and line.
        paths: every file that was looked at, from the root.

    """

    problems: list[Problem]
    remarks: list[Problem]
    paths: tuple[str, ...]

    @property
    def all(self) -> list[Problem]:
        """All problems and remarks, by file and line."""
        return in_order(self.problems + self.remarks)


@dataclass(frozen=True)
class Result(Findings):
    """What a check found, and what it made.

    Attributes:
        catalogue: None if a problem is an error.
        collections: what was read.
        settings: those of the site; None if one of them is wrong.

    """

    catalogue: Catalogue | None
    collections: Collections
    settings: Settings | None


def findings(
    root: Path, today: datetime.date, store: Store, *, base: Base | None = None, publish: bool = False
) -> Findings:
    """What ``check`` has to say: what it said the last time, if nothing changed since."""
    if base:
        return check(root, today, base=base, publish=publish, store=store)
    contents = Contents(root, store)
    key = inputs(root, SETTINGS, today, contents, publish=publish)
    kept = store.get(NAME, key)
    if kept is not None:
        contents.keep()
        return cast("Findings", kept)
    with Cores() as executor:
        result = check(root, today, publish=publish, store=store, contents=contents, executor=executor)
    # Unless a file was changed meanwhile: then it is not known what was read.
    if inputs(root, SETTINGS, today, contents, publish=publish) == key:
        store.put(NAME, key, Findings(result.problems, result.remarks, result.paths))
    contents.keep()
    return result


def check(
    root: Path,
    today: datetime.date,
    *,
    base: Base | None = None,
    history: History = NO_HISTORY,
    settings_file: str = SETTINGS,
    publish: bool = False,
    store: Store | None = None,
    contents: Contents | None = None,
    executor: Executor | None = None,
) -> Result:
    """Read and check the catalogue in ``root``, the folder with ``mkdocs.yml``, on the date ``today``.

    ``base`` is what is published, if that is known: no address of it may be lost, and what is changed in
    the editors' part since may not be active. ``history`` are the dates of the files from git, which only
    pages need. ``publish`` asks for the settings that only a site that is published needs. What ``store``
    keeps of an earlier check is not read again; ``contents`` knows which files are the same. What is read is
    parsed by ``executor``.
    """
    contents = contents or Contents(root, store)
    settings, problems = read_settings(root / settings_file, publish=publish)
    problems += link_problems(root)
    kinds = kinds_of(settings.extra.choices) if settings else None
    collections, found = read_collections(root, store, contents, executor, kinds)
    problems += found
    problems += translation_problems(collections, settings)
    synonyms, found = read_synonyms(root)
    problems += found
    pictures, found = read_pictures(root, collections)
    problems += found
    kept, found = with_parts(collections, settings.extra.parts if settings else ALL_PARTS)
    problems += found
    urls = settings.addresses if settings else ()
    catalogue, found = build_catalogue(kept, pictures, today, history, urls=urls)
    problems += found
    taken, found = read_neighbours(root, collections, contents, store)
    problems += found
    if base:
        problems += active_problems(root, base.root)
        lost = list(lost_addresses(base.collections, collections))
        # A fix there fixes the links to it as well.
        moved = {related.path for problem in lost for related in problem.related}
        problems = [p for p in problems if p.code != "body-link-missing" or p.values["value"] not in moved]
        problems += lost
    contents.keep()
    problems = ended(problems)
    wrong = {problem.path for problem in problems if problem.severity == "error"}
    if wrong:
        catalogue = None
    if catalogue and settings:
        taken = {slug: one for slug, one in taken.items() if slug in catalogue.neighbours}
        language = settings.theme.language
        catalogue = replace(catalogue, synonyms=synonyms, taken=taken, language=language)
    well = (entry for entry in of_kind(collections, Initiative) if entry.path not in wrong)
    return Result(
        in_order(problems),
        in_order(remarks(well, today)),
        collections.paths,
        catalogue,
        collections,
        settings,
    )


def build_catalogue(
    collections: Collections,
    pictures: Mapping[str, Picture],
    today: datetime.date,
    history: History,
    *,
    urls: Sequence[str] = (),
) -> tuple[Catalogue | None, list[Problem]]:
    """Resolve references, and check what holds between files. ``urls`` are where the site is, or was.

    Returns the catalogue, or None if there is an error, and the problems.
    """
    problems: list[Problem] = []
    names = Names(collections)
    problems += names.problems
    collections = replace(
        collections,
        entries={
            kind: tuple(resolved(entry, names, problems) for entry in entries)
            for kind, entries in collections.entries.items()
        },
    )
    funds = of_kind(collections, Fund)
    initiatives = of_kind(collections, Initiative)
    for broken in collections.broken:
        unknown = [r for r in broken.references if names.resolve(r) is None]
        problems += filter(None, (names.unknown(broken, reference) for reference in unknown))
    files: list[Entry[Record] | Broken] = [*chain.from_iterable(collections.entries.values())]
    files += collections.broken
    problems += chain.from_iterable(date_problems(file, collections.kinds, today) for file in files)
    for entry in initiatives:
        problems += own_references(entry)
    problems += circles(initiatives)
    named = chain.from_iterable(collections.entries.values())
    problems += chain.from_iterable(own_addresses(entry, names, urls) for entry in named)
    festivals: list[Entry[Festival] | Broken] = [*of_kind(collections, Festival)]
    festivals += [file for file in collections.broken if file.kind is Festival]
    problems += chain.from_iterable(programme_problems(festival) for festival in festivals)
    problems += chain.from_iterable(answer_problems(question) for question in of_kind(collections, Question))
    problems += register_problems(of_kind(collections, Neighbour), urls)
    claims = all_claims(initiatives, funds, problems)
    problems += chain.from_iterable(years_twice(fund) for fund in funds)
    problems += unbalanced(collections, funds, claims)
    problems += former_problems(collections)
    problems += address_problems(collections, initiatives)
    problems += body_link_problems(collections)
    if any(problem.severity == "error" for problem in problems) or collections.broken:
        return None, problems
    return Catalogue(
        today=today,
        records={
            kind: {e.slug: e for e in ordered(collections, kind, today)} for kind in collections.entries
        },
        claims=claims,
        pictures=pictures,
        history=history,
        kinds=collections.kinds,
        urls=tuple(urls),
    ), problems


def ordered(collections: Collections, kind: type[Record], today: datetime.date) -> Sequence[Entry[Record]]:
    """The records of a kind in the order of their lists."""
    if kind is Initiative:
        return by_usefulness(of_kind(collections, Initiative), today)
    return sorted(collections.entries[kind], key=lambda entry: entry.record.sort_key(entry.slug, today))
