"""A record in a further language: the texts of ``SLUG.en.md``, over those of the record beside it.

Only what is text is translated. All else, such as dates, choices and references, comes from the record
itself, so it stands in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from atelier.content.entry import Broken, Entry, R_co, Rest, Translation
from atelier.content.former import with_new_names
from atelier.content.front_matter import FrontMatter, Value, read_front_matter
from atelier.content.markdown import render_body
from atelier.content.nearest import nearest
from atelier.content.references import replaced
from atelier.content.source import REPLACED, SourceFile
from atelier.content.validate import read_fields
from atelier.model.base import Fields, Record
from atelier.model.fields import Group, attributes, shape_of, text_fields, values_at
from atelier.problems.problem import FieldPath, Problem, field_name
from atelier.store.fingerprint import fingerprint

NAME = re.compile(r"(.+)\.([a-z]{2,3})\.md")
BODY = "body"
BESIDE = "translation"
"""Under which a record in a further language has the file of its translation beside it."""


def original_of(name: str) -> tuple[str, str] | None:
    """The name of the file that a file translates, and the language; None if it is no translation."""
    found = NAME.fullmatch(name) if name.count(".") > 1 else None
    return (f"{found[1]}.md", found[2]) if found else None


def translation_path(path: str, language: str) -> str:
    """Where the translation of a file is."""
    return f"{path.removesuffix('.md')}.{language}.md"


class Read(NamedTuple):
    """What the file of a translation came to.

    Attributes:
        translation: None if it has an error.
        html: its body, made safe.
        problems: all that is wrong in it.

    """

    translation: Translation | None
    html: str
    problems: list[Problem]


def read_translation(source: SourceFile, original: Entry[Record] | Broken, digest: str) -> Read:
    """Read a translation of a record, which may be broken itself."""
    path, kind = source.path, type(original.record) if isinstance(original, Entry) else original.kind
    front, problems = read_front_matter(source)
    front, found = with_new_names(kind, path, front)
    problems += found
    body, found = render_body(front.body, path, front.body_line)
    problems += found
    if front.data is None:
        return Read(None, "", problems)
    known = original.data or {}
    merger = _Merger(path, front, compare=bool(known))
    merged = merger.group(shape_of(kind), known, front.data, ())
    problems += merger.problems
    if not isinstance(original, Entry):
        return Read(None, "", problems)
    record, found = read_fields(kind, path, replace(front, data=merged))
    problems += [problem for problem in found if REPLACED not in str(problem.values)]
    if record is None or any(problem.severity == "error" for problem in problems):
        return Read(None, "", problems)
    keys = {".".join(str(part) for part in field if isinstance(part, str)) for field in merger.fields}
    translation = Translation(
        path=path,
        values=tuple((field, _value(record, field)) for field in merger.fields),
        translated=frozenset({*keys, BODY} if body.html.strip() else keys),
        body_links=body.links,
        body_images=body.images,
        words=body.words,
        face=fingerprint(path, repr(front.data)),
        digest=digest,
    )
    return Read(translation, body.html, problems)


class _Merger:
    """Puts the texts of a translation in place of those of its original.

    Attributes:
        fields: those that are translated.
        problems: fields that may not stand in a translation, and lists that are not those of the original.

    """

    def __init__(self, path: str, front: FrontMatter, *, compare: bool) -> None:
        self.fields: list[FieldPath] = []
        self.problems: list[Problem] = []
        self._path, self._front, self._compare = path, front, compare

    def group(self, group: Group, known: Mapping[str, Value], said: Value, at: FieldPath) -> Any:
        """A group of fields with the texts of the translation."""
        if not isinstance(said, dict):
            return said
        merged: dict[str, Value] = dict(known)
        for key, value in said.items():
            field, here = group.fields.get(key), (*at, key)
            if field is None:
                choices = [name for name, one in group.fields.items() if has_text(one.is_text, one.group)]
                self._problem("unknown-key", here, key=key, meant=nearest(key, choices))
            elif not has_text(field.is_text, field.group):
                texts = dict.fromkeys(name.partition(".")[0] for name in text_fields(group.kind))
                self._problem("translation-field", here, value=key, choices=", ".join(texts))
            elif field.group is None:
                merged[key] = value
                self.fields.append(here)
            elif field.many:
                merged[key] = self._items(field.group, known.get(key), value, here)
            else:
                inner = known.get(key)
                merged[key] = self.group(field.group, inner if isinstance(inner, dict) else {}, value, here)
        return merged

    def _items(self, group: Group, known: Value | None, said: Value, at: FieldPath) -> Any:
        """A list of groups, each with the texts of the one at its place in the translation."""
        if not isinstance(said, list):
            return said
        items = known if isinstance(known, list) else []
        if len(items) != len(said) and self._compare:
            self._problem("translation-count", at, count=len(said), wanted=len(items))
            return items
        return [
            self.group(group, item if isinstance(item, dict) else {group.alone: item}, one, (*at, number))
            for number, (item, one) in enumerate(zip(items or [{} for _ in said], said, strict=True))
        ]

    def _problem(self, code: str, field: FieldPath, **values: object) -> None:
        place = self._front.keys.get(field) or self._front.places.get(field, (1, 1))
        self.problems.append(Problem(code, self._path, field_name(field), *place, values))


def has_text(is_text: bool, group: Group | None) -> bool:
    """Whether a field is text, or a group with text in it."""
    return is_text or bool(group and text_fields(group.kind))


def _value(value: Any, path: FieldPath) -> Any:
    for part in path:
        if isinstance(part, int):
            value = value[part]
        else:
            kind: type[Fields] = type(value)
            value = getattr(value, attributes(kind)[part])
    return value


class RestInLanguage(NamedTuple):
    """The rest of an entry in a further language: its body is the translated one, if there is one."""

    original: Any
    language: str

    def load(self) -> Rest:
        """The rest, loaded with that of the original."""
        rest: Rest = self.original.load()
        return rest._replace(html=rest.further.get(self.language) or rest.html)


def in_language(entry: Entry[R_co], language: str) -> Entry[R_co]:
    """An entry in a further language; the same one if it has no translation. What is not translated stays."""
    found = entry.translations.get(language)
    if found is None:
        return entry
    record = entry.record
    for path, value in found.values:
        record = replaced(record, path, value)
    with_body = BODY in found.translated
    return replace(
        entry,
        record=record,
        rest=RestInLanguage(entry.rest, language),
        body_links=found.body_links if with_body else entry.body_links,
        body_images=found.body_images if with_body else entry.body_images,
        words=found.words if with_body else entry.words,
        digest=fingerprint(entry.digest, language),
        face=fingerprint(entry.face, found.face),
        beside={**entry.beside, BESIDE: found.path},
        translated=found.translated,
    )


def texts_of(entry: Entry[Record]) -> frozenset[str]:
    """The fields of an entry that are text and have a value, and ``body`` if it has one."""
    found = {key for key in text_fields(type(entry.record)) if any(values_at(entry.record, *key.split(".")))}
    return frozenset({*found, BODY} if entry.words else found)


def template_of(entry: Entry[Record]) -> str:
    """What the file of a translation can begin with: the main texts of an entry, to be written over."""
    keys = [key for key in ("title", "summary") if key in texts_of(entry)]
    return "".join(("---\n", *_lines(entry, keys), "---\n\n"))


def _lines(entry: Entry[Record], keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        text = str(getattr(entry.record, key)).replace("\\", "\\\\").replace('"', '\\"')
        yield f'{key}: "{text}"\n'
