"""The headers of a site: which addresses get which, whatever server sends them.

Only a header can say who may frame a page. If several rules of ``_headers`` match an address, one host joins
their values of the same header with commas (Cloudflare Pages), another takes the nearest rule (Netlify), and
only the first can remove a header. So no rule removes anything: every address gets ``X-Frame-Options: DENY``,
and pages that are made to be framed also get ``frame-ancestors``, which overrides it
(https://html.spec.whatwg.org/#the-x-frame-options-header). Their policy is stricter in everything else, so it
does not matter whether the general policy applies as well.

``Strict-Transport-Security`` is not among them: it binds everything on a host, for as long as it says, so it
is for the owner of the host to set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atelier.render.csp import FRAMED, FRAMERS, policy


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers, and the addresses that get them.

    Attributes:
        about: what stands at those addresses, in a few words.
        headers: the values by their names.
        folders: those addresses begin so, from the root of the site; an empty one stands for all.
        names: what they match from their begin to their end, instead of ``folders``: a regular expression as
            Python and PCRE read it. Such a rule is about files alone: the page for a lost address, which is
            shown instead of a file that is not there, does not get its headers.

    """

    about: str
    headers: Mapping[str, str]
    folders: tuple[str, ...] = ()
    names: str = ""


FRESH = "no-cache"
"""A browser may keep a file, but asks every time whether it is still the same."""

FOREVER = "public, max-age=31536000, immutable"
"""A year: the longest that RFC 9111 counts with. What has its hash in its name never changes."""

INDEXED = (
    r"find/(?:cards|elsewhere|facet|titles)-[0-9a-f]{10}\.json"
    r"|find/text/index/[^/]+_[0-9a-f]{10}\.pf_index"
    r"|find/text/elsewhere/[0-9a-f]{10}-[0-9]+\.json"
)
"""Those of them that each language has in its folder: the files with which one searches."""
HASHED = (
    r"assets/(?:javascripts|stylesheets)/[^/]+\.[0-9a-f]{8}\.min\.(?:css|js)(?:\.map)?"
    r"|assets/social/[^/]+-[0-9a-f]{8}\.png"
    r"|(?:[^/]+/)+[^/]+-[0-9a-f]{8}-[0-9]+\.webp"
    rf"|{INDEXED}"
)
"""The theme's files, pictures, and parts of the search index: the address has a hash of what is in them."""


def rules(
    scripts: Iterable[str],
    framed: Iterable[str],
    styles: Iterable[str] = (),
    service: str = "",
    prefixes: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """The rules of a site. Of two that match an address and name one header, the later one counts.

    ``scripts`` and ``styles`` are the hashes of what is inline. ``framed`` are the folders, from the root and
    with a slash at the end, of pages that may be framed. ``service`` is the address of the service to
    which the forms send: only their pages name it in their tag, but headers cannot differ by page as tags do.
    ``prefixes`` are the folders of the languages.
    """
    hashed = HASHED + "".join(f"|{re.escape(prefix)}(?:{INDEXED})" for prefix in prefixes if prefix)
    everywhere = {
        "Content-Security-Policy": policy(scripts, styles, service),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cache-Control": FRESH,
    }
    frames = {"Content-Security-Policy": f"{FRAMED}; frame-ancestors {FRAMERS}"}
    return (
        Rule("every page and file", everywhere, folders=("",)),
        Rule("files that never change: their names have a hash", {"Cache-Control": FOREVER}, names=hashed),
        Rule("pages for frames on other sites: no script, any framer", frames, folders=tuple(framed)),
        # As GitHub Pages already allows.
        Rule(
            "open data: scripts of other sites may read it", {"Access-Control-Allow-Origin": "*"}, ("data/",)
        ),
    )


TYPES = {
    "atom": "application/atom+xml",
    "avif": "image/avif",
    "css": "text/css",
    "csv": "text/csv",
    "gif": "image/gif",
    "gz": "application/gzip",
    "html": "text/html",
    "ico": "image/x-icon",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "map": "application/json",
    "md": "text/markdown",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""The type of each kind of file that a site has or editors add, by its ending: servers lack some."""

PACKED = tuple(
    sorted(
        kind
        for kind in set(TYPES.values())
        if kind.startswith("text/") or kind.endswith(("json", "xml")) or kind == "application/wasm"
    )
)
"""The types that are worth compressing."""
