"""What was probably meant, where a value is not written as its rule asks for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from atelier import fields, model
from atelier.readings import SYNONYMS, synonyms


def rule_of(kind: Any) -> Any:
    return kind.__metadata__[0]


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (fields.When, "1 maart 2026", "2026-03-01"),
        (fields.When, "zondag 1 maart 2026", "2026-03-01"),
        (fields.When, "1e mrt. 2026", "2026-03-01"),
        (fields.When, "1-3-2026", "2026-03-01"),
        (fields.When, "01/03/2026", "2026-03-01"),
        (fields.When, "2026/3/1", "2026-03-01"),
        (fields.When, "maart 2026", "2026-03"),
        (fields.When, "3-2026", "2026-03"),
        (fields.When, "2026-3", "2026-03"),
        (fields.When, "31-2-2026", ""),
        (fields.When, "1-3-26", ""),
        (fields.When, "binnenkort", ""),
        (fields.Day, "maart 2026", ""),
        (fields.Day, "1 december 2026", "2026-12-01"),
        (fields.Year, "2026-03-01", "2026"),
        (fields.Year, "2026-2027", ""),
        (fields.Amount, "pm", "p.m."),
        (fields.KnownAmount, "pm", ""),
        (fields.Url, "www.school.example", "https://www.school.example"),
        (fields.Url, "school.example/a b", "https://school.example/a%20b"),
        (fields.Url, "http:/school.example", "http://school.example"),
        (fields.Url, "<https://school.example>", "https://school.example"),
        (fields.Url, "javascript:alert(1)", ""),
        (fields.Url, "wie@school.example", ""),
        (fields.Email, "mailto:info@school.example", "info@school.example"),
        (fields.Email, "De school <info@school.example>", "info@school.example"),
        (fields.Email, "info (at) school.example", "info@school.example"),
        (fields.Email, "info@school.example.", "info@school.example"),
        (fields.Email, "a@b.example, c@d.example", ""),
        (fields.Phone, "tel. 050 – 123 45 67", "050 - 123 45 67"),
        (fields.Colour, "1b5fa8", "#1b5fa8"),
        (fields.Colour, "#abc", "#aabbcc"),
        (fields.Brin, "20 ct", "20CT"),
        (fields.Kvk, "KvK 1234.5678", "12345678"),
        (fields.Ror, "012p63287", "https://ror.org/012p63287"),
        (fields.Boolean, "ja", "true"),
    ],
)
def test_what_people_write_is_read_right(kind: Any, written: str, meant: str) -> None:
    """A value as people write it comes with the value to write instead; what is not clear with none."""
    assert meant == rule_of(kind).meant(written)


@pytest.mark.parametrize(
    ("choices", "written", "meant"),
    [
        (model.Level, "Basisschool", "po"),
        (model.Level, "VMBO", "vmbo"),
        (model.Level, "universiteit", "wo"),
        (model.Status, "loopt", "active"),
        (model.Role, "Trekker", "lead"),
        (model.PartnerKind, "gemeente", "government"),
        (model.Level, "iets anders", ""),
    ],
)
def test_other_words_for_a_choice(choices: Any, written: str, meant: str) -> None:
    """The words that people use for a choice lead to it."""
    with pytest.raises(PydanticCustomError) as raised:
        fields.Choice(choices).read(written)

    assert meant == (raised.value.context or {})["meant"]


@pytest.mark.parametrize("name", SYNONYMS)
def test_every_synonym_leads_to_one_choice(name: str) -> None:
    """Each list belongs to an enumeration of the model, and no word stands for two choices."""
    choices = {member.value for member in getattr(model, name)}
    words = [word for group in SYNONYMS[name].values() for word in group.split("|")]

    assert set(SYNONYMS[name]) == choices
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)
    assert not set(synonyms(name)) & choices or name in ("Level", "PartnerKind")


@pytest.mark.parametrize("rule", [rule_of(getattr(fields, name)) for name in (
    "Slug", "Boolean", "Year", "Amount", "KnownAmount", "When", "Day", "Url", "Email", "Phone", "Colour",
    "ImageName", "Ror", "Brin", "Kvk")], ids=lambda rule: rule.pattern.pattern[:30])  # fmt: skip
def test_patterns_keep_to_what_browsers_read_alike(rule: Any) -> None:
    """No class of characters that means more in Python than in a browser, and no flag."""
    patterns = [rule.pattern.pattern, *(p for step in rule.readings.steps for p in (step.find, step.when))]

    assert not [pattern for pattern in patterns if re.search(r"\\[dswbDSWBAZ]|\(\?P", pattern)]
    assert rule.pattern.flags == re.UNICODE
