"""The control that chooses an earlier period to compare with."""

from functools import cache

from dash.development.base_component import Component

from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.i18n import Locale, text
from dashboard.sentences.progress.comparison import option
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import labelled

COMPARE = "filter-compare"


@cache
def compare_field(locale: Locale) -> Component:
    """A native select; the browser's script keeps it equal to the address."""
    choices = {"": None, **{how.value: how for how in ComparisonPeriod}}
    select = html.Select(
        [html.Option(option(how).say(locale), value=value) for value, how in choices.items()],
        id=COMPARE,
        className="form-select",
        autoComplete="off",
        **data(field="compare"),
    )
    return labelled(text("Compare with").say(locale), COMPARE, select)
