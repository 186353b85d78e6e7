"""Pages for a frame on another site, and the code that shows them there."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.render.renderer import Renderer
from atelier.sections.embeds import COUNTS, FRAMED_FOLDERS, KINDS, LOOKS
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of, files_of
from tests.fixtures.sites import GOLDEN, SMALL, make_site


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(make_site(tmp_path_factory.mktemp("embeds") / "site", SMALL))


@pytest.mark.parametrize(
    "golden_name",
    [
        "initiatives/robots-in-de-klas",
        "initiatives/oud-plan",
        "partners/alfa-college",
        "festivals/proeffestival",
        "programmes/proeffestival",
    ],
)
def test_a_page_for_a_frame_is_as_expected(
    golden_name: str, catalogue: Catalogue, golden: Callable[[Path, str], None]
) -> None:
    """What stands in a frame is what the golden file says."""
    files = files_of(catalogue, folder="embed/")
    file = GOLDEN / f"embed-{golden_name.replace('/', '-')}.html"

    golden(file, files[f"embed/{golden_name}/"].decode() + "\n")


def test_everything_has_a_page_for_a_frame(catalogue: Catalogue) -> None:
    """Each pillar, partner, level, place, tag and initiative, and what an initiative was called before."""
    book = Pages(catalogue, SITE, INTROS)
    own = [page.url for page in book if page.section in KINDS and page.depth == 2]
    files = files_of(catalogue, folder="embed/")
    made = {url for url in files if url.startswith("embed/") and url.endswith("/")}

    programmes = [f"programmes/{slug}/" for slug in catalogue.festivals]

    assert {f"embed/{url}" for url in [*own, *programmes, "initiatives/robotles/"]} == made
    assert all(url.startswith(FRAMED_FOLDERS) for url in made)
    assert files["embed/initiatives/robotles/"] == files[f"embed/{ROBOTS}"]


def test_an_address_stays_good_when_a_list_shrinks(catalogue: Catalogue) -> None:
    """Each list knows every look and number, however short it is."""
    files = files_of(catalogue, folder="embed/")
    ids = re.findall(r'id="([^"]+)"', files["embed/pillars/vrije-ruimte/"].decode())

    assert {f"{look}-{count}" for look in LOOKS for count in COUNTS} <= set(ids)


def test_a_name_stays_a_name_in_the_code(hostile: Catalogue) -> None:
    """What is copied into another site's page holds one frame, whatever the name of a pillar."""
    page = next(page for page in Pages(hostile, SITE, INTROS) if page.url == "embed/")
    content = Renderer(hostile, SITE).content(page)
    (shown,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", content, re.DOTALL)
    code = html.unescape(shown)

    assert re.fullmatch(r'<iframe( [a-z]+="[^"<>]*")+></iframe>', code)
    assert HOSTILE in html.unescape(code)


HOSTILE = """Naam "onload=alert(1) x='<b>&amp;</textarea><script>evil()</script>"""


@pytest.fixture
def hostile(tmp_path: Path) -> Catalogue:
    """A pillar with a name that would like to be more than a name."""
    root = make_site(tmp_path / "site", SMALL)
    for file in (root / "docs" / "pillars").iterdir():
        text = file.read_text(encoding="utf-8")
        before, _, after = text.partition("name: ")
        name = json.dumps(f"{HOSTILE} {file.stem}", ensure_ascii=False)
        file.write_text(f"{before}name: {name}\n{after.partition(chr(10))[2]}", encoding="utf-8")
    return catalogue_of(root)


ROBOTS = "initiatives/robots-in-de-klas/"
