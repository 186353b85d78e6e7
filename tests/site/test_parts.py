"""A catalogue without some of its parts: nothing leads to them, and no page speaks of them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from atelier.checks.check import check
from atelier.model.parts import HELD, Part, Parts
from atelier.problems.codes import CODES
from atelier.site.building import build
from atelier.store.store import Store
from tests.fixtures.sites import SMALL, TODAY, make_site

WORDS = {
    Part.PILLARS: "[Pp]ijler",
    Part.MONEY: "€|\\b[Ee]uro\\b|Geld\\b|Kosten\\b|[Kk]ost |[Pp]otten|[Bb]edrag",
    Part.FESTIVALS: "[Ff]estival",
    Part.QUESTIONS: "Alle vragen|Naar de vragen|Beantwoordt de vraag|Vragen van anderen|Een vraag aan andere scholen",
    Part.NEIGHBOURS: "\\b[Bb]uren\\b|\\b[Bb]uur\\b",
    Part.GAPS: "nog niet is",
    Part.EMBED: "Zet (?:dit|het) op je eigen site",
}
"""How the generator speaks of each part. What contributors write below the fields is theirs."""
CHOSEN = [(Part.MONEY,), (Part.FESTIVALS, Part.QUESTIONS), tuple(Part)]


@pytest.fixture(scope="module", params=CHOSEN, ids="+".join)
def bare(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[tuple[Part, ...], Path]:
    """The small site without some parts, with the package's pages and navigation, built."""
    root = make_site(tmp_path_factory.mktemp("bare") / "site", SMALL)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    without = f"extra:\n  without: [{', '.join(request.param)}]\n  search: false\n"
    text = re.sub(r"  search: !ENV .*\n", "", text).replace("extra:\n", without)
    text = re.sub(r"^nav:\n(?:  .*\n)+", "", text, flags=re.MULTILINE)
    for page in (root / "docs").glob("*.md"):
        page.unlink()
    settings.write_text(text, encoding="utf-8")
    build(root, root / "site", Store(root))
    return request.param, root


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """The address and the HTML of every page."""
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix().removesuffix("index.html"), file.read_text(encoding="utf-8")


def spoken(page: str) -> str:
    """The text of a page, without its scripts and their data."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = re.sub(r'<div class="body md-typeset">.*?\n</div>', " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).split())


def test_nothing_leads_to_a_part_that_is_not_there(bare: tuple[tuple[Part, ...], Path]) -> None:
    """Every link on every page leads to a file, and there is no page of the parts that are left out."""
    without, root = bare
    site = root / "site"
    for url, page in pages(site):
        for link in {*re.findall(r'(?:href|src)="([^"]*)"', page)}:
            address = urlsplit(urljoin(f"https://klein.example/{url}", html.unescape(link)))
            if address.netloc != "klein.example" or address.scheme != "https" or url == "404.html":
                continue
            file = site / unquote(address.path).lstrip("/")
            assert (file / "index.html" if address.path.endswith("/") else file).is_file(), (url, link)
    for part in without:
        for section in HELD[part].sections:
            assert not (site / section).exists()
            assert not (site / "add" / section).exists()


def test_no_page_speaks_of_a_part_that_is_not_there(bare: tuple[tuple[Part, ...], Path]) -> None:
    """Nor the open data; the messages for who writes files stay whole."""
    without, root = bare
    for url, page in pages(root / "site"):
        if url.removeprefix("help/").strip("/") in {*CODES, "codes", "fix"}:
            continue
        for part in without:
            assert not re.findall(f".{{0,60}}(?:{WORDS[part]}).{{0,60}}", spoken(page)), (part, url)
    data = json.loads((root / "site/data/catalogue.json").read_text(encoding="utf-8"))
    columns = (root / "site/data/initiatives.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(";")
    parts = Parts(without)

    assert not {kind.collection for part in without for kind in HELD[part].kinds} & data.keys()
    assert not set(parts.columns) & {*columns}
    assert ("funding" in data["initiatives"][0]) == (Part.MONEY not in without)
    assert (root / "site/data/funding.csv").exists() == (Part.MONEY not in without)


def test_what_files_say_of_it_is_told(tmp_path: Path) -> None:
    """Nothing is lost without a word: each file and each field has a remark, and stops nothing."""
    root = make_site(tmp_path / "site", SMALL)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("extra:\n", "extra:\n  without: [money, questions]\n"), encoding="utf-8")
    result = check(root, TODAY)
    found = {(p.path, p.field) for p in result.all if p.code == "part-without"}

    assert result.catalogue
    assert ("docs/funds/proefpot.md", "file") in found
    assert ("initiatives/robots-in-de-klas.md", "funding") in found
    assert any(path.startswith("docs/questions/") for path, _ in found)
