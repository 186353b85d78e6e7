"""What was probably meant, where a value is not written as its rule asks for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from atelier.model import rules
from atelier.model.festival import SlotKind
from atelier.model.fields import shape_of
from atelier.model.initiative import Initiative, Level, Role, Status
from atelier.model.labelled import Labelled, synonyms
from atelier.model.partner import PartnerKind
from atelier.model.several import terms_meant

CHOICES: tuple[type[Labelled], ...] = (Status, Role, Level, PartnerKind, SlotKind)


def rule_of(kind: Any) -> Any:
    return kind.__metadata__[0]


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (rules.When, "1 maart 2026", "2026-03-01"),
        (rules.When, "zondag 1 maart 2026", "2026-03-01"),
        (rules.When, "1e mrt. 2026", "2026-03-01"),
        (rules.When, "1-3-2026", "2026-03-01"),
        (rules.When, "01/03/2026", "2026-03-01"),
        (rules.When, "2026/3/1", "2026-03-01"),
        (rules.When, "maart 2026", "2026-03"),
        (rules.When, "3-2026", "2026-03"),
        (rules.When, "2026-3", "2026-03"),
        (rules.When, "31-2-2026", ""),
        (rules.When, "1-3-26", ""),
        (rules.When, "binnenkort", ""),
        (rules.Day, "maart 2026", ""),
        (rules.Day, "1 december 2026", "2026-12-01"),
        (rules.Time, "9:00", "09:00"),
        (rules.Time, "9.00", "09:00"),
        (rules.Time, "9u", "09:00"),
        (rules.Time, "9u30", "09:30"),
        (rules.Time, "9:00 uur", "09:00"),
        (rules.Time, "13:30:00", "13:30"),
        (rules.Time, "17-3-2027 9:00", "2027-03-17 09:00"),
        (rules.Time, "17 maart 2027 13.30", "2027-03-17 13:30"),
        (rules.Time, "woensdag 17 mrt 2027 om 9u", "2027-03-17 09:00"),
        (rules.Time, "24:00", ""),
        (rules.Time, "10:00 - 11:00", ""),
        (rules.Year, "2026-03-01", "2026"),
        (rules.Year, "2026-2027", ""),
        (rules.Amount, "pm", "p.m."),
        (rules.KnownAmount, "pm", ""),
        (rules.Url, "www.school.example", "https://www.school.example"),
        (rules.Url, "school.example/a b", "https://school.example/a%20b"),
        (rules.Url, "http:/school.example", "http://school.example"),
        (rules.Url, "<https://school.example>", "https://school.example"),
        (rules.Url, "“https://school.example/film”", "https://school.example/film"),
        (rules.Url, "https://school.example/film’.", "https://school.example/film"),
        (rules.Url, "javascript:alert(1)", ""),
        (rules.Url, "wie@school.example", ""),
        (rules.Email, "mailto:info@school.example", "info@school.example"),
        (rules.Email, "De school <info@school.example>", "info@school.example"),
        (rules.Email, "info (at) school.example", "info@school.example"),
        (rules.Email, "info@school.example.", "info@school.example"),
        (rules.Email, "a@b.example, c@d.example", ""),
        (rules.Phone, "tel. 050 – 123 45 67", "050 - 123 45 67"),
        (rules.Colour, "1b5fa8", "#1b5fa8"),
        (rules.Colour, "#abc", "#aabbcc"),
        (rules.Brin, "20 ct", "20CT"),
        (rules.Kvk, "KvK 1234.5678", "12345678"),
        (rules.Ror, "012p63287", "https://ror.org/012p63287"),
        (rules.Boolean, "ja", "true"),
    ],
)
def test_what_people_write_is_read_right(kind: Any, written: str, meant: str) -> None:
    """A value as people write it comes with the value to write instead; what is not clear with none."""
    assert meant == rule_of(kind).meant(written)


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("ages", "groep 7", {"from": "10", "to": "11"}),
        ("ages", "groepen 5-8", {"from": "8", "to": "12"}),
        ("ages", "van 10 tot en met 12 jaar", {"from": "10", "to": "12"}),
        ("ages", "12+", {"from": "12"}),
        ("ages", "t/m 12 jaar", {"to": "12"}),
        ("ages", "brugklas", {"from": "12", "to": "13"}),
        ("ages", "groep zeven", {}),
        ("ages", "groep 9", {}),
        ("period", "2026", {"start": "2026"}),
        ("period", "schooljaar 2025-2026", {"start": "2025-08", "end": "2026-07"}),
        ("period", "sept 2025 - juli 2026", {"start": "2025-09", "end": "2026-07"}),
        ("period", "1-9-2025 t/m 1-7-2026", {"start": "2025-09-01", "end": "2026-07-01"}),
        ("period", "2024 tot nu", {"start": "2024"}),
        ("period", "binnenkort", {}),
        ("period", "a|b|c", {}),
    ],
)
def test_a_first_and_a_last_in_one_text(key: str, written: str, meant: dict[str, str]) -> None:
    """As people say it; nothing where it is not clear."""
    from_to = shape_of(Initiative).fields[key].from_to

    assert from_to
    assert meant == from_to.meant(written)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("robots, programmeren; drones", ["robots", "programmeren", "drones"]),
        ("Groningen, Assen en Leeuwarden", ["Groningen", "Assen", "Leeuwarden"]),
        ("Groningen en Assen", ["Groningen", "Assen"]),
        ("kunst en cultuur", ["kunst en cultuur"]),
        ("Het Hogeland", ["Het Hogeland"]),
        ("Berg en Dal", ["Berg en Dal"]),
    ],
)
def test_several_terms_in_one_text(written: str, parts: list[str]) -> None:
    """A comma separates, and "en" before a name; not within one."""
    assert parts == [*terms_meant(written)]


@pytest.mark.parametrize(
    ("choices", "written", "meant"),
    [
        (Level, "Basisschool", "po"),
        (Level, "VMBO", "vmbo"),
        (Level, "universiteit", "wo"),
        (Status, "loopt", "active"),
        (Role, "Trekker", "lead"),
        (PartnerKind, "gemeente", "government"),
        (Level, "iets anders", ""),
    ],
)
def test_other_words_for_a_choice(choices: Any, written: str, meant: str) -> None:
    """The words that people use for a choice lead to it."""
    with pytest.raises(PydanticCustomError) as raised:
        rules.Choice(choices).read(written)

    assert meant == (raised.value.context or {})["meant"]


@pytest.mark.parametrize("choices", CHOICES)
def test_every_other_word_leads_to_one_choice(choices: type[Labelled]) -> None:
    """No word stands for two choices, and each is in small letters."""
    words = [word for choice in choices for word in choice.words.split("|")]

    assert all(words)
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)
    assert not set(synonyms(choices)) & {*choices} or choices in (Level, PartnerKind)


@pytest.mark.parametrize("rule", [rule_of(getattr(rules, name)) for name in (
    "Slug", "Boolean", "Year", "Amount", "KnownAmount", "When", "Day", "Url", "Email", "Phone", "Colour",
    "ImageName", "Ror", "Brin", "Kvk")], ids=lambda rule: rule.pattern.pattern[:30])  # fmt: skip
def test_patterns_keep_to_what_browsers_read_alike(rule: Any) -> None:
    """No class of characters that means more in Python than in a browser, and no flag."""
    patterns = [rule.pattern.pattern, *(p for step in rule.readings.steps for p in (step.find, step.when))]

    assert not [pattern for pattern in patterns if re.search(r"\\[dswbDSWBAZ]|\(\?P", pattern)]
    assert rule.pattern.flags == re.UNICODE
