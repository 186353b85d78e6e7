"""``python -m tests.fuzz``: examine many mutants, on every processor; a run that was stopped goes on.

What fails stands in ``.cache/fuzz/found``: a folder of files over the small site, and ``fault.txt``.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fixtures.sites import ROOT
from tests.fuzz.examine import Examined, Fault
from tests.fuzz.mutate import Mutant, mutant

STATE = ROOT / ".cache" / "fuzz"
BATCH = 250
"""How many mutants are examined together; when something fails, half of them, and so on."""
HANGS = 600
"""Seconds of a batch after which its process is ended."""


def batch(seed: int, number: int) -> list[Mutant]:
    """The mutants that are examined together."""
    return [mutant(seed, one) for one in range(number * BATCH, (number + 1) * BATCH)]


def examined(site: Examined, mutants: Sequence[Mutant]) -> Iterator[tuple[Sequence[Mutant], list[Fault]]]:
    """The mutants that fail with their faults: as few together as do."""
    faults = site.examine(mutants)
    if not faults:
        return
    if len(mutants) == 1:
        yield mutants, faults
        return
    half = len(mutants) // 2
    parts = [
        *examined(site, mutants[:half]),
        *examined(site, mutants[half:]),
    ]
    yield from parts
    # What takes too much together may be well by itself.
    if not parts and not all(fault.cost for fault in faults):
        yield mutants, faults


def work(seed: int, numbers: Sequence[int], job: int) -> None:
    """Examine batches, and keep what fails and how far it is."""
    os.nice(5)
    done = STATE / f"{seed}-{job}.done"
    with TemporaryDirectory() as folder, done.open("a", encoding="utf-8") as written:
        site = Examined(Path(folder))
        for number in numbers:
            (STATE / f"{job}.running").write_text(str(number))
            faulthandler.dump_traceback_later(HANGS, exit=True)
            for mutants, faults in examined(site, batch(seed, number)):
                keep(STATE / "found" / f"{seed}-{mutants[0].number}", mutants, faults)
            faulthandler.cancel_dump_traceback_later()
            written.write(f"{number}\n")
            written.flush()


def keep(folder: Path, mutants: Sequence[Mutant], faults: Sequence[Fault]) -> None:
    """Save the files of mutants and what is wrong with them."""
    for path, data in ((path, data) for one in mutants for path, data in one.files.items()):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(f"{fault.where}: {fault.what}" for fault in faults)
    (folder / "fault.txt").write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    print(f"{folder.relative_to(ROOT)}: {text.strip().splitlines()[-1][:200]}", flush=True)


def loaded(folder: Path) -> list[Mutant]:
    """What was saved, as one mutant a file."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != "fault.txt"]
    named = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    records = {path.rpartition(".")[0]: path for path in named if path.endswith(".md")}
    return [Mutant(0, path, {path: data}) for path, data in named.items()] if records or named else []


def finished(seed: int) -> set[int]:
    """The batches of a run that are done."""
    return {int(line) for file in STATE.glob(f"{seed}-*.done") for line in file.read_text().split()}


def run(seed: int, count: int, jobs: int) -> int:
    """Examine ``count`` mutants; returns how many fail."""
    started, last = time.monotonic(), -(-count // BATCH)
    while open_ := sorted(set(range(last)) - finished(seed)):
        print(f"seed {seed}: {count} mutants, {len(open_) * BATCH} to go, on {jobs} processes", flush=True)
        workers = [Process(target=work, args=(seed, open_[job::jobs], job)) for job in range(jobs)]
        for worker in workers:
            worker.start()
        for job, worker in enumerate(workers):
            worker.join()
            if worker.exitcode:
                number = int((STATE / f"{job}.running").read_text())
                keep(
                    STATE / "found" / f"{seed}-batch-{number}", batch(seed, number), [Fault("batch", "hangs")]
                )
                with (STATE / f"{seed}-{job}.done").open("a") as written:
                    written.write(f"{number}\n")
    found = sorted((STATE / "found").glob(f"{seed}-*"))
    minutes = (time.monotonic() - started) / 60
    print(f"seed {seed}: {count} mutants in {minutes:.1f} minutes, {len(found)} fail.")
    return len(found)


def main() -> int:
    """Run it; the exit code is 1 where a mutant fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other mutants")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes")
    parser.add_argument("--again", action="store_true", help="forget what was done before")
    parser.add_argument("--replay", type=Path, nargs="+", help="folders that were saved, instead of a run")
    options = parser.parse_args()
    STATE.mkdir(parents=True, exist_ok=True)
    if options.replay:
        with TemporaryDirectory() as folder:
            site = Examined(Path(folder))
            failed = [one for one in options.replay if not replayed(site, one)]
        return 1 if failed else 0
    if options.again:
        shutil.rmtree(STATE)
        STATE.mkdir(parents=True)
    return 1 if run(options.seed, options.count, options.jobs) else 0


def replayed(site: Examined, folder: Path) -> bool:
    """Examine what was saved again, and print what is wrong; returns whether all is well."""
    faults = site.examine(loaded(folder))
    for fault in faults:
        print(f"{folder.name}: {fault.where}: {fault.what}")
    return not faults


if __name__ == "__main__":
    sys.exit(main())
