"""A site under ``mkdocs serve``: every change shows, and every mistake until it is corrected."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.fixtures.serving import fetch, served_now, serving

pytestmark = pytest.mark.slow


def test_serve_shows_every_change(served: tuple[Path, str]) -> None:
    """A change of any text shows; an address that leads nowhere is a real page."""
    root, address = served
    page = fetch(address + "initiatives/oud-plan/", "Een plan uit 2013")
    # MkDocs adds a script to every page that it serves, which no policy could know.
    assert "Content-Security-Policy" not in page
    for file, old, new, url in (
        (
            "initiatives/oud-plan.md",
            "Een plan uit 2013",
            "Een plan uit het jaar 2013",
            "initiatives/oud-plan/",
        ),
        ("docs/partners/alfa-college.md", "Een mbo-school", "Een grote mbo-school", "partners/alfa-college/"),
        ("docs/levels.md", "Inleiding van levels", "Niveaus op een rij", "levels/"),
    ):
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        fetch(address + url, new)

    with pytest.raises(urllib.error.HTTPError) as error:
        served_now(address + "bestaat/niet/")
    assert 404 == error.value.code
    assert "Deze pagina bestaat niet" in error.value.read().decode()


WRONG = "Een titel: en nog een"


def test_serve_shows_a_mistake_until_it_is_mended(served: tuple[Path, str]) -> None:
    """Whatever the address, the browser gets what the check says; then the site comes back."""
    root, address = served
    fetch(address, "Kleine catalogus")
    plan = root / "initiatives" / "oud-plan.md"
    right = plan.read_text(encoding="utf-8")
    plan.write_text(right.replace("title: Oud plan", f"title: {WRONG}<b>"), encoding="utf-8")

    for url in ("", "initiatives/oud-plan/", "bestaat/niet/", "assets/atelier.css"):
        page = fetch(address + url, "initiatives/oud-plan.md")
        assert "Er valt iets te verbeteren" in page
        assert "1 ding te verbeteren in 1 bestand." in page
        assert "<b>" not in page
        # MkDocs' own script, which reloads the page after the next build.
        assert "livereload(" in page
    with pytest.raises(urllib.error.HTTPError) as error:
        served_now(address)
    assert 503 == error.value.code

    plan.write_text(right.replace("title: Oud plan", "title: Heel oud plan"), encoding="utf-8")
    fetch(address + "initiatives/oud-plan/", "Heel oud plan")
    fetch(address + "assets/atelier.css", "{")


def test_serve_shows_a_wrong_setting(small: Path) -> None:
    """Also one that comes from a variable, which is named, and for which no site can be made."""
    with serving(small, SEARCH="false", REPOSITORY_URL="git@github.com:stad/atelier.git") as address:
        page = fetch(address, "extra.repository.url (REPOSITORY_URL)")

    assert "Waarschijnlijk bedoeld: https://github.com/stad/atelier" in page


def test_serve_starts_with_a_mistake(small: Path) -> None:
    """A site that is wrong when it is first served shows what is wrong, and comes when it is mended."""
    plan = small / "initiatives" / "oud-plan.md"
    right = plan.read_text(encoding="utf-8")
    plan.write_text(right.replace("title: Oud plan", f"title: {WRONG}"), encoding="utf-8")

    with serving(small, SEARCH="false") as address:
        fetch(address, "initiatives/oud-plan.md")
        plan.write_text(right, encoding="utf-8")
        fetch(address + "initiatives/oud-plan/", "Een plan uit 2013")


def test_serve_shows_a_wrong_setting_until_it_is_mended(served: tuple[Path, str]) -> None:
    """A mistake of who runs the site shows too, instead of a browser that waits for ever."""
    root, address = served
    fetch(address, "Kleine catalogus")
    settings = root / "mkdocs.yml"
    right = settings.read_text(encoding="utf-8")
    settings.write_text(right.replace("language: nl", "language: fr"), encoding="utf-8")
    fetch(address, "theme.language")

    settings.write_text(right, encoding="utf-8")
    fetch(address, "Kleine catalogus")
