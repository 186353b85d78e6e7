"""An upgrade: first all of it is found out, so that it can be shown, and then it is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atelier.starter.answers import Answers
from atelier.starter.files import Written
from atelier.starter.state import FILE, State, state_text
from atelier.store.changelog import Release, as_number
from atelier.store.files import write_all
from atelier.upgrade.content import content_steps
from atelier.upgrade.followed import Wanted, followed_files
from atelier.upgrade.migrations import Migration, between
from atelier.upgrade.steps import Fate, Step

OPEN = (Fate.CHANGED,)
"""What a person has to do something about."""


@dataclass(frozen=True)
class Package:
    """What a version of the package has for a catalogue.

    Attributes:
        version: its number.
        files: what it writes for the answers of the city, by path.
        migrations: every change of content that any version asked for.
        dropped: the paths of files that followed it, and that it does not write any more.
        releases: what is new in each version, the newest first.

    """

    version: str
    files: Mapping[str, Written]
    migrations: Sequence[Migration]
    dropped: Collection[str]
    releases: Sequence[Release]


@dataclass(frozen=True)
class Plan:
    """What an upgrade will do.

    Attributes:
        root: the folder of the catalogue.
        since: the version with which it was made or brought up to date; empty if that is not known.
        until: the version that is installed.
        steps: the files that change, and those of which something is to be said.
        news: the versions in between, the newest first; none if it is not known from where.
        state: what the catalogue remembers after it.

    """

    root: Path
    since: str
    until: str
    steps: tuple[Step, ...]
    news: tuple[Release, ...]
    state: State

    @property
    def open(self) -> tuple[Step, ...]:
        """What a person has to do something about."""
        return tuple(step for step in self.steps if step.fate in OPEN)


class NewerCatalogueError(Exception):
    """The catalogue was brought up to date with a newer version than the one that is installed."""


def planned(
    root: Path,
    state: State | None,
    answers: Answers,
    package: Package,
    *,
    keep: Collection[str] = (),
    take: Collection[str] = (),
) -> Plan:
    """What an upgrade of the catalogue in ``root`` will do. Nothing is written.

    ``state`` is what the catalogue remembers, ``answers`` what it says now. ``keep`` and ``take`` are paths
    of files that stay as they are, and that become those of the package. Raises NewerCatalogueError, and
    OSError if a file cannot be read.
    """
    since = state.version if state else ""
    if as_number(since) > as_number(package.version):
        raise NewerCatalogueError(since)
    written = state.files if state else {}
    texts = state.texts if state else {}
    found = [*followed_files(Wanted(root, written, package.files, package.dropped, keep, take, texts))]
    followed = {path for path, file in package.files.items() if file.follows}
    content = content_steps(root, between(package.migrations, since, package.version), followed)
    steps = (*content, *(file.step for file in found if file.step))
    news = tuple(
        release
        for release in package.releases
        if since and as_number(since) < as_number(release.version) <= as_number(package.version)
    )
    remembered = State(
        package.version,
        answers,
        {file.path: file.digest for file in found if file.digest},
        state.examples if state else (),
        {file.path: file.text for file in found if file.text},
    )
    return Plan(root, since, package.version, steps, news, remembered)


def carry_out(plan: Plan) -> None:
    """Write what is planned; what the catalogue remembers comes last. Raises OSError.

    Cut off at any moment, each file is the old or the new one, and the same upgrade can be done again.
    """
    write_all(plan.root, {step.path: step.after for step in plan.steps if step.writes})
    text = state_text(plan.state).encode()
    if not (plan.root / FILE).is_file() or (plan.root / FILE).read_bytes() != text:
        write_all(plan.root, {FILE: text})
