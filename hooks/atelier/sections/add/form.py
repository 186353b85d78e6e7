"""The data of the form at ``/add/``: its parts, and the rules, texts and names that its script checks by.

The fields come from ``atelier.model.fields``, the rules from ``atelier.model.rules``, the messages from
``atelier.problems.codes``; the script only interprets them. So the form and ``atelier check`` give the same
messages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations
from typing import Any

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.claims import total
from atelier.catalogue.names import names_of
from atelier.content.entry import Entry
from atelier.content.scalar import NOTHING, PLAIN
from atelier.content.source import BODY_LIMIT, FORBIDDEN, FRONT_MATTER_LIMIT, REPLACED, character_name
from atelier.i18n.translation import N_
from atelier.model.fields import Field, Group, shape_of
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.question import Question
from atelier.model.records import RECORDS
from atelier.model.rules import Between, Many, OnlyWith
from atelier.model.slug import RESERVED, SLUG_LENGTH
from atelier.problems.codes import CODES
from atelier.render.script_texts import script_texts

FOLDER = "add/"
"""The folder of the page and of the files that its script loads, from the root of the site."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form.

    Attributes:
        name: its name in the HTML.
        title: its heading, to be translated.
        intro: what it is for, to be translated.
        keys: the fields of an initiative in it.

    """

    name: str
    title: str
    intro: str
    keys: tuple[str, ...]


PARTS = (
    Part(
        "what",
        N_("What is it?"),
        N_("A few words are enough. You can tell the whole story further down."),
        ("title", "summary", "pillar", "status", "stopped_because", "tags"),
    ),
    Part("whom", N_("For whom, where and when?"), "", ("levels", "ages", "places", "period")),
    Part(
        "partners",
        N_("With whom?"),
        N_("Type a name and choose from the list. Is an organisation not in it? Then you can add it here."),
        ("partners",),
    ),
    Part("money", N_("Money"), N_("Only if you know it. You can leave this out."), ("funding",)),
    Part(
        "recipe",
        N_("How does someone else do it too?"),
        N_("This is what other schools look for. Each line counts."),
        ("recipe", "results", "adapted_from", "adaptation"),
    ),
    Part(
        "contact",
        N_("Who can tell more?"),
        N_("Everyone can read this. So rather give the address of the school than that of a person."),
        ("contact",),
    ),
)
"""The parts that are open; the story comes after them, and then ``REST``."""


def rest() -> tuple[str, ...]:
    """The fields of an initiative that are in no part: rare ones, which the form hides at first."""
    shown = {key for part in PARTS for key in part.keys}
    return tuple(key for key in shape_of(Initiative).fields if key not in shown)


PARTNER_KEYS = ("name", "kind", "place", "url")
"""The fields of a new organisation in the form."""


# The data of the script

FORM_TEXTS: Mapping[str, str] = {
    "meant": N_("Do you mean {meant}?"),
    "take": N_("Yes, write {meant}"),
    "one": N_("One thing to mend"),
    "many": N_("{n} things to mend"),
    "remove": N_("Remove {label} {n}"),
    "item": N_("{label} {n}"),
    "new": N_("“{name}” is not in the list yet: add it"),
    "copied": N_("The text is copied."),
    "copy_failed": N_("Copying did not work. Select the text of the file and copy it yourself."),
    "pasted": N_("It is too long to send along, so it is copied. Paste it in the page that opens."),
    "paste_over": N_("The text is copied. In the page that opens, replace all of the text by it."),
    "edit": N_("You are changing “{title}”. Only what you change here, changes in its file."),
    "confirm": N_("You say that all of “{title}” is still true. Only the date changes, to {date}."),
    "use": N_("Say under “Copied by” that you do “{title}” too: your organisation, and since when."),
    "copy": N_("You begin your own version of “{title}”. The pillar, levels and recipe are there already."),
    "answer": N_(
        "You know an example for “{title}”. What you fill in here comes to stand there as an answer."
    ),
    "question_gone": N_("There is no question with the address “{slug}” (any more)."),
    "gone": N_("There is no initiative with the address “{slug}” (any more)."),
    "offline": N_("The form cannot be loaded now. Try again later."),
    "restored": N_("You were busy with this before. What you filled in is still there."),
    "unchanged": N_("You have not changed anything yet."),
    "subject_new": N_("New initiative: {title}"),
    "subject_edit": N_("Change to: {title}"),
    "untitled": N_("Name of your initiative"),
    "too_long_mail": N_("It is too long to send along, so it is copied. Paste it in the mail."),
    "picture": N_("Put the picture itself beside the file too."),
    "again": N_("Take out all that you filled in?"),
}
"""The texts of the script besides the messages of the check."""


def form_context(translations: NullTranslations) -> Mapping[str, Any]:
    """What the template of the page needs."""
    return {
        "parts": PARTS,
        "rest": rest(),
        "fields": shape_of(Initiative).fields,
        "partner_fields": [shape_of(Partner).fields[key] for key in PARTNER_KEYS],
        "form_texts": script_texts(FORM_TEXTS, translations),
    }


def codes(translations: NullTranslations) -> dict[str, tuple[str, str]]:
    """The texts of every code that typing can cause, with ``%(name)s`` where a value goes."""
    gettext = translations.gettext
    return {
        code: (gettext(entry.message), gettext(entry.hint))
        for code, entry in CODES.items()
        if entry.typable is True
    }


def rules(translations: NullTranslations) -> dict[str, Any]:
    """The data by which the script checks and writes: the model, the messages, and limits."""
    every = map(chr, (*range(0x2070), *range(0xFFF0, 0x10000)))
    characters = ["\r", REPLACED, *(character for character in every if FORBIDDEN.match(character))]
    return {
        "initiative": group_data(shape_of(Initiative), translations),
        "partner": group_data(shape_of(Partner), translations),
        "partner_keys": PARTNER_KEYS,
        "question": group_data(shape_of(Question), translations),
        "folders": {kind.collection: kind.folder for kind in RECORDS},
        "codes": codes(translations),
        "plain": PLAIN.pattern,
        "nothing": sorted(NOTHING),
        "forbidden": {character: character_name(character) for character in characters},
        "reserved": sorted(RESERVED),
        "slug_length": SLUG_LENGTH,
        "front_matter_limit": FRONT_MATTER_LIMIT,
        "body_limit": BODY_LIMIT,
    }


def group_data(group: Group, translations: NullTranslations) -> dict[str, Any]:
    """A group of fields as JSON, in the order of a file."""
    return {key: _field_data(field, translations) for key, field in group.fields.items()}


def _field_data(field: Field, translations: NullTranslations) -> dict[str, Any]:
    data: dict[str, Any] = {"label": translations.gettext(field.label)}
    if field.required:
        data["required"] = True
    if field.default:
        data["default"] = field.default
    if field.rule:
        data["rule"] = field.rule.data()
    if field.group:
        data["group"] = group_data(field.group, translations)
        if field.group.alone:
            data["alone"] = field.group.alone
    if field.many:
        data["many"] = _many_data(field.many)
    if field.between:
        data["between"] = [_between_data(other, rule) for other, rule in field.between]
    return data


def _many_data(many: Many) -> dict[str, Any]:
    return {"differ": many.differ} if many.differ else {}


def _between_data(other: str, rule: Between) -> dict[str, Any]:
    data = {"kind": type(rule).__name__, "other": other, "code": rule.code}
    return data | ({"is": rule.is_ and rule.is_.value} if isinstance(rule, OnlyWith) else {})


def register(catalogue: Catalogue) -> dict[str, Any]:
    """The partners and funds that an initiative may name, with all names, and the books of the funds."""
    return {
        "partners": [_named(entry) for entry in catalogue.partners.values()],
        "funds": [_named(entry) for entry in catalogue.funds.values()],
        "pillars": [_named(entry) for entry in catalogue.pillars.values()],
        "books": dict(_books(catalogue)),
    }


def initiatives(catalogue: Catalogue) -> list[list[str]]:
    """The slug, the title and the former slugs of every initiative."""
    return [[e.slug, e.record.title, *e.record.former_slugs] for e in catalogue.initiatives.values()]


def _named(entry: Entry[Any]) -> list[str]:
    names = dict.fromkeys(name for _, name in names_of(entry))
    return [entry.slug, *(name for name in names if name != entry.slug)]


def _books(catalogue: Catalogue) -> Iterator[tuple[str, dict[int, dict[str, int | None]]]]:
    """For each fund its years, in cents: the sum of its rows, and the stated amounts."""
    for slug, fund in catalogue.funds.items():
        claims = catalogue.claims_by_source.get(slug, ())
        years = {}
        for year in fund.record.years:
            rows = [row.amount for row in year.reservations]
            rows += [claim.amount for claim in claims if claim.year == year.year]
            years[year.year] = {
                "rows": _cents(total(rows)),
                "committed": _cents(year.committed),
                "available": _cents(year.available),
                "other": _cents(year.other_expenses or Decimal(0)),
            }
        yield slug, years


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def form_files(catalogue: Catalogue, translations: NullTranslations) -> Mapping[str, str]:
    """The files that the script of the form loads, by address."""
    return {
        f"{FOLDER}rules.json": _json(rules(translations)),
        f"{FOLDER}register.json": _json(register(catalogue)),
        f"{FOLDER}initiatives.json": _json(initiatives(catalogue)),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
