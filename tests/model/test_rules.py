"""What each kind of value accepts, and what it makes of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from atelier.model.dates import PartialDate
from atelier.model.initiative import Ages, Period
from atelier.model.readings import WITHOUT_ZEROS, read_as
from atelier.model.rules import (
    AMOUNT,
    DAY,
    YEAR,
    Amount,
    Dated,
    Day,
    Email,
    KnownAmount,
    Phone,
    SignedAmount,
    Term,
    Text,
    Title,
    Url,
    When,
    whole,
)
from atelier.render.wording import Wording, school_groups


def accepts(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refuses(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as raised:
        accepts(kind, value)
    return str(raised.value.errors()[0]["type"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("65.000", "65000"),
        ("65,000", "65000"),
        ("€ 12.500,-", "12500"),
        ("€12.500,--", "12500"),
        ("12.500 euro", "12500"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("12,5", "12.50"),
        ("1 000", "1000"),
        ("1.000.000", "1000000"),
        ("12500,=", "12500"),
        ("EUR 5", "5"),
        ("vijf", None),
        ("=1+1", None),
        ("-5", None),
        ("", None),
    ],
)
def test_amounts_as_dutch_people_write_them(written: str, meant: str | None) -> None:
    """A refused amount comes with the number to write instead."""
    assert (meant or "") == AMOUNT.meant(written)


@given(st.text(max_size=20))
def test_what_is_meant_is_always_an_amount(written: str) -> None:
    """The number to write instead is one that is accepted."""
    meant = AMOUNT.meant(written)

    assert not meant or meant == "p.m." or accepts(Amount, meant) >= 0


def test_amounts_are_exact() -> None:
    """Cents stay cents; p.m. is not known yet, which is not zero."""
    assert Decimal("1234.50") == accepts(Amount, "1234.50")
    assert Decimal(0) == accepts(Amount, "0")
    assert accepts(Amount, "p.m.") is None


@pytest.mark.parametrize("written", ["65.000", "65,000", "€ 12.500,-", "1.5", "--5", "1e5", ".inf", "12.345"])
def test_amounts_are_never_guessed(written: str) -> None:
    """An amount that can be read in two ways is refused."""
    assert "amount" == refuses(Amount, written)


def test_only_a_row_of_a_fund_can_be_a_cut() -> None:
    """Money of an initiative below zero is told as such; a reservation of a fund may have a minus."""
    assert "amount-negative" == refuses(Amount, "-5")
    assert "amount-negative" == refuses(KnownAmount, "-5.50")
    assert Decimal("-5.50") == accepts(SignedAmount, "-5.50")
    assert not accepts(SignedAmount, "-0").is_signed()


@pytest.mark.parametrize("written", ["−500", "-€ 1.500,00", "€ -1.500", "500-", "(500)", "- 500", "-1.500"])
def test_a_cut_is_told_however_it_is_written(written: str) -> None:
    """Books put a minus before or behind, or brackets; a spreadsheet has a minus of its own."""
    assert "amount-negative" == refuses(Amount, written)
    assert Decimal(read_as(written, AMOUNT.readings)) in (-500, -1500)


@pytest.mark.parametrize("written", ["gratis", "Niets", "free"])
def test_nothing_to_pay_is_nought(written: str) -> None:
    """A form reads it so, and a file is told to say 0."""
    assert "0" == AMOUNT.meant(written)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "http://a.example:8080/x?y=1&z=2#q",
        "https://xn--caf-dma.example/",
        "https://1.2.3.4/",
    ],
)
def test_web_addresses(address: str) -> None:
    """Full http and https addresses are accepted as they are."""
    assert address == accepts(Url, address)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "//a.example/",
        "https://wie@a.example/",
        "https://wie:geheim@a.example/",
        'https://a.example/"><script>',
        "https://a.example/it's",
        "https://a.example/een twee",
        "https://",
        "https://a",
        "https://a.example:x/",
        "https://a..example/",
        "ht\ntps://a.example/",
        "https:\\\\a.example",
        "https://a.example/film”",
        "https://a.example/film’",
        "“https://a.example/film”",
        "https://a.example/…",
    ],
)
def test_other_web_addresses_are_refused(address: str) -> None:
    """No other scheme, no user part, no quotes or spaces."""
    assert "url" == refuses(Url, address)


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "a@b.example?bcc=c@d.example",
        "a@b.example,c@d.example",
        "a@b.example\nBcc: c@d.example",
        "Naam <a@b.example>",
        "a%0a@b.example",
        "a&b@c.example",
        ".a@b.example",
        "a@-b.example",
        "a b@c.example",
    ],
)
def test_only_one_plain_email_address(address: str) -> None:
    """Nothing that a mail program could read as more than one address."""
    assert "email" == refuses(Email, address)


def test_text_is_one_line() -> None:
    """Line breaks become spaces; other characters stay as they were typed."""
    assert "een twee" == accepts(Text, " een\n  twee\n")
    assert "expected-text" == refuses(Text, ["een"])
    assert "too-long" == refuses(Title, "x" * 161)
    assert "x" * 160 == accepts(Title, "x" * 160)


def test_dates_may_be_partial() -> None:
    """A year or a month is a date too; a consent is a day."""
    assert PartialDate(2018, 8) == accepts(When, "2018-08")
    assert datetime.date(2018, 12, 31) == accepts(When, "2018").last
    assert datetime.date(2018, 2, 28) == accepts(When, "2018-02").last
    assert datetime.date(2018, 8, 20) == accepts(Day, "2018-08-20")
    assert "date" == refuses(Day, "2018")
    assert "date-impossible" == refuses(When, "2018-02-30")
    assert "date" == refuses(When, "20-08-2018")


@pytest.mark.parametrize("written", ["1026", "9999-12-31", "1899-12-31", "2101", "0026-01"])
def test_a_date_is_of_these_times(written: str) -> None:
    """What a spreadsheet writes for no end, or a typing error in the year, is refused."""
    assert "date-range" == refuses(When, written)


@given(date=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), past=st.booleans())
def test_a_date_that_was_right_stays_right(date: datetime.date, past: bool) -> None:
    """From one day on, and never before it: so a file need not be looked at again every day."""
    day = replace(DAY, past=past)
    month = PartialDate(date.year, date.month)
    values: list[tuple[Dated, object]] = [(day, date), (day, month), (YEAR, date.year)]
    for rule, value in values:
        first = rule.right_from(value)

        rule.judge(value, first)
        rule.judge(value, datetime.date.max)
        with pytest.raises(PydanticCustomError):
            rule.judge(value, first - datetime.timedelta(days=1))


@pytest.mark.parametrize("kind", [Amount, KnownAmount, Annotated[int, whole(0, 1000)]])
def test_a_number_never_begins_with_a_zero(kind: Any) -> None:
    """0123 can be read in two ways; nought is nought."""
    assert "leading-zero" == refuses(kind, "0123")
    assert accepts(kind, "0") == 0


def test_an_amount_under_one_euro_begins_with_a_zero() -> None:
    """That zero stays; a program never takes a reading with a zero before a number."""
    assert Decimal("0.50") == accepts(Amount, "0.50")
    assert Decimal(0) == accepts(Amount, "0.00")
    assert "leading-zero" == refuses(Amount, "00.50")
    assert "" == AMOUNT.meant("€ 0123,-")
    assert "-500" == read_as("-0500", WITHOUT_ZEROS)


def test_a_period_may_end_in_the_year_that_it_starts() -> None:
    """Only what cannot be is refused: 2018 may end after August 2018."""
    period = Period.model_validate({"start": "2018-08", "end": "2018"})

    assert "augustus 2018 – 2018" == Wording("nl").period(period, runs=False)


def test_tags_need_a_slug() -> None:
    """A tag without letters or digits could have no page; one that is too long is told to be."""
    assert "C++" == accepts(Term, "C++")
    assert "العربية" == accepts(Term, "العربية")
    assert "slug-empty" == refuses(Term, "+++")
    assert "too-long" == refuses(Term, "х" * 81)
    assert "several" == refuses(Term, "programmeren, " * 10)


def test_phone_numbers() -> None:
    """Digits as people group them."""
    assert "+31 (0)50 123 45 67" == accepts(Phone, "+31 (0)50 123 45 67")
    assert "phone" == refuses(Phone, "050-geen")


@pytest.mark.parametrize(
    ("low", "high", "groups"),
    [("10", "11", [7]), ("10", "12", [7, 8]), ("4", "12", [1, 2, 3, 4, 5, 6, 7, 8]), ("16", "18", [])],
)
def test_ages_are_groups_too(low: str, high: str, groups: list[int]) -> None:
    """Group 7 is 10–11."""
    assert groups == school_groups(Ages.model_validate({"from": low, "to": high}))
