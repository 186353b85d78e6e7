"""Every kind of problem that a file can have, one entry each: what is said of it, and all else that differs.

To add a message, add an entry here, the check that finds it, its translation, and a folder in
``tests/cases/broken/`` named after the code. How a problem is fixed is in ``atelier.report.fixes``.

Texts are marked for translation here and translated when they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from atelier.i18n.translation import N_

Severity = Literal["error", "warning"]
Span = Literal["value", "character", "unseen", "bytes", "indent"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """One kind of problem.

    Attributes:
        message: what is wrong, with ``%(name)s`` where a value of the problem goes; to be translated.
        hint: what is allowed and what to do, likewise.
        cause: what it comes from, for the help page; to be translated.
        where: what the two examples are: ``fields`` of an initiative, fields of another collection such as
            ``partners``, the ``settings``, the ``body``, a whole ``file``, a ``path``, or ``bytes``: fields
            in which escapes stand for what cannot be seen. Empty where no text can be an example.
        wrong: an example for the help page that has the problem; to be translated where it has words.
        right: the same without it.
        typable: whether typing in a form of the site can cause it. Else the reason why it cannot.
        asked: the message for who fills in a form and sees no file; empty for the same one.
        asked_hint: the hint for who fills in a form; empty for the same one.
        alone: whether a report shows each of many, because each says something else; other warnings of one
            kind are shown together.
        alike: whether a report shows only those of many together that say the same.
        severity: an ``error`` stops the site, a ``warning`` does not.
        span: what is marked in the line: the ``value`` or name that starts at the place, one ``character``,
            one character if it is ``unseen`` and else the value, all ``bytes`` that are no text, or the
            ``indent`` that is not of spaces.

    """

    message: str
    hint: str
    cause: str
    where: str = ""
    wrong: str = ""
    right: str = ""
    typable: Literal[True] | str
    asked: str = ""
    asked_hint: str = ""
    severity: Severity = "error"
    alone: bool = False
    alike: bool = False
    span: Span = "value"


# Reasons why typing in the form cannot cause a problem

BY_FORM = "the form writes the file, and never so"
BY_CHOICE = "the form offers what there is to choose from"
BY_EMPTY = "what is empty is left out of the file; where it is needed, it is missing"
BY_FILE = "it is about how files lie on a disk"
BY_PICTURE = "it is about what is in a picture, which is no text"
BY_ESCAPE = "the form puts a backslash before it, so that it is text"
BY_FUND = "it is about what the file of a fund says"
BY_TABLE = "it is about a table beside a file; the form writes none"
BY_QUESTION = "it is about what the file of a question says"
BY_BASE = "it is about what was there before; the form never renames or deletes a file"
BY_EDITORS = "it is about the pages of the editors, which no form writes"
BY_SETTINGS = "it is about the settings of the site, which no form writes"
BY_SYNONYMS = "it is about the list of synonyms, which editors keep in a file"
BY_VERSION = "the form writes the names of today"
BY_ADVICE = "it is advice about a file that is all well; the page of the initiative gives it"


GROUPS: Mapping[str, Mapping[str, Code]] = {
    N_("The file"): {
        "file-kind": Code(
            message=N_("This is not a regular file but a %(kind)s."),
            hint=N_("Put a normal file here, or take this away."),
            cause=N_(
                "The folder holds only plain files. A link can lead anywhere, also to what is no one else's "
                "business, so links are not followed."
            ),
            typable=BY_FILE,
        ),
        "folder-kind": Code(
            message=N_("This must be a folder, but it is a %(kind)s."),
            hint=N_("Make a normal folder here."),
            cause=N_(
                "Initiatives and the register stand in plain folders. A link in place of such a folder is "
                "not followed."
            ),
            typable=BY_FILE,
        ),
        "file-name": Code(
            message=N_("This file name cannot become an address."),
            hint=N_("Use small letters, digits and single hyphens, at most 80, and end in .md."),
            cause=N_(
                "The name of a file becomes the address of its page. Spaces, capitals and accents do not "
                "work well in an address."
            ),
            where="path",
            wrong=N_("initiatives/Robots in the Classroom.md"),
            right=N_("initiatives/robots-in-the-classroom.md"),
            asked=N_("No address can be made of this name."),
            asked_hint=N_("Use letters or digits."),
            typable=True,
        ),
        "file-reserved": Code(
            message=N_("The name “%(name)s” is taken by the site or by Windows."),
            hint=N_("Choose another name for this file."),
            cause=N_(
                "The site uses some names itself, and Windows cannot make files with some others, such as "
                "con."
            ),
            where="path",
            wrong="initiatives/index.md",
            right=N_("initiatives/overview-of-lessons.md"),
            asked=N_("The name “%(name)s” is taken by the site."),
            asked_hint=N_("Choose another name."),
            typable=True,
        ),
        "file-stray": Code(
            message=N_("This file does not belong here."),
            hint=N_(
                "Only .md files stand here, images that one of them names, and beside a festival a table "
                "with its programme. Move this file, or name it."
            ),
            cause=N_(
                "A folder of the catalogue holds Markdown files, and images that such a file names. Anything "
                "else would be published by nobody and confuse everybody."
            ),
            where="path",
            wrong="initiatives/robots.docx",
            right="initiatives/robots.md",
            typable=BY_FILE,
        ),
        "translation-alone": Code(
            message=N_("This translation has no original: %(name)s is not there."),
            hint=N_(
                "Give it the name of the file that it translates, with the code of the language before .md."
            ),
            cause=N_(
                "A translation lies beside the file that it translates: robots.en.md beside robots.md. All "
                "that is no text comes from that file."
            ),
            typable=BY_FILE,
        ),
        "translation-language": Code(
            message=N_("This catalogue has no pages in the language “%(value)s”."),
            hint=N_(
                "Add the language to extra.languages in mkdocs.yml, or give the file another name. There are "
                "pages in: %(choices)s."
            ),
            cause=N_(
                "The letters before .md say in which language a translation is. Nobody would see one in a "
                "language that the catalogue does not have."
            ),
            typable=BY_FILE,
        ),
        "translation-same": Code(
            message=N_("The catalogue itself is in the language “%(value)s”, so this translates nothing."),
            hint=N_("Put the text into the file itself, and take this one away."),
            cause=N_(
                "A translation is in a further language of the catalogue. What is in its first language "
                "stands in the file itself."
            ),
            typable=BY_FILE,
        ),
        "translation-field": Code(
            message=N_("“%(value)s” is not translated: it is the same in every language."),
            hint=N_("Take it out: it comes from the original. What can be translated: %(choices)s."),
            cause=N_(
                "A translation holds only text. Names, dates, choices and what refers to other files come "
                "from the original, so that they stand in one place."
            ),
            typable=BY_FILE,
        ),
        "translation-count": Code(
            message=N_("Here are %(count)s, but the original has %(wanted)s."),
            hint=N_("Give each of the original its translation, in the same order."),
            cause=N_(
                "The items of a list are translated one by one, in their order: the first is that of the "
                "first."
            ),
            typable=BY_FILE,
        ),
        "table-alone": Code(
            message=N_("This table has no festival to go with."),
            hint=N_("Give it the name of the file of the festival, or add that file: %(name)s."),
            cause=N_(
                "A table with a programme has the name of the file of its festival, with .csv in place "
                "of .md."
            ),
            typable=BY_TABLE,
        ),
        "table-twice": Code(
            message=N_("The programme stands here and in %(name)s as well."),
            hint=N_("Take it out of one of the two."),
            cause=N_("A programme stands in the file of the festival, or in a table beside it."),
            typable=BY_TABLE,
        ),
        "table-column": Code(
            message=N_("There is no column “%(value)s”."),
            hint=N_("Name the column otherwise or take it out. The columns are: day, %(choices)s."),
            cause=N_("The first line of a table names its columns, by the names of the fields or in Dutch."),
            typable=BY_TABLE,
        ),
        "table-column-twice": Code(
            message=N_("The column “%(value)s” is there twice."),
            hint=N_("Take one of the two out."),
            cause=N_("Each column of a table stands there once, also under another name."),
            typable=BY_TABLE,
        ),
        "table-column-missing": Code(
            message=N_("The column “%(key)s” is missing."),
            hint=N_("Add it to the first line, and fill it in for every row."),
            cause=N_("Each part of a programme has a time at which it starts, and one at which it ends."),
            typable=BY_TABLE,
        ),
        "table-cell": Code(
            message=N_("“%(value)s” stands in no column."),
            hint=N_(
                "Give its column a name in the first line. Is it the end of another cell? Then put all of "
                "that cell between quotes."
            ),
            cause=N_(
                "A row has more cells than the first line has names. Nobody would see the last of them."
            ),
            typable=BY_TABLE,
        ),
        "table-quote": Code(
            message=N_("A quote opens here and does not close well."),
            hint=N_("Put two quotes for each quote within a cell, or take it out."),
            cause=N_(
                "A cell between quotes may hold line breaks and separators. It ends at the next single quote."
            ),
            typable=BY_TABLE,
        ),
        "table-too-big": Code(
            message=N_("This table is too big: it may have %(most)s rows and 2 MB."),
            hint=N_("Make a festival of each day, with a table of its own."),
            cause=N_("Everyone who opens the page of the festival gets the whole programme."),
            typable=BY_TABLE,
        ),
        "file-unreadable": Code(
            message=N_("This file cannot be opened."),
            hint=N_("Make the file readable for everyone."),
            cause=N_("The check may not open this file."),
            typable=BY_FILE,
        ),
        "encoding-utf8": Code(
            message=N_(
                "A character in this line cannot be read (byte %(byte)s, 0x%(value)s): the file is not saved "
                "as UTF-8."
            ),
            hint=N_("Open the file in your editor and save as UTF-8."),
            cause=N_(
                "A file is saved in another encoding, mostly that of older programs on Windows. Letters with "
                "accents then become other letters."
            ),
            where="bytes",
            wrong="title: Caf\\xe9 Robot",
            right="title: Caf\\xc3\\xa9 Robot",
            typable=BY_FORM,
            span="bytes",
        ),
        "encoding-utf16": Code(
            message=N_("This file is saved as UTF-16."),
            hint=N_("Open the file in your editor and save as UTF-8."),
            cause=N_(
                "Some programs save text as UTF-16, which the site does not read. The text itself is fine."
            ),
            typable=BY_FORM,
        ),
        "encoding-nul": Code(
            message=N_("There is a NUL byte in this line; this is not clean text."),
            hint=N_("Take the byte out, or type the line again, and save as UTF-8."),
            cause=N_(
                "There is a byte in the text that no text holds. It often comes from a file that was copied "
                "badly."
            ),
            where="bytes",
            wrong="title: Ro\\x00bots",
            right="title: Robots",
            typable=BY_FORM,
            span="character",
        ),
        "encoding-bom": Code(
            message=N_("There is an encoding mark (BOM) in the middle of the text."),
            hint=N_("Take the invisible mark out: type the line again, and save as UTF-8."),
            cause=N_(
                "Some programs put an invisible mark at the start of a file, which is fine. When texts are "
                "pasted together it ends up in the middle."
            ),
            where="bytes",
            wrong="title: Ro\\xef\\xbb\\xbfbots",
            right="title: Robots",
            typable=BY_FORM,
            span="character",
        ),
        "control-character": Code(
            message=N_("There is a character here that belongs in no text: %(name)s."),
            hint=N_("Take it out: type the word again, or use a plain space."),
            cause=N_(
                "Texts that were copied from Word, a PDF or a web page can hold characters that cannot be "
                "seen. They can hide text or turn its order around."
            ),
            where="bytes",
            wrong="title: Ro\\xe2\\x80\\x8bbots",
            right="title: Robots",
            typable=True,
            span="unseen",
        ),
    },
    N_("The fields at the top"): {
        "front-matter-missing": Code(
            message=N_("This file does not start with front matter."),
            hint=N_(
                "Let the first line be three hyphens (---), then the fields, then a line with --- again."
            ),
            cause=N_(
                "A file starts with its fields, between two lines of three hyphens. The story stands below "
                "them."
            ),
            where="file",
            wrong=N_("Robots in the classroom\n\nPupils build a robot."),
            right=N_("---\ntitle: Robots in the classroom\n---\n\nPupils build a robot."),
            typable=BY_FORM,
        ),
        "front-matter-not-first": Code(
            message=N_("There is something before the first line with ---."),
            hint=N_(
                "Let the file start with --- on the very first line, without spaces or empty lines before it."
            ),
            cause=N_("Even an empty line above the first hyphens makes that the fields are not found."),
            where="file",
            wrong=N_("\n---\ntitle: Robots in the classroom\n---"),
            right=N_("---\ntitle: Robots in the classroom\n---"),
            typable=BY_FORM,
        ),
        "front-matter-dashes": Code(
            message=N_("The first line has another number of hyphens than three."),
            hint=N_("Write exactly three hyphens: ---"),
            cause=N_(
                "Exactly three hyphens open the fields. Word processors like to make one long dash of them."
            ),
            where="file",
            wrong=N_("—\ntitle: Robots in the classroom\n---"),
            right=N_("---\ntitle: Robots in the classroom\n---"),
            typable=BY_FORM,
        ),
        "front-matter-unclosed": Code(
            message=N_("The front matter is opened but never closed."),
            hint=N_("Write a line with three hyphens (---) after the last field."),
            cause=N_("Without a second line of three hyphens the whole story counts as a field."),
            where="file",
            wrong=N_("---\ntitle: Robots in the classroom\n\nPupils build a robot."),
            right=N_("---\ntitle: Robots in the classroom\n---\n\nPupils build a robot."),
            typable=BY_FORM,
        ),
        "front-matter-dots": Code(
            message=N_("A line with three dots does not close front matter."),
            hint=N_("Write three hyphens instead: ---"),
            cause=N_(
                "Some programs accept three dots at the end of the fields, others do not. So here it is "
                "always hyphens."
            ),
            where="file",
            wrong=N_("---\ntitle: Robots in the classroom\n...\n\nPupils build a robot."),
            right=N_("---\ntitle: Robots in the classroom\n---\n\nPupils build a robot."),
            typable=BY_FORM,
        ),
        "front-matter-too-big": Code(
            message=N_("The front matter is %(size)s bytes; at most %(limit)s are allowed."),
            hint=N_(
                "Move long texts to below the second ---. A large programme may lie in a table beside "
                "the file."
            ),
            cause=N_("The fields hold facts, in short. A long story belongs below them."),
            asked=N_("All answers together are too long."),
            asked_hint=N_(
                "Make them shorter, and tell the rest in the story. A programme of more than a hundred parts "
                "may be a table: see the help for festivals."
            ),
            typable=True,
        ),
        "front-matter-deep": Code(
            message=N_("Lists and fields are nested more than %(limit)s deep here."),
            hint=N_("Take out some levels; no field needs so many."),
            cause=N_("Lists within lists within lists: mostly there are brackets or spaces too many."),
            where="fields",
            wrong="levels: [[[[[[[po]]]]]]]",
            right="levels: [po]",
            typable=BY_FORM,
        ),
        "front-matter-not-fields": Code(
            message=N_("Front matter is a list of fields; this is something else."),
            hint=N_("Write each field as a name, a colon and a value, such as title: Robots in de klas."),
            cause=N_("Between the hyphens stand fields: a name, a colon, a space and a value."),
            where="file",
            wrong=N_("---\n- Robots in the classroom\n---"),
            right=N_("---\ntitle: Robots in the classroom\n---"),
            typable=BY_FORM,
        ),
        "yaml-colon": Code(
            message=N_("There is a colon in this text, and a colon starts a new field."),
            hint=N_("Put the text between quotes."),
            cause=N_(
                "A colon with a space behind it stands between the name of a field and its value. In a text "
                "it only works between quotes."
            ),
            where="fields",
            wrong=N_("title: Robots: build them yourself"),
            right=N_("title: 'Robots: build them yourself'"),
            typable=BY_FORM,
            span="character",
        ),
        "yaml-quote": Code(
            message=N_("This text opens with a quote that is not closed well."),
            hint=N_("Close the quote at the end of the text, and write a single quote inside as ''."),
            cause=N_(
                "A text that starts with a quote must end with the same quote. Curly quotes from Word do not "
                "count, and neither does an apostrophe such as in 'tis."
            ),
            where="fields",
            wrong=N_('title: "Robots" in the classroom'),
            right=N_("title: '\"Robots\" in the classroom'"),
            typable=BY_FORM,
        ),
        "yaml-escape": Code(
            message=N_("A backslash (\\) between double quotes has a meaning of its own."),
            hint=N_("Put the text between single quotes, or between none."),
            cause=N_(
                'Between double quotes a backslash starts a code, as in "\\n" for a new line. Between single '
                "quotes it is just a backslash."
            ),
            where="fields",
            wrong=N_('title: "Folder C:\\Users"'),
            right=N_("title: 'Folder C:\\Users'"),
            typable=BY_FORM,
        ),
        "yaml-field": Code(
            message=N_("This line is no field: a field is a name, a colon, a space and a value."),
            hint=N_(
                "Write it like title: Robots in de klas. Does the line belong to the text above it? Then "
                "indent it by two spaces."
            ),
            cause=N_(
                "Behind the name of a field comes a colon and then a space. Without that space it is not "
                "seen as a field."
            ),
            where="fields",
            wrong=N_("title:Robots in the classroom"),
            right=N_("title: Robots in the classroom"),
            typable=BY_FORM,
        ),
        "yaml-item": Code(
            message=N_("This line is no item of the list that it stands in."),
            hint=N_("Start each item with a hyphen and a space."),
            cause=N_(
                "Each item of a list starts with a hyphen and a space, all at the same distance from the "
                "edge."
            ),
            where="fields",
            wrong="levels:\n  - po\n  -vo",
            right="levels:\n  - po\n  - vo",
            typable=BY_FORM,
        ),
        "yaml-bracket": Code(
            message=N_("This list opens with a bracket that is not closed."),
            hint=N_("Close it with ], or write each item on its own line, starting with a hyphen."),
            cause=N_("A list may also stand on one line, between square brackets. Then both must be there."),
            where="fields",
            wrong="levels: [po, vo",
            right="levels: [po, vo]",
            typable=BY_FORM,
        ),
        "yaml-indent": Code(
            message=N_("This line stands further to the left or right than the lines with which it belongs."),
            hint=N_("Let lines that belong together start at the same place, with plain spaces before them."),
            cause=N_(
                "Spaces at the start of a line say what belongs together. One space too many and a line "
                "belongs to something else."
            ),
            where="fields",
            wrong=N_("title: Robots in the classroom\n  status: active"),
            right=N_("title: Robots in the classroom\nstatus: active"),
            typable=BY_FORM,
        ),
        "yaml-character": Code(
            message=N_("A text cannot start with this character."),
            hint=N_("Put the text between quotes."),
            cause=N_("Characters such as @, %, > and [ have a meaning of their own at the start of a text."),
            where="fields",
            wrong="title: @school",
            right="title: '@school'",
            typable=BY_FORM,
        ),
        "yaml-syntax": Code(
            message=N_("The front matter cannot be read from here on."),
            hint=N_("Look at this line and the one before: the indent, the colon and the quotes."),
            cause=N_(
                "Something in these lines does not fit the form of fields. Compare them with the lines "
                "around them."
            ),
            where="fields",
            wrong='"title: [{',
            right=N_("title: Robots in the classroom"),
            typable=BY_FORM,
        ),
        "yaml-anchor": Code(
            message=N_("The value of this field starts with & or *, which YAML reads as a sign of its own."),
            hint=N_("Put the text between quotes."),
            cause=N_(
                "The signs & and * at the start of a value refer to another place in the file. That is not "
                "used here, and a text with them would get lost."
            ),
            where="fields",
            wrong=N_("title: &New"),
            right=N_("title: '&New'"),
            typable=BY_FORM,
        ),
        "yaml-tag": Code(
            message=N_("The value of this field starts with !, which YAML reads as a sign of its own."),
            hint=N_("Put the text between quotes."),
            cause=N_(
                "An exclamation mark at the start of a value changes what kind of value it is. That is not "
                "used here."
            ),
            where="fields",
            wrong=N_("title: !new Robots"),
            right=N_("title: '!new Robots'"),
            typable=BY_FORM,
        ),
        "yaml-merge": Code(
            message=N_("Fields cannot be merged with <<."),
            hint=N_("Write the fields out."),
            cause=N_("The sign << copies fields from another place. Here every file says everything itself."),
            where="fields",
            wrong="<<: robots",
            right=N_("title: Robots in the classroom"),
            typable=BY_FORM,
        ),
        "indent-character": Code(
            message=N_("This line is indented with a %(character)s."),
            hint=N_("Indent with normal spaces, two for each level."),
            cause=N_(
                "A tab looks like spaces, but how wide it is differs from one computer to the next. A fixed "
                "space from Word looks like a plain one and is not."
            ),
            where="bytes",
            wrong="levels:\\n\\t- po",
            right="levels:\\n  - po",
            typable=BY_FORM,
            span="indent",
        ),
        "comment-after-value": Code(
            message=N_("There is a # in this line: the text behind it would get lost."),
            hint=N_(
                "Put the text between quotes, or move the remark to a line of its own that starts with #."
            ),
            cause=N_(
                "A # with a space before it starts a remark that nobody sees. The text behind it would not "
                "come on the page."
            ),
            where="fields",
            wrong=N_("title: Robots #1 in the classroom"),
            right=N_("title: 'Robots #1 in the classroom'"),
            typable=BY_FORM,
        ),
        "duplicate-key": Code(
            message=N_("The field “%(key)s” stands here a second time (first on line %(first)s)."),
            hint=N_("Keep one of the two."),
            cause=N_("Of a field that stands there twice only one can count, and it is not clear which."),
            where="fields",
            wrong="status: active\nstatus: pilot",
            right="status: active",
            typable=BY_FORM,
        ),
        "key-not-text": Code(
            message=N_("The name of a field must be a single word."),
            hint=N_("Write the field's name, a colon, and its value behind it."),
            cause=N_("The name of a field is a word. A list or a group cannot be a name."),
            where="fields",
            wrong="[title]: Robots",
            right="title: Robots",
            typable=BY_FORM,
        ),
    },
    N_("What stands in a field"): {
        "unknown-key": Code(
            message=N_("There is no field “%(key)s”."),
            hint=N_("Take the field out, or mend its name."),
            cause=N_(
                "Only the fields of the list exist. Often it is a typing error, or a field that stands one "
                "level too far to the left."
            ),
            where="fields",
            wrong="tgas:\n  - robots",
            right="tags:\n  - robots",
            typable=BY_FORM,
        ),
        "missing": Code(
            message=N_("The field “%(key)s” is missing."),
            hint=N_("Add it: this field is needed here."),
            cause=N_("A few fields are needed, since without them a page says too little."),
            where="fields",
            wrong="contact:\n  email: info@school.example",
            right=N_("contact:\n  organisation: riverside-college\n  email: info@school.example"),
            asked=N_("This is not filled in yet."),
            asked_hint=N_("Fill it in."),
            typable=True,
        ),
        "expected-text": Code(
            message=N_("A text is expected here, not a list or a group of fields."),
            hint=N_("Write one text, between quotes if it starts with [ or {."),
            cause=N_(
                "There is a list or a group of fields where one text belongs. Brackets at the start of a "
                "text also make a list."
            ),
            where="fields",
            wrong=N_("title: [Robots, in the classroom]"),
            right=N_("title: Robots in the classroom"),
            typable=BY_FORM,
        ),
        "expected-list": Code(
            message=N_("A list is expected here."),
            hint=N_("Write each item on its own line, starting with a hyphen: - item"),
            cause=N_("There is one text where a list belongs, also if the list has only one item."),
            where="fields",
            wrong="tags: robots",
            right="tags:\n  - robots",
            typable=BY_FORM,
        ),
        "expected-fields": Code(
            message=N_("A group of fields is expected here."),
            hint=N_("Write the fields on the lines below, indented by two spaces."),
            cause=N_("There is one text where a group of fields belongs, each on its own line."),
            where="fields",
            wrong=N_("contact: riverside-college"),
            right=N_("contact:\n  organisation: riverside-college"),
            typable=BY_FORM,
        ),
        "empty-text": Code(
            message=N_("This text is empty."),
            hint=N_("Write a text, or take the field out."),
            cause=N_("There are quotes with nothing between them."),
            where="fields",
            wrong="title: ''",
            right=N_("title: Robots in the classroom"),
            typable=BY_EMPTY,
        ),
        "empty-list": Code(
            message=N_("This list is empty."),
            hint=N_("Name at least one."),
            cause=N_("There are brackets with nothing between them, in a list that needs at least one item."),
            where="fields",
            wrong="partners: []",
            right=N_("partners:\n  - riverside-college"),
            typable=BY_EMPTY,
        ),
        "too-long": Code(
            message=N_("This text has %(length)s characters; at most %(limit)s are allowed."),
            hint=N_("Make it shorter; the long story goes below the second ---."),
            cause=N_("Names and summaries stand on cards and in search results, where there is little room."),
            where="fields",
            wrong=(
                N_(
                    "title: Robots in the classroom, a project in which pupils aged ten to twelve of all "
                    "primary schools in the city build robots for six weeks, together with students and "
                    "companies, and then show them to their parents"
                )
            ),
            right=N_("title: Robots in the classroom"),
            asked_hint=N_("Make it shorter, and tell the rest in the story."),
            typable=True,
        ),
        "not-a-choice": Code(
            message=N_("“%(value)s” is not one of the choices."),
            hint=N_("Choose from: %(choices)s."),
            cause=N_(
                "This field has a fixed list of words, so that visitors can filter. A Dutch word is mostly "
                "recognised, but the fixed word must stand there."
            ),
            where="fields",
            wrong=N_("status: running"),
            right="status: active",
            typable=BY_CHOICE,
        ),
        "duplicate-item": Code(
            message=N_("“%(value)s” stands in this list twice."),
            hint=N_("Keep one of the two."),
            cause=N_("The same item stands in a list twice. Capitals and accents make no difference."),
            where="fields",
            wrong="tags:\n  - robots\n  - Robots",
            right="tags:\n  - robots",
            asked=N_("“%(value)s” is here twice."),
            typable=True,
        ),
        "several": Code(
            message=N_("“%(value)s” is several in one: %(items)s."),
            hint=N_("Write each on a line of its own. In a field for one, choose the main one."),
            cause=N_(
                "Each subject, place or level gets a page and a filter of its own. What stands on one line "
                "is one: a visitor who looks for one of them would not find it."
            ),
            where="fields",
            wrong=N_("tags:\n  - robots, programming"),
            right=N_("tags:\n  - robots\n  - programming"),
            asked_hint=N_("Choose the main one."),
            typable=True,
        ),
        "slug-empty": Code(
            message=N_("“%(value)s” holds no letter or digit to make an address of."),
            hint=N_("Use a word of letters or digits, in any script."),
            cause=N_(
                "A subject or a place gets a page of its own, and its address is made of letters and digits."
            ),
            where="fields",
            wrong="tags:\n  - '???'",
            right=N_("tags:\n  - asking questions"),
            typable=True,
        ),
        "slug": Code(
            message=N_("“%(value)s” cannot have been the address of a page."),
            hint=N_("Write the old file name without .md: small letters, digits and single hyphens."),
            cause=N_("In this field stands the old name of the file, as it was in the address of the page."),
            where="fields",
            wrong="former_slugs:\n  - Robots 2024",
            right="former_slugs:\n  - robots-2024",
            asked_hint=N_(
                "Write the last part of the old address: small letters, digits and single hyphens."
            ),
            typable=True,
        ),
        "amount": Code(
            message=N_("“%(value)s” is not an amount that can be read."),
            hint=N_(
                "Write euros in digits, without a dot between thousands, and cents as a dot and two digits, "
                "such as 12500 or 1234.50."
            ),
            cause=N_(
                "A dot between thousands and a comma before cents mean something else to a computer: 65.000 "
                "would be sixty-five. So an amount has digits only."
            ),
            where="fields",
            wrong=N_("recipe:\n  cost: € 1,250.00"),
            right="recipe:\n  cost: 1250",
            asked_hint=N_("Write an amount in euros, such as 1250 or 1250,50."),
            typable=True,
        ),
        "year": Code(
            message=N_("“%(value)s” is not a year."),
            hint=N_("Write four digits, such as 2026."),
            cause=N_("A year has four digits."),
            where="fields",
            wrong=N_("funding:\n  - year: '26\n    source: riverside-college"),
            right=N_("funding:\n  - year: 2026\n    source: riverside-college"),
            typable=True,
        ),
        "year-range": Code(
            message=N_("The year %(value)s cannot be right."),
            hint=N_("Write a year from 1900 on, at most 30 years after today."),
            cause=N_("A year so long ago or so far away is nearly always a typing error."),
            where="fields",
            wrong=N_("funding:\n  - year: 2206\n    source: riverside-college"),
            right=N_("funding:\n  - year: 2026\n    source: riverside-college"),
            typable=True,
        ),
        "number": Code(
            message=N_("“%(value)s” is not a whole number from %(low)s to %(high)s."),
            hint=N_("Write digits only."),
            cause=N_("A number is written in digits, without words such as pupils or years."),
            where="fields",
            wrong=N_("recipe:\n  group_size: 30 pupils"),
            right="recipe:\n  group_size: 30",
            asked_hint=N_("Write a number, such as 24."),
            typable=True,
        ),
        "amount-negative": Code(
            message=N_("“%(value)s” is below zero, and this amount cannot be."),
            hint=N_(
                "Is it a cut? Lower the amount itself. Or give the fund a row under “reservations” with the "
                "cut: there an amount may have a minus."
            ),
            cause=N_(
                "Money for an initiative is never less than nothing. Only the books of a fund have a row for "
                "a cut, so that their sums stay right."
            ),
            where="fields",
            wrong="recipe:\n  cost: -450",
            right="recipe:\n  cost: 450",
            typable=True,
        ),
        "leading-zero": Code(
            message=N_("“%(value)s” begins with a zero, so it can be read in more than one way."),
            hint=N_("Take the zeros at the start out. Or is a digit missing?"),
            cause=N_(
                "A number that begins with a zero is read as another number by some programs: they take 0123 "
                "for 83. It can also be the rest of a longer number."
            ),
            where="fields",
            wrong="recipe:\n  cost: 0450",
            right="recipe:\n  cost: 450",
            typable=True,
        ),
        "boolean": Code(
            message=N_("“%(value)s” is not true or false."),
            hint=N_("Write true or false."),
            cause=N_("This field says yes or no, in the words true and false."),
            where="pillars",
            wrong=N_("flexible: perhaps"),
            right="flexible: true",
            typable="no field of the form is true or false",
        ),
        "date": Code(
            message=N_("“%(value)s” is not a date that can be read."),
            hint=N_("Write year, month and day, such as 2026-03-01."),
            cause=N_(
                "A date is written as year, month and day, so that 3 April and 4 March cannot be confused."
            ),
            where="fields",
            wrong=N_("last_confirmed: 1 March 2026"),
            right="last_confirmed: 2026-03-01",
            asked_hint=N_("Write a day such as 1 March 2026."),
            typable=True,
        ),
        "date-impossible": Code(
            message=N_("The date %(value)s does not exist."),
            hint=N_("Look at the month and the day."),
            cause=N_("The month or the day does not exist, such as 31 February."),
            where="fields",
            wrong="last_confirmed: 2026-02-31",
            right="last_confirmed: 2026-02-28",
            typable=True,
        ),
        "date-range": Code(
            message=N_("The date %(value)s cannot be right: the year is too long ago, or too far away."),
            hint=N_("Look at the year. Does it not end, or is the end not known? Then leave the end out."),
            cause=N_(
                "A date is from 1900 on, and at most 30 years after today. Spreadsheets write 9999-12-31 or "
                "2099-12-31 for what does not end: here nothing is written then."
            ),
            where="fields",
            wrong="period:\n  start: 2025\n  end: 9999-12-31",
            right="period:\n  start: 2025",
            typable=True,
        ),
        "date-future": Code(
            message=N_("The date %(value)s is still to come: today is %(today)s."),
            hint=N_("Write the day on which it was, or leave it out until it has been."),
            cause=N_(
                "A consent, a confirmation and a document have been: nobody can agree, confirm or write in "
                "the time to come. Mostly the year is wrong."
            ),
            where="fields",
            wrong="last_confirmed: 2089-03-01",
            right="last_confirmed: 2026-03-01",
            typable=True,
        ),
        "time": Code(
            message=N_("“%(value)s” is not a time that can be read."),
            hint=N_("Write hours and minutes, such as 13:30; with a day, 2027-03-17 13:30."),
            cause=N_("A time is written in hours and minutes, so that a program can put the parts in order."),
            where="festivals",
            wrong=(
                N_(
                    "date: 2027-03-17\nprogramme:\n  - start: quarter past one\n    end: 14:00\n"
                    "    title: Opening"
                )
            ),
            right="date: 2027-03-17\nprogramme:\n  - start: 13:15\n    end: 14:00\n    title: Opening",
            typable=True,
        ),
        "period-reversed": Code(
            message=N_("This ends (%(end)s) before it starts (%(start)s)."),
            hint=N_("Swap the two, or mend one of them."),
            cause=N_("The end comes before the start. Mostly the two were swapped."),
            where="fields",
            wrong="period:\n  start: 2026\n  end: 2025",
            right="period:\n  start: 2025\n  end: 2026",
            typable=True,
        ),
        "source-dated": Code(
            message=N_("The document has a date (%(date)s), so it needs no “after” or “before”."),
            hint=N_("Take out the bounds, or the date if it is not known."),
            cause=N_("“after” and “before” tell about when a document was written that has no date itself."),
            where="fields",
            wrong=N_("sources:\n  - title: Report\n    date: 2019\n    before: 2020"),
            right=N_("sources:\n  - title: Report\n    before: 2020"),
            typable=True,
        ),
        "source-bounds": Code(
            message=N_("The document is written before %(end)s and after %(start)s: that cannot be."),
            hint=N_("Swap the two, or mend one of them."),
            cause=N_("The latest date comes before the earliest. Mostly the two were swapped."),
            where="fields",
            wrong=N_("sources:\n  - title: Report\n    after: 2020\n    before: 2018"),
            right=N_("sources:\n  - title: Report\n    after: 2018\n    before: 2020"),
            typable=True,
        ),
        "from-to": Code(
            message=N_("“%(value)s” must be two fields here: %(first)s and %(last)s."),
            hint=N_(
                "Write %(first)s and %(last)s below it, each on a line of its own with two spaces before it. "
                "Leave out the one that is not known."
            ),
            cause=N_("A first and a last, such as two ages or two dates, are written as one text."),
            where="fields",
            wrong=N_("ages: 10 to 11"),
            right="ages:\n  from: 10\n  to: 11",
            asked=N_("“%(value)s” cannot be read."),
            asked_hint=N_(
                "Write a first and a last, such as “10 to 12” or “March 2026 to July 2026”. You may leave "
                "out one of the two."
            ),
            typable=True,
        ),
        "ages-reversed": Code(
            message=N_("The age “to” (%(end)s) is lower than “from” (%(start)s)."),
            hint=N_("Swap the two."),
            cause=N_("The highest age is lower than the lowest. Mostly the two were swapped."),
            where="fields",
            wrong="ages:\n  from: 12\n  to: 10",
            right="ages:\n  from: 10\n  to: 12",
            asked=N_("The oldest (%(end)s) is younger than the youngest (%(start)s)."),
            asked_hint=N_("Swap the two."),
            typable=True,
        ),
        "url": Code(
            message=N_("“%(value)s” is not a web address that is allowed."),
            hint=N_(
                "Copy the address from your browser: it starts with https:// and has no spaces, quotes or @."
            ),
            cause=N_(
                "A link is a whole address. Addresses that start with something else than http can do harm, "
                "so they are refused."
            ),
            where="fields",
            wrong=N_("links:\n  - title: Manual\n    url: school.example/robots"),
            right=N_("links:\n  - title: Manual\n    url: https://school.example/robots"),
            typable=True,
        ),
        "address-elsewhere": Code(
            message=N_("“%(value)s” is not the address of a page at another city."),
            hint=N_(
                "Open that page and copy its whole address from your browser: it starts with https://. Is it "
                "an initiative of this catalogue? Then write its name."
            ),
            cause=N_(
                "An initiative of another city is known by the address of its page. It has to be whole, with "
                "https://, so that both cities see that it is the same one."
            ),
            where="fields",
            wrong=N_("adapted_from:\n  - learning.exampleton.example/robots"),
            right=N_("adapted_from:\n  - https://learning.exampleton.example/robots/"),
            typable=True,
        ),
        "neighbour-url": Code(
            message=N_("The data of a neighbour cannot be at “%(value)s”."),
            hint=N_("Write the whole address of the file with its data, beginning with https://."),
            cause=N_(
                "What a neighbour has is fetched every week. Only over https is it certain that it comes "
                "from the neighbour."
            ),
            where="neighbours",
            wrong=N_("url: http://learning.exampleton.example"),
            right=N_("url: https://learning.exampleton.example/data/catalogue.json"),
            typable=BY_FILE,
        ),
        "neighbour-self": Code(
            message=N_("“%(value)s” is an address of this catalogue itself."),
            hint=N_("Write the address of the data of the other catalogue."),
            cause=N_("A neighbour is another catalogue. What stands here needs no fetching."),
            typable=BY_FILE,
        ),
        "neighbour-twice": Code(
            message=N_("This neighbour is in %(name)s already, with the same address."),
            hint=N_("Keep one of the two files."),
            cause=N_("Each neighbour has one file. What comes from one address would else be fetched twice."),
            typable=BY_FILE,
        ),
        "match-twice": Code(
            message=N_("Of the pillar “%(value)s” of this neighbour it is said twice which of ours fits."),
            hint=N_("Keep the one that fits best."),
            cause=N_("What a neighbour has under one pillar comes under one of ours."),
            where="neighbours",
            wrong=N_(
                "pillars:\n  - theirs: digital\n    ours: digital-literacy\n"
                "  - theirs: digital\n    ours: enterprise"
            ),
            right=N_("pillars:\n  - theirs: digital\n    ours: digital-literacy"),
            typable=BY_FILE,
        ),
        "taken-stray": Code(
            message=N_("This file does not belong here."),
            hint=N_("Only files that atelier harvest writes stand in neighbours/. Move this file elsewhere."),
            cause=N_("The folder neighbours/ holds what was fetched from other cities, a file for each."),
            typable=BY_FILE,
        ),
        "coordinates": Code(
            message=N_("“%(value)s” is not a place on the map."),
            hint=N_("Write the degrees north, a comma, a space and the degrees east, such as 53.219, 6.567."),
            cause=N_(
                "The map of the neighbours is drawn with these numbers. Copy them from a map on the web."
            ),
            where="neighbours",
            wrong=N_("coordinates: 53°13' N 6°34' E"),
            right=N_("coordinates: 53.219, 6.567"),
            typable=BY_FILE,
        ),
        "language-code": Code(
            message=N_("“%(value)s” is not the code of a language."),
            hint=N_("Write its two or three letters, such as nl, en or fy."),
            cause=N_("Browsers and screen readers know languages by their codes."),
            where="neighbours",
            wrong=N_("language: Dutch"),
            right=N_("language: nl"),
            typable=BY_FILE,
        ),
        "taken-unreadable": Code(
            message=N_("What was taken over from this neighbour cannot be read: see %(place)s."),
            hint=N_(
                "Bring back the file before this one, or run atelier harvest. atelier conform says more."
            ),
            cause=N_("The folder neighbours/ holds what was fetched from other cities, a file for each."),
            typable=BY_FILE,
        ),
        "taken-alone": Code(
            message=N_("This belongs to no neighbour: %(name)s is not there."),
            hint=N_("Add that file, or remove this one."),
            cause=N_(
                "The folder neighbours/ holds what was fetched from other cities, a file for each, with the "
                "name of the file in docs/neighbours/."
            ),
            typable=BY_FILE,
        ),
        "address-own": Code(
            message=N_("“%(value)s” is an address of this catalogue itself."),
            hint=N_(
                "Write the name of the initiative in its place. Only what is in another city is named by its "
                "address."
            ),
            cause=N_(
                "What stands in this catalogue is named by its file. Then the name stays good when the site "
                "moves, and the check sees it when the file is gone."
            ),
            typable="the form makes a name of it, and only the check knows where the site is published",
        ),
        "email": Code(
            message=N_("“%(value)s” is not one e-mail address."),
            hint=N_("Write one address and nothing else, such as info@school.nl."),
            cause=N_("In this field stands one e-mail address. Names and a second address belong elsewhere."),
            where="fields",
            wrong=N_("contact:\n  organisation: riverside-college\n  email: info (at) school.example"),
            right=N_("contact:\n  organisation: riverside-college\n  email: info@school.example"),
            typable=True,
        ),
        "phone": Code(
            message=N_("“%(value)s” is not a telephone number."),
            hint=N_("Write digits, such as 050 123 45 67."),
            cause=N_("A telephone number has digits, and may have spaces, hyphens, brackets and a plus."),
            where="fields",
            wrong=N_("contact:\n  organisation: riverside-college\n  phone: ask the desk"),
            right=N_("contact:\n  organisation: riverside-college\n  phone: 050 123 45 67"),
            typable=True,
        ),
        "colour": Code(
            message=N_("“%(value)s” is not a colour."),
            hint=N_("Write a hash and six digits or letters from a to f, between quotes, such as '#1b5fa8'."),
            cause=N_(
                "A colour is written in the code of web pages. It stands between quotes, since # starts a "
                "remark otherwise."
            ),
            where="pillars",
            wrong=N_("colour: blue"),
            right="colour: '#1b5fa8'",
            typable="only a pillar has one, and the form makes none",
        ),
        "identifier": Code(
            message=N_("“%(value)s” is not a valid %(kind)s number."),
            hint=N_("It looks like %(example)s."),
            cause=N_(
                "Numbers in public registers have a fixed form. Only a number that can be right is linked to."
            ),
            where="partners",
            wrong=N_("identifiers:\n  kvk: unknown"),
            right="identifiers:\n  kvk: '12345678'",
            typable="the form does not ask for numbers of registers",
        ),
        "consent-missing": Code(
            message=N_("A person's name needs the date on which that person agreed."),
            hint=N_("Add consent: with that date, or leave the name out."),
            cause=N_(
                "The name of a person comes on the page only if that person agreed, and the date shows that "
                "this was asked."
            ),
            where="fields",
            wrong=N_("contact:\n  organisation: riverside-college\n  name: Robin Example"),
            right=N_(
                "contact:\n  organisation: riverside-college\n  name: Robin Example\n  consent: 2026-03-01"
            ),
            asked_hint=N_("Fill in that day, or leave the name out."),
            typable=True,
        ),
        "stopped-because": Code(
            message=N_(
                "A reason for stopping belongs to status “stopped”, and the status here is “%(status)s”."
            ),
            hint=N_("Set status: stopped, or take the reason out."),
            cause=N_("There is a reason for stopping, but the status says that it goes on."),
            where="fields",
            wrong=N_("status: active\nstopped_because: There was no money left."),
            right=N_("status: stopped\nstopped_because: There was no money left."),
            asked=N_("You say why it stopped, but not that it stopped."),
            asked_hint=N_("Choose that it stopped, or take the reason out."),
            typable=True,
        ),
        "image-name": Code(
            message=N_("“%(value)s” is not the name of a PNG, JPEG or WebP image beside this file."),
            hint=N_(
                "Put the image in the same folder and write its name in small letters, such as robots.jpg."
            ),
            cause=N_(
                "A picture stands in the same folder as the file, and only its name is written. JPEG, PNG "
                "and WebP can be shown everywhere."
            ),
            where="fields",
            wrong=N_("image:\n  file: pictures/Robots.GIF\n  alt: A robot on a table"),
            right=N_("image:\n  file: robots.png\n  alt: A robot on a table"),
            asked=N_("“%(value)s” is not the name of a picture."),
            asked_hint=N_("Choose the picture again."),
            typable=True,
        ),
        "image-missing": Code(
            message=N_("The image “%(value)s” does not stand beside this file."),
            hint=N_("Put the image in the same folder, or mend the name."),
            cause=N_(
                "The file names a picture that is not in the folder. Mostly the name differs in one letter, "
                "or the picture was not uploaded."
            ),
            where="fields",
            wrong=N_("image:\n  file: robot.png\n  alt: A robot on a table"),
            right=N_("image:\n  file: robots.png\n  alt: A robot on a table"),
            asked=N_("The picture “%(value)s” is not here any more."),
            asked_hint=N_("Choose the picture again."),
            typable=True,
        ),
        "image-content": Code(
            message=N_("“%(value)s” is no PNG, JPEG or WebP image, but %(kind)s."),
            hint=N_("Open the picture on your computer or phone, and save or export it as JPEG or PNG."),
            cause=N_(
                "The name says that it is a picture, but what is in the file is something else, such as a "
                "picture of an iPhone (HEIC) or a web page."
            ),
            typable=BY_PICTURE,
        ),
        "image-too-big": Code(
            message=N_("The image “%(value)s” is larger than %(limit)s MB."),
            hint=N_("Make the picture smaller: 1,500 pixels wide is enough for the site."),
            cause=N_("A picture straight from a camera is far larger than a page can show."),
            typable=BY_PICTURE,
        ),
        "image-pixels": Code(
            message=N_(
                "The image “%(value)s” is %(width)s by %(height)s pixels; at most %(limit)s million together "
                "and %(side)s on one side are allowed."
            ),
            hint=N_("Make the picture smaller: 1,500 pixels wide is enough for the site."),
            cause=N_("A picture with very many pixels takes a lot of memory to make smaller."),
            typable=BY_PICTURE,
        ),
        "image-broken": Code(
            message=N_("The image “%(value)s” is damaged: it cannot be shown."),
            hint=N_(
                "Upload the picture again. If it stays so, open it, save it as JPEG or PNG, and upload that."
            ),
            cause=N_("A part of the picture is missing or damaged, mostly since an upload was cut off."),
            typable=BY_PICTURE,
        ),
        "image-kind": Code(
            message=N_("“%(value)s” is a %(kind)s image, and its name says otherwise."),
            hint=N_("The site shows it well. Other programs may not: better call it %(meant)s."),
            cause=N_(
                "The end of the name says which kind of picture it is, and in the file is another kind."
            ),
            typable=BY_PICTURE,
            severity="warning",
        ),
        "image-place": Code(
            message=N_("“%(value)s” holds the place where the picture was taken."),
            hint=N_(
                "The site takes it out, but everyone can open the file itself. Take the place out, for "
                "instance by saving a screenshot of the picture, and upload that."
            ),
            cause=N_("A telephone writes in a picture where it was taken. That can be someone's home."),
            typable=BY_PICTURE,
            severity="warning",
        ),
    },
    N_("The text below the fields"): {
        "body-too-big": Code(
            message=N_("The text is %(size)s bytes; at most %(limit)s are allowed."),
            hint=N_("Make the text shorter, or link to the full story."),
            cause=N_("A page that is too long is read by nobody, and takes long to load on a phone."),
            asked=N_("The story is too long."),
            typable=True,
        ),
        "body-deep": Code(
            message=N_("Quotes or lists are nested more than %(limit)s deep here."),
            hint=N_("Take out some levels."),
            cause=N_("Each > and each step to the right is a level. So many levels can only be a mistake."),
            where="body",
            wrong="> > > > > > > > > > > > > > > > > > > > > Robots",
            right="> Robots",
            typable="the form escapes what stands deeper than any text needs",
        ),
        "body-output-too-big": Code(
            message=N_("This text becomes more than %(limit)s bytes on the page."),
            hint=N_("Make tables smaller, or leave out what repeats."),
            cause=N_("A large table can grow a lot when it becomes a page."),
            typable="it takes a table of a hundred thousand cells, which nobody types",
        ),
        "body-html": Code(
            message=N_("There is HTML in this text; what is not safe is taken out."),
            hint=N_("Write Markdown instead: **bold**, *italic*, [text](https://…)."),
            cause=N_(
                "A text is written in Markdown. Of HTML only what is safe stays, so it can look different "
                "from what was meant."
            ),
            where="body",
            wrong=N_('<font color="red">Mind this</font>'),
            right=N_("**Mind this**"),
            typable=BY_ESCAPE,
            severity="warning",
        ),
        "body-html-open": Code(
            message=N_("From “%(value)s” on, text is not shown: that is HTML which does not end."),
            hint=N_(
                "Take it out, or close it: a comment ends with -->. Must people read it? Then put a "
                "backslash before it: \\<."
            ),
            cause=N_(
                "What begins with <!--, <? or <![CDATA[ is no text, and a tag ends with >. Without its end a "
                "browser leaves out all that follows."
            ),
            where="body",
            wrong=N_("The story.\n\n<!-- still to check\n\nThe rest of the story."),
            right=N_("The story.\n\nThe rest of the story."),
            typable=BY_ESCAPE,
        ),
        "body-lost": Code(
            message=N_("This is not shown on the page: %(value)s"),
            hint=N_(
                "Must people read it? Put a backslash before a <: \\<. A note needs its label in the text, "
                "such as [^1], and a cell of a table a heading above it. If not, take it out."
            ),
            cause=N_(
                "A comment is not shown, nor what stands between < and >, as in <name of the school>: that "
                "is taken for HTML. A note or an address that the text does not refer to is not shown "
                "either, nor is a cell of a table without a heading above it."
            ),
            where="body",
            wrong=N_("This is a project of <name of the school>."),
            right=N_("This is a project of The Bridge."),
            typable=BY_ESCAPE,
            severity="warning",
            alone=True,
        ),
        "body-html-too-much": Code(
            message=N_("There are more than %(limit)s HTML tags in this text."),
            hint=N_("Write Markdown instead of HTML."),
            cause=N_("So much HTML mostly comes from a page that was pasted from Word or a website."),
            typable=BY_ESCAPE,
        ),
        "body-link-dropped": Code(
            message=N_("The link to “%(value)s” does not work on the site and is taken out."),
            hint=N_("Link to a full address that starts with https://, or to another initiative's file."),
            cause=N_(
                "A link leads to a web address or to another file of the catalogue. Anything else does not "
                "work for visitors."
            ),
            where="body",
            wrong=N_("[Manual](file:///C:/robots.docx)"),
            right=N_("[Manual](https://school.example/robots)"),
            typable=BY_ESCAPE,
            severity="warning",
        ),
        "body-link-empty": Code(
            message=N_("A link in this text leads nowhere, or to where no link may lead, and is taken out."),
            hint=N_("Link to a full address that starts with https://, or to another initiative's file."),
            cause=N_("There is a link, but no address between the round brackets."),
            where="body",
            wrong=N_("[Manual]()"),
            right=N_("[Manual](https://school.example/robots)"),
            typable=BY_ESCAPE,
            severity="warning",
        ),
        "body-link-missing": Code(
            message=N_("The link leads to “%(value)s”, which does not exist."),
            hint=N_("Link to a file that exists."),
            cause=N_("The link leads to a file that is not in the catalogue. Its name may have changed."),
            where="body",
            wrong=N_("See also [robots](robot-in-the-classroom.md)."),
            right=N_("See also [robots](robots-in-the-classroom.md)."),
            typable=BY_ESCAPE,
        ),
        "body-image": Code(
            message=N_("The image “%(value)s” does not come from beside this file."),
            hint=N_("Put the image in the same folder and write only its name."),
            cause=N_(
                "A picture from another site can disappear, and tells that site who reads the page. So "
                "pictures stand beside the file."
            ),
            where="body",
            wrong=N_("![A robot](https://elsewhere.example/robot.png)"),
            right=N_("![A robot](robots.png)"),
            typable=BY_ESCAPE,
        ),
        "body-image-alt": Code(
            message=N_("Who cannot see the image “%(value)s” is not told what it shows."),
            hint=N_(
                "Write what is to be seen between the square brackets: ![Two pupils with a robot](%(value)s)."
            ),
            cause=N_(
                "Who is blind hears what stands between the square brackets. Without it the picture says "
                "nothing."
            ),
            where="body",
            wrong="![](robots.png)",
            right=N_("![Three pupils with a robot](robots.png)"),
            typable=BY_ESCAPE,
            severity="warning",
        ),
    },
    N_("The whole catalogue"): {
        "reference-several": Code(
            message=N_("“%(value)s” is several names in one: %(items)s."),
            hint=N_(
                "Write each on a line of its own; in a field for one, choose the main one. Is it one name? "
                "Then add it to %(folder)s first."
            ),
            cause=N_(
                "Each partner, fund or initiative stands on a line of its own, so that it is linked to and "
                "none is lost."
            ),
            where="fields",
            wrong=N_("partners:\n  - Riverside College and The Bridge"),
            right=N_("partners:\n  - Riverside College\n  - The Bridge"),
            asked_hint=N_("Choose the main one."),
            typable=True,
        ),
        "reference-unknown": Code(
            message=N_("“%(value)s” does not stand in %(folder)s."),
            hint=N_("Mend the name, or add it to %(folder)s first."),
            cause=N_(
                "A partner, fund or pillar has a file of its own in the register. What is not there cannot "
                "be linked to."
            ),
            where="fields",
            wrong=N_("partners:\n  - Riverbank College"),
            right=N_("partners:\n  - Riverside College"),
            asked=N_("“%(value)s” is not in the catalogue."),
            asked_hint=N_("Choose a name from the list."),
            typable=True,
        ),
        "reference-self": Code(
            message=N_("An initiative cannot be adapted from itself."),
            hint=N_("Take this line out, or name another."),
            cause=N_("An initiative is said to be a copy of itself."),
            where="fields",
            wrong=N_("adapted_from:\n  - example"),
            right=N_("adapted_from:\n  - robots-in-the-classroom"),
            asked_hint=N_("Choose another one."),
            typable=True,
        ),
        "reference-circle": Code(
            message=N_("These initiatives are each other's example: %(value)s."),
            hint=N_("Only one of them was first. Take the line out of its file."),
            cause=N_("An example comes before its copy. So examples cannot lead back to where they began."),
            typable="it takes the examples of others too, which the form does not know",
        ),
        "name-taken": Code(
            message=N_("The name “%(value)s” is already used by %(other)s."),
            hint=N_("Choose another name, or take the alias out of one of the two."),
            cause=N_(
                "Who writes a name must get one organisation. So a name or alias stands in one file only."
            ),
            where="partners",
            wrong=N_("aliases:\n  - The Bridge"),
            right=N_("aliases:\n  - Example School"),
            asked=N_("“%(value)s” is in the catalogue already."),
            asked_hint=N_("Choose it from the list, and take this new one out."),
            typable=True,
        ),
        "former-slug-taken": Code(
            message=N_("The former address “%(value)s” is already used by %(other)s."),
            hint=N_("Take it out of one of the two."),
            cause=N_("An old address can lead to one page only."),
            where="fields",
            wrong=N_("former_slugs:\n  - old-plan"),
            right=N_("former_slugs:\n  - very-old-plan"),
            asked=N_("The address “%(value)s” was used before."),
            asked_hint=N_("Choose another one."),
            typable=True,
        ),
        "address-lost": Code(
            message=N_("The address of “%(value)s” is already known to others and must keep working."),
            hint=N_("Write it under former_slugs."),
            cause=N_(
                "The address of a page follows from the name of its file. It is on posters and in other "
                "people's pages, so the old address stays when the file gets another name."
            ),
            typable=BY_BASE,
        ),
        "initiative-gone": Code(
            message=N_(
                "This initiative is gone, and with it the address of “%(value)s”, which others already know."
            ),
            hint=N_(
                "Put the file back with status: stopped and stopped_because:. If it is part of another "
                "initiative now, write its name under former_slugs there."
            ),
            cause=N_(
                "An initiative that is over is still an example, and others link to it. So it is not "
                "deleted: it says that it stopped, and why."
            ),
            typable=BY_BASE,
        ),
        "record-gone": Code(
            message=N_(
                "This file is gone, and with it the address of “%(value)s”, which others already know."
            ),
            hint=N_(
                "Put the file back. If it is part of another file now, write its name under former_slugs "
                "there."
            ),
            cause=N_(
                "Others link to the page of an organisation, a pillar, a fund, a festival or a question. So "
                "its address keeps working: the file stays, or another one takes its address over."
            ),
            typable=BY_BASE,
        ),
        "short-address-taken": Code(
            message=N_("“%(value)s” gets the short address /%(url)s, which already leads to %(other)s."),
            hint=N_("Give the newest of the two files another name."),
            cause=N_(
                "Each initiative has a short address of five characters, for print. It follows from the name "
                "of the file, and very rarely two names give the same."
            ),
            typable="of a thousand new names one in thirty does, so the check alone looks for it",
        ),
        "url-taken": Code(
            message=N_("The address /%(url)s is already used by %(other)s."),
            hint=N_("Rename one of the two files."),
            cause=N_("Two pages would get the same address, and one of them would be lost."),
            asked=N_("There is one with this name already."),
            asked_hint=N_("Choose another name, or improve the one that is there."),
            typable=True,
        ),
        "festival-days": Code(
            message=N_("It is not clear on which days this festival is."),
            hint=N_("Write the one day under date, or the first under start and the last under end."),
            cause=N_(
                "A festival is on one day, or from a first day to a last. Without a day it can have no "
                "programme: calendars could do nothing with it."
            ),
            where="festivals",
            wrong="start: 2027-03-17",
            right="start: 2027-03-17\nend: 2027-03-18",
            typable=True,
        ),
        "slot-empty": Code(
            message=N_("This part of the programme does not say what is to be seen."),
            hint=N_("Write a title, or the initiative that shows itself."),
            cause=N_("A part of the programme has a title, or an initiative of which it takes the name."),
            where="festivals",
            wrong=N_("date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: Hall"),
            right=(
                N_(
                    "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: Hall\n"
                    "    initiative: robots-in-the-classroom"
                )
            ),
            typable=True,
        ),
        "slot-day": Code(
            message=N_("The festival has several days, and this part does not say on which it is."),
            hint=N_("Write the day before the time, such as %(first)s %(value)s."),
            cause=N_("Where a festival has several days, a time alone can be on each of them."),
            where="festivals",
            wrong=(
                "start: 2027-03-17\n"
                "end: 2027-03-18\n"
                "programme:\n"
                "  - start: 13:00\n"
                "    end: 14:00\n"
                "    title: Opening"
            ),
            right=(
                "start: 2027-03-17\n"
                "end: 2027-03-18\n"
                "programme:\n"
                "  - start: 2027-03-17 13:00\n"
                "    end: 14:00\n"
                "    title: Opening"
            ),
            typable=True,
        ),
        "slot-outside": Code(
            message=N_("On %(value)s there is no festival: it is from %(first)s to %(last)s."),
            hint=N_("Write a day of the festival, or mend its days."),
            cause=N_("A part of the programme is on a day of the festival."),
            where="festivals",
            wrong=(
                "date: 2027-03-17\n"
                "programme:\n"
                "  - start: 2027-04-17 13:00\n"
                "    end: 14:00\n"
                "    title: Opening"
            ),
            right=(
                "date: 2027-03-17\n"
                "programme:\n"
                "  - start: 2027-03-17 13:00\n"
                "    end: 14:00\n"
                "    title: Opening"
            ),
            typable=True,
        ),
        "slot-reversed": Code(
            message=N_("This part ends at %(end)s, and that is not after its start at %(start)s."),
            hint=N_("Mend one of the two times."),
            cause=N_("A part ends after it starts. Mostly the two were swapped, or one has a wrong hour."),
            where="festivals",
            wrong="date: 2027-03-17\nprogramme:\n  - start: 14:00\n    end: 13:00\n    title: Opening",
            right="date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    title: Opening",
            typable=True,
        ),
        "slot-overlap": Code(
            message=N_(
                "The room “%(room)s” is taken at this time: from %(start)s to %(end)s by “%(other)s”."
            ),
            hint=N_("Choose another room or another time."),
            cause=N_("In one room there can be one thing at a time. What follows at once is well."),
            where="festivals",
            wrong=(
                N_(
                    "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: Hall\n"
                    "    title: Opening\n  - start: 13:30\n    end: 14:30\n    room: Hall\n    title: Debate"
                )
            ),
            right=(
                N_(
                    "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: Hall\n"
                    "    title: Opening\n  - start: 14:00\n    end: 15:00\n    room: Hall\n    title: Debate"
                )
            ),
            typable=True,
        ),
        "answer-empty": Code(
            message=N_("An answer is one of two: an initiative, or a page elsewhere."),
            hint=N_("Name an initiative, or a page elsewhere with its title and url."),
            cause=N_(
                "An answer is an initiative of the catalogue, or a page elsewhere: then it needs a name and "
                "an address."
            ),
            where="questions",
            wrong=N_("answered_by:\n  - title: How we do it"),
            right=N_("answered_by:\n  - title: How we do it\n    url: https://school.example/how"),
            typable=BY_QUESTION,
        ),
        "fund-year": Code(
            message=N_("The fund “%(fund)s” has no budget for %(year)s."),
            hint=N_("Choose a year of the fund, or add the year to %(path)s."),
            cause=N_("A fund says for which years there is money. This initiative is paid in another year."),
            where="fields",
            wrong=N_("funding:\n  - year: 2035\n    source: trial-fund"),
            right=N_("funding:\n  - year: 2026\n    source: trial-fund"),
            asked_hint=N_("Choose another year."),
            typable=True,
        ),
        "fund-year-twice": Code(
            message=N_("The year %(year)s stands in this fund twice."),
            hint=N_("Keep one of the two."),
            cause=N_("A year stands in the books of a fund once, with everything that belongs to it."),
            where="funds",
            wrong="years:\n  - year: 2026\n  - year: 2026",
            right="years:\n  - year: 2026\n  - year: 2027",
            typable=BY_FUND,
        ),
        "books-committed": Code(
            message=N_(
                "The books of “%(fund)s” do not balance in %(year)s: the rows add up to %(rows)s, but "
                "“committed” says %(committed)s. The difference is %(difference)s."
            ),
            hint=N_("Mend the row that is wrong, or the total."),
            cause=N_(
                "The total that was promised must be the sum of its rows: reservations, and what initiatives "
                "get."
            ),
            where="funds",
            wrong=(
                "years:\n"
                "  - year: 2026\n"
                "    committed: 30000\n"
                "    reservations:\n"
                "      - title: Robots\n"
                "        amount: 20000"
            ),
            right=(
                "years:\n"
                "  - year: 2026\n"
                "    committed: 20000\n"
                "    reservations:\n"
                "      - title: Robots\n"
                "        amount: 20000"
            ),
            asked=N_("With this amount the books of “%(fund)s” for %(year)s are %(difference)s euros off."),
            asked_hint=N_(
                "Look at the year and the amount. Are they right? Then leave the amount out, and tell it to "
                "the editors."
            ),
            typable=True,
        ),
        "books-available": Code(
            message=N_(
                "The books of “%(fund)s” do not balance in %(year)s: committed, other expenses and what "
                "remains add up to %(spent)s, but budget and carried over to %(available)s. The difference "
                "is %(difference)s."
            ),
            hint=N_("Mend the figure that is wrong."),
            cause=N_("What came in must be what was spent, promised and is left."),
            where="funds",
            wrong=(
                "years:\n"
                "  - year: 2026\n"
                "    budget: 50000\n"
                "    committed: 20000\n"
                "    remaining: 40000\n"
                "    reservations:\n"
                "      - title: Robots\n"
                "        amount: 20000"
            ),
            right=(
                "years:\n"
                "  - year: 2026\n"
                "    budget: 50000\n"
                "    committed: 20000\n"
                "    remaining: 30000\n"
                "    reservations:\n"
                "      - title: Robots\n"
                "        amount: 20000"
            ),
            typable=BY_FUND,
        ),
        "books-exceeded": Code(
            message=N_(
                "The fund “%(fund)s” is overspent in %(year)s: the rows add up to %(rows)s, but only "
                "%(available)s is available. The difference is %(difference)s."
            ),
            hint=N_("Mend the row that is wrong, or the budget."),
            cause=N_("More money is promised than the fund has in that year."),
            where="funds",
            wrong=(
                "years:\n"
                "  - year: 2026\n"
                "    budget: 10000\n"
                "    reservations:\n"
                "      - title: Robots\n"
                "        amount: 20000"
            ),
            right=(
                "years:\n"
                "  - year: 2026\n"
                "    budget: 20000\n"
                "    reservations:\n"
                "      - title: Robots\n"
                "        amount: 20000"
            ),
            asked=N_(
                "There is not that much left in “%(fund)s” for %(year)s: %(difference)s euros too much."
            ),
            asked_hint=N_("Look at the year and the amount."),
            typable=True,
        ),
    },
    N_("What a proposal changes in the pages of the editors"): {
        "active-file": Code(
            message=N_("A proposal cannot bring “%(name)s”: a browser may run a file of this kind."),
            hint=N_(
                "Take it out of the proposal. Text, pictures and tables are well. What runs is put into main "
                "by an editor who has read it."
            ),
            cause=N_(
                "What stands in docs is published as it is, also in the preview of a proposal that nobody "
                "has read yet. So a proposal brings nothing that runs."
            ),
            typable=BY_EDITORS,
        ),
        "frozen-changed": Code(
            message=N_("A proposal cannot change the frozen shells: they go round every page of the site."),
            hint=N_(
                "Take the folder frozen out of the proposal. An editor makes it anew on main, with "
                "`atelier shells --freeze`."
            ),
            cause=N_(
                "The folder frozen holds the frame of every page as HTML. What stands in it is published as "
                "it is, so only an editor makes it."
            ),
            typable=BY_EDITORS,
        ),
        "active-drawing": Code(
            message=N_("This drawing has “%(value)s” in it, which may run or load something."),
            hint=N_("Save it as plain SVG, without scripts, links to files and animation, or as PNG."),
            cause=N_(
                "An SVG is not only a drawing: it can hold scripts and whole pages. In a proposal only what "
                "draws is allowed."
            ),
            typable=BY_EDITORS,
        ),
        "active-text": Code(
            message=N_("“%(value)s” in a page may run or load something."),
            hint=N_(
                "Write it in Markdown. To show it as code, put it in a block between two lines of three "
                "backticks."
            ),
            cause=N_(
                "A page of the editors may hold HTML, which is published as it is. In a proposal nothing of "
                "it may be active."
            ),
            typable=BY_EDITORS,
        ),
    },
    N_("The list of synonyms"): {
        "synonym-twice": Code(
            message=N_("“%(word)s” is in a group of words already, on line %(line)s."),
            hint=N_("Leave it in one group, or make one group of the two."),
            cause=N_("A word that is searched for has one group of words that mean the same."),
            where="synonyms",
            wrong=N_("groups:\n  - words: [ict, computer]\n  - words: [digital, ict]"),
            right=N_("groups:\n  - words: [ict, computer, digital]"),
            typable=BY_SYNONYMS,
        ),
        "synonyms-second": Code(
            message=N_("The list ends at the three hyphens above this line: what follows is not read."),
            hint=N_("Leave three hyphens only at the top of the file."),
            cause=N_("The file is one list. A line of three hyphens begins another one, which nobody reads."),
            where="synonyms",
            wrong=N_("groups:\n  - words: [ict, computer]\n---\ngroups:\n  - words: [free, costless]"),
            right=N_("groups:\n  - words: [ict, computer]\n  - words: [free, costless]"),
            typable=BY_SYNONYMS,
        ),
    },
    N_("Earlier names"): {
        "former-name": Code(
            message=N_("“%(was)s” is called “%(now)s” since version %(version)s."),
            hint=N_(
                "Write %(now)s instead: `atelier check --fix` or `atelier upgrade` does so. Versions that "
                "come out after %(until)s do not read the earlier name any more."
            ),
            cause=N_(
                "A field or a setting got a better name or another place. What was written before is read "
                "for a year, so that nothing breaks at once."
            ),
            typable=BY_VERSION,
            severity="warning",
            alike=True,
        ),
        "former-name-ended": Code(
            message=N_("“%(was)s” is called “%(now)s” since version %(version)s, and is not read any more."),
            hint=N_("Write %(now)s instead: `atelier check --fix` or `atelier upgrade` does so."),
            cause=N_(
                "A field or a setting got a better name or another place more than a year before the version "
                "that you use."
            ),
            typable=BY_VERSION,
        ),
        "former-name-twice": Code(
            message=N_("“%(was)s” is called “%(now)s” since version %(version)s, and that is here too."),
            hint=N_("Keep what is right under %(now)s, and take %(was)s out."),
            cause=N_(
                "A field or a setting got a better name or another place. Where a file has both, only who "
                "wrote it knows which of the two is right."
            ),
            typable=BY_VERSION,
        ),
    },
    N_("The settings of the site"): {
        "settings-yaml": Code(
            message=N_("The settings cannot be read from here on."),
            hint=N_("Look at this line and the one before: the indent, the colon and the quotes."),
            cause=N_("The settings of a site are YAML. Something in these lines does not fit its form."),
            where="settings",
            wrong="extra: [",
            right=N_("extra:\n  editors: editors@city.example"),
            typable=BY_SETTINGS,
        ),
        "site-address": Code(
            message=N_("“%(value)s” is not the address of a site."),
            hint=N_(
                "Write the whole address of the home page, with https:// and without a question mark or a # "
                "in it, such as https://city.example/catalogue/."
            ),
            cause=N_(
                "Every address of the site begins with it: those in feeds, in the map for search engines and "
                "on printed cards."
            ),
            where="settings",
            wrong=N_("site_url: city.example/catalogue"),
            right=N_("site_url: https://city.example/catalogue/"),
            typable=BY_SETTINGS,
        ),
        "receive": Code(
            message=N_("“%(value)s” is not the address of a service that takes what visitors send."),
            hint=N_(
                "Write the address at which `atelier receive` can be reached, with https://, such as "
                "https://send.city.example/. Only on your own machine it may begin with http://."
            ),
            cause=N_(
                "The form posts to this address what people write of themselves, so the connection must be "
                "encrypted. Empty switches it off."
            ),
            where="settings",
            wrong=N_("extra:\n  receive: send.city.example"),
            right=N_("extra:\n  receive: https://send.city.example/"),
            typable=BY_SETTINGS,
        ),
        "repository": Code(
            message=N_("“%(value)s” is not the web address of a repository."),
            hint=N_(
                "Open the repository in your browser and copy its address, such as "
                "https://github.com/city/catalogue: without .git, and no page in it."
            ),
            cause=N_(
                "Visitors improve a page by an address that begins with it. The address by which git fetches "
                "is another one: behind it no page can be found."
            ),
            where="settings",
            wrong=N_("extra:\n  repository:\n    url: git@github.com:city/catalogue.git"),
            right=N_("extra:\n  repository:\n    url: https://github.com/city/catalogue"),
            typable=BY_SETTINGS,
        ),
        "repository-host": Code(
            message=N_("The host is “%(value)s”, but the repository is at %(url)s."),
            hint=N_("Write the host that the address names."),
            cause=N_("GitHub and GitLab have other addresses for changing a file."),
            where="settings",
            wrong=N_("extra:\n  repository:\n    url: https://gitlab.com/city/catalogue\n    host: github"),
            right=N_("extra:\n  repository:\n    url: https://gitlab.com/city/catalogue\n    host: gitlab"),
            typable=BY_SETTINGS,
        ),
        "own-name": Code(
            message=N_("“%(value)s” cannot be the name of a field or a choice."),
            hint=N_(
                "Use small letters and digits, with _ between the words of a field and a hyphen between "
                "those of a choice; at most 40."
            ),
            cause=N_("The name stands in files, in addresses and in the open data, and is to stay as it is."),
            where="settings",
            wrong="extra:\n  fields:\n    initiatives:\n      Licence of use:\n        type: text\n        "
            "label: Licence of use",
            right="extra:\n  fields:\n    initiatives:\n      licence_of_use:\n        type: text\n        "
            "label: Licence of use",
            typable=BY_SETTINGS,
        ),
        "own-taken": Code(
            message=N_("The name “%(value)s” is taken already."),
            hint=N_("Choose another name for your field."),
            cause=N_(
                "Every record has some fields already, and some names stand in addresses and in the open "
                "data."
            ),
            where="settings",
            wrong="extra:\n  fields:\n    initiatives:\n      status:\n        type: text\n        "
            "label: Status",
            right="extra:\n  fields:\n    initiatives:\n      progress:\n        type: text\n        "
            "label: Progress",
            typable=BY_SETTINGS,
        ),
        "own-choices": Code(
            message=N_("A field of the type “%(type)s” and its choices do not go together."),
            hint=N_("Give choices to a field of the type choice or choices, and to no other."),
            cause=N_("In some fields people choose from a list, in others they write what they like."),
            where="settings",
            wrong="extra:\n  fields:\n    initiatives:\n      licence:\n        type: choice\n        "
            "label: Licence",
            right="extra:\n  fields:\n    initiatives:\n      licence:\n        type: choice\n        "
            "label: Licence\n        choices:\n          cc-by: CC BY\n          cc0: CC0",
            typable=BY_SETTINGS,
        ),
        "own-filter": Code(
            message=N_("Lists cannot be filtered by a field of the type “%(type)s”."),
            hint=N_("Take the filter out, or choose one of these types: %(choices)s."),
            cause=N_("A filter helps only where several initiatives say the same in the same words."),
            where="settings",
            wrong="extra:\n  fields:\n    initiatives:\n      tool:\n        type: text\n        "
            "label: Tool\n        filter: true",
            right="extra:\n  fields:\n    initiatives:\n      tool:\n        type: texts\n        "
            "label: Tool\n        filter: true",
            typable=BY_SETTINGS,
        ),
        "repository-host-unknown": Code(
            message=N_("At %(value)s it is not known how a file is changed in the browser."),
            hint=N_(
                "Keep the repository at a host of one of these kinds: %(choices)s. Or take url out: the site "
                "then has no links to its files."
            ),
            cause=N_(
                "Every page has a link with which a visitor changes its file. Where that leads differs from "
                "host to host."
            ),
            where="settings",
            wrong=N_("extra:\n  repository:\n    url: https://bitbucket.org/city/catalogue"),
            right=N_("extra:\n  repository:\n    url: https://gitlab.com/city/catalogue\n    host: gitlab"),
            typable=BY_SETTINGS,
        ),
        "currency": Code(
            message=N_("“%(value)s” is not the code of a currency."),
            hint=N_("Write the three capitals of ISO 4217, such as EUR, GBP or SEK."),
            cause=N_("All amounts of a catalogue are in one currency, which programs know by its code."),
            where="settings",
            wrong="extra:\n  currency: euro",
            right="extra:\n  currency: EUR",
            typable=BY_SETTINGS,
        ),
        "timezone": Code(
            message=N_("“%(value)s” is not the name of a time zone."),
            hint=N_("Write its name in the list of IANA, such as Europe/Amsterdam or Europe/London."),
            cause=N_("The times of festivals are by this clock, also in the calendars of visitors."),
            where="settings",
            wrong="extra:\n  timezone: London",
            right="extra:\n  timezone: Europe/London",
            typable=BY_SETTINGS,
        ),
        "contrast": Code(
            message=N_("“%(value)s” has a contrast of %(ratio)s with %(other)s: too little to read."),
            hint=N_("Choose a colour with a contrast of 4.5 at least, such as %(meant)s."),
            cause=N_(
                "Text must differ enough from what is behind it, also for who sees less or reads in the sun. "
                "The norm for accessible sites (WCAG 2.2, 1.4.3) asks for a contrast of 4.5."
            ),
            where="settings",
            wrong="extra:\n  colours:\n    primary: '#ff8800'",
            right="extra:\n  colours:\n    primary: '#7a1f3d'",
            typable=BY_SETTINGS,
        ),
        "font-name": Code(
            message=N_("“%(value)s” is not the name of a font."),
            hint=N_("Write only its name, such as Georgia: no address, file or style."),
            cause=N_("Pages use fonts that visitors have already: they ask no other host for anything."),
            where="settings",
            wrong=N_("extra:\n  fonts:\n    - https://fonts.example/city.woff2"),
            right="extra:\n  fonts:\n    - Georgia",
            typable=BY_SETTINGS,
        ),
        "logo-path": Code(
            message=N_("“%(value)s” is not the path of a picture in docs."),
            hint=N_(
                "Write its path from docs, such as assets/logo.svg. Pages ask no other host for pictures."
            ),
            cause=N_("The picture is published with the site, so it lies in the folder docs."),
            where="settings",
            wrong=N_("theme:\n  name: material\n  logo: https://city.example/logo.svg"),
            right="theme:\n  name: material\n  logo: assets/logo.svg",
            typable=BY_SETTINGS,
        ),
        "logo-missing": Code(
            message=N_("There is no picture “%(value)s” in docs."),
            hint=N_("Put the file there (SVG, PNG or WebP), or write its path, as assets/logo.svg."),
            cause=N_("The picture stands at the top of every page, or in the tab of the browser."),
            where="settings",
            wrong=N_("theme:\n  name: material\n  logo: assets/none.svg"),
            right="theme:\n  name: material\n  logo: assets/logo.svg",
            typable=BY_SETTINGS,
            severity="warning",
        ),
        "part-without": Code(
            message=N_("The settings say that this catalogue goes without “%(part)s”, so this is not shown."),
            hint=N_("Take it out, or take %(name)s out of without below extra in mkdocs.yml."),
            cause=N_(
                "A catalogue can go without money, festivals, questions and a few other parts. No page shows "
                "them then, and no form asks for them. What files say of them stays in those files."
            ),
            typable=BY_SETTINGS,
            severity="warning",
        ),
        "setting-only": Code(
            message=N_("Here the generator needs “%(wanted)s”."),
            hint=N_("Write %(wanted)s, or take the line out."),
            cause=N_(
                "A few settings of MkDocs have one value with which the generator works: addresses are "
                "folders, the editors' pages are in docs, and no font comes from another host."
            ),
            where="settings",
            wrong="use_directory_urls: false",
            right="use_directory_urls: true",
            typable=BY_SETTINGS,
        ),
        "setting-repository": Code(
            message=N_("This setting is not used."),
            hint=N_("Take it out, and write url, host and branch of the repository below extra."),
            cause=N_(
                "With repo_url the theme would ask another host for something on every first visit. The "
                "links to files come from repository below extra."
            ),
            where="settings",
            wrong=N_("repo_url: https://github.com/city/catalogue"),
            right=N_("extra:\n  repository:\n    url: https://github.com/city/catalogue"),
            typable=BY_SETTINGS,
        ),
        "setting-name-missing": Code(
            message=N_("The name “%(name)s” is missing in this list."),
            hint=N_("Add a line with it: - %(name)s"),
            cause=N_(
                "The plugin of the generator stops a build in which its hook is missing: without it, MkDocs "
                "would publish files of contributors as its own pages."
            ),
            where="settings",
            wrong="plugins:\n  - search",
            right="plugins:\n  - atelier",
            typable=BY_SETTINGS,
        ),
        "setting-inherit": Code(
            message=N_("There is no file “%(value)s” to take settings from, or it takes them from this one."),
            hint=N_("Write the name of another file with settings, from the folder of this one."),
            cause=N_("INHERIT names a file with settings that come before those of this file."),
            where="settings",
            wrong=N_("INHERIT: none.yml"),
            right=N_("site_name: Education Workshop City"),
            typable=BY_SETTINGS,
        ),
        "branch": Code(
            message=N_("“%(value)s” is not the name of a branch that can stand in an address."),
            hint=N_("Write the name as git branch shows it, in letters, digits, hyphens, dots and slashes."),
            cause=N_("Visitors improve a page by an address with the name of the branch in it."),
            where="settings",
            wrong="extra:\n  repository:\n    branch: refs/heads/main",
            right="extra:\n  repository:\n    branch: main",
            typable=BY_SETTINGS,
        ),
        "editors": Code(
            message=N_("“%(value)s” is no address at which the editors can be reached."),
            hint=N_(
                "Write one e-mail address, or the address of a page or a form with https://, such as "
                "editors@city.example or https://city.example/contact/."
            ),
            cause=N_(
                "Visitors send their question or their initiative to this address, so a click must work: one "
                "e-mail address, or a page that is sent over a secure connection."
            ),
            where="settings",
            wrong=N_("extra:\n  editors: the editors"),
            right=N_("extra:\n  editors: editors@city.example"),
            typable=BY_SETTINGS,
        ),
        "editors-missing": Code(
            message=N_("There is no address yet at which the editors can be reached."),
            hint=N_(
                "Set it before the site is published: in mkdocs.yml as editors below extra, or as the "
                "variable EDITORS (GitHub: Settings, Secrets and variables, Actions, Variables; GitLab: "
                "Settings, CI/CD, Variables). It is an e-mail address, or the address of a page or a form "
                "with https://."
            ),
            cause=N_(
                "Without it whoever has a question, sees a mistake or wants a name taken out has nobody to "
                "turn to. So atelier check --publish refuses it, and nothing is published."
            ),
            typable=BY_SETTINGS,
        ),
    },
    N_("What could be better"): {
        "recipe-missing": Code(
            message=N_("It is not said yet how another school can do this too."),
            hint=N_("Add recipe: with what it costs, how much time it takes and what to do, step by step."),
            cause=N_(
                "Teachers look for what they can do themselves. With costs, time and steps they can start "
                "tomorrow."
            ),
            where="fields",
            wrong=N_("title: Robots in the classroom"),
            right=(
                N_(
                    "recipe:\n  cost: 450\n  time: six lessons of an hour\n  steps:\n"
                    "    - Borrow a set from the library."
                )
            ),
            typable=BY_ADVICE,
            severity="warning",
        ),
        "levels-missing": Code(
            message=N_("It is not said yet for which levels of education this is."),
            hint=N_("Add levels: with one level on each line, such as po or vo."),
            cause=N_("Visitors filter by level. Without one they do not find this initiative."),
            where="fields",
            wrong=N_("title: Robots in the classroom"),
            right="levels:\n  - po\n  - vo",
            typable=BY_ADVICE,
            severity="warning",
        ),
        "term-shared": Code(
            message=N_(
                "“%(value)s” gets the same page as “%(other)s” in %(path)s: their address is the same."
            ),
            hint=N_("Is it the same? Then write it the same way. If not, write its sign as a word."),
            cause=N_(
                "An address has letters and digits only. Where only a sign differs, as in R&D and R-D, two "
                "subjects or places come to stand on one page."
            ),
            typable=BY_ADVICE,
            severity="warning",
        ),
        "several-places": Code(
            message=N_("“%(value)s” looks like several places, which have pages of their own: %(items)s."),
            hint=N_("Write each on a line of its own. Is it the name of one region? Then it may stay."),
            cause=N_(
                "Two places with “en” between them get a page together, and are not found at their own pages."
            ),
            where="fields",
            wrong=N_("places:\n  - Exampleton\n  - Riverside\n  - Riverside and Exampleton"),
            right=N_("places:\n  - Exampleton\n  - Riverside"),
            typable=BY_ADVICE,
            severity="warning",
        ),
        "confirmed-long-ago": Code(
            message=N_("The last confirmation is of %(date)s, more than a year ago."),
            hint=N_("Is it still true? Then write the date of today. Else change what is no longer so."),
            cause=N_(
                "Things change. Who confirms each year that it is still true keeps visitors from calling for "
                "nothing."
            ),
            where="fields",
            wrong="last_confirmed: 2024-09-01",
            right="last_confirmed: 2026-09-01",
            typable=BY_ADVICE,
            severity="warning",
        ),
        "consent-long-ago": Code(
            message=N_("The consent of this person is of %(date)s, more than two years ago."),
            hint=N_("Ask again whether the name may stay, and write the new date. Else take the name out."),
            cause=N_(
                "Consent is not for ever: people change jobs and change their minds. Ask again every two "
                "years."
            ),
            where="fields",
            wrong=N_(
                "contact:\n  organisation: riverside-college\n  name: Robin Example\n  consent: 2023-01-15"
            ),
            right=N_(
                "contact:\n  organisation: riverside-college\n  name: Robin Example\n  consent: 2026-01-15"
            ),
            typable=BY_ADVICE,
            severity="warning",
        ),
        "email-personal": Code(
            message=N_("“%(value)s” looks like the address of one person."),
            hint=N_("An address of the organisation stays when people leave, such as info@school.nl."),
            cause=N_(
                "An address of one person stops working when that person leaves, and gets unwanted mail. An "
                "address for a role stays."
            ),
            where="fields",
            wrong=N_("contact:\n  organisation: riverside-college\n  email: robin.example@school.example"),
            right=N_("contact:\n  organisation: riverside-college\n  email: education@school.example"),
            typable=BY_ADVICE,
            severity="warning",
        ),
    },
}
"""Every entry by its code, in the groups of the help page, in the order in which a file is checked.

A code never changes its meaning.
"""

CODES: Mapping[str, Code] = {code: entry for group in GROUPS.values() for code, entry in group.items()}
"""Every entry by its code."""
