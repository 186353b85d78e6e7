"""Pages that a proposal changes, before and after, side by side on one page, to be drawn as a picture."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Sequence
from gettext import NullTranslations
from typing import NamedTuple

from atelier.content.links import page_of
from atelier.i18n.translation import N_
from atelier.proposals.report import Report

WIDTHS = {390: 390, 1280: 900}
"""How wide the window is, and how wide its picture is shown: a telephone and a desk."""
TITLES = (N_("Before"), N_("After"))
NOTHING = (N_("This page is not there yet."), N_("This page is not there any more."))
STYLE = """
body { margin: 24px; font: 20px sans-serif; background: #eceff1; color: #1c2427; width: max-content }
h1 { font-size: 28px; margin: 32px 0 4px }
section { display: flex; gap: 24px; align-items: flex-start }
h2 { font-size: 20px; margin: 8px 0 }
img, p { display: block; margin: 0; background: #fff; border: 1px solid #90a4ae }
p { padding: 24px; box-sizing: border-box }
"""


class Drawn(NamedTuple):
    """A page before and after, at each width; None where it is not there."""

    title: str
    shots: Sequence[tuple[int, bytes | None, bytes | None]]


def pages_of(report: Report) -> Iterator[tuple[str, str, str]]:
    """The title and the former and new address of each page that differs; empty where there is none."""
    for change in report.changes:
        was = "" if change.kind == "new" else page_of(change.former or change.path)
        yield change.title, was, "" if change.kind == "gone" else page_of(change.path)


def markup(drawn: Sequence[Drawn], changes: int, texts: NullTranslations) -> str:
    """The page that shows all pictures side by side; titles are text, whatever stands in them."""
    parts = []
    for title, shots in drawn:
        cells = "".join(
            f"<div><h2>{html.escape(texts.gettext(head))}</h2>{_cell(shot, width, nothing, texts)}</div>"
            for width, *both in shots
            for head, nothing, shot in zip(TITLES, NOTHING, both, strict=True)
        )
        parts.append(f"<h1>{html.escape(title)}</h1><section>{cells}</section>")
    if changes > len(drawn):
        more = texts.gettext("and %(n)s more") % {"n": changes - len(drawn)}
        parts.append(f"<h1>{html.escape(more)}</h1>")
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(parts)}"


def _cell(shot: bytes | None, width: int, nothing: str, texts: NullTranslations) -> str:
    width = WIDTHS[width]
    if shot is None:
        return f'<p style="width: {width}px">{html.escape(texts.gettext(nothing))}</p>'
    return f'<img width={width} src="data:image/png;base64,{base64.b64encode(shot).decode()}">'
