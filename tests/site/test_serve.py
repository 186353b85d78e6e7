"""A site under ``atelier serve``: every change shows, and every mistake until it is corrected."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
from pathlib import Path

import pytest

from atelier.site.building import build
from atelier.site.serve.builder import SiteBuilder
from atelier.store.store import Store
from tests.fixtures.serving import fetch, free_port, served_now, serving, snapshot, started
from tests.fixtures.sites import run
from tests.fixtures.waiting import PATIENCE

pytestmark = pytest.mark.slow


def test_serve_shows_every_change(served: tuple[Path, str]) -> None:
    """A change of any text shows, and a new file; an address that leads nowhere is a real page."""
    root, address = served
    page = fetch(address + "initiatives/oud-plan/", "Een plan uit 2013")
    assert "Content-Security-Policy" in page
    assert '<link rel="canonical" href="https://klein.example/initiatives/oud-plan/">' in page
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
    plan = (root / "initiatives" / "oud-plan.md").read_text(encoding="utf-8")
    new_plan = plan.replace("title: Oud plan", "title: Nieuw plan")
    (root / "initiatives" / "nieuw-plan.md").write_text(new_plan, encoding="utf-8")
    fetch(address + "initiatives/nieuw-plan/", "Nieuw plan")

    with pytest.raises(urllib.error.HTTPError) as error:
        served_now(address + "bestaat/niet/")
    assert 404 == error.value.code
    assert "Deze pagina bestaat niet" in error.value.read().decode()
    assert not (root / "site").exists()


def test_what_is_served_is_what_is_published(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, in whatever order files are asked for; the server adds its script when it sends."""
    monkeypatch.setenv("SEARCH", "false")
    build(small, small / "site", Store(small))
    published = snapshot(small / "site")
    builder = SiteBuilder(small)
    assert "" == builder.build().errors

    assert [] == [name for name in reversed(published) if builder.read(name) != published[name]]
    assert None is builder.read("initiatives/bestaat-niet/index.html")
    plan = small / "initiatives" / "oud-plan.md"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Een plan uit", "Plan van"), encoding="utf-8")
    changed = {*builder.build().written}
    build(small, small / "site", Store(small))
    after = snapshot(small / "site")
    differs = {name for name in published if published[name] != after.get(name)}
    assert differs
    assert differs <= changed < published.keys()


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
        assert "/_serve/reload.js" in page
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
    for wrong, said in (
        (right.replace("language: nl", "language: fr"), "theme.language"),
        (right.replace("name: material", "name: bestaat-niet"), "bestaat-niet"),
        (right + "\n  - [\n", "mkdocs.yml"),
    ):
        settings.write_text(wrong, encoding="utf-8")
        fetch(address, said)

    settings.write_text(right, encoding="utf-8")
    fetch(address, "Kleine catalogus")


def test_two_servers_of_one_catalogue(small: Path, tmp_path: Path) -> None:
    """Each has a port of its own and shows the same edit; at the same port the second says what to do."""
    log = tmp_path / "log.txt"
    with (
        log.open("w") as opened,
        serving(small, opened, SEARCH="false") as one,
        serving(small, opened, SEARCH="false") as two,
    ):
        for address in (one, two):
            fetch(address + "initiatives/oud-plan/", "Een plan uit 2013")
        third = run("atelier", "serve", "--dev-addr", one.removeprefix("http://").rstrip("/"), cwd=small)
        plan = small / "initiatives" / "oud-plan.md"
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace("Een plan uit 2013", "Een plan van toen"), encoding="utf-8")
        for address in (one, two):
            fetch(address + "initiatives/oud-plan/", "Een plan van toen")

    assert 2 == third.returncode
    said = " ".join(third.stderr.replace("│", " ").split())
    assert "is bezet" in said
    assert "kies een andere: --dev-addr 127.0.0.1:" in said
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=lambda stop: stop.name)
@pytest.mark.parametrize("moment", ["building", "served"])
def test_serve_stops_at_once(small: Path, tmp_path: Path, stop: signal.Signals, moment: str) -> None:
    """Without a word, with the process that makes an index, and whatever pages listen or it is doing."""
    log, port = tmp_path / "log.txt", free_port()
    with log.open("w") as opened:
        server = started(small, port, opened, SEARCH="true")
    if moment == "served":
        fetch(f"http://127.0.0.1:{port}/", "Kleine catalogus")
        until = time.monotonic() + PATIENCE
        while not children(server.pid) and time.monotonic() < until:
            time.sleep(0.05)
    else:
        while "127.0.0.1" not in log.read_text():
            time.sleep(0.05)
        time.sleep(0.3)
    indexing = children(server.pid)
    asked = time.monotonic()
    server.send_signal(stop)
    code = server.wait(PATIENCE)
    took = time.monotonic() - asked

    assert moment == "building" or indexing
    assert 0 == code
    assert took < 10
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert [] == [child for child in indexing if Path(f"/proc/{child}").exists()]


def children(process: int) -> list[int]:
    """The processes that a process started."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in listed.stdout.split()]


def test_mkdocs_serve_says_what_to_use(small: Path) -> None:
    """One sentence instead of a server that knows no more how."""
    refused = run("mkdocs", "serve", cwd=small)

    assert 0 != refused.returncode
    assert "atelier serve" in refused.stderr
    assert "Traceback" not in refused.stderr
