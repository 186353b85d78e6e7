"""The ways out of MkDocs and Material: what is tried never gets into what a site is built with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fixtures.sites import ROOT
from tests.tools.exits import EXITS, GENERATOR, not_equal, requirements

NAME = re.compile(r"^[\w-]+")


def names(lines: list[str]) -> set[str]:
    return {found[0] for line in lines if (found := NAME.match(line))}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_replacement_is_in_no_lock_file(lock: str) -> None:
    """Each is installed in an environment of its own, and in place of what it replaces."""
    locked = names((ROOT / lock).read_text(encoding="utf-8").splitlines())
    tried = set().union(*(names(list(exit_.packages)) for exit_ in EXITS.values()))

    assert {"properdocs", "mkdocs-materialx"} == (tried - locked)
    assert {"mkdocs", "mkdocs-material"} <= locked
    for exit_ in EXITS.values():
        assert not names(requirements(exit_)) & {*exit_.instead} - names(list(exit_.packages))


def test_pages_that_differ_in_the_generators_tag_alone_are_equal(tmp_path: Path) -> None:
    """Any other byte counts."""
    tag = '<meta name="generator" content="{}">'
    assert GENERATOR.fullmatch(tag.format("mkdocs").encode())
    for site, engine, text in (("before", "mkdocs", "same"), ("after", "properdocs", "other")):
        for name, words in (("index.html", "same"), ("new/index.html", text)):
            file = tmp_path / site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{tag.format(engine)}{words}", encoding="utf-8")

    assert ["new/"] == [*not_equal(tmp_path / "before", tmp_path / "after")]
