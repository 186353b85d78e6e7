"""The adapter to MkDocs: each event calls the generator. The only module that knows MkDocs.

``hooks/mkdocs_hooks.py`` of a catalogue imports the functions named ``on_…``; MkDocs calls them in this
order. The plugin ``atelier`` keeps the state between events: MkDocs makes one object of it for a process,
also under ``mkdocs serve``. Hook and plugin require each other, because without the hook MkDocs would publish
the files of contributors as its own pages.
"""

from __future__ import annotations

import gc
import html
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from jinja2 import FileSystemBytecodeCache
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue, PathSpec
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check, today
from atelier.content.history import read_history
from atelier.content.synonyms import FILE as SYNONYMS
from atelier.contribute.field_guide import FILE as GUIDE
from atelier.contribute.field_guide import MARK, guide
from atelier.i18n.translation import LANGUAGES, translations
from atelier.images.cache import RenditionsFailedError
from atelier.model.records import RECORDS
from atelier.model.settings import Settings
from atelier.render.page import Crumb, Page, Site
from atelier.render.script_texts import SEARCH_TEXTS, script_texts
from atelier.render.wording import Wording
from atelier.report.explain import explain
from atelier.report.text import as_text
from atelier.report.words import generic
from atelier.search.pagefind import IndexingFailedError
from atelier.search.texts import EditorsPage
from atelier.sections.section import intro_file
from atelier.site.build import Build
from atelier.site.open_graph import PICTURES
from atelier.site.pages import SECTIONS
from atelier.site.publish import CACHE, PILLARS_CSS
from atelier.site.serve.error_page import build_or_show, errors_first, show_errors
from atelier.site.serve.reindex import Reindexer
from atelier.site.shell import slot
from atelier.site.theme_files import OVERRIDES, SCRIPTS, STYLE, THEME, theme_files

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

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
    "on_serve",
    "on_template_context",
]

# Not below "mkdocs": a warning about a contribution does not fail a strict build.
log = logging.getLogger("atelier")

SKIP_TARGET = "_content"
"""Where the theme's skip link leads: the heading of the page."""

UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Files for the theme's own search, which is not used: more than a megabyte."""

NO_HOOK = "mkdocs.yml: hooks must name hooks/mkdocs_hooks.py, which makes the pages of the catalogue"
NO_PLUGIN = "mkdocs.yml: plugins must name atelier, which stops a build without hooks/mkdocs_hooks.py"


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """The plugin has no settings of its own."""


class AtelierPlugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Keeps the state between events of MkDocs, and refuses to build without the hook.

    Attributes:
        serving: whether the site is served and not built.
        build: the current build, or the last one.
        reindexer: makes the search index in the background while the site is served.

    """

    def __init__(self) -> None:
        self.serving = False
        self.build: Build | None = None
        self.reindexer: Reindexer | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Silence MkDocs' message about every shell that it wrote nothing."""
        self.serving = command == "serve"
        logging.getLogger("mkdocs.commands.build").addFilter(
            lambda record: "Generated empty output" not in record.getMessage()
        )

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse to build without the hook."""
        # MkDocs keeps hooks among the plugins.
        if not any(getattr(hook, "on_pre_build", None) is on_pre_build for hook in config.plugins.values()):
            raise PluginError(NO_HOOK)

    def on_build_error(self, error: Exception) -> None:
        """Clean up after a build that failed, because ``mkdocs serve`` keeps running."""
        gc.enable()

    def on_shutdown(self) -> None:
        """Stop what runs in the background."""
        if self.reindexer:
            self.reindexer.stop()


def plugin_of(config: MkDocsConfig) -> AtelierPlugin:
    """The plugin in the settings; raises PluginError if they do not name it."""
    plugin = config.plugins.get("atelier")
    if not isinstance(plugin, AtelierPlugin):
        raise PluginError(NO_PLUGIN)
    return plugin


def build_of(config: MkDocsConfig) -> Build:
    """The current build."""
    build = plugin_of(config).build
    assert build  # noqa: S101 - on_pre_build comes first
    return build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Escape the site's name, which the theme does not; add our theme files; exclude the records."""
    plugin_of(config)
    config.site_name = html.escape(html.unescape(config.site_name))
    # With a scope the theme's inline scripts, and so their hashes, are the same on every page.
    config.extra["scope"] = quote(urlsplit(config.site_url or "").path, safe="/%") or "/"
    # A city's own files win: its templates come before ours, its styles and scripts after.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(OVERRIDES))
    config.extra_css = [STYLE, PILLARS_CSS, *config.extra_css]
    config.extra_javascript = [*map(module, SCRIPTS), *config.extra_javascript]
    # Contributors write the records: MkDocs must not read them, nor publish the list of synonyms.
    folders = [kind.folder.removeprefix("docs/") for kind in RECORDS if kind.folder.startswith("docs/")]
    excluded = [*(f"/{folder}/" for folder in folders), f"/{SYNONYMS.removeprefix('docs/')}"]
    records = PathSpec().validate("".join(f"{path}\n" for path in excluded))
    config.exclude_docs = config.exclude_docs + records if config.exclude_docs else records
    return config


def module(address: str) -> ExtraScriptValue:
    """A script for MkDocs, to be loaded as a module."""
    script = ExtraScriptValue(address)
    script.type = "module"
    return script


def on_pre_build(config: MkDocsConfig) -> None:
    """Read and check everything, before MkDocs empties the site. An error stops the build here.

    Not under ``mkdocs serve``: a first build that fails would end the server.
    """
    plugin = plugin_of(config)
    # A catalogue is many small objects that live as long as the build. Collecting garbage among them cost
    # a third of the time, so it waits until the site is written.
    gc.disable()
    file = Path(config.config_file_path)
    root = file.parent
    day = today()
    result = check(root, day, history=read_history(root, day), settings_file=file.name)
    site = site_of(config, result.settings)
    texts = translations(site.language)
    text = ""
    if result.all:
        explanations = explain(result.all, root, texts, site.url)
        text = as_text(explanations, len(result.collections.paths), texts)
    wrong = missing_pages(root)
    if not config.use_directory_urls:
        wrong.append("mkdocs.yml: use_directory_urls must be true: addresses are folders")
    if wrong or (result.catalogue is None and not plugin.serving):
        raise PluginError("\n\n".join(filter(None, [text, "\n".join(wrong)])))
    if text:
        log.warning(text)
    if result.settings and not site.editors:
        log.warning(" ".join(generic("editors-missing", texts)))
    catalogue = result.catalogue
    plugin.build = Build(root, site, catalogue or Catalogue(day), errors="" if catalogue else text)
    plugin.build.searched = bool(result.settings and result.settings.extra.search)
    try:
        plugin.build.make_renditions()
    except RenditionsFailedError as error:
        raise PluginError(f"{error}: this image was changed or taken away during the build") from error


def missing_pages(root: Path) -> list[str]:
    """What to say of each page that the catalogue lacks, though other pages lead to it."""
    return [
        f"{intro_file(section)}: other pages lead to this one, so it must be there, with its title"
        for section, kind in SECTIONS.items()
        if kind.needed and not (root / intro_file(section)).is_file()
    ]


def site_of(config: MkDocsConfig, settings: Settings | None) -> Site:
    """The settings of the site; without ``settings``, which are wrong then, only those of MkDocs."""
    name = html.unescape(config.site_name)
    if settings is None:
        said = str(config.theme.get("language"))
        return Site(name, config.site_url or "", said if said in LANGUAGES else LANGUAGES[0])
    extra = settings.extra
    return Site(
        name=name,
        url=config.site_url or settings.site_url,  # `mkdocs serve` sets it to where it serves
        language=settings.theme.language,
        repository=extra.repository.url or "",
        host=extra.repository.host,
        branch=extra.repository.branch,
        licence=extra.licence or "",
        editors=extra.editors,
        moved_from=extra.moved_from or "",
        preview=extra.preview,
    )


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add our styles and scripts and the shells; remove unused files of the theme."""
    for unused in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(unused)
    for address, text in theme_files().items():
        # A city may replace one of our files by its own.
        if files.get_file_from_path(address) is None:
            files.append(File.generated(config, address, content=text))
    for uri in build_of(config).shell_files:
        files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put every shell under its section's page, so that the right tab is active."""
    for uri, section in build_of(config).shell_files.items():
        file = files.get_file_from_path(uri)
        above = files.get_file_from_path(intro_file(section).removeprefix("docs/"))
        if file and above:
            MkDocsPage(None, file, config).parent = above.page  # type: ignore[assignment]
    return nav


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Put the tables of the fields at their mark in the guide."""
    if f"docs/{page.file.src_uri}" != GUIDE:
        return markdown
    return markdown.replace(MARK, guide(Wording(build_of(config).site.language)))


def on_page_content(content: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Keep the introduction of a section; put a slot into its shell."""
    build, uri = build_of(config), page.file.src_uri
    if uri in build.shell_files:
        return slot("content")
    title, description = str(page.meta.get("title") or page.title), str(page.meta.get("description") or "")
    if uri in build.intro_files:
        build.introduce(build.intro_files[uri], title, description, content)
    else:
        build.editors.append(EditorsPage(page.url, str(page.title), content))
    return content


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Make the pages, now that all introductions are known; give the overrides our texts."""
    build = build_of(config)
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    theme_cache = build.root / CACHE
    theme_cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(theme_cache), "theme-%s.cache")
    texts = translations(build.site.language)
    env.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    env.globals["search_texts"] = script_texts(SEARCH_TEXTS, texts)
    pictures = Path(config.docs_dir, PICTURES)
    build.make_pages({file.name for file in pictures.iterdir()} if pictures.is_dir() else set())
    return env


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Put slots into a shell where pages differ."""
    build = build_of(config)
    if page.file.src_uri in build.shell_files:
        page.meta = {
            "title": slot("title"),
            "description": slot("description"),
            "hide": ["navigation", "toc", "path"],
            "shell": True,
        }
        page.canonical_url = slot("canonical")
        context["head"] = slot("head")
        page.toc = TableOfContents([heading()])
        return context
    page.edit_url = build.site.edit_url(f"docs/{page.file.src_uri}")
    if not any(item.level == 1 for item in page.toc):
        page.toc = TableOfContents([heading(list(page.toc))])
    context["head"] = build.heads.of(editors_page(page, nav))
    return context


def editors_page(page: MkDocsPage, nav: Navigation) -> Page:
    """A page that MkDocs makes. Its breadcrumbs lack the sections of the nav, which are no pages."""
    description = str(page.meta.get("description") or "")
    crumbs = (Crumb(str(nav.homepage.title), ""),) if nav.homepage else ()
    return Page(
        url=page.url,
        kind="main",
        title=str(page.title),
        description=description,
        source=f"docs/{page.file.src_uri}",
        crumbs=crumbs,
    )


def heading(below: Sequence[AnchorLink] = ()) -> AnchorLink:
    """The heading of a page with those below it, which the theme needs for its skip link."""
    link = AnchorLink("", SKIP_TARGET, 1)
    link.children.extend(below)
    return link


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Keep a shell. MkDocs writes no file for a shell or an introduction, because the output is empty."""
    build, uri = build_of(config), page.file.src_uri
    if uri in build.shell_files:
        build.keep_shell(build.shell_files[uri], finished(output, config))
        return ""
    return "" if uri in build.intro_files else finished(output, config)


def finished(output: str, config: MkDocsConfig) -> str:
    """The theme's page with its markup fixed and its policy in it.

    Without a policy under ``mkdocs serve``, which adds a script that differs every time.
    """
    plugin = plugin_of(config)
    return build_of(config).finished(output, policy=not plugin.serving)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> Mapping[str, Any]:
    """Remove the shells from the sitemap; give the 404 page its preview."""
    build = build_of(config)
    if template_name == "sitemap.xml":
        context["pages"] = [file for file in context["pages"] if file.src_uri not in build.shell_files]
    if template_name == "404.html":
        context["head"] = build.lost_page_head()
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Add the pages of the catalogue to the sitemap; finish the 404 page."""
    if template_name == "404.html":
        return finished(output, config)
    if template_name == "sitemap.xml":
        return build_of(config).sitemap(output)
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Fill the shells, write the pages of the catalogue, and make the search index."""
    plugin, build, target = plugin_of(config), build_of(config), Path(config.site_dir)
    if build.errors:
        gc.enable()
        show_errors(target, build.errors, build.site.language)
        return
    build.write(target)
    if not plugin.serving:
        # Python collects garbage twice at exit: exclude everything that lived as long as the build.
        gc.freeze()
    gc.enable()
    if not build.searched:
        return
    if plugin.serving:
        plugin.reindexer = plugin.reindexer or Reindexer(build.root)
        plugin.reindexer.update(target, build.site.language, build.editors)
        return
    try:
        build.write_index(target)
    except IndexingFailedError as error:
        raise PluginError(f"The search index could not be made. {error}") from error


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Show what is wrong at every address until it is fixed; watch the records and our own files too."""
    show = partial(show_errors, Path(config.site_dir), language=str(config.theme.get("language")))
    server.set_app(errors_first(server.serve_request, server.mount_path))
    server.builder = build_or_show(builder, show)
    root = Path(config.config_file_path).parent
    for folder in (root / kind.folder for kind in RECORDS):
        if folder.is_dir():
            server.watch(str(folder))
    if (root / SYNONYMS).is_file():
        server.watch(str(root / SYNONYMS))
    for name in ("theme", "templates", "i18n"):
        server.watch(str(THEME.with_name(name)))
    return server
