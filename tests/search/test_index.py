"""The index of texts: what is in it, when it is renewed, and what is said where it fails."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.checks.check import check
from atelier.i18n.translation import translations
from atelier.render.wording import Wording
from atelier.search.compounds import WordsMissingError, common_words
from atelier.search.engine import SAMPLE, lean_page, unpacked
from atelier.search.index import FOLDER, base36, front_coded, index_files, make_index, marked, of_texts
from atelier.search.index import searched as searched_in
from atelier.search.letters import folded
from atelier.search.pagefind import IndexingFailedError, index_of
from atelier.search.tables import NO_LANGUAGE, chunks, meta, word_count
from atelier.search.texts import EditorsPage, Text, Tiers, mixed, paragraphs, texts
from atelier.site.serve.reindex import CACHE, INDEX, PAGES, reindex
from atelier.store.store import Store
from tests.fixtures.search import write
from tests.fixtures.serving import fetch, served_now, serving
from tests.fixtures.sites import TODAY, run
from tests.fixtures.waiting import PATIENCE


def test_only_what_visitors_need_is_published(searched: Path) -> None:
    """Pagefind's own user interface stays behind, and so do the words that help to find."""
    index = searched / "site" / FOLDER
    names = {
        re.sub(r"zxx_\w+|\w{10}-\d+", "…", f.relative_to(index).as_posix())
        for f in index.rglob("*")
        if f.is_file()
    }

    assert {
        "pagefind-entry.json",
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind.….pf_meta",
        "wasm.unknown.pagefind",
        "words.txt",
        "terms.json",
        "index/….pf_index",
        "fragment/….pf_fragment",
        "elsewhere/….json",
    } == names
    assert ["text"] == [
        folder.name for folder in index.parent.iterdir() if folder.name.startswith((".", "text"))
    ]


# Making the index

FEW = (
    Text("initiatives/a/", "Eerste", ("Wereldburgerschap op school.",)),
    Text("tags/b/", "Tweede", ()),
)


def files(folder: Path) -> Mapping[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_the_same_texts_give_the_same_index(tmp_path: Path) -> None:
    """An index is the same to the byte, in whatever folder it is made."""
    many = [
        *FEW,
        *(Text(f"initiatives/i{n}/", f"Plan {n}", (f"Tekst {n} over scholen.",)) for n in range(200)),
    ]
    for name in ("one", "two"):
        make_index(of_texts(many, "nl"), tmp_path / name / "index")

    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_what_is_shown_is_part_of_the_fingerprint() -> None:
    """A text with the same words in another order gives a new index: its excerpts changed."""
    other = (Text("initiatives/a/", "Eerste", ("Wereldburgerschap, op school.",)), FEW[1])

    assert of_texts(FEW, "nl").words == of_texts(other, "nl").words
    assert of_texts(FEW, "nl").made_of != of_texts(other, "nl").made_of


def test_compounds_are_a_matter_of_dutch() -> None:
    """An English site is not taken apart as if it were Dutch."""
    dutch, english = (of_texts(FEW, language).words for language in ("nl", "en"))

    main = ("wereldburgerschap", "burgerschap", "wereld", "op", "school")
    assert (("eerste",), main, ()) == dutch.by_text[0]
    assert (("eerste",), ("wereldburgerschap", "op", "school"), ()) == english.by_text[0]
    assert {"wereldburgerschap"} == dutch.compounds


def test_words_are_told_apart_by_what_they_tell() -> None:
    """Words of a title, of subjects and the summary, and others: each once, in the first of these."""
    text = Text("", "Robots", ("Een lijn.", "Meer robots, meer lijnen.", "techniek"), ("techniek",))

    assert (("robots",), ("techniek", "een", "lijn"), ("meer", "lijnen")) == text.words


def test_verb_forms_are_marked() -> None:
    """The list of words says which words no other form may find, and which are compounds."""
    words = marked(of_texts([Text("", "Robotles", ("Hier lees je, in de klas.",))], "nl").words)

    assert {"lees!", "robotles+", "klas"} <= words


@pytest.mark.parametrize("program", ["true", "cat", "missing"])
def test_a_failure_leaves_the_index_that_is_there(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever Pagefind does, there is a whole index or the old one."""
    make_index(of_texts(FEW, "nl"), tmp_path / "index")
    before = files(tmp_path)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", f"/bin/{program}")
    with pytest.raises(IndexingFailedError, match="Pagefind"):
        make_index(of_texts(FEW[:1], "nl"), tmp_path / "index")

    assert before == files(tmp_path)


def test_only_a_dutch_catalogue_needs_the_list_of_dutch_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere it is not installed: another language is searched without, and Dutch is told how to get it."""
    monkeypatch.setitem(sys.modules, "wordfreq", None)
    monkeypatch.setattr("atelier.search.index.common_words", common_words.__wrapped__)

    assert "eerste" in of_texts(FEW, "en").words.words
    with pytest.raises(WordsMissingError) as error:
        of_texts(FEW, "nl")
    assert error.value.text(translations("nl")).startswith("Om in het Nederlands te zoeken")


@pytest.mark.slow
def test_a_build_tells_that_the_index_failed(small: Path) -> None:
    """The build ends with a clear word, and without a traceback."""
    built = run("mkdocs", "build", cwd=small, SEARCH="true", PAGEFIND_BINARY_PATH="/bin/false")

    assert 1 == built.returncode
    assert "The search index could not be made. Pagefind" in built.stderr
    assert "Traceback" not in built.stderr
    assert not (small / "site" / FOLDER).exists()


@pytest.mark.slow
def test_search_can_be_left_out(small: Path) -> None:
    """A setting leaves the index out of a build."""
    assert 0 == run("mkdocs", "build", cwd=small, SEARCH="false").returncode
    assert not (small / "site" / FOLDER).exists()


def test_a_format_that_is_not_known_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Pagefind may read other tables than those that are written: no index is made for it."""
    one = [("/0", lean_page(SAMPLE[0])), ("/1", lean_page(SAMPLE[1])), ("/2", lean_page(SAMPLE[0]))]
    for made in (index_of(one, NO_LANGUAGE), {}):
        monkeypatch.setattr("atelier.search.engine.index_of", lambda pages, language, made=made: made)
        with pytest.raises(IndexingFailedError, match="another format"):
            make_index(of_texts(FEW[:1], "nl"), tmp_path / "index")

    assert not (tmp_path / "index").exists()


WORDS = st.text("abcdeéšж한水٣", min_size=1, max_size=9).map(folded).filter(lambda word: not mixed(word))
TIERS = st.lists(WORDS, max_size=60, unique=True).map(
    lambda words: (tuple(words[:3]), tuple(words[3:9]), tuple(words[9:]))
)


@settings(max_examples=20)
@given(st.lists(TIERS, min_size=1, max_size=30))
def test_tables_are_those_that_pagefind_writes(by_text: list[Tiers]) -> None:
    """Byte for byte, for any words: only the names of files are our own."""
    made = index_of([(f"/{place}", lean_page(text)) for place, text in enumerate(by_text)], NO_LANGUAGE)
    names = {
        unpacked(data): name.removeprefix("index/").removesuffix(".pf_index")
        for name, data in made.items()
        if name.startswith("index/")
    }
    ours = chunks(by_text)
    assert {*names} == {chunk.content for chunk in ours}

    ids = {
        int(json.loads(unpacked(data))["url"][1:]): name.removeprefix("fragment/").removesuffix(
            ".pf_fragment"
        )
        for name, data in made.items()
        if name.startswith("fragment/")
    }
    table = [(names[chunk.content], chunk) for chunk in ours]
    counts = [(ids[place], word_count(text)) for place, text in enumerate(by_text)]
    (theirs,) = (unpacked(data) for name, data in made.items() if name.endswith(".pf_meta"))
    assert theirs == meta(version("pagefind"), counts, table)


def test_many_words_are_in_several_files() -> None:
    """They are cut where Pagefind cuts them, so that a browser loads the right one."""
    words = tuple(word for word in common_words() if word.isalpha())[:7000]
    by_text: list[Tiers] = [((), (), words)]
    made = index_of([("/0", lean_page(by_text[0]))], NO_LANGUAGE)
    theirs = {unpacked(data) for name, data in made.items() if name.startswith("index/")}
    (table,) = (unpacked(data) for name, data in made.items() if name.endswith(".pf_meta"))
    ours = chunks(by_text)

    assert len(ours) > 1
    assert theirs == {chunk.content for chunk in ours}
    for chunk in ours:
        assert chunk.first.encode() in table
        assert chunk.last.encode() in table


def test_a_word_with_a_number_is_found_by_both() -> None:
    """Who looks for *groep* finds *groep7*; single letters are no words."""
    assert ["groep"] == list(mixed("groep7"))
    assert ["mbo", "school"] == list(mixed("mbo4school"))
    assert not [*mixed("groep"), *mixed("2026"), *mixed("3d")]


def test_an_index_after_an_edit_is_that_of_a_first_build(small: Path) -> None:
    """Whatever is kept of the index before: a text added, one changed, and a partner renamed."""
    store = Store(small)

    def index(store: Store | None) -> Mapping[str, bytes]:
        catalogue = check(small, TODAY).catalogue
        assert catalogue is not None
        return index_files(searched_in(catalogue, "nl", [], store))

    before = index(store)
    write(small, "nieuw", "Nieuw", "Iets heel anders.", "Tekst over groep7.")
    robots = small / "initiatives" / "robots-in-de-klas.md"
    robots.write_text(robots.read_text(encoding="utf-8") + "\nNog een zin.\n", encoding="utf-8")
    partner = small / "docs" / "partners" / "alfa-college.md"
    partner.write_text(
        partner.read_text(encoding="utf-8").replace("name: Alfa-college", "name: Omega"), encoding="utf-8"
    )
    after = index(store)

    assert index(None) == after
    assert before != after
    assert index(store) == after


def test_words_are_coded_by_what_they_share() -> None:
    """The list of words is short, and letters that browsers count otherwise are written out."""
    assert "0les\n3sen\n0school\n6plein\n0œuvre" == front_coded(
        {"lessen", "les", "school", "œuvre", "schoolplein"}
    )


def test_a_place_fits_its_id() -> None:
    """More texts than an id can tell are refused rather than mixed up."""
    assert "00zz" == base36(36 * 36 - 1, 4)
    with pytest.raises(OverflowError):
        base36(36**4, 4)


def test_paragraphs_are_plain_text() -> None:
    """A row of a table is one paragraph; notes' numbers, scripts and blocks of code are no text."""
    html = (
        '<h2 id="a">Kop &amp; staart</h2><p>Een <strong>dik</strong> woord.<sup class="footnote-ref">'
        '<a href="#fn">1</a></sup></p><script>alert("x")</script><!-- weg --><table><tr><th>les</th><th>wat</th>'
        '</tr><tr><td title="a>b">1</td><td>bouwen</td></tr></table><pre><code>x &lt; y</code></pre>'
    )

    assert ("Kop & staart", "Een dik woord.", "les wat", "1 bouwen") == paragraphs(html)


def test_the_main_text_comes_first(searched: Path) -> None:
    """A text starts with what happens and for whom; facts stand at its end, without labels."""
    catalogue = check(searched, TODAY).catalogue
    assert catalogue is not None
    found = texts(catalogue, Wording("nl"), [EditorsPage("over/", "Over", "<p>Hallo</p>")])
    robots = found[0]

    assert "initiatives/robots-in-de-klas/" == robots.url
    assert "Leerlingen van groep 7 bouwen" in robots.paragraphs[0]
    assert ("Groningen en Súdwest-Fryslân", "robots en techniek") == robots.paragraphs[-2:]
    assert Text("over/", "Over", ("Hallo",)) == found[-1]


# Under serve


def test_an_index_is_renewed_only_when_texts_changed(small: Path) -> None:
    """An edit that changes no text makes no new index; one that does, does."""
    cache = small / CACHE
    cache.mkdir(parents=True)
    (cache / PAGES).write_text('{"nl": []}', encoding="utf-8")
    first = reindex(small)
    again = reindex(small)
    write(small, "nieuw", "Nieuw", "Iets heel anders.", "Tekst.")
    after = reindex(small)
    (small / "initiatives" / "nieuw.md").write_text("---\n", encoding="utf-8")
    broken = reindex(small)

    assert (True, False, True, False) == (first, again, after, broken)
    assert (cache / INDEX / "words.txt").is_file()


@pytest.mark.slow
def test_a_process_that_is_stopped_clears_up(small: Path) -> None:
    """A newer state stops the process that makes an index; nothing half made is left."""
    cache = small / CACHE
    cache.mkdir(parents=True)
    (cache / PAGES).write_text('{"nl": []}', encoding="utf-8")
    for wait in (0.3, 0.8, 1.5):
        running = subprocess.Popen([sys.executable, "-m", "atelier.site.serve.reindex", str(small)])
        time.sleep(wait)
        running.send_signal(signal.SIGTERM)
        code = running.wait(PATIENCE)

        assert code in (0, -signal.SIGTERM)
        assert (
            {"pages.json"} <= {file.name for file in cache.iterdir()} <= {"pages.json", "text", "made-of.txt"}
        )


@pytest.mark.slow
def test_serve_keeps_the_index_up_to_date(small: Path) -> None:
    """The index comes after the site, stays through an edit, and then knows the new words."""
    words = f"{FOLDER}/words.txt"
    with serving(small, SEARCH="true") as address:
        fetch(address + words, "ccu")  # a word leaves out what it shares with the one before
        # “accu” without what it shares with the word before it.
        fetch(address + words, "ccu")
        plan = small / "initiatives" / "oud-plan.md"
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace("Een plan uit", "Een xylofoonplan uit"), encoding="utf-8")
        fetch(address + "initiatives/oud-plan/", "xylofoonplan")

        assert "ccu" in served_now(address + words)
        assert "xylofoon" in fetch(address + words, "xylofoon")


@pytest.mark.slow
def test_serve_goes_on_where_the_index_fails(small: Path, tmp_path: Path) -> None:
    """A failure is told, and the site stays up."""
    log = tmp_path / "log.txt"
    with log.open("w") as opened, serving(small, opened, PAGEFIND_BINARY_PATH="/bin/false") as address:
        fetch(address + "initiatives/oud-plan/", "Een plan uit 2013")
        until = time.monotonic() + PATIENCE
        while "search index" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.2)
        fetch(address + "initiatives/oud-plan/", "Een plan uit 2013")

    said = log.read_text(encoding="utf-8")
    assert "The search index could not be renewed; the last one stays." in said
    assert "Pagefind made no index" in said
    assert "Traceback" not in said
