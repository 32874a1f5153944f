from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from dashboard.domain.pace.pacing import PlannedGroup
from dashboard.domain.progress.progress import YouthReached
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.progress.trend import Point, trend
from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures.curve import HEIGHT, Curve, curve, latest
from dashboard.figures.curve_names import NAME_HEIGHT
from dashboard.figures.curve_table import table
from dashboard.i18n import Locale
from tests.support.pace import TARGET, YOUTH, pace, so_far

REACHED = sum(YOUTH)
BOOKED = (
    PlannedGroup("2015-04", "discussion", "fr", "shelter", 9),
    PlannedGroup("2015-04", "discussion", "en", "shelter", 2),
    PlannedGroup("2015-06", "discussion", "en", "shelter", 1),
)
ALL = pace(booked=BOOKED, scenario=Scenario(5, "discussion", "fr", "shelter"))


def drawn(found=None, locale=Locale.EN, **more):
    found = found or pace()
    return curve(Curve(found.months, pace=found, **more), locale)


def points(*totals, first=1):
    """Months of 2015 with these totals; ``None`` comes after the data."""
    return tuple(
        Point(f"2015-{n:02d}", held=total is not None, youth=1, total=total, planned=None)
        for n, total in enumerate(totals, start=first)
    )


def names(figure):
    """Of the lines, in their second row."""
    texts = [one["text"] for one in figure["layout"]["annotations"]]
    return [text.split("<br>")[1] for text in texts if "<br>" in text and "session" not in text]


def traces(figure, kind, axis="y"):
    found = [one for one in figure["data"] if one["type"] == kind]
    return [one for one in found if one.get("yaxis", "y") == axis]


def reached(figure):
    return next(one for one in figure["data"] if one.get("mode") == "lines+markers")


# The lines


def test_every_line_is_named_where_it_ends_and_the_plan_where_it_is_far_from_the_others():
    assert names(drawn(ALL)) == ["projected", "target", "what’s planned", "what if", "reached"]
    assert names(drawn()) == ["projected", "target", "reached"]
    plan = next(one for one in drawn()["layout"]["annotations"] if one["text"] == "plan")
    assert (plan["x"], plan["yanchor"]) == (date(2014, 12, 31), "bottom")


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (Locale.EN, ("with", "what’s planned")),
        (Locale.FR, ("avec ce", "qui est prévu")),
    ],
)
def test_the_name_of_planned_sessions_breaks_into_two_short_lines(locale, said):
    texts = [one["text"] for one in drawn(ALL, locale=locale)["layout"]["annotations"]]
    upper, lower = next(one for one in texts if said[1] in one).split("<br>")
    assert lower == said[1]
    assert upper.replace("\N{NO-BREAK SPACE}", " ").endswith(f" {said[0]}")


def test_what_was_reached_is_named_right_of_the_plot_where_nothing_follows():
    (name,) = (
        one
        for one in curve(Curve(points(10, 30)), Locale.EN)["layout"]["annotations"]
        if one["text"] == "30<br>reached"
    )
    assert (name["xref"], name["x"]) == ("paper", 1)


@pytest.mark.parametrize("days_left", [1, 30])
def test_a_name_below_the_plan_near_the_edge_keeps_clear_of_those_right_of_the_plot(days_left):
    day = TARGET.due - timedelta(days_left)
    layout = drawn(pace(so_far([20] * (22 - days_left // 30), as_of=day), as_of=day))["layout"]
    named = [one for one in layout["annotations"] if "<br>" in one["text"]]
    assert {one.get("xref") for one in named} == {"paper"}
    low, high = layout["yaxis"]["range"]
    places = sorted(HEIGHT * (one["y"] - low) / (high - low) + one["yshift"] for one in named)
    assert all(upper - lower >= NAME_HEIGHT - 1 for lower, upper in pairwise(places))


@pytest.mark.parametrize(
    ("youth", "said", "anchors"),
    [
        ((5,), "5 reached", ("left", "middle")),  # below the plan, near the bottom
        ((9, 3), "12 reached", ("left", "middle")),
        ((290,), "290<br>reached", ("left", "bottom")),  # left of it is the axis
    ],
)
def test_a_short_line_is_named_where_neither_axis_nor_heading_stands(youth, said, anchors):
    day = date(2013, 9 + len(youth), 1) - timedelta(1)
    found = drawn(pace(so_far(youth, as_of=day), as_of=day))
    (name,) = [one for one in found["layout"]["annotations"] if "reached" in one["text"]]
    assert (name["text"], (name["xanchor"], name["yanchor"])) == (said, anchors)


def test_the_narrow_band_lies_in_the_wide_one_and_both_begin_where_the_total_is():
    high, low, high_half, low_half = drawn()["data"][:4]
    bands = pace().usual.bands
    assert high["y"] == [REACHED, *(band.high for band in bands)]
    assert low["y"] == [REACHED, *(band.low for band in bands)]
    assert high_half["y"] == [REACHED, *(band.high_half for band in bands)]
    assert low_half["y"] == [REACHED, *(band.low_half for band in bands)]
    assert [one["fill"] for one in drawn()["data"][:4]] == ["none", "tonexty"] * 2
    assert high["x"] == [
        date(2015, 2, 28),
        date(2015, 3, 31),
        date(2015, 4, 30),
        date(2015, 5, 31),
        date(2015, 6, 30),
    ]


def test_the_past_ends_on_the_day_of_the_pace():
    line = reached(drawn(pace(as_of=date(2015, 2, 20))))
    assert line["x"][-2:] == [date(2015, 1, 31), date(2015, 2, 20)]
    assert line["y"][-1] == REACHED


def test_points_say_their_day_and_number():
    target = next(one for one in drawn()["data"] if one["y"] == [1000, 1000])
    assert target["x"][-1] == date(2015, 6, 30)  # which the browser writes: assets/shared/points.js
    assert "text" not in target
    assert target["hovertemplate"] == "%{text} – %{y:,} target<extra></extra>"


def test_an_earlier_period_is_a_dotted_line_at_the_months_shown():
    shown = Curve(points(10, 30, None), points(5, 9, 50, first=7))
    earlier, line = traces(curve(shown, Locale.EN), "scatter")
    assert earlier["x"] == line["x"] == [date(2015, 1, 31), date(2015, 2, 28), date(2015, 3, 31)]
    assert earlier["y"] == [5, 9, 50]
    assert earlier["line"]["dash"] == "dot"
    assert names(curve(shown, Locale.EN)) == ["earlier", "reached"]


def test_without_a_pace_there_is_neither_plan_nor_projection():
    (line,) = traces(curve(Curve(trend(so_far())), Locale.EN), "scatter")
    assert line["mode"] == "lines+markers"


def test_without_a_projection_the_plan_goes_on():
    found = drawn(pace(so_far(YOUTH[:4])))
    assert names(found) == ["target"]
    assert "151 reached" in [one["text"] for one in found["layout"]["annotations"]]
    assert found["layout"]["xaxis"]["range"][1] == date(2015, 7, 1)


def test_a_hidden_total_leaves_a_gap():
    hidden = pace(so_far((*YOUTH[:-2], None, None), total=REACHED))
    assert reached(drawn(hidden))["y"][-2:] == [None, REACHED]


def test_where_everything_is_hidden_only_target_and_plan_are_drawn():
    hidden = replace(so_far(), youth=YouthReached(None, TARGET, None, None, None))
    hidden = hidden.with_rows(by_month=tuple(r._replace(youth=None) for r in hidden.by_month))
    figure = drawn(pace(hidden))
    assert names(figure) == ["target"]
    assert set(reached(figure)["y"]) == {None}


def test_an_empty_project_has_an_empty_figure_as_high_as_others():
    figure = drawn(pace(so_far(())))
    assert (figure["data"], figure["layout"]["height"]) == ([], HEIGHT)


@pytest.mark.parametrize(("youth", "from_zero"), [(YOUTH, True), ((9000, *YOUTH), False)])
def test_the_scale_begins_at_zero_unless_the_bands_would_be_threads(youth, from_zero):
    low, high = drawn(pace(so_far(youth, target=None)))["layout"]["yaxis"]["range"]
    assert (low == 0) == from_zero
    assert high > sum(youth)


def test_without_bands_a_small_difference_is_drawn_as_small():
    layout = curve(Curve(points(80, 83)), Locale.EN)["layout"]
    assert layout["yaxis"]["range"][0] == 0


def test_months_on_the_axis_are_few_and_in_the_readers_language():
    axis = drawn(locale=Locale.FR)["layout"]["xaxis"]
    assert len(axis["tickvals"]) <= 4
    assert axis["ticktext"][0] == "sept.<br>2013"


# The months


def test_each_month_is_a_column_on_the_same_days_as_the_line():
    columns, _ = traces(drawn(), "bar", "y2")
    assert columns["y"] == list(YOUTH)
    assert columns["x"][-1] == date(2015, 2, 14)
    layout = drawn()["layout"]
    assert layout["xaxis"]["anchor"] == "y2"
    assert layout["yaxis2"]["domain"][1] < layout["yaxis"]["domain"][0]


def test_a_hidden_month_has_an_x_and_no_column():
    hidden = pace(so_far((*YOUTH[:-2], None, None), total=REACHED))
    columns, hit = traces(drawn(hidden), "bar", "y2")
    signs, _ = traces(drawn(hidden, Locale.EN), "scatter", "y2"), None
    assert columns["y"][-2:] == [None, None]
    assert signs[0]["text"] == ["x", "x"]
    assert hit["meta"]["hidden"] == "x"


def test_a_month_is_chosen_anywhere_above_its_place_by_its_days():
    counts, hit = traces(drawn(), "bar", "y2")
    assert set(hit["y"]) == {drawn()["layout"]["yaxis2"]["range"][1]}
    # the browser makes the words and the filters of each: assets/shared/points.js
    assert hit["meta"]["words"] == "{month} – {youth} in the month, {total} in all"
    assert hit["x"] == counts["x"]
    assert len(reached(drawn())["y"]) == len(hit["x"])


def test_the_only_number_beside_the_columns_is_round_and_no_zero():
    assert drawn()["layout"]["yaxis2"]["tickvals"] == [50]
    none = curve(Curve((points(0)[0]._replace(youth=0),)), Locale.EN)
    assert none["layout"]["yaxis2"]["tickvals"] == [1]


def test_every_planned_session_is_a_circle_one_above_the_other():
    (circles,) = traces(drawn(ALL), "scatter", "y2")
    assert circles["x"] == [date(2015, 4, 15)] * 11 + [date(2015, 6, 15)]
    heights = circles["y"][:11]
    assert heights == sorted(set(heights))
    assert heights[-1] < drawn(ALL)["layout"]["yaxis2"]["range"][1]
    assert circles["text"][0] == "April 2015 – 11 planned sessions"
    texts = [one["text"] for one in drawn(ALL)["layout"]["annotations"]]
    assert "12 planned<br>sessions" in texts


def test_the_latest_months_are_the_last_of_those_so_far():
    assert [one.month for one in latest(trend(so_far()), 2)] == ["2015-01", "2015-02"]


# Annotations


STRIKE = Annotation("a", "Strike", "Grève", date(2014, 9, 1))
FUNDS = Annotation("b", "<b>Funds</b>", "Fonds", date(2014, 3, 3), date(2014, 4, 1))
EARLIER = Annotation("c", "Before the project", "Avant le projet", date(2013, 1, 1))
KNOWN = (STRIKE, EARLIER, FUNDS)


def test_annotations_of_the_days_drawn_are_numbered_in_their_order():
    assert Curve(pace().months, pace=pace(), known=KNOWN).happened == (FUNDS, STRIKE)
    layout = drawn(known=KNOWN)["layout"]
    assert [line["x0"] for line in layout["shapes"] if line["type"] == "line"] == [
        date(2014, 3, 3),
        date(2014, 9, 1),
    ]
    assert [one["x"] for one in layout["annotations"] if one["text"] in ("1", "2")] == [
        date(2014, 3, 3),
        date(2014, 9, 1),
    ]
    assert drawn()["layout"]["shapes"] == []


def test_nothing_that_somebody_wrote_stands_in_the_figure():
    assert "Funds" not in str(drawn(known=KNOWN))


# The table


def test_the_table_of_what_may_come_has_a_row_a_day_and_a_column_a_line():
    found = table(ALL, Locale.EN)
    assert found["headings"] == [
        "Day",
        "Plan",
        "Planned sessions",
        "Projected",
        "5 cases in 10",
        "8 cases in 10",
        "With planned",
        "What if",
    ]
    last = ALL.usual.bands[-1]
    assert [row[0] for row in found["rows"]][::3] == ["2015-03-31", "2015-06-30"]
    assert found["rows"][-1][1:6] == [
        "1,000",
        "1",
        f"{last.median:,}",
        f"{last.low_half:,}–{last.high_half:,}",
        f"{last.low:,}–{last.high:,}",
    ]


def test_without_a_projection_the_table_has_the_plan_and_the_planned_sessions():
    found = table(pace(so_far(YOUTH[:4]), as_of=date(2015, 5, 20)), Locale.EN)
    assert found["headings"] == ["Day", "Plan", "Planned sessions"]
    assert [row[0] for row in found["rows"]] == ["2015-05-31", "2015-06-30"]
