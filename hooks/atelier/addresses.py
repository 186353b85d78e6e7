"""Published addresses that a proposal would break: the check compares with what is on main.

An initiative's address is on posters and in other people's pages. So who renames a file writes its former
name under ``former_slugs``, who joins two writes it at the one that stays, and nobody deletes one: an
initiative that is over gets ``status: stopped``, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from atelier.collection import Collections, Entry, of_kind
from atelier.model import Initiative
from atelier.names import folded
from atelier.problems import Problem, Related
from atelier.short_address import slugs


def lost_addresses(before: Collections, after: Collections) -> Iterator[Problem]:
    """What must be written so that every address of ``before`` still leads somewhere in ``after``.

    Nothing is said while a file of ``after`` cannot be read: it may be the one that keeps the address.
    """
    if any(broken.kind is Initiative and broken.data is None for broken in after.broken):
        return
    entries = {entry.slug: entry for entry in of_kind(after, Initiative)}
    kept = {slug for entry in entries.values() for slug in slugs(entry)}
    kept |= {broken.slug for broken in after.broken if broken.kind is Initiative}
    kept |= {slug for broken in after.broken for slug in _said(broken.data)}
    known = {entry.slug for entry in of_kind(before, Initiative)}
    new = [entry for slug, entry in entries.items() if slug not in known]
    for old in of_kind(before, Initiative):
        lost = [slug for slug in slugs(old) if slug not in kept]
        if not lost:
            continue
        heir = entries.get(old.slug) or _heir(old, new)
        if heir is None:
            yield Problem("initiative-gone", old.path, "file", values={"value": ", ".join(lost)})
        else:
            former = [slug for slug in dict.fromkeys((*slugs(old), *slugs(heir))) if slug != heir.slug]
            values = {"value": ", ".join(lost), "former": ", ".join(former)}
            place = () if heir.path == old.path else (Related(old.path, 1),)
            yield replace(heir.problem("address-lost", "former_slugs", **values), related=place)


def _heir(old: Entry[Initiative], new: Sequence[Entry[Initiative]]) -> Entry[Initiative] | None:
    """The new file that surely is the old one: it alone has its title, or its text."""
    same = [e for e in new if folded(e.record.title) == folded(old.record.title)]
    same = same or [e for e in new if old.body.html and e.body.html == old.body.html]
    return same[0] if len(same) == 1 else None


def _said(data: Mapping[str, object] | None) -> list[str]:
    """The former slugs that a file with mistakes names."""
    former = (data or {}).get("former_slugs")
    return [slug for slug in former if isinstance(slug, str)] if isinstance(former, list) else []
