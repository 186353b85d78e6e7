"""The issue about dead links: ``python -m atelier.remind.dead_links FILE``, in a workflow of main.

FILE is what lychee (https://lychee.cli.rs) found, as JSON. There is one issue: it is made when the first link
is dead, changed when others are, closed when all work, and opened again. What stands in a link, and what its
host answered, was written by others: it is shown as code.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from atelier.content.settings import language
from atelier.hosts.at import host_here
from atelier.hosts.host import Host, RefusedError, UnreachableError
from atelier.i18n.translation import translations
from atelier.report.markdown import code_span

MARK = "<!-- atelier: dead links -->"
"""The start of the issue, by which the next run finds it."""
SHOWN = 100
"""The most links in the issue: GitHub allows 65,536 characters."""
LIMIT = 16 * 1024 * 1024


class Status(BaseModel):
    """What became of a request."""

    text: str = ""


class Span(BaseModel):
    """Where a link stands in its file."""

    line: int = 1


class Dead(BaseModel):
    """A link that does not work."""

    url: str
    status: Status = Status()
    span: Span = Span()


class Found(BaseModel):
    """What lychee found: the links that do not work, and those that did not answer in time, by file."""

    error_map: dict[str, list[Dead]]
    timeout_map: dict[str, list[Dead]] = {}

    @property
    def dead(self) -> Mapping[str, Sequence[Dead]]:
        """The links that do not work, by file, in the order of their lines."""
        files: dict[str, list[Dead]] = {}
        for path, links in itertools.chain(self.error_map.items(), self.timeout_map.items()):
            files.setdefault(path, []).extend(links)
        return {
            path: sorted(files[path], key=lambda link: (link.span.line, link.url)) for path in sorted(files)
        }


def found_in(data: bytes) -> Found:
    """What lychee found, from its JSON. Raises RefusedError if it is something else."""
    if len(data) > LIMIT:
        raise RefusedError(f"The file is larger than {LIMIT} bytes.")
    try:
        return Found.model_validate_json(data)
    except ValidationError as error:
        raise RefusedError(f"The file is not what lychee writes as JSON: {error}") from error


def text_of(dead: Mapping[str, Sequence[Dead]], files: str, texts: NullTranslations) -> str:
    """The text of the issue. ``files`` is the address before the path of a file at the host."""
    gettext = texts.gettext
    lines = [gettext("These links do not work. Look at each: the page may have moved, or be gone."), ""]
    links = [(path, link) for path, found in dead.items() for link in found]
    for path, group in itertools.groupby(links[:SHOWN], key=lambda pair: pair[0]):
        lines += [f"- {code_span(path)}"]
        for _, link in group:
            where = gettext("line %(line)d") % {"line": link.span.line}
            address = f"{files}{quote(path)}?plain=1#L{link.span.line}"
            lines += [f"  - [{where}]({address}): {code_span(link.url)}, {code_span(link.status.text)}"]
    if len(links) > SHOWN:
        lines += ["", gettext("And %(count)s more.") % {"count": len(links) - SHOWN}]
    rest = gettext(
        "Every week they are asked again. This issue changes with what is found, and closes when all work. "
        "A site that only keeps programs out is not among them."
    )
    return "\n".join([*lines, "", rest, ""])


def tell(host: Host, found: Found, files: str, texts: NullTranslations) -> str:
    """Make, change, close or open the issue; returns a line for the log.

    Raises RefusedError or UnreachableError if the host does not do it.
    """
    text = text_of(found.dead, files, texts) if found.dead else ""
    address = host.issue(MARK, texts.gettext("Links that do not work"), text)
    return f"{address} tells of the links that do not work." if text else "All links work."


def main() -> int:
    """Run it for the file that is named. A refusal is exit code 1 and one line."""
    try:
        host, files = host_here()
        data = Path(sys.argv[1]).read_bytes()
        print(tell(host, found_in(data), files, translations(language(Path()))))
    except (RefusedError, UnreachableError, OSError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
