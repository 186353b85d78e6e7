"""The command ``atelier``: what a contributor or CI types.

What a command needs is imported when it runs: to load all code takes longer than most commands do.

Exit codes: 0 all well, 1 problems, 2 the command was used wrongly.
"""

from __future__ import annotations

import datetime
import gc
import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from atelier.checks.day import today
from atelier.cli.options import DEV_ADDR, Format, Kind, Language, ProposalFormat, QueueFormat, spoken_in
from atelier.i18n.translation import translations

Lang = Annotated[
    Language | None, typer.Option(help="The language of what is said; without, that of the catalogue.")
]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def _atelier() -> None:
    """Innovatieatelier: a shared catalogue of education initiatives."""


@app.command("init")
def init_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder, or an empty one.")],
    name: Annotated[str, typer.Option(help="What the catalogue is called.")] = "",
    language: Annotated[str, typer.Option(help="The language of the site.")] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Where the site will be.")] = "",
    repository: Annotated[str, typer.Option(metavar="URL", help="Where the files will be kept.")] = "",
    host: Annotated[str, typer.Option(metavar="github|gitlab|gitea", help="Whose program runs there.")] = "",
    editors: Annotated[str, typer.Option(metavar="ADDRESS", help="Where visitors reach the editors.")] = "",
    pillar: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A pillar; once for each.")] = None,
    no_pillars: Annotated[bool, typer.Option("--no-pillars", help="There are no pillars.")] = False,
    pillar_word: Annotated[
        str, typer.Option(metavar="ONE/MANY", help="What pillars are called, such as theme/themes.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take what is usual.")] = False,
) -> None:
    """Make a catalogue for a city of its own: asks for everything that is not given."""
    from atelier.cli.init import Given, run_init

    texts = {
        "name": name,
        "language": language,
        "url": url,
        "repository": repository,
        "host": host,
        "editors": editors,
    }
    given = Given(texts, pillar or (), no_pillars, pillar_word, yes)
    raise typer.Exit(run_init(folder, given))


@app.command("check")
def check_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; all without.")
    ] = None,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    output: Annotated[Format, typer.Option("--format", help="How to show the problems.")] = Format["text"],
    lang: Lang = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what has one mending, and show it.")] = False,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER|COMMIT", help="What is published, such as main: no address of it may be lost."
        ),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Ask for the settings that a published site must have.")
    ] = False,
) -> None:
    """Check every file of the catalogue; with paths, show only the problems that touch those files."""
    from atelier.cli.check import run_check

    raise typer.Exit(
        run_check(paths or [], root, output, spoken_in(lang, root), fix=fix, base=base, publish=publish)
    )


@app.command("build")
def build_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    site_dir: Annotated[
        Path | None, typer.Option(help="The folder of the site; site without, beside mkdocs.yml.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at a warning of MkDocs.")] = False,
    keep: Annotated[int, typer.Option(min=0, help="How many former sites to keep, for a way back.")] = 1,
    wait: Annotated[bool, typer.Option(help="Wait for another build of the same site.")] = True,
    executor: Annotated[
        str,
        typer.Option(
            metavar="dask://HOST:PORT",
            help="Let the workers of a Dask cluster do the work.",
        ),
    ] = "",
) -> None:
    """Build the site: only what changed since the last time is made, and it appears as a whole."""
    from atelier.cli.build import run_build
    from atelier.site.building import Options

    raise typer.Exit(run_build(root, site_dir, Options(strict=strict, keep=keep, wait=wait), executor))


@app.command("changes")
def changes_command(
    base: Annotated[str, typer.Option(metavar="FOLDER|COMMIT", help="What it was before, such as main.")],
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    output: Annotated[ProposalFormat, typer.Option("--format", help="How to show it.")] = ProposalFormat[
        "text"
    ],
    lang: Lang = None,
) -> None:
    """Say what a proposal changes in the catalogue, or else what is wrong with it; the exit code is 0."""
    from atelier.cli.check import base_of, must_be_a_site
    from atelier.proposals.report import FORMATS, report_of

    texts = translations(spoken_in(lang, root))
    must_be_a_site(root, texts)
    with base_of(base, root, texts) as before:
        assert before  # noqa: S101 - for the type checker
        typer.echo(FORMATS[output](report_of(before, root, today(), texts), texts))


@app.command("conform")
def conform_command(
    source: Annotated[
        str, typer.Argument(metavar="URL|FILE", help="The data of a catalogue, of whomever, or its site.")
    ],
    output: Annotated[QueueFormat, typer.Option("--format", help="How to show it.")] = QueueFormat["text"],
    lang: Annotated[Language, typer.Option(help="The language of the messages.")] = Language["nl"],
    loopback: Annotated[
        bool, typer.Option("--loopback", help="Ask this machine too, over http: to try a catalogue out.")
    ] = False,
) -> None:
    """Say what a catalogue lacks for others to take it over. It need not be made with this program.

    Exit code 1: something is to be mended.
    """
    from atelier.cli.conform import run_conform

    raise typer.Exit(run_conform(source, output, lang, loopback=loopback))


@app.command("harvest")
def harvest_command(
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG]...", help="Which neighbours; all without.")
    ] = None,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    summary: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what changed to this file too, as Markdown.")
    ] = None,
    loopback: Annotated[
        bool, typer.Option("--loopback", help="Ask this machine too, over http: to try catalogues out.")
    ] = False,
) -> None:
    """Take over what neighbours published, to neighbours/SLUG.json. What cannot be taken over is told.

    Exit code 1: something is wrong with a file of our own.
    """
    from atelier.cli.harvest import run_harvest

    raise typer.Exit(run_harvest(root, slugs or [], summary, loopback=loopback))


@app.command("doubles")
def doubles_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    least: Annotated[int, typer.Option(min=60, max=100, help="How alike they are at least.")] = 60,
    output: Annotated[QueueFormat, typer.Option("--format", help="How to show it.")] = QueueFormat["text"],
    lang: Lang = None,
) -> None:
    """List initiatives of two cities that are alike and may be the same, with the line that says so."""
    from atelier.cli.doubles import run_doubles

    raise typer.Exit(run_doubles(root, least, output, spoken_in(lang, root)))


@app.command("new")
def new_command(
    kind: Annotated[Kind, typer.Argument(help="What to make.")],
    options: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FIELD=VALUE]...", help="Such as title=Robots."),
    ] = None,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    lang: Lang = None,
) -> None:
    """Make a file for a new record: asks for every field that is needed and not given."""
    from atelier.cli.new import run_new

    raise typer.Exit(run_new(kind, options or [], root, spoken_in(lang, root)))


@app.command("examples")
def examples_command(
    remove: Annotated[bool, typer.Option("--remove", help="Take away those that nobody changed.")] = False,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
) -> None:
    """List the examples that `atelier init` wrote, or take them away."""
    from atelier.cli.examples import run_examples

    raise typer.Exit(run_examples(root, removes=remove))


@app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A spreadsheet (.xlsx, .csv) or data (.json, .yml).")
    ],
    kind: Annotated[Kind, typer.Option(help="What a row becomes; as the mapping says, if there is one.")] = (
        Kind.initiative
    ),
    sheet: Annotated[str, typer.Option(help="The sheet, of a file with several.")] = "",
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What the columns become: a file, dcat or publiccode.")
    ] = None,
    only_good: Annotated[
        bool,
        typer.Option("--only-good", help="Write the rows that are well, and the others to FILE-rest.csv."),
    ] = False,
    update: Annotated[bool, typer.Option("--update", help="Change the files of rows that differ.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would come.")] = False,
    ask: Annotated[
        bool | None, typer.Option("--ask/--no-ask", help="Ask what is not clear; on a terminal without.")
    ] = None,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    lang: Lang = None,
) -> None:
    """Make files of the rows of a spreadsheet. What its columns become is asked once, and kept beside it."""
    from atelier.cli.import_ import Options, run_import
    from atelier.cli.new import OFFERED

    options = Options(
        file=file,
        root=root,
        kind=OFFERED[kind],
        sheet=sheet,
        mapping=mapping,
        only_good=only_good,
        update=update,
        dry_run=dry_run,
        ask=ask,
    )
    raise typer.Exit(run_import(options, spoken_in(lang, root)))


@app.command("serve")
def serve_command(
    dev_addr: Annotated[
        str, typer.Option("--dev-addr", metavar="HOST:PORT", help="Where to serve it.")
    ] = DEV_ADDR,
    in_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    lang: Lang = None,
) -> None:
    """Serve the site on this machine: open pages show every change of a file, or what is wrong with it."""
    from atelier.cli.serve import run_serve

    run_serve(root, dev_addr, spoken_in(lang, root), in_browser=in_browser)


@app.command("schema")
def schema_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    out: Annotated[Path, typer.Option(help="The folder to write them to.")] = Path(".vscode/schema"),
    lang: Lang = None,
) -> None:
    """Write the JSON Schema of every kind of record, by which an editor checks what one types."""
    from atelier.content.settings import kinds_in, read_settings
    from atelier.content.source import SETTINGS
    from atelier.exports.front_matter_schema import schemas
    from atelier.store.files import write_whole

    out.mkdir(parents=True, exist_ok=True)
    settings = read_settings(root / SETTINGS)[0]
    translated = bool(settings and settings.extra.languages)
    texts = translations(spoken_in(lang, root))
    for name, text in schemas(kinds_in(root), texts, translated=translated).items():
        write_whole(out / name, text)
        typer.echo(out / name)


@app.command("shells")
def shells_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    freeze: Annotated[bool, typer.Option("--freeze", help="Write them to frozen/, to be committed.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Compare frozen/ with what MkDocs renders.")] = False,
) -> None:
    """Keep what MkDocs renders in the repository: the site is then built without MkDocs and its theme."""
    from atelier.cli.shells import run_shells

    raise typer.Exit(run_shells(root, freezes=freeze, checks=check))


@app.command("queue")
def queue_command(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="folder:PATH", help="Where proposals are; the host of the catalogue without."
        ),
    ] = "",
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    output: Annotated[QueueFormat, typer.Option("--format", help="How to show it.")] = QueueFormat["text"],
    lang: Lang = None,
) -> None:
    """List the proposals that wait for editors, the riskiest first and then the oldest."""
    from atelier.cli.queue import run_queue

    raise typer.Exit(run_queue(root, to, output, spoken_in(lang, root)))


@app.command("remind")
def remind_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    state: Annotated[
        Path,
        typer.Option(metavar="FOLDER", help="The folder of what is remembered, and of the service."),
    ] = Path(".atelier"),
    links: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The links that do not work: what lychee writes as JSON."),
    ] = None,
    to: Annotated[
        str,
        typer.Option(
            metavar="folder:PATH",
            help="Where the issue for the editors is made; at the host of the catalogue without.",
        ),
    ] = "",
    day: Annotated[
        datetime.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="As if it were that day."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be asked.")] = False,
) -> None:
    """Ask whether pages are still true: by mail, and the editors in one issue."""
    from atelier.cli.remind import run_remind

    raise typer.Exit(run_remind(root, state, links, to, day.date() if day else today(), dry_run=dry_run))


@app.command("receive")
def receive_command(
    to: Annotated[
        str,
        typer.Option(
            metavar="folder:FOLDER|host",
            help="Where proposals go: a folder, made if it is not there, or the host of the repository.",
            envvar="ATELIER_TO",
        ),
    ] = "folder:build/proposals.git",
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="URL|FOLDER",
            help="Where git gets the catalogue; without, from the settings.",
            envvar="ATELIER_FROM",
        ),
    ] = "",
    addr: Annotated[str, typer.Option(metavar="HOST:PORT", help="Where to listen.")] = "127.0.0.1:8100",
    site: Annotated[
        str, typer.Option(metavar="URL", help="Where the site is; without, as the settings say.")
    ] = "",
    state: Annotated[
        Path | None, typer.Option(help="The folder of what waits; .atelier in --root without.")
    ] = None,
    behind_proxy: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS,…", help="Believe these proxies who asks: it is counted how often one does."
        ),
    ] = "",
    posts: Annotated[
        int, typer.Option(min=1, help="How often one connection may send in ten minutes: a school is one.")
    ] = 30,
    work: Annotated[
        int,
        typer.Option(min=1, max=24, help="How hard a browser must work first: 1 more is twice as long."),
    ] = 13,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    lang: Lang = None,
) -> None:
    """Take what the form on the site sends, without an account, and make proposals of it.

    To try it out: start it, and in another terminal the site: RECEIVE=http://127.0.0.1:8100/ atelier serve
    """
    from atelier.cli.receive import Options, run_receive, state_folder

    folder = state or state_folder(root)
    options = Options(
        root=root,
        to=to,
        source=source,
        state=folder,
        addr=addr,
        site=site,
        proxies=behind_proxy,
        posts=posts,
        work=work,
    )
    run_receive(options, spoken_in(lang, root))


@app.command("rollback")
def rollback_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    site_dir: Annotated[Path | None, typer.Option(help="The folder of the site; site/ without.")] = None,
    to: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Which former site; without, the one before this one."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Only say which former sites are kept.")] = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for a build that is busy.")] = True,
) -> None:
    """Put the former site back, in one step."""
    from atelier.cli.rollback import run_list, run_rollback

    if listed:
        raise typer.Exit(run_list(root, site_dir))
    raise typer.Exit(run_rollback(root, site_dir, to, wait=wait))


@app.command("upgrade")
def upgrade_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    take: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Take this file from the package, whatever you changed in it."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Leave this file as it is: you took over what you want."),
    ] = None,
) -> None:
    """Bring the catalogue to the installed version: what you changed yourself stays.

    Exit code 1: something is left for you to decide.
    """
    from atelier.cli.upgrade import run_upgrade

    raise typer.Exit(run_upgrade(root, keep=keep or [], take=take or [], dry_run=dry_run))


@app.command("from-issue")
def from_issue_command(
    file: Annotated[
        typer.FileText, typer.Argument(metavar="FILE", help="The issue as JSON.", encoding="utf-8")
    ],
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    lang: Lang = None,
) -> None:
    """Make files of an issue that was made with the form, and say what is wrong with it."""
    from atelier.cli.check import must_be_a_site
    from atelier.contribute.from_issue import answer, from_issue, issue_text
    from atelier.contribute.new_files import keep
    from atelier.contribute.submission import NotTakenError

    texts = translations(spoken_in(lang, root))
    must_be_a_site(root, texts)
    try:
        outcome = from_issue(issue_text(file.read(), texts), root, today(), texts)
    except NotTakenError as error:
        typer.echo(str(error))
        raise typer.Exit(1) from error
    if outcome.well:
        keep(outcome.files, root)
    typer.echo(answer(outcome, texts))
    raise typer.Exit(0 if outcome.well else 1)


@app.command("propose")
def propose_command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A mail (.eml) or a file of the form (.md, .zip); - reads standard input."
        ),
    ],
    to: Annotated[
        str,
        typer.Option(metavar="folder:PATH", help="A bare repository to try it with; without, the host."),
    ] = "",
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    lang: Lang = None,
) -> None:
    """Make a proposal of a mail with what the form filled in; a rule of a mailbox can call it.

    Exit code 0: its address is on standard output. 1: what to mend is on standard error. 75: try again later.
    """
    from atelier.cli.propose import run_propose

    raise typer.Exit(run_propose(file, to, root, spoken_in(lang, root)))


@app.command("tend")
def tend_command(
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
) -> None:
    """Answer the open issues of the form and tell every open proposal what it changes, at the host."""
    from atelier.cli.tend import run_tend

    raise typer.Exit(run_tend(root, today()))


def speak_utf8(*streams: object) -> None:
    """Write in UTF-8: a pipe on Windows, or a system without a locale, would have no “…” or “→”."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def main() -> None:
    """Run the command."""
    # Otherwise pydantic looks for plugins in all packages that are installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    speak_utf8(sys.stdout, sys.stderr)
    gc.disable()  # everything that is read lives until the command ends
    app()
