"""The settings of a site: every mistake in them is told as one in a file, wherever the value comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.content.settings import language, read_settings, site_url
from atelier.content.source import SETTINGS
from atelier.i18n.translation import translations
from atelier.model.fields import field_at, leaves
from atelier.model.settings import Editors, Server, Settings
from atelier.problems.problem import Problem
from atelier.report.apply import fix_files
from atelier.report.explain import explain
from atelier.site.making import site_of

SITE = "site_url: https://stad.example/\n"


def read(tmp_path: Path, text: str, **environment: str) -> tuple[Settings | None, list[Problem]]:
    """The settings of a site, which has a name."""
    file = tmp_path / "mkdocs.yml"
    nameless = text.startswith("site_url:") and "site_name" not in text
    file.write_text(f"{text}\nsite_name: Stad\n" if nameless else text, encoding="utf-8")
    return read_settings(file, environment=environment)


def well(tmp_path: Path, extra: str, **environment: str) -> Settings:
    settings, problems = read(tmp_path, f"{SITE}extra:\n{extra}\n", **environment)
    assert [] == problems
    assert settings
    return settings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://github.com/stad/atelier.git", "https://github.com/stad/atelier"),
        ("https://github.com/stad/atelier.git/", "https://github.com/stad/atelier"),
        ("https://github.com/stad/atelier.GIT", "https://github.com/stad/atelier"),
        ("https://github.com/stad/atelier/settings/pages", "https://github.com/stad/atelier"),
        ("https://github.com/stad/atelier/commits/main", "https://github.com/stad/atelier"),
        ("git@github.com:stad/atelier.git", "https://github.com/stad/atelier"),
        ("ssh://git@github.com/stad/atelier.git", "https://github.com/stad/atelier"),
        ("ssh://git@github.com:22/stad/atelier.git", "https://github.com/stad/atelier"),
        ("git://github.com/stad/atelier.git", "https://github.com/stad/atelier"),
        ("http://github.com/stad/atelier", "https://github.com/stad/atelier"),
        ("github.com/stad/atelier", "https://github.com/stad/atelier"),
        ("https://github.com/stad/atelier/tree/main/docs", "https://github.com/stad/atelier"),
        ("https://gitlab.com/stad/groep/atelier/-/tree/main", "https://gitlab.com/stad/groep/atelier"),
        ("https://github.com/stad/atelier?tab=readme", "https://github.com/stad/atelier"),
        ("https://github.com/stad", ""),
        ("stad/atelier", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_repository_is_a_web_address(written: str, meant: str, tmp_path: Path) -> None:
    """What git fetches, or a page of it, makes no address to improve a page: what was meant is said."""
    settings, (problem,) = read(tmp_path, f"{SITE}extra:\n  repository:\n    url: {written}\n")

    assert settings is None
    assert ("repository", "extra.repository.url", 4, 10) == (
        problem.code,
        problem.field,
        problem.line,
        problem.column,
    )
    assert meant == problem.meant


@pytest.mark.parametrize(
    "written",
    [
        "https://github.com/stad/atelier",
        "https://github.com/stad/atelier/",
        "https://git.stad.example/a/b/c.d",
    ],
)
def test_a_repository_has_no_slash_at_its_end(written: str, tmp_path: Path) -> None:
    """Addresses that a browser shows are taken."""
    settings = well(tmp_path, f"  repository:\n    url: {written}")

    assert written.rstrip("/") == settings.extra.repository.url


@pytest.mark.parametrize("branch", ["main", "gh-pages", "stad/2026.1", "v1.0"])
def test_a_branch_may_hold_a_slash(branch: str, tmp_path: Path) -> None:
    """Names that git allows, and that stand in an address as they are."""
    assert branch == well(tmp_path, f"  repository:\n    branch: {branch}").extra.repository.branch


@pytest.mark.parametrize(
    "branch", ["refs/heads/main", "/main", "main/", "a b", "a..b", "-x", "x.lock", "a?b", "a#b", "a//b"]
)
def test_a_branch_that_git_or_an_address_cannot_have(branch: str, tmp_path: Path) -> None:
    """Each of these makes an address that leads nowhere."""
    _, (problem,) = read(tmp_path, f"{SITE}extra:\n  repository:\n    branch: '{branch}'\n")

    assert ("branch", "extra.repository.branch") == (problem.code, problem.field)


@pytest.mark.parametrize(
    ("written", "editors", "link"),
    [
        ("redactie@stad.example", Editors(mail="redactie@stad.example"), "mailto:redactie@stad.example?subject=A%20%26%20b"),
        ("https://stad.example/vraag", Editors(page="https://stad.example/vraag"), "https://stad.example/vraag"),
    ],
)  # fmt: skip
def test_editors_have_a_mailbox_or_a_page(written: str, editors: Editors, link: str, tmp_path: Path) -> None:
    """A link to them says by mail what it is about, and opens a page as it is."""
    settings = well(tmp_path, f"  editors: {written}")

    assert editors == settings.extra.editors
    assert link == editors.link("A & b")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mailto:redactie@stad.example", "redactie@stad.example"),
        ("Redactie <redactie@stad.example>", "redactie@stad.example"),
        ("www.stad.example/contact", "https://www.stad.example/contact"),
        ("http://stad.example/contact", "https://stad.example/contact"),
        ("a@stad.example,b@stad.example", ""),
        ("a@stad.example?cc=b@stad.example", ""),
        ("javascript:alert(1)", ""),
        ("de redactie", ""),
    ],
)
def test_editors_that_cannot_be_reached(written: str, meant: str, tmp_path: Path) -> None:
    """One mailbox, or a page over a secure connection; nothing else opens."""
    _, (problem,) = read(tmp_path, f"{SITE}extra:\n  editors: '{written}'\n")

    assert ("editors", "extra.editors", meant) == (problem.code, problem.field, problem.meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("stad.example", "https://stad.example"),
        ("https://stad.example/?a=b", "https://stad.example/"),
        ("https://stad.example/#top", "https://stad.example/"),
        ("ftp://stad.example/", ""),
    ],
)
@pytest.mark.parametrize("setting", ["site_url", "moved_from"])
def test_an_address_that_pages_cannot_be_put_behind(
    setting: str, written: str, meant: str, tmp_path: Path
) -> None:
    """Where the site stands, or stood, is a whole address without a question or a part."""
    text = f"site_url: {written}\n" if setting == "site_url" else f"{SITE}extra:\n  moved_from: {written}\n"
    _, (problem,) = read(tmp_path, text)

    assert ("site-address", meant) == (problem.code, problem.meant)


@pytest.mark.parametrize(
    "written", ["https://stad.example/a", "http://localhost:8000", "http://127.0.0.1:80/"]
)
def test_an_address_of_a_site_ends_in_a_slash(written: str, tmp_path: Path) -> None:
    """With or without it in the settings."""
    settings, problems = read(tmp_path, f"site_url: {written}\n")

    assert [] == problems
    assert settings
    assert settings.site_url == written.rstrip("/") + "/"


def test_a_site_has_a_name_and_an_address(tmp_path: Path) -> None:
    """Without them no page has a head, and no feed, card or map for search engines can be made."""
    _, problems = read(tmp_path, "theme: {language: nl}\n")

    assert [("missing", "site_name"), ("missing", "site_url")] == [(p.code, p.field) for p in problems]


def test_the_variable_that_a_value_comes_from_is_named(tmp_path: Path) -> None:
    """The line is that of the settings, where the wrong value is not to be seen."""
    text = (
        f"{SITE}extra:\n"
        "  editors: !ENV [EDITORS, '']\n"
        "  search: !ENV SEARCH\n"
        "  repository:\n"
        "    url: !ENV [REPOSITORY, REPOSITORY_URL, https://github.com/stad/atelier]\n"
    )
    _, problems = read(tmp_path, text, EDITORS="x", SEARCH="nee", REPOSITORY_URL="git@github.com:a/b.git")

    assert [
        ("boolean", "extra.search (SEARCH)", 4),
        ("editors", "extra.editors (EDITORS)", 3),
        ("repository", "extra.repository.url (REPOSITORY_URL)", 6),
    ] == sorted((problem.code, problem.field, problem.line) for problem in problems)


def test_a_default_counts_where_no_variable_is_set(tmp_path: Path) -> None:
    """An empty variable is as MkDocs reads it: nothing."""
    extra = "  editors: !ENV [EDITORS, redactie@stad.example]"

    assert Editors(mail="redactie@stad.example") == well(tmp_path, extra).extra.editors
    assert None is well(tmp_path, extra, EDITORS="").extra.editors


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """The theme and its plugins have settings too, and tags that name objects of Python."""
    text = (
        f"{SITE}theme: material\n"
        "extra:\n  generator: false\n  social: [{icon: x}]\n  analytics: {provider: x}\n"
        "markdown_extensions:\n  - x: {y: !!python/name:material.extensions.emoji.twemoji }\n"
    )

    assert [] == read(tmp_path, text)[1]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("editor", "editors"),
        ("license", "licence"),
        ("moved-from", "moved_from"),
        ("repositry", "repository"),
        ("Search", "search"),
    ],
)
def test_a_typing_error_in_a_name_is_told(name: str, meant: str, tmp_path: Path) -> None:
    """A setting that looks like one of ours is meant to be it, and would be lost without a word."""
    _, (problem,) = read(tmp_path, f"{SITE}extra:\n  {name}: x\n")

    assert ("unknown-key", f"extra.{name}", 3) == (problem.code, problem.field, problem.line)
    assert meant == problem.meant


def test_settings_of_another_type(tmp_path: Path) -> None:
    """A list, a group or a text in the place of another, all told at once."""
    text = (
        f"{SITE}extra:\n  repository: https://github.com/a/b\n  editors: [a@b.example]\n  licence: {{a: b}}\n"
    )
    _, problems = read(tmp_path, text)

    assert {"extra.repository", "extra.editors", "extra.licence"} == {p.field for p in problems}
    assert {"expected-fields", "expected-text"} == {p.code for p in problems}


def test_settings_may_come_from_another_file(tmp_path: Path) -> None:
    """As MkDocs reads them: group by group over those of the file that is named."""
    (tmp_path / "base.yml").write_text(
        "site_name: Stad\nsite_url: https://stad.example/\n"
        "extra:\n  editors: a@b.example\n  repository: {branch: x}\n",
        encoding="utf-8",
    )
    settings, problems = read(tmp_path, "INHERIT: base.yml\nextra:\n  repository: {host: gitlab}\n")

    assert [] == problems
    assert settings
    assert ("gitlab", "x") == (settings.extra.repository.host, settings.extra.repository.branch)
    assert Editors(mail="a@b.example") == settings.extra.editors


@pytest.mark.parametrize(
    "text", ["", "- a\n", "a: [\n", "a: &x\n  b: *x\n", "extra: &x\n  repository: *x\n", "\x00"]
)
def test_settings_that_are_none(text: str, tmp_path: Path) -> None:
    """Whatever stands in the file, there is a problem and no traceback."""
    settings, problems = read(tmp_path, text)

    assert None is settings
    assert problems


def test_a_published_site_can_be_reached(tmp_path: Path) -> None:
    """Its check asks for the editors; any other check does not."""
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_name: Stad\n{SITE}extra:\n  editors: !ENV [EDITORS, '']\n", encoding="utf-8")

    assert [] == read_settings(file, environment={})[1]
    assert [] == read_settings(file, publish=True, environment={"EDITORS": "a@b.example"})[1]
    (problem,) = read_settings(file, publish=True, environment={})[1]
    assert ("editors-missing", "extra.editors", 4) == (problem.code, problem.field, problem.line)
    file.write_text("extra:\n  licence: x\n", encoding="utf-8")
    assert {"missing", "url", "editors-missing"} == {
        problem.code for problem in read_settings(file, publish=True, environment={})[1]
    }


def test_wrong_settings_still_say_where_help_is(tmp_path: Path) -> None:
    """A message links to its page by what can be read."""
    (tmp_path / "mkdocs.yml").write_text(f"{SITE}theme: {{language: en}}\nextra: 3\n", encoding="utf-8")

    assert ("https://stad.example/", "en") == (site_url(tmp_path), language(tmp_path))


@pytest.mark.parametrize(
    ("written", "servers"),
    [
        ("nginx", (Server.NGINX,)),
        ("[nginx, netlify]", (Server.NGINX, Server.NETLIFY)),
        ("nginx, apache, nginx", (Server.NGINX, Server.APACHE)),
        ("!ENV [SERVER, nginx]", (Server.CLOUDFLARE, Server.APACHE)),
        ("", (Server.NETLIFY, Server.CLOUDFLARE)),
    ],
)
def test_what_serves_the_site(written: str, servers: tuple[Server, ...], tmp_path: Path) -> None:
    """One or several, in the file or in a variable; without it, the file is there that two of them read."""
    assert servers == well(tmp_path, f"  server: {written}", SERVER="cloudflare,apache").extra.server


@pytest.mark.parametrize(
    ("written", "meant"),
    [("nginks", "nginx"), ("vps", ""), ("Netlify", "netlify"), ("httpd", "apache"), ("{a: b}", "")],
)
def test_a_server_that_is_not_known(written: str, meant: str, tmp_path: Path) -> None:
    """The message names the servers, and the one that is meant."""
    _, (problem,) = read(tmp_path, f"{SITE}extra:\n  server: {written}\n")

    assert ("extra.server", meant) == (problem.field, problem.meant)


@pytest.mark.parametrize(
    ("written", "code", "field"),
    [
        ("site_name: [Stad]", "expected-text", "site_name"),
        ("site_description: {a: b}", "expected-text", "site_description"),
        ("copyright: [a]", "expected-text", "copyright"),
        ("theme: [material]", "expected-fields", "theme"),
        ("theme: {name: readthedocs}", "not-a-choice", "theme.name"),
        ("theme: {langue: nl}", "unknown-key", "theme.langue"),
        ("theme: {font: {text: Roboto}}", "setting-only", "theme.font"),
        ("theme: {features: navigation.tabs}", "expected-list", "theme.features"),
        ("theme: {palette: {scheme: slate}}", "expected-list", "theme.palette"),
        ("nav: index.md", "expected-list", "nav"),
        ("hooks: hooks/mkdocs_hooks.py", "expected-list", "hooks"),
        ("plugins: atelier", "expected-list", "plugins"),
        ("plugins: [search]", "setting-name-missing", "plugins"),
        ("markdown_extensions: tables", "expected-list", "markdown_extensions"),
        ("extra_css: stad.css", "expected-list", "extra_css"),
        ("extra_javascript: stad.js", "expected-list", "extra_javascript"),
        ("watch: data", "expected-list", "watch"),
        ("docs_dir: pages", "setting-only", "docs_dir"),
        ("use_directory_urls: false", "setting-only", "use_directory_urls"),
        ("repo_url: https://github.com/stad/atelier", "setting-repository", "repo_url"),
        ("edit_uri: edit/main/docs", "setting-repository", "edit_uri"),
        ("INHERIT: nowhere.yml", "setting-inherit", "INHERIT"),
    ],
)
def test_what_mkdocs_reads_too_is_checked(written: str, code: str, field: str, tmp_path: Path) -> None:
    """Of each setting that we read a wrong value is told with its line, and not by a traceback."""
    settings, problems = read(tmp_path, f"site_url: https://stad.example/\n{written}")

    assert settings is None
    assert (code, field, 2) in {(problem.code, problem.field, problem.line) for problem in problems}


@pytest.mark.parametrize("written", ["plugins: [atelier]", "plugins: {atelier: }", "plugins:\n  - atelier:"])
def test_a_plugin_may_have_settings(written: str, tmp_path: Path) -> None:
    """A name alone, or with what is set of it: as MkDocs reads both."""
    assert [] == read(tmp_path, f"{SITE}{written}")[1]


@pytest.mark.parametrize(
    ("url", "host", "code"),
    [
        ("https://bitbucket.org/stad/atelier", "", "repository-host-unknown"),
        ("https://gitlab.com/stad/atelier", "", "repository-host"),
        ("https://dev.azure.com/stad/atelier", "gitea", "repository-host-unknown"),
        ("https://codeberg.org/stad/atelier", "github", "repository-host"),
        ("https://codeberg.org/stad/atelier", "gitea", ""),
        ("https://git.stad.example/stad/atelier", "gitlab", ""),
    ],
)
def test_a_host_of_which_we_know_where_files_are_changed(
    url: str, host: str, code: str, tmp_path: Path
) -> None:
    """A host that we do not know would get links that lead nowhere, on every page."""
    said = f", host: {host}" if host else ""
    _, problems = read(tmp_path, f"{SITE}extra:\n  repository: {{url: '{url}'{said}}}\n")

    assert [code] * bool(code) == [problem.code for problem in problems]
    assert all(problem.field.startswith("extra.repository") for problem in problems)


def test_git_at_the_end_is_taken_off(tmp_path: Path) -> None:
    """``--fix`` mends the one mistake that has one mending, and leaves every other byte as it is."""
    before = (
        f"site_name: Stad\n{SITE}# Here.\nextra:\n  repository:\n    url: https://github.com/a/b.git  # x\n"
    )
    file = tmp_path / SETTINGS
    file.write_text(before, encoding="utf-8")
    (fixed,) = fix_files(tmp_path, [SETTINGS])

    assert SETTINGS == fixed.path
    assert before.replace(".git ", " ") == file.read_text(encoding="utf-8")
    assert [] == read_settings(file, environment={})[1]


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("    url: git@github.com:a/b.git", ["    url: https://github.com/a/b"]),
        ("    url: https://gitlab.com/a/b", ["    host: gitlab"]),
        ("    host: GitLab", ["    host: gitlab"]),
        ("    url: !ENV [NOWHERE, https://github.com/a/b/]", None),
        ("    url: !ENV REPOSITORY_URL", None),
    ],
)
def test_the_line_to_paste_is_shown(
    written: str, fixed: list[str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a mistake in the settings sees the line as it should be; not for a value that stands elsewhere."""
    monkeypatch.setenv("REPOSITORY_URL", "git@github.com:a/b.git")
    file = tmp_path / SETTINGS
    file.write_text(f"site_name: Stad\n{SITE}extra:\n  repository:\n{written}\n", encoding="utf-8")
    said = explain(read_settings(file)[1], tmp_path, translations("nl"), "/")

    assert fixed == next((list(one.fix.lines) for one in said if one.fix), None)


def test_settings_of_another_file_are_not_mended_here(tmp_path: Path) -> None:
    """What is inherited stands on no line of this file."""
    (tmp_path / "base.yml").write_text(
        f"{SITE}extra: {{repository: {{url: 'git@a.example:b/c.git'}}}}\n", "utf-8"
    )
    file = tmp_path / SETTINGS
    file.write_text("INHERIT: base.yml\nsite_name: Stad\nextra: {search: true}\n", encoding="utf-8")
    (said,) = explain(read_settings(file)[1], tmp_path, translations("nl"), "/")

    assert ("repository", None) == (said.problem.code, said.fix)
    assert [] == list(fix_files(tmp_path, [SETTINGS]))


def test_every_setting_says_what_it_is(tmp_path: Path) -> None:
    """A label and an explanation for each: the guide and the messages are made of them."""
    for leaf in leaves(Settings):
        for length in range(1, len(leaf.keys) + 1):
            field = field_at(Settings, leaf.keys[:length])
            assert field, leaf.keys
            assert field.label, leaf.keys
            assert field.explanation, leaf.keys


@pytest.mark.parametrize(
    "chosen",
    [
        "currency: GBP",
        "timezone: Europe/London",
        "without: [money]",
        "fonts: [Georgia]",
        "colours: {primary: '#7a1f3d'}",
        "pillars: {one: Thema, many: Thema's}",
        "languages: [nl]",
        "server: nginx",
        "receive: https://inzenden.stad.example/",
        "editors: redactie@stad.example",
        "repository: {url: 'https://github.com/stad/atelier'}",
        "moved_from: https://oud.example/",
        "licence: https://creativecommons.org/licenses/by/4.0/",
        "preview: true",
    ],
)
def test_a_changed_setting_makes_pages_anew(chosen: str, tmp_path: Path) -> None:
    """What is kept of an earlier build is compared by all that the settings say of the site."""
    plain, other = (well(tmp_path, extra) for extra in ("  search: true", f"  {chosen}"))

    assert repr(site_of(tmp_path, plain)) == repr(site_of(tmp_path, plain))
    assert repr(site_of(tmp_path, plain)) != repr(site_of(tmp_path, other))
