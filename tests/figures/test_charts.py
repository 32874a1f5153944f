from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.progress.progress import BreakdownRow, YouthReached
from dashboard.domain.progress.trend import trend
from dashboard.domain.shared.filters import Filters
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import Locale
from tests.support.samples import PROGRESS, TARGET


def test_the_plan_goes_on_to_its_due_month():
    planned, reached = cumulative(trend(PROGRESS), Locale.EN)["data"]
    assert planned["x"][-1] == "2015-06"
    assert planned["y"][-1] == 1000
    assert reached["y"] == [600, 1180, None, None, None]


def test_the_last_total_is_not_said_to_be_of_today_as_later_ones_may_be_hidden():
    *_, reached = cumulative(trend(PROGRESS), Locale.FR)["layout"]["annotations"]
    assert reached["text"].split("<br>") == ["1\N{NO-BREAK SPACE}180", "(résultat)"]


def test_under_a_filter_no_plan_is_drawn():
    filtered = replace(
        PROGRESS,
        filters=Filters(language=("fr",)),
        youth=YouthReached(230, TARGET, None, None, None),
    )
    planned, reached = cumulative(trend(filtered), Locale.EN)["data"]
    assert planned["y"] == [None, None]
    assert planned["x"] == reached["x"] == ["2015-02", "2015-03"]


def test_without_a_plan_the_scale_follows_what_was_reached():
    few = replace(PROGRESS, youth=YouthReached(9, TARGET, None, None, None)).with_rows(
        by_month=(BreakdownRow("2015-02", 1, 9, 9),)
    )
    assert cumulative(trend(few), Locale.EN)["layout"]["yaxis"]["range"][1] < 12


def test_without_months_there_is_an_empty_chart_and_no_fault():
    figure = cumulative((), Locale.EN)
    assert figure["layout"]["annotations"] == []


@given(st.integers(1, 60))
def test_a_long_history_keeps_its_month_labels_apart(months):
    rows = tuple(BreakdownRow(f"{2010 + m // 12}-{m % 12 + 1:02d}", 1, 9, 9) for m in range(months))
    youth = YouthReached(9 * months, None, None, None, None)
    points = trend(replace(PROGRESS, youth=youth).with_rows(by_month=rows))
    assert len(cumulative(points, Locale.EN)["layout"]["xaxis"]["tickvals"]) <= 5
