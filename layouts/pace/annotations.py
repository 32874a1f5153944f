"""The events around the project: a list under the curve, and the form to add one."""

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.domain.reference.kinds import ANNOTATIONS
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.shared.roles import Right
from dashboard.domain.shared.vocabulary import Annotation
from dashboard.i18n import Locale, text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.pace.annotations import told
from layouts.shared import html
from layouts.shared.attributes import label
from layouts.shared.drawing import slot
from layouts.shared.links import reference_address

NAME = "annotations"


def section() -> Component:
    """The place, under the curve."""
    return html.Div(id=slot(NAME), className="annotations")


def parts(shown: Sequence[Annotation], reading: Reading, locale: Locale) -> dict[str, object]:
    """The events drawn on the curve by number; readers with the right can open the form."""
    writes = reading.reader is not None and reading.reader.role.may(Right.RECORD)
    back = reading.filters.to_query() if writes else None
    items = [_item(one, locale, back) for one in shown]
    found = [
        html.Ol(items, className="annotations__list", **label(text("Annotations").say(locale)))
        if items
        else None,
        None if back is None else _add(locale, back),
    ]
    return {slot(NAME): [one for one in found if one]}


def _item(one: Annotation, locale: Locale, back: str | None) -> Component:
    """An event; with the query to come ``back`` with, it can be edited."""
    said = told(one).say(locale)
    if back is None:
        return html.Li(said)
    heard = html.Span(f"{text('Edit').say(locale)} – ", className="visually-hidden")
    href = reference_address(ReferenceOptions(ANNOTATIONS, one.code, back=back), locale)
    return html.Li(html.A([heard, said], href=href))


def _add(locale: Locale, back: str) -> Component:
    href = reference_address(ReferenceOptions(ANNOTATIONS, new=True, back=back), locale)
    return html.P(html.A(text("Annotate the curve").say(locale), href=href, className="chip"))
