"""What a proposal changes, as an editor sees it in one picture."""

from __future__ import annotations

import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from atelier.i18n.translation import translations
from atelier.proposals.changes import Change, Kind
from atelier.proposals.report import Report
from atelier.proposals.side_by_side import Drawn, markup, pages_of
from tests.tools.before_after import draw

TEXTS = translations("nl")
SHOP = "initiatives/winkel-in-de-wijk.md"


def change(kind: Kind, path: str, former: str = "") -> Change:
    return Change(kind=kind, collection="initiatives", path=path, title="Plan <b>", former=former)


def report(*changes: Change) -> Report:
    return Report(problems="", refused=False, changes=changes)


def test_which_pages_are_drawn() -> None:
    """Of a new page only what it becomes, of one that goes only what it was; of one that moves both."""
    found = report(
        change("new", "initiatives/a.md"),
        change("gone", "docs/partners/b.md"),
        change("moved", "initiatives/c.md", "initiatives/d.md"),
        change("changed", "initiatives/e.md"),
    )

    assert [
        ("Plan <b>", "", "initiatives/a/"),
        ("Plan <b>", "partners/b/", ""),
        ("Plan <b>", "initiatives/d/", "initiatives/c/"),
        ("Plan <b>", "initiatives/e/", "initiatives/e/"),
    ] == [*pages_of(found)]


def test_a_strangers_title_is_text() -> None:
    """Nothing of a title is markup; what is left out is counted."""
    page = markup([Drawn("<img src=x onerror=alert(1)>", [(390, None, b"png")])], 3, TEXTS)

    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "Deze pagina is er nog niet." in page
    assert "en nog 2" in page


@pytest.mark.slow
def test_one_picture_shows_before_and_after(small_site: Path, tmp_path: Path) -> None:
    """A telephone and a desk, each before and after; what differs is seen on one side only."""
    before = tmp_path / "before"
    page = "initiatives/winkel-in-de-wijk/index.html"
    (before / page).parent.mkdir(parents=True)
    for part in ("assets", "theme"):
        if (small_site / part).is_dir():
            shutil.copytree(small_site / part, before / part)
    text = (small_site / page).read_text(encoding="utf-8")
    (before / page).write_text(text.replace("<h1", "<h1 hidden", 1), encoding="utf-8")
    found = report(change("changed", SHOP))
    # Playwright starts once in a thread, and in this one the browser of other tests may be running.
    with ThreadPoolExecutor(1) as other:
        drawn = other.submit(draw, found, before, small_site, TEXTS).result()
    assert drawn is not None
    picture = Image.open(io.BytesIO(drawn)).convert("L")
    left, right = (picture.crop((x, 110, x + 388, 900)) for x in (25, 25 + 392 + 24))

    assert "PNG" == Image.open(io.BytesIO(drawn)).format
    assert 2600 < picture.width < 2800
    assert left.tobytes() != right.tobytes()
    assert draw(report(), before, small_site, TEXTS) is None
