"""Contact: whom to ask about what."""

from __future__ import annotations

from atelier.sections.section import Section


class Contact(Section):
    """One page that leads to who can answer, by the address in the settings."""

    name = "contact"
    kind = "contact/page"
    rank = 145
