"""Bodies made safe: what comes out, and what is said of it."""

from __future__ import annotations

from urllib.parse import unquote

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.content.links import page_of
from atelier.content.markdown import ATTRIBUTES, TAGS, Body, render_body


def render(text: str) -> Body:
    return render_body(text, "initiatives/x.md", 10)[0]


def told(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in render_body(text, "initiatives/x.md", 10)[1]]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Kop\n\n### Lager", '<h2 id="kop">Kop</h2>\n<h4 id="lager">Lager</h4>'),
        (
            "## Eén & meer\n## Eén & meer",
            '<h2 id="eén--meer">Eén &amp; meer</h2>\n<h2 id="eén--meer-1">Eén &amp; meer</h2>',
        ),
        ("# _content", '<h2 id="content">_content</h2>'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[^a\nbé] c", "<p>[^a\nbé] c</p>"),
        ("[^a `b`\n<b>c</b>ǅİı]", "<p>[^a <code>b</code>\ncǅİı]</p>"),
        (
            "`[^a]` [^b](https://a.example/)",
            '<p><code>[^a]</code> <a href="https://a.example/" rel="nofollow">^b</a></p>',
        ),
        ("<div onclick=x>hoi</div>", "hoi"),
        ("a <img src=x onerror=alert(1)> b", "<p>a  b</p>"),
        ("[a](e-labs.md#geld)", '<p><a href="../../initiatives/e-labs/#geld" rel="nofollow">a</a></p>'),
        ("[a](../docs/partners/nhl.md)", '<p><a href="../../partners/nhl/" rel="nofollow">a</a></p>'),
        ("[a](//elders.example)", '<p><a rel="nofollow">a</a></p>'),
        ("[a](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="nofollow">a</a></p>'),
        ("[a](mailto:a@b.example?cc=c@d.example)", '<p><a rel="nofollow">a</a></p>'),
        ('Typ `<a href="#x">` en href="#y"', '<p>Typ <code>&lt;a href="#x"&gt;</code> en href="#y"</p>'),
        (
            '# kop\n\n[l](#kop) id="kop"',
            '<h2 id="kop">kop</h2>\n<p><a href="#kop" rel="nofollow">l</a> id="kop"</p>',
        ),
        ("{{ config }} {% raw %}", "<p>{{ config }} {% raw %}</p>"),
        ("a@b.nl_x", "<p>a@b.nl_x</p>"),
        ("groep 7~8, leeftijd 10~12, ~~weg~~", "<p>groep 7~8, leeftijd 10~12, <del>weg</del></p>"),
        ('<h2 id="a" class="b">c</h2>', '<h2 id="c">c</h2>'),
    ],
)
def test_bodies(text: str, html: str) -> None:
    """What a contributor typed, as a page shows it."""
    assert html == render(text).html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n[b](/pad)", [("body-link-dropped", 12)]),
        ("weg.md\n\n[b](weg.md)", []),
        ("a\n\n<b>c</b>\n\n> <i>d</i>", [("body-html", 12), ("body-html", 14)]),
        ("a\n\n![x](https://elders.example/x.png)", [("body-image", 12)]),
        ("a\n\nb &#x202E;c", [("control-character", 12)]),
        ("a\n\n" + "> " * 21 + "b", [("body-deep", 12)]),
        ("a\rb\r\n\n" + "> " * 21 + "b", [("body-deep", 12)]),
        ("> " * 20 + "b", []),
        ("[a](#nergens)", [("body-link-dropped", 10)]),
        ("a@b.nl_x", []),
        ("[a](mailto:a@b.nl_x)", [("body-link-dropped", 10)]),
    ],
)
def test_what_is_said_of_a_body(text: str, expected: list[tuple[str, int]]) -> None:
    """Each problem stands at the line of the file."""
    assert expected == told(text)


@pytest.mark.parametrize(
    ("typed", "address", "rest"),
    [
        ("“https://a.example/b”.", "https://a.example/b", "”."),
        ("https://a.example/b… en", "https://a.example/b", "… en"),
        ("«https://a.example/b»", "https://a.example/b", "»"),
        ("‘https://a.example’", "https://a.example", "’"),
        ("“https://a.example/b?c=d&e=f.”", "https://a.example/b?c=d&e=f", ".”"),
        ("https://a.example/b\u00a0en", "https://a.example/b", "\u00a0en"),
        ("https://a.example/b– en", "https://a.example/b", "– en"),
        ("(www.a.example/b”)", "http://www.a.example/b", "”)"),
        ("https://a.example/’t_Hart", "https://a.example/%E2%80%99t_Hart", ""),
        ("https://a.example/é_(b)", "https://a.example/%C3%A9_(b)", ""),
    ],
)
def test_a_link_ends_before_a_mark(typed: str, address: str, rest: str) -> None:
    """A curly quote, dots or a wide space belong to the sentence, an apostrophe within an address to it."""
    tree = html5lib.parse(render(typed).html, namespaceHTMLElements=False)
    (link,) = tree.iter("a")

    assert address == link.get("href")
    assert "".join(tree.itertext()) == typed
    assert (link.tail or "") == rest


@pytest.mark.parametrize(
    "label", ["1", "1.2", "é", "*", "a/b", "A", "bron", "1-2", "_x_", "`c`", "українська"]
)
def test_footnotes_have_any_label(label: str) -> None:
    """The link leads to the note and back, twice where it is used twice."""
    text = f"Een[^{label}] en twee[^{label}].\n\n[^{label}]: Bron.\n"
    tree = html5lib.parse(render(text).html, namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    targets = [unquote(link.get("href", "")) for link in tree.iter("a")]

    assert len(ids) == len(set(ids)) == 3
    assert {f"#{name}" for name in ids} == set(targets)
    assert [] == told(text)


SHAPES = (
    '<a id="fnref-1">x</a> <li id="fn-1">y</li> [^1]\n\n[^1]: noot',
    '<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup>[^1]\n\n[^1]: a',
    "[^1] [^1.] [^1,]\n\n[^1]: a\n\n[^1.]: b\n\n[^1,]: c\n\n# fn 1\n\n# fnref-1",
    '<h2 id="fn-1">a</h2>\n\n[^1]\n\n[^1]: a\n\n[^1-2]: b\n\n[^1]\n\n[^1-2]',
)


@pytest.mark.parametrize("text", SHAPES)
def test_ids_come_from_us_alone(text: str) -> None:
    """HTML in the shape of a footnote has no id, so none is on a page twice; every footnote works."""
    tree = html5lib.parse(render(text).html, namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    notes = [element for element in tree.iter("li") if element.get("id")]

    assert len(ids) == len(set(ids))
    assert len(notes) == text.count("]:")
    assert {link.get("href") for link in tree.iter("a")} - {None} <= {f"#{name}" for name in ids}


def test_a_label_is_shown_as_it_was_typed() -> None:
    """In code, and where it refers to nothing."""
    clean = render("`[^1]` en [^2] en [x](https://a.example/[^1])\n\n[^1]: Een.\n\n[^1]").html

    assert "<code>[^1]</code> en [^2]" in clean
    assert 'href="https://a.example/%5B%5E1%5D"' in clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Begin.\n\n<!-- nog nakijken\n\nDe rest.", [("body-html-open", 12, "<!-- nog nakijken")]),
        ("Begin.\n\n<?php\n\nDe rest.", [("body-html-open", 12, "<?php")]),
        ("<![CDATA[ x > y\n\nDe rest.", [("body-html-open", 10, "<![CDATA[ x >")]),
        ("> <!-- x\n\nDe rest.", [("body-html-open", 10, "<!-- x")]),
        ('a\n\n<div title="x\n\nDe rest.', [("body-html-open", 12, '<div title="x')]),
        ('a\n\n<div title="x\n\nDe "rest" hier.', [("body-html-open", 12, '<div title="x')]),
        ("a\n\nVan <naam van de school>.", [("body-lost", 12, "<naam van de school>")]),
        ("Zie <link naar de site>", [("body-lost", 10, "<link naar de site>")]),
        ("a <!-- b --> c\n\n<!--d-->", [("body-lost", 10, "<!-- b -->"), ("body-lost", 12, "<!--d-->")]),
        ("a[^1]\n\n[^1]: b\n\n[^2]: c", [("body-lost", 14, "[^2]: c")]),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", [("body-lost", 14, "[^1]: c")]),
        ("a\n\n[b]: c.pdf", [("body-lost", 12, "[b]: c.pdf")]),
        ("[a]\n\n[a]: https://b.example/é", []),
        ("[a] en ![b][c]\n\n[a]: https://b.example/x\\_y\n[c]: robots.png 'Titel'", []),
        ("[*Let op*]: _dit_ is tekst.\n\n[d]: e f g", []),
        ("H<sub>2</sub>O en <ruby>漢<rt>kan</rt></ruby>", []),
        ("<!DOCTYPE html>\n\n<details><summary>a</summary>b</details>", []),
        ("a\n\n<template>b</template>", [("body-lost", 12, "<template>b</template>")]),
        ("    [^1]: code\n\na[^1]\n\n[^1]: b", []),
        ("a < b > c, <jan@b.example> en <https://b.example>", []),
    ],
)
def test_nobody_loses_text_without_being_told(text: str, expected: list[tuple[str, int, str]]) -> None:
    """What the page leaves out is told with its line; what is left of the text in the way is an error."""
    problems = render_body(text, "initiatives/x.md", 10)[1]
    found = [(p.code, p.line, str(p.values.get("value"))) for p in problems if p.code != "body-html"]

    assert expected == found


def test_links_to_files_are_kept_for_checking() -> None:
    """A link to a file is known with its line, also one in raw HTML."""
    links = render('weg.md\n\n[b](weg.md)\n\n<a href="ook-weg.md">c</a>').links

    assert [("initiatives/weg.md", 12), ("initiatives/ook-weg.md", 14)] == [(x.path, x.line) for x in links]


def test_pages_of_files() -> None:
    """Each file has one address."""
    assert "initiatives/e-labs/" == page_of("initiatives/e-labs.md")
    assert "partners/nhl/" == page_of("docs/partners/nhl.md")
    assert "about/" == page_of("docs/about/index.md")
    assert "" == page_of("docs/index.md")


PIECES = st.sampled_from(
    ["<a href='javascript:x'>", "</a>", "<b>", "<svg><script>", "<!--", "]]>", "[x](data:a)", "`", "# ", "\n\n",
     "<img src=a.png onload=x>", "&#106;avascript:", "<style>", "> ", "- ", "|a|\n|-|\n", "<p id=__search>", '"', "'"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_nothing_active_ever_comes_out(pieces: list[str]) -> None:
    """Whatever is put together, only elements and attributes of the allow-list are left."""
    html = render("".join(pieces)).html
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)

    for element in list(tree.iter())[1:]:
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set()) | {"id", "rel"}
        assert not element.get("href", "").lower().startswith(("javascript", "data", "//"))
        assert not element.get("id", "").startswith("_")
