"""Every rule has a site that breaks it: a folder over the small site, and what the check says of it.

To add a case is to add a folder and run ``pytest tests/cases/test_broken.py --update-golden``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from atelier.checks.check import Result, check
from atelier.i18n.translation import translations
from atelier.problems.codes import CODES
from atelier.problems.problem import Problem
from atelier.report.explain import explain
from atelier.report.text import as_text
from atelier.store.store import Store
from tests.fixtures.sites import BROKEN, SMALL, TODAY, make_site


def errors(root: Path) -> list[Problem]:
    return [problem for problem in check(root, TODAY).problems if problem.severity == "error"]


@cache
def remarks_of_small() -> list[Problem]:
    """What could be better about the small site itself, which is told of every site over it."""
    with TemporaryDirectory() as folder:
        return check(make_site(Path(folder, "small"), SMALL), TODAY).remarks


def told(root: Path, result: Result, lang: str) -> str:
    """What the check says of what a site has over the small one."""
    texts = translations(lang)
    problems = [problem for problem in result.all if problem not in remarks_of_small()]
    explanations = explain(problems, root, texts, "https://klein.example/")
    return as_text(explanations, len(result.collections.paths), texts)


FOLDERS = sorted(folder for folder in BROKEN.iterdir() if folder.is_dir())
NOT_IN_A_FOLDER = {"file-kind", "file-unreadable", "folder-kind", "image-too-big"}
"""Rules on links, pipes, rights and large files, which a folder in git cannot or should not hold; see below."""
TO_PUBLISH = {"editors-missing"}
"""Rules that hold only for a site that is published: ``test_settings.py`` breaks them."""
BY_PROPOSAL = {"active-file", "active-drawing", "active-text", "frozen-changed"}
"""Rules on what a proposal changes in the pages of the editors: ``test_editors.py`` breaks them."""
BETWEEN_TWO = {"address-lost", "initiative-gone", "record-gone"}
"""Rules on what was there before: ``test_addresses.py`` breaks them."""

BY_VERSION = {"former-name", "former-name-ended", "former-name-twice"}
"""Rules on what a version called otherwise: ``test_former.py`` breaks them, as there may be none today."""


@pytest.mark.parametrize("case", FOLDERS, ids=lambda folder: folder.name)
def test_broken_site_is_told_what_to_mend(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    """The check names file, line, field and mending, and says nothing that is not so; and so again."""
    root = make_site(tmp_path / "site", SMALL, case)

    store = Store(root)
    result = check(root, TODAY, store=store)

    golden(
        case / "expected.txt",
        told(root, result, "nl") + "\n",
    )
    assert result.all == check(root, TODAY, store=store).all


@pytest.mark.parametrize(
    "code", sorted(CODES.keys() - NOT_IN_A_FOLDER - BETWEEN_TWO - TO_PUBLISH - BY_PROPOSAL - BY_VERSION)
)
def test_every_rule_has_a_broken_site(code: str, tmp_path: Path) -> None:
    """The site in the folder named after a rule breaks that rule."""
    root = make_site(tmp_path / "site", SMALL, BROKEN / code)

    assert code in {problem.code for problem in check(root, TODAY).all}


def test_a_link_is_refused_and_not_followed(small: Path) -> None:
    """A file that leads elsewhere is a problem, whatever it leads to."""
    (small / "initiatives" / "geheim.md").symlink_to("/etc/passwd")

    (problem,) = errors(small)

    assert ("file-kind", "initiatives/geheim.md", "file") == (problem.code, problem.path, problem.field)


def test_a_content_folder_is_no_link(small: Path, tmp_path: Path) -> None:
    """A folder that leads elsewhere is not followed, so nothing from elsewhere is published."""
    (small / "docs" / "partners").rename(tmp_path / "elders")
    (small / "docs" / "partners").symlink_to(tmp_path / "elders")

    problems = check(small, TODAY).problems

    assert ("folder-kind", "docs/partners") in {(problem.code, problem.path) for problem in problems}


def test_a_pipe_is_refused_and_not_opened(small: Path) -> None:
    """Opening a pipe would wait for ever."""
    os.mkfifo(small / "initiatives" / "pijp.md")

    (problem,) = errors(small)

    assert ("file-kind", "file") == (problem.code, problem.field)


def test_a_folder_named_as_a_file_is_refused(small: Path) -> None:
    """Content folders are flat."""
    (small / "initiatives" / "map.md").mkdir()
    (small / "initiatives" / "losse-map").mkdir()

    assert ["file-kind", "file-kind"] == [problem.code for problem in errors(small)]


@pytest.mark.parametrize("name", ["oud-plan.md", "robots.png"])
def test_a_file_that_cannot_be_opened_is_a_problem(
    name: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file without rights is told, not a traceback. Root may open everything, so opening fails by hand."""
    real_open = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied")
        return real_open(path, flags, mode)

    monkeypatch.setattr("atelier.content.source.os.open", refuse)

    assert "file-unreadable" in {problem.code for problem in check(small, TODAY).problems}


def test_a_name_that_is_no_text_is_told(small: Path) -> None:
    """A file name of any bytes can be reported."""
    name = os.fsdecode(b"caf\xe9\x1b[31m.md")
    (small / "initiatives" / name).write_text("---\n---\n")

    result = check(small, TODAY)

    assert "\\udce9\\u001b[31m.md:1:1: the file itself" in told(small, result, "en")
