"""What neighbours cost: taking over what they publish, building with it, and finding in it in a real browser.

A city of 1,000 initiatives has no neighbours, twelve of 1,000 each, or one of 50,000. All is measured on the same
machine and in the same run, so that what a neighbour's initiative costs can be told as a part of one of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

from tests.bench import find, search
from tests.bench.contenders.ours import BIN, Searched
from tests.bench.figures import Target, middle
from tests.bench.measure import MEMORY, Cost, Machine, measured, this_machine
from tests.bench.others import made_up_neighbour, write_register
from tests.bench.synthetic import write_catalogue
from tests.fixtures.chromium import started
from tests.fixtures.host import hosted
from tests.fixtures.sites import make_site

OURS = 1_000
"""How many initiatives the city has itself."""
ENVIRONMENT = {**Searched.environment, "SERVER": "cloudflare"}
"""A build with a search index and the headers with which the browser is served."""


class Neighbours(NamedTuple):
    """How many neighbours, and how many initiatives each of them has."""

    cities: int
    each: int

    @property
    def all(self) -> int:
        return self.cities * self.each

    def __str__(self) -> str:
        return f"{self.cities} of {self.each:,}" if self.cities else "none"


SIZES = (Neighbours(0, 0), Neighbours(12, 1_000), Neighbours(1, 50_000))

ASKED: Mapping[str, str] = {
    "search": "first search",
    "choice": "slowest choice",
    "build": "build one more of theirs: CPU, of one of ours",
    "memory": "build one more of theirs: memory",
    "harvest": "take over: wall",
    "harvest memory": "take over: memory",
}
"""The kinds of targets."""


@dataclass(frozen=True)
class Found:
    """What finding costs in a browser: a first search in KB, and the slowest choice in milliseconds."""

    searched: float
    chosen: float


@dataclass(frozen=True)
class Results:
    """What was measured.

    Attributes:
        machine: on what.
        empty: a build without any initiative.
        taken: taking over from all neighbours, one after another.
        built: a build of all.
        again: a build in which nothing changed.
        found: finding in it.

    """

    machine: Machine
    empty: Cost
    taken: Mapping[Neighbours, Cost]
    built: Mapping[Neighbours, Cost]
    again: Mapping[Neighbours, Cost]
    found: Mapping[Neighbours, Found]

    @property
    def others(self) -> float:
        """The part of the processor that others used meanwhile."""
        return middle([self.empty, *self.built.values(), *self.again.values()]).others


@contextmanager
def published(folder: Path, neighbours: Neighbours) -> Iterator[str]:
    """Where made-up cities publish their data meanwhile, with ``{}`` for the seed of each."""
    folder.mkdir()
    for name in ("_headers", "404.html"):
        (folder / name).touch()
    with hosted(folder) as address:
        at = f"{address}stad-{{}}/"
        for seed in range(neighbours.cities):
            file = folder / f"stad-{seed}" / "data" / "catalogue.json"
            file.parent.mkdir(parents=True)
            file.write_bytes(made_up_neighbour(neighbours.each, seed, at))
        yield at


def measure(sizes: Sequence[Neighbours] = SIZES) -> Results:
    """Take over, build and find, for each size. Raises FailedError if a program fails."""
    taken: dict[Neighbours, Cost] = {}
    built: dict[Neighbours, Cost] = {}
    again: dict[Neighbours, Cost] = {}
    found: dict[Neighbours, Found] = {}
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        empty = make_site(Path(folder) / "empty")
        write_catalogue(empty, 0)
        nothing = _run("build", empty)
        for neighbours in sizes:
            root = make_site(Path(folder) / f"{neighbours.cities}-{neighbours.each}")
            write_catalogue(root, OURS)
            if neighbours.cities:
                with published(root.with_suffix(".others"), neighbours) as at:
                    write_register(root, neighbours.cities, at)
                    taken[neighbours] = _run("harvest", root, "--loopback")
            built[neighbours] = _run("build", root)
            again[neighbours] = _run("build", root)
            # Where nothing else is chosen, a list shows what is its own: to choose that changes nothing.
            keys = (*find.CHOICES, "catalogue", "catalogue") if neighbours.cities else find.CHOICES
            found[neighbours] = _found(root / "site", keys)
    return Results(this_machine(), nothing, taken, built, again, found)


def _run(command: str, root: Path, *options: str) -> Cost:
    return measured([BIN / "atelier", command, *options], root, ENVIRONMENT)


def _found(site: Path, filters: Sequence[str]) -> Found:
    with hosted(site) as address, sync_playwright() as playwright, started(playwright) as browser:
        sizes = []
        for query in search.COSTLY:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(address)
                sizes.append(search.loaded(page, query)[0])
        with browser.new_context() as context:
            page = context.new_page()
            chosen = find.choices(page, address, 1, filters)
    return Found(max(sizes) / 1024, max(chosen))


def targets(results: Results) -> Iterator[tuple[str, Neighbours, Target]]:
    """What is asked, of what kind and with which neighbours, with what was measured."""

    def target(kind: str, neighbours: Neighbours, most: float, figure: float, unit: str = "") -> Any:
        return kind, neighbours, Target(f"{ASKED[kind]}, {neighbours}", neighbours.all, most, figure, unit)

    for neighbours, found in results.found.items():
        yield target("search", neighbours, search.MOST_BYTES / 1024, found.searched, "KB")
        yield target("choice", neighbours, find.CHOICE_MOST[1], found.chosen, "ms")
    none, *some = results.built
    own = (results.built[none].cpu - results.empty.cpu) / OURS
    more = {neighbours: results.built[neighbours].cpu - results.built[none].cpu for neighbours in some}
    for neighbours in some:
        yield target("build", neighbours, 0.25, more[neighbours] / neighbours.all / own)
        memory = results.built[neighbours].memory - results.built[none].memory
        yield target("memory", neighbours, 30, memory * 1000 / neighbours.all, "KB")
        yield target("harvest", neighbours, 60, results.taken[neighbours].wall, "s")
        yield target("harvest memory", neighbours, 600, results.taken[neighbours].memory, "MB")


def told(results: Results) -> Iterator[str]:
    """The lines of the table and the targets."""
    yield f"{results.machine}; a city of {OURS:,} initiatives"
    heads = ("take over", "build", "nothing changed")
    yield f"{'neighbours':<14}" + "".join(f"{head:>26}" for head in heads) + f"{'search':>10}{'choice':>9}"
    yield f"{'':<14}" + f"{'CPU s':>10}{'wall s':>8}{'MB':>8}" * 3 + f"{'KB':>10}{'ms':>9}"
    for neighbours, found in results.found.items():
        columns = (results.taken, results.built, results.again)
        cells = "".join(_cells(column.get(neighbours)) for column in columns)
        yield f"{neighbours!s:<14}{cells}{found.searched:>10.0f}{found.chosen:>9.0f}"
    yield ""
    for _, _, target in targets(results):
        figure = "" if target.figure is None else f"{target.figure:.2f} {target.unit}"
        yield f"{target.what:<60}{figure:>12}, at most {target.most:g} {target.unit}: {target.verdict}"


def _cells(cost: Cost | None) -> str:
    return f"{cost.cpu:>10.2f}{cost.wall:>8.2f}{cost.memory:>8.0f}" if cost else f"{'–':>26}"
