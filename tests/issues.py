"""Issues as GitHub makes them of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from atelier.content.reader import of_kind, read_collections
from atelier.contribute.issue_form import issue_form
from atelier.model.pillar import Pillar
from atelier.render.wording import Wording

from .conftest import TESTS

PILLARS = of_kind(read_collections(TESTS / "small")[0], Pillar)
FORM = yaml.safe_load(issue_form(list(PILLARS), Wording("nl"), "https://klein.example/"))
ASKED = [element for element in FORM["body"] if element["type"] != "markdown"]
AGREED = next(element for element in ASKED if element["id"] == "public")["attributes"]["options"][0]["label"]

GOOD: Mapping[str, str | Sequence[str]] = {
    "title": "Drones: boven de dijk",
    "summary": "Leerlingen van groep 8 tellen vogels\nmet een drone.",
    "pillar": "Ondernemerschap",
    "status": "Loopt nu",
    "story": "Elke week vliegt er één klas.\n\n- Eerst op papier.\n- Dan buiten.",
    "levels": ["Basisonderwijs (po)", "Mbo"],
    "ages-from": "10 jaar",
    "places": "Groningen\nHet Hogeland",
    "tags": "- drones\n- vogels",
    "partners": "Basisschool De Dijk | trekker\nalfacollege | Locatie\nDe Brug",
    "name-new": "Basisschool De Dijk",
    "kind-new": "Scholen",
    "place-new": "Het Hogeland",
    "url-new": "www.dedijk.example",
    "period-start": "1 september 2026",
    "funding": "2026 | € 12.500,- | Gemeente Groningen\n2027 | p.m. | gemeente-groningen",
    "recipe-cost": "€ 1.250,50",
    "recipe-time": "zes lessen",
    "recipe-steps": "1. Teken de dijk.\n2. Vlieg.",
    "links": "Filmpje | https://dedijk.example/film",
    "contact-organisation": "Basisschool De Dijk",
    "contact-email": "mailto:info@dedijk.example",
    "public": [AGREED],
}
"""Answers by the id of their question, as people type them: all well once they are read right."""


def rendered(given: Mapping[str, str | Sequence[str]]) -> str:
    """The text that GitHub makes of a form that was filled in."""
    parts = []
    for element in ASKED:
        answer = given.get(element["id"]) or ""
        if element["type"] == "checkboxes":
            options = [option["label"] for option in element["attributes"]["options"]]
            answer = "\n".join(f"- [{'x' if option in answer else ' '}] {option}" for option in options)
        assert isinstance(answer, str)
        parts.append(f"### {element['attributes']['label']}\n\n{answer or '_No response_'}")
    return "\n\n".join(parts) + "\n"
