"""Pages turned into HTML by Jinja2, with autoescape."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from html import unescape
from pathlib import Path

from babel import UnknownLocaleError
from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from atelier.catalogue.catalogue import Catalogue, Involvement
from atelier.catalogue.elsewhere import AskedElsewhere, Elsewhere
from atelier.catalogue.short_address import short_address
from atelier.content.entry import Entry
from atelier.content.markdown import IMAGE
from atelier.content.translated import BODY, template_of, texts_of
from atelier.exchange.model import About
from atelier.i18n.translation import N_, source_of
from atelier.insights.money.funding import funded
from atelier.insights.money.per_pupil import cost_band
from atelier.insights.programme import slot_title
from atelier.insights.related import Relation
from atelier.model.addresses import mailto
from atelier.model.base import Record
from atelier.model.fields import text_fields
from atelier.model.initiative import Initiative
from atelier.model.slug import slugify
from atelier.render import direction
from atelier.render.csp import with_policy
from atelier.render.direction import MACRO_FILES, Direction, directed
from atelier.render.facts import facts_in, facts_of
from atelier.render.languages import NOT_TRANSLATED, PARTLY_TRANSLATED, name_of, notice
from atelier.render.page import Page, Site
from atelier.render.qr import Codes
from atelier.render.script_texts import FINDER_TEXTS, script_texts
from atelier.render.wording import Wording, dialled

ROOT = "\x02"
"""Stands for the relative path to the home page until the depth of the page is known. No text of a
contributor can hold this control character."""
BASE = "\x05"
"""Stands likewise for the relative path to the files that all languages share: those of the theme, data,
pictures and short addresses. In the first language that is the home page too."""
MARKS = {"root": ROOT, "base": BASE}
TARGET = "\x04"
"""Stands in a redirect for the address that it leads to."""
NOTE = "\x03"
"""Stands in a cached card for a line that differs from page to page."""

Listed = Entry[Initiative] | Involvement | Elsewhere
"""What a list of cards is made of."""

COUNTS = frozenset({"n", "count"})
"""What the number of things is called in the texts of templates."""

ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
TASKS = {' checked=""': N_("done"), "": N_("to do")}
"""The label of a box in a task list, by its attribute."""


class Constants(NodeTransformer):
    """Makes constants of what is the same on every page, when a template is compiled.

    These are all texts without values, in the language of the site, and ``MARKS``. Jinja2 then joins them
    with the text around them. Without this, a build of 1,000 took 8% longer.
    """

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self._gettext = gettext

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name that Jinja2 looks for
        """Replace a text that is marked with ``_`` by its translation."""
        match self.generic_visit(node):
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(text))], lineno=line):
                return nodes.Const(self._gettext(text), lineno=line)
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - likewise
        """Replace a name of ``MARKS`` by its mark."""
        mark = MARKS.get(node.name) if node.ctx == "load" else None
        return nodes.Const(mark, lineno=node.lineno) if mark else node


class Templates(Environment):
    """Jinja2 with ``Constants``, through its hook for compiling a template."""

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        gettext: Callable[[str], str] = self.globals["_"]  # type: ignore[assignment]
        return super()._generate(Constants(gettext).visit(source), name, filename, defer_init)


TOLD = ("adapted", "tag", "partner", "level")
"""The features that are named as a reason why two initiatives are related."""


def pillar_class(slug: str) -> str:
    """The class of an element that has the colour of a pillar, if it belongs to one."""
    return f"pillar--{slug}" if slug else "no-pillar"


class Renderer:
    """Makes the content of every page of a catalogue."""

    def __init__(self, catalogue: Catalogue, site: Site, cache_folder: Path | None = None) -> None:
        """``cache_folder`` is where compiled templates are kept from one build to the next."""
        self.catalogue = catalogue
        self.site = site
        self.wording = wording = Wording(site.language)
        self._cards: dict[str, str] = {}
        self._redirect = cache(self._make_redirect)
        self.environment = Templates(
            loader=PackageLoader("atelier"),
            autoescape=True,
            auto_reload=False,  # every build makes a new renderer
            bytecode_cache=_template_cache(cache_folder, site.language) if cache_folder else None,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", Direction],
        )
        self.environment.policies["ext.i18n.trimmed"] = True
        self.environment.install_gettext_translations(wording.texts, newstyle=True)  # type: ignore[attr-defined]
        self.environment.globals |= {"_": wording.texts.gettext, "ngettext": self._counted}
        self.environment.filters |= {
            "cell": wording.cell,
            "clock": "{:%H:%M}".format,
            "day": wording.day,
            "days": wording.days,
            "date": wording.date,
            "label": wording.label,
            "dialled": dialled,
            "labels": wording.labels,
            "money": wording.money,
            "number": wording.number,
            "phrase": wording.phrase,
            "pillar_class": pillar_class,
            "safe_body": self._body,
            "slugify": slugify,
            "spoken": spoken,
        }
        self.environment.globals |= {
            "ages": partial(wording.ages, kinds=catalogue.kinds),
            "elsewhere_lang": self._elsewhere_lang,
            "elsewhere_language": self._elsewhere_language,
            "facts_of": partial(facts_of, wording=wording),
            "facts_of_initiatives": facts_in(catalogue.kinds[Initiative], wording),
            "slot_title": partial(slot_title, catalogue=catalogue),
            "card": self._card,
            "card_list": self._card_list,
            "catalogue": catalogue,
            "cost_band": cost_band,
            "funded": funded,
            "finder_texts": script_texts(FINDER_TEXTS, wording.texts),
            "image": self._image,
            "lang": self._lang,
            "not_translated": self._not_translated,
            "mailto": mailto,
            "period": wording.period,
            "between": wording.between,
            "reason": self._reason,
            "qr": self._qr,
            "ranked": self._ranked,
            "short": short_address,
            "site": site,
        }
        for name in MACRO_FILES:
            self.environment.globals[name] = self.environment.get_template(f"macros/{name}.html").module

    def _counted(self, one: str, many: str, count: int, /, **values: object) -> Markup:
        """A text with a number of things: ``1.348 initiatieven``. Numbers of other names may be years."""
        text = Markup(self.wording.texts.ngettext(one, many, count))  # noqa: S704 - ours; values are escaped
        return text % {
            name: self.wording.number(value) if name in COUNTS and isinstance(value, int) else value
            for name, value in values.items()
        }

    def content(self, page: Page) -> str:
        """The HTML of a page's content, to be put into a shell."""
        template = self.environment.get_template(page.template)
        html = template.render(page=page, entry=page.entry, part=page.part, **page.values)
        return self._linked(html, page.depth)

    def _linked(self, html: str, depth: int) -> str:
        """HTML with its links, for a page so many folders below the home page."""
        above = self.site.prefix.count("/")
        return html.replace(ROOT, "../" * depth).replace(BASE, "../" * (depth + above))

    @cached_property
    def codes(self) -> Codes:
        """The QR codes of the site's short addresses."""
        return Codes(self.site.base_url)

    def _qr(self, entry: Entry[Initiative]) -> Markup:
        return Markup(self.codes.svg(short_address(entry)))  # noqa: S704 - numbers of ours

    def redirect(self, url: str, depth: int = 2) -> str:
        """A page that redirects from a former address to ``url``, which is from the root of the site.

        ``depth`` is the number of folders of the former address.
        """
        return self._redirect(depth).replace(TARGET, str(escape(url)))

    def _make_redirect(self, depth: int) -> str:
        """A page that redirects to ``TARGET``, with its policy: every initiative has one of these."""
        template = self.environment.get_template("_layout/redirect.html")
        html = template.render(target=ROOT + TARGET, canonical=self.site.url + TARGET)
        return with_policy(self._linked(html, depth))

    def document(self, template: str, url: str, **context: object) -> str:
        """A document without the theme, at ``url`` from the root of the site."""
        html = self.environment.get_template(template).render(url=url, **context)
        return self._linked(html, url.count("/"))

    def part(self, template: str, **context: object) -> Markup:
        """A part that several pages share, with marks for their links to the root."""
        return Markup(self.environment.get_template(template).render(**context))  # noqa: S704 - escaped by it

    def _body(self, entry: Entry[Record]) -> Markup:
        """The safe body of a file, with its pictures in every width.

        The boxes of a task list get labels for screen readers.
        """
        html = directed(entry.body.html)
        if entry.body_images:

            def picture(match: re.Match[str]) -> str:
                said = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[1])}
                return self._image(entry, said["src"], said.get("alt", ""), said.get("title", ""))

            html = IMAGE.sub(picture, html)
        if "<input" in html:
            for checked, label in TASKS.items():
                box = f'<input type="checkbox"{checked} disabled="">'
                said = escape(self.wording.texts.gettext(label))
                html = html.replace(box, f'{box[:-1]} aria-label="{said}">')
        body = Markup(html)  # noqa: S704 - see above
        foreign = self._lang(entry, BODY) if html else ""
        return Markup("<div{}>\n{}\n</div>").format(foreign, body) if foreign else body

    def _image(self, entry: Entry[Record], name: str, alt: str, title: str = "") -> Markup:
        """The image ``name`` that a file names, as an element on the page of that file."""
        picture = self.catalogue.pictures[f"{entry.record.folder}/{name}"]
        template = self.environment.get_template("_layout/image.html")
        folder = BASE + entry.url if self.site.prefix else ""  # the pictures are beside the first page
        html = template.render(picture=picture, folder=folder, alt=alt, title=title)
        return Markup(html)  # noqa: S704 - escaped by it

    def _lang(self, entry: Entry[Record] | None, key: str = "") -> str:
        """The attribute of what shows a field of a record in another language than the page; else empty.

        Without a key the field is its name or title.
        """
        original = self.site.original
        if not original or entry is None or (key or entry.record.called_by) in entry.translated:
            return ""
        if not key and entry.record.called_by not in text_fields(type(entry.record)):
            return ""  # a name, which is in no language
        return Markup(' lang="{}"').format(original)

    def _elsewhere_lang(self, one: Elsewhere | AskedElsewhere) -> str:
        """The attribute of a text of a neighbour in another language than the page; else empty."""
        if not one.language or one.language == self.site.language:
            return ""
        return Markup(' lang="{}"').format(one.language)

    def _elsewhere_language(self, one: Elsewhere | AskedElsewhere | About) -> str:
        """In which language a text of a neighbour is, or all of it, in words; empty if the page is too."""
        if not one.language or one.language == self.site.language:
            return ""
        with suppress(UnknownLocaleError, ValueError):
            return name_of(one.language, self.site.language)
        return one.language

    def _not_translated(self, entry: Entry[Record] | None) -> str:
        """A line that says that the texts of a record are not translated; empty if all are."""
        if entry is None or not self.site.original:
            return ""
        missing = texts_of(entry) - entry.translated
        if not missing:
            return ""
        message = PARTLY_TRANSLATED if entry.translated else NOT_TRANSLATED
        path = entry.path.removesuffix(".md") + f".{self.site.language}.md"
        if entry.translated and self.site.repository:
            return notice(self.site, message, self.site.edit_url(path))
        return notice(self.site, message, path, template_of(entry))

    def _ranked(self, items: Sequence[Listed]) -> tuple[Sequence[Listed], Sequence[Listed]]:
        """A list in two: first what one can copy, then that of which little is known."""

        def known(item: Listed) -> bool:
            entry = item.entry if isinstance(item, Involvement) else item
            return isinstance(entry, Elsewhere) or entry.slug not in self.catalogue.little_known

        return [item for item in items if known(item)], [item for item in items if not known(item)]

    def _card_list(self, items: Sequence[Listed]) -> Markup:
        """A list of cards; the card of an involvement has the roles too."""
        label = self.wording.labels
        cards = [
            self._card(item.entry, label(item.roles)) if isinstance(item, Involvement) else self._card(item)
            for item in items
        ]
        return Markup('<ul class="cards">\n%s\n</ul>') % Markup("\n").join(cards)

    def card(self, entry: Entry[Initiative] | Elsewhere) -> str:
        """The card of an initiative as a separate file, with links from the home page."""
        return self._linked(self._card(entry), 0)

    def _card(self, entry: Entry[Initiative] | Elsewhere, note: str = "") -> Markup:
        """The card of an initiative, cached: about ten pages show it.

        ``note`` is a line that differs, such as the roles of the partner whose page it is.
        """
        if isinstance(entry, Elsewhere):
            if entry.id not in self._cards:
                template = self.environment.get_template("neighbours/card.html")
                self._cards[entry.id] = template.render(one=entry)
            return Markup(self._cards[entry.id])  # noqa: S704 - escaped by the template
        if entry.slug not in self._cards:
            template = self.environment.get_template("initiatives/card.html")
            self._cards[entry.slug] = template.render(entry=entry, note=NOTE, framed=False)
        line = f'  <p class="card__note">{escape(note)}</p>\n' if note else ""
        return Markup(self._cards[entry.slug].replace(NOTE, line))  # noqa: S704 - escaped by the template

    def _reason(self, entry: Entry[Initiative], relation: Relation) -> str:
        """Why two initiatives are related, in words: the two rarest shared features.

        A shared pillar or place is not named: nearly all initiatives of a city share them.
        """
        gettext = self.wording.texts.gettext
        told = [feature for feature in relation.shared if feature.kind in TOLD][:2]
        tags = tuple(self.catalogue.tag_names[feature.value] for feature in told if feature.kind == "tag")
        reasons = []
        for feature in told:
            value = feature.value
            if feature.kind == "adapted" and value in (entry.slug, relation.entry.slug):
                reasons.append(gettext("one was adapted from the other"))
            elif feature.kind == "adapted":
                origin = self.catalogue.titled((Initiative.collection,), value)
                reasons.append(gettext("both adapted from %(origin)s") % {"origin": origin})
            elif feature.kind == "tag":
                reasons.append(gettext("also about %(tag)s") % {"tag": self.wording.phrase(tags)})
            elif feature.kind == "partner":
                name = self.catalogue.partners[value].record.name
                reasons.append(gettext("also with %(partner)s") % {"partner": name})
            else:
                level = self.wording.label(self.catalogue.kinds.levels(value)).lower()
                reasons.append(gettext("also for %(level)s") % {"level": level})
        return self.wording.phrase(tuple(dict.fromkeys(reasons)))


def spoken(address: str) -> str:
    """An address without https://."""
    return address.partition("://")[2]


class TemplateCache(FileSystemBytecodeCache):
    """Keeps compiled templates on disk. Where a folder cannot be written, none is kept and nothing fails."""

    def __init__(self, folder: Path, pattern: str) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder), pattern)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that is kept, if it can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template if that can be done."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _template_cache(folder: Path, language: str) -> TemplateCache:
    """A cache of compiled templates. Their names include a hash of what changes them."""
    compilers = [Path(__file__), Path(direction.__file__)]
    texts = [source_of(language), repr(language).encode()]
    constants = zlib.crc32(b"".join([*texts, *(path.read_bytes() for path in compilers)]))
    return TemplateCache(folder, f"{language}-{constants:08x}-%s.cache")
