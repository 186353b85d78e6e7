"""The headers of a site: who may frame its pages, and what a browser keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atelier.render.headers import HASHED, TYPES, rules
from tests.fixtures.policies import FRAMED_STRICT, directives


def sent(address: str) -> dict[str, str]:
    """The headers of an address, from the root of a site: a later rule replaces what an earlier one says."""
    found: dict[str, str] = {}
    for rule in rules([], ["embed/pillars/"]):
        if (rule.names and re.fullmatch(rule.names, address)) or address.startswith(rule.folders or ("\0",)):
            found |= rule.headers
    return found


@pytest.mark.parametrize("address", ["", "initiatives/x/", "embed/", "data/initiatives.csv"])
def test_no_page_may_be_framed(address: str) -> None:
    """A header says so: a meta tag cannot. No policy speaks of it, or browsers would go by that alone."""
    headers = sent(address)

    assert "DENY" == headers["X-Frame-Options"]
    assert "frame-ancestors" not in headers["Content-Security-Policy"]
    assert "nosniff" == headers["X-Content-Type-Options"]


def test_what_is_made_for_a_frame_may_be_framed() -> None:
    """Only below its folders; there all that a page may do is show itself."""
    parts = directives(sent("embed/pillars/x/")["Content-Security-Policy"])

    assert "* file:" == parts.pop("frame-ancestors")
    assert FRAMED_STRICT == parts


def test_open_data_is_for_scripts_of_all_sites() -> None:
    """Data may be read by them, and nothing else."""
    assert "*" == sent("data/initiatives.csv")["Access-Control-Allow-Origin"]
    assert "Access-Control-Allow-Origin" not in sent("initiatives/")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("initiatives/x/", "no-cache"),
        ("assets/atelier.css", "no-cache"),
        ("find/columns.json", "no-cache"),
        ("assets/stylesheets/main.57a0d79d.min.css", "public, max-age=31536000, immutable"),
        ("find/cards-f67301b17e.json", "public, max-age=31536000, immutable"),
        ("find/facet-f67301b17e.json", "public, max-age=31536000, immutable"),
        ("find/elsewhere-f67301b17e.json", "public, max-age=31536000, immutable"),
        ("find/text/index/zxx_081c31adb4.pf_index", "public, max-age=31536000, immutable"),
        ("find/text/elsewhere/081c31adb4-12.json", "public, max-age=31536000, immutable"),
        ("find/text/fragment/zxx_i0007wr.pf_fragment", "no-cache"),
        ("initiatives/x/plan-0123abcd-640.webp", "public, max-age=31536000, immutable"),
    ],
)
def test_only_a_name_with_a_hash_is_kept_for_long(address: str, kept: str) -> None:
    """An edit shows at the next visit; what cannot change is not asked for twice."""
    assert kept == sent(address)["Cache-Control"]


def test_a_site_has_what_the_rules_are_about(small_site: Path) -> None:
    """The theme, the pictures and the index of cards are named as the rule says, and every kind of file has a type."""
    addresses = [file.relative_to(small_site).as_posix() for file in small_site.rglob("*") if file.is_file()]
    hashed = {re.split("[/-]", address)[0] for address in addresses if re.fullmatch(HASHED, address)}
    hashed |= {address.rpartition(".")[2] for address in addresses if re.fullmatch(HASHED, address)}
    endings = {
        address.rpartition(".")[2] for address in addresses if re.search(r"/[^/.]+\.[a-z0-9]+$", address)
    }
    of_pagefind = {"pagefind", "pf_fragment", "pf_index", "pf_meta", "pf_filter"}

    assert {"assets", "find", "initiatives", "css", "json", "webp", "pf_index"} <= hashed
    assert set() == endings - TYPES.keys() - of_pagefind
