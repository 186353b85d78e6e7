"""The page Contact says whom to ask by what the settings say, and no more."""

from __future__ import annotations

from dataclasses import replace

import html5lib
import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.model.settings import Editors, Host
from atelier.render.page import Site
from atelier.render.renderer import Renderer
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE
from tests.fixtures.sites import TODAY

EMPTY = Catalogue(TODAY)
MATTERS = 7


def contact(site: Site) -> tuple[str, list[str]]:
    """The text of the page and where its links lead."""
    page = next(page for page in Pages(EMPTY, site, INTROS) if page.url == "contact/")
    tree = html5lib.parse(Renderer(EMPTY, site).content(page), namespaceHTMLElements=False)
    text = " ".join("".join(tree.itertext()).split())
    return text, [link.get("href", "") for link in tree.iter("a")]


def test_every_matter_has_a_mail_of_its_own() -> None:
    """Its subject says what it is about, so the editors see it at once."""
    _, links = contact(SITE)
    mails = [link for link in links if link.startswith("mailto:redactie@klein.example?subject=")]

    assert MATTERS == len(mails) == len(set(mails))


def test_editors_with_a_form_get_no_mail() -> None:
    """Every matter leads to their page."""
    text, links = contact(replace(SITE, editors=Editors(page="https://klein.example/vraag/")))

    assert MATTERS + 1 == links.count("https://klein.example/vraag/")
    assert [] == [link for link in links if link.startswith("mailto:")]
    assert "Mail de redactie" not in text


@pytest.mark.parametrize(
    ("site", "said", "issues"),
    [
        (SITE, "te bereiken op GitHub", "https://github.com/klein/klein/issues/new"),
        (
            replace(SITE, host=Host.GITLAB, repository="https://gitlab.com/klein/klein"),
            "te bereiken op GitLab",
            "https://gitlab.com/klein/klein/-/issues/new",
        ),
        (
            replace(SITE, host=Host.GITEA, repository="https://codeberg.org/klein/klein"),
            "te bereiken op Gitea",
            "https://codeberg.org/klein/klein/issues/new",
        ),
        (replace(SITE, repository=""), "via deze site niet te bereiken", ""),
    ],
)
def test_without_an_address_it_says_what_there_is(site: Site, said: str, issues: str) -> None:
    """Where the files are kept one can still report something, with an account; else nowhere."""
    text, links = contact(replace(site, editors=None))

    assert "De redactie heeft nog geen adres ingesteld." in text
    assert said in text
    assert [issues] * bool(issues) == [link for link in links if "issues/new" in link]
    assert "redactie@" not in text


@pytest.mark.parametrize(
    ("host", "edit", "new", "issue"),
    [
        (
            Host.GITHUB,
            "edit/main/docs/questions/x.md",
            "new/main/docs/questions?filename=mijn%20vraag.md&value=---%0Atitle%3A%20%26%0A",
            "issues/new",
        ),
        (
            Host.GITLAB,
            "-/edit/main/docs/questions/x.md",
            "-/new/main/docs/questions?file_name=mijn%20vraag.md",
            "-/issues/new",
        ),
        (
            Host.GITEA,
            "_edit/main/docs/questions/x.md",
            "_new/main/docs/questions?filename=mijn%20vraag.md",
            "issues/new",
        ),
    ],
)
def test_a_file_is_changed_and_added_where_its_host_has_the_page(
    host: Host, edit: str, new: str, issue: str
) -> None:
    """Each host has another address, and another word for the name of a new file."""
    here = "https://stad.example/a/b/"
    site = replace(SITE, host=host, repository=here.removesuffix("/"))

    assert here + edit == site.edit_url("docs/questions/x.md")
    assert here + new == site.new_url("docs/questions/mijn vraag.md", "---\ntitle: &\n")
    assert here + issue == site.new_issue_url
    asked = {Host.GITHUB: "/choose", Host.GITLAB: "?issuable_template=nieuw-%25"}.get(host)
    assert (here + issue + asked if asked else "") == site.questions_url("nieuw-%")
    assert "" == replace(site, repository="").new_url("docs/questions/x.md")
