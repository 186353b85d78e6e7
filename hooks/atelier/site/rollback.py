"""Puts a former site back, in one step, as a build puts a new one."""

from __future__ import annotations

from atelier.i18n.translation import N_
from atelier.site.trees.errors import ReleaseError, explained, message
from atelier.site.trees.place import Kept, Place
from atelier.site.trees.tree import differences

NONE = N_("No former site is kept beside %(path)s. A build keeps the last one, or more with --keep.")
NONE_BEFORE = N_(
    "No site is kept that is older than the one of %(path)s. Those that are newer: atelier rollback --list."
)
NO_SUCH = N_("No former site has the number %(number)s. Those that are kept: atelier rollback --list.")
IS_LIVE = N_("The site is number %(number)s already.")
NOT_WHOLE = N_(
    "Somebody changed the files of former site number %(number)s, so it is not put back. Others that are "
    "kept: atelier rollback --list."
)


def roll_back(place: Place, number: int | None = None) -> Kept:
    """Let the site and a former one change places; the one that is the site now.

    ``place`` is of a site whose lock is held. Without a ``number`` it is the last one that is older than the
    site. The next build does not care: it makes the site of what the files say then.

    Raises ReleaseError if there is no such site, or if it is not as it was.
    """
    chosen = _chosen(place, number)
    with explained(place.builds):
        if differences(chosen.path, place.files(chosen)):
            raise ReleaseError(message(NOT_WHOLE, number=str(chosen.head.number)))
    with explained(place.site):
        place.publish(chosen.path)
    return Kept(place.site, chosen.head)


def _chosen(place: Place, number: int | None) -> Kept:
    """The former site that is meant. Raises ReleaseError if there is none."""
    live, formers = place.live(), place.formers()
    if not formers:
        raise ReleaseError(message(NONE, path=str(place.site)))
    if number is None:
        older = [kept for kept in formers if not live or kept.head.number < live.head.number]
        if not older:
            raise ReleaseError(message(NONE_BEFORE, path=str(place.site)))
        return older[-1]
    if live and live.head.number == number:
        raise ReleaseError(message(IS_LIVE, number=str(number)))
    for kept in formers:
        if kept.head.number == number:
            return kept
    raise ReleaseError(message(NO_SUCH, number=str(number)))
