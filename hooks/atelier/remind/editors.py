"""What is due and for the editors, as one issue: by the partner to turn to, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations

from atelier.catalogue.catalogue import Catalogue, group
from atelier.model.alphabet import in_alphabet
from atelier.remind.buttons import SiteButtons
from atelier.remind.due import Due
from atelier.remind.mail import Catalog, reasons
from atelier.report.markdown import markdown_text

MARK = "<!-- atelier: reminders -->"
"""The start of the issue, by which the next run finds it."""
SHOWN = 100
"""The most pages in the issue: GitHub allows 65,536 characters."""


def title_of(texts: NullTranslations) -> str:
    """The title of the issue."""
    return texts.gettext("Pages to look at")


def text_of(dues: Sequence[Due], catalogue: Catalogue, catalog: Catalog) -> str:
    """The text of the issue; empty if nothing is due. No text of a file is markup, a link or a mention."""
    if not dues:
        return ""
    gettext, buttons = catalog.texts.gettext, SiteButtons(catalog.url)
    lines = [
        gettext(
            "Are these pages still true? There is no address to ask by mail, or no mail arrived, or there "
            "was no answer."
        ),
        "",
    ]
    partners = catalogue.partners
    by_partner = group((one.entry.record.contact.organisation, one) for one in dues[:SHOWN])
    for slug in sorted(by_partner, key=lambda slug: in_alphabet(partners[slug].title)):
        lines += [f"### {markdown_text(partners[slug].title)}", ""]
        for one in by_partner[slug]:
            said = " ".join(markdown_text(reason) for reason in reasons(one, catalog))
            entry = one.entry
            lines.append(
                f"- [{markdown_text(entry.title)}]({catalog.url}{entry.url}): {said} "
                f"[{gettext('Still true')}]({buttons.confirm(entry.slug)}) · "
                f"[{gettext('Something changed')}]({buttons.change(entry.slug)})"
            )
        lines.append("")
    if len(dues) > SHOWN:
        lines += [gettext("And %(count)s more.") % {"count": len(dues) - SHOWN}, ""]
    lines.append(gettext("This issue changes with every run, and closes when nothing is due."))
    return "\n".join([*lines, ""])
