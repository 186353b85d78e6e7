"""Show what neighbours are: ``make neighbours``, or ``python -m tests.tools.neighbours [FOLDER] [--no-open]``.

Builds two made-up cities beside a copy of this catalogue, serves all three on this machine and lets them take
over what the others publish. Nothing of this repository is changed. The folder is made anew every time.
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.fixtures.cities import DUINSTAD, GRONINGEN, TIDEHAVEN, Cities, begin, copy_ours
from tests.fixtures.sites import ROOT

FOLDER = ROOT / ".cache" / "neighbours"
PORT = 8000
CITIES = (GRONINGEN, DUINSTAD, TIDEHAVEN)
MARK = "made-by-make-neighbours"
"""A file in the folder, so that nobody's own folder is taken for one that may go."""


def begun(folder: Path, port: int) -> Cities:
    """The three catalogues, written into a folder. Raises SystemExit if something else is in it."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise SystemExit(f"{folder} is not empty. Name a new folder.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    now = datetime.datetime.now(datetime.UTC)
    # Pages say how long ago something was: as of now, and the same in all that is built in this run.
    environment = {
        "SOURCE_DATE_EPOCH": str(int(now.timestamp())),
        "EDITORS": f"editors@{GRONINGEN.slug}.example",
    }
    roots = {city: folder / city.slug for city in CITIES}
    for city, root in roots.items():
        copy_ours(root) if city is GRONINGEN else begin(city, root, now.date())
    cities = Cities(roots, range(port, port + len(CITIES)), CITIES, **environment)
    cities.meet(now.date())
    return cities


def exchange(cities: Cities) -> str:
    """Let each take over what the others publish, and build all again; returns what was said of it."""
    said = cities.harvest()
    cities.build()
    return "\n".join(f"{city.name}:\n{text.strip()}\n" for city, text in said.items())


def steps(cities: Cities) -> Iterator[str]:
    """What to try, a sentence each."""
    ours, duinstad, _ = cities.addresses.values()
    yield f"Look for an example: at {ours}initiatives/ choose a city under “Catalogus”, or type “strand” in the search at the top."
    yield f"Follow a family: {duinstad}initiatives/strandrobots/ shows that Tidehaven copied it."
    yield f"See a double: {ours}initiatives/klik-en-tik/ names Duinstad, which tells of the same course."
    yield f"Read their questions: {ours}questions/ has those of the others beside ours."
    yield f"Meet the neighbours: {ours}neighbours/ says who they are, how fresh and how many."
    yield (
        f"Copy one: choose “Begin je eigen versie” on a card of Tidehaven, fill in the form, save the file in"
        f" {cities.roots[GRONINGEN] / 'initiatives'} and press Enter here: the page of that example at Tidehaven then names your copy."
    )


def must_be_free(ports: Sequence[int]) -> None:
    """Raises SystemExit if something listens at one of some ports."""
    for port in ports:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                raise SystemExit(
                    f"Port {port} cannot be used: stop what runs there, or choose others: make neighbours PORT=9000"
                ) from None


def wait(cities: Cities) -> None:
    """Let the cities exchange again whenever somebody presses Enter; returns never."""
    while True:
        if sys.stdin.readline():
            try:
                cities.build()  # with the file that somebody put there
                print(exchange(cities), flush=True)
            except SystemExit as wrong:
                # A file that somebody just wrote is wrong: they mend it and press Enter again.
                print(wrong, file=sys.stderr, flush=True)
        else:
            signal.pause()


def main(arguments: list[str]) -> int:
    """Build, serve and exchange, until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.neighbours", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--port", type=int, default=PORT, help="of the first city; the others follow")
    parser.add_argument("--no-open", action="store_true", help="open no browser")
    options = parser.parse_args(arguments)
    must_be_free(range(options.port, options.port + len(CITIES)))
    # As with ``atelier serve``: a script that starts it in the background has it ignore Ctrl-C.
    for end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(end, signal.default_int_handler)
    start = time.monotonic()
    say = partial(print, flush=True)
    try:
        say("Three cities are written and built: this takes half a minute.")
        cities = begun(options.folder.resolve(), options.port)
        cities.build()
        with cities.served():
            say("Each takes over what the others publish, and is built again.")
            say(f"\n{exchange(cities)}")
            say(f"Ready after {time.monotonic() - start:.0f} seconds:\n")
            for city, address in cities.addresses.items():
                say(f"  {city.name:<28}{address}")
            say("\nTo try:\n")
            for number, step in enumerate(steps(cities), 1):
                say(f"  {number}. {step}")
            say("\nEnter lets them exchange again, Ctrl-C ends it.")
            if not options.no_open:
                webbrowser.open(cities.addresses[GRONINGEN] + "initiatives/")
            wait(cities)
    except KeyboardInterrupt:
        say("\nEnded.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
