"""Questions: where they stand, which come first, and how a visitor answers one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from atelier.checks.check import check
from atelier.insights.questions import Asked
from atelier.render.page import PAGE_SIZE
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of, content
from tests.fixtures.form import fill_in, send
from tests.fixtures.host import hosted
from tests.fixtures.sites import SMALL, TODAY, make_site, run
from tests.fixtures.waiting import wait_until

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

    assert "<dd>ouders</dd>" in html
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


def files_of(page: Page) -> dict[str, str]:
    """The files that the form made, by their path."""
    page.get_by_text("Bekijk het bestand").first.click()
    names = page.locator("[data-part=files] h3").all_inner_texts()
    return dict(zip(names, page.locator("[data-part=files] code").all_inner_texts(), strict=True))


def test_who_knows_an_example_answers_the_question(page: Page, small_address: str, tmp_path: Path) -> None:
    """From the question through the form to two files; with them it is answered, and both pages say so."""
    page.goto(f"{small_address}questions/{OPEN}/")
    page.get_by_role("link", name="Weet jij een voorbeeld?").click()
    expect(page.get_by_role("status").filter(has_text="“Wie leent robots uit?”")).to_be_visible()
    expect(page.get_by_label("Pijler")).to_have_value("digitale-geletterdheid")
    expect(page.get_by_label("Onderwerpen")).to_have_value("Techniek")
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    steps = page.locator("[data-part=open] a").evaluate_all("links => links.map(link => link.href)")
    files = files_of(page)
    root = make_site(tmp_path / "root", SMALL)
    before = (root / f"docs/questions/{OPEN}.md").read_text(encoding="utf-8")
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    checked = check(root, TODAY)
    built = run("mkdocs", "build", "--strict", cwd=root)

    assert ["initiatives/techniek-voor-iedereen.md", f"docs/questions/{OPEN}.md"] == list(files)
    assert "/new/main?filename=initiatives%2F" in steps[0]
    assert steps[1].endswith(f"/edit/main/docs/questions/{OPEN}.md")
    assert (
        before.replace("\n---\n", "\nanswered_by:\n  - techniek-voor-iedereen\n---\n")
        == files[f"docs/questions/{OPEN}.md"]
    )
    assert checked.catalogue is not None
    assert 0 == built.returncode, built.stderr
    with hosted(root / "site") as address:
        page.goto(f"{address}questions/{OPEN}/")
        page.get_by_role("link", name="Techniek: voor iedereen").click()
        expect(page.get_by_role("definition").filter(has_text="Wie leent robots uit?")).to_be_visible()


def test_an_answer_joins_those_that_are_there(page: Page, small_address: str) -> None:
    """Initiatives and pages elsewhere stay."""
    page.goto(f"{small_address}add/?answers={ANSWERED}")
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    text = files_of(page)[f"docs/questions/{ANSWERED}.md"]

    assert (
        "answered_by:\n  - robots-in-de-klas\n  - title: Zo doen ze het ergens anders\n"
        "    url: https://school.example/ouders\n  - techniek-voor-iedereen\nsources:" in text
    )


def test_the_question_goes_along_in_a_mail(page: Page, small_address: str) -> None:
    """The editors see which question it answers."""
    page.goto(f"{small_address}add/?answers={OPEN}")
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    mail = unquote(page.locator("[data-part=mail]").get_attribute("href") or "")

    assert f"docs/questions/{OPEN}.md" in mail
    assert "answered_by:\n  - techniek-voor-iedereen" in mail


def test_what_was_typed_stays_with_its_question(page: Page, small_address: str) -> None:
    """Who comes back goes on, and still answers the question."""
    page.goto(f"{small_address}add/?answers={OPEN}")
    fill_in(page)
    page.get_by_label("Samenvatting").press("Tab")
    wait_until(page, lambda: "een lamp." in page.evaluate("Object.values(localStorage).join()"))
    page.reload()
    expect(page.get_by_label("Samenvatting")).to_have_value("Leerlingen maken zelf een lamp.")
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()

    assert f"docs/questions/{OPEN}.md" in files_of(page)


@pytest.mark.parametrize("answers", ["bestaat-niet", "../partners/alfa-college", "%3Cb%3E"])
def test_a_question_that_is_not_there_answers_nothing(
    answers: str, browser: Browser, small_address: str
) -> None:
    """The form works, and makes one file."""
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.goto(f"{small_address}add/?answers={answers}")
        expect(page.locator("[data-add]")).to_be_visible()
        fill_in(page)
        send(page)
        expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()

        assert ["initiatives/techniek-voor-iedereen.md"] == list(files_of(page))


def test_a_question_can_be_answered_without_scripts(browser: Browser, small_address: str) -> None:
    """Its page leads to its file and to the form, which tells of other ways."""
    with browser.new_context(locale="nl-NL", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{small_address}questions/{OPEN}/")
        edit = page.get_by_role("link", name="Zet het in het bestand van deze vraag")

        expect(edit).to_have_attribute("href", re.compile(f"/edit/main/docs/questions/{OPEN}.md$"))
        page.get_by_role("link", name="Weet jij een voorbeeld?").click()
        expect(page.get_by_role("link", name="Mail de redactie")).to_be_visible()


def test_each_pillar_has_a_list_of_its_own(page: Page, small_address: str) -> None:
    """A page, so it can be shared and needs no script; it says which one it is."""
    page.goto(f"{small_address}questions/")
    page.get_by_role("link", name="Ondernemerschap (1)").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Vragen: Ondernemerschap")
    expect(page.locator(".choice[aria-current]")).to_have_text("Ondernemerschap (1)")


def test_the_form_knows_the_fields_of_a_question(small_site: Path) -> None:
    """It writes the file of a question as the model says."""
    rules = json.loads((small_site / "add/rules.json").read_text(encoding="utf-8"))

    assert "answered_by" in rules["question"]
