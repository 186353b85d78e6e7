"""How the form on the site hands several new files to a host as one proposal.

A page of a host for a new file takes one file. So the form opens an issue with the files in it as blocks of
code under their paths; a program makes one proposal of them (``atelier.contribute.site_issue`` reads them).
The scripts write the same text (``theme/js/add/ways.js``). At GitHub it is an issue of its own kind,
``SITE_TEMPLATE``. GitLab has none, so there it begins with what ``issue_head`` gives.
"""

from __future__ import annotations

from gettext import NullTranslations

from atelier.i18n.translation import N_
from atelier.model.settings import Host

SITE_TEMPLATE = "from-the-site.yml"
"""The file name of the issue form in ``.github/ISSUE_TEMPLATE/``, part of the address that the form opens."""

FILES = "files"
"""The id of its question that holds the files: GitHub fills it from the address."""

HEADING = N_("Filled in on the site")
"""The question that holds the files; GitHub writes it as a heading."""

ISSUE_MARK = "<!-- atelier: form -->"
"""The start of an issue made with the form, by which ``atelier tend`` knows it."""

TEMPLATE = N_("Add an initiative")
"""What the issue template of GitLab is called."""


def template_name(texts: NullTranslations) -> str:
    """The name of the file of the issue template of GitLab, without its ending."""
    return texts.gettext(TEMPLATE).replace(" ", "-").lower()


def issue_head(host: Host, texts: NullTranslations) -> str:
    """What stands above the files in an issue, where the host has no form that writes it."""
    return f"{ISSUE_MARK}\n\n### {texts.gettext(HEADING)}\n\n" if host is Host.GITLAB else ""
