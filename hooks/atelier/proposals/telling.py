"""What a proposal is told in a comment, and its labels; the same at every host."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from gettext import NullTranslations

from atelier.content.reader import Collections, of_kind
from atelier.model.pillar import Pillar
from atelier.model.risk import Risk
from atelier.proposals.commands import as_markdown as commands
from atelier.proposals.labels import COLOURS, name_of
from atelier.proposals.report import Report, as_markdown

MARK = "<!-- atelier: changes -->"
"""The start of the comment, by which the next check finds it to change it."""

LABEL_LENGTH = 50
"""How many characters GitHub allows in the name of a label."""


def comment_text(
    report: Report,
    kind: str,
    number: int,
    commit: str,
    texts: NullTranslations,
    *,
    checks: str = "",
    picture: str = "",
) -> str:
    """The comment on a proposal, without its mark.

    ``kind`` is that of the host, as in the settings; ``commit`` what the report is about. ``checks`` is the
    page at the end of which the site as it becomes stands, ``picture`` that of the pages before and after.
    """
    text = as_markdown(report, texts)
    if report.refused:
        return text
    if picture:
        text += (
            "\n"
            + texts.gettext("[See it before and after](%(url)s), in one picture.") % {"url": picture}
            + "\n"
        )
    if checks:
        where = texts.gettext("The site as it becomes stands at the end of [this check](%(url)s).")
        text += "\n" + where % {"url": checks} + "\n"
    return text + "\n" + commands(kind, number, commit, texts)


def labels_of(published: Collections, texts: NullTranslations) -> dict[str, dict[str, str]]:
    """A label for each risk, and for each pillar of the register by its slug: its name and colour."""
    risks = {
        risk_key(risk): {"name": name_of(risk, texts)[:LABEL_LENGTH], "color": COLOURS[risk]} for risk in Risk
    }
    return risks | {
        pillar.slug: {
            "name": (texts.gettext("pillar: %(name)s") % {"name": pillar.record.name})[:LABEL_LENGTH],
            "color": pillar.record.colour.removeprefix("#"),
        }
        for pillar in of_kind(published, Pillar)
    }


def keys_of(report: Report) -> tuple[str, ...]:
    """By which ``labels_of`` knows the labels of a report."""
    return (*report.pillars, *map(risk_key, report.risks))


def names_among(keys: Collection[str], labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The names of some labels, by their keys; a key that there is not is ignored."""
    return [labels[key]["name"] for key in keys if key in labels]


def risk_key(risk: Risk) -> str:
    """By which the label of a risk is known, beside those of pillars."""
    return f"risk:{risk}"
