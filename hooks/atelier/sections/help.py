"""Help: every message of the check explained, and what ``atelier check --fix`` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from atelier.exports.front_matter_schema import FOLDER as SCHEMAS
from atelier.exports.front_matter_schema import schemas
from atelier.insights.thanks import thanked
from atelier.problems.codes import CODES, GROUPS
from atelier.render.page import Crumb, File, Page
from atelier.render.renderer import Renderer
from atelier.report.fixes.table import FIXES
from atelier.report.words import generic
from atelier.sections.section import Section

HELP_TEXTS = "hooks/atelier/problems/codes.py"
"""The file to edit to improve the texts of messages."""


class Help(Section):
    """How to take part, and what each message means."""

    name = "help"
    kind = "help/page"
    rank = 140
    of_all = False

    def pages(self) -> Iterator[Page]:
        """The help, the list of messages, what ``--fix`` does, and each message."""
        gettext = self.wording.texts.gettext
        yield self._first(thanked=thanked(self.catalogue))
        title = gettext("All messages of the check")
        description = gettext("What each message means, where it comes from and how to mend it.")
        titles = {code: generic(code, self.wording.texts)[0].removesuffix(".") for code in CODES}
        context: dict[str, object] = {"groups": GROUPS, "titles": titles}
        yield self._page("codes", title, description, context)
        fixes = {code: fix.does for code, fix in FIXES.items() if fix.does}
        yield self._page(
            "fix",
            gettext("What the check can mend by itself"),
            gettext(
                "The mistakes of which nothing else can be meant, and what atelier check --fix makes of them."
            ),
            {"fixes": fixes, **context},
        )
        for code, entry in CODES.items():
            page = self._page(
                "code",
                titles[code],
                gettext(entry.cause),
                {
                    "code": code,
                    "message": entry,
                    "hint": generic(code, self.wording.texts)[1],
                    "does": FIXES[code].does if code in FIXES else "",
                },
            )
            yield replace(page, url=f"help/{code}/", crumbs=(*self._way, Crumb(title, "help/codes/")))

    def _page(self, name: str, title: str, description: str, context: Mapping[str, object]) -> Page:
        """A page below the help."""
        return Page(
            url=f"help/{name}/",
            kind=f"help/{name}",
            title=title,
            description=description,
            source=HELP_TEXTS,
            crumbs=self._way,
            context=context,
        )

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The JSON Schemas of the files that contributors write."""
        texts, translated = renderer.wording.texts, bool(self.site.languages)
        for name, text in schemas(self.catalogue.kinds, texts, translated=translated).items():
            yield File(SCHEMAS + name, text, shared=True)
