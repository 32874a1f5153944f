"""What the forms and lists of people and of tokens are made of."""

from dash.development.base_component import Component

from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale, Text
from dashboard.i18n.formats import capitalise
from layouts.shared import html, records
from layouts.shared.controls import Control, chip


def deed(
    send: str, short: Text, full: Text, locale: Locale, *, sure: bool = False, **more: str
) -> Component:
    """A button that sends something at once, or once the reader is ``sure``.

    Labels are the ``short`` words, and the ``full`` ones for screen readers.
    """
    asked = {"sure": ""} if sure else {}
    return chip(short.say(locale), full.say(locale), send=send, **asked, **more)


def row(
    name: str,
    cells: list[records.Content],
    headings: tuple[Text, ...],
    locale: Locale,
    *,
    is_off: bool,
) -> Component:
    """A row of a list; what may not be used any more ``is_off``."""
    titles = (each.say(locale) for each in headings[1:])
    return records.row(_in_lines(name), titles, cells, className="people__off" if is_off else None)


def _in_lines(name: str) -> records.Content:
    """A name that is parted at its ``@`` where one line cannot hold it, and not within a word."""
    before, at, after = name.partition("@")
    return [before, html.Wbr(), at + after] if at else name


def table(
    caption: Text, headings: tuple[Text, ...], rows: list[Component], locale: Locale
) -> Component:
    """A list under its headings."""
    titles = [records.heading(each.say(locale)) for each in headings]
    return records.table(caption.say(locale), titles, rows, "worklist people")


def roles(control: str, chosen: Role, locale: Locale) -> Control:
    """The roles, the person's own first, because a redrawn select shows its first option."""
    return html.Select(
        [
            html.Option(capitalise(role.called.say(locale)), value=role.value)
            for role in sorted(Role, key=lambda role: role is not chosen)
        ],
        id=control,
        name="role",
        className="form-select",
    )


def field(
    title: Text, control_id: str, control: Control, locale: Locale, hint: Text | None = None
) -> Component:
    """A control of a form under its label, with a hint if there is one."""
    return html.Div(
        [
            html.Label(title.say(locale), htmlFor=control_id),
            html.P(hint.say(locale), id=f"{control_id}-hint", className="people__hint")
            if hint
            else None,
            control,
        ],
        className="field",
    )
