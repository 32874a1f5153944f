"""The fold of days: a period, the last days of the data, or two dates."""

from datetime import date
from functools import lru_cache

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from dashboard.domain.shared.periods import PROJECT, DateRange, Period, last_days, presets
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.shared import choices
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.controls import labelled
from layouts.shared.fold import CONTROLS, KEPT, fold
from layouts.shared.markup import written_once
from layouts.shared.written import WrittenOnce

LAST_DAYS = (30, 90)


@lru_cache(KEPT)
def period_fold(
    locale: Locale,
    period: Period | None,
    days: DateRange,
    of_data: DateRange,
    beside: Component | None,
) -> WrittenOnce:
    """The fold; ``beside`` ends it. It is kept by what it is made of."""
    title = choices.dimension("period")
    shown = fold(
        locale,
        "period",
        title,
        html.Fieldset(
            [
                html.Legend(capitalise(title.say(locale)), className="visually-hidden"),
                labelled(
                    capitalise(title.say(locale)),
                    CONTROLS["period"],
                    dbc.Select(
                        id=CONTROLS["period"],
                        options=_periods(locale, period, of_data),
                        value=(period or PROJECT).code,
                    ),
                ),
                html.Div(
                    [_last_days(locale, days, of_data.end) for days in LAST_DAYS],
                    className="filter__lately",
                ),
                html.Div(
                    [_date(locale, "from", days.start), _date(locale, "to", days.end)],
                    className="field-pair",
                ),
                beside,
            ]
        ),
    )
    return written_once(shown)


def _periods(locale: Locale, chosen: Period | None, of_data: DateRange) -> list[dict[str, str]]:
    offered: list[Period] = [PROJECT, *presets(of_data.start, of_data.end)]
    if chosen and chosen not in offered:
        offered.append(chosen)
    return [
        {"label": capitalise(choices.period(period).say(locale)), "value": period.code}
        for period in offered
    ]


def _last_days(locale: Locale, days: int, data_as_of: date | None) -> Component:
    lately = last_days(data_as_of, days) if data_as_of else None
    return html.Button(
        text("Last {days} days", days=days).say(locale),
        type="button",
        disabled=lately is None,
        className="btn btn-outline-secondary btn-sm",
        **data(days=f"{lately.start}..{lately.end}" if lately else ""),
        **label(text("Last {days} days of the data", days=days).say(locale)),
    )


def _date(locale: Locale, name: str, value: date | None) -> Component:
    return labelled(
        capitalise(choices.dimension(name).say(locale)),
        CONTROLS[name],
        dbc.Input(
            id=CONTROLS[name],
            type="date",
            value=value.isoformat() if value else "",
            debounce=True,
        ),
    )
