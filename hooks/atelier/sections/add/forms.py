"""The forms of the site, the first one first."""

from __future__ import annotations

from collections.abc import Sequence

from atelier.sections.add.description import Form
from atelier.sections.add.festival import FESTIVAL
from atelier.sections.add.initiative import INITIATIVE

FORMS: Sequence[Form] = (INITIATIVE, FESTIVAL)
