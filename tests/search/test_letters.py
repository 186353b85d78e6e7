"""Letters as they are compared, whatever program wrote them."""

from __future__ import annotations

import pytest

from atelier.search.letters import folded, words_of
from tests.fixtures.letters import SAME


@pytest.mark.parametrize(("text", "plain"), SAME.values(), ids=SAME)
def test_what_looks_the_same_is_the_same(text: str, plain: str) -> None:
    """Capitals, accents, ligatures and unseen signs do not count; folding twice changes nothing."""
    assert plain == folded(text)
    assert plain == folded(folded(text))


def test_words_are_found_whole_and_in_parts() -> None:
    """A word with a hyphen or an apostrophe is found however it is typed."""
    assert {"mbo", "school", "mboschool"} == set(words_of("mbo\u2011school"))
    assert {"accu", "s", "accus"} == set(words_of("accu’s"))
    assert ["cplusplus"] == words_of("C++")
