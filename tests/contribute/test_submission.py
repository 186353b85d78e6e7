"""What somebody sent becomes files of a proposal, and touches the catalogue in no way until that is merged."""

from __future__ import annotations

import datetime
import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from atelier.checks.check import check
from atelier.checks.standing import Standing
from atelier.contribute.submission import NotTakenError, Outcome, Submission, prepare, proposal_of
from atelier.i18n.translation import translations
from tests.contribute.test_from_issue import INITIATIVE, PARTNER, contents
from tests.fixtures.sites import SMALL, make_site

TODAY = datetime.date(2026, 11, 25)
DRONES, DIJK = "initiatives/drones-boven-de-dijk.md", "docs/partners/basisschool-de-dijk.md"
ROBOTS = "initiatives/robots-in-de-klas.md"
PLACE_TAKEN = 0x8825


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that stays as it was."""
    return make_site(tmp_path_factory.mktemp("sent") / "site", SMALL)


@pytest.fixture(scope="module")
def standing(site: Path) -> Standing:
    return Standing(site)


def sent(submission: Submission, standing: Standing) -> Outcome:
    """What comes of it; the catalogue stays byte for byte as it was."""
    before = contents(standing.root)
    outcome = prepare(submission, standing.root, TODAY, translations("nl"), standing)

    assert before == contents(standing.root)
    assert outcome.well is (outcome.wrong == [])
    return outcome


def codes(outcome: Outcome) -> set[str]:
    return {remark.explanation.problem.code for remark in outcome.wrong}


def picture(kind: str = "JPEG", size: tuple[int, int] = (2400, 1800)) -> bytes:
    """A photo of a phone: large, and with the place where it was taken."""
    about = Image.Exif()
    about[PLACE_TAKEN] = {1: "N", 2: (53.0, 13.0, 9.0)}
    with io.BytesIO() as file:
        Image.effect_noise(size, 60).convert("RGB").save(file, kind, exif=about)
        return file.getvalue()


def with_image(text: str, name: str) -> str:
    return text.replace("added:", f"image:\n  file: {name}\n  alt: Een drone boven de dijk.\nadded:", 1)


def test_an_initiative_and_its_new_partner_are_one_proposal(standing: Standing) -> None:
    """Byte for byte as they were sent, and nothing of who sent it in the words around them."""
    outcome = sent(Submission({DIJK: PARTNER, DRONES: INITIATIVE}), standing)
    proposal = proposal_of(outcome, "inzending/4f2a", "Ingezonden.")

    assert outcome.well
    assert {DIJK: PARTNER.encode(), DRONES: INITIATIVE.encode()} == proposal.files
    assert ("Nieuw initiatief: Drones boven de dijk", DRONES) == (proposal.title, outcome.record)
    assert "dijk" not in proposal.message


def test_a_picture_is_made_small_and_loses_its_place(standing: Standing) -> None:
    """In the format of its name; the same picture always gives the same bytes."""
    name = "initiatives/drones-boven-de-dijk.jpg"
    text = with_image(INITIATIVE, "drones-boven-de-dijk.jpg")
    files, raw = {DIJK: PARTNER, DRONES: text}, picture()
    outcome = sent(Submission(files, {name: raw}), standing)
    again = sent(Submission(files, {name: raw}), standing)
    made = outcome.files[name]

    assert made
    assert outcome.well
    assert len(made) < len(raw)
    assert outcome.files == again.files
    with Image.open(io.BytesIO(made)) as opened:
        assert ("JPEG", (1600, 1200), {}) == (opened.format, opened.size, dict(opened.getexif()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90 no picture", "image-kind"),
        (picture(size=(40, 30))[:200], "image-broken"),
        (b"\x89PNG\r\n\x1a\n", "image-broken"),
    ],
)
def test_what_is_no_picture_is_told_at_its_question(data: bytes, code: str, standing: Standing) -> None:
    text = with_image(INITIATIVE, "drones-boven-de-dijk.jpg")
    files = {DIJK: PARTNER, DRONES: text}
    outcome = sent(Submission(files, {"initiatives/drones-boven-de-dijk.jpg": data}), standing)

    assert not outcome.well
    assert any(one.explanation.problem.code.startswith("image-") for one in outcome.wrong), codes(outcome)


def test_a_change_replaces_the_file_of_its_record(standing: Standing) -> None:
    """And is called one."""
    text = (standing.root / ROBOTS).read_text(encoding="utf-8").replace("status: active", "status: idea")
    outcome = sent(Submission({ROBOTS: text + "\nErbij.\n"}, changes=True), standing)

    assert outcome.well, codes(outcome)
    assert {ROBOTS: (text + "\nErbij.\n").encode()} == outcome.files
    assert "Wijziging van: Robots in de klas" == outcome.subject


def test_a_new_one_replaces_nothing(standing: Standing) -> None:
    """It gets an address of its own."""
    outcome = sent(Submission({DIJK: PARTNER, ROBOTS: INITIATIVE}), standing)

    assert [DIJK, "initiatives/robots-in-de-klas-2.md"] == [*outcome.files]


def test_a_picture_that_another_replaces_goes(tmp_path: Path) -> None:
    """It would be a file that nothing names."""
    root = make_site(tmp_path / "site", SMALL)
    old, new = "initiatives/drones-boven-de-dijk.jpg", "initiatives/drones-boven-de-dijk-2.jpg"
    (root / DIJK).write_text(PARTNER, encoding="utf-8")
    (root / DRONES).write_text(with_image(INITIATIVE, Path(old).name), encoding="utf-8")
    (root / old).write_bytes(picture(size=(60, 40)))
    text = with_image(INITIATIVE, Path(new).name)
    outcome = sent(Submission({DRONES: text}, {new: picture(size=(80, 60))}, changes=True), Standing(root))

    assert outcome.well, codes(outcome)
    assert [DRONES, new, old] == [*outcome.files]
    assert outcome.files[old] is None


def test_what_breaks_another_record_is_told(standing: Standing) -> None:
    """Not only what is wrong in what was sent: others name the partner as it was called."""
    path = "docs/partners/stichting-de-brug.md"
    text = (standing.root / path).read_text(encoding="utf-8").replace("  - De Brug", "  - Nieuwe Brug")
    outcome = sent(Submission({path: text}, changes=True), standing)

    assert {"reference-unknown"} == codes(outcome)
    assert any(remark.place.startswith("initiatives/") for remark in outcome.wrong)


def test_it_says_what_a_check_says_once_it_is_merged(tmp_path: Path) -> None:
    """Whatever is wrong: nothing gets through here that stops the site there, and nothing is refused that would not."""
    root = make_site(tmp_path / "site", SMALL)
    wrong = {
        "an unknown partner": INITIATIVE.replace("partner: alfacollege", "partner: alfa"),
        "no title": INITIATIVE.replace("title: 'Drones: boven de dijk'\n", ""),
        "no YAML": INITIATIVE.replace("summary:", "summary"),
        "a title of another": INITIATIVE.replace("'Drones: boven de dijk'", "Robots in de klas"),
        "a former address of another": INITIATIVE.replace("added:", "former_slugs: [oud-plan]\nadded:", 1),
        "a link that leads nowhere": INITIATIVE + "\nZie [dit](niets.md).\n",
        "all well": INITIATIVE,
    }
    before, standing = check(root, TODAY).all, Standing(root)
    for name, text in wrong.items():
        outcome = sent(Submission({DIJK: PARTNER, DRONES: text}), standing)
        for path, data in outcome.files.items():
            (root / path).write_bytes(data or b"")
        there = [problem for problem in check(root, TODAY).all if problem not in before]
        for path in outcome.files:
            (root / path).unlink()

        found = [remark.explanation.problem for remark in outcome.explained]
        assert sorted(map(repr, there)) == sorted(map(repr, found)), name
        assert outcome.well is not any(problem.severity == "error" for problem in there), name


def test_what_changed_in_the_catalogue_meanwhile_counts(tmp_path: Path) -> None:
    """A service that runs for weeks knows the partner that came today."""
    root = make_site(tmp_path / "site", SMALL)
    standing = Standing(root)
    assert "reference-unknown" in codes(sent(Submission({DRONES: INITIATIVE}), standing))
    (root / DIJK).write_text(PARTNER, encoding="utf-8")

    assert sent(Submission({DRONES: INITIATIVE}), standing).well


@pytest.mark.parametrize(
    "submission",
    [
        Submission({}),
        Submission({"../uit.md": "x"}),
        Submission({"/etc/passwd": "x"}),
        Submission({"mkdocs.yml": "x"}, changes=True),
        Submission({".github/workflows/check.yml": "x"}, changes=True),
        Submission({"docs/index.md": "x"}, changes=True),
        Submission({"docs/funds/pot.md": "x"}, changes=True),
        Submission({"docs/questions/vraag.md": "x"}),
        Submission({"initiatives/a/b.md": "x"}),
        Submission({"initiatives/X.md": "x"}),
        Submission({DRONES: "x"}, {"docs/assets/logo.png": b"x"}),
        Submission({DRONES: "x"}, {"initiatives/../x.png": b"x"}),
        Submission({DRONES: "x"}, {"initiatives/x.svg": b"x"}),
        Submission({DRONES: "x"}, {"initiatives/x.png": b"x" * (9 * 1024 * 1024)}),
        Submission({f"initiatives/{n}.md": "x" for n in range(21)}),
    ],
)
def test_no_other_file_is_taken(submission: Submission, standing: Standing) -> None:
    """It is refused as a whole, in one sentence."""
    with pytest.raises(NotTakenError) as refused:
        sent(submission, standing)

    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_what_is_wrong_is_told_by_question(standing: Standing) -> None:
    """Of every kind of record that has a form."""
    text = INITIATIVE.replace("role: lead", "role: baas")
    initiative = sent(Submission({DIJK: PARTNER, DRONES: text}), standing)
    festival = sent(
        Submission({"docs/festivals/lente.md": "---\nname: Lente\ndate: gisteren\n---\n"}), standing
    )

    assert ["Wie doen er mee? (nummer 1)"] == [remark.place for remark in initiative.wrong]
    assert ["Op welke dag is het?"] == [remark.place for remark in festival.wrong]


def test_many_are_checked_in_a_moment_each(standing: Standing) -> None:
    """A service that gets fifty in a second keeps up."""
    submission = Submission({DIJK: PARTNER, DRONES: INITIATIVE})
    sent(submission, standing)
    began = time.process_time()
    for _ in range(10):
        prepare(submission, standing.root, TODAY, translations("nl"), standing)

    assert (time.process_time() - began) / 10 < 0.1 * (2 if "CI" in os.environ else 1)
