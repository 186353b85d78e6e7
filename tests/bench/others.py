"""Made-up catalogues of other cities, by the standard and of any size, the same for the same count and seed."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path

from atelier.exchange.read import read
from atelier.exchange.taken import Taken, taken_bytes, taken_path
from tests.bench.synthetic import KINDS, LEVELS, PILLARS, PLACES, STATUSES, WORDS, sentence
from tests.fixtures.sites import TODAY

AT = "https://stad-{}.example/"
"""Where a city publishes, by its seed, unless told otherwise."""
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
THEMES = ("Techniek en media", "Eigen bedrijf", "Leren leren", "Kunst en cultuur")
DAY = datetime.date(2026, 1, 1)
RARE = 100
"""One initiative in so many is also told by another city, and so many are adapted from one of another."""
SHARED = 20
"""One initiative in so many has the title and the partner of one of another city."""


def made_up_neighbour(count: int, seed: int, at: str = AT) -> bytes:
    """The data of a city with so many initiatives.

    ``at`` is where cities publish, ending in a slash, with ``{}`` for the seed of each.
    """
    return "".join(_pieces(count, seed, at)).encode()


def write_register(root: Path, cities: int, at: str = AT) -> None:
    """Put made-up cities on the register of a made-up catalogue."""
    folder = root / "docs" / "neighbours"
    folder.mkdir(parents=True, exist_ok=True)
    matches = "".join(
        f"  - theirs: {slug_of(theirs)}\n    ours: {ours}\n"
        for theirs, ours in zip(THEMES, PILLARS, strict=True)
    )
    for seed in range(cities):
        text = f"---\nname: Leren in stad {seed}\nurl: {at.format(seed)}data/catalogue.json\nlanguage: nl\npillars:\n{matches}---\n"
        (folder / f"stad-{seed}.md").write_text(text, encoding="utf-8")


def write_taken(root: Path, cities: int, each: int) -> None:
    """Give a made-up catalogue so many neighbours, each with so many initiatives that were taken over."""
    write_register(root, cities)
    for seed in range(cities):
        catalogue = read(made_up_neighbour(each, seed)).catalogue
        assert catalogue
        taken = Taken(f"{AT.format(seed)}data/catalogue.json", TODAY, "", catalogue)
        file = root / taken_path(f"stad-{seed}")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(taken_bytes(taken))


def _pieces(count: int, seed: int, at: str) -> Iterator[str]:
    """The text, a record a line."""
    url = at.format(seed)
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
        "initiatives": (_initiative(number, seed, at, partners, tags) for number in range(count)),
        "questions": (_question(number, seed, url, tags) for number in range(count // 50)),
        "partners": (_partner(number, seed) for number in range(partners)),
        "pillars": ({"slug": slug_of(name), "name": name} for name in THEMES),
    }
    for key, records in lists.items():
        lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        yield f'"{key}": [\n{lines}\n],\n'
    yield '"neighbours": []}\n'


def _initiative(number: int, seed: int, at: str, partners: int, tags: int) -> dict[str, object]:
    chance, url = random.Random(f"{seed} {number}"), at.format(seed)
    lead, title = number % partners, f"{_words(chance)} {seed}-{number}"
    if number % SHARED == 1:
        # What all cities take part in: the title is the same, and so is the number of who leads it.
        lead, title = 0, f"{_words(random.Random(number))} voor iedereen {number}"
    others = chance.sample(range(partners), k=chance.randint(0, 2))
    youngest = chance.randint(4, 17)
    record: dict[str, object] = {
        "id": f"{url}initiatives/initiatief-{number:05d}/",
        "slug": f"initiatief-{number:05d}",
        "title": title,
        "summary": sentence(chance, 10, 18),
        "modified": (DAY + datetime.timedelta(days=chance.randrange(300))).isoformat(),
        "status": chance.choice(STATUSES),
        "pillar": slug_of(chance.choice(THEMES)),
        "levels": chance.sample(LEVELS, chance.randint(1, 3)),
        "ages": {"from": youngest, "to": youngest + chance.randint(0, 4)},
        "places": chance.sample([*PLACES, f"Stad {seed}"], chance.randint(1, 2)),
        "tags": [f"onderwerp {tag}" for tag in chance.sample(range(tags), 3)],
        "partners": [
            {"partner": f"partner-{lead:04d}", "role": "lead"},
            *({"partner": f"partner-{other:04d}"} for other in others if other != lead),
        ],
    }
    elsewhere = f"{at.format(seed - 1)}initiatives/initiatief-{number:05d}/"
    if seed > 0 and number % RARE == 2:
        record["same_as"] = [elsewhere]
    if number % RARE == 3:
        earlier = f"{url}initiatives/initiatief-{chance.randrange(number):05d}/"
        record["adapted_from"] = [elsewhere if seed > 0 and chance.random() < 0.5 else earlier]
    return record


def _words(chance: random.Random) -> str:
    return " ".join(chance.sample(WORDS, 3)).capitalize()


def _question(number: int, seed: int, url: str, tags: int) -> dict[str, object]:
    chance = random.Random(f"question {seed} {number}")
    return {
        "id": f"{url}questions/vraag-{number:04d}/",
        "title": f"Wie weet {sentence(chance, 4, 9).lower().rstrip('.')}?",
        "pillar": slug_of(chance.choice(THEMES)),
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


def slug_of(name: str) -> str:
    """By which initiatives refer to a theme."""
    return name.lower().replace(" ", "-")
