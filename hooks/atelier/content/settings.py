"""The settings in ``mkdocs.yml``, read without MkDocs and checked like a file of a contributor.

Only what is ours is read: MkDocs and its theme check their own. A value may come from a variable of the
environment, as ``!ENV [NAME, default]``; the problem with it then names that variable.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from atelier.content.former import moved, moves, with_new_names
from atelier.content.front_matter import FrontMatter, Place, Value, forbidden_characters, place_of
from atelier.content.nearest import nearest
from atelier.content.source import SETTINGS, decode
from atelier.content.validate import read_fields
from atelier.content.yaml.scalar import NOTHING
from atelier.i18n.translation import LANGUAGES, SOURCE_LANGUAGE, system_language
from atelier.i18n.words import EURO
from atelier.model.base import Fields
from atelier.model.choices import NO_CHOICES
from atelier.model.fields import formers, shape_of
from atelier.model.kinds import Kinds, kinds_of
from atelier.model.settings import CHOICES, CURRENCY, Extra, PillarWords, Settings, Theme, spoken
from atelier.problems.problem import FieldPath, Problem, field_path

DEPTH_LIMIT = 6
ALIKE = 0.75
"""How much a name in ``SHARED`` is like one of ours to be taken for a typing error."""
NAMES = ("plugins", "markdown_extensions")
"""Settings in which a name counts that has no value."""
SHARED: Mapping[str, type[Fields]] = {"extra": Extra, "theme": Theme}
"""Groups in which others have settings too: the theme, and plugins."""


@dataclass
class _Reader:
    """What is read of a file: values as text, where they stand, and which come from the environment."""

    environment: Mapping[str, str]
    kind: type[Settings] = Settings
    places: dict[FieldPath, Place] = field(default_factory=dict)
    keys: dict[FieldPath, Place] = field(default_factory=dict)
    variables: dict[FieldPath, str] = field(default_factory=dict)

    def value(self, node: yaml.Node, path: FieldPath) -> Value | None:
        """The value of a node; None where it is empty or made by Python."""
        if node.tag == "!ENV":
            return self._from_environment(node, path)
        if isinstance(node, yaml.ScalarNode):
            self.places[path] = _place(node)
            empty = not node.value if node.style else node.value in NOTHING
            return None if empty or node.tag.startswith("tag:yaml.org,2002:python/") else str(node.value)
        if len(path) > DEPTH_LIMIT:  # an alias can stand in what it stands for
            return None
        if isinstance(node, yaml.SequenceNode):
            items = [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
            return [item for item in items if item is not None]
        return self.fields(node, path)

    def fields(self, node: yaml.Node | None, path: FieldPath = ()) -> dict[str, Value]:
        """The values of a group of fields, without those that are empty or not ours."""
        found: dict[str, Value] = {}
        for key, inner in _pairs(node):
            here = (*path, str(key.value))
            if not _ours(here, self.kind) or (here == ("theme",) and isinstance(inner, yaml.ScalarNode)):
                continue
            self.places[here] = self.keys[here] = _place(key)
            value = self.value(inner, here)
            if value is not None:
                found[str(key.value)] = value
            elif here[0] in NAMES:
                found[str(key.value)] = ""
        return found

    def _from_environment(self, node: yaml.Node, path: FieldPath) -> Value | None:
        """What ``!ENV NAME`` or ``!ENV [NAME, OTHER, default]`` stands for."""
        self.places[path] = _place(node)
        parts = list(node.value) if isinstance(node, yaml.SequenceNode) else [node]
        names = [str(part.value) for part in (parts[:-1] if len(parts) > 1 else parts)]
        name = next((name for name in names if name in self.environment), "")
        if name:
            self.variables[path] = name
            value = self.environment[name]
            return None if value in NOTHING else value
        return self.value(parts[-1], path) if len(parts) > 1 else None


def _ours(path: FieldPath, kind: type[Settings]) -> bool:
    """Whether a setting is one of ours, was one, or is meant to be."""
    former = (former.was for former in formers(kind))
    if any(path == was[: len(path)] or path[: len(was)] == was for was in former):
        return True
    top, *inner = map(str, path)
    if top in SHARED and len(inner) == 1:
        known = shape_of(SHARED[top]).fields
        return inner[0] in known or bool(nearest(inner[0], known, ALIKE))
    return top in shape_of(kind).fields


def kind_of_file(path: str, kinds: Kinds) -> type[Fields] | None:
    """What a file from the root holds: the settings, or a record of a kind; None for any other file."""
    return Settings if path == SETTINGS else kinds.at(path)


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def read_settings(
    file: Path,
    *,
    publish: bool = False,
    environment: Mapping[str, str] = os.environ,
    kind: type[Settings] = Settings,
) -> tuple[Settings | None, list[Problem]]:
    """The settings in a file, and a problem for all that is wrong with them.

    None where there is a problem, and where there is no such file. ``publish`` asks for what only a site that
    is published needs: where its editors can be reached.
    """
    if not file.is_file():
        return None, []
    reader = _Reader(environment, kind)
    data, problems = _read(file, reader)
    if data is None:
        return None, problems
    front = FrontMatter(data, reader.places, reader.keys, "", 1)
    front, found = with_new_names(kind, file.name, front)
    problems += found
    for was, now in moves(found):
        reader.variables = moved(reader.variables, {was: now})
    settings, found = read_fields(kind, file.name, front)
    problems += found
    if settings:
        problems += _missing_pictures(file, settings.theme, front.places)
    if publish and not _editors_in(front.data or {}):
        _, place = place_of(("extra", "editors"), front.places)
        problems.append(Problem("editors-missing", file.name, "extra.editors", *place))
    wrong = any(problem.severity == "error" for problem in problems)
    return None if wrong else settings, [_naming_variable(problem, reader) for problem in problems]


def _missing_pictures(file: Path, theme: Theme, places: Mapping[FieldPath, Place]) -> Iterator[Problem]:
    """A problem for each picture of the theme that is neither in ``docs`` nor in a city's own folder."""
    folders = ("docs", theme.custom_dir or "docs")
    for key, value in (("logo", theme.logo), ("favicon", theme.favicon)):
        if value and not any((file.parent / folder / value).is_file() for folder in folders):
            _, place = place_of(("theme", key), places)
            yield Problem("logo-missing", file.name, f"theme.{key}", *place, {"value": value})


def _editors_in(data: Mapping[str, Value]) -> Value | None:
    """What is set as the address of the editors, right or wrong."""
    extra = data.get("extra")
    return extra.get("editors") if isinstance(extra, dict) else None


def _read(
    file: Path, reader: _Reader, heirs: frozenset[Path] = frozenset()
) -> tuple[dict[str, Value] | None, list[Problem]]:
    """The values of a file as text, over those that it inherits; None if it cannot be read.

    ``heirs`` are the files that inherit from it, of which it does not inherit in turn.
    """
    try:
        text, problems = decode(file.read_bytes(), file.name)
    except OSError:
        return None, [Problem("file-unreadable", file.name, "file")]
    # YAML ends a line at some of these, so that no place in the file would be right.
    problems += forbidden_characters(file.name, text or "", "encoding", 1)
    if text is None or problems:
        return None, problems
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [Problem("settings-yaml", file.name, "file", *place)]
    own = reader.fields(node)
    named = next((value for key, value in _pairs(node) if key.value == "INHERIT"), None)
    if named is None or not named.value:
        return own, []
    above = str(named.value)
    parent, heirs = file.parent / above, heirs | {file.resolve()}
    # Not Path.is_file, which fails for a name that no disk can have.
    if not os.path.isfile(parent) or parent.resolve() in heirs:  # noqa: PTH113
        values = {"value": above}
        return own, [Problem("setting-inherit", file.name, "INHERIT", *_place(named), values)]
    above_reader = _Reader(reader.environment, reader.kind)
    inherited, problems = _read(parent, above_reader, heirs)
    reader.variables = above_reader.variables | reader.variables
    return (None if inherited is None else _over(inherited, own)), problems


def _over(inherited: dict[str, Value], own: dict[str, Value]) -> dict[str, Value]:
    """Values over inherited ones, group by group as MkDocs does."""
    merged = dict(inherited)
    for key, value in own.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _over(below, value) if both else value  # type: ignore[arg-type]
    return merged


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _naming_variable(problem: Problem, reader: _Reader) -> Problem:
    """The problem, with the variable in the name of its field if the value comes from one."""
    path = field_path(problem.field)
    while path and path not in reader.variables:
        path = path[:-1]
    if not path:
        return problem
    return replace(problem, field=f"{problem.field} ({reader.variables[path]})")


def _lenient(root: Path) -> Mapping[str, Value]:
    """The values of the settings as far as they can be read, right or wrong."""
    return _of_today(_read(root / SETTINGS, _Reader(os.environ))[0] or {})


def _of_today(values: dict[str, Value]) -> Mapping[str, Value]:
    """The values with every setting by its name and at its place of today."""
    front, _ = with_new_names(Settings, SETTINGS, FrontMatter(values, {}, {}, "", 1))
    return front.data or {}


def kinds_in(root: Path) -> Kinds:
    """The kinds of record as the settings choose them; as ours are, where a choice is wrong."""
    return _kinds(_lenient(root))


def kinds_from(settings: bytes | None) -> Kinds:
    """The kinds of record by the content of ``mkdocs.yml`` alone, if there is one; else as ``kinds_in``."""
    try:
        node = yaml.compose(settings or b"", Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        node = None
    return _kinds(_of_today(_Reader(os.environ).fields(node)))


def _kinds(settings: Mapping[str, Value]) -> Kinds:
    extra = settings.get("extra")
    found = {key: extra[key] for key in CHOICES if key in extra} if isinstance(extra, dict) else {}
    for key in list(found):
        if not _reads({key: found[key]}):
            del found[key]
    return kinds_of(Extra.model_validate(found).choices if found else NO_CHOICES)


def _reads(extra: Mapping[str, Value]) -> bool:
    try:
        Extra.model_validate(extra)
    except ValidationError:
        return False
    return True


def site_url(root: Path) -> str:
    """The address of the site, with a slash at the end; only a slash if it is not known."""
    url = _lenient(root).get("site_url")
    return f"{url.rstrip('/')}/" if isinstance(url, str) and url.startswith("http") else "/"


def _said_in(file: Path) -> Mapping[str, Value]:
    """The language that is set in a text that YAML cannot read."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    found = re.search(r"^ +language: *['\"]?([a-z]+)", text, re.MULTILINE)
    return {"theme": {"language": found[1]}} if found else {}


def language(root: Path) -> str:
    """The language of a site: that of its theme if we have it, else English; with the city's words.

    Where settings cannot be read, their text may still say it. Without any, it is that of the system.
    """
    if not (root / SETTINGS).is_file():
        return system_language()
    values = _lenient(root) or _said_in(root / SETTINGS)
    theme, extra = values.get("theme"), values.get("extra")
    said = theme.get("language") if isinstance(theme, dict) else None
    found = said if isinstance(said, str) and said in LANGUAGES else SOURCE_LANGUAGE
    called, paid = (extra.get("pillars"), extra.get("currency")) if isinstance(extra, dict) else (None, None)
    try:
        pillars = PillarWords.model_validate(called) if called else None
        return spoken(found, pillars, CURRENCY.read(paid) if paid else EURO)
    except (ValidationError, PydanticCustomError):  # the check tells what is wrong
        return found
