import re
from dataclasses import replace

import pytest

from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.progress.trend import trend
from dashboard.domain.publications.trend import ending_in_the_whole, published_trend
from dashboard.domain.shared.intervals import Interval
from dashboard.i18n import Locale
from dashboard.sentences.progress import charts
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY


def test_the_months_say_the_total_and_the_busiest():
    assert charts.cumulative(trend(PROGRESS)).say(Locale.EN) == (
        "1,180 youth participations, February to March 2015. Busiest month: February 2015 (600)."
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


def ranged(*told: int | tuple[int, int] | None) -> tuple[BreakdownRow, ...]:
    """A row for each count, range or ``None``, of youth and of everyone."""
    months = ("2015-02", "2015-03", "2015-04")
    return tuple(
        BreakdownRow(
            month,
            3,
            exact := one if isinstance(one, int) else None,
            exact,
            range=(known := Interval(*one) if isinstance(one, tuple) else None),
            youth_range=known,
        )
        for month, one in zip(months, told, strict=False)
    )


@pytest.mark.parametrize(
    ("told", "busiest"),
    [
        ((100, (114, 128)), "Busiest month: March 2015 (114 to 128)."),
        ((114, (100, 114)), "Busiest month: February 2015 (114)."),
        (((11, 25), (114, 128), None), "Busiest of the months shown: March 2015 (114 to 128)."),
        ((120, (114, 128)), None),
        (((110, 124), (114, 128)), None),
        ((0, (0, 15)), None),
    ],
)
def test_the_most_is_said_where_no_range_beside_it_may_go_higher(told, busiest):
    rows, terms = ranged(*told), {"2015-02": "February", "2015-03": "March", "2015-04": "April"}
    said = charts.cumulative(trend(PROGRESS.with_rows(by_month=rows))).say(Locale.EN)
    assert busiest in said if busiest else "Busiest" not in said
    most = charts.breakdown(rows, terms).say(Locale.EN)
    if busiest:
        label, count = re.search(r"(\w+) 2015 \((.+)\)", busiest).groups()
        assert f"{label} ({count}, in 3 sessions)." in most
    assert ("Most participations" in most) == bool(busiest)


def test_a_total_that_is_told_as_a_range_is_not_called_hidden():
    whole = replace(PROGRESS.youth, participations=None, range=Interval(947, 971))
    for rows, when in (
        (PROGRESS.by_month, ", February to March 2015."),
        (PROGRESS.by_month[:1], " in February 2015."),
    ):
        progress = replace(PROGRESS, youth=whole).with_rows(by_month=rows)
        said = charts.cumulative(ending_in_the_whole(published_trend(progress), progress))
        assert said.say(Locale.EN).startswith(f"From 947 to 971 youth participations{when}")
        assert said.say(Locale.FR).startswith("De 947 à 971 participations de jeunes ")


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
