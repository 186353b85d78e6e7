"""Bodies: GitHub-flavoured Markdown by strangers, made into safe HTML.

cmark renders in linear time, and nh3 keeps what an allow-list names, as PyPI does
(https://github.com/pypa/readme_renderer). cmark's own output without raw HTML is scanned first, for depth,
links and images, with their lines.
"""

from __future__ import annotations

import ctypes
import html
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count, islice
from typing import NamedTuple
from urllib.parse import quote, unquote

import nh3
from cmarkgfm import _cmark, cmark

from atelier.content.body.footnotes import Footnotes, id_pattern
from atelier.content.body.lost_text import Lost, lost_text
from atelier.content.links import link_target, linked_file
from atelier.content.source import FORBIDDEN, character_name
from atelier.model.addresses import MARK, is_web_address
from atelier.model.slug import IMAGE_NAME
from atelier.problems.problem import Problem

DEPTH_LIMIT = 20
OUTPUT_LIMIT = 1024 * 1024
RAW_TAG_LIMIT = 500
"""How many raw HTML tags a body may have: unclosed tags are opened again in every paragraph."""

MOST_LOST = 50
"""How many pieces of text that are not shown are told of, of each kind."""
TARGET = re.compile(
    r"(?:[ >\t]|[-*+] |\d+[.)] )*\[(?!\^)(?:[^\]\\]|\\.)+\]:[ \t]*(\S+)"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ \t]*"
)
"""A line with the target of links elsewhere in the text."""
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign of ASCII behind a backslash, which Markdown reads as the sign alone."""

TAKES_OUT = ("]:", "[^", "|", "![")
"""What stands in every text that Markdown may take words out of: a definition, a note, a table, an image."""
NO_LETTERS = re.compile(r"[\W_]+")
TELLING = re.compile(r"[^\W_]{4,}")
FOR_MARKS = re.compile(
    r"^[ >*+-]*(?:```|~~~)[^\n]*$|\[\^[^\[\]\n]*\]|\]\[[^\[\]\n]*\]|^[ >*+-]*\[[^\]\n]*\]:|&#?\w+;",
    re.MULTILINE,
)
"""What is not meant to be shown: what stands behind a fence, the names of notes and links, references."""

EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist", "tagfilter"]
OPTIONS = (
    cmark.Options.CMARK_OPT_FOOTNOTES
    | cmark.Options.CMARK_OPT_VALIDATE_UTF8
    # "groep 7~8 en leeftijd 10~12" is struck out by two tildes only.
    | cmark.Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
)
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

LINK_OR_IMAGE = re.compile(r'<(a href|img src)="([^"]*)"(?: alt="([^"]*)")?')
NESTING = re.compile(r"<(/?)(?:blockquote|ul|ol)[\s>]")
BLOCK = re.compile(
    r'<(?P<tag>[a-z][a-z0-9]*)(?: [a-z]+="[^"]*")* data-sourcepos="(?P<start>\d+):\d+-(?P<end>\d+):\d+"'
)
ANY_TAG = re.compile(r"<[^>]*>")
START_TAG = re.compile(r"<[A-Za-z]")
RAW_START = re.compile(r"<[A-Za-z/!?]")
HEADING_TAG = re.compile(r"<(/?)h([1-6])(?=[\s>])")
HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
CLEAN_ATTRIBUTES = r'((?:\s[a-z-]+="[^"]*")*)'
INPUT = re.compile(rf"<input{CLEAN_ATTRIBUTES}>")
CHECKBOX = frozenset({' type="checkbox" disabled=""', ' type="checkbox" checked="" disabled=""'})
IMAGE = re.compile(rf"<img{CLEAN_ATTRIBUTES}>")
SOURCE = re.compile(r'\ssrc="([^"]*)"')
TAG_START = r'<[a-z][a-z0-9]*(?:\s[a-z-]+="[^"]*")*?'
ID = re.compile(rf'{TAG_START}\sid="([^"]*)"')
FRAGMENT = re.compile(r'(<a(?:\s[a-z-]+="[^"]*")*?)\shref="#([^"]*)"')
LINK_BY_ITSELF = re.compile(r'<a href="([^"]*)">((?:https?://|www[.])[^<]*)</a>', re.IGNORECASE)
MAIL_BY_ITSELF = re.compile(r'<a href="mailto:([^"]+)">\1</a>')
RAW_LINK = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
UNSAFE_TARGET = re.compile(r"(?i)(?:javascript|vbscript|file|data):[^\s)>]*")


class BodyLink(NamedTuple):
    """A link in a body to another file of the repository: its path from the root, and the line."""

    path: str
    line: int


class BodyImage(NamedTuple):
    """An image in a body: its file name, and the line."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """A body as safe HTML.

    Attributes:
        html: safe; headings from h2 on, with ids. Links are relative to a page of depth two
            (``/initiatives/SLUG/``), as all pages with a body are.
        links: links to other files; whether these exist is checked later.
        images: images beside the file; whether these exist is checked later.

    """

    html: str = ""
    links: tuple[BodyLink, ...] = ()
    images: tuple[BodyImage, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(ANY_TAG.sub(" ", self.html).split())


def render_body(text: str, path: str, first_line: int) -> tuple[Body, list[Problem]]:
    """Make safe HTML of a body.

    ``path`` is its file from the root, ``first_line`` the file's line on which ``text`` starts.
    Returns the body and every problem: what is not allowed, and warnings for what was removed.
    """
    if not text.strip():
        return Body(), []
    notes = Footnotes.of(text)
    safe = _render(notes)
    folder = posixpath.dirname(path)
    problems: list[Problem] = []

    def add(code: str, line: int, **values: object) -> None:
        problems.append(Problem(code, path, "body", first_line + line - 1, values=values))

    if _too_deep(safe):
        add("body-deep", _deep_line(notes), limit=DEPTH_LIMIT)
        return Body(), problems
    start = 1 + text[: len(text) - len(text.lstrip())].count("\n")
    if len(safe) > OUTPUT_LIMIT:
        add("body-output-too-big", start, limit=OUTPUT_LIMIT)
        return Body(), problems
    for typed, line in islice(notes.unused(safe), MOST_LOST):
        add("body-lost", line, value=typed)
    for typed, line in islice(_unused_targets(text, safe), MOST_LOST):
        add("body-lost", line, value=typed)
    raw = safe
    if RAW_OMITTED in safe:
        raw_lines = _raw_lines(notes)
        raw = _render(notes, cmark.Options.CMARK_OPT_UNSAFE)
        if len(START_TAG.findall(raw)) - len(START_TAG.findall(safe)) > RAW_TAG_LIMIT:
            add("body-html-too-much", raw_lines[0], limit=RAW_TAG_LIMIT)
            return Body(), problems
        lost = list(_lost(raw, text, start))
        for line, piece in lost:
            if piece.closed:
                add("body-lost", line, value=" ".join(piece.typed.split()))
            else:
                add("body-html-open", line, value=piece.typed.partition("\n")[0])
        for line in raw_lines:
            if line not in dict(lost):
                add("body-html", line)

    links, images = _links_and_images(safe, notes)
    if raw is not safe:
        known_links = {href for href, _ in links}
        typed_raw = [html.unescape(target) for target in RAW_LINK.findall(raw)]
        links += [
            (target, 1 + text.count("\n", 0, max(text.find(target), 0)))
            for target in dict.fromkeys(typed_raw)
            if target not in known_links and linked_file(target, folder)
        ]
    known = {name for name, _, _ in images if IMAGE_NAME.fullmatch(name)}
    for name, line, alt in images:
        if name not in known:
            add("body-image", line, value=name)
        elif alt.strip().lower() in ("", name, name.partition(".")[0]):
            add("body-image-alt", line, value=name)
    for href, line in links:
        if not href:
            add("body-link-empty", line)
        elif link_target(href, folder) is None:
            add("body-link-dropped", line, value=href)

    clean = _clean(_shift_headings(raw), folder, notes.mark, known)
    if len(clean) > OUTPUT_LIMIT:
        add("body-output-too-big", start, limit=OUTPUT_LIMIT)
        return Body(), problems
    for character in dict.fromkeys(FORBIDDEN.findall(clean) if "&" in text else ()):
        if character not in text:
            # It was written as a reference such as &#x202E;.
            number = ord(character)
            written = re.search(rf"&#(?:x0*{number:x}|0*{number});", text, re.IGNORECASE)
            line = 1 + text.count("\n", 0, written.start()) if written else start
            add("control-character", line, name=character_name(character))
    said = {problem.code for problem in problems}
    if raw is not safe and not said & {"body-html-open", "body-lost"} and _letters(safe) - _letters(clean):
        # HTML has taken text along in a way of its own, such as a drawing.
        add("body-lost", raw_lines[0], value=text.split("\n")[raw_lines[0] - 1].strip())
    if raw is safe and any(sign in text for sign in TAKES_OUT):
        told = {problem.line for problem in problems}
        for typed, line in islice(_not_shown(text, clean), MOST_LOST):
            if first_line + line - 1 not in told:
                add("body-lost", line, value=typed)
    clean, dead = _with_ids(notes.named(clean))
    for href, line in links:
        if href.startswith("#") and unquote(href[1:]) in dead:
            add("body-link-dropped", line, value=href)
    files = [(linked_file(href, folder), line) for href, line in links]
    return Body(
        clean,
        tuple(BodyLink(file, first_line + line - 1) for file, line in files if file),
        tuple(BodyImage(name, first_line + line - 1) for name, line, _ in images if name in known),
    ), problems


@cache
def _node_free() -> Callable[[int], None] | None:
    """Cmark's function that frees a document; its Python binding does not call it (50 KB for a body of 5 KB).

    None if the library does not export the function; then the memory is freed when the program ends.
    """
    try:
        free = ctypes.CDLL(_cmark.__file__).cmark_node_free
    except (OSError, AttributeError):
        return None
    free.argtypes, free.restype = [ctypes.c_void_p], None
    return free


@cache
def _extensions() -> list[object]:
    cmark.core_extensions_ensure_registered()
    return [cmark.find_syntax_extension(name) for name in EXTENSIONS]


def _render(notes: Footnotes, options: int = 0) -> str:
    parser = cmark.parser_new(options=OPTIONS | options)
    try:
        for extension in _extensions():
            cmark.parser_attach_syntax_extension(parser, extension)
        cmark.parser_feed(parser, notes.for_cmark)
        root = cmark.parser_finish(parser)
        listed = cmark.parser_get_syntax_extensions(parser)
        rendered = str(cmark.render_html(root, options=OPTIONS | options, extensions=listed))
        free = _node_free()
        if free:
            free(int(_cmark.ffi.cast("uintptr_t", root)))
    finally:
        cmark.parser_free(parser)
    rendered = notes.as_typed(rendered)
    if not notes.text.isascii():
        rendered = LINK_BY_ITSELF.sub(_without_marks, rendered)
    return MAIL_BY_ITSELF.sub(_address_or_text, rendered) if "mailto:" in rendered else rendered


def _without_marks(link: re.Match[str]) -> str:
    """The link that cmark made of a web address, without the curly quote or dots that it took along."""
    text = html.unescape(link[2])
    mark = MARK.search(text)
    if mark is None or unquote(html.unescape(link[1])).removeprefix("http://") != unquote(text).removeprefix(
        "http://"
    ):
        return link[0]
    address = text[: mark.start()].rstrip("?!.,:;*_~'\"")
    rest = html.escape(text[len(address) :])
    target = address if "://" in address else f"http://{address}"
    if not is_web_address(target):
        return html.escape(address) + rest
    href = _as_href(target)
    return f'<a href="{href}">{html.escape(address)}</a>{rest}'


def _address_or_text(link: re.Match[str]) -> str:
    """The link that cmark made of an e-mail address, or only its text if the address is not valid."""
    return link[0] if link_target(f"mailto:{html.unescape(link[1])}", "") else link[1]


def _too_deep(safe: str) -> bool:
    """Whether quotes or lists are nested too deep; cmark closes every tag that it opens."""
    depth = 0
    for match in NESTING.finditer(safe):
        depth += -1 if match[1] else 1
        if depth > DEPTH_LIMIT:
            return True
    return False


def _deep_line(notes: Footnotes) -> int:
    """The line of a body on which quotes or lists become too deep."""
    located = _render(notes, cmark.Options.CMARK_OPT_SOURCEPOS)
    depth = 0
    for match in NESTING.finditer(located):
        depth += -1 if match[1] else 1
        if depth > DEPTH_LIMIT:
            block = BLOCK.match(located, match.start())
            return _typed_line(notes.text, int(block["start"])) if block else 1
    return 1


def _typed_line(text: str, line: int) -> int:
    """A line of a body by its line feeds; for cmark, which counted ``line``, a return alone ends one too."""
    ends = [end.end() for end in re.finditer(r"\r\n?|\n", text)]
    return text.count("\n", 0, ends[line - 2]) + 1 if line > 1 else 1


def _raw_lines(notes: Footnotes, most: int = 100) -> list[int]:
    """The lines of a body with raw HTML, found by cmark's positions of blocks."""
    located = _render(notes, cmark.Options.CMARK_OPT_SOURCEPOS)
    lines = notes.text.split("\n")
    found: dict[int, None] = {}
    line = 0
    for match in re.finditer(re.escape(RAW_OMITTED), located):
        *_, block = [None, *BLOCK.finditer(located, max(0, match.start() - 2000), match.start())]
        if block:
            # A block of HTML comes below a block of text, and inside a quote or list.
            alone = located[match.start() - 1] == located[match.end() : match.end() + 1] == "\n"
            below = alone and block["tag"] not in ("blockquote", "li", "ul", "ol")
            line = max(line, int(block["end"]) if below else int(block["start"]) - 1)
        last = len(lines) - 1
        line = min(line, last)
        while line < last and not RAW_START.search(lines[line]):
            line += 1
        found[line + 1] = None
        if len(found) == most:
            break
    return list(found)


def _lost(raw: str, text: str, first: int) -> Iterator[tuple[int, Lost]]:
    """The pieces of HTML in a body that no page shows, each with its line."""
    at = 0
    for piece in islice(lost_text(raw), MOST_LOST):
        place = text.find(piece.typed.partition("\n")[0], at)
        at = max(place, at)
        yield 1 + text.count("\n", 0, at) if place >= 0 else first, piece


def _unused_targets(text: str, safe: str) -> Iterator[tuple[str, int]]:
    """Lines such as ``[name]: address`` that no link uses, so that they are not shown, with their numbers."""
    if "]:" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        match = TARGET.fullmatch(line)
        if match and html.escape(match[0].strip()) not in safe and quoted(match[1]) not in safe:
            yield line.strip(), number


def _not_shown(text: str, clean: str) -> Iterator[tuple[str, int]]:
    """Lines with a word that stands nowhere in the HTML of a body, with their numbers.

    cmark takes out the names of notes and links, also over several lines, and cells that have no column.
    """
    without_tags = re.sub("<[^>]*>", "", clean)
    marked = FOR_MARKS.sub(" ", text)
    missing = {*TELLING.findall(html.unescape(marked))}
    # Nearly all words stand there as they were typed. Only the others are looked for letter by letter.
    missing.difference_update(TELLING.findall(html.unescape(without_tags)))
    if missing:
        shown = _plain(without_tags) + "\n" + _plain(unquote(clean))
        missing = {word for word in missing if _plain(word) not in shown}
    if not missing:
        return
    for line, read, number in zip(text.split("\n"), marked.split("\n"), count(1), strict=False):
        if not missing.isdisjoint(TELLING.findall(html.unescape(read))):
            yield line.strip(), number


def _plain(text: str) -> str:
    """The letters and digits of HTML, in small letters."""
    return NO_LETTERS.sub("", html.unescape(text).casefold())


def quoted(target: str) -> str:
    """The target of a link as cmark writes it."""
    typed = html.unescape(ESCAPED.sub(r"\1", target.strip("<>")))
    return _as_href(typed)


def _as_href(address: str) -> str:
    """An address as cmark writes it in HTML."""
    return html.escape(quote(address, safe="!#$%&'()*+,-./:;=?@_~"))


def _letters(rendered: str) -> Counter[str]:
    """The letters and digits that a reader of HTML sees, and how many of each."""
    return Counter(filter(str.isalnum, html.unescape(re.sub("<[^>]*>", "", rendered))))


def _links_and_images(
    safe: str, notes: Footnotes
) -> tuple[list[tuple[str, int]], list[tuple[str, int, str]]]:
    """The links of a body with their lines, and the images with their lines and alternative texts."""
    text = notes.text
    links: list[tuple[str, int]] = []
    images: list[tuple[str, int, str]] = []
    last: dict[str, int] = {}
    first = len(text) - len(text.lstrip())
    for match in LINK_OR_IMAGE.finditer(safe):
        target = html.unescape(match[2])
        if notes.is_ours(target):
            continue
        start = last.get(target, -1) + 1
        if target:
            place = _typed_at(text, target, start)
            last[target] = place = place if place >= 0 else max(start - 1, first)
        else:
            # cmark removes a target that a browser would run; report it as it was typed.
            typed = UNSAFE_TARGET.search(text, start) if start <= len(text) else None
            last[""] = typed.start() if typed else len(text)
            place = typed.start() if typed else first
            target = typed[0] if typed else ""
        line = 1 + text.count("\n", 0, place)
        if match[1] == "a href":
            links.append((target, line))
        else:
            images.append((target, line, html.unescape(match[3] or "")))
    return links, images


def _typed_at(text: str, target: str, start: int) -> int:
    """The position of a target from ``start`` on, first as a link, else as text; -1 if it is not there."""
    for typed in (target, unquote(target)):
        for opening in ("](", "](<", "]: ", "<", ""):
            place = text.find(opening + typed, start)
            if place >= 0:
                return place
    return -1


def _shift_headings(text: str) -> str:
    """The text with headings from h2 on, whichever level it starts with: h1 is the page's title."""
    levels = [int(match[2]) for match in HEADING_TAG.finditer(text)]
    if not levels:
        return text
    shift = 2 - min(levels)
    if not shift:
        return text
    return HEADING_TAG.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + shift, 6)}", text)


@lru_cache(maxsize=64)
def _cleaner(folder: str, mark: str) -> nh3.Cleaner:
    """The sanitiser for bodies in one folder, which links are relative to, with the mark of its footnotes."""
    footnote = id_pattern(mark)

    def value_of(tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return link_target(value, folder)
        if name == "class":
            return value if CLASSES.fullmatch(value) else None
        if name == "id":
            return value if footnote.fullmatch(value) else None
        return value

    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=value_of,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow",
        clean_content_tags=set(),
    )


def _clean(text: str, folder: str, mark: str, images: set[str]) -> str:
    """Keep what the allow-list names; of images only those beside the file, of inputs only task lists."""
    clean = _cleaner(folder, mark).clean(text)
    if "<input" in clean:
        clean = INPUT.sub(lambda match: match[0] if match[1] in CHECKBOX else "", clean)
    if "<img" in clean:
        clean = IMAGE.sub(lambda match: match[0] if set(SOURCE.findall(match[1])) & images else "", clean)
    return clean.strip()


def anchor(heading: str) -> str:
    """The id of a heading as GitHub makes it: ``Één kop & meer`` is ``één-kop--meer``.

    It never starts with an underscore: the theme and our templates use those ids.
    """
    words = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return words.replace(" ", "-").lstrip("_") or "deel"


def _with_ids(text: str) -> tuple[str, set[str]]:
    """Give headings ids, and remove links to ids that do not exist; also return these ids."""
    used = set(ID.findall(text)) if ' id="' in text else set()
    next_number: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        slug = anchor(html.unescape(re.sub(r"<[^>]*>", "", match[2])))
        unique, number = slug, next_number.get(slug, 1)
        while unique in used:
            unique, number = f"{slug}-{number}", number + 1
        next_number[slug] = number
        used.add(unique)
        return f'<h{match[1]} id="{html.escape(unique)}">{match[2]}</h{match[1]}>'

    text = HEADING.sub(heading, text)
    if ' href="#' not in text:
        return text, set()
    dead = {place for _, target in FRAGMENT.findall(text) if (place := _place(target)) not in used}
    if dead:
        text = FRAGMENT.sub(lambda m: m[1] if _place(m[2]) in dead else m[0], text)
    return text, dead


def _place(target: str) -> str:
    """The id that a link to a place on the page leads to."""
    return unquote(html.unescape(target))
