"""The changelog: what a version brings is found by its number, and told in the same form each time."""

from __future__ import annotations

import datetime
import re

import pytest

from atelier.store.changelog import HEADING, as_number, changelog, releases

TEXT = """\
# Changelog

## Unreleased

### Added

- Something to come.

## 0.10.0 (2027-01-31)

### Removed

- A thing.

## 0.9.1 (2026-12-01)

### Fixed

- Another.
"""
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_versions_are_found() -> None:
    """With their day and what is new in each; what did not come out yet belongs to none."""
    newest, oldest = releases(TEXT)

    assert ("0.10.0", datetime.date(2027, 1, 31), "### Removed\n\n- A thing.") == newest
    assert ("0.9.1", "### Fixed\n\n- Another.") == (oldest.version, oldest.text)
    assert as_number(newest.version) > as_number(oldest.version)


def test_nothing_may_have_come_out_yet() -> None:
    """As before the first version."""
    assert () == releases("# Changelog\n\n## Unreleased\n\n### Added\n\n- Something to come.\n")


@pytest.mark.parametrize("text", ["0.2", "next", ""])
def test_what_is_no_version_is_less_than_any(text: str) -> None:
    """Such as what somebody wrote by hand."""
    assert as_number(text) < as_number("0.0.0")


def test_our_changelog_keeps_its_form() -> None:
    """Versions from new to old, in each the same headings, each once, and sentences below them."""
    text = changelog().read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    versions, texts = parts[1::2], parts[2::2]
    numbers = [as_number(version) for version in versions if version != "Unreleased"]

    assert "Unreleased" not in versions[1:]
    assert [] == [v for v in versions if v != "Unreleased" and not HEADING.fullmatch(f"## {v}")]
    assert sorted(numbers, reverse=True) == numbers
    for said in texts:
        kinds = re.findall(r"^### (.+)$", said, re.MULTILINE)
        assert sorted(KINDS & {*kinds}) == sorted(kinds)
        items = [item for item in re.split(r"^(?=- )|^### .+$", said, flags=re.MULTILINE) if item.strip()]
        assert [] == [item for item in items if not re.fullmatch(r"- \S.*(\n  \S.*)*[.)\]`]\s*", item)]
