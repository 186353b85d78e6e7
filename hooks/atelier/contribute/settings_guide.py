"""The guide of the settings: every one of ``mkdocs.yml`` that is read, in each language, from the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from atelier.content.front_matter import Value
from atelier.content.source import SETTINGS
from atelier.content.writer import lines_of
from atelier.i18n.translation import N_, SOURCE_LANGUAGE, WHOLE
from atelier.model.base import Fields
from atelier.model.fields import Field, Group, shape_of
from atelier.model.labelled import Labelled
from atelier.model.rules import Choice
from atelier.model.settings import InExtra, Only, Settings
from atelier.render.wording import Wording

FOLDER = "contributing"

INTRODUCTION = N_(
    "These are all settings in `%(file)s` that the generator reads. MkDocs and the theme have others. A "
    "value may come from a variable of the environment: `!ENV [NAME, value without it]`. `atelier check` "
    "tells what is wrong, with its line, and `atelier check --fix` mends what has one mending."
)
MADE = N_("This page is made by `make generated`.")


def settings_guides() -> Mapping[str, str]:
    """The guide in each language, by its path from the root."""
    return {
        f"{FOLDER}/settings{'' if language == SOURCE_LANGUAGE else f'.{language}'}.md": settings_guide(
            Wording(language)
        )
        for language in WHOLE
    }


def settings_guide(wording: Wording) -> str:
    """The guide in one language, as Markdown."""
    gettext = wording.texts.gettext
    head = ["# " + gettext("Settings"), gettext(INTRODUCTION) % {"file": SETTINGS}, gettext(MADE)]
    return "\n\n".join([*head, *_tables(shape_of(Settings), "", wording, {})]) + "\n"


def _tables(group: Group, above: str, wording: Wording, seen: dict[type[Fields], str]) -> Iterator[str]:
    """The table of a group, and of every group in it that has none yet (``seen``).

    ``above`` are the names before those of its fields.
    """
    gettext = wording.texts.gettext
    fields = [field for field in group.fields.values() if not isinstance(field.rule, InExtra)]
    head = [gettext("setting"), gettext("what it is"), gettext("example"), gettext("without it")]
    rows = [f"| {' | '.join(_row(field, above, wording))} |" for field in fields]
    yield "\n".join([f"| {' | '.join(head)} |", "|---|---|---|---|", *rows])
    for field in fields:
        if field.group is None:
            continue
        name = f"{above}{field.key}"
        yield f"## {gettext(field.label)}: `{name}`"
        example = "\n".join(_nested(name, field, gettext))
        yield gettext(field.explanation) + (f"\n\n```yaml\n{example}\n```" if example else "")
        same = seen.setdefault(field.group.kind, name)
        if same != name:
            yield gettext("As in `%(name)s`.") % {"name": same}
            continue
        named = gettext("NAME")
        inner = f"{name}[]." if field.many else f"{name}.{named}." if field.named else f"{name}."
        yield from _tables(field.group, inner, wording, seen)


def _row(field: Field, above: str, wording: Wording) -> Iterator[str]:
    gettext = wording.texts.gettext
    yield f"`{above}{field.key}`"
    said = [f"**{gettext(field.label)}.** {gettext(field.explanation)}"]
    if isinstance(field.rule, Choice):
        choices = ", ".join(f"`{choice.value}`" for choice in field.rule.of)
        said.append(gettext("Choose from: %(choices)s.") % {"choices": choices})
    yield " ".join(said).replace("|", "&#124;")
    yield f"`{field.example_in(gettext)}`" if field.example else ""
    default = field.default.value if isinstance(field.default, Labelled) else field.default
    if field.required:
        yield gettext("needed")
    elif isinstance(field.rule, Only):
        yield f"`{field.rule.text}`"
    else:
        yield f"`{default}`" if default else ""


def _nested(name: str, field: Field, gettext: Callable[[str], str]) -> Iterator[str]:
    """The lines of a group with an example of each field in it, below the groups that it is in."""
    *above, key = name.split(".")
    if not above or field.named or field.many or "[]" in name or field.group is None:
        return  # what stands in ``extra`` itself is no example together
    value: dict[str, Value] = {
        inner.key: inner.example_in(gettext)
        for inner in field.group.fields.values()
        if inner.example and not inner.group
    }
    lines = list(lines_of(key, field.group, value))
    if lines:
        yield from (f"{'  ' * depth}{part}:" for depth, part in enumerate(above))
        yield from ("  " * len(above) + line for line in lines)
