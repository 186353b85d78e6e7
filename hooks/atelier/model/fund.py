"""A fund: a sum of money from which initiatives are paid, with its books."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model.base import FORMER_SLUGS, Fields, FormerSlugs, Names, Record, Source
from atelier.model.risk import Risk
from atelier.model.rules import (
    Boolean,
    KnownAmount,
    LongName,
    Many,
    SignedAmount,
    Title,
    ToPartner,
    ToPillar,
    Year,
)


class Reservation(Fields):
    """Money of a fund that is kept for a purpose but not yet for one initiative."""

    title: Title = Field(
        title=N_("Purpose"), description=N_("What the money is for."), examples=[N_("New trials")]
    )
    pillars: Annotated[tuple[ToPillar, ...], Many()] = Field(
        (),
        title=N_("Pillars"),
        description=N_("The pillars that it is for."),
        examples=[N_("enterprise")],
    )
    started: Year | None = Field(
        None,
        title=N_("Year of the row"),
        description=N_("The year under which the row stands in the table."),
        examples=["2026"],
    )
    amount: SignedAmount = Field(
        None,
        title=N_("Amount"),
        description=N_(
            "Euros. Not known yet? Write p.m. or leave it out. A dash in the source is 0; a cut has a minus."
        ),
        examples=["12500"],
    )


class FundYear(Fields):
    """The books of a fund in one year, in euros. Each sum is checked where it is stated."""

    year: Year = Field(title=N_("Year"), description=N_("The year of these books."), examples=["2026"])
    budget: KnownAmount | None = Field(
        None, title=N_("Budget"), description=N_("What there is to spend in the year."), examples=["1000000"]
    )
    carried_over: KnownAmount | None = Field(
        None,
        title=N_("Carried over"),
        description=N_("What was left of the year before."),
        examples=["8200"],
    )
    other_expenses: KnownAmount | None = Field(
        None,
        title=N_("Other expenses"),
        description=N_("What was spent on other things."),
        examples=["0"],
    )
    committed: KnownAmount | None = Field(
        None,
        title=N_("Total reserved"),
        description=N_("The total of the rows: reservations and what initiatives get."),
        examples=["864689"],
    )
    remaining: KnownAmount | None = Field(
        None, title=N_("Remaining"), description=N_("What is left."), examples=["0"]
    )
    reservations: Annotated[tuple[Reservation, ...], Many()] = Field(
        (),
        title=N_("Reservations"),
        description=N_("Rows that belong to no initiative yet."),
    )

    @property
    def available(self) -> Decimal | None:
        """Budget and what was carried over; None if no budget is stated."""
        return None if self.budget is None else self.budget + (self.carried_over or 0)


class Fund(
    Record,
    folder="docs/funds",
    one=N_("Fund"),
    many=N_("Funds"),
    rank=30,
    names_with="payer",
    thing="FundingScheme",
    searched=("body", "years.reservations.title", "aliases", "granter"),
    anchor="fund",
):
    """A sum of money, by year, that initiatives are paid from."""

    name: Annotated[LongName, Risk.MONEY] = Field(
        title=N_("Name of the fund"),
        description=N_("What the fund is called, at most 160 characters."),
        examples=[N_("Fund for learning")],
    )
    granter: Annotated[ToPartner, Risk.MONEY] = Field(
        title=N_("Granter"),
        description=N_("Whose money it is: a partner."),
        examples=[N_("city-of-exampleton")],
    )
    aliases: Annotated[Names, Risk.MONEY] = Field(
        (),
        title=N_("Other names"),
        description=N_("Other names. No two in the register share a name."),
        examples=[N_("Learning money")],
    )
    quarter_rule: Annotated[Boolean, Risk.MONEY] = Field(
        False,
        title=N_("Rule of the quarters"),
        description=N_(
            "Whether each pillar is to get a quarter of what is reserved and not for one initiative; the"
            " rest is free."
        ),
        examples=["true"],
    )
    years: Annotated[tuple[FundYear, ...], Many(at_least_one=True), Risk.MONEY] = Field(
        title=N_("Years"), description=N_("The books, year by year.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents that the books come from.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS
