"""A real browser for the tests: Chromium, found or installed, and a page that tells what goes wrong in it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PACKAGE_MANAGERS = {
    "apt-get": (["update"], ["install", "-y", "--no-install-recommends", "chromium"]),
    "dnf": (["install", "-y", "chromium"],),
    "zypper": (["--non-interactive", "install", "chromium"],),
    "pacman": (["-Sy", "--noconfirm", "chromium"],),
    "apk": (["add", "--no-cache", "chromium"],),
}
"""What brings Chromium with the system's own package manager, where one may."""

LOCK = Path(__file__).parent.parent / ".cache" / "browser.lock"
"""Tests run in two processes at once: one installs, the other waits."""

SWITCHES = ("--no-sandbox", "--disable-dev-shm-usage")
"""Containers have neither what Chromium's sandbox needs nor much shared memory; only our own pages are opened."""


class NoBrowserError(Exception):
    """There is no Chromium and none could be installed; the message says what to do."""


def chromium(
    playwright: Playwright, *, found: Callable[[Playwright], str | None] | None = None, lock: Path = LOCK
) -> str:
    """The program of Chromium on this machine, installed if need be. Raises NoBrowserError.

    ``found`` tells where it is, or None; it is asked again after every try to install it.
    """
    found = found or installed
    path = found(playwright)
    if path:
        return path
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        path = found(playwright)
        said = []
        for commands in () if path else ways_to_install():
            said.append(_run(commands))
            path = found(playwright)
            if path:
                break
    if path:
        return path
    tried = "\n".join(f"- {line}" for line in said)
    raise NoBrowserError(
        "The tests in a real browser need Chromium. It is not on this machine, and it could not be installed:\n"
        f"{tried}\nInstall Chromium or Google Chrome, or run: {sys.executable} -m playwright install chromium"
    )


def installed(playwright: Playwright) -> str | None:
    """The first Chromium on this machine that starts: Playwright's own, then the system's."""
    candidates = [playwright.chromium.executable_path, *map(shutil.which, NAMES), *APPLICATIONS]
    return next((path for path in candidates if path and _starts(path)), None)


def _starts(path: str) -> bool:
    """Whether a program is a Chromium: on some systems the name is a script that only says what to install."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


def ways_to_install() -> Iterator[Sequence[Sequence[str]]]:
    """The commands that may bring Chromium, the most likely first."""
    program = next(filter(shutil.which, PACKAGE_MANAGERS), None)
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
    if program and rights is not None:
        yield [[*rights, program, *arguments] for arguments in PACKAGE_MANAGERS[program]]
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


def _run(commands: Sequence[Sequence[str]]) -> str:
    """Run commands until one fails; what was run and what the last one said, in one line."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    last = ""
    for command in commands:
        answer = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        last = next(reversed((answer.stderr + answer.stdout).strip().splitlines()), "")
        if answer.returncode:
            break
    return f"{' '.join(commands[-1])}: {last}"


@contextmanager
def started(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium without a window."""
    browser = playwright.chromium.launch(executable_path=chromium(playwright), args=list(SWITCHES))
    yield browser
    browser.close()


@contextmanager
def watched(page: Page, address: str | None = None) -> Iterator[list[str]]:
    """What goes wrong in a page from now on: errors, what the policy refuses, requests to other hosts.

    ``address`` is that of the host that may be asked; None stands for any on this machine. That a page is
    not found is no complaint if it is the page that was asked for.
    """
    complaints: list[str] = []
    host = urlsplit(address).netloc if address else ""

    def asked(request: Request) -> None:
        asked_of = urlsplit(request.url)
        ours = asked_of.netloc == host if host else asked_of.hostname == "127.0.0.1"
        if asked_of.scheme in ("http", "https", "ws", "wss") and not ours:
            complaints.append(f"a request to another host: {request.url}")

    def said(message: ConsoleMessage) -> None:
        missing_page = "status of 404" in message.text and message.location["url"] == page.url
        if message.type in ("error", "warning") and not missing_page:
            complaints.append(f"{message.type} on {page.url}: {message.text} {message.location['url']}")

    def failed(request: Request) -> None:
        # Who goes on to the next page stops what the one before was still loading.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"not loaded: {request.url} {request.failure}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"error on {page.url}: {error}"))
    page.on("requestfailed", failed)
    yield complaints
