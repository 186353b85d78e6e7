"""MkDocs and Material without us: the same files as its own pages, and a site with nothing in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.bench.contenders import Contender, Step
from tests.bench.contenders.ours import BIN, Ours

GITHUB_MARKDOWN = """
  - footnotes
  - sane_lists
  - pymdownx.magiclink
  - pymdownx.tasklist
  - pymdownx.tilde
"""
"""What Python-Markdown needs besides tables to read the same bodies as GitHub and we do."""


class _Material(Contender):
    environment = Ours.environment

    @property
    def command(self) -> Sequence[str | Path]:
        return (BIN / "mkdocs", "build", "--quiet")

    @property
    def site(self) -> Path:
        return self.root / "site"

    def put(self, slug: str, text: str) -> None:
        (self.root / "docs" / "initiatives" / f"{slug}.md").write_text(text, encoding="utf-8")


class Empty(_Material):
    """A site of one page, as MkDocs and Material make it: what any build with them costs at the least."""

    name = "MkDocs + Material, one page"
    most = 100_000
    steps = (Step.COLD,)

    def prepare(self) -> None:
        (self.root / "docs").mkdir(parents=True)
        (self.root / "docs" / "index.md").write_text("# Home\n\nHello.\n", encoding="utf-8")
        (self.root / "mkdocs.yml").write_text(
            "site_name: Empty\ntheme:\n  name: material\n  font: false\n", encoding="utf-8"
        )

    def put(self, slug: str, text: str) -> None:
        """It has no initiatives."""


class Plain(_Material):
    """The same files as ordinary pages, out of the nav: the same settings without our hook."""

    name = "MkDocs + Material, pages"
    most = 1_000
    steps = (Step.COLD, Step.FIELDS)

    def prepare(self) -> None:
        shutil.copytree(self.catalogue / "docs", self.root / "docs")
        shutil.copytree(self.catalogue / "initiatives", self.root / "docs" / "initiatives")
        settings = (self.catalogue / "mkdocs.yml").read_text(encoding="utf-8")
        for key in ("hooks", "plugins", "not_in_nav"):
            settings = re.sub(rf"^{key}:.*\n(?:[ ].*\n)+", "", settings, flags=re.MULTILINE)
        settings = settings.replace("markdown_extensions:\n", "markdown_extensions:\n" + GITHUB_MARKDOWN)
        settings += "\nplugins: []\nnot_in_nav: |\n  /initiatives/\n  /pillars/\n  /partners/\n  /funds/\n"
        (self.root / "mkdocs.yml").write_text(settings, encoding="utf-8")
