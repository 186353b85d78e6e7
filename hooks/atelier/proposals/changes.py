"""The differences between two states of the catalogue: what is new, changed, moved or removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from atelier.content.entry import Entry
from atelier.content.reader import Collections
from atelier.content.translated import translation_path
from atelier.model.base import Record
from atelier.model.fields import values_at

BODY = "body"
"""Stands for the body in a list of changed fields. No field has this name."""

Kind = Literal["new", "changed", "moved", "gone"]
Line = Annotated[str, Field(max_length=1000)]


class Data(BaseModel):
    """Data that one workflow gives another, which does not trust it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Change(Data):
    """One record that differs.

    Attributes:
        kind: what happened to it.
        collection: which kind of record it is.
        path: its file, from the root; the old one if it was removed.
        title: what it is called.
        fields: the keys of the front matter that changed, ``BODY``, and the names of translations that did.
        former: its former file, if it moved.

    """

    kind: Kind
    collection: Line
    path: Line
    title: Line
    fields: tuple[Line, ...] = ()
    former: Line = ""


def changes(before: Collections, after: Collections, same: Callable[[str], bool]) -> list[Change]:
    """What is new, changed, moved and removed between two states of the catalogue.

    Records are compared as written in their files. ``same`` returns whether an image, by its path from the
    root, is the same in both.
    """
    found: list[Change] = []
    for kind, entries in after.entries.items():
        old = {entry.slug: entry for entry in before.entries[kind]}
        new = {entry.slug: entry for entry in entries}
        moved: dict[str, Entry[Record]] = {}
        for slug, entry in new.items():
            if slug not in old:
                former = [old[name] for name in entry.record.former_slugs if name in old and name not in new]
                moved |= {slug: former[-1]} if former else {}
        left = {entry.slug for entry in moved.values()}
        for slug in sorted(old.keys() | new.keys()):
            if slug in moved:
                found.append(_change("moved", new[slug], moved[slug], same))
            elif slug not in old:
                found.append(_change("new", new[slug]))
            elif slug in new:
                change = _change("changed", new[slug], old[slug], same)
                found += [change] if change.fields else []
            elif slug not in left:
                found.append(_change("gone", old[slug]))
    return found


def _change(
    kind: Kind,
    entry: Entry[Record],
    old: Entry[Record] | None = None,
    same: Callable[[str], bool] = lambda _: True,
) -> Change:
    return Change(
        kind=kind,
        collection=entry.record.collection,
        path=entry.path,
        title=entry.title,
        fields=tuple(_fields(old, entry, same)) if old else (),
        former=old.path if old and kind == "moved" else "",
    )


def _fields(old: Entry[Record], new: Entry[Record], same: Callable[[str], bool]) -> Iterator[str]:
    """The fields in which two records differ."""
    for name, info in type(new.record).model_fields.items():
        key = info.alias or name
        value = getattr(new.record, name)
        file = next(values_at(new.record, "image", "file"), None) if key == "image" else None
        # The city may have had no such field.
        if value != getattr(old.record, name, None) or (file and not same(f"{new.record.folder}/{file}")):
            yield key
    images = (f"{new.record.folder}/{image.file}" for image in new.body_images)
    if new.body.html != old.body.html or not all(map(same, images)):
        yield BODY
    for language in sorted({*old.translations, *new.translations}):
        before, after = old.translations.get(language), new.translations.get(language)
        if (before and before.digest) != (after and after.digest):
            yield translation_path(new.path, language).rpartition("/")[2]
