"""Where a web page says that the data of its site is."""

from __future__ import annotations

import re
from html.parser import HTMLParser

HEAD_SIZE = 256 * 1024
"""How many bytes of a page are looked at."""
END = re.compile(rb"<body[\s>]|</head\s*>", re.IGNORECASE)
LINK = re.compile(rb"<link\s[^<>]{1,3000}>", re.IGNORECASE)


class _Link(HTMLParser):
    """Reads the attributes of one element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs}


def described_by(content: bytes) -> str:
    """The address in ``<link rel="describedby" type="application/json">`` of a page; empty if there is none.

    It may be relative to that of the page. Data is no page.
    """
    if content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"<":
        return ""
    head = END.split(content[:HEAD_SIZE], maxsplit=1)[0]
    for element in LINK.findall(head):
        link = _Link()
        link.feed(element.decode("utf-8", "replace"))
        relations = link.found.get("rel", "").lower().split()
        media_type = link.found.get("type", "").partition(";")[0].strip().lower()
        if "describedby" in relations and media_type == "application/json" and link.found.get("href"):
            return link.found["href"].strip()
    return ""
