"""The host of the tests sends what hosts of a built site send."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.host import Same, hosted


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages, with headers of its own."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Home</title>" + "home " * 500)
    (tmp_path / "deep" / "index.html").write_text("<!doctype html><title>Deep</title>")
    (tmp_path / "404.html").write_text("<!doctype html><title>Lost</title>")
    (tmp_path / "index.wasm").write_bytes(b"\0asm")
    (tmp_path / "_headers").write_text("/*\n  X-All: yes\n\n/deep/*\n  X-Deep: yes\n  X-All: deep\n")
    return tmp_path


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with hosted(site) as address:
        yield address


def test_a_host_sends_what_hosts_send(address: str) -> None:
    """Pages are compressed for who takes that, every kind of file is named, folders end in a slash."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        body = answer.read()
        sent = answer.headers
    with (
        urllib.request.urlopen(f"{address}deep") as deep,
        urllib.request.urlopen(f"{address}index.wasm") as wasm,
    ):
        pass

    assert ("gzip", "text/html; charset=utf-8") == (sent["Content-Encoding"], sent["Content-Type"])
    assert b"home home" in gzip.decompress(body)
    assert len(body) < 200
    assert f"{address}deep/" == deep.url
    assert "application/wasm" == wasm.headers["Content-Type"]


def test_a_host_sends_the_headers_of_the_site(address: str) -> None:
    """Each address gets what the site's own file says of it."""
    with urllib.request.urlopen(address) as home, urllib.request.urlopen(f"{address}deep/") as deep:
        pass

    assert ("yes", None) == (home.headers["X-All"], home.headers["X-Deep"])
    assert ("yes, deep", "yes") == (deep.headers["X-All"], deep.headers["X-Deep"])


def test_a_host_can_take_the_last_rule_alone(site: Path) -> None:
    """Hosts differ in what they make of a header that two rules give: this one joins them, or takes the last."""
    with hosted(site, Same.LAST) as address, urllib.request.urlopen(f"{address}deep/") as deep:
        pass

    assert ["deep"] == deep.headers.get_all("X-All")


@pytest.mark.parametrize("path", ["not/there/", "../conftest.py", "%2e%2e/%2e%2e/etc/passwd"])
def test_a_host_has_a_page_for_the_lost(path: str, address: str) -> None:
    """What is not in the site is not found, and the site's page says so."""
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(address + path)

    assert 404 == error.value.code
    assert b"Lost" in error.value.read()
