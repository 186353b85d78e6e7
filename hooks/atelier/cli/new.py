"""The command ``atelier new``: a file for a new record, from options and questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.catalogue.names import Names
from atelier.checks.day import today
from atelier.cli.answer import as_meant
from atelier.cli.check import must_be_a_site
from atelier.cli.options import Kind
from atelier.content.front_matter import Value
from atelier.content.reader import Collections, read_collections
from atelier.content.references import Reference
from atelier.content.writer import file_text
from atelier.contribute.new_files import free_path, write_if_well
from atelier.i18n.translation import translations
from atelier.model.base import Record
from atelier.model.festival import Festival
from atelier.model.fields import Field, Group
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.neighbour import Neighbour
from atelier.model.partner import Partner
from atelier.model.pillar import Pillar
from atelier.model.question import Question
from atelier.model.rules import Choice, OneLine, RefersTo, Rule
from atelier.problems.problem import shown
from atelier.render.wording import Wording
from atelier.report.text import as_text

OFFERED: Mapping[Kind, type[Record]] = {
    Kind.initiative: Initiative,
    Kind.partner: Partner,
    Kind.pillar: Pillar,
    Kind.fund: Fund,
    Kind.festival: Festival,
    Kind.question: Question,
    Kind.neighbour: Neighbour,
}
"""The kind of record of each."""


class New:
    """Asks for the fields of a new record."""

    def __init__(self, collections: Collections, wording: Wording) -> None:
        self.names = Names(collections)
        self.wording = wording
        self.texts: NullTranslations = wording.texts

    def given(self, group: Group, options: Sequence[str]) -> dict[str, Value]:
        """The fields that options such as ``contact.role=teamleider`` give; raises typer.BadParameter."""
        data: dict[str, Value] = {}
        for option in options:
            # Bytes that are not UTF-8 arrive as lone surrogates, which no file can hold.
            path, _, text = option.encode("utf-8", "replace").decode().partition("=")
            inner, field = _field(group, path.strip(), data)
            if field is None or (field.group and not field.group.alone) or not text.strip():
                message = self.texts.gettext("“%(option)s” is not FIELD=VALUE with a field of this record.")
                raise typer.BadParameter(message % {"option": shown(option)}, param_hint="FIELD=VALUE")
            if field.many:
                values = inner.setdefault(field.key, [])
                assert isinstance(values, list)  # noqa: S101 - it is a list
                values += self._read(field, text)
            else:
                (inner[field.key],) = self._read(field, text)
        return data

    def asked(self, group: Group, data: dict[str, Value]) -> None:
        """Ask for every field that is needed and not given."""
        for path in list(needed(group, data)):
            inner, field = _field(group, path, data)
            assert field  # noqa: S101 - its path comes from the group
            values = self._ask(field)
            inner[field.key] = values if field.many else values[0]

    def _ask(self, field: Field) -> list[Value]:
        gettext = self.texts.gettext
        rule = _rule(field)
        several = gettext("More than one? Put commas between them.") if field.many else ""
        typer.echo(f"\n{gettext(field.label)}: {gettext(field.explanation)} {several}".rstrip())
        if isinstance(rule, Choice):
            for member in rule.of:
                typer.echo(f"  {member.value:<14} {self.wording.label(member)}")
        while True:
            text = typer.prompt(gettext("Your answer"), prompt_suffix=": ")
            try:
                return self._read(field, text)
            except typer.BadParameter as error:
                typer.echo(error.message)

    def _read(self, field: Field, text: str) -> list[Value]:
        """The value that was typed for a field, or the values of a list. Raises typer.BadParameter.

        Commas separate only names, tags and choices, because a sentence may have commas.
        """
        whole = not field.many or type(_rule(field)) is OneLine
        parts = [text] if whole else [part for part in text.split(",") if part.strip()]
        return [self._value(field, part.strip()) for part in parts or [text]]

    def _value(self, field: Field, text: str) -> str:
        """A text in the form of its field; raises typer.BadParameter with the message of the check."""
        rule = _rule(field)
        assert rule  # noqa: S101 - a group without a rule of its own is asked for by its fields
        text = as_meant(rule, text, field.key, self.texts)
        if isinstance(rule, RefersTo):
            return self._referred(field, rule, text)
        return text

    def _referred(self, field: Field, rule: RefersTo, text: str) -> str:
        if rule.leads_elsewhere(text):
            return text
        reference = Reference((field.key,), text, rule.collections)
        slug = self.names.resolve(reference)
        if slug is None:
            message = self.texts.gettext("“%(value)s” does not stand in the catalogue.") % {
                "value": shown(text)
            }
            near = self.names.near(reference)
            if near:
                message += " " + self.texts.gettext("Did you mean “%(meant)s”?") % {"meant": near}
            raise typer.BadParameter(message, param_hint=field.key)
        return slug


def needed(group: Group, data: Mapping[str, Value], above: str = "") -> Iterator[str]:
    """The paths of the required fields that are missing, such as ``contact.organisation``.

    Of a list of groups, those of its first.
    """
    for key, field in group.fields.items():
        if field.required and field.group and not (field.many and field.group.alone):
            inner = data.get(key)
            first = next(iter(inner), None) if isinstance(inner, list) else inner
            yield from needed(field.group, first if isinstance(first, dict) else {}, f"{above}{key}.")
        elif field.required and key not in data:
            yield f"{above}{key}"


def _field(group: Group, path: str, data: dict[str, Value]) -> tuple[dict[str, Value], Field | None]:
    """The field at a path such as ``contact.email``, and the part of ``data`` that it belongs in.

    Of a list of groups, such as ``years.budget``, it is in the first.
    """
    *above, key = path.split(".")
    for part in above:
        field = group.fields.get(part)
        if field is None or field.group is None:
            return data, None
        inner: Value = data.setdefault(part, [{}] if field.many else {})
        first = inner[0] if isinstance(inner, list) else inner
        if not isinstance(first, dict):  # an item that is a text already
            return data, None
        group, data = field.group, first
    return data, group.fields.get(key)


def _rule(field: Field) -> Rule | None:
    return field.group.fields[field.group.alone].rule if field.group and field.group.alone else field.rule


def run_new(kind: Kind, options: Sequence[str], root: Path, lang: str) -> int:
    """Ask for the missing fields, make a file and print its path; returns the exit code.

    Raises typer.BadParameter for wrong options, and if a required field is missing and nobody can answer.
    """
    texts, day = translations(lang), today()
    must_be_a_site(root, texts)
    record = OFFERED[kind]
    collections, _ = read_collections(root)
    group = collections.kinds.shapes[record.collection]
    new = New(collections, Wording(lang))
    data = new.given(group, options)
    try:
        new.asked(group, data)
    except (typer.Abort, UnicodeError) as error:
        said = texts.gettext("Still needed: %(fields)s.") % {"fields": ", ".join(needed(group, data))}
        raise typer.BadParameter(said, param_hint="FIELD=VALUE") from error
    if record is Initiative:
        data = _dated(data, day)
    path = free_path(root, record.folder, str(data.get("title") or data.get("name") or ""))
    try:
        written, explanations = write_if_well({path: file_text(group, data)}, root, day, texts)
    except OSError as error:
        typer.echo(f"{path}: {error.strerror}", err=True)
        return 1
    if not written:
        typer.echo(as_text(explanations, 1, texts), err=True)
        return 1
    typer.echo(path)
    if explanations:
        typer.echo("\n" + as_text(explanations, 1, texts), err=True)
    return 0


def _dated(data: dict[str, Value], day: datetime.date) -> dict[str, Value]:
    """The fields of a new initiative with today's date as the day of addition and of confirmation."""
    return {"added": str(day), "last_confirmed": str(day), **data}
