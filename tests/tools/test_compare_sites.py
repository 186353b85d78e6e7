"""Two sites are compared as a visitor sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.compare_sites import differences, main

PAGE = """<!doctype html>
<html><head><title>Robots</title><meta name="description" content="Over robots">
<link rel="stylesheet" href="../../assets/site.0a1b2c3d.css">
<script src="../../assets/find.js"></script>
<script type="application/ld+json">{"name": "Robots"}</script></head>
<body><h1 id="robots" class="card">Robots</h1>
<p>Een <b>robot</b>je <a href="../taal/#plan">helpt</a>
 <img src="foto.png" alt="Een robot"></p></body></html>
"""
SCRIPT = 'import { count } from "./columns.js";\n'
CARD = r"""["<li class=\"card\"><a href=\"initiatives/robots/\">Robots</a></li>"]"""


def a_site(root: Path) -> Path:
    files = {
        "index.html": "<title>Start</title><p>Welkom",
        "initiatives/robots/index.html": PAGE,
        "initiatives/robots/foto.png": "a picture",
        "data/initiatives.csv": "title\r\nRobots\r\n",
        "sitemap.xml": "<url><loc>x</loc><lastmod>2026-01-01</lastmod></url>",
        "find/cards-8d56ed7385.json": CARD,
        "find/text/fragment/nl_i1u0000.pf_fragment": "one",
        "assets/site.0a1b2c3d.css": ".card {}",
        "assets/find.js": SCRIPT,
        "assets/columns.js": "export const count = 1;\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    return a_site(tmp_path / "before"), a_site(tmp_path / "after")


def changed(site: Path, name: str, old: str, new: str) -> None:
    path = site / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_equal_sites_have_no_difference(sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The same site twice is the same."""
    assert 0 == main([str(site) for site in sites])
    assert "no difference\n" == capsys.readouterr().out


def test_what_a_build_may_choose_is_no_difference(sites: tuple[Path, Path]) -> None:
    """Class names, addresses of styles, fingerprints, dates of the sitemap and ids of results are left out."""
    before, after = sites
    page = "initiatives/robots/index.html"
    changed(after, page, 'class="card"', 'class="kaart"')
    changed(after, page, "site.0a1b2c3d.css", "theme.99aa88bb.css")
    changed(after, page, "</h1>\n<p>", "</h1>\n\n  <p>")
    (after / "assets/site.0a1b2c3d.css").rename(after / "assets/theme.99aa88bb.css")
    changed(after, "sitemap.xml", "2026-01-01", "2026-02-02")
    changed(after, "find/cards-8d56ed7385.json", r"class=\"card\"", r"class=\"kaart\"")
    (after / "find/cards-8d56ed7385.json").rename(after / "find/cards-0c0ffee123.json")
    changed(after, "find/text/fragment/nl_i1u0000.pf_fragment", "one", "other")
    (after / "find/text/fragment/nl_i1u0000.pf_fragment").rename(
        after / "find/text/fragment/nl_i2v0000.pf_fragment"
    )

    assert [] == list(differences(before, after))


@pytest.mark.parametrize(
    ("name", "old", "new", "kinds"),
    [
        ("initiatives/robots/index.html", "helpt", "hielp", ["text"]),
        ("initiatives/robots/index.html", "Een robot", "Een mens", ["text"]),
        ("initiatives/robots/index.html", "</b>je", "</b> je", ["text"]),
        ("initiatives/robots/index.html", "<title>Robots", "<title>Robot", ["title"]),
        ("initiatives/robots/index.html", "Over robots", "Over", ["meta that is gone", "meta that is new"]),
        ("initiatives/robots/index.html", ' href="../taal/#plan"', "", ["link that is gone"]),
        (
            "initiatives/robots/index.html",
            "taal/#plan",
            "taal/",
            ["link that is gone", "link that is new"],
        ),
        ("initiatives/robots/index.html", 'id="robots"', "", ["anchor that is gone"]),
        ("initiatives/robots/index.html", '{"name": "Robots"}', '{"name": "Robot"}', ["JSON-LD"]),
        ("initiatives/robots/index.html", "find.js", "other.js", ["style or script that is missing"]),
        ("assets/find.js", "columns.js", "rows.js", ["style or script that is missing"]),
        ("data/initiatives.csv", "\r\n", "\n", ["file"]),
        ("sitemap.xml", "<loc>x", "<loc>y", ["file"]),
        ("find/cards-8d56ed7385.json", "robots/", "robot/", ["file"]),
    ],
)
def test_what_differs_is_told_by_kind(
    sites: tuple[Path, Path], name: str, old: str, new: str, kinds: list[str]
) -> None:
    """A change that a visitor or a program can notice is told, and nothing else."""
    before, after = sites
    changed(after, name, old, new)

    assert kinds == [difference.kind for difference in differences(before, after)]


def test_addresses_are_compared(sites: tuple[Path, Path]) -> None:
    """A page that is gone and a file that is new are told, and a result without its file."""
    before, after = sites
    (after / "initiatives/robots/index.html").unlink()
    (after / "data/new.json").write_text("{}", encoding="utf-8")
    (after / "find/text/fragment/nl_i1u0001.pf_fragment").write_text("two", encoding="utf-8")

    assert [
        ("address that is new", "data/new.json"),
        ("address that is new", "find/text/fragment/nl_*.pf_fragment"),
        ("address that is gone", "initiatives/robots/"),
    ] == [(difference.kind, difference.address) for difference in differences(before, after)]


def test_differences_are_printed_with_their_number(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind has a heading with a count, and each difference says where and what it is."""
    changed(sites[1], "initiatives/robots/index.html", "helpt", "hielp")

    assert 1 == main([str(site) for site in sites])
    assert "text: 1\n  /initiatives/robots/  … Robots Een robotje [helpt" in capsys.readouterr().out


def test_what_only_a_themes_script_reads_counts_for_one_engine_alone(tmp_path: Path) -> None:
    """Its settings and the hidden boxes that it ticks differ between themes; a visitor sees neither."""
    before, after = (a_site(tmp_path / name) for name in ("before", "after"))
    page = after / "initiatives/robots/index.html"
    own = (
        '<input class="md-toggle" data-md-toggle="toc" type="checkbox" id="__toc" hidden>'
        '<script id="__config" type="application/json">{"base": "../.."}</script>'
    )
    page.write_text(page.read_text(encoding="utf-8").replace("<body>", f"<body>{own}"), encoding="utf-8")

    assert {"anchor that is new", "data in a page"} == {found.kind for found in differences(before, after)}
    assert [] == [*differences(before, after, engines=True)]
