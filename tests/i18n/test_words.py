"""What a city calls pillars stands in every text, with the article that it has."""

from __future__ import annotations

import html
import pickle
import re
from decimal import Decimal
from pathlib import Path

import pytest

from atelier.content.settings import language
from atelier.i18n.translation import translations
from atelier.i18n.words import Spoken, Words, in_words
from atelier.render.wording import Wording
from atelier.site.building import build
from atelier.store.store import Store
from tests.fixtures.sites import SMALL, make_site

THEME = Words("Thema", "Thema's", neuter=True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Kies de pijler die het best past.", "Kies het thema dat het best past."),
        ("De pijlers waar het voor is.", "De thema's waar het voor is."),
        ("Alleen voor deze pijler", "Alleen voor dit thema"),
        ("Deze pijlers", "Deze thema's"),
        ("Elke pijler heeft een kwart.", "Elk thema heeft een kwart."),
        ("Alle %(n)s pijlers", "Alle %(n)s thema's"),
        ("Voorbeeldpijler", "Voorbeeldthema"),
        ("Sleep “pillar” naar Rijen", "Sleep “pillar” naar Rijen"),
        ("Bewaard", "Bewaard"),
    ],
)
def test_dutch_texts_say_it_well(written: str, read: str) -> None:
    """The article and what goes with it follow the word."""
    assert read == in_words(written, "nl", THEME)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Choose a pillar", "Choose an area"),
        ("A pillar is a theme.", "An area is a theme."),
        ("All %(n)s pillars", "All %(n)s areas"),
        ("under %(pillar)s, {pillar}", "under %(pillar)s, {pillar}"),
    ],
)
def test_english_texts_say_it_well(written: str, read: str) -> None:
    """Names of values stay as they are."""
    assert read == in_words(written, "en", Words("Area", "Areas"))


@pytest.mark.parametrize(
    ("written", "language", "currency", "read"),
    [
        ("Amounts in euros", "en", "GBP", "Amounts in GBP"),
        ("Up to € 5,000", "en", "GBP", "Up to £5,000"),
        ("Tot € 5.000", "nl", "GBP", "Tot £\u00a05.000"),
        ("Bedragen in euro's", "nl", "SEK", "Bedragen in SEK"),
        ("Bedragen in euro’s. p.m.", "nl", "CHF", "Bedragen in CHF. p.m."),
        ("For each euro of the city", "en", "NOK", "For each NOK of the city"),
        ("Europe", "en", "GBP", "Europe"),
        ("Up to € 500", "en", "EUR", "Up to € 500"),
    ],
)
def test_amounts_are_in_the_money_of_the_city(written: str, language: str, currency: str, read: str) -> None:
    """With its sign where the language puts it, and its code where a name would stand."""
    assert read == in_words(written, language, Words(currency=currency))


@pytest.mark.parametrize(
    ("language", "currency", "written"),
    [
        ("nl", "EUR", "€\u00a01.000"),
        ("en", "GBP", "£1,000"),
        ("nl", "GBP", "£\u00a01.000"),
        ("en", "SEK", "SEK\u00a01,000"),
    ],
)
def test_an_amount_in_a_sentence(language: str, currency: str, written: str) -> None:
    """As people write it who speak that language."""
    spoken = Spoken.with_words(language, Words(currency=currency))

    assert written == Wording(spoken).money(Decimal(1000))


def test_a_text_that_is_not_translated_yet_says_it_too() -> None:
    """In Frisian: its own word, and that of Dutch, from which comes what is not there."""
    words = Words("Tema", "Tema's")

    assert ["Tema's", "Alle tema's"] == [in_words(text, "fy", words) for text in ("Pylders", "Alle pijlers")]


def test_a_language_keeps_its_words() -> None:
    """Where it goes to another process, and in what a cache compares."""
    spoken = Spoken.with_words("nl", THEME)

    assert "nl" == spoken
    assert THEME == pickle.loads(pickle.dumps(spoken)).words
    assert repr(spoken) != repr(Spoken.with_words("nl", Words("Thema", "Themen", neuter=True)))
    assert "Thema's" == translations(spoken).gettext("Pillars")
    assert "Pijlers" == translations("nl").gettext("Pillars")


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with themes, with the package's pages and navigation, built."""
    root = make_site(tmp_path_factory.mktemp("themed") / "site", SMALL)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"^nav:\n(?:  .*\n)+", "", text, flags=re.MULTILINE)
    text = re.sub(r"  search: !ENV .*\n", "  search: false\n", text)
    words = "  pillars: {one: Thema, many: Thema's, article: het}\n"
    settings.write_text(text.replace("extra:\n", f"extra:\n{words}"), encoding="utf-8")
    for page in (root / "docs").glob("*.md"):
        page.unlink()
    build(root, root / "site", Store(root))
    return root


@pytest.mark.slow
def test_no_page_says_pillar(themed: Path) -> None:
    """Headings, navigation, filters, the form, messages and breadcrumbs: at the addresses that they had."""
    assert "Thema's" in (themed / "site/pillars/index.html").read_text(encoding="utf-8")
    for file in (themed / "site").rglob("*.html"):
        page = re.sub(r"<style\b.*?</style>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = html.unescape(re.sub("<[^>]*>", " ", page))
        found = re.findall(".{0,40}[Pp]ijler.{0,40}", text)
        assert [] == found, file.relative_to(themed)


def test_messages_and_forms_outside_the_site_say_it_too(themed: Path) -> None:
    """The language of a catalogue has its words with it."""
    assert "Thema's" == translations(language(themed)).gettext("Pillars")
