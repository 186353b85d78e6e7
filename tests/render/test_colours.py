"""The colours and fonts of a city: what it chooses is on every page, and can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.content.settings import read_settings
from atelier.model.contrast import ENOUGH, contrast, readable
from atelier.model.settings import DARK_PAPERS, LIGHT_PAPERS, Colours
from atelier.render.colours import colours_css, fonts_css
from atelier.site.building import build
from atelier.store.store import Store
from tests.fixtures.sites import ROOT, SMALL, make_site

COLOUR = st.from_regex("#[0-9a-f]{6}", fullmatch=True)
PAPERS = ("paper", "paper-soft", "notice", "chip", "md-default-bg-color")
SITE = "site_name: Stad\nsite_url: https://stad.example/\nextra:\n"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_that_of_the_norm(one: str, other: str, ratio: float) -> None:
    """The two greys are the ones that every guide names."""
    assert ratio == pytest.approx(contrast(one, other), abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@given(COLOUR)
def test_what_follows_from_a_main_colour_can_be_read(colour: str) -> None:
    """In the light and in the dark: white on the head and on buttons, and links on the page."""
    primary = readable(colour, ["#ffffff"])
    made = colours_css(Colours.model_validate({"primary": primary}))
    light, dark = (dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", rule)) for rule in made.splitlines()[1:])
    everywhere = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", made.splitlines()[0]))

    for below_white in (
        light["head"],
        dark["head"],
        everywhere["first"],
        everywhere["fill"],
        everywhere["deep"],
    ):
        assert contrast("#ffffff", below_white) >= ENOUGH
    assert all(contrast(light["link"], paper) >= ENOUGH for paper in LIGHT_PAPERS)
    assert all(contrast(dark["link"], paper) >= ENOUGH for paper in DARK_PAPERS)


@pytest.mark.parametrize(("scheme", "papers"), [("default", LIGHT_PAPERS), ("slate", DARK_PAPERS)])
def test_links_are_read_on_every_paper_of_the_theme(scheme: str, papers: tuple[str, ...]) -> None:
    """The style sheet and the rule of colours say the same."""
    sheet = (ROOT / "hooks/atelier/theme/css/base/colours.css").read_text(encoding="utf-8")
    block = sheet.partition(f'[data-md-color-scheme="{scheme}"] {{')[2].partition("}")[0]
    own = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))
    found = {"#ffffff" if own[name] == "#fff" else own[name] for name in PAPERS if name in own}

    assert found == {*papers}


@given(COLOUR)
def test_a_colour_that_is_refused_comes_with_one_that_is_taken(colour: str) -> None:
    """The ratio is said, and what is proposed is near and readable."""
    assert all(contrast(readable(colour, LIGHT_PAPERS), paper) >= ENOUGH for paper in LIGHT_PAPERS)
    if all(contrast(colour, paper) >= ENOUGH for paper in LIGHT_PAPERS):
        assert colour == readable(colour, LIGHT_PAPERS)


def test_fonts_are_names_only() -> None:
    """Names of CSS stand as they are, others in quotes."""
    assert ':root { --md-text-font: "Gill Sans", "Georgia", serif; }\n' == fonts_css(
        ("Gill Sans", "Georgia", "serif")
    )
    assert "" == fonts_css(())


@pytest.mark.parametrize(
    "font", ["url(x)", 'x"; } body { display: none', "Georgia; color: red", "a\\n", "fonts/x.woff2", "A" * 60]
)
def test_a_font_is_nothing_but_a_name(font: str, tmp_path: Path) -> None:
    """Nothing gets into a style sheet by way of it."""
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"{SITE}  fonts: ['{font}']\n", encoding="utf-8")
    (problem,) = read_settings(file)[1]

    assert ("font-name", "extra.fonts[0]") == (problem.code, problem.field)


@pytest.mark.slow
def test_the_site_has_them(tmp_path: Path) -> None:
    """In the style sheet that every page loads: another colour is there after the next build."""
    root = make_site(tmp_path / "site", SMALL)
    settings = root / "mkdocs.yml"
    text = re.sub(r"  search: !ENV .*\n", "  search: false\n", settings.read_text(encoding="utf-8"))

    def sheet(chosen: str) -> str:
        settings.write_text(text.replace("extra:\n", f"extra:\n{chosen}"), encoding="utf-8")
        build(root, root / "site", Store(root))
        return (root / "site/assets/pillars.css").read_text(encoding="utf-8")

    made = sheet("  colours: {primary: '#7A1F3D'}\n  fonts: [Georgia]\n")
    assert "--first: #7a1f3d;" in made
    assert '--md-text-font: "Georgia"' in made
    assert "--first: #14365d;" in sheet("  colours: {primary: '#14365d'}\n")
    assert "assets/pillars.css" in (root / "site/initiatives/index.html").read_text(encoding="utf-8")
