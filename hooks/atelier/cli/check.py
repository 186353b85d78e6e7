"""The command ``atelier check``: read everything, report what is wrong, and fix it where asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.baseline import Base, NoBaseError, opened
from atelier.checks.check import Findings, findings
from atelier.checks.day import today
from atelier.content.settings import site_url
from atelier.content.source import SETTINGS, TABLE
from atelier.i18n.translation import translations
from atelier.model.records import RECORDS
from atelier.problems.problem import shown
from atelier.report.apply import Fixed, difference, fix_across, fix_files
from atelier.report.explain import Explanation, explain
from atelier.report.fixes.table import FIXES
from atelier.report.github import as_github
from atelier.report.json_format import as_json
from atelier.report.text import as_text, styled
from atelier.store.store import Store

FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""The forms of a report, by name."""


def run_check(
    paths: list[Path],
    root: Path,
    output: str,
    lang: str,
    *,
    fix: bool,
    base: str | None = None,
    publish: bool = False,
) -> int:
    """Check and print; returns the exit code. Raises typer.BadParameter if the command is used wrongly.

    ``base`` is a folder or a commit of the published catalogue: no address of it may be lost. ``publish``
    asks for the settings that only a site that is published needs.
    """
    texts = translations(lang)
    must_be_a_site(root, texts)
    with base_of(base, root, texts) as before:
        store = Store(root)
        again = partial(findings, root, today(), store, base=before, publish=publish)
        result = again()
        selected = _selected(paths, root, result.paths, texts.gettext)
        if fix:
            fixed = selected if paths else selected | {SETTINGS}
            result = _fixed(result, again, root, fixed, to_stderr=output != "text")
    problems = [
        problem
        for problem in result.all
        if not paths or problem.touches(selected) or (publish and problem.path == SETTINGS)
    ]
    explanations = explain(problems, root, texts, site_url(root) if problems else "/")
    if output == "text" and sys.stdout.isatty():
        _print(explanations, len(selected), lang, grouped=not paths)
    elif output == "text":
        parts = styled(explanations, len(selected), texts, grouped=not paths)
        typer.echo("".join(text for text, _ in parts))
    else:
        typer.echo(FORMATS[output](explanations, len(selected), texts))
    return int(any(problem.severity == "error" for problem in problems))


def must_be_a_site(root: Path, texts: NullTranslations) -> None:
    """Raise typer.BadParameter if ``root`` is no folder with ``mkdocs.yml``."""
    if not (root / SETTINGS).is_file():
        message = texts.gettext(
            "There is no mkdocs.yml in %(folder)s. Go to the folder of a catalogue, or make one: "
            "atelier init FOLDER."
        )
        raise typer.BadParameter(message % {"folder": shown(root.resolve(), 300)}, param_hint="--root")


@contextmanager
def base_of(base: str | None, root: Path, texts: NullTranslations) -> Iterator[Base | None]:
    """The state that ``--base`` names, if given, read; raises typer.BadParameter if there is no site."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(opened(base, root)) if base else None
        except NoBaseError:
            message = texts.gettext("“%(base)s” is no folder with mkdocs.yml, and no commit that has it.")
            raise typer.BadParameter(message % {"base": shown(base)}, param_hint="--base") from None
        yield found


def _fixed(
    result: Findings, again: Callable[[], Findings], root: Path, selected: frozenset[str], *, to_stderr: bool
) -> Findings:
    """Fix files and show the difference; returns what ``again`` finds after that.

    Only files with errors are fixed, and those with a remark that can be.
    What is found by comparing files comes last, when all other lines stand where they will.
    """

    def in_each_file() -> Iterator[Fixed]:
        wrong = {
            problem.path
            for problem in result.problems
            if problem.severity == "error" or (problem.code in FIXES and FIXES[problem.code].does)
        }
        return fix_files(root, sorted(wrong & selected))

    def across() -> Iterator[Fixed]:
        return fix_across(root, (p for p in result.problems if p.path in selected))

    for fixes in (in_each_file, across):
        fixed = list(fixes())
        for file in fixed:
            typer.echo(difference(file) + "\n", err=to_stderr)
        if fixed:
            result = again()
    return result


def _print(explanations: list[Explanation], checked: int, lang: str, *, grouped: bool) -> None:
    """Print in colours, if the terminal has them and ``NO_COLOR`` is not set."""
    from rich.console import Console
    from rich.text import Text

    text = Text.assemble(*styled(explanations, checked, translations(lang), grouped=grouped))
    Console(highlight=False).print(text, soft_wrap=True)


def _selected(
    paths: list[Path], root: Path, known: tuple[str, ...], gettext: Callable[[str], str]
) -> frozenset[str]:
    """The files that some paths name, as paths from the root; all files if there are no paths."""
    if not paths:
        return frozenset(known)
    selected: set[str] = set()
    base = Path(os.path.realpath(root))
    for path in paths:
        # The last part is not resolved: a link is checked itself, not its target.
        full = path.resolve() if path.name in ("", "..") else Path(os.path.realpath(path.parent), path.name)
        relative = full.relative_to(base).as_posix() if full.is_relative_to(base) else ".."
        below = "" if relative == "." else f"{relative}/"
        found = {name for name in known if name == relative or name.startswith(below)}
        empty_folder = any(kind.folder == relative and full.is_dir() for kind in RECORDS)
        if not found and not empty_folder:
            message = gettext("%(path)s is no file or folder of the catalogue.") % {"path": shown(path)}
            raise typer.BadParameter(message, param_hint="PATH")
        selected |= found
    # A table belongs to the file beside it.
    tables = {name.removesuffix(".md") + TABLE for name in selected}
    return frozenset(selected | (tables & set(known)))
