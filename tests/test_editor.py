"""What an editor does with the files of a catalogue: front matter checked while one types, and a site beside it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from . import node
from .conftest import ROOT

SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": {"status": {"enum": ["pilot", "active", "stopped"]}},
}


def settings(file: str) -> dict[str, Any]:
    """A file of settings of VS Code: JSON, in which a line may be a comment."""
    text = (ROOT / file).read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    return read


def test_settings_hold_together() -> None:
    """A new container runs commands that exist, and has the program that checks while one types."""
    container = settings(".devcontainer/devcontainer.json")
    commands = [container[name].split() for name in ("postCreateCommand", "postAttachCommand")]
    planned = [subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True) for command in commands]

    assert ["make", "make"] == [command[0] for command in commands]
    assert [0, 0] == [done.returncode for done in planned]
    assert set(container["customizations"]["vscode"]["extensions"]) <= set(
        settings(".vscode/extensions.json")["recommendations"]
    )
    assert "\n" == settings(".vscode/settings.json")["files.eol"]


if node.wanted():

    @pytest.mark.parametrize(
        ("file", "schema"),
        [
            ("initiatives/nieuw.md", "initiatives"),
            ("docs/partners/nieuw.md", "partners"),
            ("docs/pillars/nieuw.md", "pillars"),
            ("docs/funds/nieuw.md", "funds"),
        ],
    )
    def test_front_matter_is_checked_while_typing(file: str, schema: str, small: Path) -> None:
        """remark, which the editor asks, points at the line of a value that is not allowed; a good file passes."""
        shutil.copy(ROOT / ".remarkrc.yaml", small)
        schemas = small / ".vscode" / "schema"
        schemas.mkdir(parents=True)
        (schemas / f"{schema}.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
        modules = node.installed(ROOT / ".vscode") / "node_modules"
        (small / ".vscode" / "node_modules").symlink_to(modules)
        said = []
        for status in ("actief", "active"):
            (small / file).write_text(f"---\ntitle: Nieuw\nstatus: {status}\n---\n", encoding="utf-8")
            remark = [str(node.NODE), str(modules / "remark-cli" / "cli.js"), "--frail", "--quiet", file]
            said.append(subprocess.run(remark, cwd=small, capture_output=True, text=True, check=False))

        assert [1, 0] == [done.returncode for done in said]
        assert "3:9-3:15" in said[0].stderr
        assert "allowed values" in said[0].stderr
