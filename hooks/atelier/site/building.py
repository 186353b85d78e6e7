"""A build from beginning to end: the files of a catalogue become its site. All ways of building go this way.

What did not change since the last build is neither read, rendered nor written again: records and what the
engine rendered come from the store, and a file of the site is made only where what it follows from changed.

Where nothing changed, most of what a build costs is to load its code. So this module loads no record, no
template and no page; ``site/making.py`` does, and is imported when something is to be made.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atelier.checks.day import today
from atelier.checks.files import files_of
from atelier.content.history import read_history
from atelier.i18n.translation import N_, translations
from atelier.problems.failed import FailedError
from atelier.site.engine_inputs import DamagedError, engine_key
from atelier.site.progress import Progress, Quiet
from atelier.site.release import Made, Summary, release
from atelier.site.trees.errors import MENDABLE, Message, ReleaseError, told_of
from atelier.site.trees.place import Place, locked
from atelier.site.verify import Verification
from atelier.store.code import code_digest
from atelier.store.contents import Contents
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Executor

log = logging.getLogger("atelier")

NAME = "site"
"""Under which ``Kept`` is kept in the store."""


class BuildError(Exception):
    """The site cannot be built, and is as it was. The text says why, in the language of the site."""


class Kept(NamedTuple):
    """What is kept of a build, for the next one in which nothing changed.

    Attributes:
        report: what the check says of the files; empty if there is nothing to say.
        remarks: what else the person who builds should know.
        warnings: of the engine.
        searched: whether the settings ask for a search index.
        url: where the site is published.
        language: of the site.
        made_of: the fingerprint of every file of the site, by its path.

    """

    report: str
    remarks: Sequence[str]
    warnings: Sequence[str]
    searched: bool
    url: str
    language: str
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
    try:
        return _build(root, target, store, options)
    except BuildError as error:
        if not isinstance(error.__cause__, DamagedError):
            raise
    # What was kept is removed now, so the engine renders it again.
    return _build(root, target, store, options)


def _build(root: Path, target: Path, store: Store, options: Options) -> Built:
    start = time.perf_counter()
    texts = partial(texts_of, root)
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
            from atelier.site import making

            kept, make = making.planned(*making.looked_at(root, store, options, contents), store, options)
            summary = released(kept, make, place, options)
            # Unless a file was changed meanwhile: then it is not known what was read.
            if site_key(root, store, contents, options) == key:
                store.put(NAME, key, kept)
    return Built(kept, summary, time.perf_counter() - start)


def site_key(root: Path, store: Store, contents: Contents, options: Options) -> str:
    """The fingerprint of all that a site follows from; the key of the engine stands for the settings too."""
    day, records = today(), folders_of_records(store)
    return fingerprint(
        str(day),
        engine_key(root, records),
        repr(read_history(root, day, store)),
        repr((options.index, options.strict)),
        *files_of(root, records, contents),
    )


def folders_of_records(store: Store) -> Sequence[str]:
    """The folder of each kind of record. They follow from the code, so they are kept as long as that is."""

    def found() -> Sequence[str]:
        from atelier.model.records import FOLDERS

        return FOLDERS

    return store.remember("folders", code_digest(), found)


def texts_of(root: Path) -> NullTranslations:
    """The texts in the language of the site in ``root``."""
    from atelier.content.settings import language

    return translations(language(root))


def said_in(texts: Callable[[], NullTranslations], message: Message) -> None:
    """Say something to the one who builds."""
    log.warning(message.text(texts()))


@contextmanager
def explained(texts: Callable[[], NullTranslations]) -> Iterator[None]:
    """Turn what can go wrong in a build into a BuildError, which says it in those texts."""
    try:
        yield
    except FailedError as error:
        raise BuildError(error.text(texts())) from error
    except ReleaseError as error:
        raise BuildError(error.text(texts())) from error
    except OSError as error:
        # Others are mistakes of ours.
        if error.errno not in MENDABLE:
            raise
        raise BuildError(told_of(error, error.filename or "").text(texts())) from error


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


def anew(
    root: Path, store: Store, options: Options, wanted: Collection[str]
) -> Iterable[tuple[str, bytes | Path]]:
    """Files of a site in which nothing changed, but that lost them."""
    from atelier.site import making

    return making.planned(*making.looked_at(root, store, options), store, options)[1](wanted)


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
