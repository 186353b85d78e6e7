"""What must hold of everything that comes of a file, whatever stands in it. Each rule yields what breaks it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
from cmarkgfm import cmark, github_flavored_markdown_to_html
from icalendar import Calendar

from atelier.exports.spreadsheet import FORMULA
from atelier.model.addresses import EMAIL, is_web_address

UP = re.compile(r"^(?:\.\.?/)+")
ACTIVE = frozenset(
    """applet base button embed form frame frameset iframe input link math meta object portal script select
    style svg template textarea""".split()
)
"""Elements that run or load something, or ask something; each must be one that the site has without mutants."""
ADDRESSES = frozenset("href src action formaction poster data cite background ping xlink:href".split())
PASSIVE_BUTTON = frozenset(
    {"class", "type", "hidden", "data-slug", "data-title", "aria-label", "aria-pressed"}
)
RUNS = frozenset({"", "module", "text/javascript", "application/javascript"})


class Tag(NamedTuple):
    """An element that may be active: its name, its attributes without values that are a contributor's."""

    name: str
    attributes: tuple[tuple[str, str], ...]


def parsed(html: str) -> ElementTree.Element:
    """A document as a browser reads it."""
    tree: ElementTree.Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


TYPED = frozenset("title aria-label value alt content id for name".split())
"""Attributes whose value may be what a contributor typed: as text it does nothing."""


def tag_of(element: ElementTree.Element) -> Tag:
    """What an element may do."""
    name = _name(element)
    kept = []
    for key, value in element.attrib.items():
        shown = (
            ""
            if (key in TYPED or key.startswith("data-")) and not (name == "meta" and key == "name")
            else value
        )
        if key in ADDRESSES:
            shown = "/".join(UP.sub("", value).split("/")[:2])
        if name != "svg" or key in ADDRESSES or key.startswith("on"):
            kept.append((key, shown))
    text = (element.text or "").strip() if name in ("script", "style") and not is_data(element) else ""
    return Tag(name, (*sorted(kept), ("text", text)))


def is_data(element: ElementTree.Element) -> bool:
    """Whether a script element is a block of data, which no browser runs."""
    return element.get("type", "").strip().lower() not in RUNS


def active_tags(tree: ElementTree.Element) -> set[Tag]:
    """The elements of a document that may be active."""
    return {
        tag_of(element)
        for element in tree.iter()
        if isinstance(element.tag, str) and _name(element) in ACTIVE
    }


def page_faults(tree: ElementTree.Element, known: Collection[Tag]) -> Iterator[str]:
    """What is active in a page, apart from the elements that the site has of itself."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = _name(element)
        if name in ACTIVE and tag_of(element) not in known:
            yield f"an element of others: {ElementTree.tostring(element, 'unicode')[:200]}"
        if name == "script" and is_data(element):
            yield from json_faults(element.text or "", "a block of data")
        for key, value in element.attrib.items():
            key = str(key).rpartition("}")[2].lower()
            if key.startswith("on") or key in ("style", "srcdoc"):
                yield f"an attribute that runs: {name} {key}={value[:80]!r}"
            elif (key in ADDRESSES and not is_allowed(value)) or (
                key == "srcset" and not all(is_allowed(part.split()[0]) for part in value.split(","))
            ):
                yield f"an address that is not allowed: {name} {key}={value[:80]!r}"


def is_allowed(address: str) -> bool:
    """Whether an address on a page is of the web, of mail or a telephone, or within the site."""
    if address.lower().startswith(("http://", "https://")):
        return is_web_address(address)
    if address.lower().startswith("mailto:"):
        receiver, _, query = address[7:].partition("?")
        names = {part.partition("=")[0] for part in query.split("&") if part}
        return (not receiver or bool(EMAIL.fullmatch(receiver))) and names <= {"subject", "body"}
    if address == "data:,":  # an empty icon, so that a browser asks for none
        return True
    if address.startswith("webcal://klein.example/"):
        address = address.removeprefix("webcal://klein.example/")
    if address.lower().startswith("tel:"):
        return bool(re.fullmatch(r"tel:\+?[0-9]+", address))
    within = not re.search(r"[\x00-\x20\\]", address) and not address.startswith("/")
    return within and not urlsplit(address).scheme and ":" not in address.split("/")[0].partition("#")[0]


def json_faults(text: str, where: str) -> Iterator[str]:
    """Whether a text is not valid JSON, or has a sign that a browser could take for HTML.

    Raises ValueError for what is no JSON.
    """
    json.loads(text)
    found = re.search("[<>&\u2028\u2029]", text)
    if found:
        yield f"{where} has {found[0]!r}: {text[max(0, found.start() - 40) : found.end() + 40]!r}"


def file_faults(url: str, content: bytes, known: Collection[Tag]) -> Iterator[str]:
    """What is wrong with a file beside the pages, by its kind."""
    suffix = url.rpartition(".")[2] if not url.endswith("/") else "html"
    if suffix == "html":
        yield from page_faults(parsed(content.decode()), known)
    elif suffix in ("json", "jsonld"):
        yield from json_faults(content.decode(), "the file")
    elif suffix in ("xml", "svg"):
        yield from _xml_faults(content)
    elif suffix == "csv":
        yield from _csv_faults(content)
    elif suffix == "xlsx":
        yield from _workbook_faults(content)
    elif suffix == "ics":
        # Raises ValueError for what is no calendar.
        Calendar.from_ical(content)
    elif suffix != "css":
        yield "a kind of file that no rule knows"


def _xml_faults(content: bytes) -> Iterator[str]:
    """Raises ParseError for what is not well-formed."""
    for element in ElementTree.fromstring(content).iter():
        if _name(element) in ("script", "foreignobject", "image", "use", "iframe", "style"):
            yield f"an element that runs or loads: {element.tag}"
        for key, value in element.attrib.items():
            key = key.rpartition("}")[2].lower()
            if key.startswith("on") or (key in ADDRESSES and not is_allowed(value)):
                yield f"an attribute that is not allowed: {key}={value[:80]!r}"


def _csv_faults(content: bytes) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    widths = {len(row) for row in rows}
    if len(widths) != 1:
        yield f"rows of {sorted(widths)} cells"
    for cell in (cell for row in rows for cell in row):
        if FORMULA.match(cell) and not re.fullmatch(r"-?\d+(?:,\d+)?", cell):
            yield f"a formula: {cell[:80]!r}"


def _workbook_faults(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            text = book.read(name)
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(text)
            if re.search(rb"<f[ >]|TargetMode=\"External\"", text) and b"<f>SUM" not in text:
                yield f"a formula or a link in {name}"


# Messages

MESSAGE_TAGS = frozenset("html head body p strong em h3 pre code a ul li br hr".split())


def markdown_faults(text: str, help_pages: str) -> Iterator[str]:
    """What GitHub would make of a report in Markdown that is more than text: links, images, HTML, mentions."""
    options = cmark.Options.CMARK_OPT_UNSAFE
    html = github_flavored_markdown_to_html(text, options)
    tree = parsed(html)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag not in MESSAGE_TAGS:
            yield f"an element in Markdown: {element.tag}"
        if element.tag == "a" and not element.get("href", "").startswith(help_pages):
            yield f"a link in Markdown: {element.get('href')!r}"
    plain = re.sub(r"<(pre|code)\b.*?</\1>|<[^!][^>]*>", "", html, flags=re.DOTALL)
    mention = re.search(r"(?<![\w`])@\w|(?<!&)#\d|\bGH-\d", plain)
    if mention:
        yield f"a mention in Markdown: {plain[mention.start() :][:60]!r}"


def annotation_faults(text: str) -> Iterator[str]:
    """Lines that GitHub Actions would take for another command, or for none."""
    for line in text.split("\n"):
        if not re.fullmatch(r"::(?:error|warning) file=[^:]*,line=\d+,col=\d+,title=[^:]*::.*", line):
            yield f"a line that is no annotation: {line[:120]!r}"
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]", text):
        yield "a control character in an annotation"


def terminal_faults(text: str) -> Iterator[str]:
    """Characters that a terminal would obey."""
    found = re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    if found:
        yield f"a control character on a terminal: {text[max(0, found.start() - 40) : found.end()]!r}"


# Links inside


def lost_links(url: str, tree: ElementTree.Element, addresses: Collection[str]) -> Iterator[str]:
    """Links of a page to addresses of the site that do not exist."""
    for element in tree.iter("a"):
        href = element.get("href", "")
        if not href or href.startswith("#") or urlsplit(href).scheme:
            continue
        path = unquote(href.partition("#")[0].partition("?")[0])
        target = normpath(f"/{url}{'' if url.endswith('/') else '/../'}{path}").lstrip("/")
        if not {target, f"{target}/", target or ""} & set(addresses):
            yield f"a link that leads nowhere: {href[:100]!r}"


# Nothing is lost

RUN = re.compile(r"[^\W_]{4,}")


def letters(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))


def everything(tree: ElementTree.Element) -> str:
    """The letters and digits of all texts and attributes of a page."""
    values = (unquote(value) for element in tree.iter() for value in element.attrib.values())
    return "\0".join([letters("".join(tree.itertext())), *map(letters, values)])


def lost_words(typed: str, shown: str) -> list[str]:
    """The words of a text that stand nowhere on its page; ``shown`` is ``everything`` of it."""
    return [run for run in dict.fromkeys(RUN.findall(typed)) if letters(run) not in shown]


SIGNS = re.compile(
    r"^[ >*+-]*(?:```|~~~)[^\n]*$"  # what stands behind a fence is no text
    r"|\[\^[^\]\n]*\]|\]\[[^\]\n]*\]|^[ >*+-]*\[[^\]\n]*\]:"  # names of notes and of links
    r"|&#?\w+;",
    re.MULTILINE,
)


def without_signs(markdown: str) -> str:
    """A text in Markdown without what is only for its marks, such as the names of footnotes."""
    return SIGNS.sub(" ", markdown)
