"""The form for an initiative."""

from __future__ import annotations

from atelier.i18n.translation import N_
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.sections.add.description import ADDED, ADDRESS, STORY, Companion, Form, Step, Words

STEPS = (
    Step(
        "needed",
        N_("The most important things"),
        (
            "title",
            "summary",
            "pillar",
            "status",
            "stopped_because",
            "partners",
            ADDED,
            "contact.organisation",
            "contact.email",
        ),
    ),
    Step(
        "recipe",
        N_("How does someone else do it too?"),
        (
            "recipe.steps",
            "recipe.materials",
            "recipe.time",
            "recipe.cost",
            "recipe.group_size",
            "recipe.pitfalls",
            "results",
            "adapted_from",
            "adaptation",
        ),
        N_("This is what other schools look for. Each line counts."),
    ),
    Step("whom", N_("For whom, where and when?"), ("levels", "ages", "places", "tags", "period")),
    Step("story", N_("The story"), (STORY,)),
    Step("picture", N_("A picture"), ("image",), rare=True),
    Step("money", N_("Money"), ("funding",), N_("Only if you know it. You can leave this out.")),
    Step(
        "contact",
        N_("How can someone reach you?"),
        ("contact.role", "contact.phone", "contact.url", "contact.name", "contact.consent"),
        N_("Everyone can read this. So rather give the address of the school than that of a person."),
    ),
    Step(
        "thanks",
        N_("Do you want to be thanked?"),
        ("thanks.organisation", "thanks.name", "thanks.consent"),
        N_("Only if you fill this in. It then stands on the page, and in the list of thanks."),
        rare=True,
    ),
    Step("links", N_("Read on elsewhere"), ("links",)),
    Step(
        "rest",
        N_("More, if you have it"),
        ("phases", "used_by", "same_as", "sources", "former_slugs", "added", "last_confirmed", ADDRESS),
        rare=True,
    ),
)

WORDS = {
    "title": Words(
        N_("Name of the initiative"), N_("Short and clear."), missing=N_("Fill in the name of the initiative")
    ),
    "summary": Words(
        N_("What happens, and for whom?"),
        N_("In one or two sentences. The whole story can come later."),
        N_("Tell in one or two sentences what happens"),
    ),
    "pillar": Words(
        N_("What does it belong to?"),
        N_("Choose the pillar that fits best."),
        N_("Choose the pillar that fits best"),
    ),
    "status": Words(
        N_("How does it stand today?"),
        N_("An idea counts too."),
        N_("Choose how it stands today"),
    ),
    "partners": Words(
        N_("Who takes part?"),
        missing=N_("Fill in which organisation takes part"),
        one=N_("Organisation"),
    ),
    "partners.partner": Words(
        N_("Name of the school or organisation"),
        N_("Your own school counts too."),
        N_("Fill in which organisation takes part"),
    ),
    "partners.role": Words(
        N_("What does it do?"), N_("Not sure? Then leave it as it is."), N_("Choose what it does")
    ),
    "contact": Words(missing=N_("Fill in which organisation answers questions")),
    "contact.organisation": Words(
        N_("Who answers questions?"),
        N_("The school or organisation that others can turn to."),
        N_("Fill in which organisation answers questions"),
    ),
    "contact.email": Words(
        N_("E-mail address for questions"),
        N_("Everyone can read this. So rather give the address of the school than that of a person."),
    ),
    "contact.phone": Words(N_("Telephone number for questions"), N_("A telephone number.")),
    "contact.url": Words(N_("Contact page on your own site"), N_("Copy the address from your browser.")),
    "contact.consent": Words(
        N_("Day on which that person agreed"),
        N_("Needed if you fill in a name."),
        N_("Fill in the day on which that person agreed"),
    ),
    "ages": Words(
        N_("For which age or group?"), N_("For example: group 7, group 5 to 8, or 10 to 12 years.")
    ),
    "places": Words(N_("Where is it?"), N_("Municipalities or regions.")),
    "tags": Words(N_("Words that someone would search for"), N_("Two to five are enough.")),
    "period": Words(
        N_("When is it?"), N_("For example: since 2024, September 2026, or September 2026 to July 2027.")
    ),
    "recipe.cost": Words(N_("What does it cost once?"), N_("In euros.")),
    "recipe.group_size": Words(N_("For how many pupils at a time?"), N_("A number.")),
    "image": Words(N_("Picture"), N_("One picture says a lot. Are there people in it? Ask them first.")),
    "image.alt": Words(missing=N_("Tell in one sentence what is to be seen, for who cannot see the picture")),
    "funding": Words(N_("Money"), one=N_("Amount")),
    "funding.year": Words(hint=N_("The year for which the money is."), missing=N_("Fill in the year")),
    "funding.amount": Words(hint=N_("In euros. Not known yet? Leave it empty.")),
    "funding.source": Words(N_("Who pays it?"), N_("A fund or an organisation."), N_("Fill in who pays it")),
    "links": Words(one=N_("Link")),
    "links.title": Words(missing=N_("Fill in what the page is called")),
    "links.url": Words(
        hint=N_("Copy the address from your browser."), missing=N_("Fill in the address of the page")
    ),
    "phases": Words(one=N_("Phase")),
    "phases.title": Words(missing=N_("Fill in what the phase is called")),
    "used_by": Words(one=N_("Organisation that did it too")),
    "used_by.partner": Words(missing=N_("Fill in which organisation did it too")),
    "thanks.organisation": Words(N_("Thank this organisation"), N_("Such as your school.")),
    "thanks.name": Words(
        N_("Thank this person"), N_("Only if that person wants it. Everyone can read the name.")
    ),
    "thanks.consent": Words(
        N_("Day on which that person agreed to be thanked"),
        N_("Needed if you fill in a name."),
        N_("Fill in the day on which that person agreed"),
    ),
    "sources": Words(one=N_("Source")),
    "sources.title": Words(missing=N_("Fill in what the document is called")),
    "sources.url": Words(hint=N_("Copy the address from your browser.")),
    "adapted_from": Words(
        N_("Did you copy it from another initiative?"),
        N_("Its name in this catalogue. Is it of another city? Then paste the address of its page."),
    ),
    "same_as": Words(
        N_("Does another city tell of it too?"), N_("Copy the address of its page there from your browser.")
    ),
}

NEW_PARTNER = Companion(
    Partner,
    ("name", "kind", "place", "url"),
    {
        "name": Words(missing=N_("Fill in the name of the organisation")),
        "kind": Words(N_("Kind of organisation"), missing=N_("Choose what kind of organisation it is")),
        "place": Words(N_("Place of the organisation")),
        "url": Words(hint=N_("Copy the address from your browser.")),
    },
)
"""An organisation that is not in the catalogue yet."""

INITIATIVE = Form(
    kind=Initiative,
    invitation=N_("My school has an initiative"),
    steps=STEPS,
    words=WORDS,
    folded=("partners.planned", "sources.after", "sources.before"),
    companion=NEW_PARTNER,
    texts={
        "edit": N_("Only what you change here, changes. All else stays as it is."),
        "edit_title": N_("Improve “{title}”"),
        "confirm": N_("You say that all of “{title}” is still true. Only the date changes, to {date}."),
        "confirm_title": N_("“{title}” is still true"),
        "adopt": N_(
            "Fill in who answers questions about “{title}” from now on. Then look whether all else is still "
            "true. Its date becomes {date}."
        ),
        "adopt_title": N_("Take over “{title}”"),
        "use": N_("Say under “Copied by” that you do “{title}” too: your organisation, and since when."),
        "copy": N_("You begin your own version of “{title}”. What you can take from it is there."),
        "elsewhere": N_(
            "You begin your own version of “{title}”, an example of {city}. Say what you do in your own way."
        ),
        "elsewhere_unknown": N_("You begin your own version of {address}. Say what you do in your own way."),
        "answer": N_(
            "You know an example for “{title}”. What you fill in here comes to stand there as an answer."
        ),
        "gone": N_("There is no initiative with the address “{slug}” (any more)."),
        "subject_new": N_("New initiative: {title}"),
        "subject_edit": N_("Change to: {title}"),
        "subject_confirm": N_("Still true: {title}"),
        "mail_confirm": N_("All of “{title}” is still true, on {date}.\n\n{path}\nlast_confirmed: {date}"),
        "untitled": N_("Name of your initiative"),
    },
    dated=("added",),
    confirmed="last_confirmed",
    copied=("pillar", "levels", "recipe"),
    example="adapted_from",
    adopted="contact.organisation",
    used="used_by",
    from_address={"pillar": "pillar", "level": "levels"},
)
