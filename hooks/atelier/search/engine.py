"""Pagefind's own files that a browser needs, and whether the version that is installed is a known one."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from itertools import product

from atelier.search.pagefind import IndexingFailedError, index_of
from atelier.search.tables import NO_LANGUAGE, chunks, meta, word_count
from atelier.search.texts import Tiers

SIGNATURE = b"pagefind_dcd"
"""The first bytes of every file of Pagefind, after decompression."""

ENTRY = "pagefind-entry.json"
KEPT = (ENTRY, "pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""The files that visitors need. Pagefind's user interface is left out."""

SAMPLE: tuple[Tiers, ...] = (
    (("eerste", "titel"), ("school", "wereld"), tuple(map("".join, product("abcdefghijklmnopq", repeat=2)))),
    (("wereld",), (), ()),
    (("2026",), ("школа", "한국"), ("titel", "school", "水")),
)
"""Texts that have all that the tables can hold: words at every place, and letters of several kinds."""


def engine() -> Mapping[str, bytes]:
    """Pagefind's own files, by name. Raises IndexingFailedError if its tables are not those of ``tables``."""
    files = index_of([(f"/{place}", lean_page(text)) for place, text in enumerate(SAMPLE)], NO_LANGUAGE)
    try:
        known = _is_known(files)
        kept = {name: files[name] for name in KEPT}
    except (KeyError, ValueError) as error:
        raise IndexingFailedError(f"another format than that of Pagefind 1.5: {error!r}") from error
    if not known:
        raise IndexingFailedError("another format than that of Pagefind 1.5")
    return kept


def lean_page(text: Tiers) -> str:
    """A page of which Pagefind makes what ``tables`` makes of a text."""
    title, main, others = map(" ".join, text)
    head = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{words}">'
        for name, words in (("title", title), ("main", main))
    )
    return f"<html><head>{head}</head><body data-pagefind-body><p>{others or NO_LANGUAGE}</p></body></html>"


def _is_known(files: Mapping[str, bytes]) -> bool:
    """Whether Pagefind made the tables of the sample that we make."""
    entry = json.loads(files[ENTRY])
    (language,) = entry["languages"].values()
    ids = {}
    for name, data in files.items():
        if name.startswith("fragment/"):
            place = json.loads(unpacked(data))["url"].removeprefix("/")
            ids[int(place)] = name.removeprefix("fragment/").removesuffix(".pf_fragment")
    (file,) = (name for name in files if name.startswith("index/"))
    (chunk,) = chunks(SAMPLE)
    texts = [(ids[place], word_count(text)) for place, text in enumerate(SAMPLE)]
    table = meta(entry["version"], texts, [(file.removeprefix("index/").removesuffix(".pf_index"), chunk)])
    theirs = unpacked(files[f"pagefind.{language['hash']}.pf_meta"])
    return unpacked(files[file]) == chunk.content and theirs == table


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
    # A higher level takes four times as long, for files that are 2% smaller.
    return gzip.compress(SIGNATURE + content, 6, mtime=0)
