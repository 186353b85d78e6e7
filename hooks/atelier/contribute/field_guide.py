"""The tables of ``docs/help/fields.md``: every field of every kind of record, from the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from atelier.content.front_matter import Value
from atelier.content.writer import lines_of
from atelier.model.base import Fields, Record
from atelier.model.fields import Field, Group, text_fields, without
from atelier.model.initiative import Initiative
from atelier.model.kinds import Kinds
from atelier.model.partner import Partner
from atelier.model.parts import ALL_PARTS, Parts
from atelier.model.records import RECORDS
from atelier.model.rules import Choice, RefersTo
from atelier.render.wording import Wording

FILE = "docs/help/fields.md"
MARK = "<!-- the tables of the fields -->"
"""The mark in that page that the tables replace when the site is built."""

LOOKED_FOR: tuple[type[Record], ...] = (Initiative, Partner)
"""The kinds that come first; the others follow in their own order."""


def guide(kinds: Kinds, wording: Wording, parts: Parts = ALL_PARTS, further: Sequence[str] = ()) -> str:
    """The tables of a catalogue with some parts, as Markdown; ``further`` are its further languages."""
    gettext = wording.texts.gettext
    tables: list[str] = []
    seen: dict[type[Fields], str] = {}
    for kind in dict.fromkeys((*LOOKED_FOR, *RECORDS)):
        if not parts.shows(kind):
            continue
        # A folder may have the name of a field: ``#partners`` is a field of an initiative.
        tables.append(f"## {gettext(kind.one)} {{ #{kind.anchor} }}")
        tables.append(gettext("In the folder `%(folder)s`.") % {"folder": kind.folder})
        texts = dict.fromkeys(key.partition(".")[0] for key in text_fields(kinds[kind]))
        if further and texts:
            said = gettext(
                "Translated in a file beside it, such as `%(file)s`: %(fields)s, and the text below."
            )
            fields = wording.phrase(tuple(f"`{key}`" for key in texts))
            tables.append(said % {"file": f"name.{further[0]}.md", "fields": fields})
        gone = parts.fields if kind is Initiative else ()
        tables += _tables(without(kinds.shapes[kind.collection], gone), wording, seen)
    return "\n\n".join(tables) + "\n"


def _tables(group: Group, wording: Wording, seen: dict[type[Fields], str]) -> Iterator[str]:
    """The table of a group, and of every group in it that has no table yet."""
    gettext = wording.texts.gettext
    inner = [field for field in group.fields.values() if field.group]
    fresh = [field for field in inner if field.group and field.group.kind not in seen]
    seen |= {field.group.kind: field.key for field in fresh if field.group}
    rows = [_row(field, wording, seen) for field in group.fields.values()]
    head = [gettext("field"), gettext("needed"), gettext("what goes into it")]
    yield "\n".join([f"| {' | '.join(head)} |", "|---|---|---|", *rows])
    for field in fresh:
        assert field.group  # noqa: S101 - for the type checker
        yield f"### {field.key} {{ #{field.key} }}"
        example = "\n".join(lines_of(field.key, field.group, _example(field, gettext)))
        yield f"{gettext(field.explanation)}\n\n```yaml\n{example}\n```"
        yield from _tables(field.group, wording, seen)


def _row(field: Field, wording: Wording, seen: dict[type[Fields], str]) -> str:
    gettext = wording.texts.gettext
    said = [f"**{gettext(field.label)}.** {gettext(field.explanation)}"]
    if field.many and not field.group:
        said.append(gettext("A list."))
    if isinstance(field.rule, RefersTo):
        said.append(gettext("A name or file name from the catalogue."))
        if field.rule.elsewhere:
            said.append(gettext("Or the address of one of another city, with https://."))
    if isinstance(field.rule, Choice):
        choices = [_choice(member.value, wording.label(member)) for member in field.rule.of]
        said.append(gettext("Choose from: %(choices)s.") % {"choices": ", ".join(choices)})
    elif field.example:
        example = gettext("Such as `%(example)s`.") % {"example": field.example_in(gettext)}
        said.append(example.removesuffix(".") if example.endswith(".`.") else example)
    if field.group:
        said.append(gettext("See [%(key)s](#%(key)s).") % {"key": seen[field.group.kind]})
    needed = gettext("yes") if field.required else ""
    return f"| `{field.key}` | {needed} | {' '.join(said).replace('|', '&#124;')} |"


def _choice(value: str, label: str) -> str:
    """A choice, and its label if that is another word."""
    word = label.removesuffix(f" ({value})")
    word = word if word[:2].isupper() else word[:1].lower() + word[1:]
    return f"`{value}`" if word == value else f"`{value}` ({word})"


def _example(field: Field, gettext: Callable[[str], str]) -> Value:
    """An example of a group: every field that has one."""
    assert field.group  # noqa: S101 - for the type checker
    inner: dict[str, Value] = {}
    for key, part in field.group.fields.items():
        if part.group:
            inner[key] = _example(part, gettext)
        elif part.example:
            example = part.example_in(gettext)
            inner[key] = [example] if part.many else example
    # A date of consent needs a name, and no example names a person.
    inner.pop("consent", None)
    alone = field.group.alone
    if alone and not field.group.fields[alone].required:
        # A text that may stand for the group replaces the other fields.
        return [inner.pop(alone), inner]
    return [inner] if field.many else inner
