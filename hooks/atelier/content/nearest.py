"""The word that was probably meant, among those that are known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, among: Iterable[str], similarity: float = 0.6) -> str:
    """The most similar of some words by edit distance, or nothing where none is near."""
    # Only a file with a mistake needs it, and it takes long to import.
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
