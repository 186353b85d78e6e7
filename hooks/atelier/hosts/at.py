"""The host of a catalogue: the one of its settings, or a folder to try things out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from atelier.content.settings import read_settings
from atelier.content.source import SETTINGS
from atelier.hosts.folder import Folder
from atelier.hosts.gitea import Gitea
from atelier.hosts.github import GitHub, of_workflow
from atelier.hosts.gitlab import GitLab
from atelier.hosts.host import Host, RefusedError
from atelier.i18n.translation import N_
from atelier.model import settings
from atelier.model.settings import Repository

FOLDER = "folder:"
"""The start of the name of a folder with a repository."""

TOKEN = "ATELIER_TOKEN"  # noqa: S105 - its name
"""The variable with the access token of the host."""
API = "CI_API_V4_URL"
"""The variable with the address of the API in a job of GitLab, which may be below a path of its server."""
FORK = "ATELIER_FORK"
"""The variable with the fork in which branches are made, as ``owner/name``, if not in the repository."""


def host_at(where: str = "", environ: Mapping[str, str] = os.environ, root: Path = Path()) -> Host:
    """The host in ``folder:PATH``, or without ``where`` the one in the settings of the catalogue in ``root``.

    Raises RefusedError if there is no such host, or no token for it in ``environ``.
    """
    if where.startswith(FOLDER):
        return Folder(Path(where.removeprefix(FOLDER)))
    if where:
        raise RefusedError(N_("It must be folder: and the path of a folder with a repository."))
    found, _ = read_settings(root / SETTINGS, environment=environ)
    repository = found.extra.repository if found else None
    if repository is None or not repository.url:
        raise RefusedError(N_("mkdocs.yml names no repository below extra, or has a mistake in it."))
    token = environ.get(TOKEN, "")
    if not token:
        raise RefusedError(N_("There is no access token of the host in the variable ATELIER_TOKEN."))
    if repository.host is settings.Host.GITLAB and API in environ:
        return GitLab(environ[API], environ["CI_PROJECT_PATH"], token, repository.branch)
    return _host(repository, repository.url, token, environ.get(FORK, ""))


def host_here(environ: Mapping[str, str] = os.environ) -> tuple[Host, str]:
    """The host whose workflow or job runs this, and the address before the path of a file of its main branch.

    Raises RefusedError where none does, or it gives no token.
    """
    if "GITHUB_API_URL" in environ:
        github = of_workflow(environ)
        server = environ.get("GITHUB_SERVER_URL", "https://github.com")
        return github, f"{server}/{github.repository}/blob/HEAD/"
    if API not in environ:
        raise RefusedError("This is no workflow of GitHub, and no job of GitLab.")
    if not environ.get(TOKEN):
        raise RefusedError(f"There is no access token of the host in {TOKEN}.")
    host = GitLab(environ[API], environ["CI_PROJECT_PATH"], environ[TOKEN])
    return host, f"{environ['CI_PROJECT_URL']}/-/blob/HEAD/"


def _host(repository: Repository, url: str, token: str, fork: str) -> Host:
    address = urlsplit(url)
    server, name = f"{address.scheme}://{address.netloc}", address.path.strip("/")
    if repository.host is settings.Host.GITLAB:
        return GitLab(f"{server}/api/v4", name, token, repository.branch, fork)
    if repository.host is settings.Host.GITEA:
        return Gitea(f"{server}/api/v1", name, token, repository.branch)
    api = "https://api.github.com" if address.hostname == "github.com" else f"{server}/api/v3"
    return GitHub(api, name, token, repository.branch, fork=fork)
