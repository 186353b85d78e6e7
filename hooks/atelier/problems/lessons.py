"""What the help page of each kind of problem teaches: what it comes from, a wrong example and a right one.

The message and the hint on the page are those of ``atelier.problems.codes``: the words of the check.
``tests/problems/test_lessons.py`` tries every example in a real site.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from atelier.i18n.translation import N_


class Lesson(NamedTuple):
    """What one kind of problem teaches.

    Attributes:
        cause: what it comes from, to be translated.
        where: what the examples are: ``fields`` of an initiative, of another collection such as ``partners``,
            ``body``, a whole ``file``, a ``path``, or ``bytes``: fields in which escapes stand for what
            cannot be seen.
        wrong: an example that has the problem; empty where it is of a file and not of its text.
        right: the same without it.

    """

    cause: str
    where: str = ""
    wrong: str = ""
    right: str = ""


LESSONS: Mapping[str, Mapping[str, Lesson]] = {
    N_("The file"): {
        "file-kind": Lesson(
            N_(
                "The folder holds only plain files. A link can lead anywhere, also to what is no "
                "one else's business, so links are not followed."
            ),
        ),
        "folder-kind": Lesson(
            N_(
                "Initiatives and the register stand in plain folders. A link in place of such a "
                "folder is not followed."
            ),
        ),
        "file-name": Lesson(
            N_(
                "The name of a file becomes the address of its page. Spaces, capitals and accents "
                "do not work well in an address."
            ),
            "path",
            "initiatives/Robots in de Klas.md",
            "initiatives/robots-in-de-klas.md",
        ),
        "file-reserved": Lesson(
            N_(
                "The site uses some names itself, and Windows cannot make files with some others, "
                "such as con."
            ),
            "path",
            "initiatives/index.md",
            "initiatives/overzicht-van-lessen.md",
        ),
        "file-stray": Lesson(
            N_(
                "A folder of the catalogue holds Markdown files, and images that such a file names."
                " Anything else would be published by nobody and confuse everybody."
            ),
            "path",
            "initiatives/robots.docx",
            "initiatives/robots.md",
        ),
        "file-unreadable": Lesson(
            N_("The check may not open this file."),
        ),
        "encoding-utf8": Lesson(
            N_(
                "A file is saved in another encoding, mostly that of older programs on Windows. "
                "Letters with accents then become other letters."
            ),
            "bytes",
            "title: Caf\\xe9 Robot",
            "title: Caf\\xc3\\xa9 Robot",
        ),
        "encoding-utf16": Lesson(
            N_("Some programs save text as UTF-16, which the site does not read. The text itself is fine."),
        ),
        "encoding-nul": Lesson(
            N_(
                "There is a byte in the text that no text holds. It often comes from a file that "
                "was copied badly."
            ),
            "bytes",
            "title: Ro\\x00bots",
            "title: Robots",
        ),
        "encoding-bom": Lesson(
            N_(
                "Some programs put an invisible mark at the start of a file, which is fine. When "
                "texts are pasted together it ends up in the middle."
            ),
            "bytes",
            "title: Ro\\xef\\xbb\\xbfbots",
            "title: Robots",
        ),
        "control-character": Lesson(
            N_(
                "Texts that were copied from Word, a PDF or a web page can hold characters that "
                "cannot be seen. They can hide text or turn its order around."
            ),
            "bytes",
            "title: Ro\\xe2\\x80\\x8bbots",
            "title: Robots",
        ),
    },
    N_("The fields at the top"): {
        "front-matter-missing": Lesson(
            N_(
                "A file starts with its fields, between two lines of three hyphens. The story "
                "stands below them."
            ),
            "file",
            "Robots in de klas\n\nLeerlingen bouwen een robot.",
            "---\ntitle: Robots in de klas\n---\n\nLeerlingen bouwen een robot.",
        ),
        "front-matter-not-first": Lesson(
            N_("Even an empty line above the first hyphens makes that the fields are not found."),
            "file",
            "\n---\ntitle: Robots in de klas\n---",
            "---\ntitle: Robots in de klas\n---",
        ),
        "front-matter-dashes": Lesson(
            N_("Exactly three hyphens open the fields. Word processors like to make one long dash of them."),
            "file",
            "—\ntitle: Robots in de klas\n---",
            "---\ntitle: Robots in de klas\n---",
        ),
        "front-matter-unclosed": Lesson(
            N_("Without a second line of three hyphens the whole story counts as a field."),
            "file",
            "---\ntitle: Robots in de klas\n\nLeerlingen bouwen een robot.",
            "---\ntitle: Robots in de klas\n---\n\nLeerlingen bouwen een robot.",
        ),
        "front-matter-dots": Lesson(
            N_(
                "Some programs accept three dots at the end of the fields, others do not. So here "
                "it is always hyphens."
            ),
            "file",
            "---\ntitle: Robots in de klas\n...\n\nLeerlingen bouwen een robot.",
            "---\ntitle: Robots in de klas\n---\n\nLeerlingen bouwen een robot.",
        ),
        "front-matter-too-big": Lesson(
            N_("The fields hold facts, in short. A long story belongs below them."),
        ),
        "front-matter-deep": Lesson(
            N_("Lists within lists within lists: mostly there are brackets or spaces too many."),
            "fields",
            "levels: [[[[[[[po]]]]]]]",
            "levels: [po]",
        ),
        "front-matter-not-fields": Lesson(
            N_("Between the hyphens stand fields: a name, a colon, a space and a value."),
            "file",
            "---\n- Robots in de klas\n---",
            "---\ntitle: Robots in de klas\n---",
        ),
        "yaml-colon": Lesson(
            N_(
                "A colon with a space behind it stands between the name of a field and its value. "
                "In a text it only works between quotes."
            ),
            "fields",
            "title: Robots: zelf bouwen",
            "title: 'Robots: zelf bouwen'",
        ),
        "yaml-quote": Lesson(
            N_(
                "A text that starts with a quote must end with the same quote. Curly quotes from "
                "Word do not count, and neither does an apostrophe such as in 't Hart."
            ),
            "fields",
            'title: "Robots" in de klas',
            "title: '\"Robots\" in de klas'",
        ),
        "yaml-escape": Lesson(
            N_(
                'Between double quotes a backslash starts a code, as in "\\n" for a new line. '
                "Between single quotes it is just a backslash."
            ),
            "fields",
            'title: "Map C:\\Users"',
            "title: 'Map C:\\Users'",
        ),
        "yaml-field": Lesson(
            N_(
                "Behind the name of a field comes a colon and then a space. Without that space it "
                "is not seen as a field."
            ),
            "fields",
            "title:Robots in de klas",
            "title: Robots in de klas",
        ),
        "yaml-item": Lesson(
            N_(
                "Each item of a list starts with a hyphen and a space, all at the same distance "
                "from the edge."
            ),
            "fields",
            "levels:\n  - po\n  -vo",
            "levels:\n  - po\n  - vo",
        ),
        "yaml-bracket": Lesson(
            N_("A list may also stand on one line, between square brackets. Then both must be there."),
            "fields",
            "levels: [po, vo",
            "levels: [po, vo]",
        ),
        "yaml-indent": Lesson(
            N_(
                "Spaces at the start of a line say what belongs together. One space too many and a "
                "line belongs to something else."
            ),
            "fields",
            "title: Robots in de klas\n  status: active",
            "title: Robots in de klas\nstatus: active",
        ),
        "yaml-character": Lesson(
            N_("Characters such as @, %, > and [ have a meaning of their own at the start of a text."),
            "fields",
            "title: @school",
            "title: '@school'",
        ),
        "yaml-syntax": Lesson(
            N_(
                "Something in these lines does not fit the form of fields. Compare them with the "
                "lines around them."
            ),
            "fields",
            '"title: [{',
            "title: Robots in de klas",
        ),
        "yaml-anchor": Lesson(
            N_(
                "The signs & and * at the start of a value refer to another place in the file. That"
                " is not used here, and a text with them would get lost."
            ),
            "fields",
            "title: &Nieuw",
            "title: '&Nieuw'",
        ),
        "yaml-tag": Lesson(
            N_(
                "An exclamation mark at the start of a value changes what kind of value it is. That"
                " is not used here."
            ),
            "fields",
            "title: !nieuw Robots",
            "title: '!nieuw Robots'",
        ),
        "yaml-merge": Lesson(
            N_("The sign << copies fields from another place. Here every file says everything itself."),
            "fields",
            "<<: robots",
            "title: Robots in de klas",
        ),
        "indent-character": Lesson(
            N_(
                "A tab looks like spaces, but how wide it is differs from one computer to the next."
                " A fixed space from Word looks like a plain one and is not."
            ),
            "bytes",
            "levels:\\n\\t- po",
            "levels:\\n  - po",
        ),
        "comment-after-value": Lesson(
            N_(
                "A # with a space before it starts a remark that nobody sees. The text behind it "
                "would not come on the page."
            ),
            "fields",
            "title: Robots #1 in de klas",
            "title: 'Robots #1 in de klas'",
        ),
        "duplicate-key": Lesson(
            N_("Of a field that stands there twice only one can count, and it is not clear which."),
            "fields",
            "status: active\nstatus: pilot",
            "status: active",
        ),
        "key-not-text": Lesson(
            N_("The name of a field is a word. A list or a group cannot be a name."),
            "fields",
            "[title]: Robots",
            "title: Robots",
        ),
    },
    N_("What stands in a field"): {
        "unknown-key": Lesson(
            N_(
                "Only the fields of the list exist. Often it is a typing error, or a field that "
                "stands one level too far to the left."
            ),
            "fields",
            "tgas:\n  - robots",
            "tags:\n  - robots",
        ),
        "missing": Lesson(
            N_("A few fields are needed, since without them a page says too little."),
            "fields",
            "contact:\n  email: info@school.example",
            "contact:\n  organisation: alfa-college\n  email: info@school.example",
        ),
        "expected-text": Lesson(
            N_(
                "There is a list or a group of fields where one text belongs. Brackets at the start"
                " of a text also make a list."
            ),
            "fields",
            "title: [Robots, in de klas]",
            "title: Robots in de klas",
        ),
        "expected-list": Lesson(
            N_("There is one text where a list belongs, also if the list has only one item."),
            "fields",
            "tags: robots",
            "tags:\n  - robots",
        ),
        "expected-fields": Lesson(
            N_("There is one text where a group of fields belongs, each on its own line."),
            "fields",
            "contact: alfa-college",
            "contact:\n  organisation: alfa-college",
        ),
        "empty-text": Lesson(
            N_("There are quotes with nothing between them."),
            "fields",
            "title: ''",
            "title: Robots in de klas",
        ),
        "empty-list": Lesson(
            N_("There are brackets with nothing between them, in a list that needs at least one item."),
            "fields",
            "partners: []",
            "partners:\n  - alfa-college",
        ),
        "too-long": Lesson(
            N_("Names and summaries stand on cards and in search results, where there is little room."),
            "fields",
            "title: Robots in de klas, een project waarin leerlingen van groep 7 en 8 van "
            "alle basisscholen in de stad zes weken lang samen met studenten en bedrijven "
            "robots bouwen en daarna laten zien",
            "title: Robots in de klas",
        ),
        "not-a-choice": Lesson(
            N_(
                "This field has a fixed list of words, so that visitors can filter. A Dutch word is"
                " mostly recognised, but the fixed word must stand there."
            ),
            "fields",
            "status: actief",
            "status: active",
        ),
        "duplicate-item": Lesson(
            N_("The same item stands in a list twice. Capitals and accents make no difference."),
            "fields",
            "tags:\n  - robots\n  - Robots",
            "tags:\n  - robots",
        ),
        "slug-empty": Lesson(
            N_("A subject or a place gets a page of its own, and its address is made of letters and digits."),
            "fields",
            "tags:\n  - '???'",
            "tags:\n  - vragen stellen",
        ),
        "slug": Lesson(
            N_("In this field stands the old name of the file, as it was in the address of the page."),
            "fields",
            "former_slugs:\n  - Robots 2024",
            "former_slugs:\n  - robots-2024",
        ),
        "amount": Lesson(
            N_(
                "A dot between thousands and a comma before cents mean something else to a "
                "computer: 65.000 would be sixty-five. So an amount has digits only."
            ),
            "fields",
            "recipe:\n  cost: € 1.250,-",
            "recipe:\n  cost: 1250",
        ),
        "year": Lesson(
            N_("A year has four digits."),
            "fields",
            "funding:\n  - year: '26\n    source: alfa-college",
            "funding:\n  - year: 2026\n    source: alfa-college",
        ),
        "year-range": Lesson(
            N_("A year before 1900 or after 2100 is nearly always a typing error."),
            "fields",
            "funding:\n  - year: 2206\n    source: alfa-college",
            "funding:\n  - year: 2026\n    source: alfa-college",
        ),
        "number": Lesson(
            N_("A number is written in digits, without words such as pupils or years."),
            "fields",
            "recipe:\n  group_size: 30 leerlingen",
            "recipe:\n  group_size: 30",
        ),
        "boolean": Lesson(
            N_("This field says yes or no, in the words true and false."),
            "pillars",
            "flexible: misschien",
            "flexible: true",
        ),
        "date": Lesson(
            N_("A date is written as year, month and day, so that 3 April and 4 March cannot be confused."),
            "fields",
            "last_confirmed: 1 maart 2026",
            "last_confirmed: 2026-03-01",
        ),
        "date-impossible": Lesson(
            N_("The month or the day does not exist, such as 31 February."),
            "fields",
            "last_confirmed: 2026-02-31",
            "last_confirmed: 2026-02-28",
        ),
        "time": Lesson(
            N_("A time is written in hours and minutes, so that a program can put the parts in order."),
            "festivals",
            "date: 2027-03-17\nprogramme:\n  - start: kwart over een\n    end: 14:00\n    title: Opening",
            "date: 2027-03-17\nprogramme:\n  - start: 13:15\n    end: 14:00\n    title: Opening",
        ),
        "period-reversed": Lesson(
            N_("The end comes before the start. Mostly the two were swapped."),
            "fields",
            "period:\n  start: 2026\n  end: 2025",
            "period:\n  start: 2025\n  end: 2026",
        ),
        "ages-reversed": Lesson(
            N_("The highest age is lower than the lowest. Mostly the two were swapped."),
            "fields",
            "ages:\n  from: 12\n  to: 10",
            "ages:\n  from: 10\n  to: 12",
        ),
        "url": Lesson(
            N_(
                "A link is a whole address. Addresses that start with something else than http can "
                "do harm, so they are refused."
            ),
            "fields",
            "links:\n  - title: Handleiding\n    url: school.example/robots",
            "links:\n  - title: Handleiding\n    url: https://school.example/robots",
        ),
        "email": Lesson(
            N_("In this field stands one e-mail address. Names and a second address belong elsewhere."),
            "fields",
            "contact:\n  organisation: alfa-college\n  email: info (at) school.example",
            "contact:\n  organisation: alfa-college\n  email: info@school.example",
        ),
        "phone": Lesson(
            N_("A telephone number has digits, and may have spaces, hyphens, brackets and a plus."),
            "fields",
            "contact:\n  organisation: alfa-college\n  phone: vraag de balie",
            "contact:\n  organisation: alfa-college\n  phone: 050 123 45 67",
        ),
        "colour": Lesson(
            N_(
                "A colour is written in the code of web pages. It stands between quotes, since # "
                "starts a remark otherwise."
            ),
            "pillars",
            "colour: blauw",
            "colour: '#1b5fa8'",
        ),
        "identifier": Lesson(
            N_(
                "Numbers in public registers have a fixed form. Only a number that can be right is linked to."
            ),
            "partners",
            "identifiers:\n  kvk: onbekend",
            "identifiers:\n  kvk: '12345678'",
        ),
        "consent-missing": Lesson(
            N_(
                "The name of a person comes on the page only if that person agreed, and the date "
                "shows that this was asked."
            ),
            "fields",
            "contact:\n  organisation: alfa-college\n  name: Robin Voorbeeld",
            "contact:\n  organisation: alfa-college\n  name: Robin Voorbeeld\n  consent: 2026-03-01",
        ),
        "stopped-because": Lesson(
            N_("There is a reason for stopping, but the status says that it goes on."),
            "fields",
            "status: active\nstopped_because: Er was geen geld meer.",
            "status: stopped\nstopped_because: Er was geen geld meer.",
        ),
        "image-name": Lesson(
            N_(
                "A picture stands in the same folder as the file, and only its name is written. "
                "JPEG, PNG and WebP can be shown everywhere."
            ),
            "fields",
            "image:\n  file: fotos/Robots.GIF\n  alt: Een robot op tafel",
            "image:\n  file: robots.png\n  alt: Een robot op tafel",
        ),
        "image-missing": Lesson(
            N_(
                "The file names a picture that is not in the folder. Mostly the name differs in one"
                " letter, or the picture was not uploaded."
            ),
            "fields",
            "image:\n  file: robot.png\n  alt: Een robot op tafel",
            "image:\n  file: robots.png\n  alt: Een robot op tafel",
        ),
        "image-content": Lesson(
            N_(
                "The name says that it is a picture, but what is in the file is something else, "
                "such as a picture of an iPhone (HEIC) or a web page."
            ),
        ),
        "image-too-big": Lesson(
            N_("A picture straight from a camera is far larger than a page can show."),
        ),
        "image-pixels": Lesson(
            N_("A picture with very many pixels takes a lot of memory to make smaller."),
        ),
        "image-broken": Lesson(
            N_("A part of the picture is missing or damaged, mostly since an upload was cut off."),
        ),
        "image-kind": Lesson(
            N_("The end of the name says which kind of picture it is, and in the file is another kind."),
        ),
        "image-place": Lesson(
            N_("A telephone writes in a picture where it was taken. That can be someone's home."),
        ),
    },
    N_("The text below the fields"): {
        "body-too-big": Lesson(
            N_("A page that is too long is read by nobody, and takes long to load on a phone."),
        ),
        "body-deep": Lesson(
            N_("Each > and each step to the right is a level. So many levels can only be a mistake."),
            "body",
            "> > > > > > > > > > > > > > > > > > > > > Robots",
            "> Robots",
        ),
        "body-output-too-big": Lesson(
            N_("A large table can grow a lot when it becomes a page."),
        ),
        "body-html": Lesson(
            N_(
                "A text is written in Markdown. Of HTML only what is safe stays, so it can look "
                "different from what was meant."
            ),
            "body",
            '<font color="red">Let op</font>',
            "**Let op**",
        ),
        "body-html-too-much": Lesson(
            N_("So much HTML mostly comes from a page that was pasted from Word or a website."),
        ),
        "body-link-dropped": Lesson(
            N_(
                "A link leads to a web address or to another file of the catalogue. Anything else "
                "does not work for visitors."
            ),
            "body",
            "[Handleiding](file:///C:/robots.docx)",
            "[Handleiding](https://school.example/robots)",
        ),
        "body-link-empty": Lesson(
            N_("There is a link, but no address between the round brackets."),
            "body",
            "[Handleiding]()",
            "[Handleiding](https://school.example/robots)",
        ),
        "body-link-missing": Lesson(
            N_("The link leads to a file that is not in the catalogue. Its name may have changed."),
            "body",
            "Zie ook [robots](robot-in-de-klas.md).",
            "Zie ook [robots](robots-in-de-klas.md).",
        ),
        "body-image": Lesson(
            N_(
                "A picture from another site can disappear, and tells that site who reads the page."
                " So pictures stand beside the file."
            ),
            "body",
            "![Een robot](https://elders.example/robot.png)",
            "![Een robot](robots.png)",
        ),
        "body-image-alt": Lesson(
            N_(
                "Who is blind hears what stands between the square brackets. Without it the picture"
                " says nothing."
            ),
            "body",
            "![](robots.png)",
            "![Drie leerlingen met een robot](robots.png)",
        ),
    },
    N_("The whole catalogue"): {
        "reference-unknown": Lesson(
            N_(
                "A partner, fund or pillar has a file of its own in the register. What is not there"
                " cannot be linked to."
            ),
            "fields",
            "partners:\n  - Alpha College Noord",
            "partners:\n  - Alfa-college",
        ),
        "reference-self": Lesson(
            N_("An initiative is said to be a copy of itself."),
            "fields",
            "adapted_from:\n  - voorbeeld",
            "adapted_from:\n  - robots-in-de-klas",
        ),
        "reference-circle": Lesson(
            N_("An example comes before its copy. So examples cannot lead back to where they began."),
        ),
        "name-taken": Lesson(
            N_("Who writes a name must get one organisation. So a name or alias stands in one file only."),
            "partners",
            "aliases:\n  - Alfacollege",
            "aliases:\n  - Voorbeeldschool",
        ),
        "former-slug-taken": Lesson(
            N_("An old address can lead to one page only."),
            "fields",
            "former_slugs:\n  - oud-plan",
            "former_slugs:\n  - heel-oud-plan",
        ),
        "address-lost": Lesson(
            N_(
                "The address of a page follows from the name of its file. It is on posters and in "
                "other people's pages, so the old address stays when the file gets another name."
            ),
        ),
        "initiative-gone": Lesson(
            N_(
                "An initiative that is over is still an example, and others link to it. So it is not "
                "deleted: it says that it stopped, and why."
            ),
        ),
        "record-gone": Lesson(
            N_(
                "Others link to the page of an organisation, a pillar, a fund, a festival or a question. "
                "So its address keeps working: the file stays, or another one takes its address over."
            ),
        ),
        "short-address-taken": Lesson(
            N_(
                "Each initiative has a short address of five characters, for print. It follows from the name "
                "of the file, and very rarely two names give the same."
            ),
        ),
        "url-taken": Lesson(
            N_("Two pages would get the same address, and one of them would be lost."),
        ),
        "festival-days": Lesson(
            N_(
                "A festival is on one day, or from a first day to a last. Without a day it can "
                "have no programme: "
                "calendars could do nothing with it."
            ),
            "festivals",
            "start: 2027-03-17",
            "start: 2027-03-17\nend: 2027-03-18",
        ),
        "slot-empty": Lesson(
            N_("A part of the programme has a title, or an initiative of which it takes the name."),
            "festivals",
            "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: Aula",
            "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: "
            "Aula\n    initiative: robots-in-de-klas",
        ),
        "slot-day": Lesson(
            N_("Where a festival has several days, a time alone can be on each of them."),
            "festivals",
            "start: 2027-03-17\nend: 2027-03-18\nprogramme:\n  - start: 13:00\n    end: "
            "14:00\n    title: Opening",
            "start: 2027-03-17\nend: 2027-03-18\nprogramme:\n  - start: 2027-03-17 13:00\n    end: 14:00\n"
            "    title: Opening",
        ),
        "slot-outside": Lesson(
            N_("A part of the programme is on a day of the festival."),
            "festivals",
            "date: 2027-03-17\nprogramme:\n  - start: 2027-04-17 13:00\n    end: 14:00\n    title: Opening",
            "date: 2027-03-17\nprogramme:\n  - start: 2027-03-17 13:00\n    end: 14:00\n    title: Opening",
        ),
        "slot-reversed": Lesson(
            N_("A part ends after it starts. Mostly the two were swapped, or one has a wrong hour."),
            "festivals",
            "date: 2027-03-17\nprogramme:\n  - start: 14:00\n    end: 13:00\n    title: Opening",
            "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    title: Opening",
        ),
        "slot-overlap": Lesson(
            N_("In one room there can be one thing at a time. What follows at once is well."),
            "festivals",
            "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: "
            "Aula\n    title: Opening\n  - start: 13:30\n"
            "    end: 14:30\n    room: Aula\n    title: Gesprek",
            "date: 2027-03-17\nprogramme:\n  - start: 13:00\n    end: 14:00\n    room: "
            "Aula\n    title: Opening\n  - start: 14:00\n"
            "    end: 15:00\n    room: Aula\n    title: Gesprek",
        ),
        "answer-empty": Lesson(
            N_(
                "An answer is an initiative of the catalogue, or a page elsewhere: then it needs "
                "a name and an "
                "address."
            ),
            "questions",
            "answered_by:\n  - title: Zo doen wij het",
            "answered_by:\n  - title: Zo doen wij het\n    url: https://school.example/zo",
        ),
        "fund-year": Lesson(
            N_("A fund says for which years there is money. This initiative is paid in another year."),
            "fields",
            "funding:\n  - year: 2035\n    source: proefpot",
            "funding:\n  - year: 2026\n    source: proefpot",
        ),
        "fund-year-twice": Lesson(
            N_("A year stands in the books of a fund once, with everything that belongs to it."),
            "funds",
            "years:\n  - year: 2026\n  - year: 2026",
            "years:\n  - year: 2026\n  - year: 2027",
        ),
        "books-committed": Lesson(
            N_(
                "The total that was promised must be the sum of its rows: reservations, and what "
                "initiatives get."
            ),
            "funds",
            "years:\n"
            "  - year: 2026\n"
            "    committed: 30000\n"
            "    reservations:\n"
            "      - title: Robots\n"
            "        amount: 20000",
            "years:\n"
            "  - year: 2026\n"
            "    committed: 20000\n"
            "    reservations:\n"
            "      - title: Robots\n"
            "        amount: 20000",
        ),
        "books-available": Lesson(
            N_("What came in must be what was spent, promised and is left."),
            "funds",
            "years:\n"
            "  - year: 2026\n"
            "    budget: 50000\n"
            "    committed: 20000\n"
            "    remaining: 40000\n"
            "    reservations:\n"
            "      - title: Robots\n"
            "        amount: 20000",
            "years:\n"
            "  - year: 2026\n"
            "    budget: 50000\n"
            "    committed: 20000\n"
            "    remaining: 30000\n"
            "    reservations:\n"
            "      - title: Robots\n"
            "        amount: 20000",
        ),
        "books-exceeded": Lesson(
            N_("More money is promised than the fund has in that year."),
            "funds",
            "years:\n"
            "  - year: 2026\n"
            "    budget: 10000\n"
            "    reservations:\n"
            "      - title: Robots\n"
            "        amount: 20000",
            "years:\n"
            "  - year: 2026\n"
            "    budget: 20000\n"
            "    reservations:\n"
            "      - title: Robots\n"
            "        amount: 20000",
        ),
    },
    N_("What could be better"): {
        "recipe-missing": Lesson(
            N_(
                "Teachers look for what they can do themselves. With costs, time and steps they can"
                " start tomorrow."
            ),
            "fields",
            "title: Robots in de klas",
            "recipe:\n"
            "  cost: 450\n"
            "  time: zes lessen van een uur\n"
            "  steps:\n"
            "    - Leen een set bij de bibliotheek.",
        ),
        "levels-missing": Lesson(
            N_("Visitors filter by level. Without one they do not find this initiative."),
            "fields",
            "title: Robots in de klas",
            "levels:\n  - po\n  - vo",
        ),
        "confirmed-long-ago": Lesson(
            N_(
                "Things change. Who confirms each year that it is still true keeps visitors from "
                "calling for nothing."
            ),
            "fields",
            "last_confirmed: 2024-09-01",
            "last_confirmed: 2026-09-01",
        ),
        "consent-long-ago": Lesson(
            N_(
                "Consent is not for ever: people change jobs and change their minds. Ask again "
                "every two years."
            ),
            "fields",
            "contact:\n  organisation: alfa-college\n  name: Robin Voorbeeld\n  consent: 2023-01-15",
            "contact:\n  organisation: alfa-college\n  name: Robin Voorbeeld\n  consent: 2026-01-15",
        ),
        "email-personal": Lesson(
            N_(
                "An address of one person stops working when that person leaves, and gets unwanted "
                "mail. An address for a role stays."
            ),
            "fields",
            "contact:\n  organisation: alfa-college\n  email: robin.voorbeeld@school.example",
            "contact:\n  organisation: alfa-college\n  email: onderwijs@school.example",
        ),
    },
}
"""By code, in groups whose names are to be translated."""

OF: Mapping[str, Lesson] = {code: lesson for group in LESSONS.values() for code, lesson in group.items()}
"""The lesson of each code."""
