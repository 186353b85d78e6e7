"""The command ``atelier upgrade``: bring a catalogue to the installed version, and show what that changes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.day import today
from atelier.cli.check import must_be_a_site
from atelier.content.settings import language, read_settings, site_url
from atelier.content.source import SETTINGS
from atelier.i18n.translation import translations
from atelier.problems.problem import shown
from atelier.render.wording import Wording
from atelier.report.apply import Fixed, difference
from atelier.report.explain import explain
from atelier.report.text import as_text
from atelier.starter.answers import Answers
from atelier.starter.files import files_of, version
from atelier.starter.state import FILE, UnreadableStateError, read_state
from atelier.store.changelog import changelog, releases
from atelier.upgrade.answers import answers_of
from atelier.upgrade.migrations import DROPPED, MIGRATIONS
from atelier.upgrade.steps import Fate, Step
from atelier.upgrade.upgrade import NewerCatalogueError, Package, Plan, carry_out, planned

MOST_SHOWN = 25
"""Files of which the difference is shown, of those that change in the same way."""
MOST_LINES = 60
"""Lines of a difference that are shown: a list of packages has hundreds."""
ALIKE = (Fate.RENAMED, Fate.MIGRATED)
"""What can happen to thousands of files in the same way."""


def run_upgrade(root: Path, *, keep: Sequence[str], take: Sequence[str], dry_run: bool) -> int:
    """Show what changes and write it, unless it is a dry run; returns the exit code.

    That is 1 if something is left to do by hand, or if nothing could be done. Raises typer.BadParameter if
    the command is used wrongly.
    """
    lang = language(root)
    texts = translations(lang)
    must_be_a_site(root, texts)
    try:
        state = read_state(root)
        answers, problems = answers_of(root, state)
        if answers is None:
            explanations = explain(problems, root, texts, site_url(root))
            typer.echo(as_text(explanations, 1, texts), err=True)
            return 1
        package = _package(root, answers)
        kept, taken = (_paths(paths, root, package, texts) for paths in (keep, take))
        plan = planned(root, state, answers, package, keep=kept, take=taken)
        typer.echo("\n".join(_told(plan, texts, lang, known=state is not None)))
        if not dry_run:
            carry_out(plan)
    except UnreadableStateError:
        message = texts.gettext("%(file)s cannot be read. Get it back from git, or remove it and try again.")
        typer.echo(message % {"file": FILE}, err=True)
        return 1
    except NewerCatalogueError as error:
        message = texts.gettext(
            "This catalogue was brought up to date with version %(since)s, and you have %(version)s. Install "
            "that version or a newer one."
        )
        typer.echo(message % {"since": shown(error), "version": version()}, err=True)
        return 1
    except OSError as error:
        typer.echo(f"{shown(error.filename or root)}: {error.strerror}", err=True)
        return 1
    typer.echo("\n".join(_ending(plan, texts, dry_run=dry_run)))
    return int(bool(plan.open))


def _package(root: Path, answers: Answers) -> Package:
    """What the installed version has for a catalogue with these answers, and with its settings."""
    known = releases(changelog().read_text(encoding="utf-8"))
    settings, _ = read_settings(root / SETTINGS, environment={})
    files = files_of(answers, today(), settings.extra if settings else None)
    return Package(version(), files, MIGRATIONS, DROPPED, known)


def _paths(paths: Sequence[str], root: Path, package: Package, texts: NullTranslations) -> frozenset[str]:
    """The files that paths name, from the root. Raises typer.BadParameter for one that does not follow."""
    known = {path for path, file in package.files.items() if file.follows}
    found = set()
    for path in paths:
        # From the root, or from where the command is run.
        near = os.path.relpath(path, root).replace(os.sep, "/")
        name = path if path in known else near
        if name not in known:
            message = texts.gettext("%(path)s is no file that follows the package.") % {"path": shown(path)}
            raise typer.BadParameter(message, param_hint="--keep/--take")
        found.add(name)
    return frozenset(found)


def _told(plan: Plan, texts: NullTranslations, lang: str, *, known: bool) -> Iterator[str]:
    """The lines that say from where to where, what is new, and what happens to each file."""
    gettext = texts.gettext
    if plan.since == plan.until:
        yield gettext("This catalogue is of version %(until)s, as is what is installed.") % {
            "until": plan.until
        }
    elif known:
        values = {"since": plan.since, "until": plan.until}
        yield gettext("From version %(since)s to version %(until)s.") % values
    else:
        yield gettext(
            "To version %(until)s. It is not known of which version this catalogue is, so every file that is "
            "not as the package would write it counts as changed by you."
        ) % {"until": plan.until}
    for release in plan.news:
        values = {"version": release.version, "day": Wording(lang).date(release.day)}
        yield "\n" + gettext("New in version %(version)s of %(day)s:") % values
        yield "\n" + release.text
    counts = Counter[Fate]()
    for step in plan.steps:
        counts[step.fate] += 1
        if step.fate not in ALIKE or counts[step.fate] <= MOST_SHOWN:
            yield from _step(step, texts)
    for fate in ALIKE:
        if counts[fate] > MOST_SHOWN:
            text = gettext("And %(n)s more files: %(fate)s.")
            yield "\n" + text % {"n": counts[fate] - MOST_SHOWN, "fate": gettext(fate.value)}


def _step(step: Step, texts: NullTranslations) -> Iterator[str]:
    """The lines that say what happens to one file."""
    words = [texts.gettext(does) for does in step.does] or [texts.gettext(step.fate.value)]
    yield f"\n{shown(step.path, 1000)}: {'; '.join(words)}"
    after = step.package if step.package is not None else step.after
    if step.before is None or after is None or step.before == after:
        return
    lines = difference(Fixed(step.path, step.before, after)).split("\n")
    # Of what stays as it is a person has to see all, and git diff will not show it.
    most = MOST_LINES if step.writes else len(lines)
    yield from lines[:most]
    if len(lines) > most:
        text = texts.gettext("… and %(n)s more lines; git diff shows all, once it is written.")
        yield text % {"n": len(lines) - most}


def _ending(plan: Plan, texts: NullTranslations, *, dry_run: bool) -> Iterator[str]:
    """The lines that say how many files were written, and what is left to do."""
    written = sum(step.writes for step in plan.steps)
    if dry_run:
        text = texts.ngettext(
            "%(n)s file would be written. Nothing is, as you asked.",
            "%(n)s files would be written. Nothing is, as you asked.",
            written,
        )
    elif written:
        text = texts.ngettext(
            "%(n)s file is written. Look at it with git diff, and run atelier check.",
            "%(n)s files are written. Look at them with git diff, and run atelier check.",
            written,
        )
    else:
        text = texts.gettext("Nothing had to be written.")
    yield "\n" + text % {"n": written}
    if plan.open:
        yield "\n" + texts.ngettext(
            "%(n)s file is for you to decide. Above is what the package would change in it.",
            "%(n)s files are for you to decide. Above is what the package would change in them.",
            len(plan.open),
        ) % {"n": len(plan.open)}
        values = {"path": shown(plan.open[0].path, 1000)}
        yield "- " + texts.gettext("Take that of the package: atelier upgrade --take %(path)s") % values
        yield (
            "- "
            + texts.gettext(
                "Or take over in your file what you want, and then: atelier upgrade --keep %(path)s"
            )
            % values
        )
