"""The choices of options are what commands know."""

from __future__ import annotations

import subprocess
import sys

from atelier.cli.check import FORMATS
from atelier.cli.new import OFFERED
from atelier.cli.options import Format, Kind, ProposalFormat
from atelier.proposals.report import FORMATS as PROPOSAL_FORMATS


def test_every_choice_is_one_that_its_command_knows() -> None:
    """And all that commands know can be chosen."""
    assert list(Format) == list(FORMATS)
    assert list(ProposalFormat) == list(PROPOSAL_FORMATS)
    assert list(Kind) == list(OFFERED)


def test_to_start_a_command_loads_no_record() -> None:
    """A build in which nothing changed costs little more than to load its code, so that must not be much."""
    code = "import sys, atelier.cli.app, atelier.cli.build; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"pydantic", "jinja2", "babel", "atelier.model.base", "atelier.site.making"}
    assert heavy.isdisjoint(loaded.stdout.split())
