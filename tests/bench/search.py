"""What a search of the texts finds and what it costs, in a real browser. Run it by ``python -m tests.bench search``.

Recall: of the texts that hold a word, alone or as a part of a longer word, how many are found by that word.
Which texts hold it is judged by its letters alone, but for longer words that hold them by chance, which are
labelled by hand in ``tests/cases/recall/queries.txt``: so the judge knows nothing of how the index takes words apart.
What is found besides are other forms of the word: *scholen* for *school*.
"""

from __future__ import annotations

import datetime
import gzip
import json
import os
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean, median

from playwright.sync_api import Browser, Page, Request, sync_playwright

from atelier.checks.check import check
from atelier.render.wording import Wording
from atelier.search.engine import SIGNATURE
from atelier.search.index import FOLDER, make_index, of_texts
from atelier.search.letters import folded
from atelier.search.texts import texts
from atelier.site.theme_files import theme_files
from tests.bench.measure import MEMORY
from tests.bench.synthetic import write_catalogue
from tests.fixtures.chromium import started
from tests.fixtures.host import hosted
from tests.fixtures.sites import RECALL, make_site, run

FEWEST = 30
"""How many words are searched for at least."""

LEAST_MEAN, LEAST = 0.95, 0.90
"""The least recall: of all words on average, and of any word."""

MOST_BYTES = 300 * 1024
"""The most that a first search may load at 10,000: all of Pagefind, the index, and eight results."""

SHOWN = 8
COSTLY = ("onderwijs", "taal", "lerarentekort", "robot", "samenwerking wijk")
"""What is searched for to measure cost: words in every text and in few, one word and two."""

ASK = """async (words) => {
  const { search } = await import(new URL("assets/js/search/text.js", document.baseURI));
  const found = {};
  for (const word of words) found[word] = (await search(word)).hits.map(({ id }) => id);
  return found;
}"""
FIRST = """async ([query, shown]) => {
  const start = performance.now();
  const { search } = await import(new URL("assets/js/search/text.js", document.baseURI));
  const { hits } = await search(query);
  await Promise.all(hits.slice(0, shown).map((hit) => hit.data()));
  return performance.now() - start;
}"""


def queries() -> Mapping[str, frozenset[str]]:
    """The words to search for, each with the words that hold its letters by chance."""
    lines = (RECALL / "queries.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(":") for line in lines if not line.startswith("#")]
    return {word: frozenset(chance.split()) for word, _, chance in pairs}


def nonsense() -> Sequence[str]:
    """Words that are in no text."""
    lines = (RECALL / "nonsense.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def texts_of(index: Path) -> Mapping[str, str]:
    """The texts of an index as its results show them, title and all, by the id of the result."""
    found = {}
    for file in (index / "fragment").iterdir():
        fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))
        found[file.stem.partition("_")[2]] = f"{fragment['meta']['title']}\n{fragment['content']}"
    return found


def holding(shown: Mapping[str, str]) -> Mapping[str, set[str]]:
    """For each word to search for the ids of the texts that hold it as a part of a word, not by chance."""
    by_word: dict[str, set[str]] = {}
    for name, text in shown.items():
        for word in set(re.findall(r"[^\W_]+", folded(text))):
            by_word.setdefault(word, set()).add(name)
    return {
        query: set().union(*(ids for word, ids in by_word.items() if query in word and word not in chance))
        for query, chance in queries().items()
    }


def bare_site(root: Path, count: int) -> Path:
    """A site with nothing but the index of a made-up catalogue and the script that asks it."""
    write_catalogue(make_site(root), count)
    catalogue = check(root, datetime.date(2026, 11, 25)).catalogue
    assert catalogue is not None
    site = root / "docs"
    make_index(of_texts(texts(catalogue, Wording("nl"), []), "nl"), site / FOLDER)
    for address, text in theme_files().items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text(text, encoding="utf-8")
    for name in ("_headers", "404.html"):
        (site / name).touch()
    (site / "index.html").write_text('<!doctype html><html lang="nl"><link rel="icon" href="data:,">')
    return site


def print_recall(name: str, site: Path, browser: Browser) -> bool:
    """Print what each word finds; say whether the targets hold."""
    truth = {query: ids for query, ids in holding(texts_of(site / FOLDER)).items() if ids}
    with hosted(site) as address:
        page = browser.new_page()
        page.goto(address)
        found: Mapping[str, Sequence[str]] = page.evaluate(ASK, [*truth, *nonsense()])
        page.close()
    print(f"\n{name}\n{'':<16}{'texts':>7}{'found':>7}{'recall':>8}{'besides':>9}")
    recalls = []
    for query, ids in truth.items():
        hits = set(found[query])
        recalls.append(len(ids & hits) / len(ids))
        print(f"{query:<16}{len(ids):>7}{len(ids & hits):>7}{recalls[-1]:>8.1%}{len(hits - ids):>9}")
    silent = sum(not found[word] for word in nonsense())
    return all(
        [
            told(f"{name}: words measured", f"{len(truth)}", f"at least {FEWEST}", len(truth) >= FEWEST),
            told(
                f"{name}: mean recall",
                f"{mean(recalls):.1%}",
                f"at least {LEAST_MEAN:.0%}",
                mean(recalls) >= LEAST_MEAN,
            ),
            told(
                f"{name}: least recall", f"{min(recalls):.1%}", f"at least {LEAST:.0%}", min(recalls) >= LEAST
            ),
            told(
                f"{name}: nonsense without results",
                f"{silent}",
                f"all {len(nonsense())}",
                silent == len(nonsense()),
            ),
        ]
    )


def loaded(page: Page, query: str) -> tuple[int, float]:
    """Bytes over the wire, without headers, and seconds until the first results are there."""
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    seconds = page.evaluate(FIRST, [query, SHOWN]) / 1000
    page.wait_for_load_state("networkidle")
    return sum(request.sizes()["responseBodySize"] for request in requests), seconds


def print_cost(count: int, site: Path, browser: Browser) -> bool:
    """Print what a first search loads, and how long it takes; say whether the target holds."""
    costs = {}
    with hosted(site) as address:
        for query in COSTLY:
            context = browser.new_context()
            page = context.new_page()
            page.goto(address)
            costs[query] = loaded(page, query)
            context.close()
    print(f"\na first search at {count}\n{'':<20}{'KB':>6}{'seconds':>9}")
    for query, (size, seconds) in costs.items():
        print(f"{query:<20}{size / 1024:>6.0f}{seconds:>9.2f}")
    most = max(size for size, _ in costs.values())
    print(f"median {median(seconds for _, seconds in costs.values()):.2f} s")
    return told("most bytes", f"{most / 1024:.0f} KB", f"at most {MOST_BYTES // 1024} KB", most <= MOST_BYTES)


def told(what: str, figure: str, target: str, holds: bool) -> bool:
    print(f"{what} {figure}, {target}: {'holds' if holds else 'does not hold'}")
    return holds


def main() -> int:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        real, some, many = (Path(folder) / name for name in ("real", "5000", "10000"))
        built = run("mkdocs", "build", "--quiet", "--site-dir", real, SEARCH="true")
        if built.returncode:
            raise SystemExit(built.stderr)
        some = bare_site(some, 5_000)
        wall, cpu = time.perf_counter(), sum(os.times()[:4])
        many = bare_site(many, 10_000)
        wall, cpu = time.perf_counter() - wall, sum(os.times()[:4]) - cpu
        print(f"writing, reading and indexing 10,000 initiatives: {cpu:.0f} CPU s, {wall:.0f} s")
        with sync_playwright() as playwright, started(playwright) as browser:
            holds = [
                print_recall("real catalogue", real, browser),
                print_recall("5,000 initiatives", some, browser),
                print_cost(10_000, many, browser),
            ]
    return int(not all(holds))
