"""The answers to a reminder: what the service shows and does at the links of the mail.

A program that looks through mail follows every link in it. So a link only shows a page with a button, and the
button does it.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from anyio.to_thread import run_sync
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from atelier.checks.day import today
from atelier.content.former import fields_of
from atelier.content.front_matter import Value
from atelier.hosts.host import Host, Proposal, RefusedError, TakenOverError, UnreachableError
from atelier.i18n.translation import translations
from atelier.model.initiative import Initiative, Status
from atelier.model.partner import Partner
from atelier.proposals.labels import labels_of
from atelier.proposals.risk import only_date
from atelier.receive.addresses import Addresses
from atelier.receive.links import LinkError, Links
from atelier.receive.log import NAME
from atelier.receive.pages import page
from atelier.remind.buttons import SiteButtons
from atelier.remind.confirm import FIELD, confirmed
from atelier.remind.memory import AGAIN_AFTER, Memory, stop
from atelier.render.wording import Wording
from atelier.report.markdown import markdown_text
from atelier.sections.add.initiative import INITIATIVE as FORM

log = logging.getLogger(f"{NAME}.answers")


@dataclass(frozen=True, slots=True)
class Answers:
    """What answers are for.

    Attributes:
        host: where proposals are made.
        links: reads the links.
        addresses: those that people left with the service.
        state: the folder of what is remembered.
        site: the address of the site, with a slash at the end.
        language: of the site.
        merges: whether a proposal in which only the day differs is merged at once.

    """

    host: Host
    links: Links
    addresses: Addresses
    state: Path
    site: str
    language: str
    merges: bool

    @property
    def routes(self) -> list[Route]:
        """The addresses that the service answers."""
        return [
            Route("/confirm/{token}", self._confirm, methods=["GET", "POST"]),
            Route("/stop/{token}", self._stop, methods=["GET", "POST"]),
        ]

    @property
    def _texts(self) -> NullTranslations:
        return translations(self.language)

    async def _confirm(self, request: Request) -> Response:
        gettext = self._texts.gettext
        try:
            about = self.links.read("confirm", request.path_params["token"], AGAIN_AFTER)
        except LinkError:
            return self._page(
                gettext("This link does not work any more"),
                gettext("It works for %(days)s days. On the site you can always say that all is still true.")
                % {"days": AGAIN_AFTER.days},
                status=403,
            )
        slug, act = about["slug"], request.method == "POST"
        try:
            return await run_sync(self._confirmed if act else self._asked, slug)
        except (UnreachableError, RefusedError) as error:
            log.warning("confirm", extra={"error": error})
            return self._page(
                gettext("That did not work just now"),
                gettext("Try again in a while: the link in your mail still works."),
                status=503,
            )

    def _asked(self, slug: str) -> Response:
        """What the page says, in short, and the button. Raises UnreachableError and RefusedError."""
        gettext, text = self._texts.gettext, self._text(slug)
        if text is None:
            return self._gone()
        data, wording = fields_of(Initiative, text), Wording(self.language)
        contact = data.get("contact")
        contact = contact if isinstance(contact, dict) else {}
        status = next((one for one in Status if one == data.get("status")), None)
        facts = [
            (gettext("Status"), wording.label(status) if status else ""),
            (gettext("Contact"), self._partner(_said(contact, "organisation"))),
            (gettext("E-mail"), _said(contact, "email")),
            (gettext("Still true on"), _in_words(_said(data, FIELD), wording)),
        ]
        return page(
            self.language,
            gettext("Is all of “%(title)s” still true?") % {"title": _said(data, "title")},
            [
                _said(data, "summary"),
                Markup("<br>").join(Markup("{}: {}").format(name, value) for name, value in facts if value),
                self._to_page(slug, gettext("Look at the whole page")),
                Markup('<a href="{}">{}</a>').format(
                    SiteButtons(self.site).change(slug), gettext("No, something changed")
                ),
            ],
            gettext("Yes, all of it is still true"),
        )

    def _confirmed(self, slug: str) -> Response:
        """Propose the new day, and merge that where it may be. Raises UnreachableError and RefusedError."""
        gettext, day, text = self._texts.gettext, today(), self._text(slug)
        if text is None:
            return self._gone()
        path, new = _path(slug), confirmed(text, day).encode()
        if new != text.encode():
            self._propose(slug, path, new, day)
        self.addresses.confirm(path, day)
        log.info("confirmed")
        return self._page(
            gettext("Thank you!"),
            gettext("All of it is still true on %(date)s.") % {"date": Wording(self.language).date(day)},
            gettext("In a while the page says so.")
            if self.merges
            else gettext("The editors put that on the page."),
            self._to_page(slug, gettext("To the page")),
        )

    def _propose(self, slug: str, path: str, new: bytes, day: datetime.date) -> None:
        """Make one proposal a day, however often it is asked, and merge it where it may be."""
        gettext, files = self._texts.gettext, {path: new}
        subject = FORM.texts["subject_confirm"]
        proposal = Proposal(
            branch=f"klopt/{slug}-{day}",
            title=gettext(subject).replace("{title}", slug.replace("-", " ")),
            text=markdown_text(gettext("Confirmed by the link in a reminder. Only the day changes.")),
            message=f"Confirm {path}",
            files=files,
            labels=labels_of(files, self.host.read, day, self._texts),
        )
        try:
            proposed = self.host.propose(proposal)
        except TakenOverError:
            return  # It is with the editors, who have changed more.
        # Also where the file was changed meanwhile, nothing but the day may differ.
        if self.merges and proposed.state == "open" and only_date(files, self.host.read, day):
            try:
                self.host.merge(proposed.number, proposed.commit)
            except RefusedError as error:
                log.warning("not merged", extra={"error": error})

    async def _stop(self, request: Request) -> Response:
        gettext = self._texts.gettext
        try:
            about = self.links.read("stop", request.path_params["token"])
        except LinkError:
            return self._page(gettext("This link does not work any more"), status=403)
        if request.method == "GET":
            return page(
                self.language,
                gettext("Shall we never ask you again?"),
                [gettext("You then get no reminders any more. The pages stay as they are.")],
                gettext("Do not ask me again"),
            )
        await run_sync(self._stopped, about["whom"])
        return self._page(gettext("We do not ask you again"))

    def _stopped(self, whom: str) -> None:
        stop(self.state, whom)
        memory = Memory(self.state)
        for sender in list(self.addresses):
            if memory.whom(sender.address) == whom:
                self.addresses.forget(sender.key)

    def _text(self, slug: str) -> str | None:
        data = self.host.read(_path(slug))
        return None if data is None else data.decode("utf-8", "replace")

    def _partner(self, written: str) -> str:
        """The name of a partner, where its slug is written; else what is written."""
        slug = written if written.replace("-", "").isalnum() else ""
        data = self.host.read(f"{Partner.folder}/{slug}.md") if slug else None
        fields = fields_of(Partner, data.decode("utf-8", "replace")) if data else {}
        return _said(fields, "name") or written

    def _gone(self) -> Response:
        return self._page(self._texts.gettext("This page is not in the catalogue any more"), status=410)

    def _page(self, title: str, *paragraphs: str | Markup, status: int = 200) -> Response:
        home = Markup('<a href="{}">{}</a>').format(self.site, self._texts.gettext("To the site"))
        return page(self.language, title, [*paragraphs, home], status=status)

    def _to_page(self, slug: str, words: str) -> Markup:
        return Markup('<a href="{}">{}</a>').format(f"{self.site}{Initiative.collection}/{slug}/", words)


def _path(slug: str) -> str:
    return f"{Initiative.folder}/{slug}.md"


def _said(data: Mapping[str, Value], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _in_words(written: str, wording: Wording) -> str:
    try:
        return wording.date(datetime.date.fromisoformat(written))
    except ValueError:
        return written
