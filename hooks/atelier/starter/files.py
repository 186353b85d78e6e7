"""The files of a new catalogue, made of the answers of its city.

Their templates lie in ``files/``, by what becomes of them: ``follows`` holds what follows the package, so
that ``atelier upgrade`` renews it; ``once`` what is the city's own from the first day; ``examples`` records
that only show how one can be. The folder below that says for whom they are: ``all``, or a language, a host,
or both (``github-nl``). The rest is the path from the root. A name ends in ``.j2``, and ``dot-`` at its begin
stands for a dot, so that no program takes a template for its own file.

Templates have ``[[ ]]`` and ``[% %]``, because workflows hold ``${{ }}``.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atelier.content.writer import file_text
from atelier.content.yaml.scalar import as_scalar
from atelier.contribute.issue_form import CHOOSER, chooser, issue_form
from atelier.contribute.issue_form import FILE as ISSUE_FORM
from atelier.contribute.issue_template import issue_template
from atelier.contribute.site_issue import FILE as SITE_ISSUE
from atelier.contribute.site_issue import site_issue_form
from atelier.i18n.translation import N_, read_in, translations
from atelier.model.kinds import OURS, kinds_of
from atelier.model.parts import Part
from atelier.model.pillar import Pillar
from atelier.model.settings import Extra, Host, Language, spoken
from atelier.model.slug import slugify
from atelier.render.wording import Wording
from atelier.starter.answers import Answers

TEMPLATES = Path(__file__).with_name("files")
FOLLOWS, ONCE, EXAMPLES = "follows", "once", "examples"
ALL = "all"
SUFFIX = ".j2"
DOT = "dot-"
"""Stands for a dot at the begin of a name."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a new catalogue.

    Attributes:
        content: what is in it.
        follows: whether it follows the package, so that ``atelier upgrade`` renews it.
        example: whether it only shows how a record can be: ``atelier examples --remove`` takes it away.

    """

    content: bytes
    follows: bool
    example: bool = False


LOCK, LOCK_WITHOUT_DUTCH = "requirements.lock", "requirements-engine.lock"
"""The second has no list of Dutch words, which is half of what is fetched."""
EXAMPLE_PILLAR = N_("Example pillar")
"""The name of a pillar that is only an example."""
DESCRIPTION = N_(
    "Initiatives in education in one place. Find an example, read what is known about it, or add your own."
)
IS_EXAMPLE = N_("**This is an example.** A pillar is a theme under which initiatives are gathered.")

COLOURS = ("#1b5fa8", "#b3471d", "#2c7a4b", "#7a3e9d", "#8a6116", "#0f6f6f", "#9d174d", "#475569")
"""The colours of pillars, in order: white text can be read on each."""

FESTIVAL = datetime.timedelta(days=120)
"""How long after the first day the festival of the examples is."""

MARKS = re.compile(r"([\\`*_\[\]<>#&])")
"""What means something in Markdown."""


def files_of(answers: Answers, day: datetime.date, extra: Extra | None = None) -> dict[str, Written]:
    """Every file of a new catalogue, by its path from the root, in order; ``day`` is when it is made.

    ``extra`` are the settings of a catalogue that is there already: what its forms ask follows from them.
    """
    values = _values(answers, day)
    found = {path: _made(name, values) for name, path in _templates(answers)}
    found |= _pillars(answers)
    found[LOCK] = Written(_lock(answers.language), follows=True)
    found |= {
        path: Written(text.encode(), follows=True)
        for path, text in _forms(answers, extra or extra_of(answers))
    }
    return dict(sorted(found.items()))


def _made(name: str, values: Mapping[str, object]) -> Written:
    """What a template makes."""
    fate = name.partition("/")[0]
    content = template(name).render(values).encode()
    return Written(content, follows=fate == FOLLOWS, example=fate == EXAMPLES)


def _pillars(answers: Answers) -> Iterator[tuple[str, Written]]:
    """A file for each pillar."""
    gettext = translations(answers.language).gettext
    example = gettext(EXAMPLE_PILLAR)
    for number, name in enumerate(answers.pillars):
        data = {"name": name, "order": str(number + 1), "colour": COLOURS[number % len(COLOURS)]}
        body = gettext(IS_EXAMPLE) if name == example else ""
        text = file_text(OURS.shapes[Pillar.collection], data, body)
        path = f"{Pillar.folder}/{slugify(name)}.md"
        yield path, Written(text.encode(), follows=False, example=name == example)


def _forms(answers: Answers, extra: Extra) -> Iterator[tuple[str, str]]:
    """The forms for an issue at GitHub, or the template for one at GitLab."""
    kinds, wording = kinds_of(extra.choices), Wording(spoken(answers.language, extra.pillars, extra.currency))
    asked = (answers.pillars, kinds, wording, answers.url, extra.parts)
    if answers.host is Host.GITHUB:
        yield ISSUE_FORM, issue_form(*asked)
        yield CHOOSER, chooser(wording, answers.url)
        yield SITE_ISSUE, site_issue_form(wording)
    elif answers.host is Host.GITLAB:
        yield issue_template(*asked)


def extra_of(answers: Answers) -> Extra:
    """The settings of the generator that follow from answers, and say what a form asks."""
    words = answers.pillar_word
    data: dict[str, Any] = {"pillars": words.model_dump(mode="json")} if words else {}
    return Extra.model_validate(data if answers.pillars else {**data, "without": [Part.PILLARS]})


def _lock(language: Language) -> bytes:
    """The packages that a catalogue needs, each with its hash: the wheel has them beside this module."""
    name = LOCK if language == "nl" else LOCK_WITHOUT_DUTCH
    file = Path(__file__).with_name(name)
    return (file if file.is_file() else Path(__file__).parents[3] / name).read_bytes()


@cache
def version() -> str:
    """The version of the package."""
    return version_of("innovatieatelier")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - the answers are the city's own, and no template makes HTML
        undefined=StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(scalar=as_scalar, flow=_flow, md=_plain)
    return environment


def template(name: str) -> Any:
    """The template with this path in ``files/``."""
    return _environment().get_template(name)


def _templates(answers: Answers) -> Iterator[tuple[str, str]]:
    """The templates for a city, each with the path of the file that it makes."""
    own = {ALL, _written_in(answers), str(answers.host)}
    for file in sorted(TEMPLATES.glob(f"*/*/**/*{SUFFIX}")):
        name = file.relative_to(TEMPLATES).as_posix()
        _, whose, *parts = name.removesuffix(SUFFIX).split("/")
        if own.issuperset(whose.split("-")):
            yield name, "/".join(f".{part[len(DOT) :]}" if part.startswith(DOT) else part for part in parts)


def _written_in(answers: Answers) -> str:
    """The language of the files: the nearest to that of the city in which there are templates."""
    return next(language for language in read_in(answers.language) if (TEMPLATES / ONCE / language).is_dir())


def _values(answers: Answers, day: datetime.date) -> Mapping[str, object]:
    """What templates may name."""
    gettext = translations(answers.language).gettext
    path = urlsplit(answers.repository or "").path
    return {
        "city": answers,
        "language": _written_in(answers),
        "editors": answers.editors.text if answers.editors else "",
        "owner": path.strip("/").rpartition("/")[0],
        "description": gettext(DESCRIPTION),
        "pillar": slugify(answers.pillars[0]) if answers.pillars else "",
        "day": day,
        "festival": day + FESTIVAL,
        "version": version(),
    }


def _flow(text: str) -> str:
    """A text as an item of a list between brackets in YAML."""
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """A text of which Markdown makes nothing else."""
    return MARKS.sub(r"\\\1", text)
