"""The folders of the generator, as far as import-linter does not look at them."""

from __future__ import annotations

from tests.fixtures.sites import ROOT

PACKAGE = ROOT / "hooks" / "atelier"


def test_every_module_has_its_room() -> None:
    """Nothing is left at the top but what Python itself asks for there."""
    assert {"__init__.py", "__main__.py"} == {file.name for file in PACKAGE.glob("*.py")}


def test_no_folder_holds_more_than_25_modules() -> None:
    for folder in PACKAGE.rglob("*/"):
        assert len(list(folder.glob("*.py"))) <= 25, folder
