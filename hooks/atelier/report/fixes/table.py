"""The table of fixes, by the code of the problem, and what it gives for one problem in its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from atelier.content.former import FORMER_NAMES
from atelier.content.source import REPLACED
from atelier.i18n.translation import N_
from atelier.problems.problem import Problem
from atelier.report.document import Document, Edit
from atelier.report.fixes import characters, fields, former, front_matter, items, values


@dataclass(frozen=True, slots=True)
class Fix:
    """How a kind of problem is fixed.

    Attributes:
        make: gives the edit that fixes a problem in its file, or None where only a human can know.
        does: what ``--fix`` does, for people; empty where it never does this.
        across: whether the problem is found only by comparing files, not in one file alone.

    """

    make: Callable[[Problem, Document], Edit | None]
    does: str = ""
    across: bool = False


TYPED_AS_IS = N_("puts a text between quotes that YAML cannot read without, or closes its quotes well")

FIXES: Mapping[str, Fix] = {
    "address-lost": Fix(
        front_matter.former_names, N_("writes the former name of a file under former_slugs"), across=True
    ),
    "encoding-utf16": Fix(characters.utf8, N_("saves the file as UTF-8")),
    "encoding-bom": Fix(characters.inner_mark, N_("takes the invisible mark out")),
    "encoding-utf8": Fix(characters.windows),
    "encoding-nul": Fix(characters.without_nul),
    "control-character": Fix(
        characters.unseen, N_("makes line ends the same, and takes out spaces without a width")
    ),
    "front-matter-not-first": Fix(front_matter.start, N_("takes out the empty lines above the first ---")),
    "front-matter-dashes": Fix(front_matter.dashes, N_("writes three hyphens")),
    "front-matter-missing": Fix(front_matter.opening_line),
    "front-matter-unclosed": Fix(
        front_matter.closing_line,
        N_("writes three hyphens, where a line with another number of them is the only one"),
    ),
    "front-matter-dots": Fix(
        front_matter.dots, N_("writes three hyphens, where the dots end the front matter")
    ),
    "yaml-colon": Fix(front_matter.yaml_line, TYPED_AS_IS),
    "yaml-quote": Fix(front_matter.yaml_line, TYPED_AS_IS),
    "yaml-character": Fix(front_matter.yaml_line, TYPED_AS_IS),
    "yaml-field": Fix(front_matter.yaml_line, N_("puts a space behind the colon of a field")),
    "yaml-item": Fix(front_matter.yaml_line, N_("puts a space behind the hyphen of an item")),
    "yaml-escape": Fix(front_matter.yaml_line),
    "yaml-bracket": Fix(front_matter.yaml_line),
    "yaml-indent": Fix(front_matter.yaml_line),
    "yaml-anchor": Fix(front_matter.yaml_line),
    "yaml-tag": Fix(front_matter.yaml_line),
    "indent-character": Fix(
        front_matter.indent, N_("writes two spaces for a tab, and one for a no-break space")
    ),
    "comment-after-value": Fix(front_matter.comment),
    "duplicate-key": Fix(values.same_line),
    "unknown-key": Fix(values.as_meant),
    "missing": Fix(fields.missing),
    "expected-list": Fix(fields.as_list),
    "expected-fields": Fix(fields.as_group),
    "from-to": Fix(fields.as_two),
    "ages-reversed": Fix(values.swapped),
    "period-reversed": Fix(values.swapped),
    "duplicate-item": Fix(values.repeated),
    "expected-text": Fix(fields.as_text),
    "several": Fix(items.one_each, N_("gives each subject, place or level in a list a line of its own")),
    "several-places": Fix(items.one_each),
    "reference-several": Fix(
        items.one_each,
        N_("gives each name in a list a line of its own, where all of them are known"),
        across=True,
    ),
    "not-a-choice": Fix(values.choice, N_("writes a choice in small letters")),
    **dict.fromkeys(
        FORMER_NAMES,
        Fix(
            former.named_anew, N_("gives a field or a setting that is called by an earlier name its new one")
        ),
    ),
    "address-own": Fix(
        values.certain,
        N_("writes the name of an initiative in place of its address on this site"),
        across=True,
    ),
    "amount": Fix(values.certain, N_("writes an amount in digits, without a dot between thousands")),
    "repository": Fix(values.address, N_("writes the web address of a repository for that of git")),
    "repository-host": Fix(values.host),
    "time": Fix(values.time, N_("writes a time with two digits for hours and minutes, such as 09:00")),
    "body-link-missing": Fix(values.link),
    **dict.fromkeys(
        """address-elsewhere boolean branch colour contrast currency date date-impossible editors email
        identifier image-name leading-zero logo-path number phone receive reference-unknown site-address slug
        timezone url year year-range""".split(),
        Fix(values.meant),
    ),
}
"""Every kind of problem that can be fixed by a program, in the order of the help page of ``--fix``."""


def edit_for(problem: Problem, document: Document) -> Edit | None:
    """The edit that fixes a problem in its file, or None where only a human can know."""
    fix = FIXES.get(problem.code)
    edit = fix.make(problem, document) if fix else None
    if edit is None or any(REPLACED in line for line in edit.lines):
        return None
    same = edit.lines and list(edit.lines) == document.lines[edit.first - 1 : edit.last]
    if same and not any(line.endswith("\r") for line in document.written[edit.first - 1 : edit.last]):
        # The check read past a mistake of YAML, and the fault is not on this line of the file.
        return None
    if edit.safe and not (fix and fix.does):
        edit = replace(edit, safe=False)
    return edit


def proven(problem: Problem, document: Document) -> Edit | None:
    """The edit that fixes a problem, if YAML still reads the file with it."""
    edit = edit_for(problem, document)
    return None if edit and document.reads and not document.with_edit(edit).reads else edit


def fixed_once(problems: Sequence[Problem], document: Document) -> bytes | None:
    """The file with all safe edits made; None where there are none, or YAML no longer reads the result."""
    edits = [edit_for(problem, document) for problem in problems]
    safe = [edit for edit in edits if edit and edit.safe]
    after = document.edited(safe)
    return None if not safe or (document.reads and not document.of(after).reads) else after
