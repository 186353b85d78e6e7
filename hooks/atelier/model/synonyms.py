"""Words that mean the same to who searches, as the editors of a catalogue keep them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model.base import Fields
from atelier.model.rules import Many, Term

SearchTerms = Annotated[tuple[Term, ...], Many(differ="slug")]


class Group(Fields):
    """Words of which a search for one finds the others too."""

    words: Annotated[SearchTerms, Many(at_least_one=True)] = Field(
        title=N_("Words that mean the same"),
        description=N_("A search for one of these words finds the others too."),
        examples=["robots"],
    )
    instead: SearchTerms = Field(
        (),
        title=N_("Words instead"),
        description=N_("What is searched for if no initiative is about one of the words."),
        examples=[N_("technology")],
    )


class Synonyms(Fields):
    """The words of all groups."""

    groups: Annotated[tuple[Group, ...], Many()] = Field(
        (),
        title=N_("Groups of words"),
        description=N_("Each group has words that mean the same."),
        examples=[""],
    )
