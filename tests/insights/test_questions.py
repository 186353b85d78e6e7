"""Questions: where they stand, and which come first."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.catalogue.elsewhere import AskedElsewhere
from atelier.insights.questions import Asked, few_of_each
from atelier.render.page import PAGE_SIZE
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of, content

OPEN = "wie-leent-robots-uit"
ANSWERED = "hoe-bereik-je-ouders"


def ask(root: Path, slug: str, fields: str) -> None:
    """Another question."""
    text = f"---\ntitle: Vraag {slug}\n{fields}---\n"
    (root / "docs/questions" / f"{slug}.md").write_text(text, encoding="utf-8")


def linked(html: str) -> list[str]:
    """The questions that a page leads to, in their order."""
    return re.findall(r'href="(?:\.\./)*questions/([a-z0-9-]+)/"', html)


def test_open_questions_come_first(small: Path) -> None:
    """And of those the newest; wherever questions stand."""
    ask(small, "nieuw", "date: 2026-10-01\ntags:\n  - techniek\npillar: digitale-geletterdheid\n")
    ask(small, "zonder-dag", "tags:\n  - techniek\npillar: digitale-geletterdheid\n")
    asked = Asked(catalogue_of(small))

    assert ["nieuw", OPEN, "zonder-dag", ANSWERED] == [entry.slug for entry in asked.all]
    assert ["nieuw", OPEN, "zonder-dag"] == linked(content(small, "tags/techniek/"))
    assert ["nieuw", OPEN, "zonder-dag"] == linked(content(small, "pillars/digitale-geletterdheid/"))


@pytest.mark.parametrize(
    ("url", "slugs"),
    [
        ("partners/gemeente-groningen/", [ANSWERED]),
        ("partners/alfa-college/", []),
        ("pillars/ondernemerschap/", [ANSWERED]),
        ("tags/techniek/", [OPEN]),
        ("places/groningen/", [ANSWERED]),
        ("initiatives/robots-in-de-klas/", [ANSWERED]),
        ("initiatives/oud-plan/", []),
        ("levels/po/", []),
    ],
)
def test_a_question_stands_where_it_belongs(url: str, slugs: list[str], small: Path) -> None:
    """With who asks, its pillar, its subjects, its place, and the initiative that answers it."""
    assert slugs == linked(content(small, url))


def test_a_subject_that_only_a_question_has_is_a_word(small: Path) -> None:
    """It has no page, so nothing leads to one."""
    html = content(small, f"questions/{ANSWERED}/")

    assert "<dd><bdi>ouders</bdi></dd>" in html
    assert "tags/" not in html


def test_many_questions_are_split(small: Path) -> None:
    """A page shows a few of those that belong to it, a list 48."""
    for number in range(120):
        ask(small, f"vraag-{number}", "tags:\n  - techniek\npillar: vrije-ruimte\n")
    catalogue = catalogue_of(small)
    lists = [page for page in Pages(catalogue, SITE, INTROS) if page.kind == "questions/list"]
    own = [page for page in lists if page.url.startswith("questions/pillar/vrije-ruimte/")]

    assert ["", "page/2/", "page/3/"] == [
        page.url.removeprefix("questions/pillar/vrije-ruimte/") for page in own
    ]
    assert own[0].part
    assert PAGE_SIZE == len(own[0].part.items)
    assert 8 == len(linked(content(small, "tags/techniek/")))
    assert 'href="../../questions/pillar/vrije-ruimte/"' in content(small, "pillars/vrije-ruimte/")


def test_a_catalogue_without_questions_says_so(small: Path) -> None:
    """The page is there, and has no empty list."""
    for file in (small / "docs/questions").iterdir():
        file.unlink()

    assert "Er zijn nog geen vragen." in content(small, "questions/")


def test_a_question_may_be_called_pillar(small: Path) -> None:
    """Its page and the lists of pillars do not stand in each other's way."""
    ask(small, "pillar", "pillar: ondernemerschap\n")
    urls = [page.url for page in Pages(catalogue_of(small), SITE, INTROS)]

    assert len(urls) == len(set(urls))
    assert {"questions/pillar/", "questions/pillar/ondernemerschap/"} <= set(urls)


# Who knows an example


def test_the_form_knows_the_fields_of_a_question(small_site: Path) -> None:
    """It writes the file of a question as the model says."""
    rules = json.loads((small_site / "add/rules.json").read_text(encoding="utf-8"))

    assert "answered_by" in rules["records"]["questions"]


def test_an_initiative_of_another_city_is_an_answer(small: Path) -> None:
    """That of a neighbour by its card, of any other city by a link."""
    there, far = "https://leren.duinstad.example/initiatives/robots", "https://elders.example/robots/"
    file = small / "docs" / "questions" / "robots.md"
    file.write_text(f"---\ntitle: Wie bouwt robots?\nanswered_by: [{there}, {far}]\n---\n", encoding="utf-8")

    page = content(small, "questions/robots/")

    assert "Robots aan zee" in page.partition('class="cards"')[2].partition("</ul>")[0]
    assert f'<a href="{far}" rel="nofollow">elders.example</a>' in page.replace(' dir="auto"', "")


def test_open_questions_of_neighbours_stand_beside_ours(small: Path) -> None:
    """On the list of all, and where they are about a pillar of ours there too."""
    theirs = "https://leren.duinstad.example/questions/"
    open_one, answered = f'href="{theirs}zand/" rel="nofollow"', f'href="{theirs}wind/"'

    for url in ("questions/", "questions/pillar/digitale-geletterdheid/", "pillars/digitale-geletterdheid/"):
        section = content(small, url).partition('<h2 id="_neighbours-ask">')[2]
        assert open_one in section, url
        assert answered not in section, url
    for url in ("questions/pillar/ondernemerschap/", "pillars/ondernemerschap/"):
        assert "_neighbours-ask" not in content(small, url), url
    assert answered in content(small, "neighbours/duinstad/")


def test_questions_of_many_neighbours_are_a_few_of_each(small: Path) -> None:
    (one,) = Asked(catalogue_of(small)).elsewhere

    def asked(*cities: tuple[str, int]) -> list[AskedElsewhere]:
        neighbours = [(replace(one.neighbour, slug=slug), number) for slug, number in cities]
        return [replace(one, neighbour=neighbour) for neighbour, number in neighbours for _ in range(number)]

    def shown(questions: list[AskedElsewhere]) -> list[tuple[str, int, int]]:
        return [(of.neighbour.slug, len(of.items), of.more) for of in few_of_each(questions, 8)]

    assert [] == shown([])
    assert [("stad", 8, 42)] == shown(asked(("stad", 50)))
    assert [("brink", 1, 0), ("stad", 4, 46)] == shown(asked(("brink", 1), ("stad", 50)))
    assert [(f"stad-{n}", 1, 1) for n in range(8)] == shown(asked(*((f"stad-{n}", 2) for n in range(20))))
