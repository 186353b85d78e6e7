"""What the form's script makes of a record, beside what Python makes of it: same file, same problems, same words."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from atelier.checks.check import check
from atelier.content.front_matter import read_front_matter
from atelier.content.record import entry_of
from atelier.content.source import SourceFile
from atelier.content.writer import file_text
from atelier.i18n.translation import translations
from atelier.model.fields import Field, Group, shape_of
from atelier.model.initiative import Initiative
from atelier.model.rules import Choice, RefersTo
from atelier.model.slug import full_slug
from atelier.problems.codes import CODES
from atelier.problems.problem import Problem
from tests.fixtures.corpus import corpora, site_for
from tests.fixtures.sites import SMALL, TODAY, make_site

SLUG = "zelf-gemaakt"
SHAPE = shape_of(Initiative)
Data = dict[str, Any]
Told = list[tuple[str, str]]


# The script in a browser

LOAD = """async (base) => {
  const load = async (path) => (await fetch(base + path)).json();
  const [write, check, slug] = await Promise.all(
    ["write.js", "check.js", "slug.js"].map((name) => import(`${base}assets/js/add/${name}`)));
  const [rules, register, initiatives] = await Promise.all(
    ["add/rules.json", "add/register.json", "add/initiatives.json"].map(load));
  window.form = { ...write, ...check, ...slug, rules, register: { ...register, initiatives } };
}"""

TRY = """({ kind = "initiatives", slug, data, body }) => {
  const { rules, register } = window.form;
  const safe = window.form.safeBody(rules, body);
  const made = window.form.fileText(rules, rules.records[kind], data, safe);
  const found = window.form.check(rules, register, { kind, slug, data, body: safe });
  const told = found.map((problem) => [problem.code, window.form.inWords(rules, problem)[0]]);
  return { text: made, told, meant: found.map(({ values }) => values.meant ?? "") };
}"""


@pytest.fixture(scope="module")
def script(browser: Browser, small_address: str) -> Iterator[Page]:
    """A page of the small site in which the form's modules are loaded."""
    page = browser.new_page()
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
    page.goto(small_address + "privacy/")
    page.evaluate(LOAD, small_address)
    yield page
    page.close()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the small site."""
    return make_site(tmp_path_factory.mktemp("form") / "root", SMALL)


def told(root: Path, text: str) -> Told:
    """What ``atelier check`` says of a new initiative with this text: what is wrong, not what could be better."""
    file = root / "initiatives" / f"{SLUG}.md"
    file.write_text(text, encoding="utf-8", newline="")
    try:
        problems = check(root, TODAY).problems
    finally:
        file.unlink()
    return words(problems)


def words(problems: list[Problem]) -> Told:
    texts = translations("nl")
    return sorted((p.code, p.texts(texts, asked=True)[0]) for p in problems)


# Records as people might fill them in

WRONG = (
    "€ 12.500,-", "12.500", "1234,50", "p.m.", "1 maart 2026", "2026-13-01", "2026-02-30", "0000", "sept 2025",
    "2031", "1850", "9999-12-31", "2099-01-01", "2026-11-26", "2027", "0123", "00.50",
    "robots, programmeren; drones", "lezen, schrijven en rekenen", "1,5 meter", "Assen, Nuenen, Gerwen en Nederwetten", "12", "121", "-3", "12 leerlingen", "http://x", "www.school.nl", "https://school.example/a b",
    "info(at)school.nl", "a@b.nl, c@d.nl", "050 12", "bel even", "Robots", "???", "a: b", "# kop", "- lijst",
    "'s ochtends", 'zeg "ja"', "It's \\ \"x\"", "~", "null", "ja", "[x]", "{x}", "x" * 170, "é" * 301, "Ünïcode ß",
    "a\u200bb", "foto.jpg", "Foto 1.JPG", "oud-plan", "robotles", "con", "Groningen", "gröningen", "1e-5",
)  # fmt: skip
NAMES = (
    "alfa-college", "Alfacollege", "ALFA college", "De Brug", "gemeente  groningen", "Gemeente Gronigen", "proefpot",
    "Proefpot", "digitale-geletterdheid", "robots-in-de-klas", "Oud plan", "zelf-gemaakt", "niemand",
    "De Brug en Alfacollege", "Alfacollege, Iets Nieuws", "Gemeente Gronigen / de burg", "Cultuur en School",
    "https://leren.buurstad.example/robots/", "http://leren.buurstad.example/robots", "leren.buurstad.example",
)  # fmt: skip
CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cn"), exclude_characters="\ufeff\ufffd", min_codepoint=0x20
)
TYPED = st.text(CHARACTERS, max_size=30).map(str.strip)


def values(field: Field) -> st.SearchStrategy[str]:
    """What might be typed in a field: mostly what is right."""
    if isinstance(field.rule, Choice):
        return st.sampled_from([member.value for member in field.rule.of])
    right = st.just(field.example or "Iets")
    if isinstance(field.rule, RefersTo):
        return st.sampled_from(NAMES) | right | TYPED
    return st.one_of(right, right, right, st.sampled_from(WRONG), TYPED)


def records(group: Group) -> st.SearchStrategy[Data]:
    """What might be filled in, field by field; what is needed is mostly there."""

    def field(one: Field) -> st.SearchStrategy[Any]:
        value = records(one.group) if one.group else values(one)
        return st.lists(value, min_size=1, max_size=3) if one.many else value

    needed = {key: one for key, one in group.fields.items() if one.required}
    return st.fixed_dictionaries(
        {key: field(one) for key, one in needed.items()},
        optional={
            key: field(one) for key, one in group.fields.items() if key not in needed and key != "image"
        },
    )


BODIES = st.sampled_from(("", "Gewoon.\n\nTekst.", "# Kop\n\n- een\n- [twee](https://x.example)", "a\u200bb"))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=records(SHAPE), body=BODIES)
def test_the_form_and_the_check_say_the_same(data: Data, body: str, script: Page, root: Path) -> None:
    """The same file byte for byte, and of it the same problems in the same words; none where none is."""
    made = script.evaluate(TRY, {"slug": SLUG, "data": data, "body": body})

    assert file_text(SHAPE, data, body) == made["text"]
    assert told(root, made["text"]) == sorted(map(tuple, made["told"]))


GOOD: Data = {
    "title": "Zelf gemaakt",
    "summary": "Iets.",
    "pillar": "ondernemerschap",
    "partners": [{"partner": "alfa-college"}],
    "contact": {"organisation": "alfa-college"},
    "status": "active",
}


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    data=st.fixed_dictionaries(
        {},
        optional={
            key: st.lists(records(one.group), min_size=1, max_size=3)
            if one.many and one.group
            else st.lists(values(one), min_size=1, max_size=2)
            if one.many
            else records(one.group)
            if one.group
            else values(one)
            for key, one in SHAPE.fields.items()
            if key not in ("image", *GOOD)
        },
    )
)
def test_what_is_between_records_is_told_too(data: Data, script: Page, root: Path) -> None:
    """A record that is right by itself may name a year that a fund has not, or itself, or overspend a fund."""
    data = {**GOOD, **data}
    made = script.evaluate(TRY, {"slug": SLUG, "data": data, "body": ""})

    assert told(root, made["text"]) == sorted(map(tuple, made["told"]))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"funding": [{"year": "2026", "amount": "100000", "source": "proefpot"}]}, "books-committed"),
        ({"funding": [{"year": "1999", "amount": "5", "source": "Proefpot"}]}, "fund-year"),
        ({"partners": [{"partner": "De Brug"}, {"partner": "stichting-de-brug"}]}, "duplicate-item"),
        ({"adapted_from": [SLUG]}, "reference-self"),
        ({"adapted_from": ["oud-plan", "oud-plan"]}, "duplicate-item"),
        ({"adapted_from": ["http://leren.buurstad.example/robots/"]}, "address-elsewhere"),
        ({"same_as": ["de robotclub van Buurstad"]}, "address-elsewhere"),
        ({"used_by": [{"partner": "De Brug"}, {"partner": "stichting-de-brug"}]}, "duplicate-item"),
        ({"former_slugs": ["robotles"]}, "former-slug-taken"),
        ({"former_slugs": [SLUG]}, "former-slug-taken"),
        ({"results": ["x" * 200] * 100}, "front-matter-too-big"),
        ({"contact": {"organisation": "Alfacollege", "name": "R. Voorbeeld"}}, "consent-missing"),
        ({"stopped_because": "Het geld was op."}, "stopped-because"),
        ({"ages": {"from": "12", "to": "10"}}, "ages-reversed"),
        ({"ages": "groep 5 t/m 8"}, "from-to"),
        ({"period": "nooit"}, "from-to"),
        ({"period": {"start": "2026-09", "end": "2026-08-31"}}, "period-reversed"),
        ({"sources": [{"title": "Verslag", "date": "2019", "before": "2020"}]}, "source-dated"),
        ({"sources": [{"title": "Verslag", "date": "2019", "after": "2018"}]}, "source-dated"),
        ({"sources": [{"title": "Verslag", "after": "2020", "before": "2018"}]}, "source-bounds"),
        ({"tags": ["???"]}, "slug-empty"),
        ({"tags": ["Robots", "robots!"]}, "duplicate-item"),
        ({"tags": ["C#", "C++", "Українська", "українська"]}, "duplicate-item"),
        ({"tags": ["х" * 81]}, "too-long"),
        ({"former_slugs": ["Con"]}, "slug"),
        ({"title": "a\u202eb"}, "control-character"),
        ({"tags": ["robots, programmeren; drones"]}, "several"),
        ({"places": ["Groningen, Assen en Leeuwarden"]}, "several"),
        ({"partners": [{"partner": "De Brug en Alfacollege"}]}, "reference-several"),
        ({"contact": {"organisation": "Gemeente Groningen & Alfacolege"}}, "reference-several"),
        ({"period": {"start": "1026", "end": "9999-12-31"}}, "date-range"),
        ({"period": {"start": "2020", "end": "2099-12-31"}}, "date-range"),
        ({"added": "2026-11-26"}, "date-future"),
        ({"sources": [{"title": "Plan", "date": "2027"}]}, "date-future"),
        ({"funding": [{"year": "2099", "source": "alfa-college"}]}, "year-range"),
        ({"ages": {"from": "04", "to": "12"}}, "leading-zero"),
        ({"recipe": {"cost": "0450.00"}}, "leading-zero"),
    ],
)
def test_each_of_these_is_told_in_the_same_words(more: Data, code: str, script: Page, root: Path) -> None:
    """One mistake of each kind that generated records seldom have."""
    made = script.evaluate(TRY, {"slug": SLUG, "data": {**GOOD, **more}, "body": ""})

    assert code in [found for found, _ in made["told"]]
    assert told(root, made["text"]) == sorted(map(tuple, made["told"]))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=40))
@example(text="C++ en C# .NET")
@example(text="Українська мова ßtraße हिन्दी")
def test_the_form_makes_the_same_slugs(text: str, script: Page) -> None:
    """In every script: of a tag, and of the name of a file."""
    assert full_slug(text) == script.evaluate("(text) => form.slugify(text)", text)


def test_a_fund_is_not_overspent_unseen(script: Page, root: Path) -> None:
    """Where a fund states no total, the form says that more is claimed than there is."""
    fund = root / "docs" / "funds" / "vrij.md"
    fund.write_text(
        "---\nname: Vrij\ngranter: alfa-college\nyears:\n  - year: 2026\n    budget: 100\n---\n",
        encoding="utf-8",
    )
    data = {**GOOD, "funding": [{"year": "2026", "amount": "100.50", "source": "Vrij"}]}
    script.evaluate(
        """() => { form.register.funds.push(["vrij", "Vrij"]);
        form.register.books.vrij = { 2026: { rows: 0, committed: null, available: 10000, other: 0 } }; }"""
    )
    made = script.evaluate(TRY, {"slug": SLUG, "data": data, "body": ""})
    expected = told(root, made["text"])
    fund.unlink()
    script.evaluate("() => form.register.funds.pop()")

    assert [code for code, _ in expected] == ["books-exceeded"]
    assert expected == sorted(map(tuple, made["told"]))


BODY_CODES = ("body-", "encoding-", "control-character")
BAD_BODIES = (
    "<script>alert(1)</script>", "a <b>c</b>", "![x](y.png)", "[x](javascript:alert(1))", "[x](../y.md)",
    "[a]: javascript:x\n\n[a]", "> [a]: y.md\n\n[a]", "[x](<javascript:a>)", "<https://x.example>", "\\<b>", "\\\\<b>",
    "`\\`<b>", "[x](#nergens)", "![x][y]\n\n[y]: z.png", "&#x202E;", "> " * 30 + "x", "- " * 40 + "x", "1. " * 30,
    "http://localhost/", "[x](https://a.example \"t\")", "[^1]\n\n[^1]: noot", "[x]( y.md )", "[![a](b.png)](c.md)",
    "[x]\\(y.md)", "[x\\](y.md)", "[x](https://a.example)[y](z.md)", "\t" * 30 + "x", "\n".join("  " * n + "- x" for n in range(30)),
    "ftp://x.example/", "[a](y.md 'x')", "[x](mailto:info@x.example)", "<!-- x -->", "[a]:\n  javascript:x\n\n[a]",
    "[x](\njavascript:y)", "[x](y\\.md)", "<naam van de school>", "<!-- x\n\ny", "<? x", "<![CDATA[ x", "[^9]: ongebruikt",
    "[^a]: x\n\n[^a]: y\n\nz[^a]", "“https://x.example”", "‘https://x.example/a’ en https://x.example/b… ", "7~8 en 10~12",
    "[naam]: adres",
)  # fmt: skip


@pytest.mark.parametrize("body", BAD_BODIES)
def test_what_is_typed_in_the_story_comes_out_as_text(body: str, script: Page) -> None:
    """HTML, pictures, dead links and deep nesting lose their meaning, so that no message is needed."""
    made = script.evaluate(TRY, {"slug": SLUG, "data": GOOD, "body": body})

    _, problems = entry_of(SourceFile(f"initiatives/{SLUG}.md", SLUG, made["text"]), Initiative)

    assert problems == []


MARKDOWN = st.lists(
    st.sampled_from([*"[]()<>!\\`*_#-: \n&;|", "](", "![", "]:", "x", "y.md", "https://x.example", "javascript:", "> ", "- ", "1. ", "<b>", "a@b.nl", "&#60;", "[^1]", "www.x.nl", "”", "~", "naam>"]),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(body=MARKDOWN)
@example(body="a@b.nl_x")
@example(body="a@b.nl_www.x.nl")
def test_no_story_gives_a_problem_with_what_stands_in_it(body: str, script: Page) -> None:
    """Whatever is typed."""
    made = script.evaluate(TRY, {"slug": SLUG, "data": GOOD, "body": body})

    _, problems = entry_of(SourceFile(f"initiatives/{SLUG}.md", SLUG, made["text"]), Initiative)

    assert problems == []


# The corpus

CONTROL = re.compile(r"\\u00[01]|\\[bfnrt]")
"""What a field for one line cannot hold, as JSON writes it."""


def typable() -> list[Any]:
    """Each rejected file of the corpora of which the fields could be read, so that they could have been typed."""
    found = []
    for corpus in corpora():
        for file in sorted((corpus / "bad").glob("*.md")):
            try:
                text = file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            entry, problems = entry_of(SourceFile(f"initiatives/{SLUG}.md", SLUG, text), Initiative)
            errors = {problem.code for problem in problems if problem.severity == "error"}
            data = getattr(entry, "data", None)
            if (
                all(CODES[code].typable is True for code in errors)
                and data
                and not CONTROL.search(json.dumps([data, text.replace("\n", "")]))
            ):
                found.append(pytest.param(corpus, file, id=f"{corpus.parent.name}-{file.name}"))
    return found


@pytest.fixture(scope="module")
def corpus_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """For each corpus its site."""
    made: dict[Path, Path] = {}

    def site(corpus: Path) -> Path:
        if corpus not in made:
            made[corpus] = site_for(corpus, tmp_path_factory.mktemp("corpus") / "site")
        return made[corpus]

    return site


@pytest.mark.parametrize(("corpus", "file"), typable())
def test_each_mistake_of_the_corpus_that_can_be_typed_is_told(
    corpus: Path, file: Path, corpus_site: Callable[[Path], Path], request: pytest.FixtureRequest
) -> None:
    """Typed into the form it gives the same code in the same words."""
    from atelier.catalogue.catalogue import Catalogue
    from atelier.sections.add.form import register, taken

    script: Page = request.getfixturevalue("script")
    root = corpus_site(corpus)
    catalogue = check(root, TODAY).catalogue
    assert isinstance(catalogue, Catalogue)
    names = register(catalogue) | {"initiatives": taken(catalogue, Initiative)}
    before = script.evaluate("() => form.register")
    front, _ = read_front_matter(SourceFile(f"initiatives/{SLUG}.md", SLUG, file.read_text(encoding="utf-8")))
    data = dict(front.data or {})
    data["partners"] = [{"partner": p} if isinstance(p, str) else p for p in data.get("partners", [])]
    script.evaluate("(names) => { form.register = JSON.parse(JSON.stringify(names)); }", names)
    made = script.evaluate(TRY, {"slug": SLUG, "data": data, "body": front.body})
    script.evaluate("(before) => { form.register = before; }", before)

    assert told(root, made["text"]) == sorted(map(tuple, made["told"]))
