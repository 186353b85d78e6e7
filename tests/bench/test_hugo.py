"""The theme for Hugo does the work that ours is compared with. Only where ``make bench`` installed Hugo."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bench.contenders import MissingError, Step
from tests.bench.contenders.hugo import Hugo, installed, lacking
from tests.bench.contenders.ours import Ours
from tests.bench.synthetic import write_catalogue
from tests.fixtures.sites import make_site


def _hugo_is_missing() -> bool:
    try:
        installed()
    except MissingError:
        return True
    return False


pytestmark = [pytest.mark.slow, pytest.mark.skipif(_hugo_is_missing(), reason="Hugo is not installed")]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Our site of sixty initiatives, and Hugo's."""
    folder = tmp_path_factory.mktemp("sites")
    write_catalogue(make_site(folder / "catalogue"), 60)
    made = []
    for contender in (
        Ours(folder / "ours", folder / "catalogue"),
        Hugo(folder / "hugo", folder / "catalogue"),
    ):
        contender.prepare()
        contender.build(Step.COLD)
        made.append(contender.site)
    return made[0], made[1]


def test_hugo_makes_what_we_make(sites: tuple[Path, Path]) -> None:
    """Titles, texts, terms, related initiatives, feeds, data and frames of sixty initiatives."""
    assert [] == list(lacking(*sites))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("initiatives/initiatief-00007/index.html", "<h2", "<p", ""),
        (
            "initiatives/initiatief-00007/index.html",
            "Talenten plan",
            "Talenten",
            "initiatief-00007: its text",
        ),
        (
            "initiatives/initiatief-00007/index.html",
            '"related"',
            '""',
            "initiatief-00007: related initiatives",
        ),
        (
            "initiatives/initiatief-00007/embed.html",
            "School maken",
            "School",
            "initiatief-00007: its page for a frame",
        ),
        (
            "initiatives/initiatief-00007/index.json",
            '"vwo"',
            '"wo"',
            "initiatief-00007: its data among those of all",
        ),
        ("initiatives/index.json", "Hoogezand", "Haren", "initiatief-00007: places in its data"),
        ("levels/vwo/index.html", "<h3>", "<h4>", "levels/vwo: its initiatives"),
        ("tags/onderwerp-1/feed.xml", "<entry>", "<old>", "tags/onderwerp-1: its feed"),
        (
            "places/haren/feed.json",
            '"items"',
            '"old": [], "items": [], "none"',
            "places/haren: its JSON feed",
        ),
    ],
)
def test_less_is_seen(
    sites: tuple[Path, Path], tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    """Each kind of thing that could be left out is missed; another heading is not."""
    ours, theirs = sites
    shutil.copytree(theirs, tmp_path / "site")
    text = (theirs / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "site" / file).write_text(text.replace(old, new), encoding="utf-8")

    assert (told in list(lacking(ours, tmp_path / "site"))) is bool(told)
