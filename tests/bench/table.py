"""What a build costs, beside Hugo, MkDocs with Material alone, and Eleventy: ``make bench`` prints it.

All build the same catalogue, by turns, in this run and on this machine; the median counts. Who does not end in
reasonable time is not asked for larger catalogues. Nobody makes a search index, but where that is said.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain, product
from operator import attrgetter
from pathlib import Path
from statistics import mean

from rich.progress import Progress

from tests.bench import edits
from tests.bench.contenders import Contender, MissingError, Step, eleventy, hugo
from tests.bench.contenders.eleventy import Eleventy
from tests.bench.contenders.hugo import Hugo, HugoPages
from tests.bench.contenders.material import Empty, Plain
from tests.bench.contenders.ours import Checked, Ours, Searched
from tests.bench.figures import Target, exponent, middle, ratio
from tests.bench.measure import MEMORY, Cost, Machine, this_machine
from tests.bench.synthetic import write_catalogue
from tests.fixtures.sites import make_site

Who = type[Contender]

CONTENDERS: Sequence[Who] = (Ours, Searched, Checked, Hugo, HugoPages, Eleventy, Plain, Empty)
ALONE: Sequence[Who] = (Ours, Searched, Checked, Empty)
"""Who is asked where only our builds count."""
SIZES = (100, 1_000, 5_000, 10_000)
LARGE = (1_000, 100_000)
ROUNDS = {0: 5, 100: 5, 1_000: 5, 5_000: 3}
"""How often each size is built; what is larger once: that takes so long that chance has little part in it."""
EDITS: Mapping[Step, Callable[[str, int], str]] = {Step.TEXT: edits.text, Step.FIELDS: edits.fields}


@dataclass
class Results:
    """What was measured.

    Attributes:
        machine: on what.
        versions: of the programs.
        sizes: the counts of initiatives.
        costs: of each round, by size, contender and step.
        made: files and bytes of a site, by size and contender.
        missing: why a contender could not be asked.

    """

    machine: Machine
    versions: Mapping[str, str]
    sizes: Sequence[int]
    costs: dict[tuple[int, Who, Step], list[Cost]] = field(default_factory=dict)
    made: dict[tuple[int, Who], tuple[int, int]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def others(self) -> float:
        """The part of the processor that others used meanwhile."""
        return mean(cost.others for cost in chain.from_iterable(self.costs.values()))

    def of(self, size: int, who: Who, step: Step, what: str = "cpu") -> list[float]:
        """A column of every round, CPU seconds unless said otherwise; empty if it was not measured."""
        return list(map(attrgetter(what), self.costs.get((size, who, step), ())))

    def cost(self, size: int, who: Who, step: Step) -> Cost | None:
        """The median of the rounds; None if it was not measured."""
        costs = self.costs.get((size, who, step))
        return middle(costs) if costs else None


def versions() -> Mapping[str, str]:
    """The versions of all programs, by name."""
    return {
        "MkDocs": version("mkdocs"),
        "Material": version("mkdocs-material"),
        "Hugo": hugo.version(),
        "Eleventy": eleventy.version(),
    }


def measure(
    sizes: Sequence[int], rounds: int | None, progress: Progress, *, alone: bool, apart: bool
) -> Results:
    """Build everything, or by us ``alone``; with ``apart`` one after another, with nothing else in memory. Raises FailedError if a build fails, SystemExit if Hugo does less than we do."""
    results = Results(this_machine(), versions(), sizes)
    todo = {size: rounds or ROUNDS.get(size, 1) for size in (0, *sizes)}
    total = sum(times * builds(size, asked(size, alone)) for size, times in todo.items())
    task = progress.add_task("", total=total)
    for size, times in todo.items():
        who = asked(size, alone)
        # Two large sites leave no room for each other, nor does one in memory.
        for group in [[each] for each in who] if apart else [who]:
            with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() and not apart else None) as folder:
                progress.update(task, description=f"{size:,} initiatives: writing them")
                catalogue = Path(folder) / "catalogue"
                write_catalogue(make_site(catalogue), size)
                ready = _prepared(Path(folder), catalogue, group, results)
                for number, step in product(range(1, times + 1), steps(size)):
                    if step in EDITS:
                        _edit(catalogue, size // 2, EDITS[step], number, ready.values())
                    for each in (each for each in ready if step in each.steps):
                        progress.update(task, description=f"{size:,} initiatives: {each.name}, {step.value}")
                        results.costs.setdefault((size, each, step), []).append(ready[each].build(step))
                        progress.advance(task)
                results.made |= {(size, each): contender.made() for each, contender in ready.items()}
                if size == min(sizes):
                    _same_work(ready)
    return results


def asked(size: int, alone: bool) -> Sequence[Who]:
    """Who is asked to build a catalogue of that size; an empty one only we and what we stand on."""
    who = ALONE if alone else [each for each in CONTENDERS if size <= each.most]
    return [each for each in who if size or each in (Ours, Empty)]


def steps(size: int) -> Sequence[Step]:
    """What is done to a catalogue of that size, in order."""
    return tuple(Step) if size else (Step.COLD,)


def builds(size: int, who: Sequence[Who]) -> int:
    """How many builds a round is."""
    return sum(step in each.steps for each in who for step in steps(size))


def _prepared(folder: Path, catalogue: Path, who: Sequence[Who], results: Results) -> Mapping[Who, Contender]:
    ready = {each: each(folder / each.__name__, catalogue) for each in who}
    for each in who:
        try:
            ready[each].prepare()
        except MissingError as error:
            del ready[each]
            if str(error) not in results.missing:
                results.missing.append(str(error))
    return ready


def _edit(
    catalogue: Path, number: int, edit: Callable[[str, int], str], times: int, everyone: Iterable[Contender]
) -> None:
    """Edit an initiative of the catalogue, and so in the folder of everyone."""
    file = catalogue / "initiatives" / f"initiatief-{number:05d}.md"
    file.write_text(edit(file.read_text(encoding="utf-8"), times), encoding="utf-8")
    for each in everyone:
        each.put(file.stem, file.read_text(encoding="utf-8"))


def _same_work(ready: Mapping[Who, Contender]) -> None:
    """Raises SystemExit if Hugo made less than we did: figures would mean nothing."""
    if Hugo in ready and (lacking := list(hugo.lacking(ready[Ours].site, ready[Hugo].site))):
        raise SystemExit("Hugo does not do the same work. It lacks:\n" + "\n".join(lacking[:20]))


def targets(results: Results) -> Iterator[Target]:
    """What is asked of our builds, with what was measured."""
    for size, most in ((5_000, 0.6), (1_000, 1.0)):
        figure = _beside(results, (size, Ours, Step.COLD), (size, Hugo, Step.COLD))
        yield Target("cold at {size}: CPU, of Hugo with the same work", size, most, figure)
    size = 5_000
    figure = _beside(results, (size, Ours, Step.COLD), (size, Hugo, Step.COLD), "wall")
    yield Target("cold at {size}: wall, of Hugo with the same work", size, 0.8, figure)
    for step, most in ((Step.TEXT, 1.3), (Step.FIELDS, 1.3), (Step.NOTHING, 1.0)):
        figure = _beside(results, (size, Ours, step), (size, Empty, Step.COLD))
        yield Target(f"{step.value} at {{size}}: CPU, of MkDocs + Material with one page", size, most, figure)
    for step in EDITS:
        figure = _index(results, size, step)
        yield Target(
            f"search index after {step.value} at {{size}}: CPU, of the whole index", size, 0.3, figure
        )
    checked = results.cost(size, Checked, Step.NOTHING)
    yield Target("atelier check of {size}, nothing changed: CPU", size, 1, checked and checked.cpu, "s")
    last = max(results.sizes)
    yield Target("memory an initiative at {size}, over that of none", last, 30, _memory(results, last), "KB")
    yield Target("growth of CPU from 1,000 to {size}: exponent", last, 1.05, _growth(results, 1_000, last))


def _beside(
    results: Results, ours: tuple[int, Who, Step], theirs: tuple[int, Who, Step], column: str = "cpu"
) -> float | None:
    """The median of the ratios of paired runs; None if either was not measured."""
    measured, others = results.of(*ours, column), results.of(*theirs, column)
    return ratio(measured, others) if measured and others else None


def _index(results: Results, size: int, step: Step) -> float | None:
    """What renewing the index costs, as a part of making it: both what a build costs more with it."""

    def more(step: Step) -> list[float]:
        pairs = zip(results.of(size, Searched, step), results.of(size, Ours, step), strict=True)
        return [searched - without for searched, without in pairs]

    if not results.cost(size, Searched, step):
        return None
    return ratio(more(step), more(Step.COLD))


def _memory(results: Results, size: int) -> float | None:
    """Kilobytes that each initiative adds."""
    cost, base = results.cost(size, Ours, Step.COLD), results.cost(0, Ours, Step.COLD)
    # A small catalogue costs less than what two runs differ.
    return (cost.memory - base.memory) * 1000 / size if cost and base and size >= 1_000 else None


def _growth(results: Results, first: int, last: int) -> float | None:
    """The exponent of what initiatives cost. What a site without any costs is left out: it hides growth."""
    base, small, large = (results.cost(size, Ours, Step.COLD) for size in (0, first, last))
    if last <= first or not (base and small and large):
        return None
    return exponent((first, small.cpu - base.cpu), (last, large.cpu - base.cpu))


def told(results: Results) -> Iterator[str]:
    """The lines of the tables and the targets."""
    yield f"{results.machine}; {', '.join(map(' '.join, results.versions.items()))}"
    yield from results.missing
    for size in results.sizes:
        yield ""
        rounds = len(results.of(size, Ours, Step.COLD))
        yield f"{size:,} initiatives, " + (f"median of {rounds} rounds" if rounds > 1 else "one round")
        yield f"{'':<30}{'cold':>24}" + "".join(
            f"{step.value.removesuffix(' changed'):>26}" for step in list(Step)[1:]
        )
        yield (
            f"{'':<30}{'CPU s':>8}{'wall s':>8}{'MB':>8}"
            + f"{'CPU s':>18}{'wall s':>8}" * 3
            + f"{'files':>9}{'MB':>6}"
        )
        for who in CONTENDERS:
            if results.cost(size, who, Step.COLD):
                yield _row(results, size, who)
    yield ""
    for target in targets(results):
        figure = "" if target.figure is None else f"{target.figure:.2f} {target.unit}"
        most = f"at most {target.most:g} {target.unit}".rstrip()
        yield f"{target.what.format(size=f'{target.size:,}'):<76}{figure:>9}, {most}: {target.verdict}"


def _row(results: Results, size: int, who: Who) -> str:
    def pair(step: Step) -> str:
        cost = results.cost(size, who, step)
        return f"{cost.cpu:.2f} {cost.wall:>7.2f}" if cost else "–"

    cold = results.cost(size, who, Step.COLD)
    assert cold
    files, size_ = results.made[size, who]
    return (
        f"{who.name:<30}{cold.cpu:>8.2f}{cold.wall:>8.2f}{cold.memory:>8.0f}"
        + "".join(f"{pair(step):>26}" for step in list(Step)[1:])
        + (f"{files:>9,}{size_ / 1e6:>6.0f}" if files else "")
    )
