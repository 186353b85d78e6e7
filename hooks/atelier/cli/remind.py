"""The command ``atelier remind``: ask whether pages are still true."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.check import check
from atelier.cli.check import must_be_a_site
from atelier.content.settings import language
from atelier.hosts.at import TOKEN, host_at
from atelier.hosts.host import RefusedError, UnreachableError
from atelier.i18n.translation import translations
from atelier.model.settings import Settings
from atelier.problems.problem import shown
from atelier.receive.post import PostError, Server, server_in
from atelier.remind.buttons import Buttons, ServiceButtons, SiteButtons
from atelier.remind.dead_links import found_in
from atelier.remind.due import Dead, Due, due
from atelier.remind.editors import MARK, text_of, title_of
from atelier.remind.mail import Catalog, mail_of
from atelier.remind.memory import DamagedError, Memory
from atelier.remind.remind import Plan, plan_of, send
from atelier.render.wording import Wording
from atelier.site.trees.lock import lock
from atelier.store.store import Store


def run_remind(
    root: Path, state: Path, links: Path | None, to: str, day: datetime.date, *, dry_run: bool
) -> int:
    """Ask on a day what is due, and say how much that was; returns the exit code.

    Without a host for it, or on a dry run, the text of the issue for the editors is printed. No address is
    printed. Raises typer.BadParameter if the command is used wrongly.
    """
    lang = language(root)
    texts = translations(lang)
    must_be_a_site(root, texts)
    dead = _dead(links, texts)
    result = check(root, day, store=Store(root))
    catalogue, settings = result.catalogue, result.settings
    if catalogue is None or settings is None:
        typer.echo(texts.gettext("The catalogue has errors: atelier check tells which."), err=True)
        return 1
    try:
        server = server_in(os.environ)
        catalog = Catalog(
            settings.site_name or settings.site_url,
            settings.site_url,
            server.sender if server else "",
            settings.extra.editors,
            Wording(lang),
        )
        state.mkdir(parents=True, exist_ok=True)
        with lock(state / "reminders.lock", wait=True, say=lambda _: None):
            memory, buttons = Memory(state), _buttons(settings, state)
            dues, failed = due(catalogue, day, dead), list[Due]()
            plan = plan_of(dues, _known(state), memory, day, has_post=server is not None)
            if dry_run or server is None:
                _show(plan, memory, catalog, buttons, day)
            else:
                failed = _send(plan, server, memory, catalog, buttons, day)
    except DamagedError as error:
        message = texts.gettext("%(file)s is damaged, and it tells who was asked. Nobody was asked now.")
        typer.echo(message % {"file": error}, err=True)
        return 1
    except ValueError as error:  # a secret that is too short, or addresses that cannot be read
        typer.echo(shown(error, 300), err=True)
        return 1
    except (PostError, OSError) as error:
        message = texts.gettext("No more mail could be sent: %(error)s")
        typer.echo(message % {"error": shown(error, 300)}, err=True)
        return 1
    editors = [*plan.editors, *failed]
    issue = text_of(editors, catalogue, catalog)
    if dry_run or not (to or os.environ.get(TOKEN)):
        if issue:
            typer.echo(f"# {title_of(texts)}\n\n{issue}")
        return int(bool(failed))
    try:
        address = host_at(to, os.environ, root).issue(MARK, title_of(texts), issue)
    except (RefusedError, UnreachableError) as error:
        message = texts.gettext("The issue for the editors could not be made: %(error)s")
        typer.echo(message % {"error": shown(error, 300)}, err=True)
        return 1
    if address and issue:
        count = len(editors)
        text = texts.ngettext(
            "%(n)s page is for the editors: %(address)s",
            "%(n)s pages are for the editors: %(address)s",
            count,
        )
        typer.echo(text % {"n": count, "address": address})
    return int(bool(failed))


def _dead(links: Path | None, texts: NullTranslations) -> Dead:
    """The links that do not work, of a file of lychee. Raises typer.BadParameter."""
    if links is None:
        return {}
    try:
        found = found_in(links.read_bytes()).dead
    except (OSError, RefusedError) as error:
        raise typer.BadParameter(shown(error, 300), param_hint="--links") from error
    return {path: [link.url for link in links] for path, links in found.items()}


def _known(state: Path) -> Callable[[str], Sequence[str]]:
    """The addresses that people left with the service, by the path of a file."""
    if not (state / "addresses.json").exists():
        return lambda _: ()
    # Only where the service runs are its packages there.
    from atelier.receive.addresses import Addresses

    known: dict[str, list[str]] = {}
    for sender in Addresses(state):
        for path in sender.records:
            known.setdefault(path, []).append(sender.address)
    return lambda path: known.get(path, ())


def _buttons(settings: Settings, state: Path) -> Buttons:
    """To the service where the site has one, else to the form of the site."""
    if not settings.extra.receive:
        return SiteButtons(settings.site_url)
    from atelier.receive.links import Links, secrets_of

    return ServiceButtons(settings.site_url, settings.extra.receive, Links(secrets_of(state)))


def _show(plan: Plan, memory: Memory, catalog: Catalog, buttons: Buttons, day: datetime.date) -> None:
    """Print the mails that would be sent, without their addresses."""
    for address, dues in plan.mails.items():
        mail = mail_of(dues, address, memory.whom(address), catalog, buttons, _now(day))
        body = mail.get_body(("plain",))
        typer.echo(f"# {mail['Subject']}\n\n{body.get_content() if body else ''}")


def _send(
    plan: Plan, server: Server, memory: Memory, catalog: Catalog, buttons: Buttons, day: datetime.date
) -> list[Due]:
    """Send the mails and say how many; returns what those were about that were not taken.

    Raises PostError, OSError.
    """
    texts = catalog.texts
    failed: dict[str, Due] = {}
    if plan.mails:
        with server.opened() as post:
            done = send(plan, post, memory, catalog, buttons, _now(day))
        typer.echo(
            texts.ngettext("%(n)s mail was sent.", "%(n)s mails were sent.", done.sent) % {"n": done.sent}
        )
        for error, dues in done.failed:
            message = texts.gettext("A mail was not taken (%(error)s). The next run tries it again.")
            typer.echo(message % {"error": error}, err=True)
            failed |= {one.entry.slug: one for one in dues}
    if plan.waiting:
        text = texts.ngettext(
            "%(n)s address was asked a short time ago.",
            "%(n)s addresses were asked a short time ago.",
            plan.waiting,
        )
        typer.echo(text % {"n": plan.waiting})
    return [*failed.values()]


def _now(day: datetime.date) -> datetime.datetime:
    """The time of a mail: now, on another day if the command was told so."""
    now = datetime.datetime.now().astimezone()
    return now.replace(year=day.year, month=day.month, day=day.day)
