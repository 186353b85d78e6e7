"""``atelier init`` asks a city what it needs to know, and writes a catalogue that passes its own check."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atelier.checks.check import check
from atelier.cli.app import app
from atelier.content.settings import read_settings
from atelier.model.initiative import Initiative
from atelier.model.parts import Part
from atelier.model.settings import Extra, Host, Language
from atelier.starter import begin
from atelier.starter.answers import Answers, as_data
from atelier.starter.files import files_of
from atelier.starter.state import read_state
from tests.fixtures.serving import snapshot
from tests.fixtures.sites import EPOCH, TODAY, run
from tests.starter.test_state import LEEUWARDEN

ALL = (
    "--language=nl",
    "--name=Onderwijs in Leeuwarden",
    "--repository=https://github.com/leeuwarden/onderwijs",
    "--editors=onderwijs@leeuwarden.example",
    "--pillar=Techniek",
    "--pillar=Taal",
    "--pillar-word=het thema/thema's",
    "--url=https://leeuwarden.github.io/onderwijs/",
)
"""An answer to every question."""


def atelier(*words: str, answers: str = "") -> Result:
    """What the command says, on lines as wide as they are."""
    environment = {"COLUMNS": "400", "SOURCE_DATE_EPOCH": EPOCH, "LC_ALL": "C"}
    return CliRunner().invoke(app, words, input=answers, env=environment, catch_exceptions=False)


def said(result: Result) -> str:
    """What went wrong, on one line."""
    return " ".join(result.output.replace("│", " ").split())


def test_with_all_answers_nothing_is_asked(tmp_path: Path) -> None:
    """What was answered is in the settings, and remembered."""
    result = atelier("init", str(tmp_path / "stad"), *ALL)

    assert 0 == result.exit_code, result.output
    state = read_state(tmp_path / "stad")
    assert state
    assert LEEUWARDEN == state.answers
    settings, problems = read_settings(tmp_path / "stad" / "mkdocs.yml", publish=True)
    assert [] == problems
    assert settings
    assert "Onderwijs in Leeuwarden" == settings.site_name
    assert "atelier serve" in result.output


def test_what_is_not_given_is_asked(tmp_path: Path) -> None:
    """A wrong answer is asked for again, with the words of the check; what is clearly meant is taken."""
    answers = ["nl", "", "Onderwijs in Sneek", "sneek", "git@gitlab.com:sneek/onderwijs.git", "", "onderwijs"]
    answers += ["onderwijs@sneek.example", "Techniek, Taal en rekenen", "Thema", "Thema/Thema's"]
    result = atelier("init", str(tmp_path / "stad"), answers="\n".join([*answers, ""]))

    assert 0 == result.exit_code, result.output
    assert "“sneek” is niet het webadres van een repository." in result.output
    assert "Op “onderwijs” is de redactie niet te bereiken." in result.output
    assert "“Thema” zijn geen twee woorden" in result.output
    state = read_state(tmp_path / "stad")
    assert state
    assert (Host.GITLAB, "https://sneek.gitlab.io/onderwijs/") == (state.answers.host, state.answers.url)
    assert ("Techniek", "Taal en rekenen") == state.answers.pillars
    assert (tmp_path / "stad" / ".gitlab-ci.yml").is_file()
    assert not (tmp_path / "stad" / ".github").exists()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "pillars", [(), ("--no-pillars",), ("--pillar=50% 'écht' #1: \"taal\" & {rekenen}",)]
)
@pytest.mark.parametrize("host", ["github", "gitlab", "gitea"])
def test_it_passes_its_own_check(language: str, pillars: tuple[str, ...], host: str, tmp_path: Path) -> None:
    """Whatever was answered, with signs that mean something to YAML, Markdown or a template too."""
    name = "A: [b] #c \"d\" 'e' {{ f }} [[ g ]] *h* ${{ i }}"
    words = ("--yes", f"--name={name}", f"--language={language}", f"--host={host}", *pillars)
    result = atelier("init", str(tmp_path / "stad"), *words)

    assert 0 == result.exit_code, result.output
    assert [] == [(p.path, p.code) for p in check(tmp_path / "stad", TODAY).all]
    settings, problems = read_settings(tmp_path / "stad" / "mkdocs.yml")
    assert [] == problems
    assert settings
    assert name == settings.site_name


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_settings_offer_can_be_chosen(language: str, tmp_path: Path) -> None:
    """The lines that show what a city can choose work as they stand there, without their hashes."""
    words = ("--yes", "--name=Stad", f"--language={language}")
    assert 0 == atelier("init", str(tmp_path / "stad"), *words).exit_code
    settings = tmp_path / "stad" / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub(r"^  # (?=fields:|required:|partner_kinds:|  )", "  ", text, flags=re.MULTILINE)
    )

    found, problems = read_settings(settings)

    assert [] == problems
    assert found
    assert ["licence"] == [key for key, _ in found.extra.choices.fields_of(Initiative)]
    assert ["school"] == [kind.slug for kind in found.extra.choices.partner_kinds]
    assert {"summary": False, "levels": True}.items() <= found.extra.choices.required_of(Initiative).items()


def test_only_a_dutch_catalogue_installs_the_list_of_dutch_words() -> None:
    """Its packages are those of its language: the list is half of what is fetched."""
    english = files_of(LEEUWARDEN.model_copy(update={"language": Language("en")}), TODAY)
    dutch = files_of(LEEUWARDEN, TODAY)

    assert b"\nwordfreq==" in dutch["requirements.lock"].content
    assert b"[engine,dutch]==" in dutch["requirements.txt"].content
    assert b"\nwordfreq==" not in english["requirements.lock"].content
    assert b"\nmkdocs==" in english["requirements.lock"].content
    assert b"[engine]==" in english["requirements.txt"].content


@pytest.mark.slow
def test_an_empty_catalogue_is_built(tmp_path: Path) -> None:
    """With settings and nothing else: every list says that there is nothing in it yet."""
    files = files_of(LEEUWARDEN, TODAY)
    for path in ("mkdocs.yml", "hooks/mkdocs_hooks.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        text = files[path].content.decode()
        (tmp_path / path).write_text(re.sub(r"(?m)^  (?:logo|favicon): .*\n", "", text), encoding="utf-8")
    built = run("atelier", "build", "--strict", cwd=tmp_path)

    assert 0 == built.returncode, built.stderr
    page = (tmp_path / "site" / "initiatives" / "index.html").read_text(encoding="utf-8")
    assert "Hier staan nog geen initiatieven." in page


def test_nothing_of_another_city_is_in_it() -> None:
    """Whoever begins, begins with nothing of the city that began."""
    files = files_of(LEEUWARDEN, TODAY)

    assert [] == [path for path, file in files.items() if b"groningen" in file.content.lower()]


FORMS = {
    "github": ".github/ISSUE_TEMPLATE/initiative.yml",
    "gitlab": ".gitlab/issue_templates/voeg-een-initiatief-toe.md",
}


@pytest.mark.parametrize("host", FORMS)
def test_the_form_asks_what_the_catalogue_has(host: str) -> None:
    """In the city's word for pillars, and not for pillars that it has not; nor for what its settings leave out later."""
    said = Answers.model_validate(
        {**as_data(LEEUWARDEN), "repository": f"https://{host}.com/leeuwarden/x", "host": host}
    )
    named = files_of(said, TODAY)[FORMS[host]].content.decode()
    none = files_of(said.model_copy(update={"pillars": ()}), TODAY)[FORMS[host]].content.decode()
    later = files_of(said, TODAY, Extra(without=(Part.MONEY,)))[FORMS[host]].content.decode()

    assert "Kies het thema dat het best past." in named
    assert "thema" not in none
    assert "jaar | bedrag | bron" in named
    assert "jaar | bedrag | bron" not in later


WRONG = {
    "--url=stad": "--url: “stad” is niet het adres van een site.",
    "--host=bitbucket": "--host: “bitbucket” is geen van de keuzes. Kies uit: github, gitlab, gitea.",
    "--host=gitlab": "--host:",
    "--editors=redactie": "--editors: Op “redactie” is de redactie niet te bereiken.",
    "--pillar-word=Thema": "--pillar-word: “Thema” zijn geen twee woorden met een schuine streep ertussen.",
    "--pillar=???": "--pillar: In “???” staat geen letter of cijfer",
    "--language=klingon": "--language: “klingon” is not one of the choices.",
}


@pytest.mark.parametrize("option", WRONG)
def test_a_wrong_option_is_told_in_words(option: str, tmp_path: Path) -> None:
    """By the rules of the check, and nothing is written."""
    given = {word.partition("=")[0]: word for word in ALL} | {option.partition("=")[0]: option}
    result = atelier("init", str(tmp_path / "stad"), *given.values())

    assert 2 == result.exit_code
    assert WRONG[option] in said(result)
    assert [] == list(tmp_path.iterdir())


def test_without_anybody_to_answer_it_says_what_is_needed(tmp_path: Path) -> None:
    """In a workflow nobody answers."""
    assert "Nog nodig: --name." in said(atelier("init", str(tmp_path / "stad"), "--yes", "--language=nl"))
    assert "Nog nodig: --url." in said(atelier("init", str(tmp_path / "stad"), *ALL[:-1]))


def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path: Path) -> None:
    """It says what is in it, and what to do."""
    (tmp_path / "brief.txt").write_text("van mij", encoding="utf-8")
    result = atelier("init", str(tmp_path), *ALL)

    assert 2 == result.exit_code
    assert "is niet leeg: brief.txt staat erin. Noem een nieuwe map, zoals" in said(result)
    assert {"brief.txt": b"van mij"} == snapshot(tmp_path)


def test_a_new_repository_is_an_empty_folder(tmp_path: Path) -> None:
    """So one can clone it first; a catalogue that is there already is not written over."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    assert 0 == atelier("init", str(tmp_path), *ALL).exit_code
    assert "staat al een catalogus. `atelier upgrade`" in said(atelier("init", str(tmp_path), *ALL))


def test_all_or_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves no half catalogue."""

    def create(file: Path, content: bytes) -> None:
        if file.name == "mkdocs.yml":
            raise OSError(28, "No space left on device")
        file.write_bytes(content)

    monkeypatch.setattr(begin, "create", create)
    result = atelier("init", str(tmp_path / "een" / "stad"), *ALL)

    assert 1 == result.exit_code
    assert "No space left on device" in result.output
    assert [] == list(tmp_path.iterdir())


def test_the_examples_go_by_one_command(tmp_path: Path) -> None:
    """Those that somebody changed stay, and are named."""
    atelier("init", str(tmp_path), *ALL)
    question = tmp_path / "docs" / "questions" / "voorbeeld-robot-bouwen.md"
    question.write_text("---\ntitle: Een echte vraag?\n---\n", encoding="utf-8")
    listed = atelier("examples", "--root", str(tmp_path))
    removed = atelier("examples", "--remove", "--root", str(tmp_path))

    assert "initiatives/voorbeeld-robots-in-de-klas.md\n" in listed.output
    assert "Haal ze weg: atelier examples --remove" in listed.output
    assert "5 voorbeelden zijn weggehaald." in removed.output
    assert "docs/questions/voorbeeld-robot-bouwen.md" in removed.output
    assert {
        "docs/pillars/taal.md",
        "docs/pillars/techniek.md",
        "docs/questions/voorbeeld-robot-bouwen.md",
    } == set(check(tmp_path, TODAY).paths)
    assert [] == check(tmp_path, TODAY).all


def test_the_only_pillar_stays_as_long_as_it_is_needed(tmp_path: Path) -> None:
    """Without a pillar to choose nobody could fill in the form."""
    atelier("init", str(tmp_path), "--yes", "--language=nl", "--name=Stad")
    first = atelier("examples", "--remove", "--root", str(tmp_path))
    left = set(check(tmp_path, TODAY).paths)
    atelier("new", "pillar", "name=Taal", "order=1", "colour=#1b5fa8", "--root", str(tmp_path))
    again = atelier("examples", "--remove", "--root", str(tmp_path))

    assert "atelier new pillar maakt er een" in first.output
    assert {"docs/pillars/voorbeeldpijler.md"} == left
    assert "1 voorbeeld is weggehaald." in again.output
    assert ("docs/pillars/taal.md",) == check(tmp_path, TODAY).paths


def test_an_example_that_is_used_stays(tmp_path: Path) -> None:
    """Which file needs it is told as the check would; nothing is taken away."""
    atelier("init", str(tmp_path), *ALL)
    question = tmp_path / "docs" / "questions" / "eigen.md"
    question.write_text("---\ntitle: Een vraag?\nasked_by: voorbeeldschool\n---\n", encoding="utf-8")
    before = snapshot(tmp_path)
    result = atelier("examples", "--remove", "--root", str(tmp_path))

    assert 1 == result.exit_code
    assert "docs/questions/eigen.md:3:11" in result.output
    assert before == snapshot(tmp_path)


def test_a_catalogue_of_another_origin_has_no_examples(small: Path) -> None:
    """It says so, instead of taking something away."""
    result = atelier("examples", "--remove", "--root", str(small))

    assert 2 == result.exit_code
    assert "niet gemaakt met `atelier init`" in said(result)
