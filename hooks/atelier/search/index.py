"""The search index: what a visitor's browser needs to search the texts, made by Pagefind.

Pagefind reads lean pages that hold nothing but words. What it makes is brought into our own shape:

- The names of Pagefind's fragments, which are the ids of its results, say which initiative each is: its place
  in the catalogue. So no table from result to initiative is needed, and in an order they compress well: at
  5,000 a first search loads 20 KB of them, against 37 KB and a table of 28 KB with Pagefind's own names.
- Pagefind is given every word of a text once, with a weight; the text itself is put beside its index.
- Beside it stands the list of all words, so that a search can tell a word that is in no text: Pagefind itself
  shortens such a word until something matches.

Everything is in one folder, which is put in place when all of it is there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from html import escape
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from atelier.content.files import replace_folder
from atelier.i18n.translation import translations
from atelier.search.compounds import folded
from atelier.search.pagefind import IndexingFailedError, index_of
from atelier.search.texts import KINDS, Text, weighed

FOLDER = "find/text"
"""Where the index stands, from the root of the site."""

WORDS = "words.txt"
PARAGRAPH = "\n"
"""What stands between two paragraphs of a text that is shown."""

SIGNATURE = b"pagefind_dcd"
"""What every file of Pagefind's own starts with, inside its compression."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
VERSION_LENGTH = 2


class Lean(NamedTuple):
    """Texts as Pagefind reads them.

    Attributes:
        texts: the initiatives first: their places are the ids of their results.
        language: of the site.
        pages: for each text the HTML that Pagefind reads.
        words: every word by which a text is found.
        made_of: a fingerprint in forty characters: the same for the same texts, Pagefind and this module.

    """

    texts: Sequence[Text]
    language: str
    pages: Sequence[str]
    words: Set[str]
    made_of: str


def lean(texts: Sequence[Text], language: str) -> Lean:
    """Bring texts into the form that Pagefind reads."""
    pages: list[str] = []
    words: set[str] = set()
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(f"{language} {version('pagefind')}".encode())
    for text, weights in zip(texts, weighed(texts, language), strict=True):
        pages.append(lean_page(text, weights))
        words.update(weights)
        digest.update("\n".join((text.url, text.title, *text.paragraphs, pages[-1])).encode())
    return Lean(texts, language, pages, words, digest.hexdigest()[:40])


def make_index(source: Lean, target: Path) -> None:
    """Make an index in the folder ``target``, in place of what stands there.

    The same texts give the same bytes. Raises IndexingFailedError; then ``target`` is as it was.
    """
    found = index_of([(f"/{place}", page) for place, page in enumerate(source.pages)], source.language)
    try:
        files = ours(found, source)
    except (KeyError, ValueError) as error:
        raise IndexingFailedError(f"another format than that of Pagefind 1.5: {error!r}") from error
    files[WORDS] = front_coded(source.words).encode()
    try:
        replace_folder(target, files)
    except OSError as error:
        raise IndexingFailedError(f"{error.strerror}: {error.filename}") from error


def lean_page(text: Text, weights: Mapping[str, float]) -> str:
    """Every word of a text once, with its weight, in order of the alphabet.

    Where a word stands is of no use to us: what a result shows of its text is cut out in the browser, from
    the text itself. Left out, a search loads a third, and indexing takes half the time.
    """
    groups: dict[float, list[str]] = {}
    for word in sorted(weights):
        groups.setdefault(weights[word], []).append(word)
    body = "".join(
        f'<p data-pagefind-weight="{weight:g}">{" ".join(words)}</p>'
        for weight, words in sorted(groups.items())
    )
    title = f'<meta data-pagefind-meta="title[content]" content="{escape(folded(text.title))}">'
    return f"<html><head>{title}</head><body data-pagefind-body>{body}</body></html>"


def ours(files: Mapping[str, bytes], source: Lean) -> dict[str, bytes]:
    """What visitors need of Pagefind's files, in our shape; the rest is user interface that we do not use."""
    entry = json.loads(files["pagefind-entry.json"])
    (known,) = entry["languages"].values()
    fragments, ids = fragments_and_ids(files, source)
    meta, count = renamed(unpacked(files[f"pagefind.{known['hash']}.pf_meta"]), ids, source.language)
    if not count == len(ids) == len(source.texts):
        raise IndexingFailedError(f"Pagefind found {count} of {len(source.texts)} texts")
    known["hash"] = f"{source.language}_{source.made_of[:10]}"
    kept = ("pagefind.js", "pagefind-worker.js", f"wasm.{known['wasm']}.pagefind")
    return {
        "pagefind-entry.json": json.dumps(entry, separators=(",", ":")).encode(),
        f"pagefind.{known['hash']}.pf_meta": packed(meta),
        **{name: data for name, data in files.items() if name in kept or name.startswith("index/")},
        **fragments,
    }


def fragments_and_ids(
    files: Mapping[str, bytes], source: Lean
) -> tuple[dict[str, bytes], dict[bytes, bytes]]:
    """What each result shows, by file name, and the new id for each of Pagefind's."""
    kinds = translations(source.language).gettext
    fragments, ids = {}, {}
    for file, data in files.items():
        if not file.startswith("fragment/"):
            continue
        fragment = json.loads(unpacked(data))
        place = int(fragment["url"].removeprefix("/"))
        text = source.texts[place]
        old = file.removeprefix("fragment/").removesuffix(".pf_fragment")
        # Ids are as long as before: they stand in Pagefind's table with their length.
        length = len(old) - len(source.language) - 1
        name = f"{source.language}_{result_id(text, place, source.made_of, length)}"
        shown = {
            "url": text.url,
            "content": PARAGRAPH.join(text.paragraphs),
            "word_count": fragment["word_count"],
            "filters": {},
            "meta": {"title": text.title, "kind": kinds(KINDS[text.section])},
            "anchors": [],
        }
        fragments[f"fragment/{name}.pf_fragment"] = packed(json.dumps(shown, ensure_ascii=False).encode())
        ids[old.encode()] = name.encode()
    return fragments, ids


def result_id(text: Text, place: int, made_of: str, length: int) -> str:
    """The id of a result: ``i`` for an initiative, a version, and its place in base 36.

    The version keeps a browser from showing what it kept of an earlier index.
    """
    kind = "i" if text.section == "initiatives" else "p"
    number = int(made_of[:8], 16) % len(DIGITS) ** VERSION_LENGTH
    return kind + base36(number, VERSION_LENGTH) + base36(place, length - 1 - VERSION_LENGTH)


def base36(number: int, length: int) -> str:
    """A number in base 36. Raises OverflowError if it does not fit."""
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    if number:
        raise OverflowError(f"more than {len(DIGITS) ** length} texts")
    return digits


def renamed(meta: bytes, ids: dict[bytes, bytes], language: str) -> tuple[bytes, int]:
    """Pagefind's table of pages with our ids in place of its own, and how many there were."""
    count = 0

    def new(match: re.Match[bytes]) -> bytes:
        nonlocal count
        name = ids.get(match[0])
        count += name is not None
        return name or match[0]

    return re.sub(rb"%s_[0-9a-f]{7,}" % language.encode(), new, meta), count


def unpacked(data: bytes) -> bytes:
    """What is in one of Pagefind's compressed files. Raises ValueError if it is another format."""
    try:
        content = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        content = b""
    if not content.startswith(SIGNATURE):
        raise ValueError("no file of Pagefind")
    return content.removeprefix(SIGNATURE)


def packed(content: bytes) -> bytes:
    """A file as Pagefind's part in the browser reads it."""
    return gzip.compress(SIGNATURE + content, mtime=0)


def front_coded(words: Iterable[str]) -> str:
    """Words in order, one a line, each without what it shares with the one before.

    Compressed, the list is a tenth smaller than that of whole words, and at 5,000 made-up initiatives an
    eighth of it. The first character says in base 36 how many letters are shared, at most 35. Only plain
    letters are: a browser counts others in another way.
    """
    lines, before = [], ""
    for word in sorted(words):
        pairs = zip(before, word, strict=False) if word.isascii() else ()
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        shared = min(shared, len(DIGITS) - 1)
        lines.append(DIGITS[shared] + word[shared:])
        before = word
    return "\n".join(lines)
