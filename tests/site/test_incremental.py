"""A build after some edits gives the same bytes as a build of everything: whatever was edited, in any order."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import frontmatter
import pytest
import yaml
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from atelier.site.building import BuildError, Options, build
from atelier.store.store import Store
from tests.fixtures.pictures import photo, saved
from tests.fixtures.sites import EPOCH, SMALL, make_site

DAY = 24 * 60 * 60
MEMORY = Path("/dev/shm")
"""A disk is slow, and this writes a lot."""
TAGS = ("robots", "techniek", "taal", "Taal", "buiten", "geld")
LEVELS = ("po", "vo", "mbo", "hbo")
PLACES = ("Groningen", "Assen", "Súdwest-Fryslân", "groningen")
STATUSES = ("active", "pilot", "completed", "idea", "stopped", "unknown")
ROLES = ("lead", "partner", "funder", "client", "brought-in-by")


def read(file: Path) -> tuple[dict[str, Any], str]:
    post = frontmatter.loads(file.read_text(encoding="utf-8"))
    return dict(post.metadata), post.content


def write(file: Path, fields: Mapping[str, Any], body: str) -> None:
    text = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False)
    file.write_text(f"---\n{text}---\n\n{body}\n", encoding="utf-8")


def more_initiatives(root: Path, number: int) -> None:
    """Initiatives that share subjects, partners, places, examples and money with each other."""
    chance = random.Random(7)
    slugs = [f"iets-{n:02d}" for n in range(number)]
    for n, slug in enumerate(slugs):
        fields: dict[str, Any] = {
            "title": f"Iets met {chance.choice(TAGS)} {n}",
            "summary": "Leerlingen maken samen iets wat anderen kunnen overnemen.",
            "pillar": chance.choice(("digitale-geletterdheid", "ondernemerschap")),
            "partners": [{"partner": "alfa-college", "role": "lead"}, "De Brug"],
            "contact": {"organisation": "alfa-college"},
            "status": chance.choice(STATUSES[:4]),
            "levels": chance.sample(LEVELS, 2),
            "places": [chance.choice(PLACES)],
            "tags": sorted({chance.choice(TAGS).lower() for _ in range(2)}),
            "sources": [{"title": "Eigen opgave", "date": "2026-03"}],
        }
        if n % 4 == 1:
            fields["adapted_from"] = [slugs[n - 1]]
        if n % 5 == 2:
            fields["used_by"] = [{"partner": "gemeente-groningen"}]
        write(root / "initiatives" / f"{slug}.md", fields, f"Een verhaal over {slug}.")


class Edits(RuleBasedStateMachine):
    """A catalogue that is edited and built, again and again. After each edit the site is as if made anew."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.root = self.folder / "catalogue"
        self.site = self.folder / "site"
        self.now = int(EPOCH)
        self.count = 0
        self.environment = pytest.MonkeyPatch()

    def teardown(self) -> None:
        self.environment.undo()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        make_site(self.root, SMALL)
        more_initiatives(self.root, 9)
        self.environment.setenv("SOURCE_DATE_EPOCH", EPOCH)
        self.build_both(engine=True, index=True)

    # What is edited

    def initiatives(self) -> list[Path]:
        return sorted((self.root / "initiatives").glob("*.md"))

    def some(self, data: st.DataObject, folder: str) -> Path:
        return data.draw(st.sampled_from(sorted((self.root / folder).glob("*.md"))))

    def edit(self, file: Path, change: Callable[[dict[str, Any]], None]) -> None:
        """Change the fields of a file. An edit that the check refuses is taken back."""
        before = file.read_bytes()
        fields, body = read(file)
        change(fields)
        write(file, fields, body)
        self.build_both(lambda: file.write_bytes(before))

    @rule(data=st.data(), text=st.sampled_from(("Nog een zin.", "Een **vet** woord.", "- een\n- twee")))
    def a_story(self, data: st.DataObject, text: str) -> None:
        file = self.some(data, "initiatives")
        file.write_text(file.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")
        self.build_both()

    @rule(
        data=st.data(),
        value=st.sampled_from(
            (
                ("title", "Een andere titel"),
                ("title", "Nog een titel"),
                ("summary", "Iets heel anders dan het was."),
                ("pillar", "ondernemerschap"),
                ("pillar", "vrije-ruimte"),
                ("status", "completed"),
                ("status", "pilot"),
                ("levels", ["po", "mbo"]),
                ("levels", ["hbo"]),
                ("places", ["Assen"]),
                ("places", ["Groningen", "Emmen"]),
                ("tags", ["taal", "Robots"]),
                ("tags", ["iets nieuws"]),
                ("partners", ["gemeente-groningen"]),
                ("partners", [{"partner": "De Brug", "role": "lead"}, "alfa-college"]),
                ("contact", {"organisation": "stichting-de-brug"}),
                ("recipe", {"cost": 25, "steps": ["Begin."]}),
                ("results", ["Het werkte."]),
                ("period", {"start": "2024-01", "end": "2027-01"}),
                ("added", "2026-11-20"),
                ("last_confirmed", "2026-11-21"),
                ("funding", [{"year": 2026, "amount": 500, "source": "alfa-college"}]),
                ("used_by", [{"partner": "alfa-college"}]),
                ("adapted_from", ["robots-in-de-klas"]),
                ("links", [{"title": "Lees", "url": "https://school.example/x"}]),
            )
        ),
    )
    def a_field(self, data: st.DataObject, value: tuple[str, object]) -> None:
        key, new = value
        self.edit(self.some(data, "initiatives"), lambda fields: fields.update({key: new}))

    @rule(data=st.data(), key=st.sampled_from(("levels", "tags", "recipe", "results", "funding", "used_by")))
    def a_field_less(self, data: st.DataObject, key: str) -> None:
        self.edit(self.some(data, "initiatives"), lambda fields: fields.pop(key, None))

    @rule(
        data=st.data(),
        value=st.sampled_from(
            (
                ("docs/partners", "name", "Een andere naam"),
                ("docs/partners", "aliases", ["Nog een naam"]),
                ("docs/partners", "url", "https://partner.example"),
                ("docs/partners", "kind", "business"),
                ("docs/pillars", "name", "Andere pijler"),
                ("docs/pillars", "colour", "#123456"),
                ("docs/pillars", "order", 9),
                ("docs/pillars", "summary", "Waar het over gaat."),
                ("docs/funds", "name", "Een andere pot"),
                ("docs/funds", "quarter_rule", False),
                ("docs/festivals", "name", "Een ander festival"),
                ("docs/festivals", "venue", "Elders"),
                ("docs/questions", "title", "Een andere vraag?"),
                ("docs/questions", "answered_by", ["iets-01"]),
                ("docs/questions", "place", "Assen"),
                ("docs/neighbours", "place", "Een andere stad"),
                ("docs/neighbours", "language", "fy"),
            )
        ),
    )
    def another_record(self, data: st.DataObject, value: tuple[str, str, object]) -> None:
        folder, key, new = value
        self.edit(self.some(data, folder), lambda fields: fields.update({key: new}))

    @rule(
        value=st.sampled_from(
            (
                ("Robots aan zee", "Robots aan het strand"),
                ('"Techniek","strand"', '"taal","strand"'),
                ('"levels":["po"],"ages"', '"levels":["vo"],"ages"'),
                ("initiatives/winkel-in-de-wijk/", "initiatives/robots-in-de-klas/"),
                ("Hoe houd je zand", "Waarom houd je zand"),
                ('"pillar":"digitaal"', '"pillar":"anders"'),
                ('"on":"2026-11-20"', '"on":"2026-09-01"'),
            )
        )
    )
    def what_a_neighbour_has(self, value: tuple[str, str]) -> None:
        file = self.root / "neighbours" / "duinstad.json"
        text = file.read_text(encoding="utf-8")
        old, new = value if value[0] in text else value[::-1]
        file.write_text(text.replace(old, new), encoding="utf-8")
        self.build_both()

    @rule(data=st.data())
    def one_more(self, data: st.DataObject) -> None:
        file = self.some(data, "initiatives")
        self.count += 1
        new = file.with_name(f"nieuw-{self.count}.md")
        fields, body = read(file)
        for key in ("former_slugs", "funding", "image"):
            fields.pop(key, None)
        write(new, {**fields, "title": f"Nieuw {self.count}"}, body.replace("robots.png", ""))
        self.build_both(new.unlink)

    @rule(data=st.data())
    def one_less(self, data: st.DataObject) -> None:
        file = self.some(data, "initiatives")
        before = file.read_bytes()
        file.unlink()
        self.build_both(lambda: file.write_bytes(before))

    @rule(data=st.data(), folder=st.sampled_from(("initiatives", "docs/partners", "docs/pillars")))
    def another_slug(self, data: st.DataObject, folder: str) -> None:
        file = self.some(data, folder)
        self.count += 1
        new = file.with_name(f"hernoemd-{self.count}.md")
        fields, body = read(file)
        former = [*fields.get("former_slugs", []), file.stem]
        before = file.read_bytes()
        write(new, {**fields, "former_slugs": former}, body)
        file.unlink()

        def back() -> None:
            new.unlink()
            file.write_bytes(before)

        self.build_both(back)

    @rule(width=st.sampled_from((400, 900)))
    def another_picture(self, width: int) -> None:
        for file in (self.root / "initiatives").glob("*.png"):
            file.write_bytes(saved(photo(width, 300), "PNG"))
        self.build_both()

    @rule(value=st.sampled_from(("docs/tags.md", "docs/over/index.md", "docs/initiatives.md")))
    def a_page_of_editors(self, value: str) -> None:
        file = self.root / value
        file.write_text(
            file.read_text(encoding="utf-8") + "\nNog een zin van de redactie.\n", encoding="utf-8"
        )
        self.build_both(engine=True)

    @rule(
        value=st.sampled_from(
            (
                ("site_name: .*", "site_name: Andere catalogus"),
                ("  generator: false", "  generator: false\n  licence: https://licence.example/by"),
                ("https://klein.example/", "https://elders.example/map/"),
            )
        )
    )
    def a_setting(self, value: tuple[str, str]) -> None:
        old, new = value
        file = self.root / "mkdocs.yml"
        text = file.read_text(encoding="utf-8")
        line = next((line for line in text.splitlines() if old.split(":")[0] in line), "")
        changed = text.replace(line if old.endswith(".*") else old, new, 1) if line else text
        file.write_text(changed, encoding="utf-8")
        self.build_both(lambda: file.write_text(text, encoding="utf-8"), engine=True)

    @rule(text=st.sampled_from(("<!-- een -->", "<!-- twee -->")))
    def a_template(self, text: str) -> None:
        overrides = self.root / "overrides"
        if not overrides.exists():
            overrides.mkdir()
            settings = self.root / "mkdocs.yml"
            known = settings.read_text(encoding="utf-8")
            settings.write_text(
                known.replace("theme:\n", "theme:\n  custom_dir: overrides\n"), encoding="utf-8"
            )
        part = overrides / "partials" / "copyright.html"
        part.parent.mkdir(exist_ok=True)
        part.write_text(f'<div class="md-copyright">{text}</div>', encoding="utf-8")
        self.build_both(engine=True)

    @rule(days=st.sampled_from((1, 40, 400)))
    def time_goes_by(self, days: int) -> None:
        self.now += days * DAY
        self.environment.setenv("SOURCE_DATE_EPOCH", str(self.now))
        self.build_both(index=True)

    @rule(words=st.sampled_from(("robot, automaat", "taal, lezen, letters")))
    def synonyms(self, words: str) -> None:
        (self.root / "docs" / "synonyms.yml").write_text(
            f"---\ngroups:\n  - words: [{words}]\n", encoding="utf-8"
        )
        self.build_both()

    # What should not matter

    @rule(data=st.data())
    def a_file_is_touched(self, data: st.DataObject) -> None:
        os.utime(self.some(data, "initiatives"))
        self.build_both()

    @rule(data=st.data())
    def an_edit_keeps_the_time(self, data: st.DataObject) -> None:
        """Some programs give a file its old time back; its length may be the same too."""
        file = self.some(data, "initiatives")
        known = file.stat()
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(" een ", " Een "), encoding="utf-8")
        os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
        self.build_both()

    @rule(data=st.data(), place=st.floats(0, 1))
    def the_cache_is_damaged(self, data: st.DataObject, place: float) -> None:
        files = sorted(file for file in (self.root / ".cache").rglob("*") if file.is_file())
        file = data.draw(st.sampled_from(files))
        content = bytearray(file.read_bytes())
        if content:
            content[int(place * (len(content) - 1))] ^= 0xFF
            file.write_bytes(content)
        self.build_both(engine=True)

    @rule(data=st.data(), how=st.sampled_from(("gone", "other", "more")))
    def the_site_is_damaged(self, data: st.DataObject, how: str) -> None:
        file = data.draw(st.sampled_from(sorted(file for file in self.site.rglob("*") if file.is_file())))
        if how == "gone":
            file.unlink()
        elif how == "other":
            content = file.read_bytes()
            file.unlink()
            file.write_bytes(content + b"x")
        else:
            (file.parent / "vreemd.txt").write_text("van een ander")
        self.build_both()

    # The promise

    def build_both(
        self, back: Callable[[], object] | None = None, *, engine: bool = False, index: bool = False
    ) -> None:
        """Build with what is kept and anew: both fail with the same words, or make the same site.

        Unless ``engine``, what MkDocs rendered is used again in both: nothing that it reads was edited, and it
        takes most of the time. An edit that is refused is taken ``back``.
        """
        copy, anew = self.folder / "copy", self.folder / "anew"
        shutil.copytree(self.root, copy, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
        options = Options(durable=False, index=index)
        try:
            problem = outcome(self.root, self.site, options)
            if not engine:
                for name in ("engine", "store/engine"):
                    link_to(self.root / ".cache" / name, copy / ".cache" / name)
            assert outcome(copy, anew, options) == problem
            if problem:
                assert back, problem
                back()
            else:
                assert contents(anew) == contents(self.site)
        finally:
            shutil.rmtree(copy)
            shutil.rmtree(anew, ignore_errors=True)


def link_to(kept: Path, place: Path) -> None:
    if kept.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(kept)


def outcome(root: Path, site: Path, options: Options) -> str:
    """Build; what is wrong, if something is."""
    try:
        build(root, site, Store(root), options)
    except BuildError as error:
        return str(error)
    return ""


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


ROW = 15
"""Edits one after another before another catalogue is begun."""

TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=max(1, int(os.environ.get("EDITS", "15")) // ROW),
    stateful_step_count=ROW,
    phases=(Phase.reuse, Phase.generate, Phase.shrink),
)
pytestmark = pytest.mark.slow
