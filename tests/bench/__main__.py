"""Measure: ``python -m tests.bench table``, ``weight``, ``find``, ``search``, ``neighbours``, ``serve`` or ``receive``.

The exit code says whether every target holds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.bench import find, neighbours, receive, search, serve, speed_page, table, weight
from tests.bench.measure import BUSY, FailedError, quiet

OTHERS: Mapping[str, Callable[[], int]] = {
    "weight": weight.main,
    "find": find.main,
    "search": search.main,
    "serve": serve.main,
    "receive": receive.main,
}


def build_table(options: argparse.Namespace) -> int:
    """Measure builds and print them; 1 where a target does not hold."""
    console = Console(stderr=True)
    if not quiet():
        console.print("This machine is busy: what you measure now means little.", style="yellow")
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    sizes = options.sizes or (table.LARGE if options.large else table.SIZES)
    try:
        with Progress(*columns, console=console, transient=True, refresh_per_second=1) as progress:
            alone = options.ours or options.large
            results = table.measure(sizes, options.rounds, progress, alone=alone, apart=options.large)
    except FailedError as error:
        sys.exit(str(error))
    print("\n".join(table.told(results)))
    if results.others > BUSY:
        console.print(
            f"Others used {results.others:.0%} of the processor: this means little.", style="yellow"
        )
    if options.write:
        speed_page.write(results, options.large)
    return int(not all(target.holds for target in table.targets(results)))


def neighbours_table(options: argparse.Namespace) -> int:
    """Measure what neighbours cost and print it; 1 where a target does not hold."""
    results = neighbours.measure()
    print("\n".join(neighbours.told(results)))
    if options.write:
        speed_page.write_neighbours(results)
    return int(not all(target.holds for _, _, target in neighbours.targets(results)))


def main(arguments: list[str]) -> int:
    """Run what is asked for; 1 where a target does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    builds = parts.add_parser("table", help="what builds cost, beside Hugo, MkDocs + Material and Eleventy")
    builds.add_argument("--sizes", type=_sizes, help="numbers of initiatives: 1000,5000")
    builds.add_argument("--rounds", type=int, help="how often each is built")
    builds.add_argument("--ours", action="store_true", help="ours alone")
    builds.add_argument(
        "--large", action="store_true", help="ours alone, with search, up to 100,000 initiatives"
    )
    builds.add_argument("--write", action="store_true", help="put the figures into docs/about/speed.md")
    parts.add_parser("weight", help="what a first visit weighs, in a browser")
    parts.add_parser("find", help="what filtering costs, in a browser")
    parts.add_parser("search", help="what a search finds and costs, in a browser")
    others = parts.add_parser("neighbours", help="what neighbours cost: to take over, to build and to find")
    others.add_argument("--write", action="store_true", help="put the figures into docs/about/speed.md")
    parts.add_parser("serve", help="how long an edit takes until a browser shows it")
    parts.add_parser("receive", help="whether the service loses a post, and how many it takes")
    options = parser.parse_args(arguments)
    with_options = {"table": build_table, "neighbours": neighbours_table}
    if options.part in with_options:
        return with_options[options.part](options)
    return OTHERS[options.part]()


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
