"""The commands by which editors look at a proposal, take it in or ask for more, at each kind of host."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from typing import NamedTuple

from atelier.i18n.translation import N_


class Commands(NamedTuple):
    """Commands of one line: ``{n}`` is the number of the proposal, ``{commit}`` what was checked of it.

    Attributes:
        look: opens it in a working copy.
        take: merges it; only what was checked, where the program of the host can say so.
        ask: writes below it.
        fetch: opens it by git alone.

    """

    look: str
    take: str
    ask: str
    fetch: str


WORDS: Mapping[str, str] = {
    "look": N_("Look at it on your computer"),
    "take": N_("Take it in"),
    "ask": N_("Ask something"),
    "fetch": N_("Look at it with git alone"),
}
"""What each command is for."""

GITHUB = Commands(
    "gh pr checkout {n}",
    "gh pr merge {n} --squash --match-head-commit {commit}",
    'gh pr comment {n} --body "…"',
    "git fetch origin pull/{n}/head && git switch --detach FETCH_HEAD",
)
"""The GitHub CLI, https://cli.github.com/manual/gh_pr."""
GITLAB = Commands(
    "glab mr checkout {n}",
    "glab mr merge {n} --squash --sha {commit}",
    'glab mr note {n} -m "…"',
    "git fetch origin merge-requests/{n}/head && git switch --detach FETCH_HEAD",
)
"""The GitLab CLI, https://docs.gitlab.com/cli/mr/."""
GITEA = Commands(
    "tea pr checkout {n}",
    "tea pr merge --style squash {n}",
    'tea comment {n} "…"',
    "git fetch origin pull/{n}/head && git switch --detach FETCH_HEAD",
)
"""The CLI of Gitea, https://gitea.com/gitea/tea."""

BY_HOST: Mapping[str, Commands] = {"github": GITHUB, "gitlab": GITLAB, "gitea": GITEA}
"""By the host in the settings (``extra.repository.host``)."""


def as_markdown(host: str, number: int, commit: str, texts: NullTranslations) -> str:
    """The commands for a proposal, folded away, for a comment. Raises KeyError for a host that has none."""
    lines = BY_HOST[host]._asdict().items()
    items = (f"- {texts.gettext(WORDS[k])}: `{line.format(n=number, commit=commit)}`" for k, line in lines)
    listed = "\n".join(items)
    title = texts.gettext("For editors: look at it, take it in or ask")
    return f"<details><summary>{title}</summary>\n\n{listed}\n\n</details>\n"
