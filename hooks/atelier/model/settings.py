"""The settings of a site that are ours, of those in ``mkdocs.yml``: their fields and rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from atelier.i18n.translation import N_
from atelier.model import readings, several
from atelier.model.addresses import EMAIL, HOST, NO_ADDRESS, PORT, URL, mailto
from atelier.model.base import Fields
from atelier.model.choices import (
    OWN_FIELDS,
    REQUIRED,
    Choices,
    OwnFields,
    OwnLevels,
    OwnPartnerKinds,
    Required,
)
from atelier.model.labelled import Labelled
from atelier.model.readings import Readings, Step
from atelier.model.rules import Between, Boolean, Choice, Rule, Text, Url, Written, refused, scalar


@dataclass(frozen=True, slots=True)
class Editors:
    """Where the editors can be reached: by mail, or at a page such as a form.

    Attributes:
        mail: their e-mail address; empty where there is a page.
        page: the address of their page; empty where there is an e-mail address.

    """

    mail: str = ""
    page: str = ""

    def link(self, subject: str = "", body: str = "") -> str:
        """Where a link to them leads: a mail with this subject and text, or their page."""
        return self.page or mailto(self.mail, subject, body)


class ToEditors(Written):
    """An e-mail address, or the address of a page."""

    kind = "editors"

    def convert(self, word: str) -> Editors:
        """Where the editors can be reached."""
        return Editors(mail=word) if "@" in word else Editors(page=word)


class Folder(Written):
    """The address of a site."""

    kind = "folder"

    def convert(self, word: str) -> str:
        """The address, with a slash at the end."""
        return word.rstrip("/") + "/"


class Hosted(Written):
    """The address of a repository."""

    kind = "repository"

    def convert(self, word: str) -> str:
        """The address, without a slash at the end."""
        return word.rstrip("/")


EDITORS = ToEditors(
    "editors",
    re.compile(f"(?:{EMAIL.pattern})|(?=[Hh][Tt][Tt][Pp][Ss]:)(?:{URL.pattern})"),
    Readings((*readings.EMAIL.steps, *readings.ADDRESS.steps, Step("^http:", "https:"))),
)
"""Only a page that is encrypted: a form sends what people write of themselves."""

SITE = Folder(
    "site-address",
    re.compile(
        rf"(?=.{{0,2000}}$)[Hh][Tt][Tt][Pp][Ss]?://(?:{HOST}|localhost)(?::(?:{PORT}))?(?:/[^?#{NO_ADDRESS}]*)?"
    ),
    Readings((*readings.ADDRESS.steps, Step("[?#].*$"))),
)
"""Every address of the site is made by putting more behind this one, so it has no question and no part."""

RECEIVE = Folder(
    "receive",
    re.compile(
        rf"(?=.{{0,2000}}$)(?:[Hh][Tt][Tt][Pp][Ss]://(?:{HOST}|localhost)|http://(?:localhost|127[.]0[.]0[.]1))"
        rf"(?::(?:{PORT}))?(?:/[0-9A-Za-z._~/\-]*)?"
    ),
    Readings((Step("^http:", "https:"), *readings.ADDRESS.steps, Step("[?#].*$"))),
)
"""Encrypted, unless it is on the machine itself. A policy holds it, so its path has only plain signs."""

VIEWS = "actions blob branches commits? edit issues merge_requests pulls? raw releases settings tags tree"
VIEW = f"/(?:-/)?(?:{VIEWS.replace(' ', '|')}|wiki)"
"""Where the address of a repository ends and that of one of its views begins."""

REPOSITORY = Hosted(
    "repository",
    re.compile(
        rf"(?!https://[^/]+(?:/[^/]+){{2,}}{VIEW}(?:/|$))https://(?:{HOST})(?::(?:{PORT}))?"
        r"(?:/(?!-/)(?![^/]*[.][Gg][Ii][Tt]/?$)[0-9A-Za-z._~+\-]+){2,}/?"
    ),
    Readings(
        (
            Step("^(?:ssh://|git[+]ssh://)?[0-9A-Za-z._-]+@([^:/]+)(?::[0-9]+/|:|/)", "https://{1}/"),
            Step("^(?:git|http)://", "https://"),
            *readings.ADDRESS.steps,
            Step("[?#].*$"),
            Step(f"^(https://[^/]+(?:/[^/]+){{2,}}?){VIEW}(?:/.*)?$", "{1}"),
            Step("(?:/|[.][Gg][Ii][Tt])+$"),
        )
    ),
)

# What `git check-ref-format` allows, but for signs that have a meaning in an address.
BRANCH = Written(
    "branch",
    re.compile(r"(?!refs/|[/.\-])(?!.*(?:[.][.]|//|/[.]|[/.]$|[.]lock(?:/|$)))[0-9A-Za-z._/+\-]{1,200}"),
    Readings((Step("^refs/heads/"), Step("^/+|/+$"))),
)


class Host(Labelled):
    """Where the repository is kept: their addresses of files differ."""

    GITHUB = "github", N_("GitHub"), "github.com"
    GITLAB = "gitlab", N_("GitLab"), "gitlab.com"
    GITEA = "gitea", N_("Gitea"), "forgejo|codeberg|codeberg.org|gitea.com"


@dataclass(frozen=True)
class HostOf(Between):
    """The host must be the one whose name is in the address of the repository."""

    other: str
    code: str = "repository-host"

    def check(self, value: Any, other: Any) -> None:
        """Compare them, as far as the address says."""
        name = (urlsplit(other or "").hostname or "").split(".")
        meant = next((host for host in Host if host in name), value)
        if meant is not value:
            raise refused(self.code, value=str(value), meant=str(meant), url=other)


class Repository(Fields):
    """Where the files are kept."""

    url: Annotated[str, REPOSITORY] | None = None
    host: Annotated[Host, Choice(Host), HostOf("url")] = Host.GITHUB
    branch: Annotated[str, BRANCH] = "main"


class Server(Labelled):
    """What serves the site: each reads a file of its own, or none."""

    GITHUB = "github", "", "github pages|github-pages|gitlab|gitlab pages|none"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare", "", "cloudflare pages|cloudflare-pages"
    APACHE = "apache", "", "apache2|httpd|htaccess|.htaccess"
    NGINX = "nginx"


@dataclass(frozen=True)
class Servers(Rule):
    """One server, or several: as a list, or with commas between them, as in a variable."""

    kind = "servers"

    def read(self, value: object) -> tuple[Labelled, ...]:
        """The servers."""
        written = value if isinstance(value, list | tuple) else several.split(scalar(value), several.SIGNS)
        return tuple(dict.fromkeys(map(Choice(Server).read, written)))


class Extra(Fields):
    """Our own settings."""

    repository: Repository = Repository()
    editors: Annotated[Editors, EDITORS] | None = None
    moved_from: Annotated[str, SITE] | None = None
    licence: Url | None = None
    search: Boolean = True
    confirm_merges: Boolean = False
    preview: Boolean = False
    receive: Annotated[str, RECEIVE] | None = None
    # Not known: what two of them read, the others pass over.
    server: Annotated[tuple[Server, ...], Servers()] = (Server.NETLIFY, Server.CLOUDFLARE)
    # What a city chooses of the model: contributing/choices.md.
    fields: OwnFields = OWN_FIELDS
    required: Required = REQUIRED
    levels: OwnLevels = ()
    partner_kinds: OwnPartnerKinds = ()

    @property
    def choices(self) -> Choices:
        """What the city chooses of the model."""
        return Choices(self.fields, self.required, self.levels, self.partner_kinds)


class Language(Labelled):
    """The languages of pages."""

    DUTCH = "nl", "", "nederlands|dutch|nl-nl|nl_nl"
    ENGLISH = "en", "", "engels|english|en-us|en-gb"


class Theme(Fields):
    """What the theme is told."""

    language: Annotated[Language, Choice(Language)] = Language.ENGLISH


class Settings(Fields):
    """The settings of a site.

    Attributes:
        site_name: what it is called.
        site_url: where it is published, with a slash at the end.
        theme: of which only the language is ours.
        extra: our own settings.

    """

    site_name: Text | None = None
    site_url: Annotated[str, SITE]
    theme: Theme = Theme()
    extra: Extra = Extra()
