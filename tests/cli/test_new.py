"""``atelier new``: a file that passes the check, from questions and options, by the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atelier.cli.new import OFFERED
from atelier.model.records import RECORDS
from tests.fixtures.sites import EPOCH, run

pytestmark = pytest.mark.slow

ATELIER = Path(sys.executable).parent / "atelier"


def new(site: Path, *options: str | bytes, answers: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run ``atelier new`` with answers that come through a pipe."""
    done = subprocess.run(
        [str(ATELIER), "new", *options],
        cwd=site,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "200"},
        input=answers,
        capture_output=True,
        check=False,
    )
    decoded = done.stdout.decode(), " ".join(done.stderr.decode().replace("│", "").split())
    return subprocess.CompletedProcess(done.args, done.returncode, *decoded)


def text(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


INITIATIVE = """\
---
title: 'Drones: boven de dijk'
summary: Leerlingen tellen vogels.
pillar: ondernemerschap
partners:
  - alfa-college
  - stichting-de-brug
contact:
  organisation: stichting-de-brug
status: active
added: 2026-11-25
last_confirmed: 2026-11-25
---
"""


def test_every_kind_of_record_can_be_made() -> None:
    """Also one that is added later."""
    assert set(RECORDS) == set(OFFERED.values())


FUND = """\
---
name: Nieuwe pot
granter: alfa-college
years:
  - year: 2027
    budget: 10000
---
"""


def test_a_fund_begins_with_one_year(small: Path) -> None:
    """What stands in a list of groups is asked for its first; further years are lines that one copies."""
    done = new(
        small, "fund", "granter=Alfa-college", "years.budget=€ 10.000,-", answers=b"Nieuwe pot\n2027\n"
    )

    assert 0 == done.returncode, done.stderr
    assert "Jaar: Het jaar van deze boeken." in done.stdout
    assert FUND == text(small, "docs/funds/nieuwe-pot.md")


def test_it_asks_for_what_is_needed(small: Path) -> None:
    """A wrong answer is asked for again, with the words of the check and the name that was probably meant."""
    answers = [
        "Drones: boven de dijk",
        "Leerlingen tellen vogels.",
        "ondernemrschap",
        "Ondernemerschap",
        "alfacollege, De Brugg",
        "alfacollege, De Brug",
        "De Brug",
        "bijna",
        "loopt nu",
    ]
    done = new(small, "initiative", answers="\n".join([*answers, ""]).encode())

    assert 0 == done.returncode, done.stderr
    assert done.stdout.endswith("initiatives/drones-boven-de-dijk.md\n")
    assert "Naam: Hoe het initiatief heet, hooguit 160 tekens.\n" in done.stdout
    assert "“ondernemrschap” staat niet in de catalogus. Bedoel je “ondernemerschap”?" in done.stdout
    assert "“De Brugg” staat niet in de catalogus. Bedoel je “" in done.stdout
    assert "“bijna” is geen van de keuzes. Kies uit: idea, pilot," in done.stdout
    assert "  active         Loopt nu\n" in done.stdout
    assert INITIATIVE == text(small, "initiatives/drones-boven-de-dijk.md")
    # What could be better is told too.
    assert "Onderwijsniveaus (levels)" in done.stderr
    assert 0 == run("atelier", "check", "initiatives/drones-boven-de-dijk.md", cwd=small).returncode


OPTIONS = (
    "title=Drones: boven de dijk",
    "summary=Leerlingen tellen vogels.",
    "pillar=Ondernemerschap",
    "partners=alfacollege, De Brug",
    "contact.organisation=De Brug",
    "status=loopt nu",
)


def test_it_asks_nothing_where_all_is_given(small: Path) -> None:
    """Amounts, dates and choices are read as people write them; lists by commas, but for sentences."""
    more = (
        "levels=po, MBO",
        "tags=drones",
        "tags=vogels",
        "ages.from=10",
        "period.start=1 maart 2026",
        "recipe.cost=€ 1.250,50",
        "recipe.steps=Teken de dijk, en meet.",
        "recipe.steps=Vlieg.",
        "contact.email=mailto:info@school.example",
    )
    done = new(small, "initiative", *OPTIONS, *more)

    assert (0, "initiatives/drones-boven-de-dijk.md\n", "") == (done.returncode, done.stdout, done.stderr)
    written = text(small, "initiatives/drones-boven-de-dijk.md")
    assert "levels:\n  - po\n  - mbo\n" in written
    assert "tags:\n  - drones\n  - vogels\n" in written
    assert "start: 2026-03-01\n" in written
    assert "cost: 1250.50\n" in written
    assert "steps:\n    - Teken de dijk, en meet.\n    - Vlieg.\n" in written
    assert "email: info@school.example\n" in written


def test_it_never_writes_over_a_file(small: Path) -> None:
    """The same name again gets an address of its own; what is refused leaves no file."""
    first, second = new(small, "initiative", *OPTIONS), new(small, "initiative", *OPTIONS)
    assert ("initiatives/drones-boven-de-dijk.md\n", "initiatives/drones-boven-de-dijk-2.md\n") == (
        first.stdout,
        second.stdout,
    )

    before = sorted((small / "docs/partners").iterdir())
    refused = new(small, "partner", "name=De Brug", "kind=stichting")
    assert 1 == refused.returncode
    assert "- De Brug" in refused.stderr
    assert "al in gebruik" in refused.stderr
    assert before == sorted((small / "docs/partners").iterdir())


def test_partners_and_pillars(small: Path) -> None:
    """Each in its own folder."""
    partner = new(
        small, "partner", "name=Basisschool De Dijk", "place=Het Hogeland", answers=b"basisschool\n"
    )
    pillar = new(small, "pillar", "name=Groen", "order=4", "colour=1B5FA8")

    assert partner.stdout.endswith("docs/partners/basisschool-de-dijk.md\n")
    assert "---\nname: Basisschool De Dijk\nkind: school\nplace: Het Hogeland\n---\n" == text(
        small, "docs/partners/basisschool-de-dijk.md"
    )
    assert "docs/pillars/groen.md\n" == pillar.stdout
    assert "colour: '#1b5fa8'\n" in text(small, "docs/pillars/groen.md")
    assert 0 == run("atelier", "check", cwd=small).returncode


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("initiative",), "Nog nodig: title, summary, pillar, partners, contact.organisation, status."),
        (("initiative", *OPTIONS[:4]), "Nog nodig: contact.organisation, status."),
        (("initiative", "titel=x"), "“titel=x” is niet VELD=WAARDE met een veld dat hier bestaat."),
        (("initiative", "title"), "“title” is niet VELD=WAARDE"),
        (("initiative", "title="), "“title=” is niet VELD=WAARDE"),
        (("initiative", "contact=De Brug"), "“contact=De Brug” is niet VELD=WAARDE"),
        (("initiative", "funding.x=2026"), "“funding.x=2026” is niet VELD=WAARDE"),
        (
            ("initiative", "partners=De Brug", "partners.role=lead"),
            "“partners.role=lead” is niet VELD=WAARDE",
        ),
        (("initiative", "contact.organisation.x=1"), "is niet VELD=WAARDE"),
        (("initiative", "\x1b[31m=x"), "“\\u001b[31m=x” is niet VELD=WAARDE"),
        (("initiative", "partners=Bestaat niet"), "“Bestaat niet” staat niet in de catalogus."),
        (("initiative", "recipe.cost=veel"), "“veel” is niet als bedrag te lezen."),
        (("initiative", "levels=,"), "“,” is geen van de keuzes."),
        (("partner", "kind=iets"), "“iets” is geen van de keuzes."),
        (("partner", "name=" + "x" * 200), "hooguit 160"),
        (("pot",), "pot"),
        (("partner", "--root", "docs", "name=x"), "mkdocs.yml"),
    ],
)
def test_what_is_used_wrongly_is_told(options: tuple[str, ...], said: str, small: Path) -> None:
    """Without a trace of Python, and nothing is made."""
    before = sorted(small.rglob("*.md"))
    done = new(small, *options)

    assert 2 == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert before == sorted(small.rglob("*.md"))


@pytest.mark.parametrize(
    "name", [b"name=caf\xe9", b"name=a\x1bb", b"name=../../x", b"name=!!!", b"name=con", "name=無".encode()]
)
def test_odd_names_do_no_harm(name: bytes, small: Path) -> None:
    """A file in the folder of its kind, or a message."""
    before = set(small.rglob("*"))
    done = new(small, "partner", name, "kind=school")
    made = [file for file in small.rglob("*") if file not in before and file.suffix == ".md"]

    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert {small / "docs/partners"} >= {file.parent for file in made}
    assert bool(made) == (done.returncode == 0)


def test_answers_that_are_no_text(small: Path) -> None:
    """Bytes that are no UTF-8 are no answer."""
    done = new(small, "partner", "name=School", answers=b"\xff\xfe\n")

    assert 2 == done.returncode
    assert "Traceback" not in done.stderr
