"""The names of the curve's lines: where each stands, and what it says."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dashboard.figures import theme
from dashboard.figures.curve_lines import HEIGHT, CurveLine
from dashboard.figures.names import apart
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text, text

NAME_HEIGHT = 41  # two lines, and room between names
NAME_WIDTH = 1 / 8  # of the plot


def names(
    found: Sequence[CurveLine], ends: tuple[float, float], last: date, locale: Locale
) -> Iterator[Figure]:
    """The name and last total of each line: right of the plot, or at its end if it ends earlier."""
    named = [(line, *line.end) for line in found if line.named and line.end]
    near = _nearly(last, found)
    at_the_edge: list[tuple[CurveLine, date, int]] = []
    earlier: list[tuple[CurveLine, date, int]] = []
    for one in sorted(named, key=lambda one: one[2]):
        _, day, total = one
        is_near = day > near and not _is_above_the_plan(found, day, total)
        (at_the_edge if day >= last or is_near else earlier).append(one)
    low, high = ends
    heights = [HEIGHT * (total - low) / (high - low) for *_, total in at_the_edge]
    places = apart(heights, NAME_HEIGHT, HEIGHT)
    for (line, _, total), height, place in zip(at_the_edge, heights, places, strict=True):
        yield _name(line.words(total), locale) | {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 6,
            "y": total,
            "yanchor": "middle",
            "yshift": round(place - height),
            "align": "left",
        }
    for line, _, total in earlier:
        height = HEIGHT * (total - low) / (high - low)
        yield _name(line.words(total), locale) | _beside(found, line, height, locale)
    yield from _of_the_plan(found, locale)


def _nearly(last: date, found: Sequence[CurveLine]) -> date:
    """After this day, a name right of its line’s end would lie on those right of the plot."""
    first = min([min(line.totals) for line in found if line.totals], default=last)
    return last - (last - first) * NAME_WIDTH


def _beside(found: Sequence[CurveLine], line: CurveLine, height: float, locale: Locale) -> Figure:
    """The name above the end of a rising line, or below it when the plan is above.

    Too near to the bottom, the name is one line of text right of the end. A line of one month has
    room on its right only: on its left is the axis.
    """
    day, total = line.end or (date.min, 0)
    above = _is_above_the_plan(found, day, total)
    corner = _corner(above=above)
    if height < NAME_HEIGHT and not above:
        corner |= {"text": line.words(total).say(locale), "yanchor": "middle", "xshift": 8}
    elif _months_known(line) == 1:
        corner |= _corner(above=False) | {"yanchor": corner["yanchor"]}
    return {"x": day, "y": total} | corner


def _is_above_the_plan(found: Sequence[CurveLine], day: date, total: int) -> bool:
    planned = _plan_of(found).get(day)
    return planned is None or total >= planned


def _months_known(line: CurveLine) -> int:
    return sum(total is not None for total in line.totals.values())


def _of_the_plan(found: Sequence[CurveLine], locale: Locale) -> Iterator[Figure]:
    """The plan's name, where the plan is farthest from the total reached, on the free side."""
    planned, reached = _plan_of(found), found[-1].totals
    days = sorted(reached)[1:-1] if planned else ()
    known = [(day, planned.get(day) or 0, reached[day] or 0) for day in days]
    if not known:
        return
    day, plan, total = max(known, key=lambda one: abs(one[1] - one[2]))
    yield {
        "text": text("plan").say(locale),
        "showarrow": False,
        "font": {"size": 13},
        "x": day,
        "y": plan,
    } | _corner(above=plan >= total)


def _corner(*, above: bool) -> Figure:
    """Beside a rising line there is room above it to the left and below it to the right."""
    return {
        "xanchor": "right" if above else "left",
        "yanchor": "bottom" if above else "top",
        "xshift": -4 if above else 4,
        "align": "right" if above else "left",
        "bgcolor": theme.TRACK,
    }


def _plan_of(found: Sequence[CurveLine]) -> Mapping[date, int | None]:
    """The plan's line, which is not named at its end because the target is there."""
    return next((line.totals for line in found if not line.named), {})


def _name(words: Text, locale: Locale) -> Figure:
    """A number above its words, narrow enough for a phone."""
    return {
        "text": words.say(locale).replace(" ", "<br>", 1),
        "showarrow": False,
        "font": {"size": 13},
    }
