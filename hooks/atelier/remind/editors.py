"""What is due and for the editors, as one issue: by the partner to turn to, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations

from atelier.catalogue.catalogue import Catalogue, group
from atelier.i18n.alphabet import in_alphabet
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


def _whose(one: Due, catalogue: Catalogue) -> str:
    """The name of the organisation that answers for it; empty if it says none."""
    contact = one.entry.record.contact
    return catalogue.partners[contact.organisation].title if contact else ""


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
    nobody = gettext("Without an organisation")
    by_name = group((_whose(one, catalogue), one) for one in dues[:SHOWN])
    for name in sorted(by_name, key=in_alphabet):
        lines += [f"### {markdown_text(name or nobody)}", ""]
        for one in by_name[name]:
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
