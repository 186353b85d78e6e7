"""An issue that was made with the form becomes files, whatever somebody typed into it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.contribute.from_issue import answer, from_issue
from atelier.contribute.submission import Outcome
from atelier.i18n.translation import translations
from tests.fixtures.issues import ASKED, GOOD, rendered
from tests.fixtures.sites import SMALL, make_site, run
from tests.fixtures.waiting import at_most

INITIATIVE = """\
---
title: 'Drones: boven de dijk'
summary: Leerlingen van groep 8 tellen vogels met een drone.
pillar: Ondernemerschap
partners:
  - partner: Basisschool De Dijk
    role: lead
  - partner: alfacollege
    role: venue
  - De Brug
contact:
  organisation: Basisschool De Dijk
  email: info@dedijk.example
status: active
levels:
  - po
  - mbo
ages:
  from: 10
period:
  start: 2026-09-01
funding:
  - year: 2026
    amount: 12500
    source: Gemeente Groningen
  - year: 2027
    amount: p.m.
    source: gemeente-groningen
places:
  - Groningen
  - Het Hogeland
tags:
  - drones
  - vogels
links:
  - title: Filmpje
    url: https://dedijk.example/film
recipe:
  cost: 1250.50
  time: zes lessen
  steps:
    - Teken de dijk.
    - Vlieg.
added: 2026-11-25
last_confirmed: 2026-11-25
---

Elke week vliegt er één klas.

- Eerst op papier.
- Dan buiten.
"""

PARTNER = """\
---
name: Basisschool De Dijk
kind: school
url: https://www.dedijk.example
place: Het Hogeland
---
"""

FILES = {"docs/partners/basisschool-de-dijk.md": PARTNER, "initiatives/drones-boven-de-dijk.md": INITIATIVE}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that stays as it was: what a test makes in it goes again."""
    return make_site(tmp_path_factory.mktemp("issues") / "site", SMALL)


def contents(root: Path) -> dict[str, bytes]:
    """Every file of contributors."""
    folders = [root / "initiatives", root / "docs"]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(root)): file.read_bytes() for file in files}


def became(body: str, root: Path) -> Outcome:
    """What comes of an issue; holds what must hold for every issue."""
    before = contents(root)
    outcome = from_issue(body, root, datetime.date(2026, 11, 25), translations("nl"))
    said = answer(outcome, translations("nl"))

    assert all(re.fullmatch(r"(initiatives|docs/partners)/[a-z0-9-]+\.md", path) for path in outcome.files)
    assert before == contents(root)
    assert before.keys().isdisjoint(outcome.files)
    assert not re.search("[@#:/]", outcome.title)
    assert outcome.well != bool(codes(outcome))
    calls_nobody(said)
    return outcome


def files_of(outcome: Outcome) -> dict[str, str]:
    return {path: (data or b"").decode() for path, data in outcome.files.items()}


def calls_nobody(said: str) -> None:
    """In an answer nothing that was typed is markup, link, mention or number of an issue."""
    html = cmarkgfm.github_flavored_markdown_to_html(said, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    words = re.sub("<[^>]*>", "", html.replace("<!-- -->", "\0"))

    assert set(re.findall(r"<([a-z]+)", html)) <= {"p", "ul", "li", "strong", "em", "br", "a"}
    assert all(url.startswith("https://klein.example/help/") for url in re.findall(r'href="([^"]*)', html))
    assert not re.search(r"@\w|#\d|://|www\.\w|\bGH-\d", words)


def codes(outcome: Outcome) -> set[str]:
    found = (remark.explanation.problem for remark in outcome.explained)
    return {problem.code for problem in found if problem.severity == "error"}


def answered(**given: str | Sequence[str]) -> str:
    """An issue that is well but for some answers."""
    return rendered({**GOOD, **{key.replace("_", "-"): text for key, text in given.items()}})


@pytest.mark.slow
def test_an_issue_becomes_an_initiative_on_the_site(small: Path) -> None:
    """With a new partner; amounts, dates and choices are read as people write them.

    Also where the system's own encoding is another than UTF-8, as that of Windows is.
    """
    issue = small.parent / "event.json"
    event = {"action": "opened", "issue": {"number": 7, "body": rendered(GOOD)}}
    issue.write_text(json.dumps(event, ensure_ascii=False), encoding="utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("atelier", "from-issue", issue, cwd=small, **ascii_only)

    assert (0, "") == (done.returncode, done.stderr)
    assert {path: (small / path).read_text(encoding="utf-8") for path in FILES} == FILES
    assert "initiatives\\/drones" in done.stdout
    told = run("atelier", "from-issue", issue, cwd=small, **ascii_only)
    assert (1, "") == (told.returncode, told.stderr)
    assert "é" in told.stdout or "“" in told.stdout
    assert run("atelier", "check", *FILES, cwd=small).returncode == 0

    built = run("mkdocs", "build", "--strict", cwd=small)
    assert 0 == built.returncode, built.stderr
    page = (small / "site/initiatives/drones-boven-de-dijk/index.html").read_text(encoding="utf-8")
    assert "Elke week vliegt er één klas." in page
    assert (small / "site/partners/basisschool-de-dijk/index.html").is_file()


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param(rendered(GOOD).replace("\n", "\r\n"), id="line ends of the browser"),
        pytest.param(f"Graag snel!\n\n{rendered(GOOD)}", id="a word before it"),
        pytest.param(rendered(GOOD).replace("[x]", "[X]"), id="ticks as they once were"),
        pytest.param(
            re.sub("### Resultaten\n\n.*\n\n", "", rendered(GOOD)),
            id="a question without an answer taken out",
        ),
        pytest.param(re.sub(r"- \[ \] .*\n", "", rendered(GOOD)), id="choices not ticked taken out"),
        pytest.param(re.sub(r"- \[ \] .*\n|\[x\] ", "", rendered(GOOD)), id="choices as a list"),
        pytest.param(answered(places="* Groningen\n\n• Het Hogeland\n"), id="other signs of a list"),
    ],
)
def test_an_issue_may_be_edited_by_hand(edited: str, site: Path) -> None:
    """It stays the same initiative."""
    outcome = became(edited, site)

    assert set() == codes(outcome)
    assert FILES == files_of(outcome)


def test_what_is_not_answered_is_not_in_the_file(site: Path) -> None:
    """No box ticked is no level, and nothing of the next question ends up in an answer."""
    needed = {element["id"] for element in ASKED if element.get("validations")} | {"public"}
    outcome = became(
        rendered(
            {**{key: GOOD[key] for key in needed}, "partners": "De Brug", "contact-organisation": "De Brug"}
        ),
        site,
    )

    assert outcome.well
    assert files_of(outcome) == {
        "initiatives/drones-boven-de-dijk.md": (
            "---\n"
            "title: 'Drones: boven de dijk'\n"
            "summary: Leerlingen van groep 8 tellen vogels met een drone.\n"
            "pillar: Ondernemerschap\n"
            "partners:\n"
            "  - De Brug\n"
            "contact:\n"
            "  organisation: De Brug\n"
            "status: active\n"
            "added: 2026-11-25\n"
            "last_confirmed: 2026-11-25\n"
            "---\n"
        )
    }


@pytest.mark.parametrize(
    "story",
    [
        "### Resultaten\n\nHet ging goed.",
        "### Wat er gebeurt, in je eigen woorden\n\nEr was eens een drone.\n\n### Naam van het initiatief\n\nDrones",
        "Eerst dit.\n\n### Onderwijsniveaus\n\nAlle.\n\n### Openbaar\n\nJa.\n\n### Contact\n\nBel maar.",
        "```text\n### Partners\n---\n```",
        "Boven de streep.\n\n---\n\ntitle: Iets anders",
    ],
)
def test_a_story_may_have_headings(story: str, site: Path) -> None:
    """Even those of questions: it is the story, and the answers stay where they are."""
    outcome = became(answered(body=story), site)

    expected = INITIATIVE.partition("\nElke week")[0]
    assert files_of(outcome)["initiatives/drones-boven-de-dijk.md"] == f"{expected}\n{story}\n"
    assert outcome.well


def test_what_is_wrong_is_told_by_question(site: Path) -> None:
    """Everything at once, with what was probably meant; remarks come last and stop nothing."""
    outcome = became(
        answered(
            partners="De Brug | baas\nalfa colege",
            funding="2026 | veel | De Brug",
            recipe_steps="",
            recipe_cost="",
            recipe_time="",
        ),
        site,
    )
    said = answer(outcome, translations("nl"))

    assert not outcome.well
    assert ["Wie doen er mee? (nummer 1)", "Wie doen er mee? (nummer 2)", "Geld (nummer 1)"] == [
        remark.place for remark in outcome.explained
    ]
    assert "Waarschijnlijk bedoeld\\: alfa" in said


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"recipe_cost": "0123"}, "leading-zero"),
        ({"recipe_cost": "€ 0123,-"}, "leading-zero"),
        ({"funding": "2026 | 0500 | De Brug"}, "leading-zero"),
        ({"recipe_group_size": "024"}, "leading-zero"),
        ({"period": "2020 t/m 31-12-9999"}, "from-to"),
        ({"period": "2020 t/m 9999-12-31"}, "date-range"),
        ({"period": "2020 t/m 31-12-2099"}, "date-range"),
        ({"contact_name": "R. Voorbeeld", "contact_consent": "1 januari 2028"}, "date-future"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_not_guessed(
    given: dict[str, str], code: str, site: Path
) -> None:
    """A number that begins with a zero, and a date of another time, are refused here as in a file."""
    assert {code} == codes(became(answered(**given), site))


def test_what_stands_on_one_line_becomes_several(site: Path) -> None:
    """Subjects and places with signs between them, or a word between two names."""
    outcome = became(answered(tags="robots, programmeren; drones", places="Haren en Assen"), site)

    assert "tags:\n  - robots\n  - programmeren\n  - drones\n" in "".join(files_of(outcome).values())
    assert "places:\n  - Haren\n  - Assen\n" in "".join(files_of(outcome).values())
    assert set() == codes(became(answered(places="Haren, Assen en Zuidlaren"), site))
    assert {"reference-several"} == codes(became(answered(partners="De Brug en Alfacollege"), site))


def test_a_line_with_only_an_address_is_asked_for_its_name(site: Path) -> None:
    """In the words of the form, not of a file."""
    outcome = became(answered(links="https://dedijk.example/film\nFilmpje"), site)

    assert [
        ("Links (nummer 1)", "Vul in hoe de pagina heet."),
        ("Links (nummer 2)", "Vul het adres van de pagina in."),
    ] == [(remark.place, remark.message) for remark in outcome.explained]


def test_what_could_be_better_stops_nothing(site: Path) -> None:
    """It stands below the thanks."""
    outcome = became(answered(recipe_steps="", recipe_cost="", recipe_time=""), site)
    thanks, _, remarks = answer(outcome, translations("nl")).partition("Zo wordt het nog beter:")

    assert outcome.well
    assert thanks.startswith("Dank je wel! Dit is nu een voorstel.")
    assert remarks.startswith("\n\n- **Zo doe je het na**")


def test_a_file_that_is_there_is_never_written_over(site: Path) -> None:
    """An initiative of the same name gets an address of its own."""
    outcome = became(answered(title="Robots in de klas"), site)

    assert "initiatives/robots-in-de-klas-2.md" in outcome.files
    assert outcome.well


HOSTILE = {
    "markup": "<script>alert(1)</script> <!-- x -->",
    "an open comment": "<!--",
    "a fence": "```",
    "the end of front matter": "a\n---\nb",
    "a mention": "@everyone @klein/redactie",
    "words that GitHub acts on": "Fixes #1, closes GH-2 and klein/klein#3",
    "a link": "[klik](https://evil.example) https://evil.example www.evil.example ![x](https://evil.example/x)",
    "a way out": "../../.github/workflows/check",
    "an absolute path": "/etc/passwd",
    "another disk": "C:\\Windows\\x",
    "a tag of YAML": "!!python/object/apply:os.system [id]",
    "an anchor": "&a *a",
    "a merge key": "<<: *a",
    "flow": "{a: [b, c]}",
    "a block": "|\n  a",
    "quotes": "'\"'\"",
    "a shell": "$(id) `id` ; rm -rf / && ${{ github.token }}",
    "a template": "{{ config }} {% raw %}",
    "controls": "a\x00b\x1b[31mc\x07\x85\u2028\u202e",
    "half a character": "a\ud800b",
    "an encoding mark": "\ufeffa",
    "bars": "| | | a | | b | |",
    "a reserved name": "con",
    "a name of the site": "index",
    "nothing that can be an address": "!!!",
    "other scripts": "無人機 дрон",
    "long": "a" * 70_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_answers_reach_nothing(text: str, site: Path) -> None:
    """In one answer after another, and in all at once: what is well becomes a file, all else is told of."""
    typed = [element["id"] for element in ASKED if element["type"] in ("input", "textarea")]
    for question in ("title", "name-new", "body", "partners"):
        became(answered(**{question.replace("-", "_"): text}), site)
    outcome = became(rendered({**GOOD, **dict.fromkeys(typed, text)}), site)

    assert not outcome.well


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("Mijn school doet iets leuks!", id="no form"),
        pytest.param("### Naam van het initiatief", id="one question"),
        pytest.param("### Naam van het initiatief\n\nX\n" * 20_000, id="one question, often"),
        pytest.param(
            "\n".join(f"### {e['attributes']['label']}" for e in ASKED * 2_000), id="all questions, often"
        ),
        pytest.param(answered(levels="\n".join(["- [x] " + " " * 60_000 + "x"])), id="a wide box"),
        pytest.param(answered(tags="\n" * 500_000), id="empty lines"),
        pytest.param(answered(contact_phone="1 " * 500_000), id="a million digits and spaces"),
        pytest.param(answered(body="[" * 60_000), id="brackets"),
        pytest.param(answered(body="a " * 600_000), id="a story of a megabyte"),
    ],
)
def test_no_body_takes_long(body: str, site: Path) -> None:
    """Whatever it is, it is answered at once."""
    with at_most(5):
        became(body, site)


PIECES = st.sampled_from(
    [f"### {element['attributes']['label']}\n" for element in ASKED]
    + [line for text in HOSTILE.values() if len(text) < 100 for line in text.split("\n")]
    + [
        "",
        "_No response_",
        "- [x] Mbo",
        "- [ ] Havo",
        "De Brug | trekker",
        "2026 | 1.000 | alfacollege",
        "\r",
    ]
)


@given(st.lists(PIECES | st.text(max_size=20), max_size=60))
def test_any_body_is_answered(site: Path, lines: Sequence[str]) -> None:
    """Questions, answers and what is hostile, in any order."""
    became("\n".join(lines), site)


@pytest.mark.slow
@pytest.mark.parametrize(
    "issue",
    ["", "[]", "{}", '{"issue": 3}', '{"body": 3}', '{"issue": {"body": ["x"]}}', "\x00", "[" * 100_000],
)
def test_what_is_no_issue_is_told_of(issue: str, small: Path) -> None:
    """In one line, as wrong use of the command."""
    file = small.parent / "issue.json"
    file.write_text(issue, encoding="utf-8")
    done = run("atelier", "from-issue", file, cwd=small)

    assert 2 == done.returncode
    assert "Traceback" not in done.stderr
    assert "geen melding in JSON" in " ".join(done.stderr.replace("│", "").split())


@pytest.mark.slow
def test_an_issue_without_a_text_is_answered(small: Path) -> None:
    """GitHub gives null where somebody wrote nothing."""
    file = small.parent / "issue.json"
    file.write_text('{"number": 3, "body": null}', encoding="utf-8")
    done = run("atelier", "from-issue", file, cwd=small)

    assert (1, "") == (done.returncode, done.stderr)
    assert "Er moet eerst nog iets beter" in done.stdout


def test_an_example_in_another_city_is_pasted_as_it_comes(site: Path) -> None:
    """In the brackets that GitHub knows an address by, or without https."""
    given = "- <https://leren.buurstad.example/robots/>\n- http://leren.buurstad.example/drones\n- Oud plan"
    outcome = became(answered(adapted_from=given), site)

    assert outcome.well
    assert (
        "adapted_from:\n  - https://leren.buurstad.example/robots/\n  - https://leren.buurstad.example/drones\n"
        "  - Oud plan\n" in files_of(outcome)["initiatives/drones-boven-de-dijk.md"]
    )
