"""Whether the catalogue can leave MkDocs and Material: it is built with each replacement and without, and compared.

``make exits`` makes an environment for each way in ``.cache/exits/``, from the versions that the lock file has
and the range below, and nothing of it gets into the lock file. It compares what they make page by page with
what MkDocs and Material make, and ends with 1 if a visitor would see a difference.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.tools.compare_sites import differences, files_of, report

ROOT = Path(__file__).parents[2]
HERE = Path(sys.executable).parent
"""The programs of this environment."""
CACHE = ROOT / ".cache" / "exits"
SETTINGS = "mkdocs.yml"
GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')
CONTENT = ("docs", "initiatives", "overrides")
"""The folders of a catalogue, besides its hook and its settings."""
SHOWN = 10


class Exit(NamedTuple):
    """A way out.

    Attributes:
        packages: what is installed, with the range that is tried.
        instead: the packages of ours that it replaces.
        program: what builds; ``atelier`` builds from frozen shells.
        theme: its name in the settings.

    """

    packages: tuple[str, ...]
    instead: tuple[str, ...]
    program: str = "mkdocs"
    theme: str = "material"


EXITS: Mapping[str, Exit] = {
    "ProperDocs with Material": Exit(
        ("properdocs>=1.6.7,<2", "mkdocs-material>=9.8.1,<10"), ("mkdocs",), "properdocs"
    ),
    "MkDocs with MaterialX": Exit(("mkdocs-materialx>=10.2.2,<11",), ("mkdocs-material",), theme="materialx"),
    "ProperDocs with MaterialX": Exit(
        ("properdocs>=1.6.7,<2", "mkdocs-materialx>=10.2.2,<11"),
        ("mkdocs", "mkdocs-material"),
        "properdocs",
        "materialx",
    ),
    "Frozen shells": Exit((), ("mkdocs", "mkdocs-material"), "atelier"),
}


def requirements(exit_: Exit) -> list[str]:
    """What an environment has: what the package needs, but for what is replaced."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["engine"]]
    kept = [item for item in needed if re.split(r"[\[<>=]", item)[0] not in exit_.instead]
    return [*kept, *exit_.packages]


def environment(name: str, exit_: Exit) -> Path:
    """The folder of programs of an environment with a replacement in it."""
    folder = CACHE / name.replace(" ", "-").lower()
    uv = [str(HERE / "uv"), "--quiet"]
    subprocess.run([*uv, "venv", "--clear", "--python", sys.executable, str(folder)], check=True)
    install = [*uv, "pip", "install", "--python", str(folder / "bin" / "python")]
    locked = ["--constraint", str(ROOT / "requirements.lock")]
    subprocess.run([*install, *locked, *requirements(exit_), "hatchling"], check=True)
    subprocess.run([*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    return folder / "bin"


def build(catalogue: Path, programs: Path, exit_: Exit, target: Path) -> None:
    """Build a copy of the catalogue. Raises CalledProcessError."""
    text = (ROOT / SETTINGS).read_text(encoding="utf-8")
    (catalogue / SETTINGS).write_text(
        re.sub(r"^  name: material$", f"  name: {exit_.theme}", text, flags=re.MULTILINE), encoding="utf-8"
    )
    fixed = {"NO_MKDOCS_2_WARNING": "1", "SEARCH": "false", "SOURCE_DATE_EPOCH": "1795608000"}
    variables = {**os.environ, **fixed}
    command = [str(programs / exit_.program), "build", "--strict", "--site-dir", str(target)]
    if exit_.program == "atelier":
        subprocess.run([HERE / "atelier", "shells", "--freeze"], cwd=catalogue, env=variables, check=True)
    else:
        command += ["--quiet", "-f", SETTINGS]
    built = subprocess.run(command, cwd=catalogue, env=variables, check=False, capture_output=True, text=True)
    if built.returncode:
        sys.stderr.write(built.stderr)
        built.check_returncode()


def not_equal(before: Path, after: Path) -> Iterator[str]:
    """The addresses of pages that are not equal byte for byte, apart from the generator's tag."""
    old, new = files_of(before), files_of(after)
    for address in sorted(old.keys() & new.keys()):
        for one, other in zip(old[address], new[address], strict=False):
            pair = [GENERATOR.sub(b"", file.read_bytes()) for file in (one, other)]
            if one.suffix == ".html" and pair[0] != pair[1]:
                yield address


def main(names: Sequence[str]) -> int:
    """Build and compare; 1 if a visitor would see a difference."""
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder, "catalogue")
        (catalogue / "hooks").mkdir(parents=True)
        shutil.copy(ROOT / "hooks" / "mkdocs_hooks.py", catalogue / "hooks")
        for name in CONTENT:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, catalogue / name)
        before = Path(folder, "before")
        build(catalogue, HERE, Exit((), ()), before)
        pages = sum(1 for _ in before.rglob("*.html"))
        for number, name in enumerate(names or EXITS):
            after = Path(folder, str(number))
            programs = environment(name, EXITS[name])
            build(catalogue, programs, EXITS[name], after)
            found = report(differences(before, after, engines=True), SHOWN)
            other = len([*not_equal(before, after)])
            print(
                f"{name}: {pages} pages, {pages - other} equal byte for byte apart from the generator's tag"
            )
            print(found or "no difference for a visitor")
            failed = failed or bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
