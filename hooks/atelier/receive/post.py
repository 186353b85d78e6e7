"""Mail by SMTP, as the environment says.

Its variables are ``SMTP_HOST``, ``SMTP_PORT``, ``SMTP_USER``, ``SMTP_PASSWORD`` and ``MAIL_FROM``. The
connection is encrypted, and the certificate checked, but for a server on the same machine that offers no
encryption.
"""

from __future__ import annotations

import contextlib
import ipaddress
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

from atelier.i18n.translation import N_
from atelier.model.addresses import EMAIL

SECONDS = 30
TLS_PORT = 465
"""Encrypted from the first byte (RFC 8314); at other ports it begins with STARTTLS."""


class PostError(Exception):
    """The server cannot be used now, or a setting is wrong. Says what, without an address."""


class NotTakenError(Exception):
    """The server did not take one mail; others may still be sent."""


class Post(Protocol):
    """What sends mail."""

    def send(self, mail: EmailMessage) -> None:
        """Send a mail. Raises NotTakenError or PostError."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server for outgoing mail.

    Attributes:
        host: its name.
        port: 465 for TLS, another for STARTTLS.
        user: the name to log in with; empty where that is not needed.
        password: that of the user.
        sender: the e-mail address of the catalogue.

    """

    host: str
    port: int
    user: str
    password: str
    sender: str

    @contextlib.contextmanager
    def opened(self) -> Iterator[Post]:
        """A connection for as many mails as there are. Raises PostError."""
        with self._connected() as connection:
            yield _Connection(connection)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        context = ssl.create_default_context()
        try:
            if self.port == TLS_PORT:
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    self.host, self.port, timeout=SECONDS, context=context
                )
            else:
                connection = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            raise PostError(f"{self.host}:{self.port}: {_said(error)}") from error
        try:
            try:
                connection.ehlo()
                if self.port != TLS_PORT and (connection.has_extn("starttls") or not _here(self.host)):
                    connection.starttls(context=context)
                    connection.ehlo()
                if self.user:
                    connection.login(self.user, self.password)
            except (OSError, smtplib.SMTPException) as error:
                raise PostError(f"{self.host}:{self.port}: {_said(error)}") from error
            yield connection
        finally:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()


@dataclass(frozen=True, slots=True)
class _Connection:
    connection: smtplib.SMTP

    def send(self, mail: EmailMessage) -> None:
        try:
            self.connection.send_message(mail)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused, OSError) as error:
            # SMTPException is an OSError too: what concerns one mail comes below.
            if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
                raise NotTakenError(_said(error)) from error
            raise PostError(_said(error)) from error


def server_in(environment: Mapping[str, str]) -> Server | None:
    """The server that the environment names, if it does. Raises PostError if a setting is wrong."""
    host = environment.get("SMTP_HOST", "").strip()
    if not host:
        return None
    port, sender = environment.get("SMTP_PORT", "").strip() or "587", environment.get("MAIL_FROM", "").strip()
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise PostError(N_("SMTP_PORT is no number of a port."))
    if not EMAIL.fullmatch(sender):
        raise PostError(N_("MAIL_FROM is no e-mail address."))
    user, password = environment.get("SMTP_USER", ""), environment.get("SMTP_PASSWORD", "")
    return Server(host, int(port), user, password, sender)


def _here(host: str) -> bool:
    """Whether a host is the machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _said(error: Exception) -> str:
    """What went wrong, without the text of the server: that often repeats an address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    if isinstance(error, smtplib.SMTPException):
        return type(error).__name__
    return str(error)
