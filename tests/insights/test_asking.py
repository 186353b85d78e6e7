"""Every initiative, partner and festival ends in a way to ask that works, and nobody is promised who has none."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.insights.asking import ways_to_ask
from atelier.model.settings import Editors
from tests.fixtures.asking import WORKS, contents, ending
from tests.fixtures.catalogues import SITE, catalogue_of
from tests.fixtures.sites import TODAY

OWN = {
    "name": "  name: Robin Voorbeeld\n  consent: 2026-01-15\n",
    "email": "  email: onderwijs@school.example\n",
    "phone": "  phone: 050 123 45 67\n",
    "url": "  url: https://school.example/contact\n",
}
COMBINATIONS = [
    (site, *own)
    for site, *chosen in product((False, True), repeat=len(OWN) + 1)
    for own in [tuple(name for name, there in zip(OWN, chosen, strict=True) if there)]
]
INITIATIVE = """---
title: {title}
summary: Een voorbeeld.
pillar: ondernemerschap
partners:
  - {partner}
contact:
  organisation: {partner}
{own}status: idea
sources:
  - title: Een oud plan
    date: 2013
---

Tekst.
"""
PARTNER = "---\nname: De {kind} school\nkind: school\n{url}---\n"


def slug_of(combination: tuple[object, ...]) -> str:
    site, *own = combination
    return "-".join(("site" if site else "zonder", *map(str, own)))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """An initiative of every combination of what can be known of its contact and of its organisation."""
    root = tmp_path_factory.mktemp("ways")
    for folder in ("initiatives", "docs/partners", "docs/pillars"):
        (root / folder).mkdir(parents=True)
    (root / "docs/pillars/ondernemerschap.md").write_text(
        "---\nname: Ondernemerschap\norder: 1\ncolour: '#112233'\n---\n", encoding="utf-8"
    )
    for kind, url in (("met-site", "url: https://school.example\n"), ("zonder-site", "")):
        text = PARTNER.format(kind=kind.replace("-", " "), url=url)
        (root / f"docs/partners/{kind}.md").write_text(text, encoding="utf-8")
    for combination in COMBINATIONS:
        site, *own = combination
        text = INITIATIVE.format(
            title=f"Les {slug_of(combination)}",
            partner="met-site" if site else "zonder-site",
            own="".join(OWN[str(name)] for name in own),
        )
        (root / f"initiatives/{slug_of(combination)}.md").write_text(text, encoding="utf-8")
    return catalogue_of(root)


@pytest.mark.parametrize("combination", COMBINATIONS, ids=slug_of)
def test_the_nearest_way_comes_first(combination: tuple[object, ...], catalogue: Catalogue) -> None:
    """The contact's own addresses, else the site of the organisation, else none: then it is for the editors."""
    site, *own = combination
    whom = "Robin Voorbeeld" if "name" in own else f"De {'met' if site else 'zonder'} site school"
    ways = ways_to_ask(catalogue.initiatives[slug_of(combination)], catalogue)

    reached = [kind for kind, name in (("mail", "email"), ("phone", "phone"), ("page", "url")) if name in own]
    assert (reached or ["site"] * bool(site)) == [way.kind for way in ways]
    assert {way.whom for way in ways if way.kind in ("mail", "phone")} <= {whom}


@pytest.mark.parametrize(
    "editors", [Editors(mail="redactie@klein.example"), Editors(page="https://klein.example/v")]
)
def test_every_page_ends_in_a_way_that_works(editors: Editors, catalogue: Catalogue) -> None:
    """A mail, a telephone number or a page opens, whatever is known."""
    site = replace(SITE, editors=editors)
    for section in ("initiatives", "partners"):
        found = list(contents(catalogue, site, section))
        assert found
        for url, content in found:
            _, links = ending(content)
            assert [link for link in links if WORKS.match(link)], url


def test_nobody_is_promised_who_cannot_be_reached(catalogue: Catalogue) -> None:
    """An old page names whom to ask how things stand: who has an address, else the editors, else nobody."""
    for editors in (SITE.editors, None):
        for url, content in contents(catalogue, replace(SITE, editors=editors), "initiatives"):
            entry = catalogue.initiatives[url.split("/")[1]]
            ways = ways_to_ask(entry, catalogue)
            said = re.findall(r"Vraag aan (.+?) hoe het er nu voor staat", content)

            assert ([ways[0].whom] if ways else ["de redactie"] * bool(editors)) == said
            assert "contactpersoon" not in content


def test_a_mail_says_what_it_is_about(catalogue: Catalogue) -> None:
    """The subject has the title, and the text the address of the page."""
    pages = dict(contents(catalogue, SITE, "initiatives"))
    _, links = ending(pages["initiatives/zonder/"])

    assert (
        "mailto:redactie@klein.example?subject=Vraag%20over%20%E2%80%9CLes%20zonder%E2%80%9D"
        "&body=%0D%0A%0D%0Ahttps%3A%2F%2Fklein.example%2Finitiatives%2Fzonder%2F"
    ) == links[0]


def test_without_editors_a_page_says_so(catalogue: Catalogue) -> None:
    """A preview or a fork shows what is missing, and makes no link that leads nowhere."""
    site = replace(SITE, editors=None)
    for _, content in contents(catalogue, site, "initiatives"):
        assert "mailto:?" not in content
        assert 'href=""' not in content
    pages = dict(contents(catalogue, site, "initiatives"))
    text, links = ending(pages["initiatives/zonder/"])

    assert "De redactie heeft nog geen adres ingesteld." in text
    assert ["../../contact/"] == links


def test_a_festival_leads_to_who_organises_it(small: Path) -> None:
    """Its own site, else the sites of its organisers, else the editors."""
    file = small / "docs/festivals/zonder.md"
    pages = {}
    for organisers in ("", "organisers:\n  - alfa-college\n", "url: https://feest.example\n"):
        file.write_text(f"---\nname: Feest\n{organisers}---\n", encoding="utf-8")
        pages[organisers[:3]] = ending(
            dict(contents(catalogue_of(small), SITE, "festivals"))["festivals/zonder/"]
        )

    assert pages[""][1][0].startswith("mailto:redactie@klein.example?")
    assert "https://alfa.example/" == pages["org"][1][0]
    assert "https://feest.example" == pages["url"][1][0]
    assert "Naar de site van Feest" in pages["url"][0]


def test_a_name_alone_is_no_way(small: Path) -> None:
    """A person without an address, at an organisation without one, cannot be asked."""
    file = small / "initiatives/oud-plan.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"(contact:\n  organisation: )\S+\n", rf"\1stichting-de-brug\n{OWN['name']}", text),
        encoding="utf-8",
    )
    catalogue = check(small, TODAY).catalogue
    assert catalogue

    assert () == ways_to_ask(catalogue.initiatives["oud-plan"], catalogue)
