"""The books of the letter's fund: change any one amount, and the check says which year is off by what."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.i18n.translation import translations
from tests.fixtures.sites import ROOT, make_site

FUND = "docs/funds/intensiveringsmiddelen-leren.md"
MONEY = re.compile(
    r"^(\s+(?:- )?)(budget|carried_over|other_expenses|committed|remaining|amount): (\d+)$", re.M
)


def amounts() -> list[tuple[str, int]]:
    """Every stated amount of the fund and of each claim on it: the file, and which of its amounts."""
    found = []
    for file in [ROOT / FUND, *sorted((ROOT / "initiatives").glob("*.md"))]:
        text = file.read_text(encoding="utf-8")
        if "intensiveringsmiddelen-leren" in text or file.parent.name == "funds":
            found += [(file.relative_to(ROOT).as_posix(), n) for n in range(len(MONEY.findall(text)))]
    return found


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site(tmp_path_factory.mktemp("books") / "site")
    for folder in ("docs", "initiatives"):
        # Translations say nothing of money, and the site to test with is in one language.
        without = shutil.ignore_patterns("*.en.md")
        shutil.copytree(ROOT / folder, root / folder, dirs_exist_ok=True, ignore=without)
    return root


def test_the_books_balance(copy: Path) -> None:
    """As the letter has it, nothing is wrong."""
    assert check(copy, today()).problems == []
    assert len(amounts()) > 40


@pytest.mark.parametrize(("path", "number"), amounts())
def test_any_other_amount_is_found(path: str, number: int, copy: Path) -> None:
    """The problem names fund, year and difference, and the place of the amount that was changed."""
    file = copy / path
    original = file.read_text(encoding="utf-8")
    match = list(MONEY.finditer(original))[number]
    changed = original[: match.start(3)] + str(int(match[3]) + 7) + original[match.end(3) :]
    file.write_text(changed, encoding="utf-8")
    line = original.count("\n", 0, match.start(3)) + 1

    problems = check(copy, today()).problems
    file.write_text(original, encoding="utf-8")
    messages = [problem.texts(translations("nl"))[0] for problem in problems]
    places = {(p.path, p.line) for p in problems} | {(r.path, r.line) for p in problems for r in p.related}
    block = [line for line in original[: match.start()].splitlines() if "year: " in line]
    year = block[-1].rpartition(" ")[2]

    assert {FUND} == {problem.path for problem in problems}
    for message in messages:
        assert "Intensiveringsmiddelen leren" in message
        assert f"in {year}" in message
        assert "Het verschil is 7." in message
    assert (path, line) in places or match[2] in ("carried_over", "other_expenses", "remaining")


def test_the_problem_shows_when_any_of_its_files_is_checked(copy: Path) -> None:
    """Whoever changed a claim sees it, and so does whoever changed the fund."""
    file = copy / "initiatives" / "weekendschool.md"
    original = file.read_text(encoding="utf-8")
    file.write_text(original.replace("30000", "30001"), encoding="utf-8")

    (problem,) = [p for p in check(copy, today()).problems if p.code == "books-committed"]
    file.write_text(original, encoding="utf-8")

    assert problem.touches(frozenset({"initiatives/weekendschool.md"}))
    assert problem.touches(frozenset({FUND}))
    assert problem.touches(frozenset({"initiatives/e-labs.md"}))
    assert not problem.touches(frozenset({"initiatives/music4all.md"}))


def test_a_broken_claim_is_not_counted_against_the_fund(copy: Path) -> None:
    """Books that a file that cannot be read may change are left alone until it is mended."""
    file = copy / "initiatives" / "weekendschool.md"
    original = file.read_text(encoding="utf-8")
    file.write_text(original.replace("title: ", "title: Stap: "), encoding="utf-8")

    codes = {problem.code for problem in check(copy, today()).problems}
    file.write_text(original, encoding="utf-8")

    assert {"yaml-colon"} == codes
