"""What is taken from the catalogue of another: fields only, without stories, pictures and persons.

This is the standard of ``docs/about/exchange.md`` as data. Keys that are not here are passed over.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from atelier.i18n.translation import N_
from atelier.model.addresses import LOOPBACK, NO_ADDRESS, URL, is_elsewhere

MOST_TEXTS = 200
"""How many items a list in a record may have."""
LONGEST_LINE = 300
"""How many characters a text may have."""
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Characters without a form, and those that turn the direction of all that follows."""
THIS_MACHINE = re.compile(f"{LOOPBACK}[^{NO_ADDRESS}]*")
LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
VERSION = re.compile(r"1\.[0-9]{1,4}")


def fault(code: str, **values: object) -> PydanticCustomError:
    """The error that becomes a ``Fault`` with this code and these values."""
    return PydanticCustomError(code, "", values)


def _line(limit: int) -> AfterValidator:
    def read(text: str) -> str:
        unseen = UNSEEN.search(text)
        if unseen:
            raise fault("unseen", value=f"U+{ord(unseen[0]):04X}")
        line = " ".join(text.split())
        if not line:
            raise fault("empty")
        if len(line) > limit:
            raise fault("long", length=len(line), limit=limit)
        return line

    return AfterValidator(read)


def _address(text: str) -> str:
    """A whole https address; the http address of this machine passes, and is only followed where asked."""
    if len(text) < 2000 and THIS_MACHINE.fullmatch(text):
        return text
    if not URL.fullmatch(text):
        raise fault("url", value=text)
    if not text.lower().startswith("https://"):
        raise fault("https", value=text)
    return text


def _web_address(text: str) -> str:
    """A whole address, also of a site without https: it is shown and never asked."""
    if not URL.fullmatch(text):
        raise fault("url", value=text)
    return text


def _example(text: str) -> str:
    """The slug of an initiative in the same catalogue, or a whole address: it may become a link."""
    return _web_address(text) if is_elsewhere(text) and not THIS_MACHINE.fullmatch(text) else text


def _day(value: object) -> object:
    """The day of a text; of a moment, its day."""
    if not isinstance(value, str):
        return value
    try:
        if len(value) > 10 and value[10] not in "Tt ":
            raise fault("day", value=value)
        return datetime.date.fromisoformat(value[:10] if len(value) >= 10 else "")
    except ValueError:
        raise fault("day", value=value) from None


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise fault("language", value=text)
    return text


def _version(text: str) -> str:
    if not VERSION.fullmatch(text):
        raise fault("version", value=text)
    return text


Line = Annotated[str, _line(LONGEST_LINE)]
Title = Annotated[str, _line(160)]
Address = Annotated[str, AfterValidator(_address)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
Lines = Annotated[list[Line], Field(max_length=MOST_TEXTS)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Addresses = Annotated[list[WebAddress], Field(max_length=MOST_TEXTS)]
Years = Annotated[int, Field(ge=0, le=120)]


NAMES: set[str] = set()


class Known(BaseModel):
    """A group of fields, of which the others are passed over."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    def model_post_init(self, _: object, /) -> None:
        """Forget which fields were given: of 50,000 records that takes a third of the memory."""
        object.__setattr__(self, "__pydantic_fields_set__", NAMES)


class Ages(Known):
    """For which ages, in years."""

    start: Years | None = Field(None, alias="from", description=N_("The youngest, in years."))
    to: Years | None = Field(None, description=N_("The oldest, in years."))


class Involved(Known):
    """An organisation that takes part."""

    partner: Line = Field(description=N_("The name of the organisation, or its slug under partners."))
    role: Line | None = Field(None, description=N_("What it does: a word."))


class Told(Known):
    """What every record has."""

    id: Address = Field(
        description=N_("The address of this record that never changes, beginning with https://.")
    )
    slug: Line | None = Field(None, description=N_("A short name, by which others in this file refer to it."))
    page_url: Address | None = Field(None, description=N_("The address of its page; the id without it."))
    modified: Day | None = Field(
        None,
        description=N_("The day on which it last changed, as in 2026-03-01."),
    )
    language: Annotated[str, AfterValidator(_language)] | None = Field(
        None, description=N_("The language of its texts, such as nl; that of the catalogue without it.")
    )
    same_as: Addresses = Field(
        default_factory=list, description=N_("Addresses elsewhere that stand for the same thing.")
    )

    @property
    def page(self) -> str:
        """The address of its page."""
        return self.page_url or self.id


class StrangersInitiative(Told):
    """An initiative of another catalogue."""

    title: Title = Field(description=N_("What it is called, at most 160 characters."))
    summary: Line | None = Field(
        None, description=N_("What happens, and for whom: one or two sentences, at most 300 characters.")
    )
    status: Line | None = Field(None, description=N_("How it stands: a word, such as active or completed."))
    pillar: Line | None = Field(None, description=N_("The slug of the pillar or theme that it belongs to."))
    levels: Lines = Field(
        default_factory=list, description=N_("For which education: a list of words, such as po and vo.")
    )
    ages: Ages | None = Field(None, description=N_("For which ages: a group with from and to, in years."))
    places: Lines = Field(default_factory=list, description=N_("Municipalities or regions: a list of names."))
    tags: Lines = Field(default_factory=list, description=N_("Words that someone would search for: a list."))
    partners: Annotated[list[Involved], Field(max_length=MOST_TEXTS)] = Field(
        default_factory=list, description=N_("Who takes part: a list of groups, each with partner.")
    )
    adapted_from: Annotated[list[Annotated[Line, AfterValidator(_example)]], Field(max_length=MOST_TEXTS)] = (
        Field(default_factory=list, description=N_("The ids of its examples: a list of addresses."))
    )


class StrangersAnswer(Known):
    """What answers a question."""

    initiative: Line | None = Field(
        None, description=N_("The initiative that answers it: its slug or its id.")
    )
    url: WebAddress | None = Field(None, description=N_("The address of a page elsewhere that answers it."))


class StrangersQuestion(Told):
    """A question of another catalogue."""

    title: Title = Field(description=N_("The question in one sentence, at most 160 characters."))
    pillar: Line | None = Field(None, description=N_("The slug of the pillar or theme that it belongs to."))
    place: Line | None = Field(None, description=N_("For which place it was asked."))
    tags: Lines = Field(default_factory=list, description=N_("Words that someone would search for: a list."))
    answered_by: Annotated[list[StrangersAnswer], Field(max_length=MOST_TEXTS)] = Field(
        default_factory=list,
        description=N_("What answers it: a list of groups, each with initiative or url."),
    )


class Identifiers(Known):
    """Numbers in public registers."""

    brin: Line | None = Field(None, description=N_("The number of a school, of four characters."))
    kvk: Line | None = Field(None, description=N_("The number in the trade register, of eight digits."))
    ror: Line | None = Field(None, description=N_("The address at ror.org."))


class Named(Known):
    """A pillar: what its slug stands for."""

    slug: Line = Field(description=N_("The short name by which initiatives refer to it."))
    name: Title = Field(description=N_("What it is called."))


class StrangersPartner(Named):
    """An organisation of another catalogue."""

    place: Line | None = Field(None, description=N_("Where it is."))
    url: WebAddress | None = Field(None, description=N_("The address of its website."))
    identifiers: Identifiers | None = Field(None, description=N_("Its numbers in public registers: a group."))


class Removed(Known):
    """An id that no record has any more."""

    id: Address = Field(description=N_("The id that it had."))
    date: Day | None = Field(None, description=N_("The day on which it went, as in 2026-03-01."))
    moved_to: Address | None = Field(None, description=N_("The id of what took its place."))


class Neighbour(Known):
    """Another catalogue that this one knows."""

    name: Title = Field(description=N_("What the other catalogue is called."))
    url: Address = Field(description=N_("The address of its data."))


class Choice(Known):
    """A word of a field, and what it means."""

    value: Line = Field(description=N_("The word, as it stands in the data."))
    label: Title = Field(description=N_("What it means, in a few words."))


class Term(Known):
    """A field of which the choices are explained."""

    label: Line | None = Field(None, description=N_("What the field is called."))
    choices: Annotated[list[Choice], Field(max_length=1000)] = Field(
        default_factory=list, description=N_("A list of groups, each with value and label.")
    )


class About(Known):
    """What stands at the head of a catalogue."""

    version: Annotated[str, AfterValidator(_version)] = Field(
        description=N_('The version of the standard: "version": "1.1".')
    )
    name: Title = Field(description=N_("What the catalogue is called."))
    url: Address = Field(description=N_("The address of its site, beginning with https://."))
    language: Annotated[str, AfterValidator(_language)] = Field(
        description=N_("The language of its texts: a code of two or three letters, such as nl.")
    )
    licence: Address = Field(
        description=N_(
            "The address of the licence of the data, such as https://creativecommons.org/publicdomain/zero/1.0/."
        )
    )
