"""What an error of YAML comes from, in the words of someone who does not know YAML.

YAML says where it got stuck, which is often not where the fault is, and never what was meant. So every
likely fault is mended in turn, and the first mending with which YAML reads on was the cause. That gives
the code, the line, and the line as it should have been, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import yaml

from atelier.content.scalar import as_scalar

MOST_CAUSES = 20
"""Errors of YAML that are told of in one file."""
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
"""What may close a text, by what opens it: word processors turn quotes into curly ones."""


class Cause(NamedTuple):
    """What is wrong, and where.

    Attributes:
        code: a key of ``CODES``.
        line: in the front matter, from 0.
        column: from 0.
        mended: the line with which YAML reads on; empty where none was found.
        certain: whether the mended line says exactly what was typed.

    """

    code: str
    line: int
    column: int
    mended: str = ""
    certain: bool = False


def cause_of(error: yaml.YAMLError, lines: Sequence[str]) -> Cause:
    """What an error of YAML in front matter, given in lines, comes from."""
    stuck_line, stuck_column = _place(error)
    stuck_line = min(stuck_line, max(len(lines) - 1, 0))
    suspects = list(dict.fromkeys(_suspects(error, lines, stuck_line)))
    for mend in (_spaced, _itemed, _closed, _quoted, _dedented, _continued):
        for number in suspects:
            for cause in mend(lines, number):
                if cause.mended != lines[number].rstrip() and _reads_on(lines, cause, stuck_line):
                    return cause
    return Cause("yaml-syntax", stuck_line, stuck_column)


def indents_read(lines: Sequence[str]) -> bool:
    """Whether no line stands in a wrong place, whatever else may be wrong with them."""
    mended = list(lines)
    for _ in range(MOST_CAUSES):
        try:
            for _event in yaml.parse("\n".join(mended), Loader=yaml.CSafeLoader):
                pass
        except yaml.YAMLError as error:
            cause = cause_of(error, mended)
            if not cause.mended or cause.code == "yaml-indent":
                return False
            mended[cause.line] = cause.mended
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
    """The lines that can hold the fault, the likeliest first."""
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
    """Whether YAML gets further than the fault when its line is replaced."""
    mended = [*lines[: cause.line], cause.mended, *lines[cause.line + 1 :]]
    try:
        for event in yaml.parse("\n".join(mended), Loader=yaml.CSafeLoader):
            if event.start_mark.line > max(cause.line, stuck) + 1:  # type: ignore[union-attr]
                break
    except yaml.YAMLError as error:
        return _place(error)[0] > max(cause.line, stuck)
    return True


Mend = Callable[[Sequence[str], int], Iterator[Cause]]


def _spaced(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """``title:Robots`` and ``title = Robots``: no colon with a space behind it."""
    match = FIELD.fullmatch(lines[number].rstrip())
    if match:
        mended = f"{match['lead']}{match['key']}: {as_scalar(match['value'].strip())}"
        yield Cause("yaml-field", number, match.end("key"), mended, certain=":" in lines[number])


def _itemed(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """``-po``, or a hyphen that was forgotten between others."""
    line = lines[number].rstrip()
    indent = len(line) - len(line.lstrip())
    if re.match(r" *-[^ -]", line):
        yield Cause("yaml-item", number, indent, f"{line[:indent]}- {line[indent + 1 :]}", certain=True)
    before = next((above for above in reversed(lines[:number]) if above.strip()), "")
    if before.startswith(line[:indent] + "- ") and ":" not in line:
        yield Cause("yaml-item", number, indent, f"{line[:indent]}- {line[indent:]}")


def _closed(lines: Sequence[str], number: int) -> Iterator[Cause]:
    """``[po, vo`` without its bracket."""
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
    mended = f"{line[:start].rstrip()} {as_scalar(text)}"
    code = "indent-character" if "\t" in line[:column] and as_scalar(text) == typed else _kind(typed)
    if code == "yaml-colon":
        column += f"{typed} ".find(": ")
    yield Cause(code, number, column, mended, certain)


def _meant(typed: str) -> tuple[str, bool]:
    """The text within quotes that are wrong, and whether nothing else can be meant."""
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
    """What is wrong with a text that reads when it stands between quotes."""
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
    """A line that stands further in or out than those with which it belongs."""
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
    """A line without a colon: the rest of the text above it."""
    line = lines[number].rstrip()
    if ":" not in line and line:
        indent = len(line) - len(line.lstrip())
        yield Cause("yaml-field", number, indent, f"  {line}")
