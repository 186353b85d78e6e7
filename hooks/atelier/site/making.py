"""What a site is made of: a catalogue that was checked, and what each file of the site follows from.

A build in which nothing changed needs none of this, and does not import it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import cast

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.checks.day import today
from atelier.content.history import read_history
from atelier.content.settings import language
from atelier.content.source import SETTINGS
from atelier.i18n.translation import N_, translations
from atelier.images.cache import PictureCache
from atelier.model.coordinates import position
from atelier.model.settings import Settings, spoken
from atelier.render.page import THEME_FAVICON, Site
from atelier.report.text import as_text
from atelier.report.words import generic
from atelier.search.index import FOLDER, index_files, searched
from atelier.site.building import BuildError, Kept, Options, explained, released
from atelier.site.engine import Rendered, rendered
from atelier.site.handing import is_handed_over, made_by
from atelier.site.publish import CACHE, Edition, Part, Plans, Publication, Shared, drawn_in, edition
from atelier.site.release import Made, Summary
from atelier.store.contents import Contents
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store
from atelier.store.work import Cores

INDEX = "index"
"""Under which the files of the search index are kept in the store."""


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
        from atelier.report.explain import explain  # with all fixes

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
        language=spoken(settings.theme.language, extra.pillars, extra.currency),
        repository=extra.repository.url or "",
        host=extra.repository.host,
        branch=extra.repository.branch,
        licence=extra.licence or "",
        editors=extra.editors,
        moved_from=extra.moved_from or "",
        preview=extra.preview,
        servers=extra.server,
        receive=extra.receive or "",
        parts=extra.parts,
        languages=languages_of(settings),
        favicon=settings.theme.favicon or THEME_FAVICON,
        timezone=extra.timezone,
        coordinates=position(extra.coordinates),
        colours=extra.colours,
        fonts=extra.fonts,
    )


def languages_of(settings: Settings) -> tuple[str, ...]:
    """The languages of a site, the first of them first; empty if it has no other."""
    first, extra = settings.theme.language, settings.extra
    further = [language for language in extra.languages if language != first]
    if not further:
        return ()
    return tuple(spoken(language, extra.pillars, extra.currency) for language in (first, *further))


def publish(checked: Checked, found: Rendered, target: Path, store: Store) -> Summary:
    """Release the site of a catalogue without errors at ``target``. Raises BuildError."""
    options = Options()
    with explained(partial(translations, checked.site.language)):
        return released(*planned(checked, found, store, options), target, options)


def planned(checked: Checked, found: Rendered, store: Store, options: Options) -> tuple[Kept, Made]:
    """What the files of a site follow from, and what makes them."""
    options.progress.step(N_("Comparing with the last build"))
    first = edition_of(checked, found, store)
    site = first.publication.site
    plans = Plans(first)
    index: dict[str, Part] = {}
    if checked.searched and options.index:
        for one in plans.editions:
            index |= Index(one.publication, one.store or store).parts()
    made_of = {**plans.made_of, **{path: part.made_of for path, part in index.items()}}
    kept = Kept(
        checked.report, checked.remarks, found.warnings, checked.searched, site.url, site.language, made_of
    )

    def make(wanted: Collection[str]) -> Iterator[tuple[str, bytes | Path]]:
        options.progress.step(N_("Making pages and files"), len(wanted))
        pages: list[str] = []
        others: list[str] = []
        for path in wanted:
            (pages if is_handed_over(path) else others).append(path)
        for path in others:
            content = (index.get(path) or plans.part(path)).make()
            yield path, content.encode() if isinstance(content, str) else content
            options.progress.advance()
        for path, page in made_by(options.executor, plans, pages):
            yield path, page
            options.progress.advance()
        options.progress.step(N_("Writing the site"))

    return kept, make


def edition_of(checked: Checked, found: Rendered, store: Store) -> Edition:
    """The site of a catalogue without errors in its first language, with those in further ones."""
    catalogue = checked.catalogue
    assert catalogue  # noqa: S101 - the caller stops where there are errors
    pictures = catalogue.pictures
    renditions = PictureCache(checked.root).renditions(pictures) if pictures else {}
    site = replace(checked.site, name=found.name)
    shared = Shared(renditions, drawn_in(found), checked.root / CACHE)
    return edition(catalogue, site, found, store, shared=shared)


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
            made_of.elsewhere,
        )
        known = cast("Mapping[str, str] | None", self.store.get(INDEX, key))
        if known is None:
            known = {name: fingerprint(data) for name, data in self._files.items()}
            self.store.put(INDEX, key, known)
        folder = f"{self.publication.site.prefix}{FOLDER}"
        return {f"{folder}/{name}": Part(digest, partial(self._file, name)) for name, digest in known.items()}

    def _file(self, name: str) -> bytes:
        return self._files[name]

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        """Their content. Raises IndexingFailedError."""
        publication = self.publication
        language = publication.site.language
        editors = publication.rendered.editors
        return index_files(searched(publication.catalogue, language, editors, self.store))
