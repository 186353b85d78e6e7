"""Files of the repository that are made from the model.

``python -m atelier.contribute.generated`` renews them.

They are kept in the repository because others read them there: GitHub the issue form, editors the schemas,
MkDocs the guide of the fields. A test holds them up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from atelier.content.reader import of_kind, read_collections
from atelier.contribute.field_guide import FILE as GUIDE
from atelier.contribute.field_guide import START, guide
from atelier.contribute.issue_form import CHOOSER, chooser, issue_form
from atelier.contribute.issue_form import FILE as ISSUE_FORM
from atelier.contribute.settings import language, site_url
from atelier.exports.front_matter_schema import schemas
from atelier.model.pillar import Pillar
from atelier.render.wording import Wording

SCHEMAS = ".vscode/schema"


def generated(root: Path) -> Mapping[str, str]:
    """What every such file should hold, by its path from the root."""
    wording = Wording(language(root))
    collections, _ = read_collections(root)
    pillars = sorted(of_kind(collections, Pillar), key=lambda entry: entry.record.order)
    introduction = (root / GUIDE).read_text(encoding="utf-8").partition(START)[0]
    return {
        GUIDE: f"{introduction}{START}\n\n{guide(wording)}",
        ISSUE_FORM: issue_form(pillars, wording, site_url(root)),
        CHOOSER: chooser(wording, site_url(root)),
        **{f"{SCHEMAS}/{name}": text for name, text in schemas(wording.texts).items()},
    }


def main() -> int:
    """Renew them."""
    for path, text in generated(Path()).items():
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"renewed {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
