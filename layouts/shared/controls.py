"""The parts of a form: fields with hint and error message, a stepper, native controls."""

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data, label

FORM = "desk-form"
Control = Any
"""A component, or a control that only the browser's script can draw."""


def sent_by_script(locale: Locale, children: list[Control], **attributes: Any) -> Component:  # noqa: ANN401
    """A form that only scripts send; sent by the browser, it would change the address.

    The method ``dialog`` does nothing outside a dialog. Until the scripts listen, the form says so
    to readers who use it; style hides that otherwise.
    """
    waits = text(
        "Still loading: nothing is sent yet. "
        "What you entered stays; press again once this line is gone."
    )
    said = html.P(waits.say(locale), className="form-waits", role="status")
    # Off: going back, a browser would put in what was typed before, which may be old by then.
    return html.Form([*children, said], method="dialog", autoComplete="off", **attributes)


def chip(words: str | list[Component | str], heard: str = "", /, **does: str) -> Component:
    """A small button; its data say what the script ``does``, and screen readers say ``heard``."""
    named = label(heard) if heard else {}
    return html.Button(words, type="button", className="chip", **data(**does), **named)


def submit(title: Text, locale: Locale) -> Component:
    """The button that sends a form."""
    return html.Button(title.say(locale), type="submit", className="btn desk__save")


def labelled(words: str, control_id: str, control: Control) -> Component:
    """A control under its label."""
    return html.Div([html.Label(words, htmlFor=control_id), control], className="field")


def control_id(column: str) -> str:
    """The id of a session column's control."""
    return f"desk-{column}"


def native_input(attributes: dict[str, Any]) -> Control:
    """An input for the browser's script; Dash's own inputs accept no such attributes."""
    return {"type": "Input", "props": {"autocomplete": "off", **attributes}}


def check_box(attributes: dict[str, Any]) -> Control:
    """A check box for the browser's script."""
    return native_input({"type": "checkbox", "className": "form-check-input", **attributes})


def entry(column: str, kind: str = "text", **attributes: Any) -> Control:  # noqa: ANN401
    """The input of a column, according to its type."""
    given = {"id": control_id(column), "name": column, "type": kind}
    given |= {"className": "form-control", **described(column), **attributes}
    return native_input(given)


def described(column: str) -> dict[str, Any]:
    """Links the control to its error message."""
    return {"aria-describedby": fault_id(column)}


def fault_id(column: str) -> str:
    """The id of a control's error message."""
    return f"{control_id(column)}-fault"


def field(column: str, title: Text, control: Control, locale: Locale) -> Component:
    """A session column's control under its label, with the place of its error message."""
    said = capitalise(title.say(locale))
    return html.Div(
        [html.Label(said, htmlFor=control_id(column)), control, _fault(column)],
        className="desk__field",
        **data(column=column, title=said),
    )


def group(column: str, title: Text, body: list[Control], locale: Locale) -> Component:
    """Several controls that are one field."""
    said = capitalise(title.say(locale))
    return html.Fieldset(
        [html.Legend(said), *body, _fault(column)],
        className="desk__field",
        **data(column=column, title=said),
        **described(column),
    )


def choice_field(
    column: str, title: Text, options: Mapping[str, Text], locale: Locale
) -> Component:
    """A choice of one term; none is chosen at first if there is no default."""
    control = html.Select(
        [
            html.Option(text("choose").say(locale), value=""),
            *(
                html.Option(capitalise(words.say(locale)), value=code)
                for code, words in options.items()
            ),
        ],
        id=control_id(column),
        name=column,
        className="form-select",
        **described(column),
    )
    return field(column, title, control, locale)


def stepper(column: str, title: Text, locale: Locale) -> Component:
    """A count between two buttons, large enough for a thumb."""
    said = title.say(locale)
    return field(
        column,
        title,
        html.Div(
            [
                _step("-1", "−", text("One less: {what}", what=said), locale),
                count(column),
                _step("1", "+", text("One more: {what}", what=said), locale),
            ],
            className="stepper",
        ),
        locale,
    )


def count(column: str) -> Control:
    """An input for a whole number; other text is reported as an error and not dropped."""
    return entry(column, inputmode="numeric", maxlength="7", **data(count=""))


def _step(by: str, sign: str, words: Text, locale: Locale) -> Component:
    return html.Button(
        html.Span(sign, **HIDDEN_FROM_READERS),
        type="button",
        className="stepper__step",
        tabIndex="-1",  # arrow keys in the field do the same
        **data(step=by),
        **label(words.say(locale)),
    )


def _fault(column: str) -> Component:
    return html.P(id=fault_id(column), className="desk__fault", hidden=True)
