"""Links in bodies: which are allowed, and which page a file of the repository becomes."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import unquote

from atelier.model.addresses import EMAIL, MARK, is_web_address


def linked_file(href: str, folder: str) -> str | None:
    """The path from the root of the file that a link in ``folder`` leads to; None if it leads to none."""
    target = href.partition("#")[0]
    if not target.endswith(".md") or ":" in target or target.startswith("/") or "?" in target:
        return None
    return posixpath.normpath(f"{folder}/{target}")


def page_of(path: str) -> str:
    """The address of the page of a file: ``initiatives/e-labs.md`` is ``initiatives/e-labs/``."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return folder + "/" if folder else ""
    return stem + "/"


@lru_cache(maxsize=10_000)
def link_target(href: str, folder: str) -> str | None:
    """The target on the site of a link in a body in ``folder``; None if it is not allowed.

    Allowed are full web addresses, one e-mail address, a place on the same page, and another file
    (``e-labs.md``), which becomes the address of its page.
    """
    linked = linked_file(href, folder)
    if linked:
        _, hash_, place = href.partition("#")
        return "../../" + page_of(linked) + hash_ + place
    if href.startswith("#"):
        return href if len(href) > 1 else None
    if href[:7].lower() == "mailto:":
        return href if EMAIL.fullmatch(href[7:]) else None
    # cmark has written other signs than ASCII in another way.
    return href if is_web_address(href) and not MARK.search(unquote(href[-9:])) else None
