"""Made-up catalogues of any size, the same for the same size: for benchmarks and tests at scale.

``python -m tests.bench.synthetic 1000 FOLDER`` writes one.
"""

from __future__ import annotations

import random
import sys
from itertools import accumulate
from pathlib import Path

from tests.fixtures.sites import RECALL

WORDS = """
    leerling docent school les robot wijk taal lezen rekenen bouwen onderzoek stage bedrijf muziek theater
    plein groen water techniek programmeren ouders studenten gesprek vraag antwoord plan proef resultaat
    samen leren maken ontdekken tekenen meten vergelijken presenteren uitleggen oefenen helpen ontwerpen
    testen verbeteren delen week ochtend middag klas groep werkplaats bibliotheek museum gemeente subsidie
    materiaal computer tablet bouwdoos
""".split()
LONG_WORDS = (RECALL / "long-words.txt").read_text(encoding="utf-8").split()
"""Every word of eight letters or more in the texts of the real catalogue, when the list was made: compounds
among them, so that what a search finds at scale means something."""
VOCABULARY = (*WORDS, *LONG_WORDS)
OFTEN = list(accumulate([4 / len(WORDS)] * len(WORDS) + [1 / len(LONG_WORDS)] * len(LONG_WORDS)))
"""One word in five is a long one, as in the real texts."""
LEVELS = ("po", "vo", "vmbo", "havo", "vwo", "mbo", "hbo", "wo", "so", "vve")
STATUSES = ("active", "active", "pilot", "completed", "unknown", "idea", "stopped")
PLACES = "Groningen Assen Emmen Leeuwarden Zwolle Delfzijl Veendam Haren Hoogezand Winsum".split()
PILLARS = ("digitale-geletterdheid", "ondernemerschap", "leren-van-de-toekomst", "vrije-ruimte")
KINDS = "school school-board college university business foundation network culture".split()
YEARS = range(2022, 2027)
MONTHS = range(1, 10)


def sentence(chance: random.Random, low: int = 6, high: int = 16) -> str:
    words = chance.choices(VOCABULARY, cum_weights=OFTEN, k=chance.randint(low, high))
    return " ".join(words).capitalize() + "."


def paragraph(chance: random.Random) -> str:
    sentences = [sentence(chance) for _ in range(chance.randint(3, 6))]
    bold, italic = chance.choice(WORDS), chance.choice(WORDS)
    return f"{' '.join(sentences)} Met **{bold}** en *{italic}*."


def body(chance: random.Random, number: int) -> str:
    """A story as a school writes it for others to copy: some 600 words, with lists and a table."""
    linked = chance.randrange(max(number, 1))
    items = "\n".join(f"- {sentence(chance, 4, 10)}" for _ in range(5))
    steps = "\n".join(f"{step}. {sentence(chance, 6, 12)}" for step in range(1, 6))
    rows = "\n".join(
        f"| {week} | {sentence(chance, 3, 6)} | {chance.choice(WORDS)} |" for week in range(1, 7)
    )
    return f"""{paragraph(chance)}

{paragraph(chance)}

## Zo werkt het

{paragraph(chance)} Zie ook [een ander initiatief](initiatief-{linked:05d}.md).

{items}

{paragraph(chance)}

## Week na week

| week | wat | wie |
|------|-----|-----|
{rows}

{paragraph(chance)}

### Stap voor stap

{steps}

> {sentence(chance)}

## Wat je **leert**

{paragraph(chance)}

{paragraph(chance)} Lees meer op <https://school.example/verslag-{number}>.
"""


def initiative(number: int, partners: int, tags: int) -> tuple[str, int, int]:
    """The text of an initiative, the year for which it claims money, and how much."""
    chance = random.Random(number)
    year, amount = chance.choice(YEARS), chance.randrange(1, 40) * 500
    chosen = chance.sample(range(partners), k=min(partners, chance.randint(1, 4)))
    lines = [
        f"title: {' '.join(chance.sample(WORDS, 3)).capitalize()} {number}",
        f"summary: {sentence(chance, 10, 18)}",
        f"pillar: {chance.choice(PILLARS)}",
        "partners:",
        f"  - partner: partner-{chosen[0]:04d}\n    role: lead",
        *(f"  - partner-{other:04d}" for other in chosen[1:]),
        f"contact:\n  organisation: partner-{chosen[0]:04d}\n  email: info@partner-{chosen[0]:04d}.example",
        f"status: {chance.choice(STATUSES)}",
        "levels:",
        *(f"  - {level}" for level in chance.sample(LEVELS, chance.randint(1, 3))),
        f"period:\n  start: {year}-0{chance.choice(MONTHS)}",
        f"funding:\n  - year: {year}\n    amount: {amount}\n    source: grote-pot",
        f"  - year: {year}\n    amount: 250.50\n    source: partner-{chosen[-1]:04d}",
        "places:",
        *(f"  - {place}" for place in chance.sample(PLACES, chance.randint(1, 2))),
        "tags:",
        *(f"  - onderwerp {tag}" for tag in chance.sample(range(tags), 3)),
        f"recipe:\n  cost: {chance.randrange(0, 80) * 25}\n  time: {chance.randint(1, 10)} lessen\n  steps:",
        *(f"    - {sentence(chance, 4, 8)}" for _ in range(3)),
        f"results:\n  - {sentence(chance)}",
        f"sources:\n  - title: Eigen opgave\n    date: {year}-0{chance.randint(1, 9)}",
        f"added: {year - 1}-1{chance.randint(0, 2)}-{chance.randint(10, 28)}",
    ]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body(chance, number), year, amount


def write_catalogue(root: Path, count: int) -> None:
    """Write ``count`` initiatives and a register that fits them below ``root``."""
    partners, tags = max(4, count // 40), max(10, count // 10)
    folders = {name: root / "docs" / name for name in ("pillars", "partners", "funds")}
    folders["initiatives"] = root / "initiatives"
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    for number, pillar in enumerate(PILLARS):
        name = pillar.replace("-", " ").capitalize()
        text = f"---\nname: {name}\norder: {number}\ncolour: '#1b5fa{number}'\n---\n"
        (folders["pillars"] / f"{pillar}.md").write_text(text, encoding="utf-8")
    for number in range(partners):
        kind = KINDS[number % len(KINDS)]
        text = f"---\nname: Partner nummer {number}\nkind: {kind}\nplace: {PLACES[number % 10]}\n---\n\n"
        (folders["partners"] / f"partner-{number:04d}.md").write_text(
            text + sentence(random.Random(number)) + "\n", encoding="utf-8"
        )
    claimed = dict.fromkeys(YEARS, 0)
    for number in range(count):
        text, year, amount = initiative(number, partners, tags)
        claimed[year] += amount
        (folders["initiatives"] / f"initiatief-{number:05d}.md").write_text(text, encoding="utf-8")
    years = "".join(
        f"  - year: {year}\n    budget: {sum_}\n    committed: {sum_}\n    remaining: 0\n"
        for year, sum_ in claimed.items()
    )
    text = f"---\nname: Grote pot\ngranter: partner-0000\nyears:\n{years}---\n"
    (folders["funds"] / "grote-pot.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_catalogue(Path(sys.argv[2]), int(sys.argv[1]))
