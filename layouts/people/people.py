"""The view of people: administrators manage accounts here, and tokens for programs."""

from dash.development.base_component import Component

from dashboard.addresses import LOG, OUTBOX, PEOPLE
from dashboard.domain.people.people import Person
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.people.view import PeopleView
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.people import people as words
from dashboard.sentences.sessions.words import moment
from layouts.people.parts import deed, field, roles, row, table
from layouts.shared import html, records, shell
from layouts.shared.attributes import data, label
from layouts.shared.controls import native_input, sent_by_script, submit
from layouts.shared.drawing import Drawing, slot
from layouts.shared.frame import frame
from layouts.shared.script_words import said_place, templates
from layouts.shared.signed_out import sign_in_again

SAID, SECRET = "people-said", "people-secret"


def layout(locale: Locale, query: str, drawing: Drawing) -> list[Component | None]:
    """The frame with its places, which the first drawing fills."""
    said = data(**templates(words.said_by_script(), locale)) | sign_in_again(locale)
    return frame(
        PEOPLE,
        locale,
        query,
        drawing,
        results=[
            said_place(SAID, said),
            html.Div(id=SECRET, className="secret"),
            html.Section(
                [
                    html.H2(text("Who may sign in").say(locale)),
                    html.Div(id=slot("people", "add")),
                    html.Div(id=slot("people", "table")),
                ]
            ),
            html.Section(
                [
                    html.H2(text("API tokens").say(locale)),
                    html.Div(id=slot("people", "mint")),
                    html.Div(id=slot("people", "tokens")),
                ]
            ),
            html.Section(
                [
                    html.H2(text("Messages by email").say(locale)),
                    html.P(
                        html.A(
                            text("Messages sent and waiting").say(locale),
                            href=OUTBOX[locale],
                        )
                    ),
                ]
            ),
            html.Section(
                [
                    html.H2(text("Audit log").say(locale)),
                    html.P(
                        html.A(text("Who changed what, and when").say(locale), href=LOG[locale])
                    ),
                ]
            ),
        ],
    )


def for_administrators(locale: Locale, query: str, reading: Reading) -> Component:
    """The page for readers who are not administrators."""
    return shell.refusal(
        PEOPLE,
        locale,
        query,
        reading,
        title=text("This view is for administrators"),
        what=text("Administrators decide here who may sign in, and with which role."),
    )


def adding(locale: Locale) -> Component:
    """The form that adds a person."""
    name = native_input(
        {
            "id": "people-name",
            "name": "name",
            "type": "text",
            "className": "form-control",
            "maxlength": "200",
            "required": True,
            "autocapitalize": "none",
            "aria-describedby": "people-name-hint",
        }
    )
    hint = text("Preferably an email address")
    return sent_by_script(
        locale,
        [
            field(text("User name"), "people-name", name, locale, hint),
            field(
                text("Role"), "people-role", roles("people-role", Role.COMMITTEE, locale), locale
            ),
            submit(text("Add a person"), locale),
        ],
        id="people-add",
        className="desk__bulk",
        **data(send="people", shows="link"),
    )


def people(shown: PeopleView, locale: Locale) -> Component:
    """The accounts, each with the actions for it."""
    if not shown.people:
        return html.P(text("There is no account yet.").say(locale))
    headings = (text("Name"), text("Role"), text("Status"), text("Last sign-in"), text("Change"))
    rows = [_person(one, shown, headings, locale) for one in shown.people]
    return table(text("Accounts"), headings, rows, locale)


def _person(
    one: Person, shown: PeopleView, headings: tuple[Text, ...], locale: Locale
) -> Component:
    seen = moment(one.last_sign_in_at, shown.time_zone) if one.last_sign_in_at else None
    mine = shown.reading.reader is not None and shown.reading.reader.name == one.name
    name = text("{name} (you)", name=one.name).say(locale) if mine else one.name
    cells: list[records.Content] = [
        capitalise(one.role.called.say(locale)),
        capitalise(words.way_in(one).say(locale)),
        (seen or text("never")).say(locale),
        _deeds(one, locale),
    ]
    return row(name, cells, headings, locale, is_off=not one.active)


def _deeds(one: Person, locale: Locale) -> Component:
    """The actions for an account; labels name the person, for screen readers."""
    base, name = f"people/{one.id}", one.name
    if not one.active:
        opened = text("Reactivate the account of {name}", name=name)
        return deed(f"{base}/active", text("Reactivate"), opened, locale, active="true")
    role = f"people-role-{one.id}"
    change = sent_by_script(
        locale,
        [
            html.Label(
                text("Role of {name}", name=name).say(locale),
                htmlFor=role,
                className="visually-hidden",
            ),
            roles(role, one.role, locale),
            html.Button(
                text("Change").say(locale),
                type="submit",
                className="chip",
                **label(text("Change the role of {name}", name=name).say(locale)),
            ),
        ],
        className="people__role",
        **data(send=f"{base}/role"),
    )
    link = text("New link for {name}", name=name)
    out = text("Sign {name} out on all devices", name=name)
    close = text("Deactivate the account of {name}", name=name)
    return html.Div(
        [
            change,
            deed(f"{base}/link", text("New link"), link, locale, shows="link", name=name),
            deed(f"{base}/sign-out", text("Sign out on all devices"), out, locale, sure=True),
            deed(f"{base}/active", text("Deactivate"), close, locale, sure=True, active="false"),
        ],
        className="people__deeds",
    )
