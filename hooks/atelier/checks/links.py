"""Checks of links in bodies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from atelier.catalogue.catalogue import group
from atelier.content.entry import Broken, Entry
from atelier.content.nearest import nearest
from atelier.content.reader import Collections
from atelier.content.source import REPLACED
from atelier.model.base import Record
from atelier.problems.problem import Problem


def body_link_problems(collections: Collections) -> Iterator[Problem]:
    """Problems with links in bodies to files that do not exist."""
    exist = set(collections.paths) | set(collections.editors_pages)
    by_folder = group((path.rpartition("/")[0], path) for path in exist)
    # Links to a former name work too, as in the fields.
    exist |= {
        f"{kind.folder}/{slug}.md"
        for kind, entries in collections.entries.items()
        for entry in entries
        for slug in entry.record.former_slugs
    }
    files: list[Entry[Record] | Broken] = [*chain.from_iterable(collections.entries.values())]
    for file in [*files, *collections.broken]:
        for link in file.body_links:
            if link.path not in exist and REPLACED not in link.path:
                folder, _, name = link.path.rpartition("/")
                near = nearest(name, [path.rpartition("/")[2] for path in by_folder.get(folder, [])])
                values = {"value": link.path, "meant": near}
                yield Problem("body-link-missing", file.path, "body", link.line, values=values)
