"""The issue form of GitHub: the questions of an initiative, made from the model, and the answers to them.

GitHub shows the form in ``.github/ISSUE_TEMPLATE/`` and makes a text of the answers, with a heading for each
question. This module makes the form and reads that text, so questions and answers always match. The rules of
GitHub:
https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from itertools import chain
from typing import Any

import yaml

from atelier.content.front_matter import Value
from atelier.content.meant import as_meant
from atelier.i18n.translation import N_
from atelier.model.fields import Field
from atelier.model.kinds import Kinds
from atelier.model.parts import ALL_PARTS, Parts
from atelier.model.rules import Choice, OneLine, RefersTo, Rule, Sluggable, Written
from atelier.model.several import terms_meant
from atelier.render.wording import Wording
from atelier.sections.add.description import ADDED, STORY, Form, Words
from atelier.sections.add.forms import form_of
from atelier.sections.add.initiative import INITIATIVE

FILE = ".github/ISSUE_TEMPLATE/initiative.yml"
CHOOSER = ".github/ISSUE_TEMPLATE/config.yml"
"""The other links that GitHub shows when an issue is opened."""

LABEL = "initiatief"
"""The label of issues made by the form: the workflow acts only on those."""

NO_ANSWER = "_No response_"
"""What GitHub writes for an empty answer, in any language."""

PUBLIC = "public"
"""The path of the question whose answer is not stored: GitHub requires agreement."""

PUBLIC_LABEL = N_("Public")
ANOTHER = N_("Is an organisation not in the catalogue yet? Then tell of it here.")
"""Stands above the questions about a new organisation."""

BOX = re.compile(r"^[ \t]*[-*] \[[ xX]\]", re.MULTILINE)
"""A choice with its checkbox: GitHub writes all choices, ticked or not."""

LONG_TEXT = 200
"""The number of characters from which a text gets a box of several lines."""

COLUMNS: Mapping[str, Sequence[str]] = {
    "partners": ("partner", "role"),
    "funding": ("year", "amount", "source"),
    "links": ("title", "url"),
}
"""Lists of groups: the fields on a line of the answer, between bars."""


@dataclass(frozen=True)
class FormQuestion:
    """One question.

    Attributes:
        path: of the field, as in the form on the site, with + before a field of a new organisation.
        field: the field of the model; None for the story and for the agreement.
        words: how the form asks for it.
        wording: the language.
        inner: how the form asks for the fields on a line of the answer, by their paths.

    """

    path: str
    field: Field | None
    words: Words
    wording: Wording
    inner: Mapping[str, Words] = dataclass_field(default_factory=dict)

    @property
    def label(self) -> str:
        """The question, in one or a few words; unique."""
        return self.wording.texts.gettext(self.words.label)

    def words_within(self, path: str) -> Words:
        """How the form asks for the field of the question, or for one on a line of its answer."""
        return self.inner.get(path, self.words)

    @property
    def explanation(self) -> str:
        """What to fill in, with an example."""
        gettext = self.wording.texts.gettext
        parts = [gettext(self.words.hint)]
        if self.path in COLUMNS:
            columns = " | ".join(gettext(column.label).lower() for column in self.columns)
            parts.append(gettext("One on each line: %(columns)s.") % {"columns": columns})
        elif self.is_list and not self.choices:
            parts.append(gettext("One on each line."))
        return " ".join(parts)

    @property
    def example(self) -> str:
        """An example of an answer."""
        gettext = self.wording.texts.gettext
        if self.path in COLUMNS:
            return " | ".join(self.spoken(column, column.example_in(gettext)) for column in self.columns)
        return self.field.example_in(gettext) if self.field else ""

    @property
    def columns(self) -> Sequence[Field]:
        """The fields on a line of the answer."""
        group = self.field.group if self.field else None
        return [group.fields[key] for key in COLUMNS[self.path]] if group else []

    @property
    def is_list(self) -> bool:
        """Whether the answer has a line for each item."""
        return bool(self.field and self.field.many)

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """The labels of the choices, and their values."""
        rule = self.field.rule if self.field else None
        if not isinstance(rule, Choice):
            return {}
        return {self.wording.label(member): member.value for member in rule.of}

    def spoken(self, field: Field, value: str) -> str:
        """A value in words."""
        rule = field.rule
        return self.wording.label(rule.of(value)) if isinstance(rule, Choice) else value


def questions(kinds: Kinds, wording: Wording, form: Form = INITIATIVE) -> dict[str, list[FormQuestion]]:
    """Every question of a form in a catalogue with these kinds of record, by the title of its step."""
    form = form_of(form, kinds)
    asked = {
        wording.texts.gettext(step.title): list(_asked(form, step.paths, wording))
        for step in form.steps
        if not step.rare
    }
    *_, last = asked.values()
    last.append(FormQuestion(PUBLIC, None, Words(PUBLIC_LABEL), wording))
    return asked


def _asked(form: Form, paths: Sequence[str], wording: Wording) -> Iterator[FormQuestion]:
    for path in paths:
        if path == ADDED and form.companion:
            for field in form.companion.fields:
                words = form.companion.words_for(field.key)
                yield FormQuestion(f"+{field.key}", field, words, wording)
        elif path == STORY:
            yield FormQuestion(STORY, None, form.words_for(path), wording)
        else:
            yield from _leaves(form, path, form.field(path), wording)


def _leaves(form: Form, path: str, field: Field, wording: Wording) -> Iterator[FormQuestion]:
    """The question of a field; for a group, those of its fields."""
    if field.group and not field.many and not field.from_to:
        for key, inner in field.group.fields.items():
            yield from _leaves(form, f"{path}.{key}", inner, wording)
    else:
        within = {f"{path}.{key}": form.words_for(f"{path}.{key}") for key in COLUMNS.get(path, ())}
        yield FormQuestion(path, field, form.words_for(path), wording, within)


# The form


def issue_form(
    pillars: Sequence[str], kinds: Kinds, wording: Wording, site_url: str, parts: Parts = ALL_PARTS
) -> str:
    """The form in GitHub's format; ``pillars`` are their names, to choose from."""
    gettext = wording.texts.gettext
    welcome = gettext("Is this your first time? [The form on the site](%(url)s) checks while you type.")
    body: list[dict[str, Any]] = [_text(welcome % {"url": f"{site_url}add/"})]
    for title, asked in questions(kinds, wording, INITIATIVE.without(parts.fields)).items():
        body.append(_text(f"## {title}"))
        if any(question.path.startswith("+") for question in asked):
            new = next(i for i, question in enumerate(asked) if question.path.startswith("+"))
            body += [_element(question, pillars) for question in asked[:new]]
            body.append(_text(gettext(ANOTHER)))
            asked = asked[new:]
        body += [_element(question, pillars) for question in asked]
    form = {
        "name": gettext("Add an initiative"),
        "description": gettext("Fill in the form; it becomes a proposal by itself."),
        "title": gettext("New initiative"),
        "labels": [LABEL],
        "body": body,
    }
    return as_yaml(form)


def chooser(wording: Wording, site_url: str) -> str:
    """The links besides the form: the form on the site, and an empty issue."""
    gettext = wording.texts.gettext
    link = {
        "name": gettext("The form on the site"),
        "url": f"{site_url}add/",
        "about": gettext("It checks while you type."),
    }
    return as_yaml({"blank_issues_enabled": True, "contact_links": [link]})


def as_yaml(data: Mapping[str, Any]) -> str:
    """A form as GitHub reads it."""
    head = "# Made from the model: `make generated` renews it; for a city of its own, `atelier upgrade`.\n"
    return head + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def _text(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def agreement(wording: Wording) -> dict[str, Any]:
    """The question to agree that all becomes public."""
    gettext = wording.texts.gettext
    agreed = gettext("I know that all of this becomes public, and persons named here agree with that.")
    attributes = {"label": gettext(PUBLIC_LABEL), "options": [{"label": agreed, "required": True}]}
    return {"type": "checkboxes", "id": PUBLIC, "attributes": attributes}


def _element(question: FormQuestion, pillars: Sequence[str]) -> dict[str, Any]:
    field = question.field
    if question.path == PUBLIC:
        return agreement(question.wording)
    attributes: dict[str, Any] = {"label": question.label, "description": question.explanation}
    element: dict[str, Any] = {
        "type": "input",
        "id": re.sub("[^a-z]+", "-", question.path).strip("-") + ("-new" if "+" in question.path else ""),
        "attributes": attributes,
    }
    options = [*question.choices] or ([*pillars] if question.path == "pillar" else [])
    if options and question.is_list:
        element["type"] = "checkboxes"
        attributes["options"] = [{"label": option} for option in options]
        return element
    if options:
        element["type"] = "dropdown"
        attributes["options"] = options
    elif question.is_list or field is None or _is_long(field.rule):
        element["type"] = "textarea"
    if question.example and not options:
        attributes["placeholder"] = question.example
    if field and field.required and not question.path.startswith("+"):
        element["validations"] = {"required": True}
    return element


def _is_long(rule: Rule | None) -> bool:
    return type(rule) is OneLine and (rule.limit or 0) > LONG_TEXT


# The answers


def answers(body: str, asked: Sequence[FormQuestion]) -> dict[str, str]:
    """The answer to each question in the text of an issue, by the question's path; empty without one."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headings = _headings(lines, asked)
    ends = [*(at for at, _ in headings), len(lines)][1:]
    found = {
        asked[number].path: "\n".join(lines[at + 1 : end]).strip()
        for (at, number), end in zip(headings, ends, strict=True)
    }
    return {path: "" if text == NO_ANSWER else text for path, text in found.items()}


def _headings(lines: Sequence[str], asked: Sequence[FormQuestion]) -> Sequence[tuple[int, int]]:
    """The lines that are headings of questions, each with the number of its question.

    An answer may hold such a line too. GitHub writes every question once and in order, so the longest
    sequence of lines in that order are the headings, and all others are part of an answer.
    """
    numbers = {question.label: number for number, question in enumerate(asked)}
    rows: dict[int, tuple[tuple[int, int], ...]] = {}
    for at, line in enumerate(lines):
        number = numbers.get(line.removeprefix("### ").strip()) if line.startswith("### ") else None
        if number is None:
            continue
        before = max((row for last, row in rows.items() if last < number), key=len, default=())
        # Of two equal lines the later one counts, because the first may be in the answer before it. Not for
        # the story, which is the only answer that may have headings.
        better = len(before) + 1 - len(rows.get(number, ()))
        if better > 0 or (better == 0 and asked[number].path != STORY):
            rows[number] = (*before, (at, number))
    return max(rows.values(), key=len, default=())


def value_of(question: FormQuestion, answer: str) -> Value:
    """The answer to a question as a value of a file; amounts and dates are read as people write them."""
    field = question.field
    assert field is not None  # noqa: S101 - the story is no field
    if question.is_list and question.choices:
        ticked = re.findall(r"^[ \t]*[-*] \[[xX]\](.*)", answer, re.MULTILINE)
        chosen = ticked if BOX.search(answer) else _lines(answer)
        return [_right(question, field, label.strip()) for label in chosen]
    if field.from_to:
        text = " ".join(answer.split())
        return dict(field.from_to.meant(text)) or text
    if question.path in COLUMNS:
        return [_row(question, line) for line in _lines(answer)]
    if question.is_list:
        items = chain.from_iterable(_items(field, line) for line in _lines(answer))
        return [_right(question, field, item) for item in items]
    return _right(question, field, " ".join(answer.split()))


def _lines(answer: str) -> Iterator[str]:
    """The items of an answer, with or without list marks before them."""
    for line in answer.split("\n"):
        item = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+(?:\[[ xX]\]\s*)?", "", line).strip()
        if item:
            yield item


def _items(field: Field, line: str) -> tuple[str, ...]:
    """The items on a line: several, where several subjects or places are named."""
    return terms_meant(line) if isinstance(field.rule, Sluggable) else (line,)


def _row(question: FormQuestion, line: str) -> Value:
    cells = [cell.strip() for cell in line.split("|")]
    columns = question.columns
    if len(cells) == 1:
        # One part alone may be only an address: it is then what is not missing.
        columns = sorted(columns, key=lambda column: not _fits(column.rule, cells[0]))
    # Extra parts stay, so that the check reports them.
    cells = [*cells[: len(columns) - 1], " | ".join(cells[len(columns) - 1 :])]
    pairs = zip(columns, cells, strict=False)
    row = {column.key: _right(question, column, cell) for column, cell in pairs if cell}
    alone = question.field.group.alone if question.field and question.field.group else ""
    return row[alone] if alone and list(row) == [alone] else dict(row)


def _fits(rule: Rule | None, text: str) -> bool:
    """Whether a text is, or is meant as, a value that is written in one way."""
    return isinstance(rule, Written) and bool(rule.pattern.fullmatch(text) or rule.meant(text))


def _right(question: FormQuestion, field: Field, text: str) -> str:
    """A text in the form of its field if it is clear what was meant; else unchanged."""
    rule = field.rule
    if isinstance(rule, Choice):
        spoken = {label.casefold(): value for label, value in question.choices.items()}
        spoken |= {question.wording.label(member).casefold(): member.value for member in rule.of}
        word = text.casefold()
        return spoken.get(word) or as_meant(text, rule)
    if isinstance(rule, RefersTo):
        return as_meant(text.strip("`*_ "), rule)
    return as_meant(text, rule)
