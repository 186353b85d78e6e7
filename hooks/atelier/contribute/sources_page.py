"""Which document told what: a table for ``docs/about/sources.md``. Run it by ``make sources``.

That page is an editors' page, which MkDocs renders; so all that contributors wrote is escaped here and
stands in a block of HTML, in which neither Markdown nor a template is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check, today
from atelier.content.entry import Entry
from atelier.content.files import write_whole
from atelier.model.base import Source
from atelier.model.dates import PartialDate
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.question import Question
from atelier.render.wording import Wording

PAGE = Path("docs/about/sources.md")
START = "<!-- table made by `make sources` -->"


class Document(NamedTuple):
    """A document as the records name it."""

    title: str
    date: PartialDate | None


def document_of(source: Source) -> Document:
    """The document that a source names."""
    return Document(source.title, source.date)


Told = Entry[Initiative] | Entry[Partner] | Entry[Fund] | Entry[Question]


def documents(entries: Sequence[Told]) -> Mapping[Document, Sequence[Told]]:
    """Every document, the newest first and then those without a date, with what names it, by slug."""
    told: dict[Document, list[Told]] = {}
    for entry in sorted(entries, key=lambda entry: entry.slug):
        for source in entry.record.sources:
            told.setdefault(document_of(source), []).append(entry)
    newest_first = sorted(told, key=lambda d: (d.date is None, d.date and -d.date.last.toordinal(), d.title))
    return {document: told[document] for document in newest_first}


def table(catalogue: Catalogue, wording: Wording) -> str:
    """For each document which initiatives, amounts, questions and partners came from it, as HTML."""
    entries: list[Told] = [*catalogue.initiatives.values(), *catalogue.partners.values()]
    entries += [*catalogue.funds.values(), *catalogue.questions.values()]
    told = documents(entries)
    return "\n".join(chain.from_iterable(_section(d, entries, wording) for d, entries in told.items()))


def _section(document: Document, entries: Sequence[Told], wording: Wording) -> Iterator[str]:
    gettext = wording.texts.gettext
    date = wording.date(document.date) if document.date else gettext("no date")
    yield "<section>"
    yield f"<h2>{escape(document.title)} ({escape(date)})</h2>"
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


def _amounts(entry: Told, wording: Wording) -> Iterator[str]:
    """Every amount of an initiative or of the books of a fund, with its year."""
    gettext = wording.texts.gettext
    if isinstance(entry.record, Initiative):
        for line in entry.record.funding:
            yield f"{line.year}: {wording.cell(line.amount)}"
    elif isinstance(entry.record, Fund):
        for year in entry.record.years:
            rows = [(row.title, row.amount) for row in year.reservations]
            rows += [
                (gettext("Total"), year.committed),
                (gettext("Other expenses"), year.other_expenses),
                (gettext("Budget"), year.budget),
                (gettext("Carried over from the year before"), year.carried_over),
                (gettext("Remains"), year.remaining),
            ]
            for title, amount in rows:
                if amount is not None:
                    yield f"{year.year}: {title} {wording.number(amount)}"


def _link(entry: Told) -> str:
    return f'<a href="../../{entry.url}">{escape(entry.title)}</a>'


def renewed(page: str, catalogue: Catalogue, wording: Wording) -> str:
    """The page with a new table; what editors wrote above the mark stays."""
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
