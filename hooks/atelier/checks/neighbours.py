"""The register of neighbours, and what was taken over from them: the files that ``atelier harvest`` wrote."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from atelier.catalogue.names import former_names
from atelier.content.entry import Entry
from atelier.content.reader import Collections, folder_problem, of_kind
from atelier.content.source import kind_problem
from atelier.exchange.limits import FOLDER, LARGEST
from atelier.exchange.taken import Taken, TakenError, read_taken
from atelier.model.addresses import plain
from atelier.model.neighbour import Neighbour
from atelier.problems.problem import Problem, Related
from atelier.store.code import code_digest
from atelier.store.contents import Contents, Stamp, statuses
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store

ENDING = ".json"


def register_problems(neighbours: Iterable[Entry[Neighbour]], urls: Sequence[str]) -> Iterator[Problem]:
    """Problems of neighbours that are ourselves, or the same; ``urls`` are where we are, or were."""
    first: dict[str, Entry[Neighbour]] = {}
    for entry in neighbours:
        url = plain(entry.record.url)
        other = first.setdefault(url, entry)
        if f"{url}/".startswith(tuple(urls)):
            yield entry.problem("neighbour-self", "url", value=entry.record.url)
        elif other is not entry:
            problem = entry.problem("neighbour-twice", "url", value=entry.record.url, name=other.path)
            yield replace(problem, related=(Related(other.path, other.line("url")),))
        seen: set[str] = set()
        for number, match in enumerate(entry.record.pillars):
            if match.theirs in seen:
                yield entry.problem("match-twice", "pillars", number, "theirs", value=match.theirs)
            seen.add(match.theirs)


def read_neighbours(
    root: Path, collections: Collections, contents: Contents, store: Store | None
) -> tuple[Mapping[str, Taken], list[Problem]]:
    """What was taken over from each neighbour, by its slug, and all that is wrong with the files."""
    taken: dict[str, Taken] = {}
    problems: list[Problem] = []
    known = {Path(path).stem for path in collections.paths if path.startswith(f"{Neighbour.folder}/")}
    moved = former_names(of_kind(collections, Neighbour))
    folder = root / FOLDER
    problem = folder_problem(folder, FOLDER)
    if problem or not folder.is_dir():
        return taken, [problem] if problem else []
    files = statuses(folder)
    for name, status in files.items():
        path, slug = f"{FOLDER}/{name}", name.removesuffix(ENDING)
        if slug == name or not stat.S_ISREG(status.st_mode):
            problems.append(kind_problem(status, path) or Problem("taken-stray", path, "file"))
            continue
        if slug not in known and f"{moved.get(slug, slug)}{ENDING}" not in files:
            slug = moved[slug]  # until the next harvest it has the name that the neighbour had
        if slug not in known:
            values = {"name": f"{Neighbour.folder}/{slug}.md"}
            problems.append(Problem("taken-alone", path, "file", values=values))
            continue
        try:
            taken[slug] = _read(path, Stamp.of(status), contents, store)
        except OSError:
            problems.append(Problem("file-unreadable", path, "file"))
        except TakenError as error:
            values = {"place": error.fault.place or path}
            problems.append(Problem("taken-unreadable", path, "file", values=values))
    return taken, problems


def _read(path: str, stamp: Stamp, contents: Contents, store: Store | None) -> Taken:
    """What one file holds. Raises OSError and TakenError."""
    digest, read = contents.known(path, stamp), None
    if digest is None:
        read = contents.read(path, LARGEST + 1)
        digest = read.digest

    def make() -> Taken:
        content = read or contents.read(path, LARGEST + 1)
        return read_taken(content.data)

    if not store:
        return make()
    return store.remember(f"taken/{Path(path).stem}", fingerprint(code_digest(), digest), make)
