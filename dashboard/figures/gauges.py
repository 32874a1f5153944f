"""The dials; the sentence beside them says the number."""

from decimal import Decimal

from dashboard.domain.progress.progress import FrenchShare, GroupReached, YouthReached
from dashboard.domain.shared.counting import percent
from dashboard.domain.shared.vocabulary import Language, Terms
from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise, number

FULL = Decimal(100)


def youth(result: YouthReached, locale: Locale) -> Figure:
    """A dial in percent of the target, full above it; the mark is the plan to date.

    Beside a count of an earlier day there is no mark: it would be read as a status.
    """
    planned = (
        percent(round(result.planned), result.target.value)
        if result.planned is not None and result.target and result.as_of is None
        else None
    )
    return _dial(result.percent, locale, mark=planned)


def french_share(result: FrenchShare, locale: Locale) -> Figure:
    """A dial in percent of the sessions counted."""
    return _dial(result.percent, locale)


def age_groups(groups: tuple[GroupReached, ...], locale: Locale) -> Figure:
    """A dial with one step an at-risk age group; empty when it is hidden of one of them."""
    known = [group.reached for group in groups if group.reached is not None]
    reached = sum(known) if len(known) == len(groups) else None
    return _dial(percent(reached, len(groups)), locale, steps=len(groups))


def facilitators(counts: dict[str, int], languages: Terms[Language], locale: Locale) -> Figure:
    """A bar a language: people trained in it."""
    labels = [capitalise(languages[code].label(locale)) for code in counts]
    most = max(counts.values(), default=0)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": labels,
                "x": list(counts.values()),
                "text": [number(count, locale) for count in counts.values()],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": theme.REACHED},
                "width": 0.5,
                "hoverinfo": "skip",
            }
        ],
        "config": theme.STILL,
        "layout": theme.layout(
            locale,
            margin={"l": 78, "r": 30, "t": 4, "b": 4},
            xaxis=theme.axis(visible=False, range=[0, max(most, 1)]),
            yaxis=theme.axis(autorange="reversed", showgrid=False, ticklabelstandoff=6),
        ),
    }


def _dial(
    value: Decimal | None, locale: Locale, *, mark: Decimal | None = None, steps: int = 0
) -> Figure:
    """A half circle from 0 to 100; ``None`` draws the empty track."""
    gauge: Figure = {
        "axis": {"range": [0, 100], "visible": False},
        "bar": {"color": theme.REACHED, "thickness": 1},
        "bgcolor": theme.TRACK,
        "borderwidth": 0,
    }
    if mark is not None:
        gauge["threshold"] = {
            "value": float(min(mark, FULL)),
            "thickness": 1,
            "line": {"color": theme.SESSIONS, "width": 4},
        }
    if steps:
        gauge["axis"] |= {"visible": True, "showticklabels": False, "ticklen": 0}
        gauge["axis"] |= {"tickvals": [100 * step / steps for step in range(1, steps)]}
    return {
        "data": [
            {
                "type": "indicator",
                "mode": "gauge",
                "value": float(min(value, FULL)) if value is not None else 0,
                "gauge": gauge,
            }
        ],
        "config": theme.STILL,
        "layout": theme.layout(locale, margin={"l": 4, "r": 4, "t": 4, "b": 4}),
    }
