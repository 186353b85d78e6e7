"""Every kind of record, found in this room: to add a kind, add its module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import atelier.model
from atelier.model.base import Record

READ_FROM_RECORDS = ("records", "fields", "kinds", "choices", "settings")
"""The modules that need the records themselves."""

for _module in iter_modules(atelier.model.__path__):
    if _module.name not in READ_FROM_RECORDS:
        import_module(f"atelier.model.{_module.name}")

RECORDS: tuple[type[Record], ...] = tuple(sorted(Record.__subclasses__(), key=lambda kind: kind.rank))
"""Every kind of record, in the order in which they refer to each other."""

FOLDERS: tuple[str, ...] = tuple(kind.folder for kind in RECORDS)
"""The folder of each kind of record, from the root."""

BY_COLLECTION: dict[str, type[Record]] = {kind.collection: kind for kind in RECORDS}
"""Every kind of record, by the name of its folder."""


def kind_of(path: str) -> type[Record] | None:
    """The kind of record that a file holds, by its folder; None where it holds none."""
    return next((kind for kind in RECORDS if path.startswith(f"{kind.folder}/")), None)
