"""Problems as Markdown for GitHub, and text that means nothing in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from gettext import NullTranslations

from atelier.problems.problem import shown
from atelier.report.explain import Explanation
from atelier.report.words import counted, what_to_do


def as_markdown(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """The report as Markdown for GitHub; no text of a file becomes markup, a link or a mention."""
    gettext = translations.gettext
    parts = [f"**{markdown_text(counted([e.problem for e in explanations], checked, translations))}**"]
    for explanation in explanations:
        problem, fix = explanation.problem, explanation.fix
        place = f"{shown(problem.path, 1000)}:{problem.line}"
        label = explanation.label or shown(problem.field)
        warning = gettext("warning: ") if problem.severity == "warning" else ""
        parts.append(f"### {markdown_text(f'{warning}{place}, {label}')}")
        if explanation.marked:
            parts.append(fenced([explanation.marked.text]))
        parts.append(markdown_text(explanation.message))
        if explanation.meant:
            parts.append(markdown_text(explanation.meant))
        if fix and what_to_do(fix, gettext):
            parts.append(markdown_text(what_to_do(fix, gettext)))
        if fix and fix.lines:
            parts.append(fenced(fix.lines))
        parts.append(f"{markdown_text(explanation.hint)} {_more(explanation)}")
    return "\n\n".join(parts) + "\n"


def as_item(place: str, explanation: Explanation, message: str, hint: str) -> str:
    """A problem as an item of a list, for people who see questions and not the lines of a file."""
    texts = filter(None, [message, explanation.meant, hint])
    lines = [f"**{markdown_text(place)}**", *map(markdown_text, texts), _more(explanation)]
    return "- " + "\\\n  ".join(lines)


def _more(explanation: Explanation) -> str:
    text = explanation.translations.gettext("More about this")
    return f"[{markdown_text(text)}]({explanation.help})"


def fenced(lines: Sequence[str], language: str = "") -> str:
    """Lines as a block of code, whatever stands in them."""
    fence = _fence("\n".join(lines), 3)
    return "\n".join([fence + language, *lines, fence])


def code_block(text: str, limit: int) -> str:
    """A text as a block of code, cut off at a line where it is longer than ``limit`` characters."""
    text = "\n".join(shown(line, 1000) for line in text.split("\n"))
    if len(text) > limit:
        text = text[:limit].rpartition("\n")[0] + "\n…"
    return fenced(text.split("\n"), "text")


def code_span(text: str) -> str:
    """A text on one line as a span of code, whatever is in it (CommonMark 6.1)."""
    text = shown(text, 200) or " "
    fence = _fence(text, 1)
    # One space on each side belongs to the span, so that a backtick of the text is none of the fence.
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return fence + space + text + space + fence


def _fence(text: str, least: int) -> str:
    """More backticks than stand together anywhere in a text (CommonMark 4.5 and 6.1)."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def markdown_text(text: str) -> str:
    """Text that means nothing in Markdown: no markup, and no link, mention or number of an issue.

    GitHub looks for those after Markdown is done, so an empty comment breaks them.
    """
    text = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    return re.sub(r"(\\[@#]|\\:(?=\\/)|(?<=\w)\\[.:-](?=[\w\\]))", r"\1<!-- -->", escaped)
