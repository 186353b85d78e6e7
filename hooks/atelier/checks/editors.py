"""The editors' part of ``docs/``, published by MkDocs as it is: no links, and nothing active in a proposal.

What is on main was put there by editors: their scripts and their HTML are their own. A proposal comes from
anyone, and its preview is a site too. So what it adds or changes may be text and pictures, but nothing that
a browser runs or a host reads as settings. The policy of every page is a second wall.

Frozen shells (``site/frozen.py``) are HTML that goes round every page, so a proposal changes nothing in them.
"""

from __future__ import annotations

import filecmp
import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from xml.parsers import expat

from atelier.checks.files import FOLDER, FOLDERS, FROZEN, paths_of
from atelier.content.source import file_kind_problem
from atelier.i18n.translation import N_
from atelier.model.records import FOLDERS as RECORD_FOLDERS
from atelier.problems.problem import Problem, Word

PASSIVE = frozenset(
    ".avif .css .csv .gif .ico .jpeg .jpg .json .md .pdf .png .svg .txt .webp .woff .woff2".split()
)
"""Files that a browser only shows. All others are refused, as it is not known what a host makes of them."""

FENCE = re.compile(r"(~{3,}|`{3,}) *[\w#.+-]*")
"""The line that opens a block of code, as Python-Markdown reads it; what stands in the block is only shown.
Code between backticks in a line is looked at: in a block of HTML it would run."""
ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};?")
UNSEEN = re.compile(r"[\x00-\x20]")
SCHEMES = r"|".join(r"\s*".join(scheme) for scheme in ("javascript", "vbscript", "data:text/html"))
ACTIVE_TEXT = re.compile(
    r"<\s*/?\s*(?P<tag>script|style|iframe|frame|frameset|object|embed|applet|base|meta|link|form|svg|math|"
    r"template|portal)\b"
    r"|(?:^|[\s\"'/{])(?P<handler>on[a-z]{3,})\s*="
    rf"|(?:\]\(\s*<?|\]:\s*<?|=\s*[\"']?|<)\s*(?P<address>{SCHEMES})\s*[:,;]",
    re.IGNORECASE,
)
"""HTML that runs or loads something; attributes in braces are those of Markdown's ``attr_list``."""

DRAWN = frozenset(
    """
    a circle clippath defs desc ellipse feblend fecolormatrix fecomponenttransfer fecomposite fedropshadow
    feflood fefunca fefuncb fefuncg fefuncr fegaussianblur femerge femergenode femorphology feoffset filter g
    line lineargradient marker mask metadata path pattern polygon polyline radialgradient rect stop style svg
    switch symbol text textpath title tspan use view
    """.split()
)
"""Elements of SVG that only draw, in small letters."""
PASSIVE_LINK = re.compile(r"#|https?://|data:image/(?:png|jpeg|gif|webp);", re.IGNORECASE)
SVG, XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"


def link_problems(root: Path) -> Iterator[Problem]:
    """A problem for each link, pipe or device in the editors' part: MkDocs would publish what it leads to."""
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            yield Problem("folder-kind", folder, "file", values={"kind": Word(N_("link"))})
            continue
        for path in paths_of(root, folder, RECORD_FOLDERS):
            file = root / path
            if file.is_symlink() or not file.is_dir():
                yield from filter(None, [file_kind_problem(file, path)])


def active_problems(root: Path, base: Path) -> Iterator[Problem]:
    """A problem for all that is active in the files that are not the same in ``base``, which is published."""
    frozen = {*paths_of(root, FROZEN, RECORD_FOLDERS), *paths_of(base, FROZEN, RECORD_FOLDERS)}
    if not all(_same(root / path, base / path) for path in frozen):
        yield Problem("frozen-changed", FROZEN, "file")
    for path in paths_of(root, FOLDER, RECORD_FOLDERS):
        file = root / path
        if file.is_symlink() or not file.is_file() or _same(file, base / path):
            continue
        kind = file.suffix.lower()
        if kind not in PASSIVE:
            yield Problem("active-file", path, "file", values={"name": file.name})
        elif kind == ".svg":
            yield from _in_svg(file.read_bytes(), path)
        elif kind == ".md":
            yield from _in_page(file.read_text(encoding="utf-8", errors="replace"), path)


def _same(file: Path, other: Path) -> bool:
    """Whether two paths are both folders, or files with the same content; a link is never the same."""
    if file.is_symlink() or other.is_symlink():
        return False
    if file.is_dir() or other.is_dir():
        return file.is_dir() and other.is_dir()
    return file.is_file() and other.is_file() and filecmp.cmp(file, other, shallow=False)


def _in_page(text: str, path: str) -> Iterator[Problem]:
    """What is active in a page, but for blocks of code."""
    lines = text.split("\n")
    code = _code(lines)
    # A browser reads entities in an attribute, and passes over white space in an address.
    read = [
        "" if number in code else ENTITY.sub(lambda entity: UNSEEN.sub("", html.unescape(entity[0])), line)
        for number, line in enumerate(lines)
    ]
    starts = [0, *accumulate(len(line) + 1 for line in read)]
    for found in ACTIVE_TEXT.finditer("\n".join(read)):
        tag, handler, address = found["tag"], found["handler"], found["address"]
        what = f"<{tag.lower()}>" if tag else handler or f"{UNSEEN.sub('', address)}:"
        start = found.start("handler") if handler else found.start("address") if address else found.start()
        number = bisect_right(starts, start) - 1
        column = min(start - starts[number], len(lines[number])) + 1
        yield Problem("active-text", path, "body", number + 1, column, {"value": what})


def _code(lines: list[str]) -> set[int]:
    """The lines of blocks of code, counted from 0. A block that does not end is none."""
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        ends.setdefault(line.rstrip(" \r"), []).append(number)
    code: set[int] = set()
    number = 0
    while number < len(lines):
        opening = FENCE.fullmatch(lines[number].rstrip(" \r"))
        closing = ends.get(opening[1], []) if opening else []
        after = bisect_right(closing, number)
        if after < len(closing):
            code.update(range(number, closing[after] + 1))
            number = closing[after]
        number += 1
    return code


def _in_svg(data: bytes, path: str) -> Iterator[Problem]:
    """What is active in a drawing, read as a browser does; a drawing that cannot be read counts as active."""
    found: list[tuple[int, int, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(what: str) -> None:
        found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, what))

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        # Elements of other namespaces, such as those of drawing programs, do nothing.
        if namespace == XHTML or (namespace in ("", SVG) and local.lower() not in DRAWN):
            refuse(f"<{local}>")
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2].lower()
            if attribute.startswith("on"):
                refuse(attribute)
            if attribute == "href" and not PASSIVE_LINK.match(value.strip()):
                refuse(f"{attribute}={value}")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = lambda *_: refuse("<!ENTITY>")
    parser.ProcessingInstructionHandler = lambda target, _: refuse(f"<?{target}>")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        found.append((error.lineno, error.offset + 1, expat.ErrorString(error.code) or "XML"))
    for line, column, what in found:
        yield Problem("active-drawing", path, "file", line, column, {"value": what})
