"""Who builds the same catalogue: a module each."""

from __future__ import annotations

import enum
import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from tests.bench.measure import Cost, measured


class Step(enum.Enum):
    """What is done to a site, in this order."""

    COLD = "cold"
    NOTHING = "nothing changed"
    TEXT = "edit of a text"
    FIELDS = "edit of title and subject"


class MissingError(Exception):
    """A program is not on the machine and cannot be installed; the message says which, and why."""


class Contender(ABC):
    """Who builds a site from a catalogue, in a folder of its own.

    Attributes:
        name: the name in the table.
        most: the largest catalogue that it is asked to build: more takes too long.
        steps: what is measured. Who builds everything again with every edit need not show that twice.
        root: its folder.
        catalogue: the catalogue that it builds.

    """

    name: ClassVar[str]
    most: ClassVar[int]
    steps: ClassVar[Sequence[Step]] = tuple(Step)
    environment: ClassVar[Mapping[str, str]] = {}

    def __init__(self, root: Path, catalogue: Path) -> None:
        self.root = root
        self.catalogue = catalogue

    @abstractmethod
    def prepare(self) -> None:
        """Make its folder. Raises MissingError."""

    @property
    @abstractmethod
    def command(self) -> Sequence[str | Path]:
        """What builds the site, in ``root``."""

    @property
    @abstractmethod
    def site(self) -> Path:
        """Where the site comes."""

    @property
    def kept(self) -> Sequence[Path]:
        """What a build leaves behind, with which the next may be quicker."""
        return (self.site,)

    @abstractmethod
    def put(self, slug: str, text: str) -> None:
        """Write the file of an initiative anew, from how it stands in a catalogue."""

    def build(self, step: Step) -> Cost:
        """Build once and return what it cost. Raises FailedError."""
        if step is Step.COLD:
            for path in self.kept:
                shutil.rmtree(path, ignore_errors=True)
        return measured(self.command, self.root, self.environment)

    def made(self) -> tuple[int, int]:
        """How many files the site has, and how many bytes."""
        sizes = [path.stat().st_size for path in self.site.rglob("*") if path.is_file()]
        return len(sizes), sum(sizes)
