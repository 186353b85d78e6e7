"""A partner: an organisation that takes part."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model.base import FORMER_SLUGS, Fields, FormerSlugs, Names, Published, Record, Source
from atelier.model.labelled import Labelled
from atelier.model.rules import Brin, Choice, Kvk, LastingAddress, LongName, Many, Ror, Term, Url


class PartnerKind(Labelled):
    """What kind of organisation a partner is, in the order in which the kinds are listed."""

    SCHOOL = "school", N_("School"), "basisschool|middelbare school|scholen|po|vo|scholengemeenschap"
    SCHOOL_BOARD = "school-board", N_("School board"), "schoolbestuur|bestuur|scholengroep|koepel"
    COLLEGE = "college", N_("Vocational college"), "mbo|roc|aoc"
    UNIVERSITY = "university", N_("University"), "universiteit|hogeschool|hbo|wo"
    GOVERNMENT = "government", N_("Government"), "overheid|gemeente|provincie|ministerie|rijk"
    BUSINESS = "business", N_("Company"), "bedrijf|onderneming|bv|b.v.|company"
    FOUNDATION = "foundation", N_("Foundation"), "stichting|fonds|ngo"
    NETWORK = "network", N_("Network"), "netwerk|vereniging|samenwerkingsverband|coalitie"
    CULTURE = "culture", N_("Culture"), "cultuur|museum|bibliotheek|theater|bieb"
    OTHER = "other", N_("Other organisation"), "anders|overig|overige|iets anders"

    @property
    def several(self) -> str:
        """What several of them are called, to be translated."""
        return SEVERAL[self]


SEVERAL = {
    PartnerKind.SCHOOL: N_("Schools"),
    PartnerKind.SCHOOL_BOARD: N_("School boards"),
    PartnerKind.COLLEGE: N_("Vocational colleges"),
    PartnerKind.UNIVERSITY: N_("Universities"),
    PartnerKind.GOVERNMENT: N_("Governments"),
    PartnerKind.BUSINESS: N_("Companies"),
    PartnerKind.FOUNDATION: N_("Foundations"),
    PartnerKind.NETWORK: N_("Networks"),
    PartnerKind.CULTURE: N_("Culture"),
    PartnerKind.OTHER: N_("Other organisations"),
}


class Identifiers(Fields):
    """Numbers of an organisation in public registers."""

    ror: Ror | None = Field(
        None,
        title=N_("ROR number"),
        description=N_("The address at ROR, of universities and research."),
        examples=["https://ror.org/012p63287"],
    )
    brin: Brin | None = Field(
        None, title=N_("BRIN number"), description=N_("The BRIN number of a school."), examples=["20CT"]
    )
    kvk: Kvk | None = Field(
        None,
        title=N_("KvK number"),
        description=N_("The number in the trade register."),
        examples=["12345678"],
    )


class Partner(
    Record,
    folder="docs/partners",
    one=N_("Partner"),
    many=N_("Partners"),
    rank=20,
    names_with="payer",
    thing="Organization",
    searched=("body", "aliases", "place"),
    anchor="partner",
):
    """An organisation."""

    name: LongName = Field(
        title=N_("Name of the organisation"),
        description=N_("What the organisation is called, at most 160 characters."),
        examples=[N_("Bridge Primary School")],
    )
    kind: Annotated[PartnerKind, Choice(PartnerKind)] = Field(
        title=N_("Kind"), description=N_("What kind of organisation it is."), examples=["school"]
    )
    aliases: Names = Field(
        (),
        title=N_("Other names"),
        description=N_("Other names. No two in the register share a name."),
        examples=[N_("The Bridge")],
    )
    url: Url | None = Field(
        None,
        title=N_("Website"),
        description=N_("The website, with https://."),
        examples=["https://school.example"],
    )
    place: Term | None = Field(
        None, title=N_("Place"), description=N_("Where the organisation is."), examples=[N_("Exampleton")]
    )
    same_as: Annotated[tuple[LastingAddress, ...], Many(differ="text"), Published(column="same_as")] = Field(
        (),
        title=N_("The same elsewhere"),
        description=N_("Addresses of the same organisation at other cities or in public registers."),
        examples=["https://learning.exampleton.example/partners/the-bridge/"],
    )
    identifiers: Identifiers | None = Field(
        None, title=N_("Numbers"), description=N_("Its numbers in public registers.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents that name the organisation.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS
