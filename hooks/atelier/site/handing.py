"""Pages handed to an executor: they are made on all cores of this machine, or on a cluster.

What is handed over is the paths of pages. What pages are made of is in the memory of each process that was
copied from this one. To any other it goes along with the paths, in as few parcels as there can be.
"""

from __future__ import annotations

import pickle
import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.render.page import Site
from atelier.site.engine import Rendered
from atelier.site.publish import Part, Plans, Shared, content_of, drawn_in, edition, parts
from atelier.store.work import CHUNK, Cores, copies_itself, spread

PARCELS = 8
HERE = frozenset({"data", "money"})
"""Sections whose pages tell of large files: they are made where those files are."""

_known: dict[str, Callable[[str], Part]] = {}
"""What makes the parts of a site in this process, by the number of that site."""


class Ingredients(NamedTuple):
    """What pages are made of."""

    catalogue: Catalogue
    site: Site
    rendered: Rendered


class Order(NamedTuple):
    """A site of which pages are to be made.

    Attributes:
        number: of that site.
        ingredients: as a pickle; empty where the process has them.

    """

    number: str
    ingredients: bytes


def is_handed_over(path: str) -> bool:
    """Whether the file of a site at this path is a page that is made elsewhere."""
    # In a further language there is a folder before that of the section.
    return path.endswith("index.html") and HERE.isdisjoint(path.split("/", 2)[:2])


def made_by(executor: Executor | None, plans: Plans, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Pages of a site, each with its path; by the cores of this machine if there is no executor."""
    order = Order(secrets.token_hex(8), b"")
    _known[order.number] = plans.part
    try:
        if executor is None:
            with Cores(None if copies_itself() else 1) as executor:
                yield from _spread(order, paths, executor, CHUNK)
        else:
            found = plans.editions[0].publication
            fresh = Ingredients(replace(found.catalogue), found.site, found.rendered)
            order = order._replace(ingredients=pickle.dumps(fresh, pickle.HIGHEST_PROTOCOL))
            yield from _spread(order, paths, executor, max(CHUNK, -(-len(paths) // PARCELS)))
    finally:
        del _known[order.number]


def _spread(order: Order, paths: Sequence[str], executor: Executor, size: int) -> Iterator[tuple[str, bytes]]:
    for chunk, made in spread(partial(contents, order), paths, executor, size):
        yield from zip(chunk, made, strict=True)


def contents(order: Order, paths: list[str]) -> list[bytes]:
    """The content of some pages of a site."""
    part = _known.get(order.number) or _unpacked(order)
    return [content_of(part(path)) for path in paths]


def _unpacked(order: Order) -> Callable[[str], Part]:
    """What makes the parts of a site on another machine. It is kept until another site is asked for."""
    site: Ingredients = pickle.loads(order.ingredients)  # noqa: S301 - from the build that this worker serves
    shared = Shared({}, drawn_in(site.rendered))
    first = edition(site.catalogue, site.site, site.rendered, None, shared=shared)
    _known.clear()
    found: dict[str, Part] = {}
    for one in (first, *first.publication.further):
        found |= parts(one.publication, one.renderer, {})
    _known[order.number] = found.__getitem__
    return _known[order.number]
