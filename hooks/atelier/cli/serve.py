"""The command ``atelier serve``: the site in a browser, as it becomes while one writes."""

from __future__ import annotations

import errno
import signal
import webbrowser
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.cli.check import must_be_a_site
from atelier.cli.options import DEV_ADDR
from atelier.i18n.translation import translations
from atelier.site.serve.builder import SiteBuilder
from atelier.site.serve.serving import Serving


def run_serve(root: Path, dev_addr: str, lang: str, *, in_browser: bool) -> None:
    """Serve the catalogue until the program is interrupted; raises typer.BadParameter for a wrong address."""
    texts = translations(lang)
    must_be_a_site(root, texts)
    host, port = host_and_port(dev_addr, texts)
    try:
        serving = Serving(root, host, port)
    except OSError as error:
        raise typer.BadParameter(why_not(error, host, port, texts), param_hint="--dev-addr") from None
    # Whoever ends the program in another way than by Ctrl+C means the same. A script that starts it in the
    # background has it ignore Ctrl+C, and then it would never end.
    for end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(end, signal.default_int_handler)
    try:
        message = texts.gettext("The site is at %(address)s. Ctrl+C stops it.")
        typer.echo(message % {"address": serving.address})
        if in_browser:
            webbrowser.open(serving.address)
        serving.run(SiteBuilder(root), texts, typer.echo)
    except KeyboardInterrupt:
        # A second one would show a traceback of what ends already.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def host_and_port(dev_addr: str, texts: NullTranslations) -> tuple[str, int]:
    """The two parts of HOST:PORT; raises typer.BadParameter if it is not that."""
    host, _, port = dev_addr.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        message = texts.gettext("“%(address)s” is not HOST:PORT, such as %(example)s.")
        raise typer.BadParameter(
            message % {"address": dev_addr, "example": DEV_ADDR}, param_hint="--dev-addr"
        )
    return host.removeprefix("[").removesuffix("]"), int(port)


def why_not(error: OSError, host: str, port: int, texts: NullTranslations) -> str:
    """Why a server cannot be at an address, and what to do."""
    if error.errno == errno.EADDRINUSE:
        message = texts.gettext(
            "Port %(port)d is in use: stop what runs there, or choose another: --dev-addr %(host)s:%(other)d"
        )
        return message % {"host": host, "port": port, "other": port + 1}
    message = texts.gettext("Nothing can be served at %(address)s: %(reason)s.")
    return message % {"address": f"{host}:{port}", "reason": error.strerror or error}
