"""The Content-Security-Policy of a site: what its pages may load and run.

Nothing comes from another host and no style is inline. The only inline scripts that run are those of the
theme, each by its hash (https://www.w3.org/TR/CSP3/). A page has the policy in a meta tag, which works on any
host; a host that reads ``_headers`` sends it as a header too.

Only a header can say who may frame a page. If several rules of ``_headers`` match an address, one host joins
their values of the same header with commas (Cloudflare Pages), another takes the nearest rule (Netlify), and
only the first can remove a header. So no rule removes anything: every address gets ``X-Frame-Options: DENY``,
and pages that are made to be framed also get ``frame-ancestors``, which overrides it
(https://html.spec.whatwg.org/#the-x-frame-options-header). Their policy is stricter in everything else, so it
does not matter whether the general policy applies as well.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE
)
SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
TYPE = re.compile(r"\stype\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
RUN = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of a script that a browser runs; others, such as ``application/ld+json``, are data."""

HEADERS = "_headers"
"""The file that Netlify, Cloudflare Pages and others read, in the root of the site."""


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


def policy(scripts: Iterable[str], styles: Iterable[str] = ()) -> str:
    """The policy of pages with these inline scripts and styles.

    Without ``frame-ancestors``: a meta tag cannot say that.
    """
    # Pagefind compiles WebAssembly, in a worker of its own; the theme's icons are data: images in its style.
    run = " ".join(["'self'", *sorted(scripts), "'wasm-unsafe-eval'"])
    look = " ".join(["'self'", *sorted(styles)])
    return (
        f"default-src 'none'; script-src {run}; worker-src 'self'; style-src {look}; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "object-src 'none'; frame-src 'self'"
    )


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


def headers(
    scripts: Iterable[str], framed: Iterable[str], styles: Iterable[str] = ()
) -> Mapping[str, Mapping[str, str]]:
    """The headers of a site, by the addresses that get them; ``*`` stands for anything.

    ``framed`` are the folders, from the root and with a slash at the end, of pages that may be framed.
    """
    embeds = {"Content-Security-Policy": f"{FRAMED}; frame-ancestors {FRAMERS}"}
    return {
        "/*": {
            "Content-Security-Policy": policy(scripts, styles),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        },
        **{f"/{folder}*": embeds for folder in framed},
        # Scripts of other sites may read the open data, as GitHub Pages already allows.
        "/data/*": {"Access-Control-Allow-Origin": "*"},
    }


def headers_file(scripts: Iterable[str], framed: Iterable[str], styles: Iterable[str] = ()) -> str:
    """The headers as the text of ``_headers``."""
    return "".join(
        f"{address}\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())
        for address, values in headers(scripts, framed, styles).items()
    )
