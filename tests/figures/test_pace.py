from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.pace.pacing import PlannedGroup
from dashboard.domain.progress.progress import YouthReached
from dashboard.domain.progress.scenario import Scenario
from dashboard.figures.pace import fan
from dashboard.figures.pace_table import table
from dashboard.i18n import Locale
from tests.support.pace import AS_OF, TARGET, YOUTH, pace, so_far

REACHED = sum(YOUTH)
BOOKED = PlannedGroup("2015-04", "discussion", "fr", "shelter", 9)
ALL = pace(booked=(BOOKED,), scenario=Scenario(5, "discussion", "fr", "shelter"))


def names(figure):
    return [one["text"].split("<br>")[1] for one in figure["layout"]["annotations"]]


def lines(figure):
    return [trace for trace in figure["data"] if "text" in trace]


def test_every_line_is_named_at_its_end_from_the_lowest_up():
    assert names(fan(ALL, Locale.EN)) == ["projected", "target", "with planned", "what if"]
    assert names(fan(pace(), Locale.EN)) == ["projected", "target"]


def test_without_a_projection_what_was_reached_is_named():
    assert names(fan(pace(so_far(YOUTH[:4])), Locale.EN)) == ["reached", "target"]


def test_the_range_is_filled_between_its_edges_and_starts_where_the_total_is():
    upper, lower = fan(pace(), Locale.EN)["data"][:2]
    bands = pace().usual.bands
    assert upper["y"] == [REACHED, *(band.high for band in bands)]
    assert lower["y"] == [REACHED, *(band.low for band in bands)]
    assert (upper["fill"], lower["fill"]) == ("none", "tonexty")
    assert upper["x"] == ["2015-02-28", "2015-03-31", "2015-04-30", "2015-05-31", "2015-06-30"]


def test_the_past_ends_on_the_day_of_the_pace():
    reached = lines(fan(pace(as_of=date(2015, 2, 20)), Locale.EN))[-1]
    assert reached["x"][-2:] == ["2015-01-31", "2015-02-20"]
    assert reached["y"][-1] == REACHED
    assert len(reached["x"]) == 12


def test_points_say_their_day_and_number():
    target = next(line for line in lines(fan(pace(), Locale.EN)) if line["y"] == [1000, 1000])
    assert target["text"][-1] == "June 30, 2015 – 1,000 target"


def test_totals_that_are_all_equal_have_room_above():
    """One month, and no target in force: once the whole view failed."""
    figure = fan(pace(so_far((20,), target=None)), Locale.EN)
    low, high = figure["layout"]["yaxis"]["range"]
    assert (low, high > 20) == (0, True)


def test_a_hidden_total_leaves_a_gap():
    hidden = pace(so_far((*YOUTH[:-2], None, None), total=REACHED))
    reached = lines(fan(hidden, Locale.EN))[-1]
    assert reached["y"][-2:] == [None, REACHED]


def test_where_everything_is_hidden_only_the_target_is_drawn():
    hidden = replace(so_far(), youth=YouthReached(None, TARGET, None, None, None))
    hidden = hidden.with_rows(by_month=tuple(replace(r, youth=None) for r in hidden.by_month))
    figure = fan(pace(hidden), Locale.EN)
    assert names(figure) == ["target"]
    assert lines(figure)[-1]["y"] == [None] * 12


def test_an_empty_project_has_an_empty_figure():
    figure = fan(pace(so_far(())), Locale.EN)
    assert figure["data"] == []
    assert not figure["layout"]["xaxis"]["visible"]


@pytest.mark.parametrize(("youth", "from_zero"), [(YOUTH, True), ((9000, *YOUTH), False)])
def test_the_scale_begins_at_zero_unless_the_fan_would_be_a_thread(youth, from_zero):
    low, high = fan(pace(so_far(youth, target=None)), Locale.EN)["layout"]["yaxis"]["range"]
    assert (low == 0) == from_zero
    assert high > sum(youth)


def test_months_on_the_axis_are_few_and_in_the_readers_language():
    axis = fan(pace(), Locale.FR)["layout"]["xaxis"]
    assert len(axis["tickvals"]) <= 4
    assert axis["ticktext"][0] == "mars<br>2014"


# The table


def test_the_table_has_a_row_a_day_and_a_column_a_line():
    found = table(ALL, Locale.EN)
    assert found["headings"] == [
        "Day",
        "Total so far",
        "Low",
        "Projected",
        "High",
        "With planned",
        "What if",
    ]
    last = ALL.usual.bands[-1]
    assert found["rows"][-1][:5] == [
        "2015-06-30",
        "..",
        f"{last.low:,}",
        f"{last.median:,}",
        f"{last.high:,}",
    ]
    assert found["rows"][11] == [AS_OF.isoformat(), str(REACHED), *[".."] * 5]


def test_without_a_projection_the_table_has_the_past_only():
    found = table(pace(so_far(YOUTH[:4])), Locale.EN)
    assert found["headings"] == ["Day", "Total so far"]
    assert [row[0] for row in found["rows"]][:2] == ["2013-09-30", "2013-10-31"]


def test_a_hidden_total_is_an_x_in_the_table():
    hidden = pace(so_far((*YOUTH[:-2], None, None), total=REACHED))
    assert table(hidden, Locale.EN)["rows"][10][:2] == ["2015-01-31", "x"]
