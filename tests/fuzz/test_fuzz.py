"""A thousand files as nobody should write them, in a small catalogue; and what was found with more of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.content import markdown
from tests.fuzz import oracles
from tests.fuzz.__main__ import BATCH, batch, examined, loaded
from tests.fuzz.examine import Examined
from tests.fuzz.mutate import Mutant
from tests.fuzz.seeds import FUZZ_CASES

COUNT = 1000
SEED = 17


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """A small site to put mutants into."""
    return Examined(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.slow
def test_nothing_breaks_whatever_is_typed(site: Examined) -> None:
    """No exception, two seconds or 200 MB; nothing active on a page, in a feed or in a message; nothing lost.

    ``make fuzz`` looks at a hundred thousand, and saves what fails.
    """
    found = []
    for number in range(COUNT // BATCH):
        for mutants, faults in examined(site, batch(SEED, number)):
            found += [(mutant.number, *fault) for mutant in mutants for fault in faults]

    assert [] == found


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted(FUZZ_CASES.iterdir()), ids=lambda folder: folder.name)
def test_what_was_found_is_mended(case: Path, site: Examined) -> None:
    """Files that broke something once do not any more."""
    assert [] == site.examine(loaded(case))


ACTIVE = """
    <script>alert(1)</script>
    <script src="https://evil.example/x.js"></script>
    <script type="application/json">"</scr</script>
    <script type="application/ld+json">"<!--<script>"</script>
    <p onclick="alert(1)">x</p>
    <p style="background: url(https://evil.example)">x</p>
    <a href="javascript:alert(1)">x</a>
    <a href=" java\tscript:alert(1)">x</a>
    <a href="//evil.example">x</a>
    <a href="data:text/html,x">x</a>
    <a href="mailto:x@evil.example?bcc=y@evil.example">x</a>
    <img src="data:image/svg+xml,x">
    <img srcset="a.png 1x, javascript:alert(1) 2x">
    <form action="https://evil.example"></form>
    <iframe src="https://evil.example"></iframe>
    <meta http-equiv="refresh" content="0; url=https://evil.example">
    <base href="https://evil.example">
    <svg><script>alert(1)</script></svg>
    <svg onload="alert(1)"></svg>
    <math><mtext></mtext></math>
    <object data="x"></object>
    <link rel="stylesheet" href="https://evil.example/x.css">
    <style>p {}</style>
""".strip().split("\n")


@pytest.mark.parametrize("html", ACTIVE)
def test_a_page_with_something_active_is_noticed(html: str) -> None:
    """The rules see each way in which a page can run or load something."""
    try:
        found = list(oracles.page_faults(oracles.parsed(f"<!doctype html>{html}"), frozenset()))
    except ValueError:
        found = ["no JSON"]

    assert found


def faulty() -> Iterator[tuple[str, list[str]]]:
    yield (
        "link in Markdown",
        list(oracles.markdown_faults("[x](https://evil.example)", "https://x.example/help/")),
    )
    yield "image in Markdown", list(oracles.markdown_faults("![x](y.png)", "https://x.example/help/"))
    yield "mention in Markdown", list(oracles.markdown_faults("Hallo @iemand", "https://x.example/help/"))
    yield (
        "another command",
        list(oracles.annotation_faults("::error file=a,line=1,col=1,title=b::c\n::stop::x")),
    )
    yield "a terminal that obeys", list(oracles.terminal_faults("\x1b[31m"))
    yield "HTML in JSON", list(oracles.file_faults("a.json", b'"<script>"', frozenset()))
    yield "a formula", list(oracles.file_faults("a.csv", b"=1;2\r\n", frozenset()))
    yield "a row that is too long", list(oracles.file_faults("a.csv", b"a;b\r\n1;2;3\r\n", frozenset()))
    yield "a script in a drawing", list(oracles.file_faults("a.svg", b"<svg><script/></svg>", frozenset()))
    yield (
        "a lost word",
        oracles.lost_words("Robots tellen", oracles.everything(oracles.parsed("<p>Robots</p>"))),
    )


@pytest.mark.parametrize(
    ("name", "found"), [*faulty()], ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_breaks_a_rule_is_noticed(name: str, found: list[str]) -> None:
    """Each rule can fail."""
    assert found


@pytest.mark.slow
def test_a_generator_that_lets_html_through_is_noticed(
    site: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole of it finds what it looks for: here bodies are not made safe."""
    text = (site.root / "initiatives" / "oud-plan.md").read_bytes() + b"\n<img src=x onerror=alert(1)>\n"
    mutant = Mutant(0, "initiatives/m0.md", {"initiatives/m0.md": text})
    assert [] == site.examine([mutant])

    monkeypatch.setattr(markdown, "_clean", lambda text, *_: text)

    assert {"initiatives/m0/"} <= {fault.where for fault in site.examine([mutant])}
