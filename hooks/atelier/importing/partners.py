"""Names of organisations in a sheet: which partner each is, and which are new."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from atelier.catalogue.names import Names, folded
from atelier.content.meant import as_meant, choice_of
from atelier.content.reader import Collections
from atelier.content.references import Reference
from atelier.content.writer import file_text
from atelier.contribute.new_files import free_path
from atelier.i18n.translation import N_
from atelier.importing.grid import Note
from atelier.model.fields import shape_of
from atelier.model.kinds import Kinds
from atelier.model.partner import Partner, PartnerKind
from atelier.model.rules import Choice, RefersTo
from atelier.model.slug import full_slug

ALL = "*"
"""The name under which a mapping says what kind all other new partners are."""
NEARLY = 0.88
"""How much a name is like a known one to be that one with a typing error."""

WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
KIND_WORDS: Mapping[PartnerKind, str] = {
    PartnerKind.SCHOOL: "obs|cbs|kbs|rkbs|pcbs|gbs|ikc|sbo|kindcentrum|kindcentra|basisschool|daltonschool|"
    "montessorischool|vrijeschool|lyceum|gymnasium|scholengemeenschap|praktijkschool|school|primary school",
    PartnerKind.SCHOOL_BOARD: "schoolbestuur|scholengroep|onderwijsgroep|scholenkoepel|school board",
    PartnerKind.COLLEGE: "roc|mbo|aoc",
    PartnerKind.UNIVERSITY: "universiteit|hogeschool|university|rijksuniversiteit",
    PartnerKind.GOVERNMENT: "gemeente|provincie|ministerie|waterschap|municipality|council|county|"
    "province|ministry",
    PartnerKind.BUSINESS: "bv|b.v|nv|n.v|vof|ltd|gmbh",
    PartnerKind.NETWORK: "netwerk|vereniging|coöperatie|network|association",
    PartnerKind.CULTURE: "museum|bibliotheek|bieb|theater|muziekschool|library|theatre",
    PartnerKind.FOUNDATION: "stichting|fonds|foundation",
}
"""Words in the name of an organisation that say what kind it is, the most telling first."""


class New(NamedTuple):
    """A partner that a sheet brings.

    Attributes:
        name: of the organisation.
        kind: what kind it is.
        path: of its file, from the root.

    """

    name: str
    kind: str
    path: str

    @property
    def text(self) -> str:
        """The text of its file."""
        return file_text(shape_of(Partner), {"name": self.name, "kind": self.kind})


def kinds_of_partners(kinds: Kinds) -> Choice:
    """The rule of what kind of organisation a partner is in a catalogue."""
    rule = shape_of(kinds[Partner]).fields["kind"].rule
    assert isinstance(rule, Choice)  # noqa: S101 - a kind is chosen
    return rule


def guessed_kind(name: str, rule: Choice) -> str:
    """What kind of organisation a name says that it is; empty where it says nothing that there is."""
    words = f" {' '.join(WORD.findall(name.casefold()))} "
    for kind, said in KIND_WORDS.items():
        if any(f" {word} " in words for word in said.split("|")):
            return choice_of(kind.value, rule)
    return ""


class Register:
    """The records of a catalogue, and the partners that a sheet brings.

    Attributes:
        new: those, by their slugs.
        kind: the rule of what kind of organisation a partner is.
        unknown: the names of which the mapping says nothing, by the name in small letters.

    """

    def __init__(self, collections: Collections, root: Path, said: Mapping[str, str], file: str) -> None:
        """``said`` is what the mapping with the name ``file`` says of new partners, by name."""
        self.new: dict[str, New] = {}
        self.unknown: dict[str, str] = {}
        self.kind = kinds_of_partners(collections.kinds)
        self._names = Names(collections)
        self._root, self._said, self._file = root, said, file
        self._slugs: dict[str, str] = {}
        self._taken: set[str] = set()

    def near(self, name: str) -> str:
        """The partner that a name is with a typing error; empty if there is none."""
        return self._names.near(Reference((), name, (Partner.collection,)), NEARLY)

    def known(self, text: str, rule: RefersTo) -> str:
        """The slug of the record that a name stands for, empty if it is not known; of an address itself."""
        if rule.leads_elsewhere(text):
            return as_meant(text, rule)
        return self._names.resolve(Reference((), text, rule.collections)) or ""

    def slug(self, text: str, rule: RefersTo) -> tuple[str, bool] | Note:
        """The slug for a name and whether that partner is new, or what is wrong with it."""
        name = " ".join(text.split())
        found = self.known(name, rule)
        if found or Partner.collection not in rule.collections:
            return found or name, False
        # Two names with one address are one name, but for a sign or a capital.
        key = full_slug(name) or name
        if key in self._slugs:
            return self._slugs[key], True
        said = self._said.get(folded(name)) or ""
        if said and not choice_of(said, self.kind):
            found = self.known(said, rule)
            message = N_(
                "%(file)s says that “%(name)s” is “%(said)s”, which is no partner and no kind of one."
            )
            return (
                (found, False) if found else Note(message, {"name": name, "said": said, "file": self._file})
            )
        if not said:
            self.unknown.setdefault(folded(name), name)
        near = "" if said else self._names.near(Reference((), name, rule.collections), NEARLY)
        if near:
            message = N_(
                "“%(name)s” is no partner, but “%(near)s” is. Mend the name, or say in %(file)s under"
                " “partners” what it is: %(near)s, or a kind of organisation."
            )
            return Note(message, {"name": name, "near": near, "file": self._file})
        kind = (
            choice_of(said, self.kind)
            or guessed_kind(name, self.kind)
            or choice_of(self._said.get(ALL) or "", self.kind)
        )
        if not kind:
            message = N_("“%(name)s” is no partner yet. Say in %(file)s under “partners” what kind it is.")
            return Note(message, {"name": name, "file": self._file})
        return self._add(name, kind), True

    def _add(self, name: str, kind: str) -> str:
        path = free_path(self._root, Partner.folder, name, self._taken)
        self._taken.add(path)
        slug = path.rpartition("/")[2].removesuffix(".md")
        self.new[slug] = New(name, kind, path)
        self._slugs[full_slug(name) or name] = slug
        return slug
