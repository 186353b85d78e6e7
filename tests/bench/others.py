"""Made-up catalogues of other cities, by the standard and of any size, the same for the same count and seed."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator

from tests.bench.synthetic import KINDS, LEVELS, PLACES, STATUSES, WORDS, sentence

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
THEMES = ("Techniek en media", "Eigen bedrijf", "Leren leren", "Kunst en cultuur")
DAY = datetime.date(2026, 1, 1)
RARE = 100
"""One initiative in so many is also told by another city, and so many are adapted from one of another."""
SHARED = 20
"""One initiative in so many has the title and the partner of one of another city."""


def address_of(seed: int) -> str:
    """Where a city publishes, unless told otherwise."""
    return f"https://stad-{seed}.example/"


def made_up_neighbour(count: int, seed: int, url: str = "") -> bytes:
    """The data of a city with so many initiatives, at its own address or at ``url``, which ends in a slash."""
    return "".join(_pieces(count, seed, url or address_of(seed))).encode()


def _pieces(count: int, seed: int, url: str) -> Iterator[str]:
    """The text, a record a line."""
    partners, tags = max(4, count // 40), max(10, count // 10)
    about = {
        "version": "1.1",
        "name": f"Leren in stad {seed}",
        "url": url,
        "language": "nl",
        "licence": LICENCE,
    }
    yield json.dumps(about, indent=None)[:-1] + ",\n"
    lists: dict[str, Iterator[dict[str, object]]] = {
        "initiatives": (_initiative(number, count, seed, url, partners, tags) for number in range(count)),
        "questions": (_question(number, seed, url, tags) for number in range(count // 50)),
        "partners": (_partner(number, seed) for number in range(partners)),
        "pillars": ({"slug": _slug(name), "name": name} for name in THEMES),
    }
    for key, records in lists.items():
        lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        yield f'"{key}": [\n{lines}\n],\n'
    yield '"neighbours": []}\n'


def _initiative(number: int, count: int, seed: int, url: str, partners: int, tags: int) -> dict[str, object]:
    chance = random.Random(f"{seed} {number}")
    lead, title = number % partners, _title(chance, seed, number)
    if number % SHARED == 1:
        # What all cities take part in: the title is the same, and so is the number of who leads it.
        lead, title = (
            0,
            f"{' '.join(random.Random(number).sample(WORDS, 3)).capitalize()} voor iedereen {number}",
        )
    others = chance.sample(range(partners), k=chance.randint(0, 2))
    youngest = chance.randint(4, 17)
    record: dict[str, object] = {
        "id": f"{url}initiatives/initiatief-{number:05d}/",
        "slug": f"initiatief-{number:05d}",
        "title": title,
        "summary": sentence(chance, 10, 18),
        "modified": (DAY + datetime.timedelta(days=chance.randrange(300))).isoformat(),
        "status": chance.choice(STATUSES),
        "pillar": _slug(chance.choice(THEMES)),
        "levels": chance.sample(LEVELS, chance.randint(1, 3)),
        "ages": {"from": youngest, "to": youngest + chance.randint(0, 4)},
        "places": chance.sample([*PLACES, f"Stad {seed}"], chance.randint(1, 2)),
        "tags": [f"onderwerp {tag}" for tag in chance.sample(range(tags), 3)],
        "partners": [
            {"partner": f"partner-{lead:04d}", "role": "lead"},
            *({"partner": f"partner-{other:04d}"} for other in others if other != lead),
        ],
    }
    elsewhere = f"{address_of(seed - 1)}initiatives/initiatief-{number:05d}/"
    if seed > 0 and number % RARE == 2:
        record["same_as"] = [elsewhere]
    if number % RARE == 3:
        earlier = f"{url}initiatives/initiatief-{chance.randrange(number):05d}/"
        record["adapted_from"] = [elsewhere if seed > 0 and chance.random() < 0.5 else earlier]
    return record


def _title(chance: random.Random, seed: int, number: int) -> str:
    return f"{' '.join(chance.sample(WORDS, 3)).capitalize()} {seed}-{number}"


def _question(number: int, seed: int, url: str, tags: int) -> dict[str, object]:
    chance = random.Random(f"question {seed} {number}")
    return {
        "id": f"{url}questions/vraag-{number:04d}/",
        "title": f"Wie weet {sentence(chance, 4, 9).lower().rstrip('.')}?",
        "pillar": _slug(chance.choice(THEMES)),
        "place": chance.choice(PLACES),
        "tags": [f"onderwerp {chance.randrange(tags)}"],
    }


def _partner(number: int, seed: int) -> dict[str, object]:
    """An organisation; the first is known in every city by its number."""
    name = f"{KINDS[number % len(KINDS)].capitalize()} {number} van stad {seed}"
    kvk = f"{10_000_000 + (seed * 100_000 + number if number else 0)}"
    return {
        "slug": f"partner-{number:04d}",
        "name": name,
        "place": PLACES[number % 10],
        "identifiers": {"kvk": kvk},
    }


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
