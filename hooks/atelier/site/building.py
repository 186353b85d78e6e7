"""A build from beginning to end: the files of a catalogue become its site. All ways of building go this way.

What did not change since the last build is neither read, rendered nor written again: records and what the
engine rendered come from the store, and a file of the site is made only where what it follows from changed.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple, cast

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check, today
from atelier.checks.inputs import inputs
from atelier.content.history import read_history
from atelier.content.kept import ChangedError
from atelier.content.settings import FILE as SETTINGS
from atelier.content.settings import language
from atelier.i18n.translation import N_, translations
from atelier.images.cache import PictureCache, RenditionsFailedError
from atelier.model.settings import Settings
from atelier.render.page import Intro, Site
from atelier.render.renderer import Renderer
from atelier.report.explain import explain
from atelier.report.text import as_text
from atelier.report.words import generic
from atelier.search.index import FOLDER, index_files, searched
from atelier.search.pagefind import IndexingFailedError
from atelier.sections.section import RecordSection
from atelier.site.engine import EngineError, Rendered, engine_key, rendered
from atelier.site.handing import is_handed_over, made_by
from atelier.site.pages import SECTIONS, Pages
from atelier.site.progress import Progress, Quiet
from atelier.site.publish import CACHE, Part, Plan, Publication
from atelier.site.release import Made, Summary, release
from atelier.site.trees.errors import MENDABLE, Message, ReleaseError, told_of
from atelier.site.trees.place import Place, locked
from atelier.site.verify import Verification
from atelier.store.contents import Contents
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store
from atelier.store.work import Cores

log = logging.getLogger("atelier")

NAME = "site"
"""Under which ``Kept`` is kept in the store."""
INDEX = "index"
"""Under which the files of the search index are kept in the store."""


class BuildError(Exception):
    """The site cannot be built, and is as it was. The text says why, in the language of the site."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A catalogue that was checked.

    Attributes:
        root: the folder with ``mkdocs.yml``.
        site: what the settings say; its name is known once the engine has run.
        catalogue: None if a file has an error.
        report: what the check says of the files; empty if there is nothing to say.
        remarks: what else the person who builds should know.
        searched: whether a search index is made.

    """

    root: Path
    site: Site
    catalogue: Catalogue | None
    report: str
    remarks: Sequence[str] = ()
    searched: bool = True


class Kept(NamedTuple):
    """What is kept of a build, for the next one in which nothing changed.

    Attributes:
        report: what the check says of the files; empty if there is nothing to say.
        remarks: what else the person who builds should know.
        warnings: of the engine.
        searched: whether the settings ask for a search index.
        url: where the site is published.
        made_of: the fingerprint of every file of the site, by its path.

    """

    report: str
    remarks: Sequence[str]
    warnings: Sequence[str]
    searched: bool
    url: str
    made_of: Mapping[str, str]


class Built(NamedTuple):
    """What a build did.

    Attributes:
        kept: what it was made of.
        summary: what was written.
        seconds: how long it took.

    """

    kept: Kept
    summary: Summary
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a site is built.

    Attributes:
        strict: whether a warning of the engine stops the build.
        keep: how many former sites are kept.
        index: whether a search index is made, if the settings ask for it.
        durable: whether the site outlives that the power fails.
        wait: whether to wait for another build of the same site.
        progress: what is told how far the build is.
        executor: what does the work that can be done elsewhere; without it, the cores of this machine.

    """

    strict: bool = False
    keep: int = 1
    index: bool = True
    durable: bool = True
    wait: bool = True
    progress: Progress = field(default_factory=Quiet)
    executor: Executor | None = None


def build(root: Path, target: Path, store: Store, options: Options = Options()) -> Built:
    """Build the site of the catalogue in ``root`` at ``target``.

    Raises BuildError if a file has an error, the engine cannot render, or the site cannot be written.
    """
    start = time.perf_counter()
    texts = translations(language(root))
    said = partial(said_in, texts)
    with no_collection(), explained(texts), locked(target, wait=options.wait, say=said) as place:
        options.progress.step(N_("Reading and checking"))
        contents = Contents(root, store)
        key = site_key(root, store, contents, options)
        kept = store.get(NAME, key)
        if isinstance(kept, Kept):
            contents.keep()
            summary = released(kept, partial(anew, root, store, options), place, options)
        else:
            kept, make = planned(*looked_at(root, store, options, contents), store, options)
            summary = released(kept, make, place, options)
            # Unless a file was changed meanwhile: then it is not known what was read.
            if site_key(root, store, contents, options) == key:
                store.put(NAME, key, kept)
    return Built(kept, summary, time.perf_counter() - start)


def site_key(root: Path, store: Store, contents: Contents, options: Options) -> str:
    """The fingerprint of all that a site follows from."""
    day = today()
    return fingerprint(
        inputs(root, SETTINGS, day, contents, publish=False),
        engine_key(root),
        repr(read_history(root, day, store)),
        repr((options.index, options.strict)),
    )


def said_in(texts: NullTranslations, message: Message) -> None:
    """Say something to the one who builds."""
    log.warning(message.text(texts))


@contextmanager
def explained(texts: NullTranslations) -> Iterator[None]:
    """Turn what can go wrong in a build into a BuildError."""
    try:
        yield
    except RenditionsFailedError as error:
        raise BuildError(f"{error}: this image was changed or taken away during the build") from error
    except ChangedError as error:
        raise BuildError(f"{error}: this file was changed or taken away during the build") from error
    except IndexingFailedError as error:
        raise BuildError(f"The search index could not be made. {error}") from error
    except EngineError as error:
        raise BuildError(str(error)) from error
    except ReleaseError as error:
        raise BuildError(error.text(texts)) from error
    except OSError as error:
        # Others are mistakes of ours.
        if error.errno not in MENDABLE:
            raise
        raise BuildError(told_of(error, error.filename or "").text(texts)) from error


@contextmanager
def no_collection() -> Iterator[None]:
    """Collect no garbage for a while.

    A catalogue is many small objects that live as long as the build; to look for garbage among them costs a
    third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Python collects twice at exit: that passes over everything that lived until here.
        gc.freeze()
        if was_on:
            gc.enable()


def looked_at(
    root: Path, store: Store, options: Options, contents: Contents | None = None
) -> tuple[Checked, Rendered]:
    """The catalogue in ``root``, and what the engine renders. Raises BuildError if a file has an error."""
    with Cores() as cores:
        found = checked(root, store, contents=contents, executor=options.executor or cores)
    if found.catalogue is None:
        raise BuildError(found.report)
    options.progress.step(N_("Rendering the pages of editors"))
    return found, rendered(root, store, strict=options.strict)


def checked(
    root: Path,
    store: Store,
    settings_file: str = SETTINGS,
    contents: Contents | None = None,
    executor: Executor | None = None,
) -> Checked:
    """Read and check the catalogue in ``root``."""
    day = today()
    result = check(
        root,
        day,
        history=read_history(root, day, store),
        settings_file=settings_file,
        store=store,
        contents=contents,
        executor=executor,
    )
    site = site_of(root, result.settings)
    texts = translations(site.language)
    report = ""
    if result.all:
        explanations = explain(result.all, root, texts, site.url)
        report = as_text(explanations, len(result.collections.paths), texts)
    remarks = [" ".join(generic("editors-missing", texts))] if result.settings and not site.editors else []
    searched_ = bool(result.settings and result.settings.extra.search)
    return Checked(root, site, result.catalogue, report, remarks, searched_)


def site_of(root: Path, settings: Settings | None) -> Site:
    """What the settings say of the site, but for its name; only its language if they are wrong."""
    if settings is None:
        return Site("", language=language(root))
    extra = settings.extra
    return Site(
        name="",
        url=settings.site_url,
        language=settings.theme.language,
        repository=extra.repository.url or "",
        host=extra.repository.host,
        branch=extra.repository.branch,
        licence=extra.licence or "",
        editors=extra.editors,
        moved_from=extra.moved_from or "",
        preview=extra.preview,
        servers=extra.server,
    )


def publish(checked: Checked, found: Rendered, target: Path, store: Store) -> Summary:
    """Release the site of a catalogue without errors at ``target``. Raises BuildError."""
    options = Options()
    with explained(translations(checked.site.language)):
        return released(*planned(checked, found, store, options), target, options)


def planned(checked: Checked, found: Rendered, store: Store, options: Options) -> tuple[Kept, Made]:
    """What the files of a site follow from, and what makes them."""
    options.progress.step(N_("Comparing with the last build"))
    publication, renderer = publication_of(checked, found, store)
    site = publication.site
    plan = Plan(publication, renderer, store)
    index = Index(publication, store).parts() if checked.searched and options.index else {}
    made_of = {**plan.made_of, **{path: part.made_of for path, part in index.items()}}
    kept = Kept(checked.report, checked.remarks, found.warnings, checked.searched, site.url, made_of)

    def make(wanted: Collection[str]) -> Iterator[tuple[str, bytes | Path]]:
        options.progress.step(N_("Making pages and files"), len(wanted))
        pages: list[str] = []
        others: list[str] = []
        for path in wanted:
            (pages if is_handed_over(path) else others).append(path)
        for path in others:
            content = (index.get(path) or plan.part(path)).make()
            yield path, content.encode() if isinstance(content, str) else content
            options.progress.advance()
        for path, page in made_by(options.executor, plan, pages):
            yield path, page
            options.progress.advance()
        options.progress.step(N_("Writing the site"))

    return kept, make


def publication_of(checked: Checked, found: Rendered, store: Store) -> tuple[Publication, Renderer]:
    """What the site of a catalogue without errors is made of, and what renders it."""
    catalogue = checked.catalogue
    assert catalogue  # noqa: S101 - the caller stops where there are errors
    site, pictures = replace(checked.site, name=found.name), catalogue.pictures
    publication = Publication(
        catalogue=catalogue,
        site=site,
        book=Pages(catalogue, site, intros_of(found, site), store),
        renditions=PictureCache(checked.root).renditions(pictures) if pictures else {},
        rendered=found,
    )
    return publication, Renderer(catalogue, site, checked.root / CACHE)


def anew(
    root: Path, store: Store, options: Options, wanted: Collection[str]
) -> Iterable[tuple[str, bytes | Path]]:
    """Files of a site in which nothing changed, but that lost them."""
    return planned(*looked_at(root, store, options), store, options)[1](wanted)


def released(kept: Kept, make: Made, target: Path | Place, options: Options) -> Summary:
    """Put a site at ``target``. Raises ReleaseError, and what ``make`` raises."""
    # What is there now lives until the end. What comes now is garbage soon, a page after a page.
    gc.freeze()
    gc.enable()
    return release(
        target,
        kept.made_of,
        make,
        keep=options.keep,
        verify=Verification(kept.url),
        durable=options.durable,
    )


def intros_of(found: Rendered, site: Site) -> Mapping[str, Intro]:
    """The introduction of every section: a kind of record has pages even if editors wrote none."""
    gettext = translations(site.language).gettext
    titles = {
        name: Intro(gettext(section.record.many), "", Markup())
        for name, section in SECTIONS.items()
        if issubclass(section, RecordSection)
    }
    return {**titles, **found.intros}


class Index:
    """The search index of a site: it is made only if the texts changed, or its files are gone."""

    def __init__(self, publication: Publication, store: Store) -> None:
        self.publication = publication
        self.store = store

    def parts(self) -> dict[str, Part]:
        """Its files, by their path in the site."""
        made_of, found = self.publication.book.made_of, self.publication.rendered
        key = fingerprint(
            made_of.everywhere,
            repr(found.editors),
            repr(self.publication.catalogue.synonyms),
            *map(made_of.whole, self.publication.catalogue.entries),
        )
        known = cast("Mapping[str, str] | None", self.store.get(INDEX, key))
        if known is None:
            known = {name: fingerprint(data) for name, data in self._files.items()}
            self.store.put(INDEX, key, known)
        return {f"{FOLDER}/{name}": Part(digest, partial(self._file, name)) for name, digest in known.items()}

    def _file(self, name: str) -> bytes:
        return self._files[name]

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        """Their content. Raises IndexingFailedError."""
        publication = self.publication
        language = publication.site.language
        editors = publication.rendered.editors
        return index_files(searched(publication.catalogue, language, editors, self.store))
