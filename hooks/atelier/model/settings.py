"""The settings of a site that are ours, of those in ``mkdocs.yml``: their fields and rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from babel.core import get_global
from pydantic import Field, create_model

from atelier.i18n.locales import locale_of
from atelier.i18n.translation import LANGUAGES, N_, SOURCE_LANGUAGE
from atelier.i18n.words import EURO, Spoken, Words
from atelier.model import readings, several
from atelier.model.addresses import EMAIL, HOST, NO_ADDRESS, PORT, URL, mailto
from atelier.model.base import Fields
from atelier.model.choices import (
    OWN_FIELDS,
    REQUIRED,
    Choices,
    Label,
    OwnFields,
    OwnLevels,
    OwnPartnerKinds,
    Required,
)
from atelier.model.contrast import readable_on
from atelier.model.coordinates import Coordinates
from atelier.model.initiative import Initiative
from atelier.model.labelled import Labelled, synonyms
from atelier.model.parts import Part, Parts
from atelier.model.readings import Readings, Step
from atelier.model.rules import Between, Boolean, Choice, Many, Rule, Text, Url, Written, refused, scalar


@dataclass(frozen=True, slots=True)
class Editors:
    """Where the editors can be reached: by mail, or at a page such as a form.

    Attributes:
        mail: their e-mail address; empty where there is a page.
        page: the address of their page; empty where there is an e-mail address.

    """

    mail: str = ""
    page: str = ""

    @property
    def text(self) -> str:
        """The address as it stands in the settings."""
        return self.mail or self.page

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


UNKNOWN_HOSTS = ("bitbucket", "azure", "visualstudio", "launchpad", "sourceforge", "sr")
"""Names in the addresses of hosts of which we do not know where a file is changed."""


@dataclass(frozen=True)
class HostOf(Between):
    """The host must be the one whose name is in the address of the repository."""

    other: str
    code: str = "repository-host"

    def check(self, value: Any, other: Any) -> None:
        """Compare them, as far as the address says."""
        host = urlsplit(other or "").hostname or ""
        names = host.split(".")
        if set(names) & {*UNKNOWN_HOSTS}:
            choices = ", ".join(Host)
            raise refused("repository-host-unknown", value=host, meant="", choices=choices, url=other)
        found = synonyms(Host).get(host) or next((name for name in Host if name in names), value)
        if found != value:
            raise refused(self.code, value=str(value), meant=str(found), url=other)


class Repository(Fields):
    """Where the files are kept."""

    url: Annotated[str, REPOSITORY] | None = Field(
        None,
        title=N_("Address of the repository"),
        description=N_(
            "The address at which you see the repository in your browser. “Improve this page” leads there."
        ),
        examples=["https://github.com/city/catalogue"],
    )
    host: Annotated[Host, Choice(Host), HostOf("url")] = Field(
        Host.GITHUB,
        validate_default=True,  # against the address
        title=N_("Host"),
        description=N_("What the repository runs on."),
        examples=["github"],
    )
    branch: Annotated[str, BRANCH] = Field(
        "main",
        title=N_("Branch"),
        description=N_("The branch that is published."),
        examples=["main"],
    )


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


LIGHT_PAPERS = ("#ffffff", "#f3f6f9", "#fff4d6", "#e1eaf3")
DARK_PAPERS = ("#1b232c", "#232d38", "#3a3014", "#2d4258", "#141b22")
"""What links stand on, in the light and in the dark: the papers of ``theme/css/base/colours.css``."""

FontName = Annotated[str, Written("font-name", re.compile("[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){0,49}"))]


class Colours(Fields):
    """The colours of pages."""

    primary: Annotated[str, readable_on("#ffffff")] = Field(
        title=N_("Main colour"),
        description=N_("The head of pages. White text stands on it. The other colours follow from it."),
        examples=["#7a1f3d"],
    )
    link: Annotated[str, readable_on(*LIGHT_PAPERS)] | None = Field(
        None,
        title=N_("Links and buttons"),
        description=N_("The colour of links on white, and of buttons with white text."),
        examples=["#8c1f48"],
    )
    primary_dark: Annotated[str, readable_on("#ffffff")] | None = Field(
        None,
        title=N_("Main colour in the dark"),
        description=N_("The same in the dark scheme."),
        examples=["#3d0f1f"],
    )
    link_dark: Annotated[str, readable_on(*DARK_PAPERS)] | None = Field(
        None,
        title=N_("Links in the dark"),
        description=N_("The colour of links on a dark page."),
        examples=["#ff9cc0"],
    )


class Article(Labelled):
    """The Dutch article of a word."""

    DE = "de"
    HET = "het"


class PillarWords(Fields):
    """What pillars are called."""

    one: Label = Field(
        title=N_("One"),
        description=N_("The word for one, or a group with that in each language."),
        examples=[N_("Theme")],
    )
    many: Label = Field(
        title=N_("Several of them"),
        description=N_("The word for several, or a group with that in each language."),
        examples=[N_("Themes")],
    )
    article: Annotated[Article, Choice(Article)] = Field(
        Article.DE,
        title=N_("Dutch article"),
        description=N_("Which article the word has in Dutch: de or het. Other languages do not need it."),
        examples=["het"],
    )


def spoken(language: str, pillars: PillarWords | None, currency: str = EURO) -> str:
    """A language with the words of a city, if it has its own."""
    if pillars is None and currency == EURO:
        return language
    words = Words(currency=currency)
    if pillars:
        one, many = (said.within(language) for said in (pillars.one, pillars.many))
        words = Words(one, many, pillars.article is Article.HET, currency)
    return Spoken.with_words(language, words)


class InCurrency(Written):
    """The code of a currency."""

    kind = "currency"

    def convert(self, word: str) -> str:
        """The code, which must exist."""
        from babel.numbers import list_currencies

        if word not in list_currencies():
            raise refused(self.code, value=word, meant="")
        return word


CURRENCY = InCurrency(
    "currency",
    re.compile("[A-Z]{3}"),
    Readings(
        (
            Step("^(?:EUROS?|EURO'S|€)$", "EUR"),
            Step("^(?:£|POUNDS?|PONDEN)$", "GBP"),
            Step("^(?:[$]|DOLLARS?)$", "USD"),
        ),
        "upper",
    ),
)


class InZone(Written):
    """The name of a time zone."""

    kind = "zone"

    def convert(self, word: str) -> str:
        """The name, which must exist."""
        try:
            ZoneInfo(word)
        except (OSError, ValueError, ZoneInfoNotFoundError):
            place = f"/{word.rpartition('/')[2]}"
            known = sorted(name for name in available_timezones() if name.endswith(place))
            raise refused(self.code, value=word, meant=known[0] if known else "") from None
        return word


ZONE = InZone(
    "timezone", re.compile("[A-Z][0-9A-Za-z_+-]*(?:/[0-9A-Za-z_+-]+)*"), Readings((Step(" ", "_"),))
)


def _names_of(language: str) -> list[str]:
    """What a language is called in each of ours, and with a country behind it; in small letters."""
    known = Locale.parse(language)
    names = [str(known.get_display_name(said_in)).lower() for said_in in LANGUAGES]
    spoken = get_global("likely_subtags").get(language, "")
    for country in (spoken.rpartition("_")[2].lower(), locale_of(language).partition("_")[2].lower()):
        names += [f"{language}-{country}", f"{language}_{country}"] if country else []
    return list(dict.fromkeys(names))


class Language(Labelled):
    """The languages of pages: those of the texts."""

    vars().update({language.upper(): (language, "", "|".join(_names_of(language))) for language in LANGUAGES})


class Translation(Fields):
    """What the site is called in a further language; what is left out stays in the first."""

    site_name: Text | None = Field(
        None,
        title=N_("Name"),
        description=N_("What the catalogue is called in this language."),
        examples=[N_("Learning in our town")],
    )
    site_description: Text | None = Field(
        None,
        title=N_("Description"),
        description=N_("What the catalogue is, in a sentence or two, for search engines."),
        examples=[N_("What schools in our town try out, in one place.")],
    )
    copyright: Text | None = Field(
        None,
        title=N_("Line at the foot"),
        description=N_("What stands at the foot of every page, such as the licence of the texts."),
        examples=["CC BY 4.0"],
    )


_BY_LANGUAGE: dict[str, Any] = {
    str(language): (
        Translation,
        Field(
            Translation(),
            title=language.value,
            description=N_("What the site is called in the language with this code."),
        ),
    )
    for language in Language
}
Translations = create_model("Translations", __base__=Fields, **_BY_LANGUAGE)
"""What the site is called in its further languages, by language."""


class Extra(Fields):
    """Our own settings."""

    languages: Annotated[tuple[Annotated[Language, Choice(Language)], ...], Many(differ="text")] = Field(
        (),
        title=N_("Further languages"),
        description=N_("In which languages the site can be read besides, each in a folder of its own."),
        examples=["en"],
    )
    translations: Translations = Field(
        Translations(),
        title=N_("In further languages"),
        description=N_("What the site is called in each of them; what is left out stays as it is."),
    )
    repository: Repository = Field(
        Repository(),
        title=N_("Repository"),
        description=N_("Where the files of the catalogue are kept."),
    )
    editors: Annotated[Editors, EDITORS] | None = Field(
        None,
        title=N_("Editors"),
        description=N_(
            "Where visitors reach the editors: an e-mail address, or the address of a page or a form. A site "
            "is not published without it."
        ),
        examples=["editors@city.example"],
    )
    moved_from: Annotated[str, SITE] | None = Field(
        None,
        title=N_("First address"),
        description=N_(
            "The first address of the site, if it moved to another. Who follows its feeds then gets nothing "
            "twice."
        ),
        examples=["https://old.example/"],
    )
    licence: Url | None = Field(
        None,
        title=N_("Licence of the texts"),
        description=N_("The address of the licence of the texts, for machines. The open data is CC0."),
        examples=["https://creativecommons.org/licenses/by/4.0/"],
    )
    search: Boolean = Field(
        True,
        title=N_("Search in texts"),
        description=N_("Whether the texts can be searched. A build without it is faster."),
        examples=["false"],
    )
    confirm_merges: Boolean = Field(
        False,
        title=N_("Confirming changes the date"),
        description=N_(
            "Whether a page that somebody confirms by the link in a reminder gets its new date without the "
            "editors: only where nothing but the date changes."
        ),
        examples=["true"],
    )
    preview: Boolean = Field(
        False,
        title=N_("Preview"),
        description=N_(
            "Whether this shows a proposal: every page then says so, and asks search engines to pass it by."
        ),
        examples=["true"],
    )
    receive: Annotated[str, RECEIVE] | None = Field(
        None,
        title=N_("Service for proposals"),
        description=N_(
            "The address of the service to which the forms send, for who has no account anywhere; empty "
            "without one."
        ),
        examples=["https://send.city.example/"],
    )
    # Not known: what two of them read, the others pass over.
    server: Annotated[tuple[Server, ...], Servers()] = Field(
        (Server.NETLIFY, Server.CLOUDFLARE),
        title=N_("Server"),
        description=N_(
            "What serves the site: github (Pages), netlify, cloudflare (Pages), apache or nginx; several "
            "with commas. The build writes the file with headers that it reads."
        ),
        examples=["nginx"],
    )
    currency: Annotated[str, CURRENCY] = Field(
        EURO,
        title=N_("Currency"),
        description=N_(
            "The money of all amounts: its code in ISO 4217. It stands in texts, tables and the open data."
        ),
        examples=["GBP"],
    )
    coordinates: Coordinates | None = Field(
        None,
        title=N_("Where on the map"),
        description=N_("Degrees north and degrees east, as a map on the web gives them."),
        examples=["53.219, 6.567"],
    )
    timezone: Annotated[str, ZONE] = Field(
        "Europe/Amsterdam",
        title=N_("Time zone"),
        description=N_("The clock of all festivals: its name in the list of time zones (IANA)."),
        examples=["Europe/London"],
    )
    colours: Colours | None = Field(
        None,
        title=N_("Colours"),
        description=N_("The colours of your city. What can be read badly is told, with the contrast."),
    )
    fonts: Annotated[tuple[FontName, ...], Many(differ="text")] = Field(
        (),
        title=N_("Fonts"),
        description=N_(
            "Names of fonts that visitors have on their own device, the best first. No font is fetched."
        ),
        examples=["Georgia"],
    )
    pillars: PillarWords | None = Field(
        None,
        title=N_("Word for pillars"),
        description=N_(
            "What pillars are called in this catalogue, such as themes. Addresses stay as they are."
        ),
    )
    without: Annotated[tuple[Annotated[Part, Choice(Part)], ...], Many(differ="text")] = Field(
        (),
        title=N_("Left out"),
        description=N_(
            "The parts that this catalogue does not have: no page, no link, no question in a form, no filter "
            "and no open data of them."
        ),
        examples=["money"],
    )
    # What a city chooses of the model: contributing/choices.md.
    fields: OwnFields = Field(
        OWN_FIELDS,
        title=N_("Fields of your own"),
        description=N_("What your catalogue asks besides, by the folder of its records."),
    )
    required: Required = Field(
        REQUIRED,
        title=N_("Needed fields"),
        description=N_("Which fields every record of your catalogue must have."),
    )
    levels: OwnLevels = Field(
        (),
        title=N_("Levels"),
        description=N_("The levels of your schools, in their order; without this, those of the Netherlands."),
    )
    partner_kinds: OwnPartnerKinds = Field(
        (),
        title=N_("Kinds of partners"),
        description=N_("The kinds of organisations that take part; without this, ours."),
    )

    @property
    def parts(self) -> Parts:
        """The parts that the catalogue has."""
        return Parts.but(self.without)

    @property
    def choices(self) -> Choices:
        """What the city chooses of the model; without pillars, no initiative needs one."""
        chosen = Choices(self.fields, self.required, self.levels, self.partner_kinds)
        return chosen.omitting(Initiative, "pillar") if Part.PILLARS in self.without else chosen


CHOICES = ("without", "fields", "required", "levels", "partner_kinds")
"""The settings of ``Extra.choices``."""


@dataclass(frozen=True)
class Only(Rule):
    """One value, since the generator works with no other: ``text``, as it is written."""

    kind = "only"
    text: str

    def read(self, value: object) -> str:
        """The value."""
        if not isinstance(value, str) or value.lower() != self.text:
            raise refused("setting-only", wanted=self.text)
        return self.text


@dataclass(frozen=True)
class InExtra(Rule):
    """Nothing: what others set here, we set below ``extra``."""

    kind = "in-extra"

    def read(self, value: object) -> None:
        """Nothing; always raises."""
        raise refused("setting-repository")


@dataclass(frozen=True)
class Listed(Rule):
    """A list of which only the form is ours to check; or names with settings, where ``groups``."""

    kind = "listed"
    groups: bool = False
    named: str = ""

    def read(self, value: object) -> tuple[str, ...]:
        """The names in it."""
        if not isinstance(value, list) and not (self.groups and isinstance(value, dict)):
            raise refused("expected-list")
        names = tuple(next(iter(item), "") if isinstance(item, dict) else str(item) for item in value)
        if self.named and self.named not in names:
            raise refused("setting-name-missing", name=self.named)
        return names


List = Annotated[tuple[str, ...], Listed()]


PICTURE = Written(
    "logo-path",
    re.compile(r"(?!.*(?:^|/)[.]{1,2}(?:/|$))[0-9A-Za-z][0-9A-Za-z._ ()-]*(?:/[0-9A-Za-z._ ()-]+)*"),
    Readings((Step("^(?:[.]/|/)?(?:docs/)?"),)),
)


class Frame(Labelled):
    """The themes of which our templates know the frame."""

    MATERIAL = "material", "", "mkdocs-material"
    MATERIALX = "materialx", "", "mkdocs-materialx"


class Theme(Fields):
    """What the theme is told, as far as we read it."""

    language: Annotated[Language, Choice(Language)] = Field(
        Language(SOURCE_LANGUAGE),
        title=N_("Language"),
        description=N_("The language of the pages and of the messages."),
        examples=["nl"],
    )
    name: Annotated[Frame, Choice(Frame)] = Field(
        Frame.MATERIAL,
        title=N_("Name of the theme"),
        description=N_("Which theme makes the frame of pages."),
        examples=["material"],
    )
    logo: Annotated[str, PICTURE] | None = Field(
        None,
        title=N_("Logo"),
        description=N_("The picture at the top of every page: its path from docs/."),
        examples=["assets/logo.svg"],
    )
    favicon: Annotated[str, PICTURE] | None = Field(
        None,
        title=N_("Picture in the tab"),
        description=N_("The picture in the tab of the browser: its path from docs/."),
        examples=["assets/favicon.svg"],
    )
    custom_dir: Text | None = Field(
        None,
        title=N_("Templates of your own"),
        description=N_("The folder with templates that come before ours."),
        examples=["overrides"],
    )
    font: Annotated[str, Only("false")] | None = Field(
        None,
        title=N_("Font from another host"),
        description=N_("Always false: a page asks no other host for anything."),
        examples=["false"],
    )
    features: List | None = Field(
        None,
        title=N_("Features of the theme"),
        description=N_("What the theme does besides, by its names."),
        examples=["navigation.tabs"],
    )
    palette: List | None = Field(
        None,
        title=N_("Light and dark"),
        description=N_("The choices between light and dark; without it there are three, in your language."),
    )


class Settings(Fields):
    """The settings of a site.

    Attributes:
        site_url: where it is published, with a slash at the end.
        theme: of which only a few are ours.
        extra: our own settings.

    """

    site_name: Text = Field(
        title=N_("Name"),
        description=N_("What the catalogue is called. It stands at the top of every page."),
        examples=[N_("Learning in our town")],
    )
    site_description: Text | None = Field(
        None,
        title=N_("Description"),
        description=N_("What the catalogue is, in a sentence or two, for search engines."),
        examples=[N_("What schools in our town try out, in one place.")],
    )
    site_url: Annotated[str, SITE] = Field(
        title=N_("Address of the site"),
        description=N_("Where the site is published. Feeds, printed cards and search engines need it."),
        examples=["https://city.example/"],
    )
    copyright: Text | None = Field(
        None,
        title=N_("Line at the bottom"),
        description=N_("What may be done with the texts. It stands at the bottom of every page."),
        examples=[N_("Texts free to use with a credit (CC BY 4.0).")],
    )
    theme: Theme = Field(
        Theme(),
        title=N_("Theme"),
        description=N_("The frame of the pages."),
    )
    extra: Extra = Field(
        Extra(),
        title=N_("Settings of the catalogue"),
        description=N_("All that the generator itself reads."),
    )
    nav: List | None = Field(
        None,
        title=N_("Navigation"),
        description=N_("The pages in the bar at the top, in their order; without it, all that are there."),
    )
    hooks: List | None = Field(
        None,
        title=N_("Hooks"),
        description=N_("Always with hooks/mkdocs_hooks.py, which makes the pages of the catalogue."),
        examples=["hooks/mkdocs_hooks.py"],
    )
    plugins: Annotated[tuple[str, ...], Listed(groups=True, named="atelier")] | None = Field(
        None,
        title=N_("Plugins"),
        description=N_("Always with atelier, which stops a build in which the hook is missing."),
        examples=["atelier"],
    )
    markdown_extensions: Annotated[tuple[str, ...], Listed(groups=True)] | None = Field(
        None,
        title=N_("Markdown of editors' pages"),
        description=N_("What may stand in the pages of the editors besides plain Markdown."),
        examples=["attr_list"],
    )
    extra_css: List | None = Field(
        None,
        title=N_("Style sheets of your own"),
        description=N_("Files below docs/. They come after ours."),
        examples=["assets/city.css"],
    )
    extra_javascript: List | None = Field(
        None,
        title=N_("Scripts of your own"),
        description=N_("Files below docs/. They come after ours."),
        examples=["assets/city.js"],
    )
    watch: List | None = Field(
        None,
        title=N_("Further folders"),
        description=N_("Folders and files that your own hooks read."),
        examples=["data"],
    )
    docs_dir: Annotated[str, Only("docs")] | None = Field(
        None,
        title=N_("Folder of the editors' pages"),
        description=N_("Always docs."),
        examples=["docs"],
    )
    use_directory_urls: Annotated[str, Only("true")] | None = Field(
        None,
        title=N_("Addresses are folders"),
        description=N_("Always true."),
        examples=["true"],
    )
    repo_url: Annotated[None, InExtra()] = Field(
        None,
        title=N_("Repository of MkDocs"),
        description=N_("Not used: write it as url below extra, repository."),
    )
    edit_uri: Annotated[None, InExtra()] = Field(
        None,
        title=N_("Address of changes of MkDocs"),
        description=N_("Not used: write the host and the branch below extra, repository."),
    )

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the site was published first, with which its ids begin, and where it is now."""
        return tuple(dict.fromkeys(filter(None, (self.extra.moved_from, self.site_url))))
