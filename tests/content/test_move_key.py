"""A field called otherwise or moved: only its own lines change, and what the file says stays."""

from __future__ import annotations

import pytest

from atelier.content.move_key import Move, with_moved_keys
from atelier.problems.problem import FieldPath, field_path

SETTINGS = """\
# The settings of the site.
site_name: Stad  # a good name
extra:
  # Who answers.
  mail: !ENV [EDITORS, "a@stad.example"]
  repository:
    # Where the files are.
    url: https://git.stad.example/a/b

  search: true
theme:
  name: material  # the engine's
"""


def path(name: str) -> FieldPath:
    return field_path(name)


def comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2] for line in text.split("\n") if "#" in line)


@pytest.mark.parametrize(
    ("was", "now", "lines"),
    [
        ("extra.mail", "extra.editors", {'  editors: !ENV [EDITORS, "a@stad.example"]'}),
        ("extra.mail", "extra.contact.mail", {"  contact:", "    # Who answers.", '    mail: !ENV [EDITORS, "a@stad.example"]'}),
        ("extra.mail", "extra.repository.mail", {"    # Who answers.", '    mail: !ENV [EDITORS, "a@stad.example"]'}),
        ("extra.repository.url", "extra.url", {"  # Where the files are.", "  url: https://git.stad.example/a/b"}),
        ("extra.repository", "repository", {"repository:", "  # Where the files are.", "  url: https://git.stad.example/a/b"}),
        ("site_name", "extra.name", {"  name: Stad  # a good name"}),
        ("theme.name", "engine", {"engine: material  # the engine's"}),
    ],
)  # fmt: skip
def test_a_setting_moves_with_its_comments(was: str, now: str, lines: set[str]) -> None:
    """Comments, variables of the environment and the form of values go along; a group left empty goes."""
    after = with_moved_keys(SETTINGS, [(path(was), path(now))])

    assert lines == set(after.split("\n")) - set(SETTINGS.split("\n"))
    assert comments(SETTINGS) == comments(after)


def test_each_item_of_a_list_has_its_own_field() -> None:
    """Between brackets too, and with a name that needs quotes."""
    text = "funding:\n  - sum: 10\n    year: 2026\n  - {sum: '20', year: 2027}\n"

    moves: list[Move] = [(("funding", number, "sum"), ("funding", number, "amount")) for number in range(2)]

    assert text.replace("{sum", "{amount") == with_moved_keys(text, moves[1:])
    assert text.replace("sum", "amount") == with_moved_keys(text, moves)
    # One that cannot be done does not stop the others.
    assert text.replace("{sum", "{amount") == with_moved_keys(
        text, [(("funding", 7, "sum"), ("a",)), *moves[1:]]
    )
    assert "a: 1\n'yes, no': 2\n" == with_moved_keys("a: 1\nb: 2\n", [(("b",), ("yes, no",))])


@pytest.mark.parametrize(
    ("text", "was", "now"),
    [
        ("extra: {mail: a, url: b}\n", "extra.mail", "mail"),
        ("mail: a\nextra: {url: b}\n", "mail", "extra.mail"),
        ("mail: a\nextra:\n", "mail", "extra.mail"),
        ("mail: a\nextra: text\n", "mail", "extra.mail"),
        ("mail: a\neditors: b\n", "mail", "editors"),
        ("a: &a\n  mail: x\nb: *a\n", "a.mail", "mail"),
        ("mail: |\n  a\nb: [\n", "mail", "editors"),
        ("mail: a\r\nb: 1\r\n", "mail", "editors"),
        ("b: 1\n", "mail", "editors"),
        ("- mail: a\n", "mail", "editors"),
        ("", "mail", "editors"),
        ("a:\n  mail: 'x\n\n y'\nb: 1\n", "a.mail", "mail"),
    ],
)
def test_what_cannot_be_done_by_lines_is_left(text: str, was: str, now: str) -> None:
    """Nothing is changed of which it is not sure what comes out."""
    assert text == with_moved_keys(text, [(path(was), path(now))])
