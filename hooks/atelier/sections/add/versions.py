"""What a version of one's own begins with that is of a neighbour's initiative.

The form asks no other site for it: it stands in files of this one. A neighbour can have tens of thousands of
initiatives, so some dozens share a file. Which one it is follows from the address of the initiative, and
``theme/js/add/beginning.js`` computes it in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.json_text import json_text
from atelier.render.page import File

FOLDER = "add/from/"
"""The folder of the files, from the root of the site."""
TOGETHER = 64
"""About how many initiatives a file holds at most."""
OFFSET, PRIME = 0x811C9DC5, 0x01000193
"""The numbers of FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/."""


def shard(address: str, shards: int) -> int:
    """Which of the files holds the initiative with an address."""
    number = OFFSET
    for byte in address.encode():
        number = (number ^ byte) * PRIME & 0xFFFFFFFF
    return number % shards


def shards_for(catalogue: Catalogue) -> int:
    """How many files there are: a power of two, so that it seldom changes; 0 without neighbours."""
    told = sum(map(len, catalogue.told_by.values()))
    return 1 << max(0, (told - 1) // TOGETHER).bit_length() if told else 0


def version_files(catalogue: Catalogue) -> Iterator[File]:
    """The files, in the order of their numbers."""
    shards = shards_for(catalogue)
    parts: list[list[Elsewhere]] = [[] for _ in range(shards)]
    for told in catalogue.told_by.values():
        for one in told:
            parts[shard(one.id, shards)].append(one)
    for number, part in enumerate(parts):
        follows = tuple(one.face for one in part)
        yield File(f"{FOLDER}{number}.json", partial(_file, part), follows, shared=True)


def _file(part: Sequence[Elsewhere]) -> str:
    return json_text({one.id: {"city": one.city, "data": _begun(one)} for one in part})


def _begun(one: Elsewhere) -> dict[str, Any]:
    """The fields that are taken over, as the form has them: with every value as text."""
    record = one.record
    ages = {"from": record.ages.start, "to": record.ages.to} if record.ages else {}
    fields = {
        "title": record.title,
        "summary": record.summary,
        "pillar": one.pillar,
        "levels": one.levels,
        "tags": record.tags,
        "ages": {key: str(age) for key, age in ages.items() if age is not None},
    }
    return {key: value for key, value in fields.items() if value}
