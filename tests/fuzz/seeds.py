"""The files that mutants are made of: those of the project, and hostile ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from atelier.content.source import SYNONYMS
from atelier.model.records import RECORDS, kind_of
from tests.fixtures.pictures import XMP, chunk, empty_png, exif, photo, saved
from tests.fixtures.sites import BASE, BROKEN, CORPUS, ROOT, SMALL, TESTS

SETTINGS = "mkdocs.yml"
FUZZ_CASES = TESTS / "cases" / "fuzz"
"""What was found before, each in a folder over the small site."""
ISSUE = "issue.md"
"""The text of an issue, which is not a file of a catalogue."""


class Seed(NamedTuple):
    """A file to start from: its path from the root, and its bytes."""

    path: str
    data: bytes


OWN = re.compile(r"^(title|name): (.*)$", re.MULTILINE)
NAMES = re.compile(r"^(?:aliases|former_slugs):\n(?:  - .*\n)+", re.MULTILINE)
CLAIM = re.compile(r"^(    source: )[Pp]roefpot$", re.MULTILINE)

FUND = b"""---
name: Pot van de proef
granter: Gemeente Groningen
years:
  - year: 2026
    budget: 1000
    committed: 200
    remaining: 800
    reservations:
      - title: Nog te verdelen
        pillars: [ondernemerschap]
        started: 2026
        amount: 200
---

Een pot die klopt.
"""
TABLE = '''start;end;title;room;kind;partners;text
2027-03-17 13:00;13:30;Opening;Aula;talk;gemeente-groningen;"Met koffie; en thee"
2027-03-17 13:30;14:30;Robots;Aula;workshop;alfa-college, De Brug;
2027-03-18 9:30;10:15;"Zegt ""ja""";Lokaal 2;;;Tekst
'''
FESTIVAL = b"""---
name: Festival met een tabel
start: 2027-03-17
end: 2027-03-18
venue: De Brug
place: Groningen
---
"""
"""A festival that needs the table beside it."""


@cache
def records() -> Mapping[str, Sequence[Seed]]:
    """The files of records by collection: good ones that fit in the small site first."""
    found: dict[str, list[Seed]] = {kind.collection: [] for kind in RECORDS}
    found["funds"].append(Seed("docs/funds/pot.md", FUND))
    sites = [SMALL, CORPUS / "good", *sorted(BROKEN.iterdir()), ROOT]
    for folder in sites:
        for file in sorted(folder.rglob("*.md")) if folder != ROOT else _real():
            path = file.relative_to(folder).as_posix()
            path = f"initiatives/{file.name}" if folder.name == "good" else path
            kind = kind_of(path)
            if kind:
                found[kind.collection].append(Seed(path, file.read_bytes()))
    found["initiatives"] += [
        Seed(f"initiatives/{file.name}", file.read_bytes()) for file in sorted((CORPUS / "bad").glob("*.md"))
    ]
    return found


def _real() -> Iterator[Path]:
    for kind in RECORDS:
        yield from sorted((ROOT / kind.folder).glob("*.md"))[:12]


@cache
def bodies() -> Sequence[str]:
    """The texts below front matter, of all files of the project."""
    texts = [
        seed.data.decode("utf-8", "replace").partition("\n---")[2].partition("\n")[2]
        for seeds in records().values()
        for seed in seeds
    ]
    return [text for text in dict.fromkeys(texts) if text.strip()]


@cache
def tables() -> Sequence[bytes]:
    """Tables beside a festival."""
    cases = [file.read_bytes() for file in sorted(BROKEN.rglob("*.csv")) if file.stat().st_size < 10_000]
    return [TABLE.encode(), TABLE.replace(";", ",").encode(), TABLE.replace(";", "\t").encode(), *cases]


@cache
def synonyms() -> Sequence[bytes]:
    """Lists of synonyms."""
    return [file.read_bytes() for file in (ROOT / SYNONYMS, *sorted(BROKEN.rglob("synonyms.yml")))]


@cache
def settings() -> Sequence[bytes]:
    """Settings of sites."""
    return [file.read_bytes() for file in (BASE / SETTINGS, ROOT / SETTINGS, *sorted(BROKEN.rglob(SETTINGS)))]


@cache
def images() -> Sequence[bytes]:
    """Images, good and bad, of every kind that is known."""
    small = photo(40, 30)
    animated = io.BytesIO()
    small.save(animated, "GIF", save_all=True, append_images=[photo(40, 30, "L").convert("RGB")])
    return [
        saved(small, "PNG"),
        saved(small, "PNG", exif=exif(place=True)),
        saved(small.convert("P"), "PNG"),
        saved(small, "JPEG", exif=exif(orientation=6, place=True)),
        saved(small, "JPEG", progressive=True),
        saved(photo(40, 30, "CMYK"), "JPEG"),
        saved(small, "WEBP"),
        saved(small, "WEBP", lossless=True, xmp=XMP),
        saved(small, "WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
        animated.getvalue(),
        empty_png(20_000, 20_000),
        empty_png(16_383, 1),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"") * 3,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"RIFF\x10\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff",
    ]


def own(data: bytes, number: int) -> bytes:
    """A record with a name of its own, so that it can stand beside the one that it was made of."""
    text = data.decode("utf-8", "surrogateescape")
    text = OWN.sub(lambda match: _numbered(match, number), text, count=1)
    text = CLAIM.sub(r"\1alfa-college", NAMES.sub("", text))
    text = re.sub(r"^url: .*alfa.*$", f"url: https://mutant-{number}.example/", text, flags=re.MULTILINE)
    return text.encode("utf-8", "surrogateescape")


def _numbered(match: re.Match[str], number: int) -> str:
    value = match[2]
    quote = value[-1:] if value[-1:] in ("'", '"') and value[:1] == value[-1:] else ""
    return f"{match[1]}: {value.removesuffix(quote)} {number}{quote}"
