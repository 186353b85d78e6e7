"""The few pages that the service shows itself: plain HTML without scripts, in the language of the site.

A page that does something when it is asked for would be set off by programs that look through mail. So such a
page only has a button, which posts to its own address.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from atelier.render.csp import text_hash

STYLE = (
    "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;"
    "color:#1c1c1c;background:#fff}h1{font-size:1.5rem;line-height:1.25}"
    "button,.choice{font:inherit;font-weight:600;padding:.7rem 1.2rem;border:0;border-radius:.4rem;"
    "color:#fff;background:#1f5fa8;cursor:pointer}a{color:#1f5fa8}"
    ":focus-visible{outline:3px solid #e08a00;outline-offset:2px}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#16181c}a{color:#8fc1ff}"
    "button,.choice{color:#0b1a2b;background:#8fc1ff}}"
)
POLICY = (
    f"default-src 'none'; style-src {text_hash(STYLE)}; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def page(
    language: str,
    title: str,
    paragraphs: Sequence[str | Markup],
    button: str = "",
    status: int = 200,
) -> HTMLResponse:
    """A page with a title, some text and a button that posts to its own address, if it has one.

    Text is escaped unless it is ``Markup``.
    """
    text = Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs)
    form = Markup('<form method="post"><button>{}</button></form>').format(button) if button else ""
    html = (
        f'<!doctype html><html lang="{escape(language)}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title><style>{STYLE}</style>'
        f"<main><h1>{escape(title)}</h1>{text}{form}</main></html>"
    )
    return HTMLResponse(html, status, {"Content-Security-Policy": POLICY})
