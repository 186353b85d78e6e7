"""The command ``atelier examples``: which records are only examples, and away with them."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.day import today
from atelier.cli.check import must_be_a_site
from atelier.content.settings import language, site_url
from atelier.i18n.translation import N_, translations
from atelier.report.explain import explain
from atelier.report.text import as_text
from atelier.starter.examples import Examples, examples_in, remove
from atelier.starter.state import FILE, State, UnreadableStateError, read_state

NEEDED = N_(
    "Every initiative needs a pillar, so this one stays until there is another: %(command)s makes one. Do you"
    " want none? Then write %(setting)s below extra in mkdocs.yml."
)


NAMED = {"command": "atelier new pillar", "setting": "without: [pillars]"}


def run_examples(root: Path, *, removes: bool) -> int:
    """List the examples, or take away those that nobody changed; returns the exit code.

    Raises typer.BadParameter where ``root`` holds no catalogue, or one that was not made by ``atelier init``.
    """
    texts = translations(language(root))
    must_be_a_site(root, texts)
    state = state_in(root, texts)
    try:
        examples = examples_in(root, state)
        if removes:
            return _removed(root, state, examples, texts)
    except OSError as error:
        typer.echo(f"{error.filename or root}: {error.strerror}", err=True)
        return 1
    _list(examples, texts)
    return 0


def state_in(root: Path, texts: NullTranslations) -> State:
    """What the catalogue remembers of how it was made; raises typer.BadParameter without it."""
    try:
        state = read_state(root)
    except (UnreadableStateError, OSError) as error:
        said = texts.gettext("%(file)s cannot be read: take it back from an earlier version.")
        raise typer.BadParameter(said % {"file": FILE}, param_hint="--root") from error
    if state is None:
        said = texts.gettext("There is no %(file)s: this catalogue was not made by `atelier init`.")
        raise typer.BadParameter(said % {"file": FILE}, param_hint="--root")
    return state


def _removed(root: Path, state: State, examples: Examples, texts: NullTranslations) -> int:
    problems = remove(root, state, today())
    if problems:
        typer.echo(
            texts.gettext("No example was taken away, because of what other files say:") + "\n", err=True
        )
        typer.echo(as_text(explain(list(problems), root, texts, site_url(root)), 1, texts), err=True)
        return 1
    said = texts.ngettext(
        "%(count)s example was taken away.", "%(count)s examples were taken away.", len(examples.unchanged)
    )
    typer.echo(said % {"count": len(examples.unchanged)})
    _name_those_that_stay(examples, texts)
    return 0


def _list(examples: Examples, texts: NullTranslations) -> None:
    if not (examples.unchanged or examples.changed or examples.needed):
        typer.echo(texts.gettext("There are no examples any more."))
        return
    for path in examples.unchanged:
        typer.echo(path)
    _name_those_that_stay(examples, texts)
    if examples.unchanged:
        typer.echo(
            "\n" + texts.gettext("Take them away: %(command)s") % {"command": "atelier examples --remove"}
        )


def _name_those_that_stay(examples: Examples, texts: NullTranslations) -> None:
    if examples.changed:
        typer.echo("\n" + texts.gettext("Somebody changed these, so they stay:"))
        for path in examples.changed:
            typer.echo(f"  {path}")
    if examples.needed:
        typer.echo("\n" + texts.gettext(NEEDED) % NAMED)
        for path in examples.needed:
            typer.echo(f"  {path}")
