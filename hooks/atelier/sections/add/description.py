"""What a form is: the kind of record that it makes, its steps, and the words in which it asks.

The page (``templates/add/page.html``), its scripts (``theme/js/add/``) and the issue form of GitHub
(``atelier.contribute.issue_form``) all follow a description, and know no kind of record themselves. To give
another kind a form:

1. describe it in a module beside ``initiative.py``, and name it in ``forms.py``;
2. show what comes of it in ``templates/add/card-COLLECTION.html``: an element with ``data-card="FIELD"`` gets
   what is filled in there;
3. if checks compare such a record with others, write them in ``theme/js/add/between.js`` too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from atelier.i18n.translation import N_
from atelier.model.base import Record
from atelier.model.fields import Field, shape_of

STORY = "body"
"""The path of the question whose answer is the text below the fields."""

ADDRESS = "file"
"""The path of the question for the name of the file."""

ADDED = "new"
"""The path of the organisations that are added along."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a form asks for a field, where the model speaks of files. All to be translated.

    Attributes:
        label: the question; empty for the label of the field.
        hint: what helps to answer it; empty for the explanation of the field.
        missing: what to do if it is needed and nothing is filled in.
        one: what one item of a list is called.

    """

    label: str = ""
    hint: str = ""
    missing: str = ""
    one: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the form, which folds.

    Attributes:
        name: its name in the HTML.
        title: its heading, to be translated.
        intro: what it is for, to be translated.
        paths: the fields in it, as ``title`` or ``contact.email``, and ``STORY``, ``ADDRESS`` or ``ADDED``.
        rare: whether only the form on the site has it, and no issue form.

    """

    name: str
    title: str
    paths: Sequence[str]
    intro: str = ""
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """A record of another kind that can be added along, because the record names it.

    Attributes:
        kind: of record.
        keys: the fields that are asked.
        words: how they are asked, by field.

    """

    kind: type[Record]
    keys: Sequence[str]
    words: Mapping[str, Words] = field(default_factory=dict)

    @property
    def fields(self) -> Sequence[Field]:
        """The fields that are asked."""
        return [shape_of(self.kind).fields[key] for key in self.keys]

    def words_for(self, path: str) -> Words:
        """How a field is asked."""
        return _words(self.kind, path, self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form for one kind of record.

    Attributes:
        kind: of record.
        name: the last part of its address below ``add/``; empty for the first form, whose title and
            introduction editors write in ``docs/add.md``.
        invitation: for whom it is, where another form leads to it, to be translated.
        title: of its page, to be translated; empty for the first form.
        description: of its page, to be translated.
        texts: the texts of the script that differ from form to form, to be translated; see ``script_data``.
        steps: the first holds all that is needed and is open; the others fold.
        words: how fields are asked, by path without numbers: ``partners.role``.
        folded: the fields of an item of a list that fold in it, because few have them.
        moved: the lists of which the items can be moved up and down.
        follows: the fields with which a new item of a list begins, each with the field of the item above it
            from which it comes, by list.
        companion: what can be added along.
        dated: the fields that hold the day on which a new record is made.
        confirmed: the field with the day on which somebody said that all is still true; empty without one.
        copied: the fields that a version of one's own begins with.
        example: the field that then names the record it comes from.
        adopted: the field at which somebody begins who takes over what nobody answers for; empty without one.
        used: the list to which somebody adds who does the same.
        from_address: the fields that may be given in the address of the page, by their name there.

    """

    kind: type[Record]
    name: str = ""
    invitation: str
    title: str = ""
    description: str = ""
    texts: Mapping[str, str]
    steps: Sequence[Step]
    words: Mapping[str, Words]
    folded: Sequence[str] = ()
    moved: Sequence[str] = ()
    follows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    companion: Companion | None = None
    dated: Sequence[str] = ()
    confirmed: str = ""
    copied: Sequence[str] = ()
    example: str = ""
    adopted: str = ""
    used: str = ""
    from_address: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address, from the root of the site."""
        return f"add/{self.name}/" if self.name else "add/"

    @property
    def paths(self) -> Iterator[str]:
        """Every path that is asked."""
        for step in self.steps:
            yield from step.paths

    def without(self, paths: Collection[str]) -> Form:
        """The form without some questions, and without the steps of which none is left."""
        left = [replace(step, paths=tuple(p for p in step.paths if p not in paths)) for step in self.steps]
        return replace(self, steps=tuple(step for step in left if step.paths))

    def field(self, path: str) -> Field:
        """The field of a path. Raises KeyError if there is none."""
        return _field(self.kind, path)

    def needs(self, path: str) -> bool:
        """Whether a path of the first step must be filled in: not if it is of a group that may be empty."""
        *above, _ = path.split(".")
        groups = (".".join(above[: number + 1]) for number in range(len(above)))
        return self.field(path).required and all(self.field(group).required for group in groups)

    def folded_in(self, path: str) -> Sequence[str]:
        """The paths that fold in an item of a list."""
        return [folded for folded in self.folded if folded.rpartition(".")[0] == path]

    def words_for(self, path: str) -> Words:
        """How a path is asked: as the form says, else as the model does."""
        return _words(self.kind, path, self.words)


def _field(kind: type[Record], path: str) -> Field:
    group = shape_of(kind)
    *above, key = path.replace(".#", "").split(".")
    for part in above:
        inner = group.fields[part].group
        if inner is None:
            raise KeyError(path)
        group = inner
    return group.fields[key]


OWN_WORDS: Mapping[str, Words] = {
    STORY: Words(
        N_("What happens, in your own words"),
        N_(
            "An empty line begins a new paragraph. A line that begins with ## becomes a heading, one with a "
            "hyphen an item of a list."
        ),
    ),
    ADDRESS: Words(N_("Address of the page"), N_("Made of the name. Small letters, digits and hyphens.")),
}
"""How is asked what is no field, in every form."""


def _words(kind: type[Record], path: str, own: Mapping[str, Words]) -> Words:
    path = path.replace(".#", "")
    said = own.get(path, OWN_WORDS.get(path, Words()))
    if path in OWN_WORDS:
        return said
    asked = _field(kind, path)
    return Words(
        said.label or asked.label,
        said.hint or asked.explanation,
        said.missing or N_("Fill this in"),
        said.one or said.label or asked.label,
    )
