"""The figures in ``docs/about/speed.md``: ``python -m tests.bench table --write`` puts them there, nobody else."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import escape

from tests.bench import neighbours
from tests.bench.contenders import Step
from tests.bench.contenders.eleventy import Eleventy
from tests.bench.contenders.hugo import Hugo, HugoPages
from tests.bench.contenders.material import Empty, Plain
from tests.bench.contenders.ours import Checked, Ours, Searched
from tests.bench.figures import Target
from tests.bench.measure import BUSY, Cost, Machine
from tests.bench.table import Results, Who, targets
from tests.fixtures.sites import ROOT

PAGE = ROOT / "docs" / "about" / "speed.md"
START, LARGE = "<!-- figures made by `make bench` -->", "<!-- figures of a large catalogue -->"
NEIGHBOURS = "<!-- figures of neighbours -->"
END = "<!-- end of the figures -->"

NAMES: Mapping[Who, str] = {
    Ours: "wij",
    Searched: "wij, met zoeken",
    Checked: "wij, alleen controleren",
    Hugo: "Hugo, hetzelfde werk",
    HugoPages: "Hugo, alleen pagina’s",
    Eleventy: "Eleventy, alleen pagina’s",
    Plain: "MkDocs, alleen pagina’s",
    Empty: "MkDocs, één pagina",
}
NEIGHBOURS_TARGETS: Mapping[str, str] = {
    "search": "een eerste keer zoeken: kB",
    "choice": "een keuze in een filter: milliseconden",
    "build": "één initiatief van een buur erbij: rekentijd, als deel van een eigen initiatief",
    "memory": "één initiatief van een buur erbij: geheugen in kB",
    "harvest": "ophalen: seconden op de klok",
    "harvest memory": "ophalen: geheugen in MB",
}
"""The kinds of targets about neighbours, in Dutch."""
TARGETS: Sequence[tuple[str, str]] = (
    ("cold at {size}: CPU", "helemaal opnieuw bij {size}: rekentijd, als deel van Hugo met hetzelfde werk"),
    ("cold at {size}: wall", "helemaal opnieuw bij {size}: wachttijd, als deel van Hugo met hetzelfde werk"),
    ("edit of a text at", "een zin erbij bij {size}: rekentijd, als deel van MkDocs met één pagina"),
    (
        "edit of title",
        "andere titel en ander onderwerp bij {size}: rekentijd, als deel van MkDocs met één pagina",
    ),
    ("nothing changed at", "niets veranderd bij {size}: rekentijd, als deel van MkDocs met één pagina"),
    (
        "search index after edit of a text",
        "zoeken bijwerken na een zin erbij, bij {size}: als deel van alles",
    ),
    (
        "search index after edit of title",
        "zoeken bijwerken na een andere titel, bij {size}: als deel van alles",
    ),
    ("atelier check", "{size} bestanden controleren, niets veranderd: rekentijd in seconden"),
    ("memory", "geheugen per initiatief bij {size}, in kB"),
    (
        "growth",
        "groei van de rekentijd van 1.000 naar {size}: macht (1 is: twee keer zo veel kost twee keer zo veel)",
    ),
)
"""The target that begins so, in Dutch."""
VERDICTS = {"holds": "gehaald", "does not hold": "niet gehaald", "not measured": "niet gemeten"}


def write(results: Results, large: bool) -> None:
    """Put the figures into the page, in place of those that are there."""
    _put(LARGE if large else START, lines(results, datetime.date.today(), large))


def write_neighbours(results: neighbours.Results) -> None:
    """Put what neighbours cost into the page, in place of what is there."""
    _put(NEIGHBOURS, neighbours_lines(results, datetime.date.today()))


def _put(start: str, made: Iterable[str]) -> None:
    """Put lines between a mark and the next end."""
    text = PAGE.read_text(encoding="utf-8")
    figures = "\n".join(made)
    renewed, times = re.subn(
        f"{re.escape(start)}.*?{END}", lambda _: f"{start}\n{figures}\n{END}", text, flags=re.DOTALL
    )
    if times != 1:
        raise SystemExit(f"{PAGE.name} must have once: {start}")
    PAGE.write_text(renewed, encoding="utf-8")


def lines(results: Results, day: datetime.date, large: bool) -> Iterator[str]:
    """The figures as Markdown."""
    if large:
        yield f"\n## {_number(max(results.sizes), 0)} initiatieven\n"
        yield "Zo veel initiatieven zijn er nergens. We meten het om te zien waar het ophoudt: één keer, alleen onszelf.\n"
    versions = ", ".join(map(" ".join, results.versions.items()))
    yield f"{_measured_on(results.machine, day)}, {versions}."
    yield from _busy(results.others)
    yield from _in_short(results)
    for size in results.sizes:
        rounds = len(results.of(size, Ours, Step.COLD))
        yield f"\n### {_number(size, 0)} initiatieven\n"
        yield f"Het midden van {rounds} rondes." if rounds > 1 else "Eén ronde."
        rows = [_row(results, size, who) for who in NAMES if results.cost(size, who, Step.COLD)]
        yield _table(
            f"{_number(size, 0)} initiatieven",
            "wie|opnieuw|wachten|geheugen|niets|zin erbij|titel".split("|"),
            rows,
        )
    yield "\n### Hoe groot de site is\n"
    rows = [_made(results, who) for who in NAMES if who not in (Checked, Empty)]
    yield _table(
        "Hoe groot de site is", ["wie", *(f"{_number(size, 0)} initiatieven" for size in results.sizes)], rows
    )
    yield "\n### Onze doelen\n"
    rows = [_judged(target) for target in targets(results) if target.figure is not None or not large]
    yield _table("Onze doelen", "doel|hoogstens|gemeten|oordeel".split("|"), rows)


def _measured_on(machine: Machine, day: datetime.date) -> str:
    return (
        f"Gemeten op {format_date(day, 'd MMMM y', locale='nl')}, op een computer met {machine.cores} kernen "
        f"({machine.processor}), {machine.memory} GB geheugen, {machine.system}, Python {machine.python}"
    )


def _busy(others: float) -> Iterator[str]:
    """That the machine did other work too, if it did."""
    if others > BUSY:
        yield f"De computer deed ook ander werk: {_number(100 * others, 0)} procent van zijn rekenkracht ging daarheen."


def neighbours_lines(results: neighbours.Results, day: datetime.date) -> Iterator[str]:
    """What neighbours cost, as Markdown."""
    yield _measured_on(results.machine, day) + "."
    yield from _busy(results.others)
    names = {size: _neighbours(size) for size in results.found}
    rows = [
        [name, *_pair(results.taken.get(size)), *_pair(results.built[size]), *_pair(results.again[size], 1)]
        for size, name in names.items()
    ]
    head = "buren|ophalen|geheugen|opnieuw|geheugen|niets"
    yield _table("Wat buren kosten om te maken", head.split("|"), rows)
    rows = [
        [name, _number(found.searched, 0), _number(found.chosen, 0)]
        for name, found in zip(names.values(), results.found.values(), strict=True)
    ]
    yield _table("Wat buren kosten om te vinden", "buren|eerste keer zoeken, kB|keuze, ms".split("|"), rows)
    rows = [
        [
            f"{names[size]}: {NEIGHBOURS_TARGETS[kind]}",
            _number(target.most, 2),
            "" if target.figure is None else _number(target.figure, 2),
            VERDICTS[target.verdict],
        ]
        for kind, size, target in neighbours.targets(results)
    ]
    yield _table("Onze doelen met buren", "doel|hoogstens|gemeten|oordeel".split("|"), rows)


def _neighbours(size: neighbours.Neighbours) -> str:
    if not size.cities:
        return "geen"
    return f"{size.cities} van {_number(size.each, 0)}"


def _pair(cost: Cost | None, columns: int = 2) -> Sequence[str]:
    """CPU seconds and megabytes; a dash where nothing was measured."""
    return ([_number(cost.cpu), _number(cost.memory, 0)] if cost else ["–", "–"])[:columns]


def _table(label: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as HTML: one of Markdown cannot be scrolled by keyboard in every browser."""
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = [
        f'\n<section class="table" aria-label="{escape(label)}" tabindex="0">\n<table class="money">\n<thead>\n<tr>{cells}</tr>\n</thead>\n<tbody>'
    ]
    for name, *figures in rows:
        cells = "".join(f"<td>{escape(figure)}</td>" for figure in figures)
        lines.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    return "\n".join([*lines, "</tbody>\n</table>\n</section>"])


def _judged(target: Target) -> Sequence[str]:
    what = next(dutch for begin, dutch in TARGETS if target.what.startswith(begin))
    figure = "" if target.figure is None else _number(target.figure, 2)
    what = what.format(size=_number(target.size, 0))
    return what, _number(target.most, 2), figure, VERDICTS[target.verdict]


def _in_short(results: Results) -> Iterator[str]:
    """What it comes to, for who reads no table."""
    size = max(results.sizes)
    cold, edit = results.cost(size, Ours, Step.COLD), results.cost(size, Ours, Step.FIELDS)
    if cold and edit:
        yield (
            f"\nBij {_number(size, 0)} initiatieven wachten wij {_number(cold.wall)} seconden op een nieuwe site, "
            f"en {_number(edit.wall)} seconden op een andere titel."
        )


def _row(results: Results, size: int, who: Who) -> Sequence[str]:
    cold = results.cost(size, who, Step.COLD)
    assert cold
    cells = [_number(cold.cpu), _number(cold.wall), _number(cold.memory, 0)]
    for step in (Step.NOTHING, Step.TEXT, Step.FIELDS):
        cost = results.cost(size, who, step)
        cells.append(_number(cost.cpu) if cost else "–")
    return [NAMES[who], *cells]


def _made(results: Results, who: Who) -> Sequence[str]:
    """How many files who made for each size, and how many megabytes."""
    cells = []
    for size in results.sizes:
        files, total = results.made.get((size, who), (0, 0))
        cells.append(f"{_number(files, 0)} bestanden, {_number(total / 1e6, 0)} MB" if files else "–")
    return [NAMES[who], *cells]


def _number(value: float, decimals: int | None = None) -> str:
    """A number as Dutch writes it; unless told, with two decimals below ten and with one above."""
    if decimals is None:
        decimals = 1 if value >= 10 else 2
    return str(format_decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""), locale="nl"))
