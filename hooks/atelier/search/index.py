"""The search index: the files with which a browser searches the texts, by Pagefind's script.

Pagefind (https://pagefind.app) reads tables of words, which ``atelier.search.tables`` writes:

- The names of its fragments are the ids of its results. They hold the place of the initiative among ours
  and those of neighbours, so no table from result to initiative is needed.
- Initiatives of neighbours are short and many. ``BLOCK`` of them are one page to Pagefind, of which the id
  holds the place of the first. Their texts stand in files of ``EACH``, named by the version of all texts of
  that neighbour.
- The index has every word of a text once, by what it tells: words of the title and of the summary are its
  metadata, so a result says where the word stands. The text itself is a file beside the index.
- A list of all words is added, so that a search knows which words are in no text, and which forms of a word
  there are. Pagefind would shorten a word until something matches, and its Dutch stemmer makes one word of
  *lezen* and *lees*; so it is told that the texts are in no language.

What is found in a text alone is kept from one index to the next, so that after an edit only one text is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import groupby, takewhile
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.content.json_text import json_bytes, json_text
from atelier.i18n.translation import translations
from atelier.render.wording import Wording
from atelier.search.compounds import common_words
from atelier.search.engine import ENTRY, engine, packed
from atelier.search.pagefind import IndexingFailedError
from atelier.search.tables import NO_LANGUAGE, Block, chunks, meta, word_count
from atelier.search.terms import Terms, terms
from atelier.search.texts import (
    SECTION_LABELS,
    EditorsPage,
    Readable,
    Text,
    Tiers,
    Vocabulary,
    readable,
    vocabulary,
)
from atelier.store.code import code_digest
from atelier.store.files import replace_folder
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store, remember_each

FOLDER = "find/text"
"""The folder of the index, from the root of the site."""

WORDS, TERMS = "words.txt", "terms.json"
NO_TERMS = Terms()

END = "\u0298"
"""A letter of no language of schools, behind every word in the tables: see ``pages_of``."""

COMPOUND, VERB_FORM = "+", "!"
"""Marks behind a word of the list, see ``Vocabulary``."""

PARAGRAPH = "\n"
"""The separator of paragraphs in a text."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
VERSION_LENGTH, PLACE_LENGTH = 2, 4

BLOCK = 256
"""How many texts of neighbours are one page to Pagefind."""
EACH = 8
"""How many texts of neighbours are in one file: a page of results needs a few of these files."""


class Found(NamedTuple):
    """What is found in one text.

    Attributes:
        kind: ``i`` for an initiative, ``n`` for one of a neighbour, ``r`` for another record or a list of
            initiatives, else ``p``.
        words: those of its tiers, with a space between them; a line for each tier.
        fragment: the file with the text itself; of a neighbour its content as JSON.
        version: of the fragment, in base 36.
        city: whose it is, if it is of a neighbour.
        foreign: whether it is in another language than the site.

    """

    kind: str
    words: str
    fragment: bytes
    version: str
    city: str
    foreign: bool

    @property
    def tiers(self) -> Tiers:
        """Its words by what they tell."""
        return tuple(tuple(line.split()) for line in self.words.split("\n"))


class Searched(NamedTuple):
    """Everything of a site that is searched.

    Attributes:
        texts: what is found in each; the initiatives first, then those of neighbours: their places are in the
            ids of their results.
        words: of all texts.
        terms: the file with what a search knows of words besides.
        made_of: the fingerprint of all that the index follows from.
        store: keeps parts of the index.

    """

    texts: Sequence[Found]
    words: Vocabulary
    terms: str
    made_of: str
    store: Store | None = None


def searched(
    catalogue: Catalogue, language: str, editors: Iterable[EditorsPage], store: Store | None = None
) -> Searched:
    """Everything of a site that is searched. ``store`` keeps what is found in each text.

    Raises WordsMissingError for a Dutch site where no list of Dutch words is installed.
    """
    wording = Wording(language)
    return of_readable(readable(catalogue, wording, editors), language, terms(catalogue, wording), store)


def of_texts(texts: Iterable[Text], language: str) -> Searched:
    """Texts as they are searched."""
    return of_readable(
        [Readable(repr(text), partial(lambda text: text, text)) for text in texts], language, NO_TERMS
    )


def of_readable(
    texts: Iterable[Readable], language: str, besides: Terms, store: Store | None = None
) -> Searched:
    """Texts as they are searched, with what a search knows of words besides."""
    made_by = fingerprint(code_digest(), language)
    makers = {fingerprint(text.follows): partial(_found, text, language) for text in texts}
    found = remember_each(store, "search-texts", made_by, makers)
    common: Mapping[str, float] = {}
    if language == "nl":
        common = store.remember("common-words", made_by, common_words) if store else common_words()
    file = besides.file(language, len(found), EACH, versions([*found.values()]))
    foreign = {place for place, text in enumerate(found.values()) if text.foreign}
    words = vocabulary([text.tiers for text in found.values()], common, foreign)
    return Searched([*found.values()], words, file, fingerprint(made_by, file, *found), store)


def _found(source: Readable, language: str) -> Found:
    text = source.make()
    kinds = translations(language).gettext
    shown = {
        "url": text.url,
        "content": PARAGRAPH.join(text.paragraphs),
        "word_count": sum(map(len, text.words)),
        "filters": {},
        "meta": {"title": text.title, "kind": kinds(SECTION_LABELS[text.section])},
        "anchors": [],
    }
    kind = "i" if text.section == "initiatives" else "r" if text.section else "p"
    if text.city:
        kind = "n"
        initiative = kinds(SECTION_LABELS["initiatives"])
        shown["meta"] = {"title": text.title, "kind": f"{initiative} · {text.city}", "lang": text.language}
    words = "\n".join(map(" ".join, text.words))
    content = json_text(shown)
    version = int(fingerprint(content), 16) % len(DIGITS) ** VERSION_LENGTH
    fragment = content.encode() if text.city else packed(content.encode())
    return Found(
        kind, words, fragment, base36(version, VERSION_LENGTH), text.city, foreign=bool(text.language)
    )


def make_index(source: Searched, target: Path) -> None:
    """Make an index in the folder ``target``, in place of the old one.

    The same texts give the same bytes. Raises IndexingFailedError; then ``target`` is unchanged.
    """
    files = index_files(source)
    try:
        replace_folder(target, files)
    except OSError as error:
        raise IndexingFailedError(f"{error.strerror}: {error.filename}") from error


def index_files(source: Searched) -> dict[str, bytes]:
    """The files of an index, by their path from ``FOLDER``. Raises IndexingFailedError.

    The same texts give the same bytes.
    """
    store, texts = source.store, source.texts
    files = dict(store.remember("search-engine", code_digest(), engine) if store else engine())
    files[WORDS] = front_coded(marked(source.words)).encode()
    files[TERMS] = source.terms.encode()
    pages = pages_of(source)
    table = [
        (f"{NO_LANGUAGE}_{fingerprint(chunk.content)[:10]}", chunk) for chunk in chunks([*pages.values()])
    ]
    version = fingerprint(files[WORDS], files[TERMS], *(name for name, _ in table), *pages)
    counts = [(id_, word_count(page)) for id_, page in pages.items()]
    entry = json.loads(files[ENTRY])
    (language,) = entry["languages"].values()
    language |= {"hash": f"{NO_LANGUAGE}_{version[:10]}", "page_count": len(pages)}
    files[ENTRY] = json_bytes(entry)
    files[f"pagefind.{language['hash']}.pf_meta"] = packed(meta(entry["version"], counts, table))
    files |= {
        f"fragment/{result_id(text, place)}.pf_fragment": text.fragment
        for place, text in enumerate(texts)
        if not text.city
    }
    files |= elsewhere_files(texts)
    # They are named by their content, so those of the last index are compressed already.
    makers = {f"index/{name}.pf_index": partial(packed, chunk.content) for name, chunk in table}
    return files | remember_each(store, "search-index", code_digest(), makers)


def runs(texts: Sequence[Found]) -> Iterator[tuple[int, Sequence[Found]]]:
    """The texts of each neighbour, and the place of the first: they stand one after another."""
    place = 0
    for city, group in groupby(texts, key=attrgetter("city")):
        found = tuple(group)
        if city:
            yield place, found
        place += len(found)


def versions(texts: Sequence[Found]) -> Sequence[tuple[int, str]]:
    """For each neighbour the place of its first text, and the version of all of them."""
    return [(place, _version(found)) for place, found in runs(texts)]


def _version(texts: Iterable[Found]) -> str:
    return fingerprint(*(text.fragment for text in texts))[:10]


def elsewhere_files(texts: Sequence[Found]) -> Mapping[str, bytes]:
    """The files with the texts of neighbours, by path: lists, of ``EACH`` texts of one neighbour."""
    return {
        f"elsewhere/{version}-{start // EACH}.json": b"[%b]"
        % b",".join(text.fragment for text in found[start : start + EACH])
        for _, found in runs(texts)
        for version in (_version(found),)
        for start in range(0, len(found), EACH)
    }


def marked(words: Vocabulary) -> Set[str]:
    """All words, with their marks."""
    return {
        f"{word}{COMPOUND * (word in words.compounds)}{VERB_FORM * (word in words.verb_forms)}"
        for word in words.words
    }


def result_id(text: Found, place: int) -> str:
    """The id of a result: the kind of its text, its place in base 36, and its version.

    Because of the version a browser does not show the text of an earlier index that it kept. A block of
    neighbours has none.
    """
    version = "" if text.city else text.version
    return f"{NO_LANGUAGE}_{text.kind}{base36(place, PLACE_LENGTH)}{version}"


def pages_of(source: Searched) -> Mapping[str, Tiers | Block]:
    """What is a page to Pagefind, by its id: a text, or a block of texts of neighbours.

    A search needs every place of a word in a block. Pagefind tells these only of a search for words that
    begin with what is typed; a word with ``END`` behind it is the only one that begins so.
    """
    ended = {word: word + END for word in source.words.words}
    texts = source.texts
    words = [tuple(tuple(ended[word] for word in tier) for tier in tiers) for tiers in source.words.by_text]
    first = next((place for place, text in enumerate(texts) if text.city), len(texts))
    last = first + sum(bool(text.city) for text in texts)
    singles = [*range(first), *range(last, len(texts))]
    blocks = {
        start: Block(tuple(words[start : min(start + BLOCK, last)])) for start in range(first, last, BLOCK)
    }
    pages: dict[int, Tiers | Block] = {place: words[place] for place in singles}
    return {result_id(texts[place], place): page for place, page in sorted((pages | blocks).items())}


def base36(number: int, length: int) -> str:
    """A number in base 36. Raises OverflowError if it does not fit."""
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    if number:
        raise OverflowError(f"more than {len(DIGITS) ** length} texts")
    return digits


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
