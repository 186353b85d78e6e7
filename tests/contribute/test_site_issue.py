"""An issue that the form on the site fills: what comes of its files, and that nothing else does."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from atelier.contribute.from_issue import from_issue
from atelier.contribute.submission import Outcome
from atelier.i18n.translation import translations
from tests.contribute.test_from_issue import INITIATIVE, PARTNER, codes, contents, files_of
from tests.fixtures.sites import SMALL, make_site

NEW = {"docs/partners/basisschool-de-dijk.md": PARTNER, "initiatives/drones-boven-de-dijk.md": INITIATIVE}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that stays as it was: what a test makes in it goes again."""
    return make_site(tmp_path_factory.mktemp("issues") / "site", SMALL)


def issue(files: dict[str, str], fence: str = "```") -> str:
    """The text that GitHub makes of what the form on the site filled in."""
    blocks = "\n\n".join(f"{path}\n{fence}markdown\n{text}{fence}" for path, text in files.items())
    return f"### Ingevuld op de site\n\n{blocks}\n\n### Openbaar\n\n- [x] Ik weet dat dit openbaar wordt.\n"


def became(body: str, root: Path) -> Outcome:
    before = contents(root)
    outcome = from_issue(body, root, datetime.date(2026, 11, 25), translations("nl"))

    assert before == contents(root)
    assert before.keys().isdisjoint(outcome.files)
    return outcome


def test_an_initiative_and_its_new_partner_are_one_proposal(site: Path) -> None:
    """Both files, as the form wrote them."""
    outcome = became(issue(NEW), site)

    assert outcome.well
    assert NEW == files_of(outcome)
    assert "Nieuw initiatief: Drones boven de dijk" == outcome.subject


def test_a_festival_is_called_one(site: Path) -> None:
    """In the title of its proposal."""
    festival = "---\nname: Lentefestival\ndate: 2027-03-17\n---\n"
    outcome = became(issue({"docs/festivals/lentefestival.md": festival}), site)

    assert outcome.well
    assert "Nieuw festival: Lentefestival" == outcome.subject


def test_a_story_with_code_in_it_stays_whole(site: Path) -> None:
    """The form takes a longer fence than any in the text."""
    told = {**NEW, "initiatives/drones-boven-de-dijk.md": f"{INITIATIVE}\n```text\nvlieg\n```\n"}

    assert told == files_of(became(issue(told, "````").replace("\n", "\r\n"), site))


def test_what_is_there_is_never_written_over(site: Path) -> None:
    """An initiative of the same name gets an address of its own."""
    outcome = became(issue({"initiatives/robots-in-de-klas.md": INITIATIVE}), site)

    assert ["initiatives/robots-in-de-klas-2.md"] == [*outcome.files]
    assert not outcome.well


@pytest.mark.parametrize(
    "path",
    [
        "../uit.md",
        "initiatives/../../uit.md",
        "/etc/passwd",
        ".github/workflows/check.yml",
        "mkdocs.yml",
        "docs/index.md",
        "docs/funds/pot.md",
        "initiatives/x.yml",
        "initiatives/.md",
        "initiatives/X.md",
        "initiatives/a/b.md",
        "docs/partners",
    ],
)
def test_no_other_file_is_taken(path: str, site: Path) -> None:
    """Only new records of kinds that have a form, in their folders."""
    assert path not in became(issue({path: INITIATIVE}), site).files


def test_what_is_wrong_in_a_file_is_told(site: Path) -> None:
    """And nothing is kept."""
    outcome = became(issue({"initiatives/x.md": INITIATIVE}), site)

    assert not outcome.well
    assert "reference-unknown" in codes(outcome)


@pytest.mark.parametrize(
    "body",
    [
        "### Ingevuld op de site",
        "### Ingevuld op de site\n\ninitiatives/x.md\n```markdown\n",
        "### Ingevuld op de site\n\n" + "initiatives/x.md\n````markdown\n" * 8_000,
        issue({"initiatives/x.md": "geen front matter\n"}),
    ],
)
def test_what_is_no_file_becomes_none(body: str, site: Path) -> None:
    """It is told what is missing."""
    outcome = became(body, site)

    assert not outcome.well
    assert outcome.explained
