"""A catalogue in English is English: on every kind of page and in every file, down to dates, numbers and cells."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from wordfreq import zipf_frequency

from atelier.i18n.translation import po_file
from atelier.model.initiative import Level
from tests.fixtures.kinds import FRAMED, KINDS

WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
LEVELS = [word for level in Level for word in (level.value, level.label, *level.words.split("|"))]
DATA = {word for text in LEVELS for word in re.findall(r"\w+", text.lower())} | {"gronings", "kvk", "brin"}
"""Values of fields, and names: levels of Dutch schools are data, and a city may have its own."""
CODE = frozenset("nul schema na atelier ict lang europa amsterdam".split())
"""What no sentence is made of: addresses, and signs of formats and of time zones."""
TEXT_FILES = {".html", ".xml", ".json", ".jsonld", ".csv", ".ics", ".txt", ".svg", ".xlsx", ".js"}
UNREAD = {"rule", "synonyms", "readings", "steps"}
"""Parts of ``rules.json`` by which the form reads what somebody types, in either language."""
PASSED_OVER = (
    "assets/js/search/forms.js",
    "find/text/words.txt",
    "find/text/pagefind",
    "assets/javascripts/",
)
"""How words are cut, in each language; a list of words that are cut; and scripts of others, made small."""


def is_dutch(word: str) -> bool:
    """Whether a word is used much in Dutch and hardly in English."""
    dutch, english = (zipf_frequency(word, language) for language in ("nl", "en"))
    return dutch >= 2.8 and english < dutch - 1.4 and english < 4


def texts_in(file: Path, address: str) -> Iterator[str]:
    """The texts of a file that somebody may read."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as parts:
            yield from (parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
        return
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".js":
        yield from re.findall(
            r'"([^"\n]*)"|`([^`]*)`', re.sub(r"/\*.*?\*/|(?<!:)//.*", "", text, flags=re.DOTALL)
        )
    elif file.suffix == ".html":
        yield from re.findall(r"<script[^>]*json[^>]*>(.*?)</script>", text, re.DOTALL)
        yield from re.findall(
            r'(?:alt|title|content|aria-label|placeholder|label|data-template)="([^"]*)"', text
        )
        yield from re.findall(r">([^<]+)<", re.sub(r"<(script|style).*?</\1>", "<>", text, flags=re.DOTALL))
    elif address == "add/rules.json":
        yield from strings(json.loads(text))
    else:
        yield re.sub("<[^>]*>", " ", text)


def strings(value: Any) -> Iterator[str]:
    """The texts in the data of the form that are shown."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from () if name in UNREAD else strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def said(english_site: Path) -> dict[str, str]:
    """Every text of the site, once, with the first file that it is in."""
    found: dict[str, str] = {}
    for file in sorted(english_site.rglob("*")):
        address = file.relative_to(english_site).as_posix()
        if file.suffix in TEXT_FILES and not address.startswith(PASSED_OVER):
            for text in texts_in(file, address):
                found.setdefault(unescape("".join(text)), address)
    return found


def test_every_kind_of_page_is_there(english_site: Path) -> None:
    """What the other tests look at is all that there can be."""
    addresses = [re.split("[?#]", address)[0] for _, address in (*KINDS.values(), *FRAMED.values())]
    # A record has another name here, and the pages of one city about itself are not there.
    own = ("about/", "this/", "initiatives/page/")
    named = re.compile(
        "(?<=/)(?:ondernemerschap|proeffestival|groningen|duinstad|(?!quarter-rule)[a-z]+(?:-[a-z]+)+)(?=/)"
    )
    kinds = {named.sub("*", address) for address in addresses if not address.startswith(own)}

    assert not [kind for kind in kinds if not [*english_site.glob(f"{kind}index.html")]]


def test_no_word_is_dutch(said: dict[str, str]) -> None:
    """On no page, and in no feed, table, calendar or script: each word is looked up."""
    words = {
        word.lower(): (word, text, address) for text, address in said.items() for word in WORD.findall(text)
    }

    assert {} == {
        word: f"{address}: {text[:120]}"
        for word, (_, text, address) in words.items()
        if word not in DATA | CODE and is_dutch(word.replace("’", "'"))
    }


def test_no_text_is_one_of_the_dutch_ones(said: dict[str, str]) -> None:
    """Nothing was left to the first language: no text of the Dutch catalogue is on any page."""
    with po_file("nl").open("rb") as source:
        catalog = read_po(source, locale="nl")
    english = {
        str(form)
        for message in catalog
        for form in (message.id if isinstance(message.id, tuple) else [message.id])
    }
    dutch = {
        str(form)
        for message in catalog
        for form in (message.string if isinstance(message.string, tuple) else [message.string])
    } - english

    assert set() == {text for text in said if text.strip() in dutch and len(text.strip()) > 5}


def test_dates_are_british(english_site: Path) -> None:
    page = (english_site / "initiatives" / "robots-in-the-classroom" / "index.html").read_text(
        encoding="utf-8"
    )
    festival = (english_site / "festivals" / "trial-festival" / "index.html").read_text(encoding="utf-8")

    assert "1 September 2026" in page
    assert "September 1" not in page
    assert "March 17" not in festival
    assert "17" in festival


@pytest.mark.parametrize(
    ("file", "amount"),
    [
        ("data/funding.csv", "1234.50"),
        ("money/money.csv", "1234.50"),
        ("data/initiatives.csv", "86234.50"),
    ],
)
def test_tables_open_in_an_english_excel(english_site: Path, file: str, amount: str) -> None:
    """Commas between cells, points before decimals."""
    rows = list(csv.reader(io.StringIO((english_site / file).read_text(encoding="utf-8-sig"), newline="")))

    assert len(rows[0]) > 3
    assert 1 == len({len(row) for row in rows})
    assert amount in {cell for row in rows for cell in row}


def test_the_search_knows_no_dutch(english_site: Path) -> None:
    """No word is a Dutch compound or the form of a Dutch verb, and no filter is named in Dutch."""
    words = (english_site / "find" / "text" / "words.txt").read_text(encoding="utf-8")
    terms = (english_site / "find" / "text" / "terms.json").read_text(encoding="utf-8")

    assert not re.search(r"(?<!\d)[+!]", words)
    assert "group 7" in terms
    assert "groep 3 tot" not in terms
