"""The files that servers read: real servers serve a site by them, as a visitor and an administrator expect."""

from __future__ import annotations

import http.client
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from atelier.model.settings import Server
from atelier.render.headers import FOREVER, FRESH, rules
from atelier.render.server_files import HEADERS, HTACCESS, NGINX, server_files
from tests.fixtures.servers import SERVERS, serving

DENIED = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff"}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that every user may read: Apache gives up its rights."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(scope="module", params=SERVERS)
def address(request: pytest.FixtureRequest, small_site: Path, folder: Path) -> Iterator[str]:
    """Where a server shows the small site."""
    site = folder / "site"
    if not site.exists():
        shutil.copytree(small_site, site, copy_function=os.link)
        site.chmod(0o755)
    with serving(request.param, site, folder / request.param) as address:
        yield address


def asked(address: str, path: str) -> tuple[int, dict[str, str]]:
    """The status and the headers of an address, as a browser asks for it."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "status", "headers"),
    [
        ("", 200, DENIED | {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}),
        ("", 200, {"Cache-Control": FRESH, "Referrer-Policy": "strict-origin-when-cross-origin"}),
        ("initiatives/robots-in-de-klas/", 200, DENIED | {"Cache-Control": FRESH}),
        ("data/catalogue.jsonld", 200, {"Content-Type": "application/ld+json"}),
        ("data/initiatives.csv", 200, {"Content-Type": "text/csv; charset=utf-8"}),
        ("data/initiatives.csv", 200, DENIED | {"Access-Control-Allow-Origin": "*"}),
        ("festivals/index.ics", 200, {"Content-Type": "text/calendar; charset=utf-8"}),
        ("new/feed.xml", 200, {"Content-Type": "application/xml"}),
        ("not/there/", 404, DENIED | {"Content-Type": "text/html; charset=utf-8", "Cache-Control": FRESH}),
        ("assets/stylesheets/main.00000000.min.css", 404, DENIED | {"Cache-Control": FRESH}),
        ("initiatives", 301, DENIED),
    ],
)
def test_a_server_sends(path: str, status: int, headers: dict[str, str], address: str) -> None:
    """The right type, the right charset, the headers of the address; also for what is not there."""
    found, sent = asked(address, path)

    assert status == found
    assert headers == {name: sent.get(name) for name in headers}


@pytest.mark.slow
def test_a_server_lets_a_browser_keep_what_never_changes(address: str, small_site: Path) -> None:
    """The files of the theme, pictures and the index of cards: each is there, and each for a year."""
    for pattern in (
        "assets/stylesheets/main.*.min.css",
        "find/titles-*.json",
        "find/text/index/*",
        "initiatives/*/*.webp",
    ):
        file = next(small_site.glob(pattern)).relative_to(small_site)
        status, sent = asked(address, file.as_posix())

        assert (200, FOREVER) == (status, sent["Cache-Control"])
        assert "DENY" == sent["X-Frame-Options"]


@pytest.mark.slow
def test_a_server_lets_only_what_is_made_for_it_be_framed(address: str) -> None:
    """One policy is sent, and that of a page for frames has no script in it."""
    home, framed = (
        asked(address, path)[1]["Content-Security-Policy"]
        for path in ("", "embed/initiatives/robots-in-de-klas/")
    )

    assert "frame-ancestors" not in home
    assert framed.endswith("frame-ancestors * file:")
    assert "script-src" not in framed


@pytest.mark.slow
def test_a_server_shows_nothing_else(address: str, request: pytest.FixtureRequest) -> None:
    """Its own file stays with it; a folder without a page is no list of files."""
    server = request.node.callspec.params["address"]
    own = {"nginx": NGINX, "apache": HTACCESS}[server]

    assert asked(address, own)[0] in (403, 404)
    assert asked(address, ".htaccess")[0] in (403, 404)
    assert asked(address, "assets/")[0] in (403, 404)


@pytest.mark.slow
@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("path", ["catalogus/", 'on"de rwijs.nl/a+b/'])
def test_a_site_may_stand_below_a_path(server: str, path: str, two_pages: Path, folder: Path) -> None:
    """Whatever the path is called; what else the server shows is left as it is."""
    root = folder / f"{server}-{len(path)}"
    shutil.copytree(two_pages, root / path)
    (root / path).chmod(0o755)
    (root / "other.html").write_text("Other", encoding="utf-8")
    url = f"https://stad.example/{quote(path)}"
    for name, text in server_files([Server(server)], rules([], ["deep/"]), url).items():
        (root / path / name).write_text(text, encoding="utf-8")
    with serving(server, root, folder / f"{server}-{len(path)}-work", f"/{path}") as address:
        home, deep, lost, other = (
            asked(address, quote(asked_for))
            for asked_for in (path, f"{path}deep/", f"{path}x/", "other.html")
        )

    assert [200, 200, 404, 200] == [status for status, _ in (home, deep, lost, other)]
    assert "DENY" == home[1]["X-Frame-Options"] == lost[1]["X-Frame-Options"]
    assert "frame-ancestors" in deep[1]["Content-Security-Policy"]
    assert "X-Frame-Options" not in other[1]


def test_each_server_gets_its_own_file() -> None:
    """And no other: what a server does not read it would show."""
    written = {server: [*server_files([server], rules([], []), "https://stad.example/")] for server in Server}

    assert {
        Server.GITHUB: [],
        Server.NETLIFY: [HEADERS],
        Server.CLOUDFLARE: [HEADERS],
        Server.APACHE: [HTACCESS],
        Server.NGINX: [NGINX],
    } == written


def test_hosts_take_the_headers(small_site: Path) -> None:
    """Cloudflare reads 100 rules and lines of 2,000 characters, and joins what two rules say of caching."""
    lines = (small_site / HEADERS).read_text(encoding="utf-8").splitlines()

    assert 100 >= sum(line.startswith("/") for line in lines)
    assert 2000 > max(map(len, lines))
    assert not [line for line in lines if "Cache-Control" in line]
