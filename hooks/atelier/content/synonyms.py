"""The editors' list of synonyms: a file of YAML, read as strictly as the front matter of a record."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from atelier.content.former import with_new_names
from atelier.content.front_matter import CLOSING, read_front_matter
from atelier.content.source import REPLACED, SYNONYMS, read_source
from atelier.content.validate import read_fields
from atelier.model.synonyms import Synonyms
from atelier.problems.problem import FieldPath, Problem, field_name

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
