"""The error page: ``atelier serve`` shows it at every address until the errors are fixed."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from atelier.i18n.translation import translations


def error_page(text: str, language: str) -> str:
    """The HTML of the error page; ``text`` is the report of the check, which is escaped here."""
    environment = Environment(
        loader=PackageLoader("atelier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment.get_template("_layout/error_page.html").render(text=text, language=language)
