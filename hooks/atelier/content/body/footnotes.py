"""Footnotes of a body: their labels, which may be any text, and their ids, which come from us alone.

cmark makes ids of labels as they are typed, and HTML that a contributor types can hold the same ids. So
cmark gets other labels, which nobody can type: they hold a number of the whole text. The ids of the page are
made of those.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

# Without a bracket in it: a text of many brackets is then read once, not once for each of them.
LABEL = re.compile(r"\[\^([^\[\] \t\r\n]+)\]")
DEFINITION = re.compile(rf"{LABEL.pattern}:")
NOT_IN_ID = re.compile("[^a-z0-9]+")


@dataclass(frozen=True)
class Footnotes:
    """The footnotes of a body.

    Attributes:
        text: the body as it was typed.
        labels: of the notes that it defines, in their order; small and capital letters are the same.

    """

    text: str
    labels: Sequence[str]

    @classmethod
    def of(cls, text: str) -> Footnotes:
        """The footnotes that a text defines."""
        found = {label.casefold(): label for label in reversed(DEFINITION.findall(text))}
        return cls(text, [found[key] for key in reversed(found)])

    @cached_property
    def mark(self) -> str:
        """What no text can hold that it is made of; empty without footnotes."""
        return f"{self._number}n" if self.labels else ""

    @cached_property
    def _number(self) -> str:
        return f"v{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    @property
    def _between(self) -> str:
        return f"{self._number}b"

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {label.casefold(): number for number, label in enumerate(self.labels)}

    @cached_property
    def _typed(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<open>\[\^|%5B%5E)?{self.mark}(?P<number>\d+)")

    @property
    def for_cmark(self) -> str:
        """The text with labels that cmark makes ids of.

        Any other bracket with a caret is no note. cmark counts the length of those by columns: of one of more
        lines it would lose a part, or cut a letter in two. So for cmark there is something between the two.
        """
        text = LABEL.sub(self._marked, self.text) if self.labels else self.text
        if "[^" not in text:
            return text
        ours = rf"(?!{self.mark}\d)" if self.mark else ""
        return re.sub(rf"\[\^{ours}", f"[{self._between}^", text)

    def _marked(self, match: re.Match[str]) -> str:
        number = self._numbers.get(match[1].casefold())
        return match[0] if number is None else f"[^{self.mark}{number}]"

    def as_typed(self, rendered: str) -> str:
        """The output of cmark with what is no footnote as it was typed: a label in a block of code."""
        if "[^" in self.text:
            rendered = rendered.replace(self._between, "")
        return self._typed.sub(self._label, rendered) if self.mark and self.mark in rendered else rendered

    def _label(self, match: re.Match[str]) -> str:
        label = self.labels[int(match["number"])]
        if match["open"] is None:
            return match[0]
        return match["open"] + (html.escape(label) if match["open"] == "[^" else quote(label))

    def is_ours(self, target: str) -> bool:
        """Whether the target of a link is a note, or the way back."""
        return bool(self.mark) and target.startswith((f"#fn-{self.mark}", f"#fnref-{self.mark}"))

    def named(self, clean: str) -> str:
        """The safe HTML with the ids of the page: ``fn-`` and the letters and digits of the label."""
        if not self.mark or self.mark not in clean:
            return clean
        names: list[str] = []
        for label in self.labels:
            name = NOT_IN_ID.sub("_", label.lower()).strip("_") or "noot"
            while name in names:
                name += "_"
            names.append(name)
        return re.sub(rf"{self.mark}(\d+)", lambda match: names[int(match[1])], clean)

    def unused(self, rendered: str) -> Iterator[tuple[str, int]]:
        """The notes that cmark leaves out, each as it was typed and with its line.

        Nothing refers to them, or another note has the same label. ``rendered`` is what ``as_typed`` gives.
        """
        if not self.labels:
            return
        shown = {number: f'id="fn-{self.mark}{number}"' in rendered for number in range(len(self.labels))}
        kept: set[int] = set()
        for number, line in enumerate(self.text.split("\n"), start=1):
            match = re.match(r"(?:[ >\t]|[-*+] |\d+[.)] )*\[\^([^\] \t\r\n]+)\]:", line)
            index = self._numbers.get(match[1].casefold()) if match else None
            if match is None or index is None or html.escape(match[0].strip(" >\t")) in rendered:
                continue
            if not shown[index] or index in kept:
                yield line.strip(), number
            kept.add(index)


def id_pattern(mark: str) -> re.Pattern[str]:
    """The ids that cmark makes of labels with a mark; none without."""
    return re.compile(rf"fn(?:ref)?-{mark}\d+(?:-\d+)?" if mark else "(?!)")
