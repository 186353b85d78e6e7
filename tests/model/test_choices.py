"""What a city chooses of the model, as data in its settings: what is read, and what is said of mistakes."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from atelier.checks.check import check
from atelier.content.reader import read_collections
from atelier.content.settings import read_settings
from atelier.content.translated import in_language
from atelier.exports.csv_tables import OpenTables
from atelier.exports.json_records import plain
from atelier.exports.json_schema import BESIDES
from atelier.i18n.translation import Said, translations
from atelier.model.choices import NO_CHOICES, TAKEN, Choices
from atelier.model.initiative import Initiative, Level
from atelier.model.kinds import OURS
from atelier.model.partner import PartnerKind
from atelier.model.records import RECORDS
from atelier.render.page import Site
from atelier.search.facets import choosable
from atelier.sections.add.description import ADDED, ADDRESS, STORY
from tests.fixtures.sites import CHOICES, ROOT, SMALL, TODAY, make_site


def read(tmp_path: Path, extra: str) -> Choices:
    """The choices in settings without a mistake."""
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_name: Stad\nsite_url: https://stad.example/\nextra:\n{extra}", encoding="utf-8")
    settings, problems = read_settings(file, environment={})
    assert [] == problems
    assert settings
    return settings.extra.choices


def test_a_city_that_chooses_nothing_has_our_model(tmp_path: Path) -> None:
    """Nothing is chosen by default."""
    assert NO_CHOICES == read(tmp_path, "  search: false\n")


def test_choices_are_a_value(tmp_path: Path) -> None:
    """What is chosen is the same after it went to another process, and differs in every word."""
    text = "  fields: {initiatives: {licence: {type: text, label: {nl: Licentie, en: %s}}}}\n"

    one, other = read(tmp_path, text % "Licence"), read(tmp_path, text % "License")

    assert one == pickle.loads(pickle.dumps(one))
    assert one != other
    assert repr(one) != repr(other)
    assert {one: 1} == {read(tmp_path, text % "Licence"): 1}


@pytest.mark.parametrize(("language", "said"), [("nl", "Licentie"), ("en", "Licence")])
def test_a_label_is_said_in_each_language(language: str, said: str) -> None:
    """A text of a city's own goes through the same door as ours."""
    assert said == translations(language).gettext(Said.of({"nl": "Licentie", "en": "Licence"}))
    assert "Status" == translations(language).gettext(Said.of({"": "Status"}))


GUIDE = (ROOT / "contributing" / "choices.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", re.findall(r"```yaml\nextra:\n(.*?)```", GUIDE, re.DOTALL))
def test_every_example_of_the_guide_can_be_read(example: str, tmp_path: Path) -> None:
    """Without a problem, and it chooses something."""
    assert NO_CHOICES != read(tmp_path, example)


def test_a_city_that_chooses_nothing_has_our_classes() -> None:
    """So it costs nothing: no class is made, and nothing is looked up."""
    assert all(OURS[kind] is kind and kind.origin is kind for kind in RECORDS)
    assert (Level, PartnerKind) == (OURS.levels, OURS.partner_kinds)


def test_a_record_of_a_citys_own_goes_to_another_process(tmp_path: Path) -> None:
    """There it is the same, in a Python that has never seen the choices."""
    catalogue = make_site(tmp_path / "site", CHOICES)
    collections = read_collections(catalogue)[0]
    records = [entry.record for entry in collections.entries[Initiative]]

    code = "import pickle, sys; sys.stdout.buffer.write(pickle.dumps(pickle.loads(sys.stdin.buffer.read())))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(records), capture_output=True, check=True
    )
    back = pickle.loads(done.stdout)

    assert records == back
    assert all(type(one) is collections.kinds[Initiative] for one in back)
    assert ["cc-by", "cc0"] == [one.own_licence for one in back]
    assert "Free to use" == translations("en").gettext(back[1].own_licence.label)


def test_two_catalogues_of_one_process_have_their_own_fields(tmp_path: Path) -> None:
    """What one city chooses, another does not have."""
    own = read_collections(make_site(tmp_path / "own", CHOICES))[0]
    ours = read_collections(make_site(tmp_path / "ours", SMALL))[0]

    assert {"licence"} <= own.kinds.shapes["initiatives"].fields.keys()
    assert not {"licence"} & ours.kinds.shapes["initiatives"].fields.keys()
    assert all(type(entry.record) is Initiative for entry in ours.entries[Initiative])


def test_no_name_of_a_city_hides_one_of_ours(tmp_path: Path) -> None:
    """A further field cannot be called like a filter, an order, a column or a question that is there."""
    catalogue = check(make_site(tmp_path / "site", SMALL), TODAY).catalogue
    assert catalogue
    tables = OpenTables(catalogue, Site("", "https://klein.example/"))
    names = {STORY, ADDRESS, ADDED, *BESIDES, *choosable(OURS), "q", "sort", "page"}
    initiatives = {*names, *tables.initiatives().titles} - OURS.shapes["initiatives"].fields.keys()
    partners = {*BESIDES, *tables.partners().titles} - OURS.shapes["partners"].fields.keys()

    assert set() == (initiatives | partners) - TAKEN


def test_a_text_of_a_citys_own_is_translated(tmp_path: Path) -> None:
    """As ours are, in the file beside; what is no text stands there as a mistake."""
    root = make_site(tmp_path / "site", CHOICES)
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("extra:\n", "extra:\n  languages: [nl]\n", 1)
    )
    beside = root / "initiatives" / "maps-of-the-stream.nl.md"
    beside.write_text("---\ntitle: Kaarten\nmotto: Natte voeten\n---\n", encoding="utf-8")

    collections, problems = read_collections(root)
    maps = next(entry for entry in collections.entries[Initiative] if entry.slug == "maps-of-the-stream")

    assert [] == problems
    assert {"title": "Kaarten", "motto": "Natte voeten", "licence": "cc0"}.items() <= plain(
        in_language(maps, "nl").record
    ).items()  # type: ignore[union-attr]
    beside.write_text("---\nlicence: cc-by\n---\n", encoding="utf-8")
    assert ["translation-field"] == [problem.code for problem in read_collections(root)[1]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Year 1", {"from": "5", "to": "6"}),
        ("year 1 to year 2", {"from": "5", "to": "7"}),
        ("second year or older", {"from": "6"}),
        ("10 to 12 years", {"from": "10", "to": "12"}),
        ("Year 9", {}),
        ("groep 7", {}),
    ],
)
def test_ages_are_read_by_the_groups_of_a_city(written: str, meant: dict[str, str]) -> None:
    """What people write of groups stands for their ages, and those of other countries for nothing."""
    ages = read_collections(CHOICES)[0].kinds.shapes["initiatives"].fields["ages"].from_to

    assert ages
    assert meant == ages.meant(written)
