"""The mail that asks whether pages are still true: plain text, and the same as HTML with buttons."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from functools import cache
from gettext import NullTranslations

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from atelier.model.addresses import mailto
from atelier.model.settings import Editors
from atelier.remind.buttons import Buttons
from atelier.remind.due import Due
from atelier.render.wording import Wording

POLICY = SMTP.clone(max_line_length=990)
"""Headers are not folded: Python would turn a long link into an encoded word, which no program follows."""
PRINTABLE = "quoted-printable"
"""How the text is written: any server takes it, and links may be long."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a mail says of the catalogue that it comes from.

    Attributes:
        name: of the site.
        url: of the site, with a slash at the end.
        sender: the address that the mail comes from.
        editors: where the editors can be reached; None if it is not set.
        wording: in the language of the site.

    """

    name: str
    url: str
    sender: str
    editors: Editors | None
    wording: Wording

    @property
    def texts(self) -> NullTranslations:
        """The texts in the language of the site."""
        return self.wording.texts


def reasons(one: Due, catalog: Catalog) -> list[str]:
    """Why an initiative is due, a sentence each."""
    gettext, date = catalog.texts.gettext, catalog.wording.date
    found = []
    if one.long_ago and one.last_word is None:
        found.append(gettext("It is not known when somebody last said that it is true."))
    elif one.long_ago and one.entry.record.last_confirmed:
        found.append(gettext("Last confirmed on %(date)s.") % {"date": date(one.last_word)})
    elif one.long_ago:
        found.append(gettext("Not confirmed since it was added on %(date)s.") % {"date": date(one.last_word)})
    found += [gettext("This link does not work (any more): %(link)s") % {"link": link} for link in one.links]
    if one.consent:
        text = gettext("The consent to show a person's name is of %(date)s. Please ask for it again.")
        found.append(text % {"date": date(one.consent)})
    return found


def mail_of(
    dues: Sequence[Due], to: str, whom: str, catalog: Catalog, buttons: Buttons, now: datetime.datetime
) -> EmailMessage:
    """The mail to an address about one page or several. ``whom`` stands for the address in links."""
    gettext, ngettext = catalog.texts.gettext, catalog.texts.ngettext
    title = _on_one_line(dues[0].entry.title)
    subject = ngettext("Is “%(title)s” still true?", "Are these %(n)s pages still true?", len(dues)) % {
        "title": title,
        "n": len(dues),
    }
    stop = buttons.stop(whom)
    answers = catalog.editors.mail if catalog.editors else ""
    unsubscribe = stop or mailto(answers or catalog.sender, gettext("No more mail, please"))
    days = gettext("The buttons work for %(days)s days.") % {"days": buttons.days} if buttons.days else ""
    context = {
        "subject": subject,
        "catalog": catalog,
        "hello": gettext("Hello,"),
        "intro": ngettext(
            "In %(site)s there is a page about your initiative. Will you look whether it is still true?",
            "In %(site)s there are pages about your initiatives. Will you look whether they are still true?",
            len(dues),
        )
        % {"site": catalog.name},
        "easy": gettext("It takes a minute, and you need no account."),
        "pages": [
            {
                "title": _on_one_line(one.entry.title),
                "url": catalog.url + one.entry.url,
                "reasons": reasons(one, catalog),
                "confirm": buttons.confirm(one.entry.slug),
                "change": buttons.change(one.entry.slug),
            }
            for one in dues
        ],
        "still_true": gettext("Still true"),
        "changed": gettext("Something changed"),
        "days": days,
        "why": gettext(
            "You get this mail because this address was given for questions about the page, "
            "or to be reminded of it."
        ),
        "stop": unsubscribe,
        "stop_label": gettext("Do not ask me again"),
        "regards": gettext("The editors of %(site)s") % {"site": catalog.name},
    }
    mail = EmailMessage(POLICY)
    mail["From"] = formataddr((_on_one_line(catalog.name), catalog.sender))
    mail["To"] = to
    if answers:
        mail["Reply-To"] = answers
    mail["Subject"] = subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=catalog.sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = f"<{unsubscribe}>"
    if stop:
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    environment = _environment()
    mail.set_content(environment.get_template("mail/reminder.txt").render(context), cte=PRINTABLE)
    html = environment.get_template("mail/reminder.html").render(context, language=catalog.wording.language)
    mail.add_alternative(html, subtype="html", cte=PRINTABLE)
    return mail


@cache
def _environment() -> Environment:
    # Only HTML is escaped: in plain text nothing is markup.
    return Environment(
        loader=PackageLoader("atelier"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
