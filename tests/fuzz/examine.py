"""Mutants put into a small catalogue: it is checked, explained, fixed, and what can be shown is shown."""

from __future__ import annotations

import contextlib
import json
import re
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import Result, check
from atelier.content.entry import Entry
from atelier.content.front_matter import Value
from atelier.content.record import entry_of
from atelier.content.settings import language, read_settings, site_url
from atelier.content.source import READ_LIMIT, TABLE, source_of
from atelier.contribute.from_issue import answer, from_issue
from atelier.i18n.translation import LANGUAGES, translations
from atelier.images.cache import PictureCache, RenditionsFailedError
from atelier.model.base import Record
from atelier.model.fields import field_at
from atelier.model.records import kind_of
from atelier.model.rules import OneLine
from atelier.problems.problem import MOST_ALIKE, FieldPath, Problem, field_name, in_order
from atelier.render.renderer import Renderer
from atelier.report.apply import fixed_bytes
from atelier.report.document import Document
from atelier.report.explain import Explanation, explain
from atelier.report.github import as_github
from atelier.report.json_format import as_json
from atelier.report.markdown import as_markdown
from atelier.report.text import as_text
from atelier.search.engine import unpacked
from atelier.search.index import index_files, searched
from atelier.search.letters import WORD
from atelier.site.head import Heads
from atelier.site.pages import Pages
from atelier.site.publish import filled
from atelier.site.serve.error_page import error_page
from atelier.site.shell import SLOTS, Shell, cut, slot
from tests.fixtures.catalogues import INTROS, SITE
from tests.fixtures.sites import SMALL, TODAY, make_site
from tests.fuzz import oracles, seeds
from tests.fuzz.mutate import Mutant

SECONDS = 2
"""What one file may take, of the processor."""
MEGABYTES = 200
"""What one file may take of memory."""
MOST_FIXES = 4
"""How many of the offered fixes of one file are tried, each by itself."""
HOME = "https://klein.example/"
HELP_PAGES = f"{HOME}help/"
SAME = ("help/", "add/")
"""Pages that do not follow from what contributors write, or only from names that other pages have too."""

SHELL = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="description" content="{description}"><link rel="canonical" href="{canonical}">{head}'
    "</head><body>{banner}<main>{content}</main></body></html>"
)
"""A page of the theme in short: its slots stand where the theme has them."""


class Fault(NamedTuple):
    """A rule that a file breaks: where it shows, and how."""

    where: str
    what: str
    cost: bool = False
    """Whether it is only that the work takes too much."""


class Examined:
    """A small site, into which mutants are put and out of which they are taken again."""

    def __init__(self, folder: Path) -> None:
        """Make the site in ``folder``, and see what its pages have without mutants."""
        self.root = make_site(folder / "site", SMALL)
        self.faults: list[Fault] = []
        self.shell: Shell = cut(SHELL.format(**{name: slot(name) for name in SLOTS}))
        self.known: set[oracles.Tag] = set()
        self.seen: dict[str, int] = {}
        self.editors = {f"{name}/" for name in INTROS if name} | {"", "over/"}
        catalogue = check(self.root, TODAY).catalogue
        assert catalogue is not None
        for url, html in self._pages(catalogue, ()):
            self.seen[url] = hash(html)
            self.known |= oracles.active_tags(oracles.parsed(html))
        for url, content in self._files(catalogue):
            self.seen[url] = hash(content)
            if url.endswith("/"):
                self.known |= oracles.active_tags(oracles.parsed(content.decode()))
        self.known |= oracles.active_tags(oracles.parsed(error_page("", "nl")))

    def examine(self, mutants: Sequence[Mutant]) -> list[Fault]:
        """Every rule that the mutants break together."""
        self.faults = []
        texts = translations(LANGUAGES[sum(mutant.number for mutant in mutants) % len(LANGUAGES)])
        for mutant in mutants:
            if mutant.path == seeds.ISSUE:
                with self._watched("issue"):
                    self._issue(mutant.files[mutant.path].decode("utf-8", "replace"))
            elif mutant.path == seeds.SETTINGS:
                with self._watched("settings"), self._put_in([mutant]):
                    self._settings(texts)
        records = [mutant for mutant in mutants if mutant.path not in (seeds.ISSUE, seeds.SETTINGS)]
        with self._watched("all"), self._put_in(records) as written:
            self._catalogue(written, texts)
        return self.faults

    # One part of the work

    def _add(self, where: str, found: Iterable[str]) -> None:
        self.faults += [Fault(where, what) for what in found]

    @contextmanager
    def _watched(self, where: str) -> Iterator[None]:
        """Make a fault of any exception."""
        try:
            yield
        except Exception:
            self._add(where, [traceback.format_exc(limit=-6)])

    @contextmanager
    def _limited(self, where: str, seconds: float) -> Iterator[None]:
        """Make a fault of too much time or memory."""
        memory, started = _peak(reset=True), time.process_time()
        yield
        spent = time.process_time() - started
        if spent > seconds:
            self.faults.append(Fault(where, f"takes {spent:.1f} seconds", cost=True))
        if (grown := _peak() - memory) > MEGABYTES:
            self.faults.append(Fault(where, f"takes {grown:.0f} MB", cost=True))

    @contextmanager
    def _put_in(self, mutants: Sequence[Mutant]) -> Iterator[dict[str, bytes]]:
        """Write the files of mutants into the site, and put back what was there."""
        files = {path: data for mutant in mutants for path, data in mutant.files.items()}
        before = {path: (self.root / path).read_bytes() for path in files if (self.root / path).is_file()}
        for path, data in files.items():
            (self.root / path).write_bytes(data)
        try:
            yield files
        finally:
            for path in files:
                (self.root / path).unlink(missing_ok=True)
            for path, data in before.items():
                (self.root / path).write_bytes(data)

    def _issue(self, text: str) -> None:
        texts = translations("nl")
        with self._limited("issue", SECONDS):
            outcome = from_issue(text, self.root, TODAY, texts)
            said = answer(outcome, texts)
        self._add("issue", oracles.markdown_faults(said, HELP_PAGES))

    def _settings(self, texts: NullTranslations) -> None:
        with self._limited("settings", SECONDS):
            settings, problems = read_settings(self.root / seeds.SETTINGS, publish=True)
            site_url(self.root)
            language(self.root)
        self._messages(explain(in_order(problems), self.root, texts, HOME), texts)
        if settings is None and not problems:
            self._add("settings", ["refused without a message"])

    def _catalogue(self, files: Mapping[str, bytes], texts: NullTranslations) -> None:
        with self._limited("check", SECONDS):
            result = check(self.root, TODAY)
        self._messages(explain(result.all, self.root, texts, HOME), texts)
        self._add("check", _silent(result, files))
        for path in files:
            kind = kind_of(path)
            if kind and path.endswith(".md"):
                with self._watched(path), self._limited(path, 3 * SECONDS):
                    self._fixes(path, files[path], kind, [p for p in result.all if p.path == path])
        catalogue = self._well(result, files)
        if catalogue:
            with self._watched("pages"):
                self._shown(catalogue, files, result)
            with self._watched("search"):
                self._searched(catalogue)

    def _well(self, result: Result, files: Mapping[str, bytes]) -> Catalogue | None:
        """The catalogue of what is well: files with errors are taken out until none has one."""
        while result.catalogue is None:
            wrong = {place for p in result.problems if p.severity == "error" for place in _places(p)}
            out = [path for path in wrong & files.keys() if (self.root / path).exists()]
            if not out:
                self._add("check", [f"an error that no mutant has: {result.problems}"[:2000]])
                return None
            for path in out:
                for beside in (path, path.removesuffix(TABLE) + ".md", path.removesuffix(".md") + TABLE):
                    if beside in files:
                        (self.root / beside).unlink(missing_ok=True)
            for path in files:
                # An image of which the record is gone would be a stray file.
                record = self.root / f"{path.rpartition('.')[0]}.md"
                if path.startswith("initiatives/") and not record.exists():
                    (self.root / path).unlink(missing_ok=True)
            result = check(self.root, TODAY)
        return result.catalogue

    # The rules

    def _messages(self, explained: Sequence[Explanation], texts: NullTranslations) -> None:
        alike = Counter((one.problem.path, one.problem.code) for one in explained)
        self._add("messages", [f"{n} times {kind}" for kind, n in alike.items() if n > MOST_ALIKE])
        for explanation in explained:
            problem = explanation.problem
            if not (explanation.message and explanation.hint and problem.line > 0 and problem.column > 0):
                self._add(problem.path, [f"a message without words or place: {problem}"])
            document = explanation.documents[problem.path] if problem.field != "file" else None
            if document and problem.line > len(document.lines):
                self._add(problem.path, [f"a message for a line that is not there: {problem}"])
        with self._limited("messages", SECONDS):
            text, listed = as_text(explained, 1, texts), as_json(explained, 1, texts)
            github, markdown = as_github(explained, 1, texts), as_markdown(explained, 1, texts)
        json.loads(listed)
        self._add("text", oracles.terminal_faults(text))
        self._add("error page", oracles.page_faults(oracles.parsed(error_page(text, "nl")), self.known))
        self._add("github", oracles.annotation_faults(github) if explained else ())
        self._add("markdown", oracles.markdown_faults(markdown, HELP_PAGES))

    def _fixes(self, path: str, data: bytes, kind: type[Record], problems: Sequence[Problem]) -> None:
        """Every fix that is offered can be made, and what is left is told."""
        if len(data) > READ_LIMIT or not problems:
            return
        fixed = fixed_bytes(data, path, kind)
        if fixed != data:
            self._add(path, _reread(fixed, path, kind))
            # Each run of --fix has a limit of rounds.
            again = fixed_bytes(fixed_bytes(fixed, path, kind), path, kind)
            if fixed_bytes(again, path, kind) != again:
                self._add(path, ["fixing never ends"])
        explained = explain(problems, self.root, translations("nl"), HOME)
        offered = [one for one in explained if one.fix and one.fix.lines][:MOST_FIXES]
        for explanation in offered:
            assert explanation.fix
            after = Document(data).edited([explanation.fix])
            self._add(path, _reread(after, path, kind))
            if after == data:
                self._add(path, [f"a fix that changes nothing: {explanation.problem}"])

    def _shown(self, catalogue: Catalogue, files: Mapping[str, bytes], result: Result) -> None:
        addresses = set(self.editors)
        pages, trees = dict(self._pages(catalogue, SAME)), {}
        made = dict(self._files(catalogue))
        addresses |= pages.keys() | made.keys() | self.seen.keys()
        for url, html in pages.items():
            if hash(html) == self.seen.get(url):
                continue
            trees[url] = tree = oracles.parsed(html)
            self._add(url, oracles.page_faults(tree, self.known))
            self._add(url, oracles.lost_links(url, tree, addresses))
        for url, content in made.items():
            if hash(content) != self.seen.get(url):
                with self._watched(url):
                    self._add(url, oracles.file_faults(url, content, self.known))
        warned = {problem.path for problem in result.problems}
        for entry in catalogue.entries:
            if entry.path in files and entry.url in trees:
                page = trees[entry.url]
                self._add(entry.path, _lost(entry, page, body=entry.path not in warned))

    def _searched(self, catalogue: Catalogue) -> None:
        source = searched(catalogue, "nl", ())
        for name, content in index_files(source).items():
            if name.startswith("fragment/"):
                self._add(name, oracles.json_faults(unpacked(content).decode(), "a text of the search"))
        words = {word for text in source.texts for tier in text.tiers for word in tier}
        self._add("search", [f"no word: {word!r}" for word in words if not WORD.fullmatch(word)])
        self._add("terms", oracles.json_faults(source.terms, "the file of terms"))
        if catalogue.pictures:
            with contextlib.suppress(RenditionsFailedError), self._limited("pictures", 3 * SECONDS):
                PictureCache(self.root).renditions(catalogue.pictures)

    # What is made

    def _pages(self, catalogue: Catalogue, without: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        renderer, heads = (
            Renderer(catalogue, SITE, self.root / ".cache" / "templates"),
            Heads(catalogue, SITE, ()),
        )
        for page in Pages(catalogue, SITE, INTROS):
            if not page.url.startswith(without or "/"):
                yield page.url, filled(page, renderer.content(page), heads.of(page), "", self.shell, SITE)

    def _files(self, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
        renderer = Renderer(catalogue, SITE, self.root / ".cache" / "templates")
        for file in Pages(catalogue, SITE, INTROS).files(renderer):
            yield file.url, file.made.encode() if isinstance(file.made, str) else file.made


def _peak(*, reset: bool = False) -> float:
    """The most memory that this process has had, in megabytes, since this was last asked with ``reset``.

    Only Linux tells; elsewhere it is 0.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    if reset:
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")
    (peak,) = re.findall(r"VmHWM:\s*(\d+) kB", status.read_text())
    return int(peak) / 1024


def _places(problem: Problem) -> Iterator[str]:
    yield problem.path
    yield from (place.path for place in problem.related)


def _silent(result: Result, files: Iterable[str]) -> Iterator[str]:
    """Files that are refused without a message."""
    told = {problem.path for problem in result.problems if problem.severity == "error"}
    for broken in result.collections.broken:
        if broken.path not in told and not told & set(broken.beside.values()):
            yield f"refused without a message: {broken.path}"


def _reread(data: bytes, path: str, kind: type[Record]) -> Iterator[str]:
    """Whether a file that was fixed is neither read nor refused with a message."""
    source, problems = source_of(data, path)
    entry, found = entry_of(source, kind) if source else (None, [])
    if not isinstance(entry, Entry) and not problems + found:
        yield "a fixed file is refused without a message"


def _lost(entry: Entry[Record], page: Element, *, body: bool) -> Iterator[str]:
    """What a contributor wrote in a record, and its page does not show."""
    shown = oracles.everything(page)
    for path, text in _texts(entry):
        lost = oracles.lost_words(text, shown)
        if lost:
            yield f"not shown of {field_name(path)}: {lost[:5]}"
    if body:
        typed = entry.text.replace("\r\n", "\n").partition("\n---")[2].partition("\n")[2]
        lost = oracles.lost_words(oracles.without_signs(typed), shown)
        if lost:
            yield f"not shown of the body: {lost[:5]}"


def _texts(entry: Entry[Record]) -> Iterator[tuple[FieldPath, str]]:
    """The texts among the fields of a record, which its page shows as they are."""

    def walk(value: Value, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
        if isinstance(value, str):
            field = field_at(type(entry.record), path)
            if field and field.rule and field.rule.kind == OneLine.kind:
                yield path, value
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from walk(item, (*path, number))
        else:
            for key, inner in value.items():
                yield from walk(inner, (*path, key))

    yield from walk(dict(entry.data), ())
