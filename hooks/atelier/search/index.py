"""The search index: the files with which a browser searches the texts, made by Pagefind.

Pagefind reads lean pages, which have only words. Its files are then changed:

- The names of Pagefind's fragments are the ids of its results. They become the place of the initiative in the
  catalogue. So no table from result to initiative is needed, and sorted names compress well: with 5,000
  initiatives a first search loads 20 KB of them, against 37 KB and a table of 28 KB with Pagefind's names.
- Pagefind gets every word of a text once, by what it tells: words of the title and of the summary are its
  metadata, so a result says where the word stands. The text itself is a file beside the index.
- A list of all words is added, so that a search knows which words are in no text, and which forms of a word
  there are. Pagefind would shorten a word until something matches, and its Dutch stemmer makes one word of
  *lezen* and *lees*; so it is told that the texts are in no language.

Everything is in one folder, which replaces the old one once it is complete.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.content.json_text import json_bytes
from atelier.i18n.translation import translations
from atelier.render.wording import Wording
from atelier.search.pagefind import IndexingFailedError, index_of
from atelier.search.terms import Terms, terms
from atelier.search.texts import SECTION_LABELS, EditorsPage, Text, Tiers, Vocabulary, vocabulary
from atelier.search.texts import texts as texts_of
from atelier.store.files import replace_folder

FOLDER = "find/text"
"""The folder of the index, from the root of the site."""

WORDS, TERMS = "words.txt", "terms.json"
NO_TERMS = Terms()
NO_LANGUAGE = "zxx"
"""The code of ISO 639-2 for what is in no language: Pagefind then leaves words as they are.

It also fills a text without other words, which Pagefind would leave out."""

COMPOUND, VERB_FORM = "+", "!"
"""Marks behind a word of the list, see ``Vocabulary``."""

PARAGRAPH = "\n"
"""The separator of paragraphs in a text."""

SIGNATURE = b"pagefind_dcd"
"""The first bytes of every file of Pagefind, after decompression."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
VERSION_LENGTH = 2


class Lean(NamedTuple):
    """Texts as Pagefind reads them.

    Attributes:
        texts: the initiatives first, because their places are the ids of their results.
        language: of the site.
        pages: for each text the HTML that Pagefind reads.
        words: every word by which a text is found, with its marks.
        terms: the file with what a search knows of words besides.
        made_of: a fingerprint in forty characters: the same for the same texts, Pagefind and this module.

    """

    texts: Sequence[Text]
    language: str
    pages: Sequence[str]
    words: Set[str]
    terms: str
    made_of: str


def searched(catalogue: Catalogue, language: str, editors: Iterable[EditorsPage]) -> Lean:
    """Everything of a site that is searched, in the form that Pagefind reads."""
    wording = Wording(language)
    return lean(texts_of(catalogue, wording, editors), language, terms(catalogue, wording))


def lean(texts: Sequence[Text], language: str, besides: Terms = NO_TERMS) -> Lean:
    """Texts in the form that Pagefind reads."""
    known = vocabulary(texts, language)
    pages = [lean_page(words) for words in known.by_text]
    words = {_marked(word, known) for word in known.words}
    digest = hashlib.sha256(Path(__file__).read_bytes())
    file = besides.file(language, len(texts))
    digest.update(f"{language} {version('pagefind')} {file} {front_coded(words)}".encode())
    for text, page in zip(texts, pages, strict=True):
        digest.update("\n".join((text.url, text.title, *text.paragraphs, page)).encode())
    return Lean(texts, language, pages, words, file, digest.hexdigest()[:40])


def _marked(word: str, known: Vocabulary) -> str:
    marks = COMPOUND * (word in known.compounds) + VERB_FORM * (word in known.verb_forms)
    return f"{word}{marks}"


def make_index(source: Lean, target: Path) -> None:
    """Make an index in the folder ``target``, in place of the old one.

    The same texts give the same bytes. Raises IndexingFailedError; then ``target`` is unchanged.
    """
    found = index_of([(f"/{place}", page) for place, page in enumerate(source.pages)], NO_LANGUAGE)
    try:
        files = ours(found, source)
    except (KeyError, ValueError) as error:
        raise IndexingFailedError(f"another format than that of Pagefind 1.5: {error!r}") from error
    files[WORDS] = front_coded(source.words).encode()
    files[TERMS] = source.terms.encode()
    try:
        replace_folder(target, files)
    except OSError as error:
        raise IndexingFailedError(f"{error.strerror}: {error.filename}") from error


def lean_page(words: Tiers) -> str:
    """Every word of a text once: those of its title and of its main text as metadata, others as its text.

    The places of all words in the text are not needed, because the browser cuts excerpts out of the text
    itself. Without them a search loads a third, and indexing takes half the time.
    """
    title, main, others = (" ".join(tier) for tier in words)
    head = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{text}">'
        for name, text in (("title", title), ("main", main))
    )
    return f"<html><head>{head}</head><body data-pagefind-body><p>{others or NO_LANGUAGE}</p></body></html>"


def ours(files: Mapping[str, bytes], source: Lean) -> dict[str, bytes]:
    """The files of Pagefind that visitors need, changed as above; its user interface is left out."""
    entry = json.loads(files["pagefind-entry.json"])
    (known,) = entry["languages"].values()
    fragments, ids = fragments_and_ids(files, source)
    meta, count = renamed(unpacked(files[f"pagefind.{known['hash']}.pf_meta"]), ids)
    if not count == len(ids) == len(source.texts):
        raise IndexingFailedError(f"Pagefind found {count} of {len(source.texts)} texts")
    known["hash"] = f"{NO_LANGUAGE}_{source.made_of[:10]}"
    kept = ("pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind")
    return {
        "pagefind-entry.json": json_bytes(entry),
        f"pagefind.{known['hash']}.pf_meta": packed(meta),
        **{name: data for name, data in files.items() if name in kept or name.startswith("index/")},
        **fragments,
    }


def fragments_and_ids(
    files: Mapping[str, bytes], source: Lean
) -> tuple[dict[str, bytes], dict[bytes, bytes]]:
    """The text of each result, by file name, and the new id for each id of Pagefind."""
    kinds = translations(source.language).gettext
    fragments, ids = {}, {}
    for file, data in files.items():
        if not file.startswith("fragment/"):
            continue
        fragment = json.loads(unpacked(data))
        place = int(fragment["url"].removeprefix("/"))
        text = source.texts[place]
        old = file.removeprefix("fragment/").removesuffix(".pf_fragment")
        # New ids have the old length, because Pagefind's table has it too.
        length = len(old) - len(NO_LANGUAGE) - 1
        name = f"{NO_LANGUAGE}_{result_id(text, place, source.made_of, length)}"
        shown = {
            "url": text.url,
            "content": PARAGRAPH.join(text.paragraphs),
            "word_count": fragment["word_count"],
            "filters": {},
            "meta": {"title": text.title, "kind": kinds(SECTION_LABELS[text.section])},
            "anchors": [],
        }
        fragments[f"fragment/{name}.pf_fragment"] = packed(json_bytes(shown))
        ids[old.encode()] = name.encode()
    return fragments, ids


def result_id(text: Text, place: int, made_of: str, length: int) -> str:
    """The id of a result: its kind, a version, and its place in base 36.

    The kind is ``i`` for an initiative, ``r`` for another record or a list of initiatives, else ``p``.

    Because of the version a browser does not show cached texts of an earlier index.
    """
    kind = "i" if text.section == "initiatives" else "r" if text.section else "p"
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


def renamed(meta: bytes, ids: dict[bytes, bytes]) -> tuple[bytes, int]:
    """Pagefind's table of pages with our ids in place of its own, and the number of ids."""
    count = 0

    def new(match: re.Match[bytes]) -> bytes:
        nonlocal count
        name = ids.get(match[0])
        count += name is not None
        return name or match[0]

    return re.sub(rb"%s_[0-9a-f]{7,}" % NO_LANGUAGE.encode(), new, meta), count


def unpacked(data: bytes) -> bytes:
    """The content of a compressed file of Pagefind. Raises ValueError if it has another format."""
    try:
        content = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        content = b""
    if not content.startswith(SIGNATURE):
        raise ValueError("no file of Pagefind")
    return content.removeprefix(SIGNATURE)


def packed(content: bytes) -> bytes:
    """A compressed file, as Pagefind's script reads it."""
    return gzip.compress(SIGNATURE + content, mtime=0)


def front_coded(words: Iterable[str]) -> str:
    """Sorted words, one on a line, each without the letters that it shares with the one before.

    The first character is the number of shared letters in base 36, at most 35. Only ASCII letters are shared:
    a browser counts others in another way. Compressed, the list is a tenth smaller than that of full words;
    with 5,000 made-up initiatives it is an eighth of it.
    """
    lines, before = [], ""
    for word in sorted(words):
        pairs = zip(before, word, strict=False) if word.isascii() else ()
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        shared = min(shared, len(DIGITS) - 1)
        lines.append(DIGITS[shared] + word[shared:])
        before = word
    return "\n".join(lines)
