"""The mail with a private link, to who gave an e-mail address with what was sent.

Somebody may fill in the address of another. So nothing of what was sent is in it, and it says how to get no
more.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from gettext import NullTranslations

from atelier.contribute.submission import BY_KIND
from atelier.i18n.translation import N_
from atelier.model.records import kind_of
from atelier.receive.addresses import Addresses
from atelier.receive.links import Links
from atelier.receive.post import NotTakenError, PostError, Server
from atelier.receive.queue import Sent

log = logging.getLogger(__name__)

POLICY = SMTP.clone(max_line_length=990)
"""Headers are not folded: Python would turn a long link into an encoded word, which no program follows."""
AGAIN = 300.0
"""Seconds until it is tried again where the server could not be reached."""

SUBJECT = N_("Your private link at %(site)s")
TEXT = N_(
    """Hello,

With this link you can change what you sent to %(site)s, also once it is on the site:

%(link)s

Keep it, and share it only with who may change it too. Sometimes we ask you by mail whether it is still true.

You sent nothing? Then somebody filled in your address. Here you have it deleted, and we mail you no more:

%(forget)s
"""
)


@dataclass(kw_only=True)
class Letters:
    """Sends private links.

    Attributes:
        server: for outgoing mail.
        addresses: those of senders.
        links: makes the links.
        name: of the site.
        site: the address of the site, with a slash at the end.
        service: the address of the service, with a slash at the end.
        texts: in the language of the site.

    """

    server: Server
    addresses: Addresses
    links: Links
    name: str
    site: str
    service: str
    texts: NullTranslations
    clock: Callable[[], float] = time.monotonic
    _not_before: float = float("-inf")

    def send(self, sent: Sent) -> bool:
        """Mail the link to what was sent, and return whether that need not be tried again. Raises OSError."""
        if self.clock() < self._not_before:
            return False
        to = next((one for one in self.addresses if one.key == sent.sender), None)
        if to is None:
            return True
        try:
            with self.server.opened() as post:
                post.send(self.mail(sent, to.address, to.key))
        except NotTakenError:
            # Its address may be wrong; whoever sent it has the link on the page.
            log.warning("mail not taken", extra={"id": sent.id})
        except PostError:
            self._not_before = self.clock() + AGAIN
            log.warning("mail server", extra={"id": sent.id})
            return False
        return True

    def mail(self, sent: Sent, address: str, key: str) -> EmailMessage:
        """The mail to an address with this key."""
        gettext = self.texts.gettext
        kind = kind_of(sent.record)
        form = BY_KIND[kind].url if kind in BY_KIND else "add/"
        token = self.links.make("change", {"id": sent.id, "record": sent.record})
        forget = f"{self.service}forget/{self.links.make('forget', {'key': key})}"
        name = " ".join(self.name.split())
        mail = EmailMessage(POLICY)
        mail["From"] = formataddr((name, self.server.sender))
        mail["To"] = address
        mail["Subject"] = gettext(SUBJECT) % {"site": name}
        mail["Date"] = format_datetime(datetime.datetime.now(datetime.UTC))
        mail["Message-ID"] = make_msgid(domain=self.server.sender.rpartition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail["List-Unsubscribe"] = f"<{forget}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        values = {"site": name, "link": f"{self.site}{form}?sent#{token}", "forget": forget}
        mail.set_content(gettext(TEXT) % values, cte="quoted-printable")
        return mail
