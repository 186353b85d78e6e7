"""What differs between two folders."""

from __future__ import annotations

from pathlib import Path

from atelier.proposals.files import differing
from tests.fixtures.hosts import git


def test_what_git_keeps_counts(tmp_path: Path) -> None:
    """New, other and removed files, hidden ones and links too; not what git ignores."""
    before, after = tmp_path / "before", tmp_path / "after"
    for root, text in ((before, "oud"), (after, "nieuw")):
        (root / ".github").mkdir(parents=True)
        (root / "same.md").write_text("x", encoding="utf-8")
        (root / ".github" / "a.yml").write_text(text, encoding="utf-8")
        (root / "site").mkdir()
        (root / "site" / "index.html").write_text(text, encoding="utf-8")
    (before / "gone.md").write_text("x", encoding="utf-8")
    (after / "new.md").write_text("x", encoding="utf-8")
    (after / "link").symlink_to("/etc/passwd")
    expected = {".github/a.yml": b"nieuw", "gone.md": None, "link": b"/etc/passwd", "new.md": b"x"}

    assert expected == differing(before, after)

    git(after, "init")
    (after / ".gitignore").write_text("/site/\n", encoding="utf-8")

    assert expected | {".gitignore": b"/site/\n"} == differing(before, after)
