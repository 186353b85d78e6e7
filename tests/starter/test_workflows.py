"""The workflows of a new city do what those of this repository do, which also look at the generator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from atelier.starter.files import files_of
from tests.fixtures.sites import ROOT, TODAY
from tests.starter.test_state import LEEUWARDEN

FOLDER = ".github/workflows/"
OWN = {
    path.removeprefix(FOLDER): yaml.load(file.content, yaml.CSafeLoader)
    for path, file in files_of(LEEUWARDEN, TODAY).items()
    if path.startswith(FOLDER)
}
"""The workflows of a new city, by name."""

SET_UP = re.compile(r"make \.venv/site\.stamp|\./\.github/actions/set-up|actions/setup-python@.*")
"""A city installs the package, this repository what it holds."""

HERE_ALONE = ("EDITORS", "PICTURE")
"""Variables of this repository: a city has its editors in its settings."""


def ours(name: str) -> dict[Any, Any]:
    """The workflow of this repository with the same name."""
    workflow = yaml.load((ROOT / FOLDER / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert isinstance(workflow, dict)
    return workflow


def steps(job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a job does, without how the program was installed and what is shown of a step."""
    for step in job["steps"]:
        done = {key: value for key, value in step.items() if key != "name"}
        if "run" in done:
            done["run"] = done["run"].replace(".venv/bin/", "").replace("make site", "atelier build --strict")
        if "env" in done:
            done["env"] = {key: value for key, value in done["env"].items() if key not in HERE_ALONE}
        if not SET_UP.fullmatch(str(done.get("uses") or done.get("run"))):
            yield done


@pytest.mark.parametrize("name", OWN)
def test_a_city_has_the_same_steps(name: str) -> None:
    """At the same moment, with the same rights, and by the same versions of actions."""
    city, here = OWN[name], ours(name)

    assert {key: city.get(key) for key in (True, "permissions", "env", "concurrency")} == {
        key: here.get(key) for key in (True, "permissions", "env", "concurrency")
    }
    for job_name, job in city["jobs"].items():
        other = here["jobs"][job_name]
        assert {key: job.get(key) for key in ("if", "permissions", "environment", "timeout-minutes")} == {
            key: other.get(key) for key in ("if", "permissions", "environment", "timeout-minutes")
        }
        at = list(steps(other))
        found = [step for step in at if step in list(steps(job))]
        assert list(steps(job)) == found
