"""Our own builds."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from tests.bench.contenders import Contender
from tests.fixtures.sites import EPOCH

BIN = Path(sys.executable).parent


class Ours(Contender):
    """Our build without a search index, as the others have none."""

    name = "Innovatieatelier"
    most = 100_000
    environment: ClassVar[Mapping[str, str]] = {
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
        "SEARCH": "false",
        # Code is compiled once, as pip does where it installs a package.
        "PYTHONDONTWRITEBYTECODE": "",
    }

    def prepare(self) -> None:
        shutil.copytree(self.catalogue, self.root, symlinks=True)

    @property
    def command(self) -> Sequence[str | Path]:
        return (BIN / "atelier", "build")

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def kept(self) -> Sequence[Path]:
        return (self.site, self.root / ".site.builds", self.root / ".cache")

    def put(self, slug: str, text: str) -> None:
        (self.root / "initiatives" / f"{slug}.md").write_text(text, encoding="utf-8")


class Searched(Ours):
    """Our build with a search index: the difference is what the index costs."""

    name = "Innovatieatelier, with search"
    most = 5_000
    environment: ClassVar[Mapping[str, str]] = {**Ours.environment, "SEARCH": "true"}


class Checked(Ours):
    """Our check of every file, without a build."""

    name = "atelier check"
    most = 5_000

    @property
    def command(self) -> Sequence[str | Path]:
        return (BIN / "atelier", "check")
