"""What a catalogue remembers of how it was made: ``.atelier.json`` at its root.

``atelier upgrade`` reads it to know which files nobody changed, ``atelier examples`` to know the examples.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from atelier.starter.answers import Answers, as_data
from atelier.starter.files import Written, version

FILE = ".atelier.json"


class UnreadableStateError(Exception):
    """The file is there, but is not what was written."""


@dataclass(frozen=True)
class State:
    """How a catalogue was made, or last upgraded.

    Attributes:
        version: of the package that did so.
        answers: of its city.
        files: what was written, by path: the digest of each file.
        examples: the paths of the files that are only examples.
        texts: what the package wrote, by path, where the city's file is another, and git never had that text.

    """

    version: str
    answers: Answers
    files: Mapping[str, str]
    examples: tuple[str, ...] = field(default=())
    texts: Mapping[str, str] = field(default_factory=dict)


def digest(content: bytes) -> str:
    """The digest of a file's content; how its lines end does not count, as git may change that."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def state_of(answers: Answers, files: Mapping[str, Written]) -> State:
    """The state of a catalogue of which these files were written just now."""
    digests = {path: digest(written.content) for path, written in files.items()}
    return State(version(), answers, digests, tuple(path for path, file in files.items() if file.example))


def state_text(state: State) -> str:
    """The text of ``.atelier.json``: one line a file, in order, so that two versions compare well."""
    data = {
        "version": state.version,
        "answers": as_data(state.answers),
        "files": dict(sorted(state.files.items())),
        "examples": sorted(state.examples),
    }
    data |= {"texts": dict(sorted(state.texts.items()))} if state.texts else {}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_state(root: Path) -> State | None:
    """What a catalogue remembers; None where it was not made by ``atelier init``.

    Raises UnreadableStateError if the file is not what was written, and OSError if it cannot be read.
    """
    file = root / FILE
    if not file.is_file():
        return None
    try:
        data = json.loads(file.read_bytes())
        return State(
            TypeAdapter(str).validate_python(data["version"]),
            Answers.model_validate(data["answers"]),
            TypeAdapter(dict[str, str]).validate_python(data["files"]),
            TypeAdapter(tuple[str, ...]).validate_python(data.get("examples", ())),
            TypeAdapter(dict[str, str]).validate_python(data.get("texts", {})),
        )
    except (ValueError, TypeError, KeyError, AttributeError, ValidationError, RecursionError) as error:
        raise UnreadableStateError(str(file)) from error
