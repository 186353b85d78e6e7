"""Exports after an edit, of which parts are kept: byte for byte those of a first build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from atelier.exports.export import Exporter
from atelier.render.wording import Wording
from atelier.sections.made_of import MadeOf
from atelier.store.store import Store
from tests.fixtures.catalogues import SITE, catalogue_of
from tests.fixtures.initiatives import add


def contents(root: Path, store: Store | None) -> Mapping[str, bytes]:
    """The content of every export, by its address."""
    catalogue = catalogue_of(root)
    face = MadeOf(catalogue, "").face
    exporter = Exporter(catalogue, SITE, Wording("nl"), "Alles.", face=face, store=store)
    return {export.url: exporter.content(export) for export in exporter.exports}


def test_an_export_after_an_edit_is_that_of_a_first_build(small: Path) -> None:
    """Whatever was edited: fields, the name of a partner, or how most write a subject."""
    store = Store(small)
    robots = small / "initiatives" / "robots-in-de-klas.md"
    partner = small / "docs" / "partners" / "alfa-college.md"
    before = contents(small, store)
    assert before == contents(small, store)

    for file, old, new in (
        (robots, "summary: ", "summary: Anders. "),
        (partner, "name: Alfa-college", "name: Omega"),
        (robots, "- robots", "- Robots"),
    ):
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        after = contents(small, store)

        assert contents(small, None) == after
        assert before != after
        before = after

    for number in range(3):
        add(small, f"gelijk-{number}", tags="[ROBOTS]")
    assert contents(small, None) == contents(small, store)
