"""The parts of a grant's form: fields with hint and error message, and native controls."""

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text
from dashboard.i18n.formats import capitalise
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import Control, check_box, native_input


def fact(said: Text, locale: Locale) -> str:
    """A fact of a grant, which stands alone; a site's address keeps its small first letter."""
    words = said.say(locale)
    return words if words.startswith("http") else capitalise(words)


def control_id(column: str) -> str:
    """The id of a field's control, from the field's name in the API."""
    return f"embeds-{column}"


def attributes(column: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """The attributes of every control, which link it to its error message."""
    return {
        "id": control_id(column),
        "name": column,
        "aria-describedby": f"{control_id(column)}-fault",
        "className": "form-control",
        **more,
    }


def field(  # noqa: PLR0913 - each is said
    column: str,
    title: Text,
    control: Control,
    locale: Locale,
    *,
    hint: Text | None = None,
    needed: bool = False,
) -> Component:
    """A control under its label; screen readers get the hint too."""
    said = capitalise(title.say(locale))
    if hint:
        control["props"]["aria-describedby"] = _described(column, hint)
    return html.Div(
        [
            html.Label(said, htmlFor=control_id(column)),
            _hint(column, hint, locale),
            control,
            _fault(column),
        ],
        className="desk__field",
        **_field_data(column, said, needed=needed),
    )


def group(  # noqa: PLR0913 - each is said
    column: str,
    title: Text,
    body: list[Control],
    locale: Locale,
    *,
    hint: Text | None = None,
    needed: bool = False,
) -> Component:
    """Several controls that are one field; a hint below keeps those of a row in line."""
    said = capitalise(title.say(locale))
    return html.Fieldset(
        [html.Legend(said), *body, _hint(column, hint, locale), _fault(column)],
        className="desk__field",
        **_described_by(column, hint),
        **_field_data(column, said, needed=needed),
    )


def box(words: str, **given: Any) -> Component:  # noqa: ANN401
    """A check box within its label."""
    return html.Label([check_box(given), html.Span(words)], className="desk__box")


def entry(column: str, kind: str, **more: Any) -> Control:  # noqa: ANN401
    """A text input."""
    return native_input(attributes(column, type=kind, **more))


def lines(column: str, value: str, **more: Any) -> Control:  # noqa: ANN401
    """A field for several lines."""
    return {"type": "Textarea", "props": attributes(column, children=value, **more)}


def select(column: str, options: Mapping[str, str], chosen: str, **more: Any) -> Control:  # noqa: ANN401
    """A choice of one; the present one is selected."""
    made = [
        {"type": "Option", "props": {"children": said, "value": code, "selected": code == chosen}}
        for code, said in options.items()
    ]
    given = attributes(column, **more) | {"className": "form-select", "children": made}
    return {"type": "Select", "props": given}


def _field_data(column: str, said: str, *, needed: bool) -> dict[str, Any]:
    return data(column=column, title=said, **({"needed": ""} if needed else {}))


def _described(column: str, hint: Text | None) -> str:
    place = control_id(column)
    return f"{place}-hint {place}-fault" if hint else f"{place}-fault"


def _described_by(column: str, hint: Text | None) -> dict[str, Any]:
    return {"aria-describedby": _described(column, hint)}


def _hint(column: str, hint: Text | None, locale: Locale) -> Component | None:
    if hint is None:
        return None
    return html.P(hint.say(locale), id=f"{control_id(column)}-hint", className="embeds__hint")


def _fault(column: str) -> Component:
    return html.P(id=f"{control_id(column)}-fault", className="desk__fault", hidden=True)
