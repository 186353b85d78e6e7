"""Read and check a whole catalogue: the first half of the way of the data, in one call."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.advice import remarks
from atelier.checks.crosscheck import build_catalogue
from atelier.checks.published import lost_addresses
from atelier.content.history import History
from atelier.content.reader import Collections, of_kind, read_collections
from atelier.images.reader import read_pictures
from atelier.model.initiative import Initiative
from atelier.problems.problem import Problem, in_order

NO_HISTORY: History = {}


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found.

    Attributes:
        catalogue: None where a problem is an error.
        problems: what is wrong, by file and line.
        remarks: what could be better about files in which nothing is wrong, by file and line.
        collections: what was read.

    """

    catalogue: Catalogue | None
    problems: list[Problem]
    remarks: list[Problem]
    collections: Collections

    @property
    def all(self) -> list[Problem]:
        """Everything that there is to say, by file and line."""
        return in_order(self.problems + self.remarks)


def check(
    root: Path, today: datetime.date, base: Path | None = None, history: History = NO_HISTORY
) -> Result:
    """Read and check the catalogue in ``root``, the folder with ``mkdocs.yml``, as seen on ``today``.

    ``base`` is a checkout of what is published, if there is one: no address of it may be lost. ``history`` is
    what git tells of the files; only who makes pages needs it.
    """
    collections, problems = read_collections(root)
    pictures, found = read_pictures(root, collections)
    problems += found
    catalogue, found = build_catalogue(collections, pictures, today, history)
    problems += found
    if base:
        before, _ = read_collections(base)
        lost = list(lost_addresses(before, collections))
        # What is mended there, mends the links to it as well.
        moved = {related.path for problem in lost for related in problem.related}
        problems = [p for p in problems if p.code != "body-link-missing" or p.values["value"] not in moved]
        problems += lost
    wrong = {problem.path for problem in problems if problem.severity == "error"}
    if wrong:
        catalogue = None
    well = (entry for entry in of_kind(collections, Initiative) if entry.path not in wrong)
    return Result(catalogue, in_order(problems), in_order(remarks(well, today)), collections)


def today() -> datetime.date:
    """The date on which everything is seen: ``SOURCE_DATE_EPOCH`` if it is set, else the clock.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) <= 11:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now().astimezone().date()
