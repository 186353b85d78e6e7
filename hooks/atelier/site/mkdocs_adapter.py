"""The adapter to MkDocs: each event calls the generator. The only module that knows MkDocs.

``hooks/mkdocs_hooks.py`` of a catalogue imports the functions named ``on_…``; MkDocs calls them in this
order. The plugin ``atelier`` keeps the state between events: MkDocs makes one object of it for a process.
Hook and plugin require each other, because without the hook MkDocs would publish the files of contributors as
its own pages.
"""

from __future__ import annotations

import gc
import html
import logging
import re
import shutil
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from mkdocs.commands.build import build as run_mkdocs
from mkdocs.config.base import Config, load_config
from mkdocs.config.config_options import ExtraScriptValue, PathSpec
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from atelier.content.editors_pages import lent, of_parts, package_page
from atelier.content.settings import kinds_in, language, read_settings
from atelier.content.source import SETTINGS, SYNONYMS
from atelier.contribute.field_guide import FILE as GUIDE
from atelier.contribute.field_guide import MARK, guide
from atelier.i18n.translation import N_, read_in, translations
from atelier.i18n.words import Spoken, in_words
from atelier.model.records import RECORDS
from atelier.model.settings import Translation
from atelier.render.csp import script_hashes, with_policy
from atelier.render.languages import NOT_TRANSLATED, notice
from atelier.render.page import Crumb, Intro, Site
from atelier.render.renderer import TemplateCache
from atelier.render.script_texts import SEARCH_TEXTS, script_texts
from atelier.render.wording import Wording
from atelier.search.texts import EditorsPage
from atelier.sections.section import intro_file
from atelier.site import building, making
from atelier.site.engine import LOST_PAGE, MAIN, SLOTS, Document, Rendered
from atelier.site.engine_inputs import EngineError, files_in
from atelier.site.making import Checked, checked, site_of
from atelier.site.navigation import TABS, TITLES, navigation, without_pages
from atelier.site.pages import SECTIONS
from atelier.site.publish import CACHE, PILLARS_CSS
from atelier.site.shell import Shell, cut, cut_at, shell_file, slot
from atelier.site.theme import fixed
from atelier.site.theme_files import OVERRIDES, SCRIPTS, STYLE, theme_files
from atelier.site.trees.errors import FULL
from atelier.store.code import PACKAGE
from atelier.store.store import Store

if TYPE_CHECKING:
    from gettext import NullTranslations

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from pathspec.gitignore import GitIgnoreSpec

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_post_template",
    "on_pre_build",
    "on_template_context",
]

# Not below "mkdocs": a warning about a contribution does not fail a strict build.
log = logging.getLogger("atelier")

ENGINE = logging.getLogger(run_mkdocs.__module__.partition(".")[0])
"""What the engine logs to. ProperDocs takes the place of MkDocs when it is imported, and has its own name."""

SKIP_TARGET = "_content"
"""Where the theme's skip link leads: the heading of the page."""

CHOSEN = frozenset({"saved.md", "compare.md"})
"""Pages that a visitor's own choice fills: the header leads to them, not the navigation."""

UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Files for the theme's own search, which is not used: more than a megabyte."""

NO_NEWS = re.compile("enerated empty output|^Cleaning site directory|^Building documentation to directory")
"""Messages of MkDocs about what it does to a folder that nobody sees."""

CC_BY = "https://creativecommons.org/licenses/by/4.0"

PALETTE: Sequence[tuple[Mapping[str, str], str, str]] = (
    (
        {"media": "(prefers-color-scheme)"},
        "material/brightness-auto",
        N_("Light or dark, as your device"),
    ),
    (
        {"media": "(prefers-color-scheme: light)", "scheme": "default"},
        "material/weather-sunny",
        N_("Light"),
    ),
    (
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
        "material/weather-night",
        N_("Dark"),
    ),
)
"""When, with which colours, the icon and what it gives."""

NO_HOOK = "mkdocs.yml: hooks must name hooks/mkdocs_hooks.py, which makes the pages of the catalogue"
NO_SERVE = "mkdocs serve cannot show a catalogue: use atelier serve, or make serve"
NO_PLUGIN = "mkdocs.yml: plugins must name atelier, which stops a build without hooks/mkdocs_hooks.py"


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """The plugin has no settings of its own."""


class AtelierPlugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Keeps the state between events of MkDocs, and refuses to build without the hook.

    Attributes:
        serving: whether the site is served: it is built again and again, and its index is made elsewhere.
        only_render: whether what MkDocs renders is asked for, and no site.
        further: the further language that is rendered now; empty for the first.
        rendering: what MkDocs rendered so far.
        rendered: all that it rendered, at its end.
        checked: the catalogue that is built.

    """

    def __init__(self) -> None:
        self.serving = False
        self.only_render = False
        self.further = ""
        self.rendering: Rendering | None = None
        self.rendered: Rendered | None = None
        self.checked: Checked | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Refuse to be served by MkDocs; silence its messages about a folder that nobody sees."""
        if command == "serve":
            raise PluginError(NO_SERVE)
        logging.getLogger(f"{ENGINE.name}.commands.build").addFilter(is_news)

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse to build without the hook."""
        # MkDocs keeps hooks among the plugins.
        if not any(getattr(hook, "on_pre_build", None) is on_pre_build for hook in config.plugins.values()):
            raise PluginError(NO_HOOK)

    def on_build_error(self, error: Exception) -> None:
        """Clean up after a build that failed, because the process may keep running."""
        self.clean()

    def clean(self) -> None:
        """Remove what MkDocs rendered for a site, and collect garbage again."""
        if self.rendering and self.rendering.target:
            shutil.rmtree(self.rendering.folder, ignore_errors=True)
        gc.enable()


def is_news(record: logging.LogRecord) -> bool:
    """Whether a message of MkDocs is of use: not where it writes, nor of which pages it writes no file."""
    return not NO_NEWS.search(record.getMessage())


@dataclass
class Rendering:
    """What MkDocs rendered so far.

    Attributes:
        site: what the settings say.
        folder: where MkDocs writes.
        target: where the site is to be, if one is to be made.
        lent: the pages of the package, by their path from ``docs/``.
        intro_files: the section of each page with an introduction, by its path from ``docs/``.
        shell_files: the section of each shell, by its path from ``docs/``.
        written: the file that each page is made of where that is not its own, by the page's path from
            ``docs/``.
        home: the home page, once the nav is known.

    The others are those of ``Rendered``.

    """

    site: Site
    folder: Path
    target: Path | None
    shell_files: Mapping[str, str]
    intro_files: Mapping[str, str] = field(default_factory=dict)
    lent: set[str] = field(default_factory=set)
    written: dict[str, str] = field(default_factory=dict)
    home: MkDocsPage | None = None
    shells: dict[str, Shell] = field(default_factory=dict)
    intros: dict[str, Intro] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    editors: list[EditorsPage] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    hashes: set[str] = field(default_factory=set)

    def is_untranslated(self, uri: str) -> bool:
        """Whether a page is in another language than the site."""
        return bool(self.site.original) and uri not in self.written and uri not in self.lent

    def source(self, uri: str) -> str:
        """The file of a page, from the root of the catalogue; empty if the page is the package's."""
        return "" if uri in self.lent else self.written.get(uri, f"docs/{uri}")

    def address(self, url: str) -> str:
        """The address of a page of MkDocs from the home page in its language."""
        return url.removeprefix(self.site.prefix)

    def introduce(self, uri: str, title: str, description: str, content: str) -> None:
        """Keep the introduction of a section, by editors."""
        section = self.intro_files[uri]
        # The home page has only links, and a page that a visitor's choice fills is empty before.
        if section and not SECTIONS[section].single:
            self.editors.append(EditorsPage(f"{section}/", title, content))
        # The theme styles the text of editors by this class.
        text = f'<div class="intro md-typeset">\n{content}\n</div>' if content else ""
        source = self.source(uri)
        self.intros[section] = Intro(title, description, Markup(text), source)  # noqa: S704 - by editors

    def finished(self, output: str) -> str:
        """The theme's page with its markup fixed, and with its Content-Security-Policy."""
        output = fixed(output, translations(self.site.language))
        self.hashes |= script_hashes(output)
        return with_policy(output)

    def ended(self) -> Rendered:
        """All of it, with the files that MkDocs wrote."""
        return Rendered(
            shells=self.shells,
            intros=self.intros,
            documents=tuple(self.documents),
            editors=tuple(self.editors),
            listed=tuple(self.listed),
            hashes=frozenset(self.hashes),
            files=files_in(self.folder),
            warnings=(),
            folders=(self.folder,),
            name=self.site.name,
            language=self.site.language,
        )


def plugin_of(config: MkDocsConfig) -> AtelierPlugin:
    """The plugin in the settings; raises PluginError if they do not name it."""
    plugin = config.plugins.get("atelier")
    if not isinstance(plugin, AtelierPlugin):
        raise PluginError(NO_PLUGIN)
    return plugin


def rendering_of(config: MkDocsConfig) -> Rendering:
    """What MkDocs rendered so far."""
    rendering = plugin_of(config).rendering
    assert rendering  # noqa: S101 - on_pre_build comes first
    return rendering


def render(root: Path, folder: Path) -> Rendered:
    """What MkDocs renders of the site in ``root``; its files go to ``folder``.

    Raises EngineError, with all that MkDocs says, if it cannot; OSError if the disk is full.
    """
    said = Said()
    # MkDocs reads a relative path as one from the folder of the settings.
    root, folder = root.resolve(), folder.resolve()
    ENGINE.addHandler(said)
    try:
        # A catalogue needs no page of its own, git keeps no empty folder, and MkDocs asks for this one.
        (root / "docs").mkdir(exist_ok=True)
        config = load_config(str(root / SETTINGS), site_dir=str(folder))
        plugin = plugin_of(config)
        plugin.only_render = True
        config.plugins.on_startup(command="build", dirty=False)
        try:
            run_mkdocs(config)
        finally:
            config.plugins.on_shutdown()
    except Exception as error:  # also what hooks and plugins of a city raise
        if isinstance(error, OSError) and error.errno in FULL:
            raise  # no mistake of theirs
        raise EngineError("\n".join(filter(None, [*said.messages, what_failed(error, root)]))) from error
    finally:
        ENGINE.removeHandler(said)
    assert plugin.rendered  # noqa: S101 - MkDocs ran to its end
    return replace(plugin.rendered, warnings=tuple(said.messages))


def in_further(language: str, config: MkDocsConfig) -> Rendered:
    """What MkDocs renders of a site in a further language. Its files are those of the first."""
    with tempfile.TemporaryDirectory(prefix="atelier-") as folder:
        again = load_config(config.config_file_path, site_dir=folder)
        plugin = plugin_of(again)  # MkDocs may give the same one again
        before = dict(vars(plugin))
        plugin.only_render, plugin.further = True, language
        try:
            run_mkdocs(again)
            assert plugin.rendered  # noqa: S101 - MkDocs ran to its end
            return replace(plugin.rendered, files={}, folders=())
        finally:
            vars(plugin).update(before)


class Said(logging.Handler):
    """Keeps the warnings and errors that MkDocs logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())


def what_failed(error: Exception, root: Path) -> str:
    """What an exception says, with the line of the city's own file that raised it if there is one."""
    if isinstance(error, Abort):
        return ""  # MkDocs has said why
    if isinstance(error, MkDocsException):
        return error.format_message()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(root) and not {"site-packages", PACKAGE.name} & {*file.parts}:
            return f"{file.relative_to(root)}:{frame.lineno}: {type(error).__name__}: {error}"
    return f"{type(error).__name__}: {error}"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Escape the site's name, which the theme does not; add our theme files; exclude the records."""
    further = plugin_of(config).further
    if further:
        translate(config, further)
    config.site_name = html.escape(html.unescape(config.site_name))
    # With a scope the theme's inline scripts, and so their hashes, are the same on every page.
    config.extra["scope"] = quote(urlsplit(config.site_url or "").path, safe="/%") or "/"
    # MaterialX else gives the head of a page its own colours, in which our text cannot be read.
    if "topbar" not in config.theme:
        config.theme["topbar"] = {"style": "primary"}
    texts = translations(further or language(Path(config.config_file_path).parent))
    if "palette" not in config.theme:
        config.theme["palette"] = palette(texts)
    config.copyright = config.copyright or copyright_line(config, texts)
    # A city's own files win: its templates come before ours, its styles and scripts after.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(OVERRIDES))
    config.extra_css = [STYLE, PILLARS_CSS, *config.extra_css]
    config.extra_javascript = [*map(module, SCRIPTS), *config.extra_javascript]
    # Contributors write the records: MkDocs must not read them, nor publish the list of synonyms.
    folders = [kind.folder.removeprefix("docs/") for kind in RECORDS if kind.folder.startswith("docs/")]
    excluded = [*(f"/{folder}/" for folder in folders), f"/{SYNONYMS.removeprefix('docs/')}"]
    records = paths(*excluded)
    config.exclude_docs = config.exclude_docs + records if config.exclude_docs else records
    if config.nav is None:
        chosen = paths(*(f"/{page}" for page in CHOSEN))
        config.not_in_nav = config.not_in_nav + chosen if config.not_in_nav else chosen
    return config


def paths(*patterns: str) -> GitIgnoreSpec:
    """Paths from ``docs/`` for MkDocs, in the form of ``.gitignore``."""
    return PathSpec().validate("".join(f"{pattern}\n" for pattern in patterns))


def palette(texts: NullTranslations) -> list[dict[str, object]]:
    """The choice between light, dark and as the device has it, for the theme."""
    ours = {"primary": "custom", "accent": "custom"}
    return [
        {**where, **ours, "toggle": {"icon": icon, "name": texts.gettext(name)}}
        for where, icon, name in PALETTE
    ]


def copyright_line(config: MkDocsConfig, texts: NullTranslations) -> str:
    """What everyone may do with the texts, as far as their licence is one that we know, and with the data."""
    known = str(config.extra.get("licence")).startswith(CC_BY)
    said = [texts.gettext("Texts free to use if you name the source (CC BY 4.0).")] if known else []
    return " ".join([*said, texts.gettext("Data free to use (CC0).")])


def translate(config: MkDocsConfig, language: str) -> None:
    """Let MkDocs make the site in a further language, with what the settings say in that language.

    The names in the navigation and of the colours are translated where they are texts of ours. The name of a
    page that is not, is the title of the page.
    """
    said = read_settings(Path(config.config_file_path))[0]
    names = getattr(said.extra.translations, language) if said else Translation()
    config.site_name = names.site_name or config.site_name
    config.site_description = names.site_description or config.site_description
    config.copyright = names.copyright or config.copyright
    text = renamed(str(config.theme["language"]), language)
    config.theme["language"] = language
    config.nav = in_nav(config.nav, text)
    options = config.theme.get("palette", [])
    for toggle in (option.get("toggle") for option in options if isinstance(option, dict)):
        if isinstance(toggle, dict) and "name" in toggle:
            toggle["name"] = text(str(toggle["name"])) or toggle["name"]


def renamed(before: str, language: str) -> Callable[[str], str]:
    """What gives a name in the navigation, or of a colour, in another language; empty if it is not ours."""
    ours = {*(tab.title for tab in TABS), *TITLES.values(), *(name for _, _, name in PALETTE)}
    first, then = translations(before), translations(language)
    names = {first.gettext(name): then.gettext(name) for name in ours}
    return lambda name: names.get(name, "")


def in_nav(items: Any, text: Callable[[str], str]) -> Any:
    """The items of a navigation with their names translated; a page without one gets its own title."""
    if isinstance(items, list):
        return [in_nav(item, text) for item in items]
    if not isinstance(items, dict):
        return items
    named = {text(str(name)) or name: in_nav(inner, text) for name, inner in items.items()}
    ((name, inner),) = items.items() if len(items) == 1 else ((None, None),)
    page = isinstance(inner, str) and inner.endswith(".md")
    return inner if page and not text(str(name)) else named


def module(address: str) -> ExtraScriptValue:
    """A script for MkDocs, to be loaded as a module."""
    script = ExtraScriptValue(address)
    script.type = "module"
    return script


def on_pre_build(config: MkDocsConfig) -> None:
    """Read and check everything, and let MkDocs write into a folder of its own. An error stops it here."""
    plugin = plugin_of(config)
    file = Path(config.config_file_path)
    wrong = []
    if not config.use_directory_urls:
        wrong.append("mkdocs.yml: use_directory_urls must be true: addresses are folders")
    if plugin.only_render:
        if wrong:
            raise PluginError("\n".join(wrong))
        site, target = site_of(file.parent, read_settings(file)[0]), None
        site = site.translated(plugin.further, "") if plugin.further else site
    else:
        gc.disable()  # see no_collection
        plugin.checked = checked(file.parent, Store(file.parent), file.name)
        must_be_well(plugin.checked, wrong)
        site, target = plugin.checked.site, Path(config.site_dir)
        config.site_dir = tempfile.mkdtemp(prefix="atelier-")
    plugin.rendering = Rendering(
        replace(site, name=html.unescape(config.site_name)),
        Path(config.site_dir),
        target,
        shell_files={shell_file(section): section for section in SECTIONS},
    )


def must_be_well(checked: Checked, wrong: Sequence[str]) -> None:
    """Raise PluginError with all that is wrong; log what is not."""
    if wrong or checked.catalogue is None:
        raise PluginError("\n\n".join(filter(None, [checked.report, "\n".join(wrong)])))
    for text in filter(None, (checked.report, *checked.remarks)):
        log.warning(text)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add our styles and scripts, the package's pages and the shells; remove unused files of the theme."""
    rendering = rendering_of(config)
    gone = rendering.site.parts.pages
    for unused in [file for file in files if file.src_uri.startswith(UNUSED) or file.src_uri in gone]:
        files.remove(unused)
    if config.nav is not None:
        config.nav = without_pages(config.nav, gone)
    for address, text in theme_files().items():
        # A city may replace one of our files by its own.
        if files.get_file_from_path(address) is None:
            files.append(File.generated(config, address, content=text))
    own = [f"docs/{file.src_uri}" for file in files.documentation_pages()]
    for path in lent(own):
        name = path.removeprefix("docs/")
        if name in gone:
            continue
        page = package_page(name.removesuffix(".md"), rendering.site.language) or ""
        page = of_parts(page, rendering.site.parts)
        # A navigation that a city wrote need not have them.
        outside = config.nav is not None or name in CHOSEN
        place = InclusionLevel.NOT_IN_NAV if outside else InclusionLevel.INCLUDED
        files.append(File.generated(config, name, content=page, inclusion=place))
        rendering.lent.add(name)
    here = {file.src_uri for file in files.documentation_pages()}
    intros = {intro_file(section).removeprefix("docs/"): section for section in SECTIONS}
    rendering.intro_files = {uri: section for uri, section in intros.items() if uri in here}
    for uri in rendering.shell_files:
        files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    take_translations(files, rendering)
    if config.nav is None:
        pages = [file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)]
        gettext = translations(rendering.site.language).gettext
        config.nav = navigation(sorted({*pages} - CHOSEN), gettext)
    return files


def take_translations(files: Files, rendering: Rendering) -> None:
    """Fill pages with their translations, which are no pages themselves, and put them into their folder."""
    site = rendering.site
    for file in list(files):
        original, _, language = file.src_uri.removesuffix(".md").rpartition(".")
        page = files.get_file_from_path(f"{original}.md")
        if not file.is_documentation_page() or language not in site.languages[1:]:
            continue
        files.remove(file)
        if page and language == site.language:
            page.content_string = file.content_string
            rendering.written[page.src_uri] = f"docs/{file.src_uri}"
            rendering.lent.discard(page.src_uri)
    if site.prefix:
        for file in filter(File.is_documentation_page, files):
            ours = package_page(file.src_uri.removesuffix(".md"), site.language)
            if ours is not None and rendering.is_untranslated(file.src_uri):
                file.content_string = of_parts(ours, site.parts)
                rendering.lent.add(file.src_uri)
            file.dest_uri = site.prefix + file.dest_uri
            vars(file).pop("url", None)  # kept from before


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put every shell under its section's page, so that the right tab is active."""
    rendering = rendering_of(config)
    home = files.get_file_from_path("index.md")
    nav.homepage = rendering.home = nav.homepage or (home.page if home else None)
    for page in nav.pages:
        # Its own title is in the language of its text; a name in the navigation is not.
        spoken = rendering.site.original if rendering.is_untranslated(page.file.src_uri) else ""
        vars(page).update(spoken=spoken, titled="" if vars(page).get("title") else spoken)
    for uri, section in rendering.shell_files.items():
        file = files.get_file_from_path(uri)
        above = files.get_file_from_path(intro_file(section).removeprefix("docs/"))
        if file and above:
            MkDocsPage(None, file, config).parent = above.page  # type: ignore[assignment]
    return nav


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Put the tables of the fields into their guide, and the city's words into the package's pages."""
    site = rendering_of(config).site
    if page.file.src_uri in rendering_of(config).lent and isinstance(site.language, Spoken):
        language, words = str(site.language), site.language.words
        page.meta.update({key: in_words(str(text), language, words) for key, text in page.meta.items()})
        markdown = in_words(markdown, language, words)
    if f"docs/{page.file.src_uri}" != GUIDE:
        return markdown
    root = Path(config.config_file_path).parent
    return markdown.replace(
        MARK, guide(kinds_in(root), Wording(site.language), site.parts, site.languages[1:])
    )


def on_page_content(content: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Keep the introduction of a section; put a slot into its shell."""
    rendering, uri = rendering_of(config), page.file.src_uri
    if uri in rendering.shell_files:
        return slot("content")
    title, description = str(page.meta.get("title") or page.title), str(page.meta.get("description") or "")
    content = marked(content, uri, rendering.site) if rendering.is_untranslated(uri) else content
    if uri in rendering.intro_files:
        rendering.introduce(uri, title, description, content)
    else:
        rendering.editors.append(EditorsPage(rendering.address(page.url), str(page.title), content))
    return content


def marked(content: str, uri: str, site: Site) -> str:
    """The content of a page that is not translated, with a line that says so and its language."""
    if not content.strip():
        return content
    path = f"docs/{uri.removesuffix('.md')}.{site.language}.md"
    return f'{notice(site, NOT_TRANSLATED, path)}<div lang="{site.original}">\n{content}\n</div>'


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the overrides our texts."""
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.bytecode_cache = TemplateCache(Path(config.config_file_path).parent / CACHE, "theme-%s.cache")
    texts = translations(rendering_of(config).site.language)
    env.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    env.globals["home"] = rendering_of(config).site.prefix
    env.globals["theme_language"] = theme_language(config)
    env.globals["search_texts"] = script_texts(SEARCH_TEXTS, texts)
    return env


def theme_language(config: MkDocsConfig) -> str:
    """The nearest language to that of the site in which the theme has texts."""
    folders = [Path(folder, "partials", "languages") for folder in config.theme.dirs]
    near = read_in(str(config.theme["language"]))
    return next(name for name in near if any((folder / f"{name}.html").is_file() for folder in folders))


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Put slots where pages differ in what follows from the catalogue."""
    rendering = rendering_of(config)
    context.update({name: slot(name) for name in SLOTS})
    if page.file.src_uri in rendering.shell_files:
        page.meta = {
            "title": slot("title"),
            "description": slot("description"),
            "hide": ["navigation", "toc", "path"],
            "shell": True,
        }
        page.canonical_url = slot("canonical")
        page.toc = TableOfContents([heading()])
        return context
    source = rendering.source(page.file.src_uri)
    page.edit_url = rendering.site.edit_url(source) if source else None
    if not any(item.level == 1 for item in page.toc):
        page.toc = TableOfContents([heading(list(page.toc))])
    return context


def heading(below: Sequence[AnchorLink] = ()) -> AnchorLink:
    """The heading of a page with those below it, which the theme needs for its skip link."""
    link = AnchorLink("", SKIP_TARGET, 1)
    link.children.extend(below)
    return link


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Keep a page. MkDocs writes no file of it, because the output is empty."""
    try:
        keep(output, page, config)
    except ValueError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error
    return ""


def keep(output: str, page: MkDocsPage, config: MkDocsConfig) -> None:
    """Keep a page or a shell. Raises ValueError if the theme left out what it must have."""
    rendering, uri = rendering_of(config), page.file.src_uri
    if uri in rendering.shell_files:
        rendering.shells[rendering.shell_files[uri]] = cut(finished(output, config))
    elif uri not in rendering.intro_files:
        # The sections of the nav are no pages, so they are no breadcrumbs.
        document = Document(
            url=rendering.address(page.url),
            kind=MAIN,
            title=str(page.title),
            description=str(page.meta.get("description") or ""),
            source=rendering.source(uri),
            crumbs=(Crumb(str(rendering.home.title), ""),) if rendering.home else (),
            shell=cut_at(finished(output, config), *SLOTS),
        )
        rendering.documents.append(document)


def finished(output: str, config: MkDocsConfig) -> str:
    """The theme's page with its markup fixed and its policy in it."""
    return rendering_of(config).finished(output)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> Mapping[str, Any]:
    """Put a slot into the 404 page; keep which pages MkDocs would put into the sitemap."""
    rendering = rendering_of(config)
    if template_name == "404.html":
        context.update({name: slot(name) for name in SLOTS})
    if template_name == "sitemap.xml":
        rendering.listed += [
            rendering.address(file.page.url)
            for file in context["pages"]
            if file.src_uri not in rendering.shell_files
        ]
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 page. MkDocs writes neither it nor a sitemap, because the output is empty."""
    if template_name == "404.html":
        rendering = rendering_of(config)
        title = translations(rendering.site.language).gettext("Page not found")
        shell = cut_at(finished(output, config), *SLOTS)
        rendering.documents.append(Document("404.html", LOST_PAGE, title, "", "", (), shell))
    return "" if template_name in ("404.html", "sitemap.xml") else output


def on_post_build(config: MkDocsConfig) -> None:
    """Fill the shells, write the site, and make the search index."""
    plugin, rendering = plugin_of(config), rendering_of(config)
    further = () if plugin.further else rendering.site.languages[1:]
    found = rendering.ended()
    plugin.rendered = replace(found, further=tuple(in_further(language, config) for language in further))
    if rendering.target is None:
        return
    handlers = ENGINE.handlers
    warned = any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)
    if not (config.strict and warned):  # then MkDocs stops here
        publish(plugin, plugin.rendered, rendering.target)
    plugin.clean()


def publish(plugin: AtelierPlugin, rendered: Rendered, target: Path) -> None:
    """Release the site. Raises PluginError."""
    checked = plugin.checked
    assert checked  # noqa: S101 - on_pre_build made it
    try:
        summary = making.publish(checked, rendered, target, Store(checked.root))
    except building.BuildError as error:
        raise PluginError(str(error)) from error
    texts = translations(checked.site.language)
    for message in summary.warnings:
        log.warning(message.text(texts))
    # Python collects garbage twice at exit: exclude everything that lived as long as the build.
    gc.freeze()
