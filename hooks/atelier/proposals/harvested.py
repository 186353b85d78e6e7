"""What was taken over from neighbours, as a proposal: ``python -m atelier.proposals.harvested FOLDER``.

Whatever asks other hosts may not write, so this runs after it, on what it left: the summary, and the files as
they become. Both are data by strangers here. Each file is read as strictly as the build reads it, and the
summary was escaped when it was written.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from atelier.catalogue.elsewhere import Elsewhere
from atelier.checks.day import today
from atelier.content.entry import Entry
from atelier.content.settings import language
from atelier.exchange.faults import Fault
from atelier.exchange.harvest import Item, Outcome
from atelier.exchange.limits import FOLDER, LARGEST
from atelier.exchange.model import StrangersQuestion
from atelier.exchange.taken import TakenError, read_taken
from atelier.hosts.at import host_here
from atelier.hosts.host import Host, Proposal, RefusedError, TakenOverError, UnreachableError
from atelier.i18n.translation import translations
from atelier.model.initiative import Initiative
from atelier.model.neighbour import Neighbour
from atelier.model.slug import SLUG
from atelier.problems.problem import shown
from atelier.proposals.doubles import Pair
from atelier.render.wording import Wording
from atelier.report.markdown import code_span, markdown_text

FEW = 20
"""How many titles are named of what is new, changed or gone; who wants to see more looks at the files."""
LONGEST = 60_000
"""How many characters a summary has at most: GitHub takes 65,536."""
BRANCH = "buren/"
"""The start of the branch of such a proposal."""
MARK = "<!-- atelier: neighbours -->"
"""The start of the issue that says what was not taken over."""
REFUSED = "<!-- atelier: not taken over -->"
"""Stands in a summary before what was not taken over."""
SUMMARY = "summary.md"
"""The name of the summary, in the folder in which the files as they become are too."""
LONGEST_LINK = 500
SIGNS = re.compile(r"[<>`\\ ]")
"""What would mean something in the target of a link."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a neighbour.

    Attributes:
        name: what we call it.
        url: where its data is.
        outcome: what comes of it; None where it is a neighbour no more.

    """

    name: str
    url: str
    outcome: Outcome | None


class Summary:
    """What a run took over and what not, as Markdown in which no text of a stranger means anything."""

    def __init__(self, wording: Wording, day: datetime.date) -> None:
        self._wording, self._day = wording, day
        self._texts = wording.texts
        self._counts = [0, 0, 0]
        self._taken: list[str] = []
        self._alike: list[str] = []
        self._refused: list[str] = []

    def add(self, look: Look) -> None:
        """Add what came of one neighbour. Only its text is kept."""
        outcome = look.outcome
        if outcome is None:
            said = self._texts.gettext("This is a neighbour no more. What was taken over from it is removed.")
            self._taken.append(f"{_heading(look)}\n\n{markdown_text(said)}")
        elif outcome.refused:
            self._refused.append("\n\n".join([_heading(look), *self._why(outcome)]))
        else:
            change = outcome.change
            lists = (change.new, change.changed, change.gone)
            self._counts = [n + len(items) for n, items in zip(self._counts, lists, strict=True)]
            gettext = self._texts.gettext
            heads = (gettext("New: %(n)s"), gettext("Changed: %(n)s"), gettext("Gone: %(n)s"))
            parts = [part for pair in zip(heads, lists, strict=True) for part in self._listed(*pair)]
            if parts:
                self._taken.append("\n\n".join([_heading(look), *parts]))
            if outcome.faults:
                said = self._texts.gettext("All else was taken over, but not this:")
                parts = [_heading(look), markdown_text(said), _items(outcome.faults, self._texts)]
                self._refused.append("\n\n".join(parts))

    def add_alike(self, pairs: Sequence[Pair]) -> None:
        """Add what of that which is new may be the same as another initiative, the most alike."""
        gettext = self._texts.gettext
        for pair in pairs[:FEW]:
            values = {"one": self._told(pair.other), "other": self._told(pair.one), "score": pair.score}
            self._alike.append("- " + gettext("%(one)s is like %(other)s: %(score)s") % values)

    def _told(self, one: Entry[Initiative] | Elsewhere) -> str:
        """The title of an initiative, and whose it is."""
        if isinstance(one, Elsewhere):
            return f"{self._named(one.record)} ({markdown_text(one.city)})"
        return f"{markdown_text(one.title)} ({code_span(one.path)})"

    @property
    def title(self) -> str:
        """What was taken over, in a line of plain words; what was not, if that is all."""
        gettext = self._texts.gettext
        new, changed, gone = self._counts
        if self._taken:
            values = {"new": new, "changed": changed, "gone": gone}
            text = gettext("From our neighbours: %(new)s new, %(changed)s changed, %(gone)s gone")
            return text % values
        if self._refused:
            return gettext("Not all could be taken over from our neighbours")
        return gettext("Nothing changed at our neighbours")

    def text(self) -> str:
        """The whole, with the title above it."""
        parts = [f"# {self.title}", *self._taken]
        if not self._taken and not self._refused:
            said = self._texts.gettext(
                "At most the day changes on which we looked: it says how fresh all is."
            )
            parts.append(markdown_text(said))
        if self._alike:
            head = self._texts.gettext("Maybe the same")
            said = self._texts.gettext("Are these the same? atelier doubles lists all, and says what to add.")
            parts += [f"## {head}", markdown_text(said), "\n".join(self._alike)]
        if self._refused:
            head = self._texts.gettext("Not taken over")
            parts += [REFUSED, f"## {head}", *self._refused]
        return "\n\n".join(parts) + "\n"

    def _listed(self, head: str, items: Sequence[Item]) -> Iterator[str]:
        if items:
            yield f"**{head % {'n': len(items)}}**"
            lines = [f"- {self._named(item)}" for item in items[:FEW]]
            if len(items) > FEW:
                more = self._texts.gettext("and %(n)s more") % {"n": len(items) - FEW}
                lines.append(f"- {more}")
            yield "\n".join(lines)

    def _named(self, item: Item) -> str:
        """The title of something as a link to its page, where its address is not too long for a list."""
        text = markdown_text(item.title)
        if isinstance(item, StrangersQuestion):
            text = self._texts.gettext("question: %(title)s") % {"title": text}
        return f"[{text}]({_target(item.page)})" if len(item.page) <= LONGEST_LINK else text

    def _why(self, outcome: Outcome) -> Iterator[str]:
        """Why nothing was taken over, and what there is in its place."""
        wrong = [fault for fault in outcome.faults if not fault.remark]
        yield _items(wrong[:FEW], self._texts)
        if len(wrong) > FEW:
            yield self._texts.gettext("and %(n)s more") % {"n": len(wrong) - FEW}
        if outcome.taken is None:
            yield markdown_text(self._texts.gettext("Nothing was taken over from it before."))
            return
        age = (self._day - outcome.taken.date).days
        text = self._texts.gettext("What was taken over on %(date)s stays.")
        text %= {"date": self._wording.date(outcome.taken.date)}
        if age > 0:
            old = self._texts.ngettext("It is %(n)s day old.", "It is %(n)s days old.", age)
            text += " " + old % {"n": age}
        yield markdown_text(text)


def _heading(look: Look) -> str:
    name = markdown_text(look.name)
    return f"### [{name}]({_target(look.url)})" if look.url else f"### {name}"


def _target(url: str) -> str:
    """An address as the target of a link in Markdown."""
    return "<" + SIGNS.sub(lambda found: f"%{ord(found[0]):02X}", url) + ">"


def _items(faults: Sequence[Fault], texts: NullTranslations) -> str:
    lines = []
    for fault in faults[:FEW]:
        place = f"{code_span(fault.place)}: " if fault.place else ""
        lines.append("- " + place + "\\\n  ".join(markdown_text(text) for text in fault.texts(texts) if text))
    if len(faults) > FEW:
        lines.append("- " + texts.gettext("and %(n)s more") % {"n": len(faults) - FEW})
    return "\n".join(lines)


def within_limit(text: str) -> str:
    """A text that a host takes: cut off between two lines where it is too long."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition("\n")[0] + "\n\n…\n"


def files_in(folder: Path, root: Path) -> Mapping[str, bytes | None]:
    """What a run changes in a catalogue: each file as it becomes, None for one that goes.

    Raises RefusedError if there is anything else than files of neighbours.
    """
    became = {file.name: _content(file) for file in _files(folder / FOLDER)}
    was = {file.name: file.read_bytes() for file in _files(root / FOLDER)}
    for name, data in became.items():
        slug = name.removesuffix(".json")
        if not SLUG.fullmatch(slug) or not (root / Neighbour.folder / f"{slug}.md").is_file():
            raise RefusedError(f"There is no neighbour {shown(slug)}.")
        try:
            if data != was.get(name):
                read_taken(data)
        except TakenError as error:
            raise RefusedError(f"{name} is no file of a neighbour: {error}.") from error
    return {
        f"{FOLDER}/{name}": became.get(name)
        for name in sorted({*became, *was})
        if became.get(name) != was.get(name)
    }


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def _content(file: Path) -> bytes:
    if file.is_symlink() or not file.is_file():
        raise RefusedError(f"{shown(file.name)} is no file.")
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def propose(
    host: Host, summary: str, files: Mapping[str, bytes | None], day: datetime.date, texts: NullTranslations
) -> Iterator[str]:
    """Make one proposal of some files, or change the one that waits; tell in one issue what was not taken.

    Gives lines for the log. Raises RefusedError or UnreachableError if the host does not do it.
    """
    title, _, rest = summary.partition("\n")
    title = re.sub(r"[^\w ,:.]", "", title).strip()[:200]
    refused = rest.partition(REFUSED)[2].strip()
    if files:
        waiting = (one.branch for one in host.waiting() if one.branch.startswith(BRANCH))
        branch = next(waiting, f"{BRANCH}{day.isoformat()}")
        message = "Take over what neighbours published"
        try:
            proposed = host.propose(
                Proposal(branch, title, within_limit(rest.strip() + "\n"), message, files)
            )
            yield proposed.address
        except TakenOverError as error:
            # Whoever changed it themselves decides about it; what came since is in the next one.
            yield f"{error} Nothing is proposed until that is decided."
    head = texts.gettext("Not all could be taken over from our neighbours")
    address = host.issue(MARK, head, within_limit(refused + "\n") if refused else "")
    if address and refused:
        yield address


def main() -> int:
    """Run it for what is in the folder that is named. A refusal is exit code 1 and one line."""
    folder, root = Path(sys.argv[1]), Path()
    try:
        host, _ = host_here()
        texts = translations(language(root))
        with (folder / SUMMARY).open(encoding="utf-8") as opened:
            summary = opened.read(10 * LONGEST)
        for line in propose(host, summary, files_in(folder, root), today(), texts):
            print(line)
    except (RefusedError, UnreachableError, OSError, UnicodeDecodeError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
