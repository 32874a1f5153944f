from dataclasses import replace

import pytest

from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.progress.trend import trend
from dashboard.i18n import Locale
from dashboard.sentences.progress import charts
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY


def test_the_months_say_the_total_and_the_busiest():
    assert charts.cumulative(trend(PROGRESS)).say(Locale.EN) == (
        "1,180 youth participations, February 2015 to March 2015. Busiest month: "
        "February 2015 (600)."
    )


def test_a_single_month_is_said_once():
    one = replace(
        PROGRESS, youth=replace(PROGRESS.youth, participations=600, planned=None)
    ).with_rows(by_month=PROGRESS.by_month[:1])
    said = charts.cumulative(trend(one))
    assert said.say(Locale.EN) == "600 youth participations in February 2015."
    assert said.say(Locale.FR) == "600 participations de jeunes en février 2015."


def test_a_hidden_total_is_not_said():
    hidden = HIDDEN.with_rows(by_month=(BreakdownRow("2015-02", 1, None, None),))
    assert charts.cumulative(trend(hidden)).say(Locale.EN) == (
        "The total so far is hidden to protect privacy (x). 1 month is hidden (x)."
    )


def test_a_hidden_month_may_be_the_busiest():
    months = (*PROGRESS.by_month[:1], BreakdownRow("2015-03", 9, None, None))
    said = charts.cumulative(trend(PROGRESS.with_rows(by_month=months))).say(Locale.EN)
    assert "Busiest of the months shown: February 2015 (600)." in said


def test_no_month_at_all_has_its_own_sentence():
    said = charts.cumulative(trend(PROGRESS.with_rows(by_month=()))).say(Locale.EN)
    assert said == "No month has a session under these filters."


def test_a_breakdown_says_the_most_the_none_and_the_hidden():
    said = charts.breakdown(PROGRESS.by_age_group, VOCABULARY.ages).say(Locale.EN)
    assert (
        said == "Most participations: 12 to 14 (180, in 30 sessions). No participation: 15 to 17."
    )
    said = charts.breakdown(PROGRESS.by_venue_type, VOCABULARY.venue_types).say(Locale.EN)
    assert said.startswith("Most participations of the rows shown: ")
    assert said.endswith("1 row is hidden (x).")


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ((), "Remove more than one of them, or clear all."),
        (("language",), "Remove the filter “language” to see some."),
        (
            ("language", "from"),
            "Remove any one of these filters to see some: language and start date.",
        ),
    ],
)
def test_an_empty_view_says_which_filter_to_drop(without, said):
    none = replace(PROGRESS, delivered=0)
    assert charts.empty(none, without).say(Locale.EN).endswith(said)


def test_a_view_with_sessions_is_not_called_empty():
    assert charts.empty(PROGRESS, ()) is None
