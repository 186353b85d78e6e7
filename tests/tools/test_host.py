"""The host of the tests sends what hosts of a built site send."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.fixtures.host import Same, hosted


def test_a_host_sends_what_hosts_send(two_pages_address: str) -> None:
    """Pages are compressed for who takes that, every kind of file is named, folders end in a slash."""
    asked = urllib.request.Request(two_pages_address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        body = answer.read()
        sent = answer.headers
    with (
        urllib.request.urlopen(f"{two_pages_address}deep") as deep,
        urllib.request.urlopen(f"{two_pages_address}index.wasm") as wasm,
    ):
        pass

    assert ("gzip", "text/html; charset=utf-8") == (sent["Content-Encoding"], sent["Content-Type"])
    assert b"home home" in gzip.decompress(body)
    assert len(body) < 200
    assert f"{two_pages_address}deep/" == deep.url
    assert "application/wasm" == wasm.headers["Content-Type"]


def test_a_host_sends_the_headers_of_the_site(two_pages_address: str) -> None:
    """Each two_pages_address gets what the site's own file says of it."""
    with (
        urllib.request.urlopen(two_pages_address) as home,
        urllib.request.urlopen(f"{two_pages_address}deep/") as deep,
    ):
        pass

    assert ("yes", None) == (home.headers["X-All"], home.headers["X-Deep"])
    assert ("yes, deep", "yes") == (deep.headers["X-All"], deep.headers["X-Deep"])


def test_a_host_can_take_the_last_rule_alone(two_pages: Path) -> None:
    """Hosts differ in what they make of a header that two rules give: this one joins them, or takes the last."""
    with hosted(two_pages, Same.LAST) as address, urllib.request.urlopen(f"{address}deep/") as deep:
        pass

    assert ["deep"] == deep.headers.get_all("X-All")


@pytest.mark.parametrize("path", ["not/there/", "../conftest.py", "%2e%2e/%2e%2e/etc/passwd"])
def test_a_host_has_a_page_for_the_lost(path: str, two_pages_address: str) -> None:
    """What is not in the site is not found, and the site's page says so."""
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(two_pages_address + path)

    assert 404 == error.value.code
    assert b"Lost" in error.value.read()
