"""Text of strangers is text on every page, and leads nowhere but to pages of the web."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.fixtures.catalogues import content

HILLFORD = "https://learning.hillford.example/"
OURS = "https://klein.example/initiatives/robots-in-de-klas/"
WICKED = "\"'><script>alert(1)</script><!--]]>{{ 7 * 7 }}{% raw %}"


def wicked(id_: str, **values: object) -> dict[str, object]:
    """A record with a script in every text."""
    texts = {
        "slug": f"../{WICKED}",
        "title": f"{WICKED} {id_}",
        "summary": WICKED,
        "status": WICKED,
        "pillar": WICKED,
        "levels": ["po", WICKED],
        "places": [WICKED, "Assen"],
        "tags": [WICKED, "../../etc"],
        "partners": [{"partner": WICKED, "role": WICKED}, {"partner": "p"}],
        "adapted_from": [OURS, f"{HILLFORD}(alert(1))/"],
    }
    return {"id": f"{HILLFORD}{id_}/", **texts, **values}


def test_what_a_neighbour_writes_is_never_more_than_text(small: Path) -> None:
    """On its own page, beside ours, as a copy of ours, and in what search engines read."""
    file = small / "neighbours" / "hillford.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    data["name"] = WICKED
    data["initiatives"] = [
        wicked("a", page_url=f"{HILLFORD}javascript:alert(1)?a=1&b=(2)"),
        wicked("b", same_as=[OURS, "http://x.example/"]),
        wicked("c"),
    ]
    data["questions"] = [{"id": f"{HILLFORD}q/", "title": WICKED, "pillar": WICKED, "tags": [WICKED]}]
    data["partners"] = [{"slug": "p", "name": WICKED, "url": "http://x.example/"}]
    data["pillars"] = [{"slug": WICKED, "name": WICKED}]
    file.write_text(json.dumps(data), encoding="utf-8")

    pages = (
        "neighbours/",
        "neighbours/hillford/",
        "initiatives/robots-in-de-klas/",
        "questions/",
        "levels/po/",
    )
    found = {page: content(small, page) for page in pages}

    assert {page for page, html in found.items() if "alert(1)" in html} >= {*pages[1:3]}
    for page, html in found.items():
        assert "<script>alert" not in html, page
        assert "<!--]]>" not in html, page
        links = re.findall(r'(?:href|src|action)="([^"]*)"', html)
        assert not [
            link for link in links if re.match("(?!https?:|mailto:|tel:)[a-z+.-]+:", link, re.IGNORECASE)
        ]


def test_who_lists_us_at_either_of_our_addresses_is_a_mutual_neighbour(small: Path) -> None:
    """A site that moved is known by the address that it had too."""
    settings = small / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("extra:\n", "extra:\n  moved_from: https://vroeger.example/\n", 1), encoding="utf-8"
    )

    assert "buren van elkaar" in content(small, "neighbours/")
