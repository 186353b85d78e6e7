"""Addresses of the web and of mail, and telephone numbers: what one looks like, as patterns."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# Letters and digits of the world's scripts, by ranges: ``\w`` means less in a browser.
LETTER = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af"
    "\u0370-\u1fff\u3040-\u9fff\uac00-\ud7a3"
)
LABEL = rf"[{LETTER}](?:[{LETTER}]|-(?=[{LETTER}]|-)){{0,62}}"
HOST = rf"{LABEL}(?:[.]{LABEL})+[.]?"
PORT = "[0-9]{0,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
CLOSING = "“”„‟«»‹›…"
"""Quotes and dots of word processors: no address holds them, and many an address is typed between them."""
ENDING = "‘’‚‛–—"
"""An address may hold these, but not as its end."""
MARK = re.compile(
    f"[{CLOSING}\u3001\u3002\u3008-\u3011\uff08\uff09\uff0c\uff1a-\uff1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
    f"|[{ENDING}]+$"
)
"""What ends an address in a text: such a mark or a wide space; an apostrophe or dash only at the end."""
NO_ADDRESS = (
    r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    + "\"'<>\\\\\\^`{|}"
    + CLOSING
)
URL = re.compile(
    rf"(?=.{{0,2000}}$)[Hh][Tt][Tt][Pp][Ss]?://{HOST}(?::(?:{PORT}))?(?:[/?#][^{NO_ADDRESS}]*)?(?<![{ENDING}])"
)
"""A full http or https address without user part, spaces or quotes."""
LOOPBACK = r"http://(?:127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?/"
"""How an address begins of what somebody tries out on their own machine."""
LASTING = re.compile(rf"(?=https://|{LOOPBACK}){URL.pattern}")
"""The address by which others know a record: a full one, with https."""
MEANT_AS_ADDRESS = re.compile(
    r"<?(?:[A-Za-z][A-Za-z0-9+.\-]*:/[^\n]*|[Ww][Ww][Ww][.][^\n]*|"
    r"[0-9A-Za-z\-]+(?:[.][0-9A-Za-z\-]+)*[.][A-Za-z]{2,24}(?:[/?#][^ ]*)?)"
)
"""A text that is no name: it begins as an address does, or it is the name of a host and what follows it.

Some programs put it between ``<`` and ``>``.
"""
EMAIL = re.compile(
    r"(?=.{3,254}$)[A-Za-z0-9_+\-]+(?:[.][A-Za-z0-9_+\-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:[.][A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)+"
)
"""One address, and of the many that RFC 5322 allows only those that no mail program reads as more."""
PHONE = re.compile(r"(?=(?:[^0-9]*[0-9]){5})[+]?[0-9 ().\/\-]{5,25}")


def is_web_address(address: str) -> bool:
    """Whether a text is a full http or https address without user part, spaces or quotes."""
    return bool(URL.fullmatch(address))


def is_elsewhere(reference: str) -> bool:
    """Whether a reference that was read is the address of a record of another city, and no slug."""
    return "://" in reference


def host_of(address: str) -> str:
    """The name of the host in a web address, without www."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def plain(address: str) -> str:
    """An address as it is compared: without the part of the page, and without the slash at its end.

    People copy it from a browser or a text.
    """
    return address.partition("#")[0].rstrip("/")


def mailto(address: str, subject: str = "", body: str = "") -> str:
    """The address of a link that opens a mail with this subject and text, as RFC 6068 has it."""
    parts = {"subject": subject, "body": body.replace("\n", "\r\n")}
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in parts.items() if text)
    return f"mailto:{address}{f'?{query}' if query else ''}"
