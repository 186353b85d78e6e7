"""What can be wrong with the catalogue of another, and what is said of it.

These are not the problems of files (``atelier.problems``): who runs another catalogue sees no file of ours,
but a place in their data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations

from atelier.i18n.translation import N_
from atelier.problems.problem import Word, shown


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault.

    Attributes:
        message: what is wrong, with ``%(name)s`` where a value goes; to be translated.
        hint: what to do, likewise; empty where the explanation of the field says it.
        remark: whether the catalogue can be taken all the same.

    """

    message: str
    hint: str = ""
    remark: bool = False


KINDS: Mapping[str, Kind] = {
    # It does not come
    "address": Kind(
        N_("This is not an address that can be fetched: %(value)s"),
        N_("Give the whole address of the data, beginning with https://."),
    ),
    "private": Kind(
        N_("%(host)s is not a computer on the internet."),
        N_("Put the data at an address that everyone can reach."),
    ),
    "unreachable": Kind(
        N_("There is no answer from %(host)s: %(reason)s"),
        N_("Look whether the address opens in a browser, and try again later."),
    ),
    "refused": Kind(
        N_("%(host)s answers with %(status)s, not with the data."),
        N_("Look whether the address opens in a browser without logging in."),
    ),
    "redirects": Kind(
        N_("The address leads on more than %(limit)s times."), N_("Give the address where it ends.")
    ),
    "slow": Kind(
        N_("It was not there within %(limit)s seconds."),
        N_("Put the data in a plain file that needs no computing, and try again later."),
    ),
    "large": Kind(
        N_("This is more than %(limit)s MB."),
        N_("Leave out what is not in the standard: stories and pictures do not travel."),
    ),
    # It cannot be read
    "page": Kind(
        N_("This is a web page, no data."),
        N_("Give the address of the file with the data: it often ends in data/catalogue.json."),
    ),
    "json": Kind(
        N_("This cannot be read as JSON: %(reason)s"),
        N_("Save it in UTF-8. Often a comma, a quote or a bracket is missing, or one is too many."),
    ),
    "many": Kind(
        N_("This holds more values than a catalogue can have."),
        N_("Publish each initiative once, and leave out what is not in the standard."),
    ),
    "big": Kind(
        N_("This takes more than %(limit)s kB."),
        N_(
            "Stories and pictures do not travel: leave them out. Or a quote or a bracket is missing, here or "
            "before it."
        ),
    ),
    "version": Kind(
        N_("This version is not known: %(value)s"),
        N_('Write "version": "1.1". Every version that begins with 1 can be read.'),
    ),
    # A value
    "missing": Kind(N_("This is missing.")),
    "text": Kind(N_("There must be text here, between quotes.")),
    "list": Kind(N_("There must be a list here, between [ and ].")),
    "group": Kind(N_("There must be a group here, between { and }.")),
    "whole": Kind(N_("There must be a whole number here, without quotes, from 0 to 120.")),
    "empty": Kind(N_("There is nothing here."), N_("Write something, or leave it out.")),
    "long": Kind(N_("This has %(length)s characters. At most %(limit)s fit.")),
    "unseen": Kind(
        N_("There is a character in it that cannot be seen: %(value)s"), N_("Take that character out.")
    ),
    "url": Kind(
        N_("This is no whole address: %(value)s"),
        N_("Write all of it, beginning with https://, without spaces."),
    ),
    "https": Kind(
        N_("This address does not begin with https://: %(value)s"),
        N_("Put the page where it is reached with https://, and write that address."),
    ),
    "day": Kind(N_("This is no day: %(value)s"), N_("Write year, month and day, as in 2026-03-01.")),
    "language": Kind(
        N_("This is no language: %(value)s"), N_("Write its code of two or three letters, such as nl or en.")
    ),
    # Between values
    "twice": Kind(
        N_("%(other)s has the same one: %(value)s"),
        N_("Give each an address of its own."),
    ),
    "nowhere": Kind(
        N_("There is no such initiative here: %(value)s"),
        N_("Write the id or the slug of an initiative of this catalogue, or the whole id of one elsewhere."),
    ),
    # It cannot be taken over
    "licence-forbids": Kind(
        N_("This licence forbids to take the data over: %(value)s"),
        N_("Ask for a licence such as CC0 or CC BY for the data. Stories and pictures may have another one."),
    ),
    "licence-unknown": Kind(
        N_("It is not known whether this licence lets others take the data over: %(value)s"),
        N_("Ask for a licence such as CC0 or CC BY for the data. Stories and pictures may have another one."),
    ),
    "licence-other": Kind(
        N_("The licence is another one than before: it was %(old)s, and it is %(new)s"),
        N_("If that is well, remove the file of this neighbour: then it comes anew."),
    ),
    "shrunk": Kind(
        N_("Of %(count)s initiatives %(gone)s are gone: more than a fifth."),
        N_("Ask whether that is meant. If so, remove the file of this neighbour: then it comes anew."),
    ),
    "foreign": Kind(
        N_("This is an address of %(owner)s: %(value)s"),
        N_("It is not taken over. Whose an initiative is stands in its id."),
        remark=True,
    ),
    # Remarks
    "unknown": Kind(
        N_("Others do not know this choice: %(value)s"),
        N_("Choose from: %(choices)s. Or say under terms what it means."),
        remark=True,
    ),
    "person": Kind(
        N_("This is about a person. Others do not take it over."),
        N_("Leave it out: who agrees to be on a page does not agree to be in files that others copy."),
        remark=True,
    ),
    "better": Kind(N_("It is better with this."), remark=True),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a catalogue of another.

    Attributes:
        code: a key of ``KINDS``.
        place: such as ``initiatives[3].title``; empty for the whole.
        values: what the texts need.
        explanation: what belongs in this place, to be translated; empty if nothing is said of it.

    """

    code: str
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    explanation: str = ""

    @property
    def remark(self) -> bool:
        """Whether the catalogue can be taken all the same."""
        return KINDS[self.code].remark

    def texts(self, translations: NullTranslations) -> tuple[str, str]:
        """What is wrong and what to do, in the language of ``translations``."""
        gettext = translations.gettext
        values = {
            name: gettext(value) if isinstance(value, Word) else shown(value)
            for name, value in self.values.items()
        }
        kind = KINDS[self.code]
        hint = gettext(kind.hint) % values if kind.hint else ""
        return gettext(kind.message) % values, hint or (gettext(self.explanation) if self.explanation else "")
