"""No site with a link that leads nowhere takes the place of one that is well."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import html5lib
import pytest

from atelier.site.release import Summary, release
from atelier.site.trees.errors import ReleaseError
from atelier.site.verify import LINK, Verification
from atelier.store.fingerprint import fingerprint
from tests.fixtures.released import on_disk
from tests.fixtures.sites import GOLDEN

URL = "https://stad.example/catalogus/"


def page(address: str, body: str = "") -> str:
    return f'<!doctype html><title>x</title><link rel="canonical" href="{URL}{address}"><body>{body}</body>'


GOOD = {
    "index.html": page(
        "",
        '<h1 id="top">x</h1> <a href="#top">x</a> <a href="robots/">x</a> <a href="robots/#wat &amp; hoe">x</a>'
        ' <a href="./robots/?page=2#wat%20%26%20hoe">x</a> <a href="https://elders.example/x">x</a>'
        ' <a href="/ander/">x</a> <a href="mailto:x@stad.example">x</a> <img src="drawing.svg#one">'
        f' <a href="{URL}written-by-people/">x</a> <a href="/catalogus/robots/index.html">x</a> <a href="robots">x</a>',
    ),
    "robots/index.html": page(
        "robots/",
        '<h1 id="wat &amp; hoe">x</h1> <a href="..">x</a> <a href="../">x</a> <a href="../i/7/">x</a>'
        ' <img src="a.webp" srcset="a.webp 100w, b.webp 200w"> <form action="../robots/"></form>',
    ),
    "robots/a.webp": "x",
    "robots/b.webp": "x",
    "i/7/index.html": page("robots/"),
    "404.html": '<!doctype html><title>x</title><a href="/catalogus/">x</a>',
    "drawing.svg": '<svg><path id="one"/></svg>',
    "sitemap.xml": f"<urlset><loc>{URL}</loc><loc>{URL}robots/</loc></urlset>",
}


def put(target: Path, files: Mapping[str, str], asked: list[str] | None = None) -> Summary:
    """Release a site of these files and verify it; ``asked`` gets what was made."""

    def make(addresses: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for address in addresses:
            if asked is not None:
                asked.append(address)
            yield address, files[address].encode()

    made_of = {address: fingerprint(content) for address, content in files.items()}
    return release(target, made_of, make, verify=Verification(URL), durable=False)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_site_that_is_well_is_released(target: Path) -> None:
    """Links to other sites and to other programs are none of ours."""
    summary = put(target, GOOD)

    assert [] == summary.warnings
    assert set(GOOD) == set(on_disk(target))


def test_a_sitemap_may_be_in_several_lists(target: Path) -> None:
    """As that of more than 50,000 pages: a page is looked for in all of them."""
    lists = {
        "sitemap.xml": f"<sitemapindex><loc>{URL}sitemap-1.xml</loc><loc>{URL}sitemap-2.xml</loc></sitemapindex>",
        "sitemap-1.xml": f"<urlset><loc>{URL}</loc></urlset>",
        "sitemap-2.xml": f"<urlset><loc>{URL}robots/</loc></urlset>",
    }

    assert [] == put(target, GOOD | lists).warnings
    with pytest.raises(ReleaseError, match=r"robots/index\.html is not in sitemap"):
        put(target, GOOD | lists | {"sitemap-2.xml": "<urlset/>"})


WRONG = {
    "a link to nothing": ({"i/7/index.html": page("robots/", '<a href="../8/">x</a>')}, "i/7/index.html: .*i/8/index.html”, but nothing"),
    "a link beyond the root": ({"i/7/index.html": page("robots/", '<a href="../../../x/">x</a>')}, "nothing is there"),
    "an address from the root": ({"404.html": '<a href="/catalogus/gone/">x</a>'}, "gone/index.html”, but nothing"),
    "a script": ({"index.html": page("", '<script src="x.js"></script>')}, "x.js”, but nothing"),
    "a picture of another width": ({"index.html": page("", '<img srcset="drawing.svg 1w, c.webp 2w">')}, "c.webp"),
    "a form": ({"index.html": page("", '<form action="find/">')}, "find/index.html"),
    "a place on another page": ({"index.html": page("", '<a href="robots/#gone">x</a>')}, "index.html: .*robots/index.html#gone”, but that page"),
    "a place on the same page": ({"index.html": page("", '<a href="#gone">x</a>')}, "#gone”, but that page"),
    "a place in a drawing": ({"index.html": page("", '<img src="drawing.svg#two">')}, "#two”"),
    "a page that is not listed": ({"sitemap.xml": f"<loc>{URL}</loc>"}, "robots/index.html is not in sitemap"),
    "a page that is gone": ({"sitemap.xml": GOOD["sitemap.xml"] + f"<loc>{URL}x/</loc>"}, "x/, which is not a page"),
    "a slot": ({"index.html": page("", "atelier-slot-content-7f3a91")}, "atelier-slot-content"),
    "an empty file": ({"robots/b.webp": ""}, "robots/b.webp is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("cold", [True, False])
def test_a_site_that_is_not_well_is_not_released(target: Path, case: str, cold: bool) -> None:
    """The old site stays, and what is wrong is told, with the page."""
    change, told = WRONG[case]
    if not cold:
        put(target, GOOD)

    with pytest.raises(ReleaseError, match=told) as raised:
        put(target, {**GOOD, **change})

    assert raised.match("the site was left as it is")
    assert (set() if cold else set(GOOD)) == set(on_disk(target))


def test_a_page_that_goes_is_missed_by_those_that_stay(target: Path) -> None:
    """Though they did not change, and are not read again."""
    put(target, GOOD)
    less = {address: content for address, content in GOOD.items() if not address.startswith("i/")}
    asked: list[str] = []

    with pytest.raises(ReleaseError, match=r"robots/index.html: a link leads to “i/7/index.html”"):
        put(target, less, asked)

    assert [] == asked


def test_a_place_that_goes_is_missed_by_those_that_stay(target: Path) -> None:
    put(target, GOOD)
    change = {"robots/index.html": GOOD["robots/index.html"].replace("wat &amp; hoe", "wat")}

    with pytest.raises(ReleaseError, match=r"index.html: a link leads to “robots/index.html#wat & hoe”"):
        put(target, {**GOOD, **change})


def test_a_file_that_another_tree_had_is_read_again(target: Path) -> None:
    """A change that is taken back gives the file of the tree before, with the links of that one."""
    linking = {**GOOD, "i/7/index.html": page("robots/", '<a href="../../extra.pdf">x</a>'), "extra.pdf": "x"}
    put(target, linking)
    put(target, GOOD)
    put(target, linking)
    asked: list[str] = []
    put(target, GOOD, asked)
    put(target, linking, asked)

    assert [] == asked
    del linking["extra.pdf"]
    with pytest.raises(ReleaseError, match=r"extra\.pdf"):
        put(target, linking)


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"[]\n", b'{"names": 1}\nabc', b"\xff\n\n"])
def test_damaged_notes_are_not_trusted(target: Path, damage: bytes) -> None:
    put(target, GOOD)
    for notes in target.parent.glob(".site.builds/*.notes"):
        notes.write_bytes(damage)

    with pytest.raises(ReleaseError, match=r"i/7/index\.html"):
        put(target, {address: content for address, content in GOOD.items() if not address.startswith("i/")})


TEXT = '<div class="body md-typeset"><div><img src="x"><p><a href="gone/">x</a></p></div></div>'


def test_a_wrong_link_in_a_text_stops_nothing(target: Path) -> None:
    """What a contributor wrote is told, also after the next edit elsewhere; what the generator made stops the site."""
    told = put(target, {**GOOD, "index.html": page("", TEXT.replace("x", "drawing.svg"))})
    assert ["index.html: a link leads to “gone/index.html”, but nothing is there."] == [
        *map(str, told.warnings)
    ]

    told = put(
        target, {**GOOD, "index.html": page("", TEXT.replace("x", "drawing.svg")), "robots/a.webp": "y"}
    )
    assert 1 == len(told.warnings)

    with pytest.raises(ReleaseError, match=r"other/index\.html”, but nothing"):
        put(
            target,
            {**GOOD, "index.html": page("", TEXT.replace("x", "drawing.svg") + '<a href="other/">x</a>')},
        )


@pytest.mark.parametrize("name", sorted(file.name for file in GOLDEN.glob("*.html")))
def test_links_are_found_as_a_parser_finds_them(name: str) -> None:
    """What we write is simple enough for a pattern."""
    content = (GOLDEN / name).read_bytes()

    assert parsed_links(content) == {
        html.unescape(found.decode().partition('="')[2]) for found in LINK.findall(content)
    }


def parsed_links(content: bytes) -> set[str]:
    """Every link in a page, as html5lib reads it."""
    tree = html5lib.parse(content, namespaceHTMLElements=False)
    return {
        element.attrib[name]
        for element in tree.iter()
        for name in ("href", "src", "srcset", "action")
        if name in element.attrib
    }


@pytest.mark.parametrize("address", ["index.html", "over/index.html", "404.html", "add/index.html"])
def test_links_of_the_theme_are_found_as_a_parser_finds_them(small_site: Path, address: str) -> None:
    """The engine and its theme write HTML that is as simple."""
    content = (small_site / address).read_bytes()

    assert parsed_links(content) == {
        html.unescape(found.decode().partition('="')[2]) for found in LINK.findall(content)
    }
