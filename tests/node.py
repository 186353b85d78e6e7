"""Programs that npm installs, for the tests and for ``make lint``.

Node is no part of what ``make`` sets up, so what needs it is passed over on a machine without. CI has it, and
must: there its absence is a failure.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

INSTALLED = Path(__file__).parent.parent / ".cache" / "node"
NODE = shutil.which("node")
OLDEST = 20


def wanted() -> bool:
    """Whether what needs Node is to run: where it is new enough, and in CI whatever is there."""
    return is_new_enough() or bool(os.environ.get("CI"))


@cache
def is_new_enough() -> bool:
    if not NODE:
        return False
    said = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", said)
    return version is not None and int(version[1]) >= OLDEST


def installed(source: Path) -> Path:
    """Where programs stand, installed by npm as the lock file in the folder ``source`` says.

    Two processes do not do so at once.
    """
    program = source.name
    assert is_new_enough(), f"{program} needs Node {OLDEST} or newer, and CI must have it"
    target = INSTALLED / program
    target.mkdir(parents=True, exist_ok=True)
    with (INSTALLED / f"{program}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        lock = (source / "package-lock.json").read_bytes()
        stamp = target / "installed"
        if not stamp.is_file() or stamp.read_bytes() != lock:
            for name in ("package.json", "package-lock.json"):
                shutil.copyfile(source / name, target / name)
            npm = subprocess.run(
                ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
                cwd=target,
                capture_output=True,
                text=True,
                check=False,
            )
            assert npm.returncode == 0, f"{program} could not be installed by npm:\n{npm.stderr}"
            stamp.write_bytes(lock)
        for script in source.glob("*.js"):
            shutil.copyfile(script, target / script.name)
    return target
