"""The labels of a proposal by its risk, as hosts show them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from gettext import NullTranslations

from atelier.hosts.host import Host, Proposed
from atelier.i18n.translation import LANGUAGES, translations
from atelier.model.risk import Risk
from atelier.proposals.risk import Files, Read, risks_of

COLOURS: Mapping[Risk, str] = {
    Risk.OTHER: "8c1d18",
    Risk.ADDRESSES: "b3471d",
    Risk.CONTACT: "b0307a",
    Risk.MONEY: "b07d00",
    Risk.NEW: "1b5fa8",
    Risk.FACTS: "5a6b7b",
    Risk.DATE: "2e7d32",
}
"""The colour of each label, from red to green, as hosts write colours."""


def name_of(risk: Risk, texts: NullTranslations) -> str:
    """The name of the label of a risk."""
    return texts.gettext("risk: %(name)s") % {"name": texts.gettext(risk.label)}


def names_of(risks: Iterable[Risk], texts: NullTranslations) -> tuple[str, ...]:
    """The names of the labels of some risks, in their order."""
    return tuple(name_of(risk, texts) for risk in risks)


def labels_of(files: Files, before: Read, today: datetime.date, texts: NullTranslations) -> tuple[str, ...]:
    """The names of the labels of a proposal, by what it changes; see ``risks_of``."""
    return names_of(risks_of(files, before, today), texts)


def keep(host: Host, proposed: Proposed, labels: Collection[str], texts: NullTranslations) -> None:
    """Give a proposal exactly these labels of risks, where it has others. Its other labels stay.

    Raises UnreachableError or RefusedError if the host does not do it.
    """
    among = names_of(Risk, texts)
    if {*proposed.labels} & {*among} != {*labels}:
        host.label(proposed.number, labels, among)


def risks_in(labels: Collection[str]) -> tuple[Risk, ...]:
    """The risks that some labels name, in any language, the highest first."""
    known = {name_of(risk, translations(lang)): risk for lang in LANGUAGES for risk in Risk}
    found = {known[label] for label in labels if label in known}
    return tuple(risk for risk in Risk if risk in found)
