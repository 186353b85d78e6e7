"""JSON that no browser takes for HTML."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from atelier.content.json_text import json_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["</script>", "<!--<script>", "]]>", "&lt;", "\u2028\u2029", "\\u003c", "\\", '"']
)
VALUES = st.recursive(
    TEXTS | st.integers(-9999, 9999) | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(value=VALUES)
def test_json_means_the_same_and_holds_no_sign_of_html(value: object) -> None:
    """Whatever is in it, also in the name of a key: it reads back, and cannot end an element."""
    text = json_text(value)

    assert value == json.loads(text)
    assert not set("<>&\u2028\u2029") & set(text)
