"""``atelier rollback``: the former site is back in one step, and which one that is, is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atelier.cli.app import app
from tests.fixtures.released import on_disk, put, site
from tests.fixtures.sites import run


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the site of a catalogue in Dutch is."""
    (tmp_path / "mkdocs.yml").write_text("theme:\n  language: nl\n", encoding="utf-8")
    return tmp_path / "site"


def rollback(target: Path, *options: str) -> Result:
    return CliRunner().invoke(
        app, ["rollback", "--root", str(target.parent), *options], catch_exceptions=False
    )


def test_the_former_site_is_put_back(target: Path) -> None:
    """And is told with its number, date and pages; the site that was live is kept."""
    put(target, site(1))
    put(target, site(2))

    done = rollback(target)

    assert 0 == done.exit_code
    assert site(1) == on_disk(target)
    assert "De site is nu nummer 1 van " in done.output
    assert f"met {len([a for a in site(1) if a.endswith('.html')])} pagina’s" in done.output

    assert 0 == rollback(target, "--to", "2").exit_code
    assert site(2) == on_disk(target)


def test_one_goes_back_step_by_step(target: Path) -> None:
    for version in range(1, 5):
        put(target, site(version), keep=3)
    for version in (3, 2, 1):
        assert 0 == rollback(target).exit_code
        assert site(version) == on_disk(target)

    done = rollback(target)

    assert 1 == done.exit_code
    assert "geen site bewaard die ouder is" in done.output

    put(target, site(5), keep=3)

    assert site(5) == on_disk(target)


def test_which_sites_are_kept_is_told(target: Path) -> None:
    """The last first, and which of them is live; in a process of its own, as one types it."""
    put(target, site(1))
    put(target, site(2))
    rollback(target)

    done = run("atelier", "rollback", "--list", cwd=target.parent)

    second, first = done.stdout.splitlines()
    assert second.startswith("nummer 2 van ")
    assert first.startswith("nummer 1 van ")
    assert first.endswith("(zo is de site nu)")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "geen vorige site bewaard"),
        (["--to", "7"], "geen vorige site bewaard"),
    ],
)
def test_without_a_former_site_that_is_told(target: Path, options: list[str], told: str) -> None:
    put(target, site(1))

    done = rollback(target, *options)

    assert 1 == done.exit_code
    assert told in done.output
    assert site(1) == on_disk(target)


@pytest.mark.parametrize(("number", "told"), [("7", "geen vorige site met nummer 7"), ("2", "al nummer 2")])
def test_a_number_that_is_not_kept_is_told(target: Path, number: str, told: str) -> None:
    put(target, site(1))
    put(target, site(2))

    done = rollback(target, "--to", number)

    assert 1 == done.exit_code
    assert told in done.output
    assert site(2) == on_disk(target)


def test_a_former_site_that_somebody_changed_is_not_put_back(target: Path) -> None:
    """Half of what was published is worse than nothing."""
    put(target, site(1))
    put(target, site(2))
    for former in target.parent.glob(".site.builds/*/index.html"):
        former.write_bytes(b"mine")

    done = rollback(target)

    assert 1 == done.exit_code
    assert "nummer 1" in done.output
    assert site(2) == on_disk(target)


def test_a_catalogue_without_a_site_has_none_to_list(target: Path) -> None:
    done = rollback(target, "--list")

    assert 0 == done.exit_code
    assert "nog geen site" in done.output
    assert [target.with_name("mkdocs.yml")] == list(target.parent.iterdir())
