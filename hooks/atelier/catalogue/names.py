"""Every slug, name and alias of the catalogue, and the record that it stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from atelier.content.entry import Broken, Entry, problem_at
from atelier.content.front_matter import Value
from atelier.content.nearest import SIMILAR, nearest
from atelier.content.reader import Collections
from atelier.content.references import Reference
from atelier.content.source import REPLACED
from atelier.model import several
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.model.records import BY_COLLECTION, RECORDS
from atelier.problems.problem import FieldPath, Problem, Related


def folded(name: str) -> str:
    """A name as it is compared: in NFC, without differences in case and spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


REFERRED = tuple(kind for kind in RECORDS if kind.namespace)
"""The kinds that others refer to. In a namespace, slugs, names and aliases are unique; titles need not be."""


class Names:
    """Every slug, name and alias, and the slug that it stands for.

    Attributes:
        problems: names that are used twice.

    """

    def __init__(self, collections: Collections) -> None:
        self.problems: list[Problem] = []
        self._slugs: dict[type[Record], dict[str, str]] = {kind: {} for kind in REFERRED}
        self._former: dict[type[Record], dict[str, str]] = {kind: {} for kind in REFERRED}
        self._titles: dict[type[Record], dict[str, str]] = {kind: {} for kind in REFERRED}
        # A current name of any kind comes before a former one, and a former one before a title.
        self._layers = (self._slugs, self._former, self._titles)
        self._known_broken: dict[type[Record], set[str]] = {kind: set() for kind in REFERRED}
        self._unreadable: set[type[Record]] = set()
        self._together: dict[tuple[type[Record], ...], dict[str, str]] = {}
        self._resolved: dict[tuple[str, tuple[str, ...]], str | None] = {}
        self._owners: dict[tuple[str, str], tuple[Entry[Record], FieldPath]] = {}
        for broken in collections.broken:
            if broken.kind in REFERRED:
                self._keep_broken(broken)
        for kind in REFERRED:
            for entry in collections.entries[kind]:
                self._add(kind, entry)
                for slug in entry.record.former_slugs:
                    self._former[kind].setdefault(folded(slug), entry.slug)
            if kind.called_by == "title":
                self._add_titles(kind, collections.entries[kind])

    def _keep_broken(self, broken: Broken) -> None:
        known = self._known_broken[broken.kind]
        known.add(folded(broken.slug))
        if broken.data is None:
            self._unreadable.add(broken.kind)
            return
        for key in ("name", "title", "aliases", "former_slugs"):
            known.update(folded(text) for text in _texts(broken.data.get(key)))

    def _add(self, kind: type[Record], entry: Entry[Record]) -> None:
        seen = set()
        for field, name in names_of(entry):
            key = folded(name)
            if key in seen:
                continue
            seen.add(key)
            owner, at = self._owners.setdefault((kind.namespace, key), (entry, field))
            if owner is not entry and kind.called_by == "name":
                problem = entry.problem("name-taken", *field, value=name, other=owner.path)
                self.problems.append(replace(problem, related=(Related(owner.path, owner.line(*at)),)))
            self._slugs[kind].setdefault(key, entry.slug)

    def _add_titles(self, kind: type[Record], entries: Iterable[Entry[Record]]) -> None:
        """Let titles refer too, unless they are a slug; a title that two records share refers to neither."""
        slugs: dict[str, list[str]] = {}
        for entry in entries:
            slugs.setdefault(folded(entry.title), []).append(entry.slug)
        for key, owners in slugs.items():
            if len(owners) == 1:
                self._titles[kind][key] = owners[0]

    def resolve(self, reference: Reference) -> str | None:
        """The slug that a reference stands for, if it is known."""
        asked = reference.text, reference.collections
        if asked not in self._resolved:
            key = folded(reference.text)
            slugs = (
                layer[BY_COLLECTION[name]].get(key)
                for layer in self._layers
                for name in reference.collections
            )
            self._resolved[asked] = next((slug for slug in slugs if slug is not None), None)
        return self._resolved[asked]

    def unknown(self, file: Entry[Record] | Broken, reference: Reference) -> Problem | None:
        """The problem with a reference to an unknown record; None if a broken file may be that record."""
        key = folded(reference.text)
        kinds = tuple(BY_COLLECTION[name] for name in reference.collections)
        if REPLACED in key or any(key in self._known_broken[k] or k in self._unreadable for k in kinds):
            return None
        parts = self.parts(reference)
        if parts:
            return problem_at(
                file,
                "reference-several",
                *reference.field,
                value=reference.text,
                items=" · ".join(parts),
                parts=tuple(parts),
                certain=all(
                    self.resolve(reference._replace(text=part))
                    for part in several.split(reference.text, several.ANY)
                ),
                folder=", ".join(kind.folder for kind in kinds),
            )
        return problem_at(
            file,
            "reference-unknown",
            *reference.field,
            value=reference.text,
            meant=self.near(reference),
            folder=", ".join(kind.folder for kind in kinds),
        )

    def parts(self, reference: Reference) -> list[str]:
        """The names in an unknown reference that holds several, each as its slug if it is known or nearly.

        None, but if one of them is known, or if all of them are nearly known.
        """
        parts = several.split(reference.text, several.ANY)
        if len(parts) < 2:
            return []
        single = [reference._replace(text=part) for part in parts]
        known = [self.resolve(part) for part in single]
        near = [slug or self.near(part) for slug, part in zip(known, single, strict=True)]
        if not any(known) and not (all(near) and len(set(near)) > 1):
            return []
        found = [slug or part for slug, part in zip(near, parts, strict=True)]
        if len(set(found)) < len(found) and not all(known):
            # A guess never takes the place of a second name.
            found = [slug or part for slug, part in zip(known, parts, strict=True)]
        return list(dict.fromkeys(found))

    def near(self, reference: Reference, similarity: float = SIMILAR) -> str:
        """The slug that an unknown reference probably means; empty if none is similar enough."""
        kinds = tuple(BY_COLLECTION[name] for name in reference.collections)
        if kinds not in self._together:
            layers = reversed(self._layers)
            self._together[kinds] = {
                k: v for layer in layers for kind in kinds for k, v in layer[kind].items()
            }
        slugs = self._together[kinds]
        return slugs.get(nearest(folded(reference.text), slugs, similarity), "")


def _texts(value: Value | None) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def former_names(entries: Iterable[Entry[Record]]) -> dict[str, str]:
    """The slug of today for each former slug of these records."""
    return {former: entry.slug for entry in entries for former in entry.record.former_slugs}


def names_of(entry: Entry[Record]) -> Iterator[tuple[FieldPath, str]]:
    """The current names of a record, each with its field; the slug comes last.

    Titles are not among them: two initiatives may have the same title.
    """
    if entry.record.called_by == "name":
        yield ("name",), entry.record.called
        for index, alias in enumerate(values_at(entry.record, "aliases")):
            yield ("aliases", index), alias
    yield (), entry.slug
