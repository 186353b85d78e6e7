"""The guide for organisers says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from atelier.checks.check import check
from tests.fixtures.sites import ROOT, TODAY

GUIDE = (ROOT / "docs" / "help" / "festivals.md").read_text(encoding="utf-8")


def test_the_examples_of_the_guide_pass_the_check(small: Path) -> None:
    """The file and the table, with initiatives that exist."""
    (front_matter,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    (table,) = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)
    festivals = small / "docs" / "festivals"
    known = {"e-labs": "robots-in-de-klas"}
    for name, slug in known.items():
        front_matter, table = front_matter.replace(f" {name}\n", f" {slug}\n"), table.replace(name, slug)
    (festivals / "voorbeeld.md").write_text(front_matter, encoding="utf-8")
    (festivals / "tabel.md").write_text("---\nname: Tabel\ndate: 2027-03-17\n---\n", encoding="utf-8")
    (festivals / "tabel.csv").write_text(table, encoding="utf-8-sig")

    assert [] == check(small, TODAY).problems
