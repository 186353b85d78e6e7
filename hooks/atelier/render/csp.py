"""The Content-Security-Policy of a site: what its pages may load and run.

Nothing comes from another host and no style is inline. The only inline scripts that run are those of the
theme, each by its hash (https://www.w3.org/TR/CSP3/). A page has the policy in a meta tag, which works on any
host; a server that reads one of our files sends it as a header too (``atelier.render.headers``).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE
)
SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
TYPE = re.compile(r"\stype\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
RUN = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of a script that a browser runs; others, such as ``application/ld+json``, are data."""


def script_hashes(html: str) -> frozenset[str]:
    """The hashes of the inline scripts of a page, as a policy names them."""
    texts = {
        match["text"]
        for match in INLINE_SCRIPT.finditer(html)
        if not SOURCE.search(match["attributes"]) and _type(match["attributes"]) in RUN
    }
    return frozenset(text_hash(text) for text in texts)


def _type(attributes: str) -> str:
    match = TYPE.search(attributes)
    return match[1].lower() if match else ""


def text_hash(text: str) -> str:
    """The hash of an inline script or style, as a policy names it."""
    # A browser turns every line ending into LF before it computes the hash.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str] = (), service: str = "") -> str:
    """The policy of pages with these inline scripts and styles.

    ``service`` is the address of the service to which the forms send, if there is one. Without
    ``frame-ancestors``: a meta tag cannot say that.
    """
    # Pagefind compiles WebAssembly, in a worker of its own; the theme's icons are data: images in its style.
    run = " ".join(["'self'", *sorted(scripts), "'wasm-unsafe-eval'"])
    look = " ".join(["'self'", *sorted(styles)])
    return (
        f"default-src 'none'; script-src {run}; worker-src 'self'; style-src {look}; "
        f"img-src 'self' data:; font-src 'self'; {connections(service)}; base-uri 'none'; "
        "form-action 'self'; object-src 'none'; frame-src 'self'"
    )


def connections(service: str = "") -> str:
    """What pages may ask for in their scripts: the site, and the service to which the forms send."""
    return f"connect-src 'self' {service}".rstrip()


def with_service(html: str, service: str) -> str:
    """A page whose scripts may also ask a service. Raises ValueError if it has no policy."""
    policy_of_all = f"; {connections()};"
    if policy_of_all not in html:
        raise ValueError("a page has no Content-Security-Policy to name the service in")
    return html.replace(policy_of_all, f"; {connections(service)};", 1)


FRAMED = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""The policy of a page that is shown in a frame on another site: no scripts."""

FRAMERS = "* file:"
"""Who may frame such a page: any site, and a file on a disk."""


def with_policy(html: str) -> str:
    """A page with its policy right after the charset. Raises ValueError if the page has no charset."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(script_hashes(html))}">'
    secured, found = CHARSET.subn(lambda match: f"{match[0]}\n{tag}", html, count=1)
    if not found:
        raise ValueError('a page has no <meta charset="utf-8"> to put its Content-Security-Policy after')
    return secured
