"""Run benchmarks, all or those that are named: ``python -m tests.bench [build] [weight] [find] [search]``.

The exit code says whether every target holds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from tests.bench import build, find, search, weight

BENCHMARKS: Mapping[str, Callable[[], int]] = {
    "build": build.main,
    "weight": weight.main,
    "find": find.main,
    "search": search.main,
}


def main(names: list[str]) -> int:
    """Run what is named, or all; 1 where a target does not hold."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        sys.exit(f"no benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    return max([BENCHMARKS[name]() for name in names or BENCHMARKS])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
