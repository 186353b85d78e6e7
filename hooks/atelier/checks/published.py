"""Published addresses that a proposal would break: the check compares with what is on main.

The address of a page is on posters and in other people's pages, so it must keep working. If a file is
renamed, its former name goes into ``former_slugs``. If two become one, it goes into that of the one that
stays. An initiative that is over is not deleted: it gets ``status: stopped``, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from atelier.catalogue.catalogue import group
from atelier.catalogue.names import folded
from atelier.content.entry import Broken, Entry
from atelier.content.reader import Collections
from atelier.model.base import Record
from atelier.model.initiative import Initiative
from atelier.model.records import RECORDS
from atelier.problems.problem import Problem, Related


def lost_addresses(before: Collections, after: Collections) -> Iterator[Problem]:
    """A problem for each record of ``before`` with an address that leads nowhere in ``after``."""
    for kind in RECORDS:
        broken = [file for file in after.broken if file.kind is kind]
        # A file that cannot be read may be the one that keeps the address.
        if all(file.data is not None for file in broken):
            yield from _lost(before.entries[kind], after.entries[kind], broken)


def _lost(
    before: Sequence[Entry[Record]], after: Sequence[Entry[Record]], broken: Sequence[Broken]
) -> Iterator[Problem]:
    """The same for one collection."""
    entries = {entry.slug: entry for entry in after}
    kept = {slug for entry in after for slug in entry.slugs}
    kept |= {file.slug for file in broken} | {slug for file in broken for slug in _former_in(file.data)}
    known = {entry.slug for entry in before}
    new = [entry for entry in after if entry.slug not in known]
    by_title = group((folded(entry.title), entry) for entry in new)
    by_text = group((entry.body.html, entry) for entry in new if entry.body.html)
    for old in before:
        lost = [slug for slug in old.slugs if slug not in kept]
        if not lost:
            continue
        # The new file that must be the old one: the only one with its title, or its text.
        same = by_title.get(folded(old.title)) or by_text.get(old.body.html, [])
        heir = entries.get(old.slug) or (same[0] if len(same) == 1 else None)
        if heir is None:
            code = "initiative-gone" if isinstance(old.record, Initiative) else "record-gone"
            yield Problem(code, old.path, "file", values={"value": ", ".join(lost)})
        else:
            former = [slug for slug in dict.fromkeys((*old.slugs, *heir.slugs)) if slug != heir.slug]
            values = {"value": ", ".join(lost), "former": ", ".join(former)}
            place = () if heir.path == old.path else (Related(old.path, 1),)
            yield replace(heir.problem("address-lost", "former_slugs", **values), related=place)


def _former_in(data: Mapping[str, object] | None) -> list[str]:
    """The former slugs in a file with errors."""
    former = (data or {}).get("former_slugs")
    return [slug for slug in former if isinstance(slug, str)] if isinstance(former, list) else []
