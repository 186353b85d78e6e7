"""The Content-Security-Policy: what it lets run, that every page has it, and that a browser keeps to it."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from atelier.render.csp import policy, script_hashes, with_policy
from atelier.render.server_files import HEADERS
from atelier.sections.screen import SCRIPT_HASH, STYLE_HASH
from tests.fixtures.policies import FRAMED_STRICT, directives
from tests.fixtures.sites import run, sampled

STRICT = {
    "default-src": "'none'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
    "frame-src": "'self'",
}
SCREEN_STRICT = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


def test_scripts_of_a_page_run_by_their_hash() -> None:
    """Inline scripts are hashed as a browser reads them; data and files need no hash."""
    hashes = script_hashes(
        """<script>alert("x")\r\n</script><SCRIPT type='module'>a</SCRIPT><script src="x.js"></script>
        <script type="application/ld+json">{"a": "<b>"}</script>"""
    )

    # As printf 'alert("x")\n' | openssl dgst -sha256 -binary | base64 says, and the same for a.
    assert {
        "'sha256-f+97f3jbT5npeo64lrRUgSnbC90X7DYtdqsiULsYrm0='",
        "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='",
    } == hashes


def test_the_policy_is_strict() -> None:
    """All that is not named is forbidden, and nothing inline runs without its hash."""
    parts = directives(policy({"'sha256-x'"}))

    assert "'self' 'sha256-x' 'wasm-unsafe-eval'" == parts.pop("script-src")
    assert STRICT == parts


def test_a_page_without_a_charset_is_refused() -> None:
    """The policy stands where it governs all; a page with no such place stops the build."""
    with pytest.raises(ValueError, match="charset"):
        with_policy("<html><head><title>x</title></head></html>")


@pytest.mark.parametrize("site", ["real_site", "small_site"])
def test_every_page_carries_the_policy(site: str, request: pytest.FixtureRequest) -> None:
    """It is the first that a browser reads after the charset, and lets run what the header lets run, no more."""
    folder: Path = request.getfixturevalue(site)
    header = (folder / HEADERS).read_text(encoding="utf-8")
    allowed = set(re.findall(r"'sha256-[^']+'", header))
    used: set[str] = set()
    for file in sampled(folder.rglob("*.html"), folder):
        text = file.read_text(encoding="utf-8")
        charset, meta, *_ = html5lib.parse(text, namespaceHTMLElements=False).iter("meta")
        assert "utf-8" == charset.get("charset"), file
        assert "Content-Security-Policy" == meta.get("http-equiv"), file
        parts = directives(str(meta.get("content")))
        if "embed" in file.parts[-4:-3]:
            assert FRAMED_STRICT == parts, file
            assert "<script" not in text
            continue
        hashes = set(parts.pop("script-src").split()) - {"'self'", "'wasm-unsafe-eval'"}
        if "screen" in file.parts[-2:]:
            assert SCREEN_STRICT | {"style-src": STYLE_HASH} == parts, file
            assert {SCRIPT_HASH} == hashes == script_hashes(text), file
            continue
        assert STRICT == parts, file
        assert script_hashes(text) == hashes, file
        used |= hashes
        assert not re.search(r"<[^>]*\s(?:style|on[a-z]+)=", re.sub(r"(?s)<script.*?</script>", "", text)), (
            file
        )

    assert allowed == used | {SCRIPT_HASH, STYLE_HASH}
    # Three scripts of the theme, the same on every page.
    assert 3 == len(used)


@pytest.mark.slow
def test_a_site_below_a_path_has_the_same_policy_everywhere(small: Path) -> None:
    """The theme's scripts know the path of the site, whatever it is."""
    built = run("mkdocs", "build", cwd=small, SITE_URL="https://stad.example/on%22derwijs/")
    header = (small / "site" / HEADERS).read_text(encoding="utf-8")

    assert built.returncode == 0
    # Three of the theme, and the script and the style of a screen.
    assert 5 == len(re.findall("'sha256-", header))
    assert 'new URL("/on%22derwijs/",location)' in (small / "site" / "index.html").read_text(encoding="utf-8")
