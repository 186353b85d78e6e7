"""Eleventy, with pages and terms: ``site/`` beside this file. It needs Node."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.bench.contenders import Contender, MissingError, Step, content
from tests.fixtures import node

HERE = Path(__file__).parent


class Eleventy(Contender):
    """Eleventy with pages and terms, its templates plain functions of JavaScript."""

    name = "Eleventy, pages and terms"
    most = 5_000
    steps = (Step.COLD, Step.FIELDS)

    def prepare(self) -> None:
        if not node.is_new_enough():
            raise MissingError(f"Eleventy needs Node {node.OLDEST} or newer")
        shutil.copytree(HERE / "site", self.root)
        (self.root / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        for kind in ("pillars", "partners"):
            for file in (self.catalogue / "docs" / kind).glob("*.md"):
                text = content.record(file.read_text(encoding="utf-8"), slug=file.stem, permalink=False)
                content.write(self.root / "content" / kind / file.stem / "_index.md", text)
        for file in (self.catalogue / "initiatives").glob("*.md"):
            self.put(file.stem, file.read_text(encoding="utf-8"))

    @property
    def command(self) -> Sequence[str | Path]:
        return ("node", node.installed(HERE) / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs", "--quiet")

    @property
    def site(self) -> Path:
        return self.root / "_site"

    def put(self, slug: str, text: str) -> None:
        content.write(self.root / "content" / "initiatives" / f"{slug}.md", content.initiative(text))


def version() -> str:
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    return str(wanted["@11ty/eleventy"])
