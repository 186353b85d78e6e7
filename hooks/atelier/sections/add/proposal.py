"""How the form on the site hands several new files to GitHub as one proposal.

A page of GitHub for a new file takes one file. So the form opens an issue of its own kind, ``SITE_TEMPLATE``,
with the files in it as blocks of code under their paths; a program makes one pull request of them
(``atelier.contribute.site_issue`` reads them). The scripts write the same text (``theme/js/add/ways.js``).
"""

from __future__ import annotations

SITE_TEMPLATE = "van-de-site.yml"
"""The file name of the issue form in ``.github/ISSUE_TEMPLATE/``, part of the address that the form opens."""

FILES = "files"
"""The id of its question that holds the files: GitHub fills it from the address."""
