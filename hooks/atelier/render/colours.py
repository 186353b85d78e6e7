"""The colours and fonts of a city as a style sheet, over those of the theme."""

from __future__ import annotations

from atelier.model.contrast import BLACK, WHITE, mixed, readable
from atelier.model.settings import DARK_PAPERS, LIGHT_PAPERS, Colours

GENERIC = frozenset(
    "monospace sans-serif serif system-ui ui-monospace ui-rounded ui-sans-serif ui-serif".split()
)
"""Names of CSS for any font of a kind, which stand without quotes."""


def colours_css(colours: Colours | None) -> str:
    """The custom properties that the theme's style sheets use; empty if a city is content with ours."""
    if colours is None:
        return ""
    primary = colours.primary
    link = colours.link or readable(primary, LIGHT_PAPERS)
    # What is dark in the light scheme is darker in the dark one.
    head = colours.primary_dark or mixed(primary, BLACK, 0.3)
    link_dark = colours.link_dark or readable(primary, DARK_PAPERS)
    everywhere = {
        "first": primary,
        "fill": link,
        "deep": mixed(primary, BLACK, 0.4),
        "lighter": mixed(primary, WHITE, 0.2),
        # Pages in a frame on another site have no scheme of ours.
        "link-dark": link_dark,
    }
    return "".join(
        (
            _rule(":root", everywhere),
            _rule('[data-md-color-scheme="default"]', {"head": primary, "link": link}),
            _rule('[data-md-color-scheme="slate"]', {"head": head, "link": link_dark}),
        )
    )


def fonts_css(fonts: tuple[str, ...]) -> str:
    """The custom property with the names of fonts; empty without any."""
    names = ", ".join(name if name.lower() in GENERIC else f'"{name}"' for name in fonts)
    return _rule(":root", {"md-text-font": names}) if fonts else ""


def _rule(selector: str, properties: dict[str, str]) -> str:
    inner = "".join(f" --{name}: {value};" for name, value in properties.items())
    return f"{selector} {{{inner} }}\n"
