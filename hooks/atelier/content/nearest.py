"""The word that was probably meant, among those that are known."""

from __future__ import annotations

from collections.abc import Iterable

SIMILAR = 0.6
"""How similar a word must be to be meant, from 0 to 1."""


def nearest(word: str, among: Iterable[str], similarity: float = SIMILAR) -> str:
    """The most similar of some words by edit distance; empty if none is similar enough."""
    # Slow to import, and only needed for a file with an error.
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    found = process.extractOne(
        word,
        list(among),
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.casefold,
        score_cutoff=similarity,
    )
    return str(found[0]) if found else ""
