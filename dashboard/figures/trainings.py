"""How the number of people trained in each language grew."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle
from typing import NamedTuple

from dashboard.domain.plan.capacity import TrainedPeople
from dashboard.domain.shared.periods import month_of, months_between
from dashboard.domain.shared.vocabulary import Language, Terms
from dashboard.figures import theme
from dashboard.figures.tables import Table
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise, month, number

HEIGHT = 260
TICKS = 5
SHORTEST = timedelta(28)  # else nothing is wide enough to hold the names at the ends
NEAR_ZERO = 0.15  # of the scale: below such a line there is no room for its name
LINES = (("solid", theme.REACHED), ("dash", theme.SESSIONS), ("dot", theme.PLAN))


def trainings(
    people: Sequence[TrainedPeople], languages: Terms[Language], until: date, locale: Locale
) -> Figure:
    """A stepped line for each language up to ``until``, with its name and number at its end."""
    first = min((one.steps[0].day for one in people if one.steps), default=until)
    last = max([until, *(step.day for one in people for step in one.steps)])
    days = _Days(min(first, last - SHORTEST), last)
    most = max((one.people for one in people), default=0)
    return {
        "data": [
            _steps(one, languages[one.language], days, locale)
            | {"line": {"shape": "hv", "width": 3, "dash": dash, "color": colour}}
            for one, (dash, colour) in zip(people, cycle(LINES), strict=False)
        ],
        **theme.frame(locale),
        "layout": {
            "height": HEIGHT,
            "hovermode": "closest",
            "margin": {"l": 32, "r": 14, "t": 26, "b": 44},
            "xaxis": _months(days, locale),
            "yaxis": dict(
                range=[0, max(most, 1) * 1.08],
                **({"dtick": 1} if most <= TICKS else {"nticks": TICKS + 1}),
            ),
            "annotations": _ends(people, languages, days, locale),
        },
    }


class _Days(NamedTuple):
    first: date
    last: date


def _steps(one: TrainedPeople, language: Language, days: _Days, locale: Locale) -> Figure:
    """The steps of a line, from zero on the first training day of all languages, or before."""
    points = [(days.first, 0), *((step.day, step.people) for step in one.steps)]
    points.append((days.last, one.people))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": language.label(locale),
        "x": [day.isoformat() for day, _ in points],
        "y": [people for _, people in points],
        "text": [
            text("{day} – {count} in {language}", day=day, count=people, language=language).say(
                locale
            )
            for day, people in points
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _months(days: _Days, locale: Locale) -> Figure:
    """Labels of our own for the months, so that plotly needs no locale file."""
    months = months_between(month_of(days.first), month_of(days.last))
    shown = months[:: -(-len(months) // TICKS)]
    return {
        "type": "date",
        "showgrid": False,
        "tickvals": [f"{code}-01" for code in shown],
        "ticktext": [month(code, locale, short=True).replace(" ", "<br>") for code in shown],
        "tickangle": 0,
        "range": [f"{shown[0]}-01", days.last.isoformat()],
    }


def _ends(
    people: Sequence[TrainedPeople], languages: Terms[Language], days: _Days, locale: Locale
) -> list[Figure]:
    """The names at the ends of the lines; languages with the same number share one."""
    named: dict[int, list[str]] = {}
    for one in people:
        named.setdefault(one.people, []).append(languages[one.language].label(locale))
    most = max(named, default=0)
    return [
        {
            "text": f"{number(count, locale)} – {', '.join(names)}",
            "x": days.last.isoformat(),
            "y": count,
            "xanchor": "right",
            "yanchor": "top" if NEAR_ZERO * most < count < most else "bottom",
            "showarrow": False,
            "bgcolor": theme.TRACK,
        }
        for count, names in named.items()
    ]


def table(
    people: Sequence[TrainedPeople],
    everyone: TrainedPeople,
    languages: Terms[Language],
    locale: Locale,
) -> Table:
    """A row for each training day, with the people trained by then in each language and in any."""
    days = sorted({step.day for one in people for step in one.steps})
    names = [capitalise(languages[one.language].label(locale)) for one in people]
    shown = list(people)
    if len(people) > 1:
        names.append(text("In at least one language").say(locale))
        shown.append(everyone)
    return {
        "headings": [text("Day").say(locale), *names],
        "rows": [
            [day.isoformat(), *(number(one.by(day), locale) for one in shown)] for day in days
        ],
    }
