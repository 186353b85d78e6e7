"""The cause of an error of YAML, for people who do not know YAML.

YAML says where it got stuck. That is often not the place of the error, and it never says what was meant. So
each likely fix is tried in turn. The first fix with which YAML reads on gives the code, the line, and the
line as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import yaml

from atelier.content.yaml.events import events
from atelier.content.yaml.scalar import as_scalar

MOST_CAUSES = 20
"""How many errors of YAML are reported in one file."""
LINE = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>[a-z_]+|'[^']*'|\"[^\"]*\")?"
    r"(?P<colon>(?(key)[ ]*:(?=\s|$)|))(?P<value>.*)"
)
"""A line of front matter: indent and hyphens, a field's name, a colon, and the rest."""
FIELD = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+)?)(?P<key>[a-z_]+)(?:[ ]*:(?!//)(?=\S)|[ ]*[;=][ ]*)(?P<value>[^:]*(?::\S.*)?)"
)
"""A field without a colon and a space behind its name."""
CONTRACTION = re.compile(r"'[a-z]{1,2}\b(?!')")
"""A Dutch word that starts with an apostrophe: ’t, ’s, ’n, ’em."""
QUOTES = {'"': '"”“', "'": "'’‘", "“": '”“"', "‘": "’‘'", "„": '”“"', "”": '”"', "’": "’'"}
"""What may close a text, by its opening quote: word processors turn quotes into curly ones."""


class Cause(NamedTuple):
    """The cause of an error, and its place.

    Attributes:
        code: a key of ``CODES``.
        line: in the front matter, from 0.
        column: from 0.
        fixed: the line with which YAML reads on; empty if none was found.
        certain: whether the fixed line says exactly what was typed.

    """

    code: str
    line: int
    column: int
    fixed: str = ""
    certain: bool = False


def cause_of(error: yaml.YAMLError, lines: Sequence[str]) -> Cause:
    """The cause of an error of YAML in front matter, given as lines."""
    stuck_line, stuck_column = _place(error)
    stuck_line = min(stuck_line, max(len(lines) - 1, 0))
    suspects = list(dict.fromkeys(_suspects(error, lines, stuck_line)))
    for fix in (_spaced, _itemed, _closed, _quoted, _dedented, _continued):
        for number in suspects:
            for cause in fix(lines, number):
                if cause.fixed != lines[number].rstrip() and _reads_on(lines, cause, stuck_line):
                    return cause
    return Cause("yaml-syntax", stuck_line, stuck_column)


def indents_read(lines: Sequence[str]) -> bool:
    """Whether no line has a wrong indent; other errors do not count."""
    fixed = list(lines)
    for _ in range(MOST_CAUSES):
        try:
            for _event in events("\n".join(fixed)):
                pass
        except yaml.YAMLError as error:
            cause = cause_of(error, fixed)
            if not cause.fixed or cause.code == "yaml-indent":
                return False
            fixed[cause.line] = cause.fixed
        else:
            return True
    return False


def _place(error: yaml.YAMLError) -> tuple[int, int]:
    """The line and column at which YAML says that it got stuck: where what it could not end began."""
    scanning = str(getattr(error, "context", "")).startswith(("while scanning", "while parsing a flow"))
    mark = getattr(error, "context_mark", None) if scanning else None
    mark = mark or getattr(error, "problem_mark", None)
    return (mark.line, mark.column) if mark else (0, 0)


def _suspects(error: yaml.YAMLError, lines: Sequence[str], stuck: int) -> Iterator[int]:
    """The lines that can hold the error, the most likely first."""
    yield stuck
    mark = getattr(error, "problem_mark", None)
    if mark and mark.line < len(lines):
        yield mark.line
    before = [number for number in range(stuck) if lines[number].strip()]
    yield from before[-1:]
    # A quote that was never closed can swallow many lines before YAML gets stuck.
    for number in reversed(before[-20:]):
        value = LINE.match(lines[number])["value"].strip()  # type: ignore[index]
        if value[:1] in ("'", '"', "[", "{") and value[-1] not in "'\"]}":
            yield number


def _reads_on(lines: Sequence[str], cause: Cause, stuck: int) -> bool:
    """Whether YAML reads past the error when its line is replaced."""
    fixed = [*lines[: cause.line], cause.fixed, *lines[cause.line + 1 :]]
    try:
        for event in events("\n".join(fixed)):
            if event.start_mark.line > max(cause.line, stuck) + 1:  # type: ignore[union-attr]
                break
    except yaml.YAMLError as error:
        return _place(error)[0] > max(cause.line, stuck)
    return True


Fix = Callable[[Sequence[str], int], Iterator[Cause]]


def _spaced(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """``title:Robots`` and ``title = Robots``: no colon with a space behind it."""
    match = FIELD.fullmatch(lines[number].rstrip())
    if match:
        fixed = f"{match['lead']}{match['key']}: {as_scalar(match['value'].strip())}"
        yield Cause("yaml-field", number, match.end("key"), fixed, certain=":" in lines[number])


def _itemed(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """``-po``, or a missing hyphen among items that have one."""
    line = lines[number].rstrip()
    indent = len(line) - len(line.lstrip())
    if re.match(r" *-[^ -]", line):
        yield Cause("yaml-item", number, indent, f"{line[:indent]}- {line[indent + 1 :]}", certain=True)
    before = next((above for above in reversed(lines[:number]) if above.strip()), "")
    if before.startswith(line[:indent] + "- ") and ":" not in line:
        yield Cause("yaml-item", number, indent, f"{line[:indent]}- {line[indent:]}")


def _closed(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """``[po, vo``: no closing bracket."""
    line = lines[number].rstrip()
    match = LINE.match(line)
    value = match["value"].strip() if match else ""
    if value[:1] == "[" and "]" not in value:
        yield Cause("yaml-bracket", number, line.index("["), f"{line.rstrip(', ')}]")


def _quoted(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """A text that needs quotes, or has the wrong ones."""
    line = lines[number].rstrip()
    match = LINE.match(line)
    if match is None or not (match["colon"] or "-" in match["lead"]):
        return
    start = match.start("value") if match["colon"] else len(match["lead"])
    typed = line[start:].strip()
    if not typed:
        return
    column = line.index(typed, start)
    text, certain = _meant(typed)
    fixed = f"{line[:start].rstrip()} {as_scalar(text)}"
    code = "indent-character" if "\t" in line[:column] and as_scalar(text) == typed else _kind(typed)
    if code == "yaml-colon":
        column += f"{typed} ".find(": ")
    yield Cause(code, number, column, fixed, certain)


def _meant(typed: str) -> tuple[str, bool]:
    """The text between wrong quotes, and whether nothing else can be meant."""
    closing = QUOTES.get(typed[0])
    if closing is None:
        return typed, True
    if len(typed) > 1 and typed[-1] in closing and not any(q in typed[1:-1] for q in closing + typed[0]):
        return typed[1:-1], True
    if typed[0] in "'’‘" and CONTRACTION.match("'" + typed[1:]):
        return typed, True
    if len(typed) > 1 and typed[-1] == typed[0]:
        # 'Zo'n robot': quotes around, and one within.
        inner = typed[1:-1]
        return inner.replace(typed[0] * 2, typed[0]), typed[0] == "'" and "' " not in inner
    if any(quote in typed[1:] for quote in closing):
        return typed, True
    return typed[1:], False


def _kind(typed: str) -> str:
    """The code for a text that YAML reads only between quotes."""
    if typed[0] in "'\"":
        return "yaml-escape" if typed[0] == '"' == typed[-1] and "\\" in typed else "yaml-quote"
    if typed[0] in "“”„‘’":
        return "yaml-quote"
    if typed[0] in "&*":
        return "yaml-anchor"
    if typed[0] == "!":
        return "yaml-tag"
    if typed[0] in "@`%>|,?-[]{}#":
        return "yaml-character"
    return "yaml-colon"


def _dedented(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """A line with a larger or smaller indent than the lines that it belongs to."""
    line = lines[number].strip()
    indent = len(lines[number]) - len(lines[number].lstrip())
    starts: set[int] = set()
    for above in lines[:number]:
        match = LINE.match(above)
        if above.strip() and match:
            starts |= {len(above) - len(above.lstrip()), len(match["lead"])}
    for start in sorted(starts - {indent}, key=lambda start: (abs(start - indent), -start)):
        yield Cause("yaml-indent", number, indent, " " * start + line)


def _continued(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """A line without a colon, which continues the text above it."""
    line = lines[number].rstrip()
    if ":" not in line and line:
        indent = len(line) - len(line.lstrip())
        yield Cause("yaml-field", number, indent, f"  {line}")
