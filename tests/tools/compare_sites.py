"""What differs between two built sites: for a change of code that should change nothing for a visitor.

``python -m tests.tools.compare_sites BEFORE AFTER`` compares the set of addresses, what each page says and
links to, and every other file byte for byte. It prints the differences by kind, and ends with 1 if there are
any. What a build may name or order as it likes is left out:

- class names, and the addresses and contents of styles and scripts; that each one exists is checked;
- fingerprints in addresses;
- what is in the files of Pagefind, of which only the names count, and the dates in the sitemap;
- with ``--engines``, what only the script of a theme reads: its settings, and hidden boxes that it ticks.

Pictures, feeds and data are compared whole. Files of ``find/`` hold the markup of cards, which is compared
as that of a page is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

HOME = "https://site.invalid/"
"""Stands for the root of a site while addresses are resolved."""

PAGEFIND = "find/text/"
FINDER = "find/"
COMPARED_BY_NAME = (".css", ".js", ".map", ".gz", ".pagefind")
"""Styles, scripts and packed files: of these only the references count, or what they are made of."""

FINGERPRINT = re.compile(r"(?<![0-9a-z])(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}(?![0-9a-z])")
"""Eight or more hexadecimal digits with a letter and a number among them, so neither a word nor a date."""
PAGEFIND_ID = re.compile(r"(?<=_)[0-9a-z]+(?=\.pf_)")
LASTMOD = re.compile(rb"<lastmod>[^<]*</lastmod>")
SCRIPT_HASH = re.compile(rb" 'sha256-[^']*'")
REFERENCE = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.[^"']+\.js)["']|\burl\(["']?(\.[^"')]+)["']?\)"""
)
"""What a script of ours imports, or a style names."""

INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s small span strong sub sup time u var wbr".split()
)
"""Elements within a word's line; round every other one a space is read."""
SAID = ("alt", "aria-label", "placeholder", "title", "value")
LINKS = ("action", "href", "poster", "src")
META_LEFT_OUT = ("Content-Security-Policy", "generator")
UNREAD = ("script", "style")
SHOWN = 10
"""How many differences of a kind are printed, unless all are asked for."""

Json = object


class Difference(NamedTuple):
    """Something that is not the same in both sites: of what kind, at which address, and what it is."""

    kind: str
    address: str
    what: str


@dataclass
class Markup:
    """What a piece of HTML says and links to.

    Attributes:
        title: of the page.
        words: all text, and what is said of pictures and buttons.
        links: each with its element and where it leads.
        meta: what stands in the head for other programs.
        anchors: the ids that a link can lead to.
        linked_data: JSON-LD.
        data: other JSON, for scripts.
        assets: the styles and scripts that it asks for, as they are written.

    """

    title: str = ""
    words: list[str] = field(default_factory=list)
    links: Counter[str] = field(default_factory=Counter)
    meta: Counter[str] = field(default_factory=Counter)
    anchors: Counter[str] = field(default_factory=Counter)
    linked_data: list[Json] = field(default_factory=list)
    data: list[Json] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Reads the HTML of one address."""

    def __init__(self, address: str, *, engines: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._engines = engines
        self.markup = Markup()
        self._address = HOME + address
        self._text: list[str] = []
        self._titles = 0
        self._inside = ""
        self._type: str | None = None

    def read(self, html: str) -> Markup:
        """What the HTML says and links to."""
        self.feed(html)
        self.close()
        self.markup.words = "".join(self._text).split()
        return self.markup

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element's attributes say."""
        values = {name: value or "" for name, value in attrs}
        if tag not in INLINE:
            self._text.append(" ")
        if tag in UNREAD:
            self._inside, self._type = tag, values.get("type")
        elif tag == "title":
            self._titles += 1
            self._inside = "title" if self._titles == 1 else ""
        elif tag == "meta":
            self._meta(values)
        for name in SAID:
            if values.get(name):
                self._text.append(f" [{values[name]}] ")
        own = self._engines and (values.get("id") == "__config" or "data-md-toggle" in values)
        if own and tag == "script":
            self._type = ""
        if values.get("id") and not own:
            self.markup.anchors[values["id"]] += 1
        for link in (values[name] for name in LINKS if name in values):
            self._link(tag, values.get("rel", ""), link)
        for source in filter(None, values.get("srcset", "").split(",")):
            self._link(tag, "", source.split()[0])

    def handle_endtag(self, tag: str) -> None:
        """Note that an element ends."""
        self._inside = ""
        if tag not in INLINE:
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        """Take text to where it belongs."""
        if self._inside == "title":
            self.markup.title += " ".join(data.split())
        elif self._inside not in UNREAD:
            self._text.append(data)
        elif self._type == "application/ld+json":
            self.markup.linked_data.append(json.loads(data))
        elif self._type == "application/json":
            self.markup.data.append(comparable(json.loads(data)))

    def _meta(self, values: Mapping[str, str]) -> None:
        name = values.get("name") or values.get("property") or values.get("http-equiv")
        if name and name not in META_LEFT_OUT:
            self.markup.meta[f"{name}: {without_fingerprint(values.get('content', ''))}"] += 1

    def _link(self, tag: str, relation: str, link: str) -> None:
        target = urljoin(self._address, link)
        if urlsplit(target).path.endswith((".css", ".js")):
            self.markup.assets.add(link)
            return
        target, anchor = urldefrag(target)
        target = target.removeprefix(HOME).removesuffix("index.html") + (anchor and f"#{anchor}")
        self.markup.links[" ".join(filter(None, (tag, relation, without_fingerprint(target))))] += 1


def without_fingerprint(address: str) -> str:
    """An address with a star in place of each fingerprint."""
    return FINGERPRINT.sub("*", address)


def comparable(value: Json) -> Json:
    """JSON with its markup read, and without fingerprints and addresses of styles and scripts."""
    if isinstance(value, dict):
        return {key: comparable(of) for key, of in value.items()}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if not isinstance(value, str):
        return value
    if "<" in value:
        markup = Reader("").read(value)
        return [markup.words, sorted(markup.links.elements())]
    return "*" if value.endswith((".css", ".js")) else without_fingerprint(value)


def address_of(name: str) -> str:
    """The address of a file, from the root of the site, without what a build may choose."""
    if name.startswith(PAGEFIND):
        name = PAGEFIND_ID.sub("*", name)
    return without_fingerprint(name.removesuffix("index.html"))


def files_of(site: Path) -> Mapping[str, Sequence[Path]]:
    """The files of a site by address; most addresses have one."""
    found = defaultdict(list)
    for path in sorted(site.rglob("*")):
        if path.is_file():
            found[address_of(path.relative_to(site).as_posix())].append(path)
    return found


def differences(before: Path, after: Path, *, engines: bool = False) -> Iterator[Difference]:
    """Everything that is not the same in two sites; ``engines``: that two engines or themes made."""
    old, new = files_of(before), files_of(after)
    for address in sorted(old.keys() | new.keys()):
        count = len(new.get(address, ())) - len(old.get(address, ()))
        if count and not address.endswith((".css", ".js", ".map")):
            kind = "address that is new" if count > 0 else "address that is gone"
            yield Difference(kind, address, f"{abs(count)} files" if abs(count) > 1 else "")
        for one, other in zip(old.get(address, ()), new.get(address, ()), strict=False):
            yield from of_files(address, one.read_bytes(), other.read_bytes(), engines=engines)
    yield from missing_assets(after)


def of_files(address: str, old: bytes, new: bytes, *, engines: bool = False) -> Iterator[Difference]:
    """How two files with the same address differ."""
    if old == new or address.endswith(COMPARED_BY_NAME):
        return
    if address.startswith(PAGEFIND) and not address.endswith(".txt"):
        return
    if address.endswith(("/", ".html")) or not address:
        yield from of_pages(address, old.decode(), new.decode(), engines=engines)
        return
    if address.startswith(FINDER) and address.endswith(".json"):
        if comparable(json.loads(old)) != comparable(json.loads(new)):
            yield Difference("file", address, f"{len(old)} bytes → {len(new)} bytes")
        return
    for left_out in (LASTMOD, SCRIPT_HASH):
        old, new = left_out.sub(b"", old), left_out.sub(b"", new)
    if old != new:
        lines = zip(old.split(b"\n"), new.split(b"\n"), strict=False)
        line = 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], lines))
        yield Difference("file", address, f"{len(old)} bytes → {len(new)} bytes, from line {line}")


def of_pages(address: str, old: str, new: str, *, engines: bool = False) -> Iterator[Difference]:
    """How two pages with the same address differ."""
    one, other = (Reader(address, engines=engines).read(html) for html in (old, new))
    if one.title != other.title:
        yield Difference("title", address, f"{one.title} → {other.title}")
    if one.words != other.words:
        yield Difference("text", address, first_difference(one.words, other.words))
    for kind in ("meta", "links", "anchors"):
        counts: tuple[Counter[str], Counter[str]] = (getattr(one, kind), getattr(other, kind))
        name = kind.removesuffix("s")
        for what in counts[0] - counts[1]:
            yield Difference(f"{name} that is gone", address, what)
        for what in counts[1] - counts[0]:
            yield Difference(f"{name} that is new", address, what)
    if one.linked_data != other.linked_data:
        yield Difference("JSON-LD", address, in_json(one.linked_data, other.linked_data))
    if one.data != other.data:
        yield Difference("data in a page", address, in_json(one.data, other.data))


def first_difference(old: Sequence[str], new: Sequence[str]) -> str:
    """The first words that differ, with a few before them."""
    pairs = zip(old, new, strict=False)
    at = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    before, one, other = (" ".join(words) for words in (old[max(0, at - 4) : at], old[at:][:6], new[at:][:6]))
    return f"… {before} [{one}] → [{other}]"


def in_json(old: Json, new: Json) -> str:
    """The first words of two JSON texts that differ."""
    one, other = (json.dumps(value, ensure_ascii=False, indent=1).split() for value in (old, new))
    return first_difference(one, other)


def missing_assets(site: Path) -> Iterator[Difference]:
    """Styles and scripts that are asked for, but not there; an address from another root is not looked up."""
    asked: dict[Path, str] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            links: Iterable[str] = Reader(address_of(name)).read(path.read_text(encoding="utf-8")).assets
        elif path.suffix in (".css", ".js") and not name.startswith(PAGEFIND):
            found = REFERENCE.findall(path.read_text(encoding="utf-8"))
            links = [script or file for script, file in found]
        else:
            continue
        for link in links:
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc and not link.startswith("/"):
                asked.setdefault((path.parent / parts.path).resolve(), name)
    for target, name in asked.items():
        if not target.is_file():
            yield Difference("style or script that is missing", name, str(target.name))


def report(found: Iterable[Difference], shown: int | None) -> str:
    """The differences by kind: how many, and the first of them, each in a line."""
    kinds = defaultdict(list)
    for difference in found:
        kinds[difference.kind].append(difference)
    lines = []
    for kind, those in kinds.items():
        lines.append(f"{kind}: {len(those)}")
        lines += [f"  /{of.address}  {of.what}".rstrip() for of in those[:shown]]
        if len(those[:shown]) < len(those):
            lines.append(f"  … and {len(those) - len(those[:shown])} more")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how two sites differ; 1 if they do."""
    parser = argparse.ArgumentParser(description="Tell how two built sites differ for a visitor.")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--all", action="store_true", help="print every difference, not the first of a kind")
    parser.add_argument("--engines", action="store_true", help="two engines or themes made them")
    asked = parser.parse_args(arguments)
    for site in (asked.before, asked.after):
        if not (site / "index.html").is_file():
            parser.error(f"{site}: no site is built here")
    found = report(
        differences(asked.before, asked.after, engines=asked.engines), None if asked.all else SHOWN
    )
    print(found or "no difference")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
