"""The editors' list of synonyms: what it holds, read from YAML as strictly as the front matter of records."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from atelier.content.former import with_new_names
from atelier.content.front_matter import CLOSING, read_front_matter
from atelier.content.source import REPLACED, SYNONYMS, read_source
from atelier.content.validate import read_fields
from atelier.i18n.translation import N_
from atelier.model.base import Fields
from atelier.model.rules import Many, Term
from atelier.problems.problem import FieldPath, Problem, field_name

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


NONE = Synonyms()


def read_synonyms(root: Path) -> tuple[Synonyms, list[Problem]]:
    """The synonyms of the catalogue in ``root``, and all that is wrong with their file; it may be missing."""
    file = root / SYNONYMS
    if not os.path.lexists(file):
        return NONE, []
    source, problems = read_source(file, SYNONYMS)
    if source is None:
        return NONE, problems
    # The same form as front matter, but that it ends with the file.
    text = source.text
    closed = text if len(CLOSING.findall(text)) > 1 else f"{text.rstrip()}\n---\n"
    front, found = read_front_matter(replace(source, text=closed))
    problems += found
    if front.body.strip():
        problems.append(Problem("synonyms-second", SYNONYMS, "front matter", front.body_line))
    if front.data is None:
        return NONE, problems
    front, found = with_new_names(Synonyms, SYNONYMS, front)
    problems += found
    synonyms, found = read_fields(Synonyms, SYNONYMS, front)
    problems += [problem for problem in found if REPLACED not in str(problem.values)]
    if synonyms is None:
        return NONE, problems
    seen: dict[str, int] = {}
    for number, group in enumerate(synonyms.groups):
        for index, word in enumerate(group.words):
            field: FieldPath = ("groups", number, "words", index)
            line, column = front.places[field]
            if word.casefold() in seen:
                values = {"word": word, "line": seen[word.casefold()]}
                problems.append(Problem("synonym-twice", SYNONYMS, field_name(field), line, column, values))
            seen.setdefault(word.casefold(), line)
    return synonyms, problems
