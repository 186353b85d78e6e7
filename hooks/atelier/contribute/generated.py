"""Files of the repository that are made from the model.

``python -m atelier.contribute.generated`` renews them.

They are in the repository because other programs read them there: GitHub the issue form, editors the schemas
and their settings. A test fails if they are out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from atelier.content.reader import of_kind, read_collections
from atelier.content.settings import language, read_settings, site_url
from atelier.content.source import SETTINGS
from atelier.contribute.issue_form import CHOOSER, chooser, issue_form
from atelier.contribute.issue_form import FILE as ISSUE_FORM
from atelier.contribute.settings_guide import settings_guides
from atelier.contribute.site_issue import FILE as SITE_ISSUE
from atelier.contribute.site_issue import site_issue_form
from atelier.exports.front_matter_schema import TRANSLATION, schemas
from atelier.exports.settings_schema import settings_schema
from atelier.model.parts import ALL_PARTS
from atelier.model.pillar import Pillar
from atelier.model.records import RECORDS
from atelier.render.wording import Wording
from atelier.store.files import write_whole

SCHEMAS = ".vscode/schema"
REMARK = ".remarkrc.yaml"
"""The settings of the editor's checker: which schema is of which folder."""


def generated(root: Path) -> Mapping[str, str]:
    """The text of every generated file, by its path from the root."""
    wording = Wording(language(root))
    collections, _ = read_collections(root)
    settings, _ = read_settings(root / SETTINGS)
    parts = settings.extra.parts if settings else ALL_PARTS
    translated = bool(settings and settings.extra.languages)
    pillars = sorted(of_kind(collections, Pillar), key=lambda entry: entry.record.order)
    return {
        SITE_ISSUE: site_issue_form(wording),
        ISSUE_FORM: issue_form(
            [entry.record.name for entry in pillars], collections.kinds, wording, site_url(root), parts
        ),
        CHOOSER: chooser(wording, site_url(root)),
        REMARK: remark(translated=translated),
        **{
            f"{SCHEMAS}/{name}": text
            for name, text in schemas(collections.kinds, wording.texts, translated=translated).items()
        },
        f"{SCHEMAS}/mkdocs.json": settings_schema(wording.texts),
    }


def remark(*, translated: bool = False) -> str:
    """The settings of the editor's checker, for every kind of record and, if asked, its translations."""
    modules = "./.vscode/node_modules"
    names = {"": "!(*.*).md", f".{TRANSLATION}": "*.*.md"} if translated else {"": "*.md"}
    return "\n".join(
        [
            "# Checks front matter while typing, in an editor that knows remark (see .vscode/).",
            "# `make editor` installs it.",
            "# This file is made by `make generated`.",
            "plugins:",
            f"  - {modules}/remark-frontmatter/index.js",
            f"  - - {modules}/remark-lint-frontmatter-schema/dist/index.js",
            "    - schemas:",
            *(
                f"        {SCHEMAS}/{kind.collection}{mark}.json: [{kind.folder}/{files}]"
                for kind in RECORDS
                for mark, files in names.items()
            ),
            "",
        ]
    )


def main() -> int:
    """Write the files that changed."""
    for path, text in {**generated(Path()), **settings_guides()}.items():
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            write_whole(file, text)
            print(f"renewed {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
