"""When an initiative came and changed, out of a real repository; and what is known without one."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from pathlib import Path

import pytest

from atelier.content.history import Dates, read_history
from atelier.insights.news import NEWEST, newest_by_page, news
from atelier.store.store import Store
from tests.fixtures.repository import (
    PLAN,
    SHOP,
    at,
    catalogue_of,
    change,
    commit,
    day_of,
    git,
    news_of,
    rename,
)
from tests.fixtures.sites import TODAY, run


def test_dates_are_of_the_day_on_which_something_came_online(repository: Path) -> None:
    """Not of the day on which it was written: a proposal may wait for weeks."""
    history = read_history(repository, TODAY)

    assert Dates(at("2026-05-01"), at("2026-07-01")) == history[PLAN]
    assert Dates(at("2026-05-01"), at("2026-08-01")) == history[SHOP]


def test_the_newest_comes_first(repository: Path) -> None:
    """In the order of what changed last."""
    assert ["winkel-in-de-wijk", "oud-plan", "robots-in-de-klas"] == list(news_of(repository))


@pytest.mark.slow
def test_the_log_is_read_once(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For all files at once, and not again until there is another commit."""
    git_itself = shutil.which("git")
    stand_in = tmp_path / "bin" / "git"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/started\nexec {git_itself} "$@"\n')
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(stand_in.parent), prepend=os.pathsep)

    assert run("mkdocs", "build", cwd=repository).returncode == 0
    assert ["rev-parse", "log"] == (tmp_path / "started").read_text().split()

    known = read_history(repository, TODAY, Store(repository))
    assert ["rev-parse", "log", "rev-parse"] == (tmp_path / "started").read_text().split()
    assert known == read_history(repository, TODAY)


def test_what_is_kept_is_of_the_commit_and_the_day(repository: Path) -> None:
    """After another commit, or on another day, the dates are those of now."""
    store = Store(repository)
    change(repository, PLAN)
    commit(repository, "2026-12-01")
    clamped = read_history(repository, TODAY, store)[PLAN].changed
    later = read_history(repository, datetime.date(2026, 12, 5), store)[PLAN].changed
    change(repository, PLAN)
    commit(repository, "2026-12-03")

    assert (TODAY, at("2026-12-01")) == (day_of(clamped), later)
    assert at("2026-12-03") == read_history(repository, datetime.date(2026, 12, 5), store)[PLAN].changed


def test_a_new_name_keeps_the_day_of_the_first(repository: Path) -> None:
    """Who renames a file changes it and adds nothing."""
    rename(repository, "oud-plan", "nieuw-plan")
    commit(repository, "2026-09-01")

    renamed = news_of(repository)["nieuw-plan"]

    assert (at("2026-05-01"), at("2026-09-01"), False) == (renamed.added, renamed.changed, renamed.new)


def test_a_file_that_is_gone_for_a_while_is_as_old_as_it_was(repository: Path) -> None:
    """Taken away and brought back is no news of that day on which it went."""
    text = (repository / PLAN).read_text(encoding="utf-8")
    (repository / PLAN).unlink()
    commit(repository, "2026-09-01")
    gone = read_history(repository, TODAY)[PLAN]
    (repository / PLAN).write_text(text, encoding="utf-8")
    commit(repository, "2026-10-01")

    assert Dates(at("2026-05-01"), at("2026-07-01"), at("2026-09-01")) == gone
    assert Dates(at("2026-05-01"), at("2026-10-01")) == read_history(repository, TODAY)[PLAN]


def test_a_catalogue_below_a_repository(repository: Path, tmp_path: Path) -> None:
    """The folder with mkdocs.yml need not be the root of the repository, and names may hold any letter."""
    outer = tmp_path / "outer"
    shutil.copytree(repository, outer / "Leren & dóén", symlinks=True, ignore=shutil.ignore_patterns(".git"))
    git(outer, "init")
    commit(outer, "2026-05-01")

    assert Dates(at("2026-05-01"), at("2026-05-01")) == read_history(outer / "Leren & dóén", TODAY)[PLAN]


def test_the_edge_of_a_shallow_clone_is_no_news(repository: Path, tmp_path: Path) -> None:
    """Where a clone was cut off everything seems to be added: it is told only of what changed since."""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--depth", "2", repository.as_uri(), str(clone))
    (clone / "hooks").symlink_to(repository / "hooks")

    told = news_of(clone)

    assert [SHOP] == list(read_history(clone, TODAY, Store(clone)))
    assert at("2026-08-01") == told["winkel-in-de-wijk"].changed
    assert datetime.date(2026, 4, 1) == day_of(told["winkel-in-de-wijk"].added)
    assert datetime.date(2026, 1, 1) == day_of(told["oud-plan"].changed)


def test_a_clock_that_is_ahead_counts_as_today(repository: Path) -> None:
    """A date in the future would stay on top for years."""
    change(repository, PLAN)
    commit(repository, "2090-01-01")

    assert TODAY == day_of(read_history(repository, TODAY)[PLAN].changed)


def test_what_is_not_committed_goes_by_its_file(repository: Path) -> None:
    """A new initiative shows in a preview before it is committed."""
    text = (repository / PLAN).read_text(encoding="utf-8").replace("2026-01-01", "2026-11-03")
    (repository / "initiatives" / "vers.md").write_text(text, encoding="utf-8")

    assert datetime.date(2026, 11, 3) == day_of(news_of(repository)["vers"].changed)


@pytest.mark.parametrize("without", ["repository", "git", "commits"])
def test_without_git_dates_are_those_in_the_files(
    without: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unpacked from an archive, on a computer without git, or before the first commit."""
    if without == "commits":
        git(small, "init")
    if without == "git":
        monkeypatch.setenv("PATH", str(tmp_path))

    told = {slug: (day_of(one.added), day_of(one.changed)) for slug, one in news_of(small).items()}

    day = datetime.date
    assert {
        "robots-in-de-klas": (day(2026, 3, 1), day(2026, 9, 1)),
        "winkel-in-de-wijk": (day(2026, 4, 1), day(2026, 4, 1)),
        "oud-plan": (day(2026, 1, 1), day(2026, 1, 1)),
    } == told


def test_what_has_no_date_at_all_is_no_news(small: Path) -> None:
    """Nobody knows when it came, so it is not called new."""
    text = (small / PLAN).read_text(encoding="utf-8").replace("added: 2026-01-01\n", "")
    (small / PLAN).write_text(text, encoding="utf-8")

    assert "oud-plan" not in news_of(small)


@pytest.mark.slow
def test_what_is_new_and_changed_has_both_days(small: Path) -> None:
    """Who reads of something new reads when it came, and that it changed since."""
    git(small, "init")
    commit(small, "2026-05-01")
    change(small, "initiatives/oud-plan.md")
    commit(small, "2026-05-20")
    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0

    page = (small / "site" / "new" / "index.html").read_text(encoding="utf-8")
    told = page.partition("initiatives/oud-plan/")[2].partition("</li>")[0]
    assert "Nieuw, 1 mei 2026 · Veranderd, 20 mei 2026" in re.sub("<[^>]*>", "", told)


def test_a_page_tells_of_the_newest_only(small: Path) -> None:
    """A feed does not grow without end, and holds what is newest."""
    text = (small / PLAN).read_text(encoding="utf-8")
    for number in range(100):
        copy = text.replace("2026-01-01", f"2025-{1 + number % 12:02}-{1 + number // 12:02}")
        (small / "initiatives" / f"plan-{number}.md").write_text(copy, encoding="utf-8")
    told = news(catalogue_of(small))

    own = newest_by_page(told)["partners/stichting-de-brug/"]

    of_partner = [one for one in told if one.entry.record.partners[-1].partner != "alfa-college"]
    assert NEWEST == len(own)
    assert own[0].changed == max(one.changed for one in of_partner)
    assert own == sorted(own, key=lambda one: one.changed, reverse=True)
