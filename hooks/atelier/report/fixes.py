"""How each kind of problem is mended: the lines of a file that become other lines.

One table serves two ends: a message shows the lines as they would be, and ``atelier check --fix`` writes
those of which nothing else can be meant. So what is shown and what is done are one thing. Where only a
human can know, there is no mending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from atelier.content.front_matter import CLOSING, DASHES, DOTS, OPENING, spaces
from atelier.content.scalar import as_scalar
from atelier.content.source import FORBIDDEN, REPLACED
from atelier.i18n.translation import N_
from atelier.model.fields import SHAPES, Field, Group, field_at
from atelier.model.records import kind_of
from atelier.model.rules import OneLine, Sluggable
from atelier.problems.problem import Problem, field_path
from atelier.report.document import MARK, Document, Edit

ZERO_WIDTH = "\u200b"

Make = Callable[[Problem, Document], Edit | None]


class Mending(NamedTuple):
    """How a kind of problem is mended.

    Attributes:
        make: what becomes of the lines, or None where only a human can know.
        does: what ``--fix`` does, for people; empty where it is never safe.

    """

    make: Make
    does: str = ""


def edit_for(problem: Problem, document: Document) -> Edit | None:
    """The mending of a problem in its file, or None where only a human can know."""
    mending = MENDINGS.get(problem.code)
    edit = mending.make(problem, document) if mending else None
    if edit is None or any(REPLACED in line for line in edit.lines):
        return None
    if edit.safe and not (mending and mending.does):
        edit = replace(edit, safe=False)
    return edit


def proven(problem: Problem, document: Document) -> Edit | None:
    """The mending of a problem, if YAML still reads the file with it."""
    edit = edit_for(problem, document)
    return None if edit and document.reads and not document.with_edit(edit).reads else edit


# Mendings


def _value(problem: Problem, document: Document, text: str, *, safe: bool = False) -> Edit | None:
    """Another text in place of the value, or of the field's name, at which a problem is."""
    scalar = document.scalars.get((problem.line, problem.column))
    if not text or scalar is None or scalar.style in ("|", ">"):
        return None
    before = document.line(problem.line)[: problem.column - 1]
    after = document.line(scalar.line)[scalar.column - 1 :]
    return Edit(problem.line, scalar.line, (before + as_scalar(text, flow=scalar.flow) + after,), safe)


def _meant(problem: Problem, document: Document) -> Edit | None:
    """What was meant, or what stands between curly quotes."""
    if problem.meant:
        return _value(problem, document, problem.meant)
    scalar = document.scalars.get((problem.line, problem.column))
    inner = re.fullmatch(r"[“”„‘’\"'](.+)[“”‘’\"']", scalar.text) if scalar else None
    return _value(problem, document, inner[1]) if inner else None


def _amount(problem: Problem, document: Document) -> Edit | None:
    edit = _value(problem, document, problem.meant)
    return replace(edit, safe=True) if edit else None


def _choice(problem: Problem, document: Document) -> Edit | None:
    """The choice that was meant; only one written with capitals is surely that."""
    edit = _meant(problem, document)
    same = problem.meant == str(problem.values.get("value", "")).casefold()
    return replace(edit, safe=same) if edit else None


def _yaml_line(problem: Problem, document: Document) -> Edit | None:
    """The line with which YAML reads on; sure if it is what was typed, and holds one field."""
    line = str(problem.values.get("line") or "")
    value = line.partition(": ")[2]
    fields = any(word[:-1] in KEYS for word in value.split() if word.endswith(":"))
    certain = bool(problem.values.get("certain")) and not fields
    return Edit(problem.line, problem.line, (line,), certain) if line else None


def _all_keys(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        for field in group.fields.values():
            yield field.key
            yield from _all_keys([field.group] if field.group else [])


KEYS = frozenset(_all_keys(SHAPES.values()))
"""The name of every field of every kind of record."""


def _indent(problem: Problem, document: Document) -> Edit | None:
    line = document.line(problem.line)
    match = re.match(r"[ \t\u00a0]+", line)
    if match is None:
        # A tab within the line: what it comes from was found on the way.
        return _yaml_line(problem, document)
    lines = (spaces(match) + line[match.end() :],)
    return Edit(problem.line, problem.line, lines, safe=document.reads_indented)


def _comment(problem: Problem, document: Document) -> Edit | None:
    """The whole line as text, with what stands behind the hash."""
    line = document.line(problem.line)
    text = line[problem.column - 1 :].strip()
    return Edit(problem.line, problem.line, (line[: problem.column - 1] + as_scalar(text),))


def _key(problem: Problem, document: Document) -> Edit | None:
    return _value(problem, document, problem.meant)


def _missing(problem: Problem, document: Document) -> Edit | None:
    """A good example of a field, where it belongs."""
    kind, path = kind_of(problem.path), field_path(problem.field)
    field = field_at(kind, path) if kind else None
    if field is None or document.front is None:
        return None
    if len(path) == 1:
        end = len(document.front) + 2
        return Edit(end, end - 1, tuple(_example(field)))
    line, below = document.line(problem.line), document.line(problem.line + 1)
    here, under = (len(text) - len(text.lstrip(" -")) for text in (line, below))
    # In an item of a list the fields stand behind the hyphen, in a group below its name.
    indent = here if isinstance(path[-2], int) else max(under, here + 2)
    added = tuple(" " * indent + line for line in _example(field))
    return Edit(problem.line + 1, problem.line, added)


def _example(field: Field) -> Iterator[str]:
    """A field with a good value, in lines; of a group the fields that must be there."""
    if field.group is None and not field.many:
        yield f"{field.key}: {as_scalar(field.example)}"
        return
    yield f"{field.key}:"
    if field.group is None:
        yield f"  - {as_scalar(field.example)}"
        return
    inner = [line for below in _required(field) for line in _example(below)]
    for index, line in enumerate(inner):
        yield ("  - " if field.many and not index else "    " if field.many else "  ") + line


def _same_line(problem: Problem, document: Document) -> Edit | None:
    """A field or an item that says the same twice: one of the two lines goes."""
    first = problem.related[0].line if problem.related else 0
    line = document.line(problem.line).strip()
    if line and line == document.line(first).strip():
        return Edit(problem.line, problem.line, ())
    return None


def _swapped(problem: Problem, document: Document) -> Edit | None:
    """What stands on two lines, one below the other, the other way around."""
    fields = re.compile(r"([ ]*(?:- )?(?:start|end|from|to):[ ]+)(.*)")
    here = fields.fullmatch(document.line(problem.line))
    for above in (problem.line - 1, problem.line):
        pair = [fields.fullmatch(document.line(number)) for number in (above, above + 1)]
        first, second = pair
        if here and first and second:
            return Edit(above, above + 1, (first[1] + second[2], second[1] + first[2]))
    return None


def _as_list(problem: Problem, document: Document) -> Edit | None:
    """The items of a list that were written on one line."""
    scalar = document.scalars.get((problem.line, problem.column))
    line = document.line(problem.line)
    key = re.fullmatch(r"([ ]*)(?:- )?[a-z_]+:[ ]+", line[: problem.column - 1])
    if scalar is None or key is None or scalar.line != problem.line or scalar.style or scalar.flow:
        return None
    kind = kind_of(problem.path)
    field = field_at(kind, field_path(problem.field)) if kind else None
    opening = "- "
    if field and field.group and not field.group.alone:
        required = _required(field)
        if len(required) != 1:
            return None
        opening = f"- {required[0].key}: "
    indent = " " * (len(key[0]) - len(key[0].lstrip(" -")) + 2)
    parts = [part.strip() for part in re.split(r"[,;/]| en ", scalar.text)]
    items = parts if all(part and len(part) < 40 for part in parts) else [scalar.text]
    return Edit(
        problem.line,
        problem.line,
        (key[0].rstrip(), *(f"{indent}{opening}{as_scalar(item)}" for item in items)),
    )


def _required(field: Field) -> list[Field]:
    """The fields that must be there in a group."""
    return [below for below in field.group.fields.values() if below.required] if field.group else []


def _as_group(problem: Problem, document: Document) -> Edit | None:
    """The one field that a group must have, with the text that stands in place of the group."""
    kind, line = kind_of(problem.path), document.line(problem.line)
    field = field_at(kind, field_path(problem.field)) if kind else None
    scalar = document.scalars.get((problem.line, problem.column))
    key = re.fullmatch(r"([ ]*)[a-z_]+:[ ]+", line[: problem.column - 1])
    required = _required(field) if field else []
    if key is None or scalar is None or scalar.line != problem.line or len(required) != 1:
        return None
    value = as_scalar(scalar.text)
    return Edit(problem.line, problem.line, (key[0].rstrip(), f"{key[1]}  {required[0].key}: {value}"))


def _again(problem: Problem, document: Document) -> Edit | None:
    """An item on a line of its own that stands in the list a second time."""
    line, below = document.line(problem.line), document.line(problem.line + 1)
    alone = re.fullmatch(r"[ ]*- [^:]*", line)
    deeper = len(below) - len(below.lstrip()) > len(line) - len(line.lstrip())
    return Edit(problem.line, problem.line, ()) if alone and not deeper else None


def _as_text(problem: Problem, document: Document) -> Edit | None:
    """A text that opens with a bracket; where no text can, the one item of the list that it is."""
    kind, line = kind_of(problem.path), document.line(problem.line)
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


def _zero_width(problem: Problem, document: Document) -> Edit | None:
    """A line without characters that cannot be seen; ends of lines as they are everywhere else."""
    line = document.line(problem.line)
    if len(document.lines) == 1 and "\r" in line:
        return Edit(1, 1, tuple(document.written[0].split("\r")), safe=True)
    ended = line.rstrip("\r")
    if ended != line and "\r" not in ended:
        return Edit(problem.line, problem.line, (ended,), safe=True)
    clean = FORBIDDEN.sub(lambda match: " " if match[0] in "\u2028\u2029\x85\x0b\x0c" else "", line)
    clean = clean.replace("\r", " ")
    only = set(FORBIDDEN.findall(line)) == {ZERO_WIDTH}
    return None if clean == line else Edit(problem.line, problem.line, (clean,), safe=only)


def _inner_mark(problem: Problem, document: Document) -> Edit | None:
    line = document.line(problem.line)
    return Edit(problem.line, problem.line, (line.replace(MARK, ""),), safe=True) if MARK in line else None


def _utf8(problem: Problem, document: Document) -> Edit | None:
    """Nothing but the encoding: the text stays as it is."""
    return Edit(1, 0, (), safe=True) if document.utf16 else None


def _windows(problem: Problem, document: Document) -> Edit | None:
    """The line as Windows wrote it before Unicode: likely, but other encodings are as possible."""
    data = document.line(problem.line).encode("utf-8", "surrogateescape")
    try:
        return Edit(problem.line, problem.line, (data.decode("cp1252"),))
    except UnicodeDecodeError:
        return None


def _without_nul(problem: Problem, document: Document) -> Edit | None:
    line = document.line(problem.line)
    return Edit(problem.line, problem.line, (line.replace("\0", ""),))


def _start(problem: Problem, document: Document) -> Edit | None:
    """Nothing above the first line of hyphens."""
    first = next((number for number, line in enumerate(document.lines, start=1) if line.strip()), 0)
    if not OPENING.match(document.line(first).strip()):
        return None
    return Edit(1, first, ("---",), safe=True)


def _dashes(problem: Problem, document: Document) -> Edit | None:
    return Edit(1, 1, ("---",), safe=True)


def _opened(problem: Problem, document: Document) -> Edit | None:
    """A line of hyphens above the fields, where there are fields."""
    name = document.line(1).partition(":")[0]
    return Edit(1, 0, ("---",)) if name in KEYS else None


def _closing_line(problem: Problem, document: Document) -> Edit | None:
    """The end of front matter: a line of another number of hyphens, or the line before the story."""
    wrong = [number for number, line in enumerate(document.lines, start=1) if DASHES.fullmatch(line.strip())]
    wrong = [number for number in wrong if number > 1]
    if len(wrong) == 1:
        edit = Edit(wrong[0], wrong[0], ("---",), safe=True)
        return edit if document.with_edit(edit).reads else None
    for number, line in enumerate(document.lines[1:], start=2):
        if not line.strip() and not re.match(r"[ \-#]|[a-z_]+:", document.line(number + 1)):
            edit = Edit(number, number - 1, ("---",))
            return edit if document.with_edit(edit).reads else None
    return None


def _dots(problem: Problem, document: Document) -> Edit | None:
    """Three hyphens in place of three dots, where they end the front matter."""
    text = "\n".join(document.lines)
    opening = OPENING.match(text)
    only = len(DOTS.findall(text)) == 1 and opening and not CLOSING.search(text, opening.end())
    return Edit(problem.line, problem.line, ("---",), safe=bool(only))


def _link(problem: Problem, document: Document) -> Edit | None:
    """Another file's name in a link."""
    line, name = document.line(problem.line), str(problem.values["value"]).rpartition("/")[2]
    if not problem.meant or line.count(name) != 1:
        return None
    return Edit(problem.line, problem.line, (line.replace(name, problem.meant),))


TYPED_AS_IS = N_("puts a text between quotes that YAML cannot read without, or closes its quotes well")


def _former(problem: Problem, document: Document) -> Edit | None:
    """All former names of a file, the oldest first; not where a comment would be lost."""
    front = document.front
    if front is None:
        return None
    names = str(problem.values["former"]).split(", ")
    for first, line in enumerate(front, start=2):
        if line.startswith("former_slugs:"):
            items = list(takewhile(re.compile(" *- ").match, front[first - 1 :]))
            if line.rstrip() != "former_slugs:" or not items or any("#" in item for item in items):
                return None
            indent = items[0].partition("-")[0]
            lines = tuple(f"{indent}- {name}" for name in names)
            return Edit(first + 1, first + len(items), lines, safe=True)
    end = len(front) + 2
    return Edit(end, end - 1, ("former_slugs:", *(f"  - {name}" for name in names)), safe=True)


MENDINGS: Mapping[str, Mending] = {
    "address-lost": Mending(_former, N_("writes the former name of a file under former_slugs")),
    "encoding-utf16": Mending(_utf8, N_("saves the file as UTF-8")),
    "encoding-bom": Mending(_inner_mark, N_("takes the invisible mark out")),
    "encoding-utf8": Mending(_windows),
    "encoding-nul": Mending(_without_nul),
    "control-character": Mending(
        _zero_width, N_("makes line ends the same, and takes out spaces without a width")
    ),
    "front-matter-not-first": Mending(_start, N_("takes out the empty lines above the first ---")),
    "front-matter-dashes": Mending(_dashes, N_("writes three hyphens")),
    "front-matter-missing": Mending(_opened),
    "front-matter-unclosed": Mending(
        _closing_line, N_("writes three hyphens, where a line with another number of them is the only one")
    ),
    "front-matter-dots": Mending(_dots, N_("writes three hyphens, where the dots end the front matter")),
    "yaml-colon": Mending(_yaml_line, TYPED_AS_IS),
    "yaml-quote": Mending(_yaml_line, TYPED_AS_IS),
    "yaml-character": Mending(_yaml_line, TYPED_AS_IS),
    "yaml-field": Mending(_yaml_line, N_("puts a space behind the colon of a field")),
    "yaml-item": Mending(_yaml_line, N_("puts a space behind the hyphen of an item")),
    "yaml-escape": Mending(_yaml_line),
    "yaml-bracket": Mending(_yaml_line),
    "yaml-indent": Mending(_yaml_line),
    "yaml-anchor": Mending(_yaml_line),
    "yaml-tag": Mending(_yaml_line),
    "indent-character": Mending(_indent, N_("writes two spaces for a tab, and one for a no-break space")),
    "comment-after-value": Mending(_comment),
    "duplicate-key": Mending(_same_line),
    "unknown-key": Mending(_key),
    "missing": Mending(_missing),
    "expected-list": Mending(_as_list),
    "expected-fields": Mending(_as_group),
    "ages-reversed": Mending(_swapped),
    "period-reversed": Mending(_swapped),
    "duplicate-item": Mending(_again),
    "expected-text": Mending(_as_text),
    "not-a-choice": Mending(_choice, N_("writes a choice in small letters")),
    "amount": Mending(_amount, N_("writes an amount in digits, without a dot between thousands")),
    "body-link-missing": Mending(_link),
    **dict.fromkeys(
        """boolean colour date date-impossible email identifier image-name number phone reference-unknown slug
        time url year year-range""".split(),
        Mending(_meant),
    ),
}
"""Every kind of problem that can be mended, in the order in which ``--fix`` is told of."""


def mended_once(problems: Sequence[Problem], document: Document) -> bytes | None:
    """A file with everything mended of which nothing else can be meant; None where there is no such thing."""
    edits = [edit_for(problem, document) for problem in problems]
    safe = [edit for edit in edits if edit and edit.safe]
    after = document.edited(safe)
    return None if not safe or (document.reads and not Document(after).reads) else after
