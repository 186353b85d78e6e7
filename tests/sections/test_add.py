"""A form covers what a record can say, in one order, and asks for what is needed first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.model.choices import changeable
from atelier.model.fields import shape_of
from atelier.model.kinds import kinds_of
from atelier.model.settings import Editors, Extra
from atelier.render.page import Site
from atelier.render.renderer import Renderer
from atelier.sections.add.description import ADDED, ADDRESS, STORY, Form
from atelier.sections.add.form import SENDING_TEXTS, TEXTS
from atelier.sections.add.forms import FORMS, form_of
from atelier.sections.add.versions import TOGETHER, shard
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of

KINDS = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind.collection)


@KINDS
def test_every_field_stands_in_the_form_once(form: Form) -> None:
    """Each field of the model is asked in one step, as a whole or by its fields."""
    asked = [path for path in form.paths if path not in (STORY, ADDRESS, ADDED)]
    whole = {path for path in asked if "." not in path}
    parts = {path.partition(".")[0] for path in asked} - whole
    inner = {f"{key}.{name}" for key in parts for name in form.field(key).group.fields}  # type: ignore[union-attr]

    assert len(asked) == len(set(asked))
    assert shape_of(form.kind).fields.keys() == whole | parts
    assert inner == {path for path in asked if "." in path}


@KINDS
def test_no_text_of_a_form_takes_the_place_of_one_that_all_have(form: Form) -> None:
    """Both are found by their names."""
    assert not form.texts.keys() & (TEXTS.keys() | SENDING_TEXTS.keys())


@KINDS
def test_what_is_needed_is_asked_first(form: Form) -> None:
    """The first step alone makes a file."""
    shape = shape_of(form.kind)
    needed = {key for key, field in shape.fields.items() if field.required}

    assert needed <= {path.partition(".")[0] for path in form.steps[0].paths}


@KINDS
def test_the_words_of_a_form_are_for_fields_that_exist(form: Form) -> None:
    """And a field that is needed says what to fill in."""
    for path in form.words:
        assert form.field(path)
    for path in form.steps[0].paths:
        if path not in (STORY, ADDRESS, ADDED) and form.field(path).required:
            assert path in form.words
            assert form.words[path].missing


def ways(root: Path, site: Site) -> str:
    """The page of the form on a site with these settings."""
    catalogue = catalogue_of(root)
    page = next(page for page in Pages(catalogue, site, INTROS) if page.url == "add/")
    return Renderer(catalogue, site).content(page)


def test_no_account_is_promised_where_there_is_no_way_without_one(small: Path) -> None:
    """With an address of the editors there is; without one the form says nothing of it."""
    promise = "geen account nodig"

    assert promise in ways(small, SITE)
    assert promise not in ways(small, replace(SITE, editors=None))


def test_editors_with_a_page_get_the_file_there(small: Path) -> None:
    """No mail is offered that goes nowhere."""
    html = ways(small, replace(SITE, editors=Editors(page="https://stad.example/vraag")))

    assert "Op de pagina van de redactie" in html
    assert 'href="https://stad.example/vraag"' in html
    assert "mailto:" not in html


@KINDS
def test_a_form_asks_for_all_that_a_city_can_need(form: Form) -> None:
    """What is needed besides is asked in the first step, once."""
    kind = form.kind
    settings = {"required": {kind.collection: dict.fromkeys(changeable(kind), "true")}}
    kinds = kinds_of(Extra.model_validate(settings).choices)

    paths = [*form_of(form, kinds).paths]

    assert len(paths) == len({*paths})
    first = {path.partition(".")[0] for path in form_of(form, kinds).steps[0].paths}
    assert first >= {key for key, field in kinds.shapes[kind.collection].fields.items() if field.required}


def test_the_initiatives_of_a_large_neighbour_stand_in_small_files() -> None:
    """Whoever begins a version of one fetches some dozens with it, and not all."""
    shards = 1024
    told = Counter(shard(f"https://leren.buurstad.example/initiatives/{n}/", shards) for n in range(50_000))

    assert shards == len(told)
    assert max(told.values()) < 2 * TOGETHER
