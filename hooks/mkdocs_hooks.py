"""Where the catalogue meets MkDocs: events in, calls out. The only module that knows MkDocs.

For every section MkDocs renders shells through the theme: the section's own page, with the introduction
that editors wrote, and an empty page for each depth below it. No text by contributors is among them.
The shells are kept, filled with the pages of the catalogue, and written after MkDocs is done.
"""

from __future__ import annotations

import gc
import html
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from jinja2 import FileSystemBytecodeCache
from markupsafe import Markup
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check, today
from atelier.content.history import read_history
from atelier.i18n.translation import LANGUAGES, translations
from atelier.render.csp import HEADERS, headers_file, script_hashes, with_policy
from atelier.render.page import Crumb, Intro, Page, Site
from atelier.render.script_texts import SEARCH_TEXTS, script_texts
from atelier.render.wording import Wording
from atelier.report.explain import explain
from atelier.report.report import as_text
from atelier.search.index import FOLDER, lean, make_index
from atelier.search.pagefind import IndexingFailedError
from atelier.search.texts import EditorsPage, texts
from atelier.sections import screen
from atelier.sections.embeds import FRAMED_FOLDERS
from atelier.sections.section import intro_file
from atelier.site.head import Heads
from atelier.site.open_graph import PICTURES
from atelier.site.pages import SECTIONS, Pages
from atelier.site.publish import CACHE, PILLARS_CSS, publish, sitemap_entries
from atelier.site.serve.error_page import build_or_show, mistakes_first, show_mistakes
from atelier.site.serve.reindex import Reindexer
from atelier.site.shell import Shell, cut, shell_file, slot
from atelier.site.theme import mended
from atelier.site.theme_files import OVERRIDES, SCRIPTS, STYLE, THEME, theme_files

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

# Not below "mkdocs": a warning about a contribution does not fail a strict build.
log = logging.getLogger("atelier")

SKIP_TARGET = "_content"
"""Where the theme's skip link leads: the heading of the page."""

UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What the theme ships for its own search, which is not used: more than a megabyte of every site."""


@dataclass
class Build:
    """What is kept from one event of a build to the next.

    ``mistakes`` is what the check said where the site is served and its catalogue cannot be shown; the
    catalogue is then an empty one.
    """

    root: Path
    site: Site
    catalogue: Catalogue
    mistakes: str = ""
    sections: dict[str, str] = field(default_factory=dict)
    shell_files: dict[str, str] = field(default_factory=dict)
    intros: dict[str, Intro] = field(default_factory=dict)
    editors: list[EditorsPage] = field(default_factory=list)
    book: Pages = field(init=False)
    pages: list[Page] = field(default_factory=list)
    shells: dict[str, Shell] = field(default_factory=dict)
    heads: Heads = field(init=False)
    hashes: set[str] = field(default_factory=set)

    def made_elsewhere(self, page: MkDocsPage) -> bool:
        """Whether MkDocs writes nothing for a page: it is an introduction or a shell."""
        return page.file.src_uri in self.sections or page.file.src_uri in self.shell_files


build: Build
reindexer: Reindexer | None = None
serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Keep MkDocs from saying of every shell that it wrote nothing."""
    global serving
    serving = command == "serve"
    logging.getLogger("mkdocs.commands.build").addFilter(
        lambda record: "Generated empty output" not in record.getMessage()
    )


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Escape the site's name, which the theme does not; add our overrides, styles and scripts."""
    config.site_name = html.escape(html.unescape(config.site_name))
    # The theme's inline scripts are then the same on every page, and so are their hashes in the policy.
    config.extra["scope"] = quote(urlsplit(config.site_url or "").path, safe="/%") or "/"
    # What a city has of its own counts: its templates come before ours, its styles and scripts after.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(OVERRIDES))
    config.extra_css = [STYLE, PILLARS_CSS, *config.extra_css]
    config.extra_javascript = [*map(module, SCRIPTS), *config.extra_javascript]
    return config


def module(address: str) -> ExtraScriptValue:
    """A script as MkDocs keeps it, to be loaded as a module."""
    script = ExtraScriptValue(address)
    script.type = "module"
    return script


def on_pre_build(config: MkDocsConfig) -> None:
    """Read and check everything, before MkDocs empties the site. Any error stops the build here.

    Under ``mkdocs serve`` it does not: a first build that fails ends the server.
    """
    global build
    # A catalogue is many small objects that live as long as the build. Looking through all of them for
    # garbage again and again cost a third of the time, so that waits until the site is written.
    gc.disable()
    site = settings(config)
    root = Path(config.config_file_path).parent
    check_settings(config, site, root)
    day = today()
    result = check(root, day, history=read_history(root, day))
    text = ""
    if result.all:
        texts = translations(site.language)
        explanations = explain(result.all, root, texts, site.url)
        text = as_text(explanations, len(result.collections.paths), texts)
    if result.catalogue is None and not serving:
        raise PluginError(text)
    if text:
        log.warning(text)
    catalogue = result.catalogue
    build = Build(root, site, catalogue or Catalogue(day), mistakes="" if catalogue else text)


def check_settings(config: MkDocsConfig, site: Site, root: Path) -> None:
    """Refuse settings with which no working site can be made; raises PluginError that says which."""
    wrong = [
        f"{intro_file(section)}: every section needs this page, with its title"
        for section in SECTIONS
        if not (root / intro_file(section)).is_file()
    ]
    if not site.url:
        wrong.append("mkdocs.yml: site_url must be the address at which the site will stand")
    if not config.use_directory_urls:
        wrong.append("mkdocs.yml: use_directory_urls must be true: addresses are folders")
    if wrong:
        raise PluginError("\n".join(wrong))


def settings(config: MkDocsConfig) -> Site:
    """What ``mkdocs.yml`` says of the site."""
    repository = config.extra.get("repository") or {}
    language = str(config.theme.get("language"))
    moved_from = str(config.extra.get("moved_from") or "")
    if language not in LANGUAGES:
        raise PluginError(f"mkdocs.yml: theme.language must be one of {', '.join(LANGUAGES)}")
    return Site(
        name=html.unescape(config.site_name),
        url=config.site_url or "",
        language=language,
        repository=str(repository.get("url") or "").rstrip("/"),
        host=str(repository.get("host") or "github"),
        branch=str(repository.get("branch") or "main"),
        licence=str(config.extra.get("licence") or ""),
        editors=str(config.extra.get("editors") or ""),
        moved_from=moved_from.rstrip("/") + "/" if moved_from else "",
    )


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give MkDocs our styles and scripts, and the shells to render; leave out what no page asks for."""
    for unused in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(unused)
    for address, text in theme_files().items():
        # A city may put a file of its own in place of one of ours.
        if files.get_file_from_path(address) is None:
            files.append(File.generated(config, address, content=text))
    build.sections = {intro_file(section).removeprefix("docs/"): section for section in SECTIONS}
    build.shell_files = {shell_file(section): section for section in SECTIONS}
    for uri in build.shell_files:
        files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put every shell under its section's page, so that the right tab is active."""
    for uri, section in build.shell_files.items():
        file = files.get_file_from_path(uri)
        above = files.get_file_from_path(intro_file(section).removeprefix("docs/"))
        if file and above:
            MkDocsPage(None, file, config).parent = above.page  # type: ignore[assignment]
    return nav


def on_page_content(content: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Keep the introduction of a section; a slot takes its place."""
    if not build.made_elsewhere(page):
        build.editors.append(EditorsPage(page.url, str(page.title), content))
        return content
    section = build.sections.get(page.file.src_uri)
    if section is not None:
        title = str(page.meta.get("title") or page.title)
        # The home page only leads on, and a page of one's own choice is empty until one chooses.
        if section and not SECTIONS[section].single:
            build.editors.append(EditorsPage(f"{section}/", title, content))
        description = str(page.meta.get("description") or "")
        # The theme sets what editors wrote by its class.
        set_as_text = f'<div class="intro md-typeset">\n{content}\n</div>' if content else ""
        build.intros[section] = Intro(title, description, Markup(set_as_text))  # noqa: S704 - by editors
    return slot("content")


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Make the pages, now that the introductions are there; give the overrides our texts."""
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    theme_cache = build.root / CACHE
    theme_cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(theme_cache), "theme-%s.cache")
    texts = translations(build.site.language)
    env.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    env.globals["search_texts"] = script_texts(SEARCH_TEXTS, texts)
    build.book = Pages(build.catalogue, build.site, build.intros)
    build.pages = list(build.book)
    pictures = Path(config.docs_dir, PICTURES)
    drawn = {file.name for file in pictures.iterdir()} if pictures.is_dir() else set()
    build.heads = Heads(build.catalogue, build.site, drawn)
    return env


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Put slots where the theme writes what differs from page to page."""
    if not build.made_elsewhere(page):
        page.edit_url = build.site.edit_url(f"docs/{page.file.src_uri}")
        if not any(item.level == 1 for item in page.toc):
            page.toc = TableOfContents([heading(list(page.toc))])
        context["head"] = build.heads.of(editors_page(page, nav))
        return context
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


def editors_page(page: MkDocsPage, nav: Navigation) -> Page:
    """A page that MkDocs makes itself. Sections of the nav are no pages, so the way does not name them."""
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
    """The heading of a page with those below it, as the theme wants it to make a skip link."""
    link = AnchorLink("", SKIP_TARGET, 1)
    link.children.extend(below)
    return link


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Keep a shell and write nothing: MkDocs skips a page without output."""
    if not build.made_elsewhere(page):
        return finished(output)
    section = build.shell_files.get(page.file.src_uri)
    if section is not None:
        build.shells[section] = cut(finished(output))
    return ""


def finished(output: str) -> str:
    """A page as the theme made it, mended, with its policy in it.

    Not under ``mkdocs serve``: that adds a script of its own to every page, which is never the same.
    """
    output = mended(output, translations(build.site.language))
    build.hashes |= script_hashes(output)
    return output if serving else with_policy(output)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> Mapping[str, Any]:
    """Leave shells that are no page of their own out of the sitemap; give the 404 page its preview."""
    if template_name == "sitemap.xml":
        context["pages"] = [file for file in context["pages"] if file.src_uri not in build.shell_files]
    if template_name == "404.html":
        title = translations(build.site.language).gettext("Page not found")
        context["head"] = build.heads.previews.tags(
            Page(url=template_name, kind="404", title=title, description="", source="")
        )
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Complete the sitemap with the pages that MkDocs does not know; finish the page of lost visitors."""
    if template_name == "404.html":
        return finished(output)
    if template_name == "sitemap.xml":
        before, end, after = output.rpartition("</urlset>")
        output = before + sitemap_entries(build.pages, build.site) + end + after
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Fill the shells and write the pages of the catalogue; make the index of them."""
    target = Path(config.site_dir)
    if build.mistakes:
        gc.enable()
        show_mistakes(target, build.mistakes, build.site.language)
        return
    publish(
        build.root,
        target,
        build.catalogue,
        build.site,
        build.pages,
        build.book.files,
        build.shells,
        build.heads,
    )
    told = headers_file({*build.hashes, screen.SCRIPT_HASH}, FRAMED_FOLDERS, {screen.STYLE_HASH})
    (target / HEADERS).write_text(told, encoding="utf-8")
    if not serving:
        # Python looks for garbage twice more on its way out: not among all that lived as long as the build.
        gc.freeze()
    gc.enable()
    if config.extra.get("search", True):
        index(target)


def index(target: Path) -> None:
    """Make the search index: at once in a build, in the background while the site is served."""
    global reindexer
    language = build.site.language
    if serving:
        reindexer = reindexer or Reindexer(build.root)
        reindexer.update(target, language, build.editors)
        return
    try:
        make_index(lean(texts(build.catalogue, Wording(language), build.editors), language), target / FOLDER)
    except IndexingFailedError as error:
        raise PluginError(f"The search index could not be made. {error}") from error


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Show what is wrong at every address, until it is mended; build again when a file of ours changes."""
    show = partial(show_mistakes, Path(config.site_dir), language=str(config.theme.get("language")))
    server.set_app(mistakes_first(server.serve_request, server.mount_path))
    server.builder = build_or_show(builder, show)
    for name in ("theme", "templates", "i18n"):
        server.watch(str(THEME.with_name(name)))
    return server


def on_build_error(error: Exception) -> None:
    """Tidy up after a build that failed, since ``mkdocs serve`` lives on."""
    gc.enable()


def on_shutdown() -> None:
    """Stop what runs in the background."""
    if reindexer:
        reindexer.stop()
