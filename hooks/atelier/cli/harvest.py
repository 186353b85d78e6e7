"""The command ``atelier harvest``: take over what neighbours published."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.cli.check import must_be_a_site
from atelier.content.entry import Entry
from atelier.content.reader import of_kind, read_collections
from atelier.content.settings import language, read_settings
from atelier.content.source import SETTINGS
from atelier.exchange.fetch import Ask, FetchError, fetch_catalogue
from atelier.exchange.harvest import Outcome, Owner, Seen, known_as, place_of, taking
from atelier.exchange.limits import FOLDER, LARGEST
from atelier.exchange.read import read
from atelier.exchange.taken import Taken, TakenError, read_taken, taken_bytes, taken_path
from atelier.i18n.translation import translations
from atelier.model.neighbour import Neighbour
from atelier.problems.problem import shown
from atelier.proposals.doubles import Pair, alike
from atelier.proposals.harvested import Look, Summary
from atelier.render.wording import Wording
from atelier.store.files import write_whole
from atelier.store.store import Store


def run_harvest(root: Path, slugs: Sequence[str], summary: Path | None, *, loopback: bool) -> int:
    """Ask each neighbour, or those that are named, and write what it published; returns the exit code.

    A neighbour that fails stops no other, and what was taken over from it before stays. So the exit code is
    1 only where something is wrong with our own files. Raises typer.BadParameter if the command is used
    wrongly.
    """
    lang = language(root)
    texts = translations(lang)
    must_be_a_site(root, texts)
    settings, _ = read_settings(root / SETTINGS)
    if settings is None:
        typer.echo(texts.gettext("The catalogue has errors: atelier check tells which."), err=True)
        return 1
    if not settings.extra.parts.shows(Neighbour):
        typer.echo(texts.gettext("This catalogue has no neighbours: mkdocs.yml leaves them out."))
        return 0
    collections, _ = read_collections(root, Store(root))
    neighbours = of_kind(collections, Neighbour)
    unknown = {*slugs} - {one.slug for one in neighbours}
    if unknown:
        message = texts.gettext("There is no neighbour %(name)s.") % {"name": shown(min(unknown))}
        raise typer.BadParameter(message, param_hint="SLUG")
    broken = [one.path for one in collections.broken if one.path.startswith(f"{Neighbour.folder}/")]
    for path in broken:
        message = texts.gettext("%(file)s has a mistake in it: atelier check tells which.")
        typer.echo(message % {"file": shown(path)}, err=True)
    if not neighbours and not broken:
        typer.echo(texts.gettext("There is no neighbour yet: each is a file in %(folder)s.") % FOLDERS)
    ours = {*map(place_of, settings.addresses)}
    ask = Ask(loopback=loopback, site=settings.site_url or "")
    owners = [Owner(settings.site_name or "", place) for place in sorted(ours)]
    harvest = Harvest(root, today(), ask, owners, neighbours)
    told = Summary(Wording(lang), harvest.day)
    new: set[str] = set()
    try:
        for look in harvest.looks(slugs, [Path(path).stem for path in broken]):
            told.add(look)
            if look.outcome and not look.outcome.refused:
                new |= {one.id for one in look.outcome.change.new}
            typer.echo(line_of(look, texts))
        if summary:
            told.add_alike(_alike(root, harvest.day, new))
            summary.parent.mkdir(parents=True, exist_ok=True)
            write_whole(summary, told.text())
    except OSError as error:
        typer.echo(shown(error, 300), err=True)
        return 1
    return int(bool(broken))


def _alike(root: Path, day: datetime.date, new: Set[str]) -> Sequence[Pair]:
    """What may be the same as something new; nothing where that is more than anybody reads in a proposal."""
    if not 0 < len(new) <= MOST_NEW:
        return ()
    catalogue = check(root, day, store=Store(root)).catalogue
    return alike(catalogue, VERY_ALIKE, new) if catalogue else ()


MOST_NEW = 500
"""Of how many new records it is told what they are like: the first time there are more."""
VERY_ALIKE = 80
"""From which score it is told."""
FOLDERS = {"folder": Neighbour.folder}


@dataclass(frozen=True, slots=True)
class Harvest:
    """A run over the register of neighbours.

    Attributes:
        root: of the catalogue.
        day: on which it runs.
        ask: how neighbours are asked.
        ours: ourselves, at each address at which our records are or were.
        neighbours: the register.

    """

    root: Path
    day: datetime.date
    ask: Ask
    ours: Sequence[Owner]
    neighbours: Sequence[Entry[Neighbour]]

    def looks(self, slugs: Sequence[str], broken: Sequence[str]) -> Iterator[Look]:
        """What comes of each neighbour, or of those in ``slugs``, one after another, once it is written.

        Without ``slugs`` the files of those that are no neighbours any more are removed. Of those in
        ``broken`` it is not known what they are, so their files stay. Raises OSError.
        """
        for neighbour in self.neighbours:
            if not slugs or neighbour.slug in slugs:
                yield Look(neighbour.record.name, neighbour.record.url, self._look(neighbour))
        if not slugs:
            known = {*broken, *(one.slug for one in self.neighbours)}
            for file in sorted((self.root / FOLDER).glob("*.json")):
                if file.stem not in known:
                    file.unlink()
                    yield Look(file.stem, "", None)

    def _look(self, neighbour: Entry[Neighbour]) -> Outcome:
        """Ask one neighbour, and write what is to be kept. Raises OSError."""
        file, former = self._known(neighbour)
        outcome = self._asked(neighbour, former)
        path = self.root / taken_path(neighbour.slug)
        if outcome.taken and (outcome.taken != former or file != path):
            path.parent.mkdir(exist_ok=True)
            write_whole(path, taken_bytes(outcome.taken))
            if file != path:
                file.unlink(missing_ok=True)
        return outcome

    def _known(self, neighbour: Entry[Neighbour]) -> tuple[Path, Taken | None]:
        """The file of a neighbour, maybe by a name that it had, and what is in it, if it can be read."""
        paths = [self.root / taken_path(slug) for slug in (neighbour.slug, *neighbour.record.former_slugs)]
        file = next((path for path in paths if path.is_file()), paths[0])
        try:
            with file.open("rb") as opened:
                return file, read_taken(opened.read(LARGEST + 1))
        except (OSError, TakenError):
            return file, None

    def _asked(self, neighbour: Entry[Neighbour], former: Taken | None) -> Outcome:
        url = neighbour.record.url
        try:
            etag = known_as(former, url, self.day)
            fetched = fetch_catalogue(url, replace(self.ask, etag=etag))
        except FetchError as error:
            return Outcome(former, faults=[error.fault])
        if fetched.content is None:
            return Outcome(former)
        own = Owner(neighbour.record.name, place_of(url))
        others = [Owner(one.record.name, place_of(one.record.url)) for one in self.neighbours]
        seen = Seen(url, self.day, fetched.etag)
        return taking(former, seen, read(fetched.content), [own, *self.ours, *others])


def line_of(look: Look, texts: NullTranslations) -> str:
    """What came of a neighbour, for a terminal."""
    gettext, outcome = texts.gettext, look.outcome
    name = shown(look.name)
    if outcome is None:
        return gettext("%(name)s: a neighbour no more, so its file is removed.") % {"name": name}
    told = []
    for fault in outcome.faults[:FEW]:
        message, hint = fault.texts(texts)
        told.append("    " + (f"{shown(fault.place)}: " if fault.place else "") + message)
        told += [f"    {hint}"] if hint else []
    if len(outcome.faults) > FEW:
        told.append("    " + gettext("and %(n)s more") % {"n": len(outcome.faults) - FEW})
    if outcome.refused:
        text = gettext("%(name)s: not taken over.") % {"name": name}
    else:
        change = outcome.change
        values = {"new": len(change.new), "changed": len(change.changed), "gone": len(change.gone)}
        text = gettext("%(name)s: %(new)s new, %(changed)s changed, %(gone)s gone.") % (
            values | {"name": name}
        )
    return "\n".join([text, *told])


FEW = 3
"""How many reasons are told of one neighbour on a terminal."""
