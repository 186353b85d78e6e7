"""Fixes of a field that is missing, or that has a value of another form: a text, a list or a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from atelier.content.settings import kind_of_file
from atelier.content.yaml.scalar import as_scalar
from atelier.model import several
from atelier.model.fields import Field, field_at
from atelier.model.rules import OneLine, Rule, Sluggable
from atelier.problems.problem import Problem, field_path
from atelier.report.document import Document, Edit


def missing(problem: Problem, document: Document) -> Edit | None:
    """The missing field with a good example, where it belongs."""
    kind, path = kind_of_file(problem.path, document.kinds), field_path(problem.field)
    field = field_at(kind, path) if kind else None
    if field is None or document.front is None:
        return None
    if len(path) == 1:
        end = len(document.front) + 1 + document.above
        return Edit(end, end - 1, tuple(_example(field, document.gettext)))
    line, below = document.line(problem.line), document.line(problem.line + 1)
    here, under = (len(text) - len(text.lstrip(" -")) for text in (line, below))
    # In an item of a list the fields stand behind the hyphen, in a group below its name.
    indent = here if isinstance(path[-2], int) else max(under, here + 2)
    added = tuple(" " * indent + line for line in _example(field, document.gettext))
    return Edit(problem.line + 1, problem.line, added)


def _example(field: Field, gettext: Callable[[str], str]) -> Iterator[str]:
    """The lines of a field with a good value; for a group, of the fields that it needs."""
    if field.group is None and not field.many:
        yield f"{field.key}: {as_scalar(field.example_in(gettext))}"
        return
    yield f"{field.key}:"
    if field.group is None:
        yield f"  - {as_scalar(field.example_in(gettext))}"
        return
    inner = [line for below in _required(field) for line in _example(below, gettext)]
    for index, line in enumerate(inner):
        yield ("  - " if field.many and not index else "    " if field.many else "  ") + line


def as_list(problem: Problem, document: Document) -> Edit | None:
    """A list of the items that were written on one line."""
    scalar = document.scalars.get((problem.line, problem.column))
    line = document.line(problem.line)
    key = re.fullmatch(r"([ ]*)(?:- )?[a-z_]+:[ ]+", line[: problem.column - 1])
    if scalar is None or key is None or scalar.line != problem.line or scalar.style or scalar.flow:
        return None
    kind = kind_of_file(problem.path, document.kinds)
    field = field_at(kind, field_path(problem.field)) if kind else None
    opening = "- "
    if field and field.group and not field.group.alone:
        required = _required(field)
        if len(required) != 1:
            return None
        opening = f"- {required[0].key}: "
    indent = " " * (len(key[0]) - len(key[0].lstrip(" -")) + 2)
    rule = _rule(field) if field else None
    # A sentence may have commas.
    items = (scalar.text,) if type(rule) is OneLine else _items(rule, scalar.text)
    return Edit(
        problem.line,
        problem.line,
        (key[0].rstrip(), *(f"{indent}{opening}{as_scalar(item)}" for item in items)),
    )


def _rule(field: Field) -> Rule | None:
    """The rule of the items of a list; of groups, of the field that may stand alone."""
    return field.group.fields[field.group.alone].rule if field.group and field.group.alone else field.rule


def _items(rule: Rule | None, text: str) -> tuple[str, ...]:
    """The items that a text names; subjects and places may hold a word such as "en"."""
    return several.terms(text) if isinstance(rule, Sluggable) else several.split(text, several.ANY)


def _required(field: Field) -> list[Field]:
    """The fields that a group needs."""
    return [below for below in field.group.fields.values() if below.required] if field.group else []


def as_group(problem: Problem, document: Document) -> Edit | None:
    """A group with the one field that it needs, for which the text was meant."""
    kind, line = kind_of_file(problem.path, document.kinds), document.line(problem.line)
    field = field_at(kind, field_path(problem.field)) if kind else None
    scalar = document.scalars.get((problem.line, problem.column))
    key = re.fullmatch(r"([ ]*)[a-z_]+:[ ]+", line[: problem.column - 1])
    required = _required(field) if field else []
    if key is None or scalar is None or scalar.line != problem.line or len(required) != 1:
        return None
    value = as_scalar(scalar.text)
    return Edit(problem.line, problem.line, (key[0].rstrip(), f"{key[1]}  {required[0].key}: {value}"))


def as_two(problem: Problem, document: Document) -> Edit | None:
    """The group of a first and a last, for which one text was meant."""
    kind, line = kind_of_file(problem.path, document.kinds), document.line(problem.line)
    field = field_at(kind, field_path(problem.field)) if kind else None
    scalar = document.scalars.get((problem.line, problem.column))
    key = re.fullmatch(r"([ ]*)[a-z_]+:[ ]+", line[: problem.column - 1])
    if key is None or scalar is None or scalar.line != problem.line or field is None or not field.from_to:
        return None
    meant = field.from_to.meant(scalar.text)
    lines = [f"{key[1]}  {name}: {word}" for name, word in meant.items()]
    return Edit(problem.line, problem.line, (key[0].rstrip(), *lines)) if lines else None


def as_text(problem: Problem, document: Document) -> Edit | None:
    """The text between quotes; or the only item of the list, where the field cannot hold such a text."""
    kind, line = kind_of_file(problem.path, document.kinds), document.line(problem.line)
    field = field_at(kind, field_path(problem.field)) if kind else None
    key = re.match(r"([ ]*(?:- )?[a-z_]+:[ ]+)([\[{].*[\]}])\s*$", line)
    if key is None:
        return None
    text = key[2]
    if field and field.rule and field.rule.kind not in (OneLine.kind, Sluggable.kind):
        only = re.fullmatch(r"\[\s*([^\[\]{},]+?)\s*\]", text)
        if only is None:
            return None
        text = only[1].strip("\"'")
    return Edit(problem.line, problem.line, (key[1] + as_scalar(text),))
