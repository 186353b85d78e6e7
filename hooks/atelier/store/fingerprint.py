"""What something follows from, as one short text."""

from __future__ import annotations

import hashlib


def fingerprint(*parts: str | bytes) -> str:
    """The hash of some parts, as 32 hexadecimal digits.

    Each part goes in with its length, so ``("ab", "c")`` and ``("a", "bc")`` differ.
    A text and its bytes differ; what is kept longer than Python stays the same takes those of bytes.
    """
    if all(type(part) is str for part in parts):
        # What Python writes of texts tells them apart too, and is one call: there are thousands.
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
