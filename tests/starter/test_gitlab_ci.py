"""The CI file of a new catalogue at GitLab: it is one for GitLab, and its jobs do what they promise.

Their scripts are run as a runner does, in a clone of a new catalogue, with a server that plays GitLab.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main
from click.testing import CliRunner

from atelier.exchange.model import About
from atelier.exchange.read import Strangers
from atelier.exchange.taken import Taken, taken_bytes
from atelier.i18n.translation import translations
from atelier.model.settings import Host
from atelier.sections.add.proposal import template_name
from atelier.starter.files import files_of
from tests.fixtures.forges import TOKEN, Forge, playing
from tests.fixtures.hosts import bare, commit, git, tip
from tests.fixtures.neighbours import register
from tests.fixtures.sites import FIXED, TODAY
from tests.fixtures.standard import example
from tests.starter.test_state import LEEUWARDEN

AT_GITLAB = LEEUWARDEN.model_copy(
    update={"host": Host.GITLAB, "repository": "https://gitlab.example/stad/catalogus"}
)
CATALOGUE = files_of(AT_GITLAB, TODAY)
FILE = CATALOGUE[".gitlab-ci.yml"].content
JOBS: dict[str, Any] = yaml.safe_load(FILE)
INITIATIVE = next(path for path in CATALOGUE if path.startswith("initiatives/") and path.endswith(".md"))
TAKEN = taken_bytes(
    Taken("https://breda.example/data/catalogue.json", TODAY, "", Strangers(About.model_validate(example())))
)
PARTNER = b"---\nname: De Lamp\nkind: school\n---\n"


def test_it_is_what_gitlab_reads(tmp_path: Path) -> None:
    """By GitLab's own schema, of which check-jsonschema has a copy; a word that GitLab does not know is told of."""
    ci, wrong = tmp_path / ".gitlab-ci.yml", tmp_path / "wrong.yml"
    ci.write_bytes(FILE)
    wrong.write_bytes(FILE.replace(b"auto_stop_in:", b"auto_stop:"))
    looked = [CliRunner().invoke(main, ["--builtin-schema", "vendor.gitlab-ci", str(f)]) for f in (ci, wrong)]

    assert [0, 1] == [one.exit_code for one in looked], looked[0].output


def test_the_form_leads_to_the_template_that_is_there() -> None:
    """Who has no scripts answers its questions at GitLab."""
    name = template_name(translations("nl"))

    assert f".gitlab/issue_templates/{name}.md" in CATALOGUE


def test_a_job_of_a_merge_request_knows_no_secret() -> None:
    """What may write runs by schedule alone, which starts on the main branch, and never two at once."""
    by_schedule = {name for name, job in JOBS.items() if "schedule" in str(job) and "rules" in job}

    assert {"pages", "tend", "links", "tell-links", "remind", "harvest", "propose-harvest"} == by_schedule
    assert "ATELIER_TOKEN" not in str(JOBS)
    assert {"tend", "tell-links", "remind", "propose-harvest"} == {
        name for name, job in JOBS.items() if "resource_group" in job
    }


@pytest.fixture
def gitlab(tmp_path: Path) -> Iterator[Forge]:
    """A new catalogue at a server that plays GitLab, and a clone of it beside it."""
    repository = bare(tmp_path / "repository.git", {path: file.content for path, file in CATALOGUE.items()})
    with playing("gitlab", repository) as forge:
        git(tmp_path, "clone", "-q", str(repository), "clone")
        yield forge


def job(gitlab: Forge, name: str, **variables: str) -> str:
    """What the script of a job prints, in the clone; it must end well."""
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(JOBS[name]["script"])],
        cwd=gitlab.repository.parent / "clone",
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(gitlab.repository.parent),
            "LANG": "C.UTF-8",
            **FIXED,
            "CI_API_V4_URL": gitlab.api,
            "CI_PROJECT_PATH": gitlab.name,
            "CI_PROJECT_ROOT_NAMESPACE": "stad",
            "CI_PAGES_DOMAIN": "gitlab.example",
            "CI_PAGES_URL": "https://stad.gitlab.example/catalogus",
            "CI_PROJECT_URL": "https://gitlab.example/stad/catalogus",
            "REPOSITORY_URL": "https://gitlab.example/stad/catalogus",
            **{key: filled(value) for key, value in JOBS[name].get("variables", {}).items()},
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def filled(value: str) -> str:
    return value.replace("$CI_PAGES_URL", "https://stad.gitlab.example/catalogus")


@pytest.mark.slow
def test_its_jobs_publish_check_and_answer(gitlab: Forge) -> None:
    """The site of the main branch; a merge request with its preview and its comment; the editors' issue."""
    clone, base = gitlab.repository.parent / "clone", tip(gitlab.repository, "main")
    job(gitlab, "pages")

    home = (clone / "public" / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://stad.gitlab.example/catalogus/"' in home

    git(gitlab.repository, "update-ref", "refs/heads/lamp", base)
    commit(gitlab.repository, "lamp", {"docs/partners/de-lamp.md": PARTNER}, "De Lamp")
    gitlab.open_pull("lamp", "main", "De Lamp", "")
    git(clone, "fetch", "-q", "origin", "lamp")
    git(clone, "checkout", "-q", "FETCH_HEAD")
    said = job(gitlab, "proposal", CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_JOB_ID="7")

    assert "Nieuw: partner De Lamp (docs/partners/de-lamp.md)" in said
    assert (clone / "site" / "partners" / "de-lamp" / "index.html").is_file()
    assert "PREVIEW_URL=https://stad.gitlab.example/-/catalogus/-/jobs/7/artifacts/site/index.html\n" == (
        clone / "preview.env"
    ).read_text(encoding="utf-8")

    git(clone, "checkout", "-q", "main")
    assert "Proposal 12 was told.\n" == job(gitlab, "tend", ATELIER_TOKEN=TOKEN)
    assert "- **Nieuw**: partner `De Lamp`" in gitlab.comments[0]["text"]

    dead = {"url": "https://weg.example/", "status": {"text": "404 Not Found"}, "span": {"line": 3}}
    found = json.dumps({"error_map": {INITIATIVE: [dead]}, "timeout_map": {}})
    (clone / "links.json").write_text(found, encoding="utf-8")
    job(gitlab, "tell-links", ATELIER_TOKEN=TOKEN)
    assert "`https://weg.example/`" in gitlab.issues[0]["text"]
    assert f"https://gitlab.example/stad/catalogus/-/blob/HEAD/{INITIATIVE}" in gitlab.issues[0]["text"]
    job(gitlab, "remind", ATELIER_TOKEN=TOKEN)
    assert Path(INITIATIVE).stem in gitlab.issues[1]["text"]

    register(clone, "breda", "https://breda.example/data/catalogue.json")
    (clone / "harvest" / "neighbours").mkdir(parents=True)
    (clone / "harvest" / "neighbours" / "breda.json").write_bytes(TAKEN)
    (clone / "harvest" / "summary.md").write_text("# Van de buren\n\n- Robots\n", encoding="utf-8")
    job(gitlab, "propose-harvest", ATELIER_TOKEN=TOKEN)
    assert ("Van de buren", "- Robots\n") == (gitlab.pulls[1]["title"], gitlab.pulls[1]["text"])
