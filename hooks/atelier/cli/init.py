"""The command ``atelier init``: a catalogue of its own for a city, from options and questions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from gettext import NullTranslations
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import urlsplit

import typer
from babel import Locale
from pydantic import ValidationError

from atelier.checks.day import today
from atelier.cli.answer import as_meant
from atelier.i18n.translation import N_, system_language, translations
from atelier.model.fields import shape_of
from atelier.model.labelled import synonyms
from atelier.model.rules import Rule
from atelier.model.settings import Article, Host, Language
from atelier.model.several import SIGNS, split
from atelier.problems.codes import CODES
from atelier.problems.problem import shown
from atelier.starter.answers import Answers
from atelier.starter.begin import in_the_way, write_catalogue
from atelier.starter.files import EXAMPLE_PILLAR, files_of
from atelier.starter.state import FILE, state_of, state_text

LOCAL = "http://localhost:8000/"
"""The address of a site of which it is not known yet where it will be."""

WORDS = "/"
"""What stands between the word for one pillar and the word for several."""

ASKED: Mapping[str, tuple[str, str]] = {
    "name": (N_("What is the catalogue called?"), N_("Such as: Education in Leeuwarden.")),
    "repository": (
        N_("Where will the files be kept?"),
        N_(
            "The address at GitHub, GitLab or Gitea, such as https://github.com/city/catalogue. Not known"
            " yet? Press Enter."
        ),
    ),
    "host": (N_("Whose program runs there?"), ""),
    "url": (
        N_("At which address will the site be?"),
        N_("Is the one between brackets right, or is it not known yet? Press Enter."),
    ),
    "editors": (
        N_("Where do visitors reach the editors?"),
        N_("An e-mail address, or the address of a page. Not known yet? Press Enter."),
    ),
    "pillars": (
        N_("Which pillars are there?"),
        N_(
            "Pillars are the themes under which initiatives are gathered, such as: Technology, Language. Put"
            " commas between them. Press Enter for one example; a hyphen (-) means that there are none."
        ),
    ),
    "pillar_word": (
        N_("What are they called?"),
        N_("The word for one and the word for several, with a slash between them, such as theme/themes."),
    ),
}
"""The questions, by the answer that they are for, with what helps to answer them."""

NO_PILLARS = "-"


@dataclass(frozen=True)
class Given:
    """What options said; empty where they said nothing.

    Attributes:
        texts: the answers that are one text, by their name in ``Answers``.
        pillars: their names, each option one or several.
        no_pillars: whether there are none.
        pillar_word: the word for one and the word for several.
        yes: whether nothing is to be asked.

    """

    texts: Mapping[str, str]
    pillars: Sequence[str]
    no_pillars: bool
    pillar_word: str
    yes: bool


def run_init(folder: Path, given: Given) -> int:
    """Ask what is not given, and write the catalogue; returns the exit code.

    Raises typer.BadParameter for a folder that is not empty and for a wrong option, and if an answer is
    missing and nobody can give it.
    """
    language = _language(given)
    texts = translations(language)
    _must_be_empty(folder, texts)
    answers = _Asking(given, language, texts).answers()
    files = files_of(answers, today())
    state = state_text(state_of(answers, files))
    try:
        write_catalogue(folder, {path: file.content for path, file in files.items()} | {FILE: state.encode()})
    except OSError as error:
        typer.echo(f"{error.filename or folder}: {error.strerror}", err=True)
        return 1
    _say_what_is_next(folder, len(files) + 1, language, texts)
    return 0


def _must_be_empty(folder: Path, texts: NullTranslations) -> None:
    """Raise typer.BadParameter if something is in the folder."""
    gettext = texts.gettext
    try:
        found = in_the_way(folder)
    except OSError as error:
        raise typer.BadParameter(f"{shown(folder)}: {error.strerror}", param_hint="FOLDER") from error
    if FILE in found:
        said = gettext(
            "In %(folder)s there is a catalogue already. `atelier upgrade` renews what follows the program."
        )
    elif found:
        said = gettext(
            "%(folder)s is not empty: %(name)s is in it. Name a new folder, such as %(other)s, or empty this"
            " one."
        )
    else:
        return
    values = {"folder": shown(folder), "name": shown(found[0]), "other": shown(folder / "catalogue")}
    raise typer.BadParameter(said % values, param_hint="FOLDER")


def _language(given: Given) -> str:
    """The language that was chosen, or the answer to a question in all of them."""
    rule = _rule("language")
    usual = system_language()
    texts = translations(usual)
    if given.texts.get("language"):
        return as_meant(rule, given.texts["language"], "--language", texts)
    if given.yes:
        return usual
    choices = ", ".join(f"{one.value} ({Locale(one.value).get_display_name(one.value)})" for one in Language)
    while True:
        try:
            text = typer.prompt(f"Taal · Language: {choices}", default=usual, prompt_suffix=": ")
            return as_meant(rule, text, "--language", texts)
        except typer.BadParameter as error:
            typer.echo(error.message)
        except (typer.Abort, UnicodeError) as error:
            said = texts.gettext("Still needed: %(fields)s.") % {"fields": "--language"}
            raise typer.BadParameter(said, param_hint="--language") from error


class _Asking:
    """Takes the answers from options, and asks for the others."""

    def __init__(self, given: Given, language: str, texts: NullTranslations) -> None:
        self.given = given
        self.language = language
        self.texts = texts

    def answers(self) -> Answers:
        """All of them. Raises typer.BadParameter."""
        data: dict[str, Any] = {"language": self.language}
        data["name"] = self._text("name", needed=True)
        data["repository"] = self._text("repository")
        at_it = host_of(data["repository"])
        data["host"] = self.given.texts.get("host") or at_it or self._text("host", Host.GITHUB)
        data["host"] = as_meant(_rule("host"), data["host"], "--host", self.texts)
        data["url"] = self._text("url", site_at(data["repository"]) or LOCAL)
        data["editors"] = self._text("editors")
        data["pillars"] = self._pillars()
        if data["pillars"] not in ((), (self.texts.gettext(EXAMPLE_PILLAR),)):
            data["pillar_word"] = self._pillar_word()
        said = {key: value for key, value in data.items() if value not in ("", None)}
        try:
            return Answers.model_validate(said)
        except ValidationError as error:
            raise self._wrong(error) from error

    def _wrong(self, error: ValidationError) -> typer.BadParameter:
        """The first of what two answers together make wrong, as the check would say it."""
        detail = error.errors()[0]
        code = CODES[detail["type"]]
        values = {key: shown(value) for key, value in detail.get("ctx", {}).items()}
        said = f"{self.texts.gettext(code.message) % values} {self.texts.gettext(code.hint) % values}"
        return typer.BadParameter(said, param_hint=_option(str(detail["loc"][0])))

    def _text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """The answer that is one text; empty if it may be and is."""
        option = self.given.texts.get(key, "")
        if option:
            return as_meant(_rule(key), option, _option(key), self.texts)
        if self.given.yes and not needed:
            return default

        def read(text: str) -> str:
            return as_meant(_rule(key), text, _option(key), self.texts) if text.strip() or needed else ""

        return str(self._ask(key, default, read))

    def _pillars(self) -> tuple[str, ...]:
        if self.given.no_pillars:
            return ()
        if self.given.pillars:
            return tuple(name for text in self.given.pillars for name in self._named(text))
        if self.given.yes:
            return (self.texts.gettext(EXAMPLE_PILLAR),)
        return tuple(self._ask("pillars", "", self._named))

    def _named(self, text: str) -> tuple[str, ...]:
        """The names in a text, with commas between them."""
        if text.strip() == NO_PILLARS:
            return ()
        if not text.strip():
            return (self.texts.gettext(EXAMPLE_PILLAR),)
        rule = _rule("pillars")
        return tuple(as_meant(rule, name, "--pillar", self.texts) for name in split(text, SIGNS))

    def _pillar_word(self) -> dict[str, str] | None:
        gettext = self.texts.gettext
        usual = WORDS.join((gettext("Pillar"), gettext("Pillars")))
        text = self.given.pillar_word or (usual if self.given.yes else "")
        if text:
            return self._words(text, usual)
        words: dict[str, str] | None = self._ask("pillar_word", usual, partial(self._words, usual=usual))
        return words

    def _words(self, text: str, usual: str) -> dict[str, str] | None:
        """The word for one, with its Dutch article or without, and the word for several; None for ours."""
        if text == usual:
            return None
        one, _, many = (part.strip() for part in text.partition(WORDS))
        first, _, rest = one.partition(" ")
        article = {"article": first.lower()} if rest and first.lower() in tuple(Article) else {}
        one = rest.strip() if article else one
        if not one or not many or WORDS in many:
            said = self.texts.gettext("“%(value)s” is not two words with a slash between them.")
            raise typer.BadParameter(said % {"value": shown(text)}, param_hint="--pillar-word")
        return {"one": one, "many": many, **article}

    def _ask(self, key: str, default: str, read: Callable[[str], Any]) -> Any:
        """What somebody answers, asked for until it is right. Raises typer.BadParameter without an answer."""
        gettext = self.texts.gettext
        question, help_ = ASKED[key]
        if self.given.yes:
            raise self._missing(key)
        typer.echo(f"\n{gettext(question)}")
        if help_:
            typer.echo(gettext(help_))
        if key == "host":
            for host in Host:
                typer.echo(f"  {host.value:<8} {gettext(host.label)}")
        while True:
            try:
                text = typer.prompt(
                    gettext("Your answer"), default=default, show_default=bool(default), prompt_suffix=": "
                )
                return read(text)
            except typer.BadParameter as error:
                typer.echo(error.message)
            except (typer.Abort, UnicodeError) as error:
                raise self._missing(key) from error

    def _missing(self, key: str) -> typer.BadParameter:
        said = self.texts.gettext("Still needed: %(fields)s.") % {"fields": _option(key)}
        return typer.BadParameter(said, param_hint=_option(key))


def _rule(key: str) -> Rule:
    rule = shape_of(Answers).fields[key].rule
    assert rule  # noqa: S101 - it is a field with a rule
    return rule


def _option(key: str) -> str:
    return "--" + {"pillars": "pillar"}.get(key, key).replace("_", "-")


def host_of(repository: str) -> Host | None:
    """The host that an address of a repository names, if it names one."""
    name = (urlsplit(repository).hostname or "").lower()
    known = synonyms(Host).get(name) or next((host for host in Host if host in name.split(".")), None)
    return Host(known) if known else None


def site_at(repository: str) -> str:
    """Where the host of a repository publishes its site, if that follows from the address; else empty."""
    address = urlsplit(repository)
    owner, _, name = address.path.strip("/").partition("/")
    pages = {"github.com": "github.io", "gitlab.com": "gitlab.io", "codeberg.org": "codeberg.page"}
    domain = pages.get(address.hostname or "")
    if not domain or not name:
        return ""
    own = f"{owner}.{domain}".lower()
    return f"https://{own}/" if name.lower() in (own, "pages") else f"https://{own}/{name}/"


def commands(language: str) -> Iterator[str]:
    """What shows the site of a new catalogue from its folder, on this machine."""
    needed = ["mkdocs", "material", *(["wordfreq"] if language == "nl" else [])]
    if not all(map(find_spec, needed)):
        yield "python -m pip install -r requirements.txt"
    yield "atelier serve" if which("atelier") else "python -m atelier serve"


def _say_what_is_next(folder: Path, count: int, language: str, texts: NullTranslations) -> None:
    """Say what was made, and how to look at it."""
    gettext = texts.gettext
    typer.echo("\n" + gettext("Done: %(count)s files in %(folder)s.") % {"count": count, "folder": folder})
    typer.echo("\n" + gettext("Look at it:"))
    if os.path.abspath(folder) != os.getcwd():  # noqa: PTH100, PTH109 - as typed
        typer.echo(f"  cd {folder}")
    for command in commands(language):
        typer.echo(f"  {command}")
    typer.echo("\n" + gettext("README.md says how to put it online, and how to take the examples away."))
