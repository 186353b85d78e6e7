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
    entries = [*chain.from_iterable(collections.entries.values())]
    files: list[Entry[Record] | Broken] = [*entries, *collections.broken]
    texts = [(file.path, file.body_links) for file in files]
    texts += [(one.path, one.body_links) for entry in entries for one in entry.translations.values()]
    for file, links in texts:
        for link in links:
            if link.path not in exist and REPLACED not in link.path:
                folder, _, name = link.path.rpartition("/")
                near = nearest(name, [path.rpartition("/")[2] for path in by_folder.get(folder, [])])
                values = {"value": link.path, "meant": near}
                yield Problem("body-link-missing", file, "body", link.line, values=values)
