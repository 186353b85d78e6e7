"""The Dutch of the catalogue, checked by hunspell. Run it by ``make lint``.

Names and words that the dictionary does not know stand in ``tests/words.txt``, one a line. Hunspell is a
program of the system: where it is missing it is installed by the system's package manager, and where
that cannot be done this says how. It is never skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

from atelier.content.front_matter import Value, read_front_matter
from atelier.content.source import SourceFile
from atelier.i18n.translation import po_file

ROOT = Path(__file__).parent.parent
WORDS = ROOT / "tests" / "words.txt"
TEXTS = frozenset(
    """title summary name aliases description place places tags time materials steps pitfalls results note
    adaptation stopped_because alt credit""".split()
)
"""Fields that hold Dutch; the others hold choices, references and addresses."""
NO_TEXT = re.compile(
    r"```.*?```|`[^`]*`|<[^>]*>|\]\([^)]*\)|\{ ?[#.][^}]*\}|&\w+;|[^\s\[\]()]+\.(?:md|nl|jpg)\b|%\(\w+\)s|\{\w+\}",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def hunspell() -> list[str]:
    """The command that checks Dutch, installed if need be."""
    if not _knows_dutch() and shutil.which("apt-get") and os.geteuid() == 0:
        for arguments in (["update"], ["install", "-y", "hunspell", "hunspell-nl"]):
            subprocess.run(["apt-get", "-qq", *arguments], check=False, capture_output=True)
    if not _knows_dutch():
        sys.exit(
            "The Dutch spelling check needs hunspell with its Dutch dictionary.\n"
            "On Debian or Ubuntu: apt-get install hunspell hunspell-nl"
        )
    return ["hunspell", "-d", "nl_NL", "-i", "utf-8", "-l"]


def _knows_dutch() -> bool:
    if not shutil.which("hunspell"):
        return False
    command = ["hunspell", "-D"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False, input="")
    return "nl_NL" in listed.stderr + listed.stdout


def texts_of(value: Value | None, key: str = "") -> str:
    """The texts in front matter that are Dutch."""
    if isinstance(value, dict):
        return "\n".join(texts_of(inner, name) for name, inner in value.items())
    if isinstance(value, list):
        return "\n".join(texts_of(item, key) for item in value)
    return value if value and key in TEXTS else ""


def words_of(text: str) -> list[str]:
    """The words of a Markdown text, without code, addresses and marks."""
    return WORD.findall(NO_TEXT.sub(" ", text.replace("’", "'")))


def texts() -> dict[str, str]:
    """Every Dutch text of the repository, by the file that it stands in."""
    found = {}
    pages = (ROOT / "docs").rglob("*.md")
    for file in sorted([*(ROOT / "initiatives").glob("*.md"), *pages, ROOT / "CONTRIBUTING.md"]):
        path = file.relative_to(ROOT).as_posix()
        text = file.read_text(encoding="utf-8")
        if path == "CONTRIBUTING.md":
            text = text.partition("## For developers")[0]
        front_matter, _ = read_front_matter(SourceFile(path, file.stem, text))
        body = front_matter.body if front_matter.data is not None else text
        found[path] = f"{texts_of(front_matter.data)}\n{body}"
    catalog = read_po(po_file("nl").open("rb"), locale="nl")
    strings = [
        string
        for message in catalog
        if message.id
        for string in (message.string if isinstance(message.string, tuple) else [message.string])
    ]
    found["nl/atelier.po"] = "\n".join(map(str, strings))
    return found


def unknown_to(command: list[str], words: set[str]) -> set[str]:
    """The words that the dictionary does not know; of a word with hyphens its parts count too."""
    parts = {part for word in words for part in [word, *word.split("-")]}
    checked = subprocess.run(
        command, input="\n".join(sorted(parts)), capture_output=True, text=True, check=True
    )
    unknown = set(checked.stdout.split())
    return {word for word in words if word in unknown and any(part in unknown for part in word.split("-"))}


def main() -> int:
    command = hunspell()
    known = set(WORDS.read_text(encoding="utf-8").split())
    by_word: dict[str, list[str]] = {}
    for path, text in texts().items():
        for word in set(words_of(text)) - known:
            by_word.setdefault(word, []).append(path)
    wrong = sorted(unknown_to(command, set(by_word)))
    for word in wrong:
        print(f"{word}: {', '.join(by_word[word][:3])}")
    if wrong:
        print(f"\n{len(wrong)} words that the Dutch dictionary does not know.")
        print("Mend them, or add names to tests/words.txt.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
