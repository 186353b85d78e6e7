"""Bodies: GitHub-flavoured Markdown by strangers, made safe.

cmark renders in linear time, nh3 keeps what an allow-list names, and nothing else stands between: the
pair that PyPI uses (https://github.com/pypa/readme_renderer). cmark's own output, with raw HTML left
out, is scanned first: it tells how deep, which links and which images, with their lines.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import nh3
from cmarkgfm import cmark

from atelier.fields import EMAIL, is_web_address
from atelier.problems import Problem
from atelier.source import IMAGE_NAME, slugify

DEPTH_LIMIT = 20
OUTPUT_LIMIT = 1024 * 1024
RAW_TAG_LIMIT = 500
"""Raw HTML tags in one body: unclosed ones are opened again in every paragraph, so they multiply."""

EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist", "tagfilter"]
OPTIONS = cmark.Options.CMARK_OPT_FOOTNOTES | cmark.Options.CMARK_OPT_VALIDATE_UTF8
RAW_OMITTED = "<!-- raw HTML omitted -->"

TAGS = set(
    "a abbr blockquote br code del em h2 h3 h4 h5 h6 hr img input li ol p pre section strong sup "
    "table tbody td th thead tr ul".split()
)
ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "abbr": {"title"},
    "code": {"class"},
    "img": {"src", "alt", "title"},
    "input": {"type", "checked", "disabled"},
    "li": {"id"},
    "ol": {"start"},
    "section": {"class"},
    "sup": {"class"},
    "td": {"align"},
    "th": {"align"},
}
CLASSES = re.compile(r"language-[\w+#.-]+|footnotes|footnote-ref|footnote-backref")
FOOTNOTE_ID = re.compile(r"fn(?:ref)?-[\w%-]+")

TAG = re.compile(rf'{re.escape(RAW_OMITTED)}|<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
SOURCE_LINES = re.compile(r'data-sourcepos="(\d+):\d+-(\d+):\d+"')
START_TAG = re.compile(r"<[A-Za-z]")
RAW_START = re.compile(r"<[A-Za-z/!?]")
HEADING_TAG = re.compile(r"<(/?)h([1-6])(?=[\s>])")
HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
CLEAN_TAG = r'(?:\s[a-z-]+="[^"]*")*>'
NOT_A_CHECKBOX = re.compile(rf'<input(?! type="checkbox"(?: checked="")? disabled="">){CLEAN_TAG}')
NO_SOURCE = re.compile(rf'<img(?!(?:\s[a-z-]+="[^"]*")*\ssrc="){CLEAN_TAG}')
FRAGMENT = re.compile(r' href="#([^"]*)"')
UNSAFE_TARGET = re.compile(r"(?i)(?:javascript|vbscript|file|data):[^\s)>]*")
VOID = frozenset({"br", "hr", "img", "input"})
NESTING = frozenset({"blockquote", "ul", "ol"})


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link in a body to another file of the repository: its path from the root, and the line."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class BodyImage:
    """An image in a body: its file name, and the line."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """A body made safe.

    Attributes:
        html: nothing active in it; headings from h2 on, with ids. Links are as seen from a page of
            depth two (``/initiatives/SLUG/``), where every body stands.
        links: links to other files, to be checked against what exists.
        images: images beside the file, to be checked against what exists.

    """

    html: str = ""
    links: tuple[BodyLink, ...] = ()
    images: tuple[BodyImage, ...] = ()


@dataclass
class _Scan:
    """What cmark's own output tells."""

    links: list[tuple[str, int]] = field(default_factory=list)
    images: list[tuple[str, int]] = field(default_factory=list)
    raw_lines: list[int] = field(default_factory=list)
    too_deep: int | None = None


def render_body(text: str, path: str, first_line: int) -> tuple[Body, list[Problem]]:
    """Make a body safe.

    ``path`` is its file from the root, ``first_line`` the file's line on which ``text`` starts.
    Returns the body and every problem: what is not allowed, and warnings for what was taken out.
    """
    if not text.strip():
        return Body(), []
    safe = _render(text, cmark.Options.CMARK_OPT_SOURCEPOS)
    scan = _scan(safe[: 2 * OUTPUT_LIMIT], text)
    problems: list[Problem] = []

    def add(code: str, line: int, **values: object) -> None:
        problems.append(Problem(code, path, "body", first_line + line - 1, values=values))

    if scan.too_deep is not None:
        add("body-deep", scan.too_deep, limit=DEPTH_LIMIT)
        return Body(), problems
    if len(safe) > 2 * OUTPUT_LIMIT:
        return Body(), [_too_big(path, first_line, text)]
    for line in dict.fromkeys(scan.raw_lines[:100]):
        add("body-html", line)
    raw = safe
    if scan.raw_lines:
        raw = _render(text, cmark.Options.CMARK_OPT_UNSAFE)
        if len(START_TAG.findall(raw)) - len(START_TAG.findall(safe)) > RAW_TAG_LIMIT:
            add("body-html-too-much", scan.raw_lines[0], limit=RAW_TAG_LIMIT)
            return Body(), problems

    images = {source for source, _ in scan.images if IMAGE_NAME.fullmatch(source)}
    for source, line in scan.images:
        if source not in images:
            add("body-image", line, value=source)
    targets = {href: link_target(href, path) for href, _ in scan.links}
    for href, line in scan.links:
        if targets[href] is None:
            add("body-link-dropped", line, value=href)

    clean = _clean(_shift_headings(raw), _attribute_filter(path, images))
    if len(clean) > OUTPUT_LIMIT:
        return Body(), [*problems, _too_big(path, first_line, text)]
    clean, dead = _with_ids(clean)
    for href, line in scan.links:
        if href.startswith("#") and href[1:] in dead:
            add("body-link-dropped", line, value=href)
    links = [BodyLink(linked, line) for href, line in scan.links if (linked := linked_file(href, path))]
    return Body(
        clean,
        tuple(BodyLink(link.path, first_line + link.line - 1) for link in links),
        tuple(BodyImage(name, first_line + line - 1) for name, line in scan.images if name in images),
    ), problems


def linked_file(href: str, path: str) -> str | None:
    """The file from the root that a link in the body of ``path`` leads to, if it is one: ``e-labs.md``."""
    target = href.partition("#")[0]
    if not target.endswith(".md") or ":" in target or target.startswith("/") or "?" in target:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def page_of(path: str) -> str:
    """The address of the page that a file makes: ``initiatives/e-labs.md`` is ``initiatives/e-labs/``."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return folder + "/" if folder else ""
    return stem + "/"


def link_target(href: str, path: str) -> str | None:
    """Where a link in the body of ``path`` may lead, or None if it may not stand on the site.

    Allowed are full web addresses, one e-mail address, a place on the same page, and another file
    (``e-labs.md``), which becomes the address of its page.
    """
    linked = linked_file(href, path)
    if linked:
        _, hash_, place = href.partition("#")
        return "../../" + page_of(linked) + hash_ + place
    if href.startswith("#"):
        return href if len(href) > 1 else None
    if href[:7].lower() == "mailto:":
        return href if EMAIL.fullmatch(href[7:]) else None
    return href if is_web_address(href) else None


def _render(text: str, options: int) -> str:
    return str(cmark.markdown_to_html_with_extensions(text, options=OPTIONS | options, extensions=EXTENSIONS))


def _too_big(path: str, first_line: int, text: str) -> Problem:
    line = first_line + text[: len(text) - len(text.lstrip())].count("\n")
    return Problem("body-output-too-big", path, "body", line, values={"limit": OUTPUT_LIMIT})


def _scan(safe: str, text: str) -> _Scan:
    """Read links, images, raw HTML and depth, with their lines, from cmark's safe output."""
    scan = _Scan()
    lines = text.split("\n")
    open_tags: list[tuple[str, int, int]] = [("", 1, len(lines))]
    depth, after = 0, 1
    for match in TAG.finditer(safe):
        closes, name, attributes = match[1], match[2], match[3]
        _, start, end = open_tags[-1]
        if name is None:
            inline = open_tags[-1][0] not in ("", "blockquote", "li")
            scan.raw_lines.append(_line_with(lines, RAW_START, start if inline else max(start, after), end))
        elif closes:
            while len(open_tags) > 1 and open_tags.pop()[0] != name:
                pass
            depth -= name in NESTING
            after = end + 1
        else:
            if name in ("a", "img"):
                value = re.search(r'\s(?:href|src)="([^"]*)"', attributes)
                target = html.unescape(value[1]) if value else ""
                if not target:
                    # cmark empties a target that a browser would run; name it as it was typed.
                    line = _line_with(lines, UNSAFE_TARGET, start, end)
                    typed = UNSAFE_TARGET.search(lines[line - 1])
                    target = typed[0] if typed else ""
                else:
                    line = _line_with(lines, re.compile(re.escape(target)), start, end)
                if name == "img":
                    scan.images.append((target, line))
                elif not FOOTNOTE_ID.fullmatch(target.removeprefix("#")):
                    scan.links.append((target, line))
            if name in VOID:
                continue
            place = SOURCE_LINES.search(attributes)
            if place:
                start, end = int(place[1]), int(place[2])
            open_tags.append((name, start, end))
            depth += name in NESTING
            if depth > DEPTH_LIMIT:
                scan.too_deep = start
                return scan
    return scan


def _line_with(lines: Sequence[str], pattern: re.Pattern[str], start: int, end: int) -> int:
    """The first line from ``start`` to ``end`` that holds the pattern, or ``start``."""
    for number in range(start, min(end, len(lines)) + 1):
        if pattern.search(lines[number - 1]):
            return number
    return start


def _shift_headings(text: str) -> str:
    """Headings from h2 on, whatever the level a contributor starts with: h1 is the page's title."""
    levels = [int(match[2]) for match in HEADING_TAG.finditer(text)]
    if not levels:
        return text
    shift = 2 - min(levels)
    return HEADING_TAG.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + shift, 6)}", text)


def _attribute_filter(path: str, images: set[str]) -> Callable[[str, str, str], str | None]:
    """What an attribute's value may be; None takes the attribute out."""

    def value_of(tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return link_target(value, path)
        if name == "src":
            return value if value in images else None
        if name == "class":
            return value if CLASSES.fullmatch(value) else None
        if name == "id":
            return value if FOOTNOTE_ID.fullmatch(value) else None
        return value

    return value_of


def _clean(text: str, attribute_filter: Callable[[str, str, str], str | None]) -> str:
    clean = nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=attribute_filter,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow",
        clean_content_tags=set(),
    )
    return NO_SOURCE.sub("", NOT_A_CHECKBOX.sub("", clean)).strip()


def _with_ids(text: str) -> tuple[str, set[str]]:
    """Give headings ids, as GitHub does; take out links to places that are not there, and name these."""
    used = set(re.findall(r' id="([^"]*)"', text))

    def heading(match: re.Match[str]) -> str:
        slug = slugify(html.unescape(re.sub(r"<[^>]*>", "", match[2]))) or "deel"
        unique, number = slug, 0
        while unique in used:
            number += 1
            unique = f"{slug}-{number}"
        used.add(unique)
        return f'<h{match[1]} id="{unique}">{match[2]}</h{match[1]}>'

    text = HEADING.sub(heading, text)
    dead = {html.unescape(match[1]) for match in FRAGMENT.finditer(text)} - used
    if dead:
        text = FRAGMENT.sub(lambda m: "" if html.unescape(m[1]) in dead else m[0], text)
    return text, dead
