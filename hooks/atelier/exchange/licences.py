"""Which licences of data let others take it over."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

OPEN = re.compile(
    r"creativecommons\.org/(?:publicdomain/(?:zero|mark)|licenses/by(?:-sa)?)/[0-9]\.[0-9](?:/.*)?"
    r"|spdx\.org/licenses/(?:cc0-1\.0|cc-pddc|cc-by(?:-sa)?-[0-9]\.[0-9](?:-[a-z]{2,3})?"
    r"|odbl-1\.0|odc-by-1\.0|pddl-1\.0|ogl-uk-[0-9]\.[0-9]|etalab-2\.0|dl-de-(?:by|zero)-2\.0)(?:\.html)?"
    r"|opendatacommons\.org/licenses/(?:pddl|by|odbl)(?:/.*)?"
    r"|publications\.europa\.eu/resource/authority/licence/(?:cc0|cc_by(?:_?sa)?(?:_[0-9]_[0-9])?|odc_(?:by|bl|pddl))"
    r"|nationalarchives\.gov\.uk/doc/open-government-licence(?:/.*)?"
    r"|govdata\.de/dl-de/(?:by|zero)-2-0"
    r"|etalab\.gouv\.fr/licence-ouverte-open-licence"
)
"""CC0, the public domain, CC BY and CC BY-SA; those of Open Data Commons; and what governments use that says
the same. As hosts and paths."""
FORBIDDING = re.compile(
    r"creativecommons\.org/licenses/[a-z-]*n[cd][a-z-]*/.*|spdx\.org/licenses/cc-by-n[cd].*"
    r"|publications\.europa\.eu/resource/authority/licence/cc_by_?n[cd].*|rightsstatements\.org/vocab/inc.*"
)
"""Those that let nobody change something, or only who earns nothing by it; and none at all."""
ENDING = re.compile(r"(?:/(?:deed|legalcode)(?:[._-][a-z._-]+)?)?/*$")
"""Where the same licence stands in other words or another language."""


def same_licence(one: str, other: str) -> bool:
    """Whether two addresses stand for the same licence."""
    return _named(one) == _named(other)


def is_open(licence: str) -> bool:
    """Whether everybody may take over what has this licence, also in part and with other things."""
    return bool(OPEN.fullmatch(_named(licence)))


def forbids(licence: str) -> bool:
    """Whether it is known to forbid that."""
    return bool(FORBIDDING.fullmatch(_named(licence) + "/"))


def _named(licence: str) -> str:
    """The host and the path of a licence, in small letters."""
    parts = urlsplit(licence.lower())
    return parts.netloc.removeprefix("www.") + ENDING.sub("", parts.path)
