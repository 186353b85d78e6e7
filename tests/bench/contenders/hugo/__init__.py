"""Hugo, with a theme of some lines that makes the same: ``site/`` beside this file.

``lacking`` compares what it made with what we did: only the same work may be compared.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.contenders import Contender, MissingError, content
from tests.fixtures.sites import ROOT

HERE = Path(__file__).parent
INSTALLED = ROOT / ".cache" / "bench" / "hugo"
LOCK = HERE / "requirements.lock"
FILE = re.compile(r"/initiatives/([\w-]+)/$")
CARD = re.compile(r'<h3[^>]*><a href="[^"]*/initiatives/([\w-]+)/"')
RELATED = re.compile(r'<ul class="related">.*?</ul>', re.DOTALL)
LINK = re.compile(r'<a href="[^"]*/initiatives/([\w-]+)/"')
TERMS = ("levels", "places", "tags", "pillars", "partners")


class Hugo(Contender):
    """Hugo with the same work: pages, terms, related, feeds, data and frames."""

    name = "Hugo, the same work"
    most = 10_000
    settings = "hugo.toml"

    def prepare(self) -> None:
        program()
        shutil.copytree(HERE / "site", self.root)
        folder = self.root / "content"
        content.write(folder / "initiatives" / "_index.md", content.page({"title": "Initiatieven"}, ""))
        for kind in ("pillars", "partners"):
            for file in (self.catalogue / "docs" / kind).glob("*.md"):
                text = content.record(file.read_text(encoding="utf-8"), **self.of_record)
                content.write(folder / kind / file.stem / "_index.md", text)
        for file in (self.catalogue / "initiatives").glob("*.md"):
            self.put(file.stem, file.read_text(encoding="utf-8"))

    @property
    def of_record(self) -> Mapping[str, object]:
        """What stands in the files of pillars and partners besides."""
        return {"outputs": ["html", "atom", "jsonfeed", "json", "embed"]}

    @property
    def command(self) -> Sequence[str | Path]:
        return (program(), "build", "--quiet", "--config", self.settings)

    @property
    def site(self) -> Path:
        return self.root / "public"

    @property
    def kept(self) -> Sequence[Path]:
        return (self.site, self.root / "resources", self.root / "cache")

    def put(self, slug: str, text: str) -> None:
        content.write(self.root / "content" / "initiatives" / f"{slug}.md", content.initiative(text))


class HugoPages(Hugo):
    """Hugo with pages and terms only."""

    name = "Hugo, pages and terms"
    settings = "hugo.toml,pages.toml"
    of_record: Mapping[str, object] = {}


@cache
def program() -> Path:
    """The path of Hugo itself, installed if it is not there yet. Raises MissingError."""
    stamp = INSTALLED / "installed"
    if not stamp.is_file() or stamp.read_bytes() != LOCK.read_bytes():
        pip = (
            INSTALLED / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            LOCK,
        )
        for command in ((sys.executable, "-m", "venv", "--clear", INSTALLED), pip):
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            if ran.returncode:
                raise MissingError(f"Hugo could not be installed: {ran.stderr.strip()[-300:]}")
        stamp.write_bytes(LOCK.read_bytes())
    return installed()


def installed() -> Path:
    """The program itself: the command of the package is a Python script that starts it. Raises MissingError."""
    for found in INSTALLED.glob("lib/python*/site-packages/hugo/binaries/hugo"):
        return found
    raise MissingError("Hugo is not installed")


def version() -> str:
    match = re.search(r"^hugo==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert match
    return match[1]


def lacking(ours: Path, theirs: Path) -> Iterator[str]:
    """What our site says of initiatives and Hugo's does not, a line each."""
    whole = {record["slug"]: record for record in _json(theirs / "initiatives" / "index.json")["initiatives"]}
    for file in sorted((ours / "data" / "initiatives").glob("*.json")):
        slug, record = file.stem, _json(file)
        their = theirs / "initiatives" / slug
        if whole.get(slug) != _json(their / "index.json"):
            yield f"{slug}: its data among those of all"
        yield from (f"{slug}: {key} in its data" for key in _different(record, whole.get(slug, {})))
        our_page, their_page = _text(ours / "initiatives" / slug), _text(their)
        shown = html.unescape(their_page)
        yield from (f"{slug}: its {key}" for key in ("title", "summary") if record[key] not in shown)
        if _body(our_page) != _body(their_page):
            yield f"{slug}: its text"
        if len(_related(our_page)[:5]) > len(_related(their_page)):
            yield f"{slug}: related initiatives"
        if record["summary"] not in html.unescape((their / "embed.html").read_text(encoding="utf-8")):
            yield f"{slug}: its page for a frame"
    for kind in TERMS:
        for folder in (path for path in (ours / kind).iterdir() if path.name != "page" and path.is_dir()):
            term = f"{kind}/{folder.name}"
            if _listed(folder) != _listed(theirs / term):
                yield f"{term}: its initiatives"
            if len(_fed(folder)) != len(_fed(theirs / term)):
                yield f"{term}: its feed"
            if len(_json(folder / "feed.json")["items"]) != len(_json(theirs / term / "feed.json")["items"]):
                yield f"{term}: its JSON feed"


def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _different(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    """The fields with a value that are another in their data. An address is not published, so not compared."""
    for key, value in ours.items():
        if key in ("short_url", "contact"):
            continue
        if _filled(value) != _filled(theirs.get(key)):
            yield key


def _filled(value: Any) -> Any:
    """The value without fields that are empty."""
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items() if each not in (None, [], "")}
    if isinstance(value, list):
        return [_filled(each) for each in value] or None
    return value


def _text(page: Path) -> str:
    file = page / "index.html"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _body(page: str) -> str:
    """The words of a text by contributors."""
    match = re.search(r'<div class="body[^"]*">(.*?)</div>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", match[1])).split()) if match else ""


def _related(page: str) -> list[str]:
    match = RELATED.search(page)
    return LINK.findall(match[0]) if match else []


def _listed(folder: Path) -> set[str]:
    """The initiatives on a page and those that follow it."""
    pages = [folder, *(folder / "page").glob("*")]
    return {slug for page in pages for slug in CARD.findall(_text(page))}


def _fed(folder: Path) -> list[str]:
    file = folder / "feed.xml"
    return re.findall(r"<entry>\s*<id>([^<]*)", file.read_text(encoding="utf-8")) if file.is_file() else []
