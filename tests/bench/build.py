"""What a build costs, beside plain MkDocs + Material on the same files. Run it by ``make bench``.

Both are built in this run, on this machine, each in a process of its own; CPU seconds of the whole process
and its peak memory. The ratio is what counts: seconds differ from machine to machine. Both are built without
a search index: ours is measured by ``tests.bench.search``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.bench.synthetic import write_catalogue
from tests.fixtures.sites import EPOCH, make_site

MOST = 0.5
"""The most that our build may cost, as a part of what plain MkDocs + Material costs.

The pages alone cost 0.3. The rest is what plain MkDocs does not make, for each initiative: a short address with
its QR code, a page for a frame on another site, its data, and its line in feeds, tables and the graph.
"""

RUNS = 5
"""Each is built so many times, by turns; the cheapest counts: what else the machine does only adds."""

MEMORY = Path("/dev/shm")
"""Sites are built in memory where the system has such a folder: the disk's moods are no one's merit."""

GITHUB_MARKDOWN = """
  - footnotes
  - sane_lists
  - pymdownx.magiclink
  - pymdownx.tasklist
  - pymdownx.tilde
"""
"""What Python-Markdown needs besides tables to read the same bodies as GitHub and we do."""


class Cost(NamedTuple):
    cpu: float
    memory: float


def build(root: Path) -> Cost:
    """CPU seconds and peak megabytes of one ``mkdocs build`` in a process of its own."""
    command = [str(Path(sys.executable).parent / "mkdocs"), "build", "--quiet"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "SEARCH": "false"}
    started = subprocess.Popen(command, cwd=root, env=environment)
    _, status, usage = os.wait4(started.pid, 0)
    if status:
        raise SystemExit(f"the build in {root} failed")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def plain_site(target: Path, catalogue: Path) -> Path:
    """The same files as ordinary pages of MkDocs, out of the nav: the same settings without our hook."""
    shutil.copytree(catalogue / "docs", target / "docs")
    shutil.copytree(catalogue / "initiatives", target / "docs" / "initiatives")
    settings = (catalogue / "mkdocs.yml").read_text(encoding="utf-8")
    for key in ("hooks", "plugins", "not_in_nav"):
        settings = re.sub(rf"^{key}:.*\n(?:[ ].*\n)+", "", settings, flags=re.MULTILINE)
    settings = settings.replace("markdown_extensions:\n", "markdown_extensions:\n" + GITHUB_MARKDOWN)
    settings += "\nplugins: []\nnot_in_nav: |\n  /initiatives/\n  /pillars/\n  /partners/\n  /funds/\n"
    (target / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return target


def main(count: int = 1000) -> int:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        ours, plain, empty = (Path(folder) / name for name in ("ours", "plain", "empty"))
        write_catalogue(make_site(ours), count)
        plain_site(plain, ours)
        write_catalogue(make_site(empty), 0)
        sites = {"empty site": empty, "ours": ours, "plain MkDocs + Material": plain}
        rounds = [{name: build(site) for name, site in sites.items()} for _ in range(RUNS)]
        costs = {name: min(costs[name] for costs in rounds) for name in sites}
        made = (page.relative_to(ours / "site") for page in (ours / "site").rglob("index.html"))
        pages = sum(
            1 for page in made if page.parts[0] != "i" and (page.parts[0] != "embed" or len(page.parts) < 4)
        )
    print(f"{count} initiatives, {pages} pages of ours\n")
    print(f"{'':<26}{'CPU s':>8}{'MB':>8}{'ratio':>8}")
    reference = costs["plain MkDocs + Material"].cpu
    for name, cost in costs.items():
        print(f"{name:<26}{cost.cpu:>8.2f}{cost.memory:>8.0f}{cost.cpu / reference:>8.3f}")
    ratio = costs["ours"].cpu / reference
    print(f"\nratio {ratio:.3f}, at most {MOST}: {'holds' if ratio <= MOST else 'does not hold'}")
    return int(ratio > MOST)
