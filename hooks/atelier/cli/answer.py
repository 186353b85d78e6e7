"""What somebody types at a question of a command, read by the rules of the check."""

from __future__ import annotations

from gettext import NullTranslations

import typer
from pydantic_core import PydanticCustomError

from atelier.model.rules import Rule
from atelier.problems.codes import CODES
from atelier.problems.problem import shown


def as_meant(rule: Rule, text: str, name: str, texts: NullTranslations) -> str:
    """A text in the form that a rule asks for, as the check would read it.

    Raises typer.BadParameter with the message of the check; ``name`` is what the value is called there.
    """
    try:
        rule.read(text)
    except PydanticCustomError as error:
        context = error.context or {}
        choices = context.get("choices", ())
        if context.get("meant"):
            return str(context["meant"])
        values: dict[str, str] = {key: shown(value) for key, value in context.items()}
        values["choices"] = ", ".join(choices)
        code = CODES[error.type]
        message = f"{texts.gettext(code.message) % values} {texts.gettext(code.hint) % values}"
        raise typer.BadParameter(message, param_hint=name) from error
    return text
