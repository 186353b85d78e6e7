"""The theme's markup with what it lacks; a theme that changed is told of, not passed over."""

from __future__ import annotations

import pytest

from atelier.i18n.translation import translations
from atelier.site.theme import BOX, TOC_OVERLAY, fixed

BOXES = BOX.format(name="drawer") + BOX.format(name="search")
PAGE = f'<body>{BOXES}<header class="x"><nav><a>Home</a><label class="y" for="__drawer">☰</label></nav></header>'


def test_the_menu_has_a_box_with_a_name_in_the_header() -> None:
    """What opens the menu stands before its icon, once, and says what it is in the site's language."""
    page = fixed(PAGE, translations("nl"))

    assert '<a>Home</a><input class="drawer" data-md-toggle="drawer" type="checkbox" id="__drawer" ' in page
    assert 'aria-label="Menu"><label class="y"' in page
    assert 1 == page.count('id="__drawer"')
    assert "autocomplete" not in page


@pytest.mark.parametrize("gone", [BOX.format(name="drawer"), BOX.format(name="search"), ' for="__drawer"'])
def test_another_theme_is_refused(gone: str) -> None:
    """Where the theme writes something else the build says what it misses."""
    with pytest.raises(ValueError, match="the theme changed"):
        fixed(PAGE.replace(gone, ""), translations("nl"))


def test_boxes_that_only_a_script_needs_are_hidden() -> None:
    """That of the theme's search, and that of MaterialX' table of contents, with the label that has no name."""
    toc = BOX.format(name="toc") + TOC_OVERLAY

    page = fixed(PAGE.replace("<body>", f"<body>{toc}"), translations("nl"))

    for name in ("search", "toc"):
        assert f'data-md-toggle="{name}" type="checkbox" id="__{name}" hidden>' in page
    assert 'for="__toc"' not in page
