"""Check the spelling of Dutch with cspell: ``python -m tests.tools.spelling``, as ``make lint`` does.

That looks at the generator's own texts, and a word that the dictionary does not know is a failure: names and
words that are right stand in ``tests/tools/words.txt``, one a line. With ``--content``, as ``make spelling`` does, it
looks at what stands in the catalogue. No dictionary knows the name of a school, so that gives remarks, and never
a failure. cspell and its Dutch dictionary come from npm: they need no rights on the machine, but Node.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

from atelier.content.editors_pages import PAGES
from atelier.content.front_matter import Value, read_front_matter
from atelier.content.source import SourceFile
from atelier.content.translated import original_of
from atelier.i18n.translation import po_file
from atelier.model.settings import Host, Language
from atelier.problems.codes import CODES
from atelier.starter.answers import Answers
from atelier.starter.files import files_of
from tests.fixtures import node
from tests.fixtures.sites import ROOT

WORDS = Path(__file__).with_name("words.txt")
CLI = "node_modules/cspell/bin.mjs"
ANNOTATIONS = 10
"""GitHub shows no more annotations of one step."""
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
PLAIN_PATH = re.compile(r"[\w./-]+", re.ASCII)


class Remark(NamedTuple):
    """A word of the catalogue that the dictionary does not know, and where it stands first in a file."""

    path: str
    line: int
    word: str

    def __str__(self) -> str:
        return (
            f"Staat “{self.word}” er goed? Het woordenboek kent dit woord niet. "
            "Is het een naam, of bedoel je het zo? Dan hoeft er niets te veranderen."
        )


def texts_of(value: Value | None, key: str = "") -> str:
    """The texts in front matter that are Dutch."""
    if isinstance(value, dict):
        return "\n".join(texts_of(inner, name) for name, inner in value.items())
    if isinstance(value, list):
        return "\n".join(texts_of(item, key) for item in value)
    return value if value and key in TEXTS else ""


def words_of(text: str) -> set[str]:
    """The words of a Markdown text, without code, addresses and marks."""
    return set(WORD.findall(NO_TEXT.sub(" ", text.replace("’", "'"))))


def content(root: Path) -> Iterator[tuple[str, str]]:
    """The path of every file of a catalogue that holds Dutch, and what stands in it."""
    for file in sorted([*(root / "initiatives").glob("*.md"), *(root / "docs").rglob("*.md")]):
        if original_of(file.name):
            continue  # in another language
        path = file.relative_to(root).as_posix()
        # What has another name, `atelier check` refuses.
        if file.is_file() and PLAIN_PATH.fullmatch(path):
            yield path, file.read_text(encoding="utf-8", errors="replace")


def dutch_of(path: str, text: str) -> str:
    """What is Dutch in a file of the catalogue: the texts in its front matter, and its body."""
    front_matter, _ = read_front_matter(SourceFile(path, Path(path).stem, text))
    return text if front_matter.data is None else f"{texts_of(front_matter.data)}\n{front_matter.body}"


def own_texts() -> dict[str, str]:
    """The Dutch that the generator brings itself, by the file that it stands in."""
    catalog = read_po(po_file("nl").open("rb"), locale="nl")
    # Files with mistakes in them.
    lessons = {example for entry in CODES.values() for example in (entry.wrong, entry.right)}
    strings = [
        string
        for message in catalog
        if message.id and message.id not in lessons
        for string in (message.string if isinstance(message.string, tuple) else [message.string])
    ]
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## For developers")[0]
    pages = {
        f"pages/nl/{file.relative_to(PAGES / 'nl').as_posix()}": file.read_text(encoding="utf-8")
        for file in sorted((PAGES / "nl").rglob("*.md"))
    }
    starter = {f"starter/{path}": dutch_of(path, text) for path, text in new_catalogue()}
    return {"nl/atelier.po": "\n".join(map(str, strings)), "CONTRIBUTING.md": guide, **pages, **starter}


def new_catalogue() -> Iterator[tuple[str, str]]:
    """The Markdown of a new catalogue in Dutch, wherever its city keeps it."""
    for host in Host:
        answers = Answers(name="Catalogus", language=Language("nl"), url="https://stad.example/", host=host)
        for path, file in files_of(answers, datetime.date(2026, 1, 1)).items():
            if path.endswith(".md"):
                yield f"{host}/{path}", file.content.decode()


def unknown(words: Iterable[str]) -> list[str]:
    """The words that neither the dictionary nor ``tests/tools/words.txt`` knows; it needs Node."""
    asked = sorted(set(words) - set(WORDS.read_text(encoding="utf-8").split()))
    installed = node.installed(Path(__file__).with_name("cspell"))
    options = ["--config", str(installed / "cspell.config.js"), "--no-progress", "--no-summary", "--no-color"]
    checked = subprocess.run(
        [str(node.NODE), str(installed / CLI), "lint", *options, "stdin"],
        input="\n".join(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    lines = re.findall(r"^[^:]*:(\d+):\d+ - Unknown word", checked.stdout, re.MULTILINE)
    assert checked.returncode == bool(lines), checked.stdout + checked.stderr
    return [asked[line - 1] for line in sorted(set(map(int, lines)))]


def remarks_on(files: Mapping[str, str], base: Iterable[str] = ()) -> list[Remark]:
    """A remark on each unknown word in files of a catalogue, by their path; not on a word of the texts ``base``."""
    known = {word for text in base for word in words_of(text)}
    words = {path: words_of(dutch_of(path, text)) - known for path, text in files.items()}
    wrong = set(unknown(set().union(*words.values())))
    return [
        remark
        for path, text in files.items()
        for remark in sorted(Remark(path, line_of(word, text), word) for word in words[path] & wrong)
    ]


def line_of(word: str, text: str) -> int:
    """The first line that holds a word, counted from 1."""
    found = re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", text.replace("’", "'"))
    return text.count("\n", 0, found.start() if found else 0) + 1


def print_remarks(remarks: list[Remark]) -> None:
    """Print remarks; on GitHub as annotations, with all of them in the summary of the job."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary:
        for remark in remarks:
            print(f"{remark.path}:{remark.line}: {remark}")
        return
    for remark in remarks[:ANNOTATIONS]:
        print(f"::notice file={remark.path},line={remark.line},title=Spelling::{remark}")
    if remarks:
        listed = [f"- `{remark.path}`, regel {remark.line}: {remark.word}" for remark in remarks]
        head = (
            "### Woorden die het woordenboek niet kent\n\nNamen mogen blijven staan; dit houdt niets tegen.\n"
        )
        with Path(summary).open("a", encoding="utf-8") as opened:
            opened.write("\n".join(["", head, *listed, ""]))


def check_content(base: Path | None) -> int:
    """Print a remark on each word that could be wrong in the catalogue, of what is new beside ``base``. Always 0."""
    if not node.is_new_enough():
        print(f"Spelling of the catalogue was not looked at: that needs Node {node.OLDEST} or newer.")
        return 0
    known = [text for _, text in content(base)] if base else []
    print_remarks(remarks_on(dict(content(ROOT)), known))
    return 0


def check_own_texts() -> int:
    """Print the words of the generator that the dictionary does not know; 0 where there is none, and without Node, save in CI."""
    if not node.is_new_enough():
        print(f"Spelling of Dutch was not looked at: that needs Node {node.OLDEST} or newer.")
        return int(node.wanted())
    words = {path: words_of(text) for path, text in own_texts().items()}
    wrong = unknown(set().union(*words.values()))
    for word in wrong:
        print(f"{word}: {', '.join(path for path in words if word in words[path])}")
    if wrong:
        print(f"\nThe Dutch dictionary does not know these ({len(wrong)}).")
        print("Correct them, or add names to tests/tools/words.txt.")
    return int(bool(wrong))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.spelling")
    parser.add_argument("--content", action="store_true", help="look at the catalogue; never a failure")
    parser.add_argument("--base", type=Path, help="a checkout of before: its words are known")
    arguments = parser.parse_args()
    return check_content(arguments.base) if arguments.content else check_own_texts()


if __name__ == "__main__":
    sys.exit(main())
