"""Where the buttons of a reminder lead: to the form of the site, or to the service where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from atelier.remind.memory import AGAIN_AFTER

if TYPE_CHECKING:
    # Only where the service runs are its packages there.
    from atelier.receive.links import Links


class Buttons(Protocol):
    """Where the buttons of a mail lead."""

    days: int
    """How long they work; 0 if always."""

    def confirm(self, slug: str) -> str:
        """To say that all of an initiative is still true."""

    def change(self, slug: str) -> str:
        """To change what is not."""

    def stop(self, whom: str) -> str:
        """To get no more mail; empty where only the editors can do that. ``whom`` stands for the address."""


class SiteButtons:
    """Buttons to the form of the site, which work without a service."""

    days = 0

    def __init__(self, url: str) -> None:
        """``url`` is that of the site."""
        self._url = url

    def confirm(self, slug: str) -> str:
        """The form that only changes the date."""
        return f"{self._url}add/?confirm={slug}"

    def change(self, slug: str) -> str:
        """The form with all that is known."""
        return f"{self._url}add/?edit={slug}"

    def stop(self, whom: str) -> str:
        """Nowhere: there is no service that would remember it."""
        return ""


class ServiceButtons(SiteButtons):
    """Buttons to the service: they work without an account, as long as nobody is asked again."""

    days = AGAIN_AFTER.days

    def __init__(self, url: str, service: str, links: Links) -> None:
        """``url`` is that of the site, ``service`` that of the service, each with a slash at the end."""
        super().__init__(url)
        self._service, self._links = service, links

    def confirm(self, slug: str) -> str:
        """The page with the button that confirms."""
        return f"{self._service}confirm/{self._links.make('confirm', {'slug': slug})}"

    def stop(self, whom: str) -> str:
        """The page with the button after which no mail comes."""
        return f"{self._service}stop/{self._links.make('stop', {'whom': whom})}"
