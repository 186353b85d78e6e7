"""The issue template of GitLab: the questions of the issue form as Markdown to fill in.

GitLab has no forms for issues, but puts a file of ``.gitlab/issue_templates/`` in the box of a new one
(https://docs.gitlab.com/user/project/description_templates/). The headings are those that GitHub makes of the
form, so the answers are read in the same way. What explains a question is a comment on one line, which no
visitor sees and ``without_comments`` takes out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atelier.contribute.issue_form import ANOTHER, PUBLIC, FormQuestion, agreement, questions
from atelier.model.kinds import Kinds
from atelier.model.parts import ALL_PARTS, Parts
from atelier.render.wording import Wording
from atelier.sections.add.initiative import INITIATIVE
from atelier.sections.add.proposal import ISSUE_MARK, template_name

FOLDER = ".gitlab/issue_templates"

COMMENT = re.compile(r"^<!--.*-->[ \t]*\n?", re.MULTILINE)


def issue_template(
    pillars: Sequence[str], kinds: Kinds, wording: Wording, site_url: str, parts: Parts = ALL_PARTS
) -> tuple[str, str]:
    """The path and the text of the template; ``pillars`` are the names of those to choose from."""
    gettext = wording.texts.gettext
    welcome = gettext("Is this your first time? [The form on the site](%(url)s) checks while you type.")
    how = gettext("Write your answers below the headings. Leave empty what you do not know.")
    written = [ISSUE_MARK, f"{welcome % {'url': f'{site_url}add/'}}\n\n{how}"]
    for title, asked in questions(kinds, wording, INITIATIVE.without(parts.fields)).items():
        # No heading: it would be a part of the answer above it.
        written.append(f"<!-- == {title} == -->")
        new = next((question for question in asked if question.path.startswith("+")), None)
        for question in asked:
            if question is new:
                written.append(f"<!-- {gettext(ANOTHER)} -->")
            written.append("\n".join(_question(question, pillars)))
    return f"{FOLDER}/{template_name(wording.texts)}.md", "\n\n".join(written) + "\n"


def _question(question: FormQuestion, pillars: Sequence[str]) -> Iterator[str]:
    """The lines of a question: its heading, what explains it, and boxes to tick."""
    yield f"### {question.label}"
    if question.path == PUBLIC:
        (option,) = agreement(question.wording)["attributes"]["options"]
        yield f"\n- [ ] {option['label']}"
        return
    options = [*question.choices] or ([*pillars] if question.path == "pillar" else [])
    hints = [question.explanation]
    if options and not question.is_list:
        hints.append(
            question.wording.texts.gettext("One of these: %(options)s.") % {"options": ", ".join(options)}
        )
    elif question.example and not options:
        hints.append(question.wording.texts.gettext("Such as: %(example)s") % {"example": question.example})
    text = " ".join(filter(None, hints)).replace("\n", " ").replace("--", "- -")
    yield f"<!-- {text} -->"
    if options and question.is_list:
        yield "\n" + "\n".join(f"- [ ] {option}" for option in options)


def without_comments(body: str) -> str:
    """The text of an issue, without what the template explains in it."""
    return COMMENT.sub("", body) if body.lstrip().startswith(ISSUE_MARK) else body


def agreed(body: str, wording: Wording) -> bool:
    """Whether who filled in the template ticked that all becomes public."""
    (option,) = agreement(wording)["attributes"]["options"]
    return bool(re.search(rf"^[-*] \[[xX]\] {re.escape(option['label'])}", body, re.MULTILINE))
