"""The data of the forms: what their page shows, and the rules, texts and names that their scripts check by.

What a form asks comes from its description, the fields from ``atelier.model.fields``, the rules from
``atelier.model.rules``, the messages from ``atelier.problems.codes``; the scripts only interpret them. So a
form and ``atelier check`` find the same mistakes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from gettext import NullTranslations
from typing import Any

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.claims import total
from atelier.catalogue.names import former_names, names_of
from atelier.content.entry import Entry
from atelier.content.json_text import json_text
from atelier.content.source import BODY_LIMIT, FORBIDDEN, FRONT_MATTER_LIMIT, REPLACED, character_name
from atelier.content.yaml.scalar import NOTHING, PLAIN
from atelier.i18n.translation import N_
from atelier.i18n.words import EURO, currency_of, signs_of
from atelier.model.base import Record
from atelier.model.fields import Field, Group
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.kinds import Kinds
from atelier.model.partner import Partner
from atelier.model.pillar import Pillar
from atelier.model.readings import Step, in_money
from atelier.model.records import RECORDS
from atelier.model.rules import Between, Euros, Many, OnlyWith
from atelier.model.settings import Host
from atelier.model.slug import RESERVED, SLUG_LENGTH
from atelier.problems.codes import CODES
from atelier.render.script_texts import in_script
from atelier.sections.add.description import ADDED, ADDRESS, STORY, Form
from atelier.sections.add.forms import FORMS
from atelier.sections.add.proposal import SITE_TEMPLATE, issue_head, template_name

FOLDER = "add/"
"""The folder of the files that the scripts of every form load, from the root of the site."""


# The data of the script

TEXTS: Mapping[str, str] = {
    "meant": N_("Do you mean {meant}?"),
    "take": N_("Yes, write {meant}"),
    "reads": N_("We read this as {meant}."),
    "from_to": N_("{first} to {last}"),
    "from": N_("from {first}"),
    "to": N_("up to {last}"),
    "years": N_("{range} years"),
    "one": N_("One thing to mend"),
    "many": N_("{n} things to mend"),
    "remove": N_("Remove {label} {n}"),
    "up": N_("Move {label} {n} up"),
    "down": N_("Move {label} {n} down"),
    "item": N_("{label} {n}"),
    "new": N_("“{name}” is not in the list yet: add it"),
    "copied": N_("The text is copied."),
    "copy_failed": N_("Copying did not work. Select the text of the file and copy it yourself."),
    "pasted": N_("It is too long to send along, so it is copied. Paste it in the page that opens."),
    "paste_over": N_("The text is copied. In the page that opens, replace all of the text by it."),
    "question_gone": N_("There is no question with the address “{slug}” (any more)."),
    "offline": N_("The form cannot be loaded now. Try again later."),
    "restored": N_("What you filled in before is here again."),
    "restored_newer": N_("This was changed since you began. What you changed is here again, on top of that."),
    "draft": N_("{title}, {day}, {time}"),
    "picture_name": N_("picture"),
    "picture_there": N_("There is a picture already: {name}. Another one comes in its place."),
    "picture_chosen": N_("The picture that you chose"),
    "picture_small": N_(
        "Made small ({size} kB), and the place where it was taken is removed. Below you tell what is to be "
        "seen."
    ),
    "picture_unreadable": N_("This picture cannot be read here. Choose a JPEG, PNG or WebP."),
    "saved": N_("The file {file} is in your downloads."),
    "mail_attached": N_("My proposal is in the file {file}, which I attach to this mail."),
    "unchanged": N_("You have not changed anything yet."),
}
"""The texts of the scripts that are the same for every form; the others are in its description."""


SENDING_TEXTS: Mapping[str, str] = {
    "sending": N_("Sending…"),
    "mail_wrong": N_("This is no e-mail address. Mend it, or leave it empty."),
    "send_down": N_(
        "It cannot be sent now: there is no connection. What you filled in stays here. Try again in a "
        "while, or send it in another way."
    ),
    "sent_waiting": N_("It is kept safely, and becomes a proposal in a moment."),
    "sent_refused": N_("It is kept safely. The editors have to mend something before it becomes a proposal."),
    "sent_open": N_("This is what you sent. Change what you like, and send it again."),
    "sent_proposed": N_("It is a proposal now: the editors look at it."),
    "sent_merged": N_("It is on the site, or will be in a moment."),
    "sent_there": N_("What you sent is on the site. What you change here is a new proposal."),
    "sent_closed": N_("The editors did not put this on the site. Ask them if you want to know why."),
    "sent_address": N_("See the proposal"),
    "link_copied": N_("The link is copied."),
    "link_copy": N_("Copying did not work. Copy the link from the field yourself."),
    "preview": N_("Your page"),
}
"""The texts of the script that sends to a service."""


def form_context(
    form: Form,
    others: Sequence[Form],
    translations: NullTranslations,
    *,
    service: bool = False,
    currency: str = EURO,
    versions: int = 0,
) -> Mapping[str, Any]:
    """What the template of the page needs for a form.

    ``others`` are the other forms; ``service`` is whether the site has one to send to; ``currency`` is the
    code of its money; ``versions`` is in how many files the initiatives of neighbours stand.
    """
    data = script_data(form, translations, service=service, currency=currency)
    return {
        "form": form,
        "others": others,
        "story": STORY,
        "address": ADDRESS,
        "added": ADDED,
        "template": SITE_TEMPLATE,
        "issue_template": template_name(translations),
        "issue_head": {host: issue_head(host, translations) for host in Host},
        "by_mail": questions_by_mail(form, translations),
        "script_data": in_script(data | ({"versions": versions} if versions and form.example else {})),
    }


def questions_by_mail(form: Form, translations: NullTranslations) -> str:
    """The questions of the first step, to answer in a mail by who has no scripts."""
    asked = [path for path in form.steps[0].paths if path != ADDED and not form.field(path).between]
    return "\n\n".join(f"{translations.gettext(form.words_for(path).label)}\n" for path in asked)


def script_data(
    form: Form, translations: NullTranslations, *, service: bool = False, currency: str = EURO
) -> dict[str, Any]:
    """What the scripts need to know of a form: its kind, how it begins, and its texts."""
    texts = {**TEXTS, **form.texts, **(SENDING_TEXTS if service else {})}
    gettext = translations.gettext
    companion = form.companion
    return {
        "kind": form.kind.collection,
        "called": form.kind.called_by,
        "companion": {
            "kind": companion.kind.collection,
            "keys": companion.keys,
            "missing": {key: gettext(said.missing) for key, said in companion.words.items() if said.missing},
        }
        if companion
        else None,
        "follows": form.follows,
        "dated": form.dated,
        "confirmed": form.confirmed,
        "copied": form.copied,
        "example": form.example,
        "adopted": form.adopted,
        "used": form.used,
        "from_address": form.from_address,
        "missing": {path: gettext(said.missing) for path, said in form.words.items() if said.missing},
        "texts": {"currency": currency, **{name: gettext(text) for name, text in texts.items()}},
    }


def codes(translations: NullTranslations) -> dict[str, tuple[str, str]]:
    """What a form says of every code that typing can cause, with ``%(name)s`` where a value goes."""
    gettext = translations.gettext
    return {
        code: (gettext(entry.asked or entry.message), gettext(entry.asked_hint or entry.hint))
        for code, entry in CODES.items()
        if entry.typable is True
    }


def rules(kinds: Kinds, translations: NullTranslations, language: str) -> dict[str, Any]:
    """The data by which the script checks and writes: the model, the messages, and limits.

    Amounts are read as people write the money of the city whose ``language`` it is.
    """
    every = map(chr, (*range(0x2070), *range(0xFFF0, 0x10000)))
    records = {name: group_data(shape, translations) for name, shape in kinds.shapes.items()}
    if currency_of(language) != EURO:
        for fields in records.values():
            _read_money(fields, signs_of(language))
    characters = ["\r", REPLACED, *(character for character in every if FORBIDDEN.match(character))]
    return {
        "records": records,
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


def _read_money(fields: Mapping[str, Any], signs: Collection[str]) -> None:
    """Let every amount among some fields be read with the signs of a currency."""
    for field in fields.values():
        _read_money(field.get("group", {}), signs)
        rule = field.get("rule", {})
        if rule.get("kind") == Euros.kind:
            steps = [Step(*step) for step in rule["readings"]["steps"]]
            rule["readings"]["steps"] = [*map(list, in_money(steps, signs))]


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
    if field.from_to:
        data["from_to"] = field.from_to.data()
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
    """The records that another may name, each with its slug and all its names, and the books of the funds."""
    return {
        "partners": [_named(entry) for entry in catalogue.partners.values()],
        "funds": [_named(entry) for entry in catalogue.funds.values()],
        "pillars": [_named(entry) for entry in catalogue.pillars.values()],
        "former": {
            kind.collection: former_names(catalogue.of(kind).values()) for kind in (Partner, Fund, Pillar)
        },
        "books": dict(_books(catalogue)),
    }


def taken(catalogue: Catalogue, kind: type[Record]) -> list[list[str]]:
    """The slug, the name or title and the former slugs of every record of a kind."""
    return [
        [entry.slug, entry.record.called, *entry.record.former_slugs] for entry in catalogue.of(kind).values()
    ]


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


def form_files(catalogue: Catalogue, translations: NullTranslations, language: str) -> Mapping[str, str]:
    """The files that the scripts of the forms load, by address, for a site in a language."""
    kinds: Sequence[type[Record]] = [Initiative, *(form.kind.origin for form in FORMS)]
    return {
        f"{FOLDER}rules.json": json_text(rules(catalogue.kinds, translations, language)),
        f"{FOLDER}register.json": json_text(register(catalogue)),
        **{f"{FOLDER}{kind.collection}.json": json_text(taken(catalogue, kind)) for kind in kinds},
    }
