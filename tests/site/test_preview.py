"""The preview of a proposal says on every page that it is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.sites import SMALL, make_site, run

SAID = "Dit is een voorstel. Nog niemand heeft het nagekeken."
NOINDEX = '<meta name="robots" content="noindex">'


@pytest.mark.slow
def test_every_page_of_a_preview_says_so(tmp_path: Path, small_site: Path) -> None:
    """Pages of records, of editors and in frames; search engines pass it by, and the site itself says nothing."""
    root = make_site(tmp_path / "root", SMALL)
    built = run("mkdocs", "build", "--strict", cwd=root, PREVIEW="true")
    assert 0 == built.returncode, built.stderr
    texts = {
        str(file.relative_to(root / "site")): file.read_text(encoding="utf-8")
        for file in (root / "site").rglob("*.html")
    }
    pages = {name: text for name, text in texts.items() if 'http-equiv="refresh"' not in text}

    assert len(pages) > 50
    assert [] == [name for name, text in pages.items() if SAID not in text]
    assert [] == [name for name, text in pages.items() if NOINDEX not in text and name != "404.html"]
    for name in ("index.html", "over/index.html", "initiatives/oud-plan/index.html", "404.html"):
        real = (small_site / name).read_text(encoding="utf-8")
        assert SAID not in real
        assert "md-banner" not in real
