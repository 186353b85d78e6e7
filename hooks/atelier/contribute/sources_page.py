"""The table of documents in ``docs/about/sources.md``, and what came from each. ``make sources`` runs it.

MkDocs renders that page. So all text of contributors is escaped here, and put into a block of HTML in which
Markdown and templates are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.checks.day import today
from atelier.content.entry import Entry
from atelier.model.base import Source
from atelier.model.dates import PartialDate
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.question import Question
from atelier.render.wording import Wording
from atelier.store.files import write_whole

PAGE = Path("docs/about/sources.md")
START = "<!-- table made by `make sources` -->"


class Document(NamedTuple):
    """A document that records name."""

    title: str
    date: PartialDate | None
    after: PartialDate | None
    before: PartialDate | None

    def when(self, wording: Wording) -> str:
        """When it was written: its date, its bounds, or that there is no date."""
        if self.date:
            return wording.date(self.date)
        nothing = wording.texts.gettext("no date")
        bounds = wording.between(self.after, self.before)
        return f"{nothing}, {bounds}" if bounds else nothing


def document_of(source: Source) -> Document:
    """The document that a source names."""
    return Document(source.title, source.date, source.after, source.before)


Citing = Entry[Initiative] | Entry[Partner] | Entry[Fund] | Entry[Question]


def documents(entries: Sequence[Citing]) -> Mapping[Document, Sequence[Citing]]:
    """Every document with the records that name it, by slug; newest first, those without a date last."""
    found: dict[Document, list[Citing]] = {}
    for entry in sorted(entries, key=lambda entry: entry.slug):
        for source in entry.record.sources:
            found.setdefault(document_of(source), []).append(entry)
    newest_first = sorted(found, key=lambda d: (d.date is None, d.date and -d.date.last.toordinal(), d.title))
    return {document: found[document] for document in newest_first}


def table(catalogue: Catalogue, wording: Wording) -> str:
    """The initiatives, amounts, questions and partners that came from each document, as HTML."""
    entries: list[Citing] = [*catalogue.initiatives.values(), *catalogue.partners.values()]
    entries += [*catalogue.funds.values(), *catalogue.questions.values()]
    found = documents(entries)
    return "\n".join(chain.from_iterable(_section(d, entries, wording) for d, entries in found.items()))


def _section(document: Document, entries: Sequence[Citing], wording: Wording) -> Iterator[str]:
    gettext = wording.texts.gettext
    yield "<section>"
    yield f"<h2>{escape(document.title)} ({escape(document.when(wording))})</h2>"
    yield "<table>"
    columns = (gettext("What"), gettext("Amounts in euros"))
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    yield f"<thead><tr>{head}</tr></thead>"
    yield "<tbody>"
    for entry in entries:
        if not isinstance(entry.record, Partner):
            amounts = ", ".join(_amounts(entry, wording))
            yield f"<tr><td>{_link(entry)}</td><td>{escape(amounts)}</td></tr>"
    yield "</tbody>"
    yield "</table>"
    partners = ", ".join(_link(entry) for entry in entries if isinstance(entry.record, Partner))
    if partners:
        label = gettext("Partners:")
        yield f"<p>{escape(label)} {partners}</p>"
    yield "</section>"


def _amounts(entry: Citing, wording: Wording) -> Iterator[str]:
    """Every amount of an initiative or of the books of a fund, with its year."""
    gettext = wording.texts.gettext
    if isinstance(entry.record, Initiative):
        for line in entry.record.funding:
            yield f"{line.year}: {wording.cell(line.amount)}"
    elif isinstance(entry.record, Fund):
        for year in entry.record.years:
            rows = [(row.title, row.amount) for row in year.reservations]
            rows += [
                (gettext("Total reserved"), year.committed),
                (gettext("Other expenses"), year.other_expenses),
                (gettext("Budget"), year.budget),
                (gettext("Carried over from the year before"), year.carried_over),
                (gettext("Remains"), year.remaining),
            ]
            for title, amount in rows:
                if amount is not None:
                    yield f"{year.year}: {title} {wording.number(amount)}"


def _link(entry: Citing) -> str:
    return f'<a href="../../{entry.url}">{escape(entry.title)}</a>'


def renewed(page: str, catalogue: Catalogue, wording: Wording) -> str:
    """The page with a new table; the text above the mark stays."""
    before, _, _ = page.partition(START)
    return f"{before}{START}\n{table(catalogue, wording)}\n"


def main() -> None:
    """Renew the table of the catalogue in the current folder."""
    catalogue = check(Path(), today()).catalogue
    if catalogue is None:
        raise SystemExit("The catalogue has problems: see `atelier check`.")
    write_whole(PAGE, renewed(PAGE.read_text(encoding="utf-8"), catalogue, Wording("nl")))


if __name__ == "__main__":
    main()
