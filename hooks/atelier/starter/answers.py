"""What is asked of a city before its catalogue is made."""

from __future__ import annotations

from typing import Annotated, Any

from atelier.model.base import Fields
from atelier.model.rules import Choice, Many, Sluggable, Title
from atelier.model.settings import BRANCH, EDITORS, REPOSITORY, SITE, Article, Editors, Host, HostOf, Language


class PillarWord(Fields):
    """What the city calls its pillars.

    Attributes:
        one: the word for one, such as “Thema”.
        many: the word for several.
        article: the Dutch article of the word.

    """

    one: Title
    many: Title
    article: Annotated[Article, Choice(Article)] = Article.DE


class Answers(Fields):
    """The answers of a city, by the same rules as the settings that they become.

    Attributes:
        name: of the catalogue.
        language: of its pages and files.
        url: where the site will be, with a slash at the end.
        repository: where the files are kept; None where that is not known yet.
        host: of the repository.
        branch: of which the site is made.
        editors: where visitors reach the editors; None where that is not known yet.
        pillars: their names; empty for a catalogue without pillars.
        pillar_word: what they are called; None for “pillar”.

    """

    name: Title
    language: Annotated[Language, Choice(Language)]
    url: Annotated[str, SITE]
    repository: Annotated[str, REPOSITORY] | None = None
    host: Annotated[Host, Choice(Host), HostOf("repository")] = Host.GITHUB
    branch: Annotated[str, BRANCH] = "main"
    editors: Annotated[Editors, EDITORS] | None = None
    pillars: Annotated[tuple[Annotated[str, Sluggable(160)], ...], Many(differ="slug")] = ()
    pillar_word: PillarWord | None = None


def as_data(answers: Answers) -> dict[str, Any]:
    """The answers as JSON holds them: ``Answers.model_validate`` reads them again."""
    data = answers.model_dump(mode="json", exclude_none=True)
    if answers.editors:
        data["editors"] = answers.editors.text
    return data
