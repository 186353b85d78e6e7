"""What is made from the model and kept in the repository, because others read it there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from atelier.content.settings import read_settings
from atelier.contribute.field_guide import guide
from atelier.contribute.generated import generated
from atelier.contribute.settings_guide import settings_guide, settings_guides
from atelier.exports.front_matter_schema import schemas
from atelier.i18n.translation import LANGUAGES, translations
from atelier.model.fields import Group, field_at, leaves
from atelier.model.kinds import OURS
from atelier.model.settings import InExtra, Settings
from atelier.render.wording import Wording
from tests.fixtures.sites import ROOT

FILES = {**generated(ROOT), **settings_guides()}


@pytest.mark.parametrize("path", FILES)
def test_it_is_up_to_date(path: str) -> None:
    """`make generated` renews it."""
    assert (ROOT / path).read_text(encoding="utf-8") == FILES[path]


def groups_of(group: Group) -> set[str]:
    inner = {key: field.group for key, field in group.fields.items() if field.group}
    return set(inner) | {name for below in inner.values() for name in groups_of(below)}


def test_the_guide_has_a_place_for_every_record_and_group() -> None:
    """Others link to these places: they stay."""
    text = guide(OURS, Wording("nl"))
    anchors = {"initiatives", "partner", "pillar", "fund"} | {
        name for group in OURS.shapes.values() for name in groups_of(group)
    }

    assert all(f"{{ #{anchor} }}" in text for anchor in anchors)
    assert all(f"| `{key}` |" in text for group in OURS.shapes.values() for key in group.fields)


def test_an_editor_checks_translations_by_what_can_be_translated() -> None:
    """Beside the schemas of records, in a catalogue with a further language; and the guide tells of it there."""
    texts = translations("en")
    schema = json.loads(schemas(OURS, texts, translated=True)["initiatives.translation.json"])
    valid = jsonschema.Draft7Validator(schema).is_valid

    assert valid(
        {"title": "Robots", "phases": [{"title": "Trial"}], "recipe": {"steps": ["Build."]}}
    ) and valid({})
    assert not valid({"status": "active"}) and not valid({"contact": {"name": "Robin"}})
    assert "initiatives.translation.json" not in schemas(OURS, texts)
    assert "Translated in a file beside it, such as `name.en.md`: `title`, `summary`" in guide(
        OURS, Wording("en"), further=["en"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_has_every_setting_in_every_language(language: str) -> None:
    """With what it is in that language, and none in another."""
    text = settings_guide(Wording(language))
    gettext = translations(language).gettext

    for leaf in leaves(Settings):
        field = field_at(Settings, leaf.keys)
        assert field
        assert (f".{leaf.keys[-1]}`" in text or f"`{leaf.keys[-1]}`" in text) == (
            not isinstance(field.rule, InExtra)
        )
        assert (
            isinstance(field.rule, InExtra)
            or f"**{gettext(field.label)}.** {gettext(field.explanation)}" in text
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_shows_is_taken(language: str, tmp_path: Path) -> None:
    """Whoever copies an example out of it has no mistake in the settings, of which the schema says the same."""
    schema = jsonschema.Draft7Validator(json.loads(FILES[".vscode/schema/mkdocs.json"]))
    shown = re.findall("```yaml\n(.*?)```", settings_guide(Wording(language)), re.DOTALL)
    file = tmp_path / "mkdocs.yml"
    for example in shown:
        file.write_text(f"site_name: Stad\nsite_url: https://stad.example/\n{example}", encoding="utf-8")

        assert [] == read_settings(file)[1], example
        assert [] == list(schema.iter_errors(yaml.safe_load(example))), example
    assert len(shown) > 2


def test_an_editor_knows_every_setting() -> None:
    """The schema has each key; it takes this catalogue's settings as an editor reads them, and no wrong ones."""
    schema = jsonschema.Draft7Validator(json.loads(FILES[".vscode/schema/mkdocs.json"]))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    data = yaml.load(settings, Loader=EditorLoader)

    assert [] == list(schema.iter_errors(data))
    for wrong in (
        {"extra": {"repository": {"host": "bitbucket"}}},
        {"extra": {"repository": {"hots": "github"}}},
        {"extra": {"search": "perhaps"}},
        {"theme": {"language": "xx"}},
        {"nav": "index.md"},
        {"repo_url": "https://github.com/a/b"},
    ):
        assert list(schema.iter_errors(wrong)), wrong


class EditorLoader(yaml.SafeLoader):
    """Reads ``!ENV`` as an editor does: as the list or the text behind it."""


def construct(loader: EditorLoader, node: yaml.Node) -> Any:
    """What stands behind a tag."""
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    assert isinstance(node, yaml.ScalarNode)
    return loader.construct_scalar(node)


EditorLoader.add_constructor("!ENV", construct)


FORM: dict[str, Any] = yaml.safe_load(FILES[".github/ISSUE_TEMPLATE/initiative.yml"])
ASKED = [element for element in FORM["body"] if element["type"] != "markdown"]


def test_the_issue_form_is_one_that_github_takes() -> None:
    """The rules of GitHub for issue forms: known kinds, unique ids and labels, options that differ."""
    labels = [element["attributes"]["label"] for element in ASKED]
    ids = [element["id"] for element in ASKED]

    assert set(FORM) == {"name", "description", "title", "labels", "body"}
    assert {e["type"] for e in ASKED} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len(set(labels)) == len(labels)
    assert len(set(ids)) == len(ids)
    for element in ASKED:
        assert element["id"].replace("-", "").replace("_", "").isalnum()
        options = [o if isinstance(o, str) else o["label"] for o in element["attributes"].get("options", [])]
        assert bool(options) == (element["type"] in ("dropdown", "checkboxes"))
        assert len(set(options)) == len(options)
        assert "None" not in options
        assert all(isinstance(value, str) for key, value in element["attributes"].items() if key != "options")


def test_who_opens_an_issue_can_choose_the_form_on_the_site() -> None:
    """The rules of GitHub for what it shows beside the forms."""
    chosen = yaml.safe_load(FILES[".github/ISSUE_TEMPLATE/config.yml"])
    (link,) = chosen.pop("contact_links")

    assert {"blank_issues_enabled": True} == chosen
    assert {"name", "url", "about"} == set(link)
    assert link["url"].startswith("https://")
    assert link["url"].endswith("/add/")


def test_the_issue_form_asks_for_all_that_is_needed() -> None:
    """Every field that the model needs is asked for, and must be answered."""
    needed = {element["id"] for element in ASKED if element.get("validations", {}).get("required")}

    assert needed == {"title", "summary", "pillar", "status", "partners", "contact-organisation"}
