"""Pages in the terms of schema.org: their breadcrumbs, their subjects, and their lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from atelier.catalogue.catalogue import Involvement, Term
from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.entry import Entry
from atelier.exports.schema_org import LinkedData, Node, age_range, known
from atelier.insights.families import Copied
from atelier.model.addresses import is_elsewhere
from atelier.model.base import Record, Source
from atelier.model.fields import values_at
from atelier.model.initiative import Initiative
from atelier.model.question import Question
from atelier.render.page import PAGE_SIZE, Crumb, Page, Slice

Listed = Entry[Record] | Involvement | Copied | tuple[Term, int]
"""An item of a list; a term comes with the number of its initiatives."""


class LinkedPages:
    """The nodes of each page of a catalogue."""

    def __init__(self, things: LinkedData) -> None:
        self.things = things
        self.site = things.site
        self._in_site = {"@id": things.id("", "site")}
        self._way = cache(self._make_way)
        # Cached: an initiative is in about ten lists.
        self._item = cache(self._make_item)

    def graph(self, page: Page) -> list[Node]:
        """The nodes of a page: the page itself, and what it is about."""
        node, subject = self._page(page), page.subject
        if not page.url:
            node["mainEntity"] = {"@id": self.things.id("", "catalogue")}
            return [node, *self.things.whole(page.description)]
        if initiative := page.about(Initiative):
            return self.initiative(node, initiative)
        if question := page.about(Question):
            return self._question(node, question)
        items = self._list(page)
        if items:
            node |= {"@type": "CollectionPage", "mainEntity": items}
        if subject is None:
            return [node]
        if isinstance(subject, Entry):
            about = self.things.record(subject)
            node["about"] = {"@id": about["@id"]}
            node |= known(citation=cited(list(values_at(subject.record, "sources"))))
        else:
            about = self._term(page.section, subject)
            node["about"] = {"@id": about["@id"]}
        return [node, about]

    def _page(self, page: Page) -> Node:
        """The node of a page. Its address is its ``@id``."""
        node: Node = {"@type": "WebPage", "@id": self.site.url + page.url, "name": page.title}
        if page.description:
            node["description"] = page.description
        node["inLanguage"] = self.site.language
        node["isPartOf"] = self._in_site
        if page.crumbs:
            here = {"@type": "ListItem", "position": len(page.crumbs) + 1, "name": page.title}
            steps = [*self._way(page.crumbs), here]
            node["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": steps}
        return node

    def _make_way(self, crumbs: tuple[Crumb, ...]) -> Sequence[Node]:
        return [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.title,
                "item": {"@type": "WebPage", "@id": self.site.url + crumb.url},
            }
            for position, crumb in enumerate(crumbs, 1)
        ]

    def initiative(self, node: Node, entry: Entry[Initiative]) -> list[Node]:
        """The page of an initiative, the initiative, and its recipe.

        The page is what others learn from: search engines and collections of material, such as TeSS, look for
        a ``LearningResource`` with a name, an address, a description and subjects.
        """
        record = entry.record
        node["@type"] = ["WebPage", "LearningResource"]
        initiative, recipe = self.things.initiative(entry), self.things.recipe(entry)
        node |= known(
            mainEntity={"@id": initiative["@id"]},
            url=self.site.url + entry.url,
            keywords=initiative.get("keywords"),
            license=self.site.licence,
            hasPart={"@id": recipe["@id"]} if recipe else None,
            datePublished=record.added and record.added.isoformat(),
            lastReviewed=record.last_confirmed and record.last_confirmed.isoformat(),
            educationalLevel=[*map(self.things.level, record.levels)],
            typicalAgeRange=age_range(record.ages),
            isBasedOn=[{"@id": self._page_of(origin)} for origin in record.adapted_from],
            citation=cited(record.sources),
            relatedLink=[link.url for link in record.links],
        )
        return [node, initiative, recipe] if recipe else [node, initiative]

    def _page_of(self, reference: str) -> str:
        """The address of the page of an initiative, of this catalogue or of another city."""
        if is_elsewhere(reference):
            return reference
        return self.site.url + self.things.catalogue.initiatives[reference].url

    def _question(self, node: Node, entry: Entry[Question]) -> list[Node]:
        """The page of a question, and the question with its answers."""
        question = self.things.question(entry)
        main = {"@id": question["@id"]}
        node |= known(mainEntity=main, citation=cited(entry.record.sources))
        return [node | {"@type": "QAPage"}, question]

    def _term(self, section: str, term: Term) -> Node:
        """The subject of a page of a level, a place or a tag."""
        if section == "levels":
            return self.things.level(self.things.catalogue.kinds.levels(term.slug))
        return self.things.place(term) if section == "places" else self.things.tag(term)

    def _list(self, page: Page) -> Node | None:
        """The list of a page, each item with its position in the complete list; None if it lists nothing."""
        part = page.part
        items = page.listed.items if isinstance(page.listed, Slice) else page.listed
        if not items:
            return None
        start = (part.number - 1) * PAGE_SIZE + 1 if part else 1
        return {
            "@type": "ItemList",
            "numberOfItems": part.count if part else len(items),
            "itemListElement": [
                {**named, "position": position}
                for position, named in enumerate(self._named(items, page), start)
            ],
        }

    def _named(self, items: Sequence[Listed], page: Page) -> Iterator[Node]:
        """The items of a list as nodes; they are entries, entries with details, or terms with a count."""
        section = page.section
        for item in items:
            if isinstance(item, Entry):
                yield self._item(item)
            elif isinstance(item, (Involvement, Copied)):
                yield self._item(item.entry)
            elif isinstance(item, Elsewhere):
                yield {"@type": "ListItem", "url": item.record.page, "name": item.title}
            else:
                term, _ = item
                url = f"{self.site.url}{section}/{term.slug}/"
                yield {"@type": "ListItem", "url": url, "name": term.name}

    def _make_item(self, entry: Entry[Record]) -> Node:
        """An entry as an item of a list."""
        return {"@type": "ListItem", "url": self.site.url + entry.url, "name": entry.title}


def cited(sources: Sequence[Source]) -> list[Node]:
    """The documents that the facts come from."""
    return [
        {"@type": "CreativeWork"}
        | known(name=source.title, datePublished=source.date and str(source.date), url=source.url)
        for source in sources
    ]
