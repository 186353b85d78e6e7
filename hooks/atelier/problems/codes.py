"""Every kind of problem that a file can have: a stable code, its texts and how grave it is.

The texts are marked for translation here and translated only when they are shown. To add a rule is to
add a code, a check at the step that can know it, and a folder in ``tests/cases/broken/`` of its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from atelier.i18n.translation import N_

Severity = Literal["error", "warning"]


class Code(NamedTuple):
    """The texts of one kind of problem, with ``%(name)s`` where a value of the problem goes."""

    message: str
    hint: str
    severity: Severity = "error"


CODES: Mapping[str, Code] = {
    # The file
    "file-kind": Code(
        N_("This is not a regular file but a %(kind)s."),
        N_("Put a normal file here, or take this away."),
    ),
    "folder-kind": Code(
        N_("This must be a folder, but it is a %(kind)s."),
        N_("Make a normal folder here."),
    ),
    "file-name": Code(
        N_("This file name cannot become an address."),
        N_("Use small letters, digits and single hyphens, at most 80, and end in .md."),
    ),
    "file-reserved": Code(
        N_("The name “%(name)s” is taken by the site or by Windows."),
        N_("Choose another name for this file."),
    ),
    "file-stray": Code(
        N_("This file does not belong here."),
        N_("Only .md files stand here, and images that one of them names. Move this file, or name it."),
    ),
    "file-unreadable": Code(
        N_("This file cannot be opened."),
        N_("Make the file readable for everyone."),
    ),
    "encoding-utf8": Code(
        N_("A character in this line cannot be read (byte %(byte)s, 0x%(value)s): the file is not saved as "
           "UTF-8."),
        N_("Open the file in your editor and save as UTF-8."),
    ),
    "encoding-utf16": Code(
        N_("This file is saved as UTF-16."),
        N_("Open the file in your editor and save as UTF-8."),
    ),
    "encoding-nul": Code(
        N_("There is a NUL byte in this line; this is not clean text."),
        N_("Take the byte out, or type the line again, and save as UTF-8."),
    ),
    "encoding-bom": Code(
        N_("There is an encoding mark (BOM) in the middle of the text."),
        N_("Take the invisible mark out: type the line again, and save as UTF-8."),
    ),
    "control-character": Code(
        N_("There is a character here that belongs in no text: %(name)s."),
        N_("Take it out: type the word again, or use a plain space."),
    ),
    # The front matter
    "front-matter-missing": Code(
        N_("This file does not start with front matter."),
        N_("Let the first line be three hyphens (---), then the fields, then a line with --- again."),
    ),
    "front-matter-not-first": Code(
        N_("There is something before the first line with ---."),
        N_("Let the file start with --- on the very first line, without spaces or empty lines before it."),
    ),
    "front-matter-dashes": Code(
        N_("The first line has another number of hyphens than three."),
        N_("Write exactly three hyphens: ---"),
    ),
    "front-matter-unclosed": Code(
        N_("The front matter is opened but never closed."),
        N_("Write a line with three hyphens (---) after the last field."),
    ),
    "front-matter-dots": Code(
        N_("A line with three dots does not close front matter."),
        N_("Write three hyphens instead: ---"),
    ),
    "front-matter-too-big": Code(
        N_("The front matter is %(size)s bytes; at most %(limit)s are allowed."),
        N_("Move long texts to below the second ---."),
    ),
    "front-matter-deep": Code(
        N_("Lists and fields are nested more than %(limit)s deep here."),
        N_("Take out some levels; no field needs so many."),
    ),
    "front-matter-not-fields": Code(
        N_("Front matter is a list of fields; this is something else."),
        N_("Write each field as a name, a colon and a value, such as title: Robots in de klas."),
    ),
    "yaml-colon": Code(
        N_("There is a colon in this text, and a colon starts a new field."),
        N_("Put the text between quotes."),
    ),
    "yaml-quote": Code(
        N_("This text opens with a quote that is not closed well."),
        N_("Close the quote at the end of the text, and write a single quote inside as ''."),
    ),
    "yaml-escape": Code(
        N_("A backslash (\\) between double quotes has a meaning of its own."),
        N_("Put the text between single quotes, or between none."),
    ),
    "yaml-field": Code(
        N_("This line is no field: a field is a name, a colon, a space and a value."),
        N_("Write it like title: Robots in de klas. Does the line belong to the text above it? "
           "Then indent it by two spaces."),
    ),
    "yaml-item": Code(
        N_("This line is no item of the list that it stands in."),
        N_("Start each item with a hyphen and a space."),
    ),
    "yaml-bracket": Code(
        N_("This list opens with a bracket that is not closed."),
        N_("Close it with ], or write each item on its own line, starting with a hyphen."),
    ),
    "yaml-indent": Code(
        N_("This line stands further to the left or right than the lines with which it belongs."),
        N_("Let lines that belong together start at the same place, with plain spaces before them."),
    ),
    "yaml-character": Code(
        N_("A text cannot start with this character."),
        N_("Put the text between quotes."),
    ),
    "yaml-syntax": Code(
        N_("The front matter cannot be read from here on."),
        N_("Look at this line and the one before: the indent, the colon and the quotes."),
    ),
    "yaml-anchor": Code(
        N_("The value of this field starts with & or *, which YAML reads as a sign of its own."),
        N_("Put the text between quotes."),
    ),
    "yaml-tag": Code(
        N_("The value of this field starts with !, which YAML reads as a sign of its own."),
        N_("Put the text between quotes."),
    ),
    "yaml-merge": Code(
        N_("Fields cannot be merged with <<."),
        N_("Write the fields out."),
    ),
    "indent-character": Code(
        N_("This line is indented with a %(character)s."),
        N_("Indent with normal spaces, two for each level."),
    ),
    "comment-after-value": Code(
        N_("There is a # in this line: the text behind it would get lost."),
        N_("Put the text between quotes, or move the remark to a line of its own that starts with #."),
    ),
    "duplicate-key": Code(
        N_("The field “%(key)s” stands here a second time (first on line %(first)s)."),
        N_("Keep one of the two."),
    ),
    "key-not-text": Code(
        N_("The name of a field must be a single word."),
        N_("Write the field's name, a colon, and its value behind it."),
    ),
    # The fields
    "unknown-key": Code(
        N_("There is no field “%(key)s”."),
        N_("Take the field out, or mend its name."),
    ),
    "missing": Code(
        N_("The field “%(key)s” is missing."),
        N_("Add it: this field is needed here."),
    ),
    "expected-text": Code(
        N_("A text is expected here, not a list or a group of fields."),
        N_("Write one text, between quotes if it starts with [ or {."),
    ),
    "expected-list": Code(
        N_("A list is expected here."),
        N_("Write each item on its own line, starting with a hyphen: - item"),
    ),
    "expected-fields": Code(
        N_("A group of fields is expected here."),
        N_("Write the fields on the lines below, indented by two spaces."),
    ),
    "empty-text": Code(N_("This text is empty."), N_("Write a text, or take the field out.")),
    "empty-list": Code(N_("This list is empty."), N_("Name at least one.")),
    "too-long": Code(
        N_("This text has %(length)s characters; at most %(limit)s are allowed."),
        N_("Make it shorter; the long story goes below the second ---."),
    ),
    "not-a-choice": Code(
        N_("“%(value)s” is not one of the choices."),
        N_("Choose from: %(choices)s."),
    ),
    "duplicate-item": Code(N_("“%(value)s” stands in this list twice."), N_("Keep one of the two.")),
    "slug-empty": Code(
        N_("“%(value)s” holds no letter or digit, or too many, to make an address of."),
        N_("Use a word of letters or digits, at most 80."),
    ),
    "slug": Code(
        N_("“%(value)s” cannot have been the address of a page."),
        N_("Write the old file name without .md: small letters, digits and single hyphens."),
    ),
    "amount": Code(
        N_("“%(value)s” is not an amount that can be read."),
        N_("Write euros in digits, without a dot between thousands, and cents as a dot and two digits, such "
           "as 12500 or 1234.50."),
    ),
    "year": Code(N_("“%(value)s” is not a year."), N_("Write four digits, such as 2026.")),
    "year-range": Code(
        N_("The year %(value)s cannot be right."), N_("Write a year between 1900 and 2100.")
    ),
    "number": Code(
        N_("“%(value)s” is not a whole number from %(low)s to %(high)s."), N_("Write digits only.")
    ),
    "boolean": Code(N_("“%(value)s” is not true or false."), N_("Write true or false.")),
    "date": Code(
        N_("“%(value)s” is not a date that can be read."),
        N_("Write year, month and day, such as 2026-03-01."),
    ),
    "date-impossible": Code(N_("The date %(value)s does not exist."), N_("Look at the month and the day.")),
    "time": Code(
        N_("“%(value)s” is not a time that can be read."),
        N_("Write hours and minutes, such as 13:30; with a day, 2027-03-17 13:30."),
    ),
    "period-reversed": Code(
        N_("This ends (%(end)s) before it starts (%(start)s)."), N_("Swap the two, or mend one of them.")
    ),
    "ages-reversed": Code(
        N_("The age “to” (%(end)s) is lower than “from” (%(start)s)."), N_("Swap the two.")
    ),
    "url": Code(
        N_("“%(value)s” is not a web address that is allowed."),
        N_("Copy the address from your browser: it starts with https:// and has no spaces, quotes or @."),
    ),
    "email": Code(
        N_("“%(value)s” is not one e-mail address."),
        N_("Write one address and nothing else, such as info@school.nl."),
    ),
    "phone": Code(
        N_("“%(value)s” is not a telephone number."), N_("Write digits, such as 050 123 45 67.")
    ),
    "colour": Code(
        N_("“%(value)s” is not a colour."),
        N_("Write a hash and six digits or letters from a to f, between quotes, such as '#1b5fa8'."),
    ),
    "identifier": Code(N_("“%(value)s” is not a valid %(kind)s number."), N_("It looks like %(example)s.")),
    "consent-missing": Code(
        N_("A person's name needs the date on which that person agreed."),
        N_("Add consent: with that date, or leave the name out."),
    ),
    "stopped-because": Code(
        N_("A reason for stopping belongs to status “stopped”, and the status here is “%(status)s”."),
        N_("Set status: stopped, or take the reason out."),
    ),
    "image-name": Code(
        N_("“%(value)s” is not the name of a PNG, JPEG or WebP image beside this file."),
        N_("Put the image in the same folder and write its name in small letters, such as robots.jpg."),
    ),
    "image-missing": Code(
        N_("The image “%(value)s” does not stand beside this file."),
        N_("Put the image in the same folder, or mend the name."),
    ),
    "image-content": Code(
        N_("“%(value)s” is no PNG, JPEG or WebP image, but %(kind)s."),
        N_("Open the picture on your computer or phone, and save or export it as JPEG or PNG."),
    ),
    "image-too-big": Code(
        N_("The image “%(value)s” is larger than %(limit)s MB."),
        N_("Make the picture smaller: 1,500 pixels wide is enough for the site."),
    ),
    "image-pixels": Code(
        N_("The image “%(value)s” is %(width)s by %(height)s pixels; at most %(limit)s million together "
           "and %(side)s on one side are allowed."),
        N_("Make the picture smaller: 1,500 pixels wide is enough for the site."),
    ),
    "image-broken": Code(
        N_("The image “%(value)s” is damaged: it cannot be shown."),
        N_("Upload the picture again. If it stays so, open it, save it as JPEG or PNG, and upload that."),
    ),
    "image-kind": Code(
        N_("“%(value)s” is a %(kind)s image, and its name says otherwise."),
        N_("The site shows it well. Other programs may not: better call it %(meant)s."),
        "warning",
    ),
    "image-place": Code(
        N_("“%(value)s” holds the place where the picture was taken."),
        N_("The site takes it out, but everyone can open the file itself. Take the place out, for instance "
           "by saving a screenshot of the picture, and upload that."),
        "warning",
    ),
    # The body
    "body-too-big": Code(
        N_("The text is %(size)s bytes; at most %(limit)s are allowed."),
        N_("Make the text shorter, or link to the full story."),
    ),
    "body-deep": Code(
        N_("Quotes or lists are nested more than %(limit)s deep here."),
        N_("Take out some levels."),
    ),
    "body-output-too-big": Code(
        N_("This text becomes more than %(limit)s bytes on the page."),
        N_("Make tables smaller, or leave out what repeats."),
    ),
    "body-html": Code(
        N_("There is HTML in this text; what is not safe is taken out."),
        N_("Write Markdown instead: **bold**, *italic*, [text](https://…)."),
        "warning",
    ),
    "body-html-too-much": Code(
        N_("There are more than %(limit)s HTML tags in this text."),
        N_("Write Markdown instead of HTML."),
    ),
    "body-link-dropped": Code(
        N_("The link to “%(value)s” does not work on the site and is taken out."),
        N_("Link to a full address that starts with https://, or to another initiative's file."),
        "warning",
    ),
    "body-link-empty": Code(
        N_("A link in this text leads nowhere, or to where no link may lead, and is taken out."),
        N_("Link to a full address that starts with https://, or to another initiative's file."),
        "warning",
    ),
    "body-link-missing": Code(
        N_("The link leads to “%(value)s”, which does not exist."),
        N_("Link to a file that exists."),
    ),
    "body-image": Code(
        N_("The image “%(value)s” does not come from beside this file."),
        N_("Put the image in the same folder and write only its name."),
    ),
    "body-image-alt": Code(
        N_("Who cannot see the image “%(value)s” is not told what it shows."),
        N_("Write what is to be seen between the square brackets: ![Two pupils with a robot](%(value)s)."),
        "warning",
    ),
    # The catalogue
    "reference-unknown": Code(
        N_("“%(value)s” does not stand in %(folder)s."),
        N_("Mend the name, or add it to %(folder)s first."),
    ),
    "reference-self": Code(
        N_("An initiative cannot be adapted from itself."), N_("Take this line out, or name another.")
    ),
    "reference-circle": Code(
        N_("These initiatives are each other's example: %(value)s."),
        N_("Only one of them was first. Take the line out of its file."),
    ),
    "name-taken": Code(
        N_("The name “%(value)s” is already used by %(other)s."),
        N_("Choose another name, or take the alias out of one of the two."),
    ),
    "former-slug-taken": Code(
        N_("The former address “%(value)s” is already used by %(other)s."),
        N_("Take it out of one of the two."),
    ),
    "address-lost": Code(
        N_("The address of “%(value)s” is already known to others and must keep working."),
        N_("Write it under former_slugs."),
    ),
    "initiative-gone": Code(
        N_("This initiative is gone, and with it the address of “%(value)s”, which others already know."),
        N_("Put the file back with status: stopped and stopped_because:. If it is part of another initiative "
           "now, write its name under former_slugs there."),
    ),
    "record-gone": Code(
        N_("This file is gone, and with it the address of “%(value)s”, which others already know."),
        N_("Put the file back. If it is part of another file now, write its name under former_slugs there."),
    ),
    "short-address-taken": Code(
        N_("“%(value)s” gets the short address /%(url)s, which already leads to %(other)s."),
        N_("Give the newest of the two files another name."),
    ),
    "url-taken": Code(
        N_("The address /%(url)s is already used by %(other)s."), N_("Rename one of the two files.")
    ),
    "festival-days": Code(
        N_("It is not clear on which days this festival is."),
        N_("Write the one day under date, or the first under start and the last under end."),
    ),
    "slot-empty": Code(
        N_("This part of the programme does not say what is to be seen."),
        N_("Write a title, or the initiative that shows itself."),
    ),
    "slot-day": Code(
        N_("The festival has several days, and this part does not say on which it is."),
        N_("Write the day before the time, such as %(first)s %(value)s."),
    ),
    "slot-outside": Code(
        N_("On %(value)s there is no festival: it is from %(first)s to %(last)s."),
        N_("Write a day of the festival, or mend its days."),
    ),
    "slot-reversed": Code(
        N_("This part ends at %(end)s, and that is not after its start at %(start)s."),
        N_("Mend one of the two times."),
    ),
    "slot-overlap": Code(
        N_("The room “%(room)s” is taken at this time: from %(start)s to %(end)s by the part of line "
           "%(line)s."),
        N_("Choose another room or another time."),
    ),
    "answer-empty": Code(
        N_("An answer is one of two: an initiative, or a page elsewhere."),
        N_("Name an initiative, or a page elsewhere with its title and url."),
    ),
    "fund-year": Code(
        N_("The fund “%(fund)s” has no budget for %(year)s."),
        N_("Choose a year of the fund, or add the year to %(path)s."),
    ),
    "fund-year-twice": Code(N_("The year %(year)s stands in this fund twice."), N_("Keep one of the two.")),
    "books-committed": Code(
        N_("The books of “%(fund)s” do not balance in %(year)s: the rows add up to %(rows)s, but "
           "“committed” says %(committed)s. The difference is %(difference)s."),
        N_("Mend the row that is wrong, or the total."),
    ),
    "books-available": Code(
        N_("The books of “%(fund)s” do not balance in %(year)s: committed, other expenses and what remains "
           "add up to %(spent)s, but budget and carried over to %(available)s. The difference is "
           "%(difference)s."),
        N_("Mend the figure that is wrong."),
    ),
    "books-exceeded": Code(
        N_("The fund “%(fund)s” is overspent in %(year)s: the rows add up to %(rows)s, but only "
           "%(available)s is available. The difference is %(difference)s."),
        N_("Mend the row that is wrong, or the budget."),
    ),
    # What could be better
    "recipe-missing": Code(
        N_("It is not said yet how another school can do this too."),
        N_("Add recipe: with what it costs, how much time it takes and what to do, step by step."),
        "warning",
    ),
    "levels-missing": Code(
        N_("It is not said yet for which levels of education this is."),
        N_("Add levels: with one level on each line, such as po or vo."),
        "warning",
    ),
    "confirmed-long-ago": Code(
        N_("The last confirmation is of %(date)s, more than a year ago."),
        N_("Is it still true? Then write the date of today. Else change what is no longer so."),
        "warning",
    ),
    "consent-long-ago": Code(
        N_("The consent of this person is of %(date)s, more than two years ago."),
        N_("Ask again whether the name may stay, and write the new date. Else take the name out."),
        "warning",
    ),
    "email-personal": Code(
        N_("“%(value)s” looks like the address of one person."),
        N_("An address of the organisation stays when people leave, such as info@school.nl."),
        "warning",
    ),
}  # fmt: skip
"""Every code, in the order of the way of the data. A code never changes its meaning."""
