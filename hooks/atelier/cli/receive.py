"""The command ``atelier receive``: takes what the form sends, and makes proposals of it."""

from __future__ import annotations

import gc
import os
import re
import socket
import subprocess
from dataclasses import dataclass
from gettext import NullTranslations
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer

from atelier.cli.serve import host_and_port
from atelier.content.settings import language as language_of
from atelier.content.settings import read_settings
from atelier.content.source import SETTINGS as FILE
from atelier.i18n.translation import translations

if TYPE_CHECKING:
    from atelier.receive.service import Service

NEEDED = ("starlette", "uvicorn", "itsdangerous", "filelock")
"""The packages of the extra ``receive``."""
FOLDER, HOST = "folder:", "host"
ON_THIS_MACHINE = r"http://(?:127\.0\.0\.1|localhost)(?::[0-9]+)?"
CONNECTIONS = 500
"""How many are open at the same time at most."""
IDLE = 15
"""How many seconds a connection stays open between two requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says.

    Attributes:
        root: the folder with ``mkdocs.yml``, if there is one.
        to: where proposals go.
        source: where git gets the catalogue from; empty for where ``to`` says.
        state: the folder of the state.
        addr: HOST:PORT.
        site: the address of the site; empty for that of the settings.
        proxies: the addresses of proxies that are trusted to say who asks, with commas between.
        posts: how often one address may send in ten minutes.
        work: how many zeros each hash begins with that a browser looks for.

    """

    root: Path
    to: str
    source: str
    state: Path
    addr: str
    site: str
    proxies: str
    posts: int
    work: int


def run_receive(options: Options, lang: str) -> None:
    """Receive until the program is interrupted. Raises typer.BadParameter for wrong options."""
    texts = translations(lang)
    gettext = texts.gettext
    if not all(map(find_spec, NEEDED)):
        message = gettext("This needs a few packages more: pip install 'innovatieatelier[receive]'")
        typer.echo(message, err=True)
        raise typer.Exit(2)
    import uvicorn
    from filelock import FileLock, Timeout

    from atelier.receive.log import log_to

    # What is allocated here does not live until the end, as it does for other commands.
    gc.enable()
    address, port = host_and_port(options.addr, texts)
    options.state.mkdir(parents=True, exist_ok=True)
    lock = FileLock(options.state / ".lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        message = gettext("Another `atelier receive` uses %(folder)s.")
        raise typer.BadParameter(message % {"folder": options.state}, param_hint="--state") from None
    try:
        server_socket = socket.create_server((address, port), backlog=2048)
    except OSError as error:
        message = gettext("Nothing can be served at %(address)s: %(reason)s.")
        values = {"address": options.addr, "reason": error.strerror or error}
        raise typer.BadParameter(message % values, param_hint="--addr") from None
    with server_socket:
        port = server_socket.getsockname()[1]
        url = f"http://{f'[{address}]' if ':' in address else address}:{port}/"
        service = _service(options, url, texts)
        log_to()
        service.desk.sender.start()
        typer.echo(gettext("Ready at %(address)s. Ctrl+C stops it.") % {"address": url})
        if options.to.startswith(FOLDER):
            typer.echo(gettext("Proposals go to a repository in a folder, for trying it out:"))
            typer.echo(f"  {options.to.removeprefix(FOLDER)}")
            typer.echo(gettext("Now start the site, in another terminal:"))
            typer.echo(f"  RECEIVE={url} atelier serve")
        config = uvicorn.Config(
            service.app(),
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=bool(options.proxies),
            forwarded_allow_ips=options.proxies or "",
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=IDLE,
            timeout_graceful_shutdown=IDLE,
            ws="none",
        )
        try:
            uvicorn.Server(config).run(sockets=[server_socket])
        except KeyboardInterrupt:
            pass
        finally:
            service.desk.sender.stop()
            lock.release()


def _service(options: Options, url: str, texts: NullTranslations) -> Service:
    """The service, which can be reached at ``url`` where the settings do not say it."""
    from atelier.hosts.at import host_at
    from atelier.hosts.host import RefusedError
    from atelier.receive.addresses import Addresses
    from atelier.receive.clone import Clone, CloneError
    from atelier.receive.desk import Desk
    from atelier.receive.limits import Rate
    from atelier.receive.links import Links, secrets_of
    from atelier.receive.mail import Letters
    from atelier.receive.post import PostError, server_in
    from atelier.receive.queue import Queue
    from atelier.receive.sender import Sender
    from atelier.receive.service import Service
    from atelier.receive.work import Work
    from atelier.remind.answers import Answers

    gettext = texts.gettext
    if options.to.startswith(FOLDER):
        _copy(options.root, Path(options.to.removeprefix(FOLDER)), texts)
    clone = Clone(_source(options, texts), options.state.resolve() / "catalogue")
    try:
        clone.update()
    except CloneError as error:
        if not (clone.root / FILE).is_file():
            message = gettext("The catalogue cannot be had: %(reason)s")
            raise typer.BadParameter(message % {"reason": error}, param_hint="--from") from None
    settings, problems = read_settings(clone.root / FILE)
    if settings is None:
        message = gettext("The settings of the catalogue are wrong or not there: %(problem)s")
        said = problems[0].texts(texts)[0] if problems else FILE
        raise typer.BadParameter(message % {"problem": said}, param_hint="--from")
    try:
        host = host_at(options.to if options.to != HOST else "", os.environ, clone.root)
    except RefusedError as error:
        raise typer.BadParameter(gettext(str(error)), param_hint="--to") from None
    site = f"{(options.site or settings.site_url).rstrip('/')}/"
    try:
        links = Links(secrets_of(options.state))
    except ValueError as error:
        raise typer.BadParameter(gettext(str(error)), param_hint="ATELIER_SECRETS") from None
    queue, addresses = Queue(options.state / "queue"), Addresses(options.state)
    own_texts = translations(language_of(clone.root))
    try:
        server = server_in(os.environ)
    except PostError as error:
        raise typer.BadParameter(gettext(str(error)), param_hint="SMTP_HOST") from None
    letters = server and Letters(
        server=server,
        addresses=addresses,
        links=links,
        name=settings.site_name or site,
        site=site,
        service=settings.extra.receive or url,
        texts=own_texts,
    )
    answers = Answers(
        host=host,
        links=links,
        addresses=addresses,
        state=options.state,
        site=site,
        language=language_of(clone.root),
        merges=settings.extra.confirm_merges,
    )
    sender = Sender(queue, host, clone, addresses, own_texts, letters.send if letters else None)
    return Service(
        site=site,
        origins=origins_of(site, trying=options.to.startswith(FOLDER)),
        desk=Desk(
            queue=queue,
            sender=sender,
            clone=clone,
            addresses=addresses,
            links=links,
            work=Work(links, options.work),
            mails=letters is not None,
        ),
        more=answers.routes,
        posts=Rate(options.posts, 600),
        asked=Rate(20 * options.posts, 600),
    )


def _copy(root: Path, folder: Path, texts: NullTranslations) -> None:
    """Make a bare repository of the checkout in ``root`` if there is none yet.

    Raises typer.BadParameter if ``root`` is none.
    """
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603 - no shell
        ["git", "clone", "--quiet", "--bare", "--no-hardlinks", "--", str(root), str(folder)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if done.returncode:
        message = texts.gettext("There is no repository in %(folder)s, and none to copy in %(root)s.")
        values = {"folder": folder, "root": root.resolve()}
        raise typer.BadParameter(message % values, param_hint="--to")


def _source(options: Options, texts: NullTranslations) -> str:
    if options.source:
        return options.source
    if options.to.startswith(FOLDER):
        return str(Path(options.to.removeprefix(FOLDER)).resolve())
    settings, _ = read_settings(options.root / FILE)
    if settings is None or not settings.extra.repository.url:
        message = texts.gettext("Say where git gets the catalogue from, such as %(example)s")
        raise typer.BadParameter(
            message % {"example": "--from https://github.com/city/catalogue"}, param_hint="--from"
        )
    return settings.extra.repository.url


def origins_of(site: str, *, trying: bool) -> re.Pattern[str]:
    """Whose pages may send: those of the site, and while ``trying`` those of any server on this machine."""
    parts = urlsplit(site)
    own = re.escape(f"{parts.scheme}://{parts.netloc}".lower())
    return re.compile(f"{own}|{ON_THIS_MACHINE}" if trying else own)


def state_folder(root: Path) -> Path:
    """The folder of the state where none is named: that of the systemd unit, if one starts it."""
    given = os.environ.get("STATE_DIRECTORY", "").partition(":")[0]
    return Path(given) if given else root / ".atelier"
