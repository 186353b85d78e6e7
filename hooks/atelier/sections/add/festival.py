"""The form for a festival."""

from __future__ import annotations

from atelier.i18n.translation import N_
from atelier.model.festival import Festival
from atelier.sections.add.description import ADDED, ADDRESS, STORY, Form, Step, Words
from atelier.sections.add.initiative import NEW_PARTNER

STEPS = (
    Step(
        "needed",
        N_("What, when and where"),
        ("name", "date", "start", "end", "venue", "place", "organisers", ADDED),
        N_("Only the name is needed. What you do not know yet, you add later."),
    ),
    Step(
        "programme",
        N_("The programme"),
        ("programme",),
        N_("A row for each part, also for the breaks. The site makes a table, a calendar and cards of it."),
    ),
    Step("story", N_("Why should people come?"), (STORY,)),
    Step("links", N_("Signing up and website"), ("registration", "url")),
    Step("rest", N_("More, if you have it"), ("sources", "former_slugs", ADDRESS), rare=True),
)

WORDS = {
    "name": Words(
        N_("Name of the festival"),
        N_("With the year, if it comes back every year."),
        N_("Fill in the name of the festival"),
    ),
    "date": Words(N_("On which day is it?"), N_("Does it last several days? Then leave this empty.")),
    "start": Words(N_("First day, if there are several"), N_("The first day.")),
    "end": Words(N_("Last day, if there are several"), N_("The last day.")),
    "venue": Words(N_("In which building?"), N_("The name of the building or the school.")),
    "place": Words(N_("In which town?"), N_("The town or village.")),
    "organisers": Words(N_("Who organises it?"), N_("The schools and organisations that organise it.")),
    "programme": Words(
        N_("Parts of the programme"), N_("In any order: the site sorts them."), one=N_("Part")
    ),
    "programme.start": Words(
        N_("From what time?"),
        N_("Does the festival last several days? Then write the day before the time."),
        N_("Fill in from what time"),
    ),
    "programme.end": Words(
        N_("Until what time?"), N_("The time at which it ends."), N_("Fill in until what time")
    ),
    "programme.room": Words(N_("In which room?"), N_("For a break that is for everyone it may stay empty.")),
    "programme.title": Words(N_("What is it called?"), N_("Empty? Then it gets the name of the initiative.")),
    "programme.initiative": Words(
        N_("Which initiative shows itself?"), N_("Then it gets a card for its stand, with a code to scan.")
    ),
    "programme.kind": Words(N_("What kind of part is it?"), N_("Not sure? Then leave it as it is.")),
    "programme.partners": Words(
        N_("By whom, if others do it than the initiative's own partners"), N_("Schools and organisations.")
    ),
    "programme.track": Words(N_("Track"), N_("A subject of several parts. Visitors can choose by it.")),
    "programme.language": Words(N_("Language"), N_("Only if it is in another language than this site.")),
    "programme.text": Words(N_("What is it about?"), N_("A few sentences for who is choosing.")),
    "registration": Words(N_("Page to sign up"), N_("Copy the address from your browser.")),
    "url": Words(N_("Website of the festival"), N_("Copy the address from your browser.")),
    "sources": Words(one=N_("Source")),
    "sources.title": Words(missing=N_("Fill in what the document is called")),
    "sources.url": Words(hint=N_("Copy the address from your browser.")),
}

FESTIVAL = Form(
    kind=Festival,
    name="festivals",
    invitation=N_("I organise a festival"),
    title=N_("Add your festival"),
    description=N_("Fill in when and where your festival is, and what is to be seen there."),
    steps=STEPS,
    words=WORDS,
    folded=("programme.partners", "programme.track", "programme.language", "programme.text"),
    moved=("programme",),
    follows={"programme": {"start": "end", "room": "room"}},
    companion=NEW_PARTNER,
    texts={
        "edit": N_("Only what you change here, changes. All else stays as it is."),
        "edit_title": N_("Improve “{title}”"),
        "gone": N_("There is no festival with the address “{slug}” (any more)."),
        "subject_new": N_("New festival: {title}"),
        "subject_edit": N_("Change to: {title}"),
        "untitled": N_("Name of your festival"),
    },
)
