from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.domain.pace.history import History
from dashboard.domain.pace.pace import Basis, Minimum, PaceQuestion, Recent
from dashboard.domain.pace.pacing import PlannedGroup, complete_months, history_of, recent, required
from dashboard.domain.progress.progress import FrenchShare, YouthReached
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.shared.filters import Filters
from tests.support.pace import AS_OF, FIRST, TARGET, YOUTH, pace, so_far

REACHED = sum(YOUTH)
FRENCH_TALKS = Scenario(2, "discussion", "fr", "shelter")


def booked(sessions=1, month="2015-04", kind="discussion", language="fr"):
    return PlannedGroup(month, kind, language, "shelter", sessions)


# The day


@pytest.mark.parametrize(
    ("end", "as_of"),
    [
        (None, date(2015, 3, 25)),
        (date(2014, 6, 30), date(2014, 6, 30)),
        (date(2016, 1, 1), date(2015, 3, 25)),
    ],
)
def test_the_pace_is_judged_on_the_last_day_but_never_after_today(end, as_of):
    assert PaceQuestion(end, date(2015, 3, 25)).as_of == as_of


# What the target takes


def test_what_is_needed_is_what_is_missing_over_the_months_left():
    days = (TARGET.due - AS_OF).days
    assert required(780, TARGET, AS_OF) == round(Decimal("220") * Decimal("30.4375") / days, 1)


@pytest.mark.parametrize(
    ("reached", "target", "as_of", "needed"),
    [
        (1000, TARGET, AS_OF, 0),
        (1200, TARGET, date(2015, 7, 1), 0),
        (999, TARGET, TARGET.due, None),
        (None, TARGET, AS_OF, None),
        (500, None, AS_OF, None),
    ],
    ids=["just reached", "passed", "due today", "hidden", "no target"],
)
def test_some_days_nothing_is_needed_and_on_others_it_cannot_be_told(
    reached, target, as_of, needed
):
    assert required(reached, target, as_of) == needed


@pytest.mark.parametrize(
    ("youth", "month"),
    [
        ((400, 500, 100, 30), "2013-11"),
        ((1000, 5), "2013-09"),
        ((400, 500), None),
        ((400, None, None, 100), None),
    ],
    ids=["in the third month", "at once", "not yet", "behind a hidden month"],
)
def test_the_month_in_which_the_target_was_reached(youth, month):
    assert pace(so_far(youth, total=1500 if None in youth else None)).reached_in == month


# What is usual


def test_the_recent_pace_is_that_of_the_last_complete_months():
    assert pace().recent == Recent(3, Decimal("47.3"))  # 20, 58 and 64
    assert pace(as_of=date(2015, 2, 27)).recent == Recent(3, Decimal("41.7"))  # 47, 20, 58


def test_months_since_the_last_session_count_as_zeros():
    assert pace(as_of=date(2015, 4, 30)).recent == Recent(3, Decimal("21.3"))  # 64, 0 and 0


def test_a_hidden_month_hides_the_recent_pace():
    hidden = so_far((*YOUTH[:-1], None), total=REACHED)
    assert pace(hidden).recent == Recent(3, None)


def test_too_few_months_have_no_recent_pace():
    assert recent(so_far((20, 30)), ("2013-09", "2013-10"), 3) is None
    assert pace(so_far(()), as_of=date(2013, 9, 1)).recent is None


def test_a_month_is_complete_on_its_last_day():
    progress = so_far((20, 30))
    assert complete_months(progress, date(2013, 10, 30)) == ("2013-09",)
    assert complete_months(progress, date(2013, 10, 31)) == ("2013-09", "2013-10")
    assert complete_months(progress, date(2013, 12, 1))[-1] == "2013-11"
    assert complete_months(so_far(()), AS_OF) == ()


def test_hidden_months_share_what_the_others_leave_of_the_total():
    found = so_far((30, None, 40, None), total=100)
    months = ("2013-09", "2013-10", "2013-11", "2013-12", "2014-01")
    assert history_of(found, months) == History(FIRST, (30, 15, 40, 15, 0), (3, 3, 3, 3, 0))
    assert history_of(so_far((30, None), total=70), months[:1]) == History(FIRST, (30,), (3,))


def test_a_hidden_total_leaves_no_history():
    hidden = replace(so_far((5, 5)), youth=YouthReached(None, TARGET, None, None, None))
    assert history_of(hidden, ("2013-09",)) is None
    found = pace(hidden)
    assert (found.reached, found.required, found.usual) == (None, None, None)


# Silence


@pytest.mark.parametrize(
    ("as_of", "weeks", "silent"),
    [
        (date(2015, 2, 28), 0, False),
        (date(2015, 3, 27), 3, False),
        (date(2015, 3, 28), 4, True),
        (date(2015, 5, 30), 13, True),
    ],
)
def test_silence_begins_after_so_many_weeks(as_of, weeks, silent):
    found = pace(as_of=as_of)
    assert (found.weeks_silent, found.silent) == (weeks, silent)


def test_silence_is_told_and_not_projected():
    lately, later = pace(), pace(as_of=date(2015, 4, 30))
    a_month = (lately.usual.bands[-1].median - REACHED) / 4
    assert (later.usual.bands[-1].median - REACHED) / 2 == pytest.approx(a_month, rel=0.15)


def test_before_the_first_session_no_one_is_silent():
    nothing = replace(so_far(()), last_session=None, data_as_of=None)
    assert (pace(nothing).weeks_silent, pace(nothing).silent) == (None, False)


# Too early


@pytest.mark.parametrize(
    ("youth", "sessions", "enough"),
    [
        (YOUTH[:6], 2, True),
        (YOUTH[:6], 1, False),
        (YOUTH[:5], 9, False),
        ((0, 0, 0, 0, 0, 0), 9, False),
    ],
    ids=["just enough", "too few sessions", "too few months", "no youth"],
)
def test_a_projection_waits_for_enough_months_and_sessions(youth, sessions, enough):
    found = pace(so_far(youth, sessions=sessions), as_of=date(2014, 2, 28))
    assert found.basis.enough == enough
    assert (found.usual is not None) == enough
    assert found.basis.minimum == Minimum(6, 12)


def test_months_without_a_session_at_the_end_do_not_make_it_less_early():
    assert pace(so_far(YOUTH[:5]), as_of=AS_OF).basis == Basis(5, 15, Minimum(6, 12))


# What may come


def test_the_projection_goes_from_what_is_reached_until_the_target_is_due():
    found = pace()
    assert (found.reached, found.last) == (REACHED, TARGET.due)
    bands = found.usual.bands
    assert [band.month for band in bands] == ["2015-03", "2015-04", "2015-05", "2015-06"]
    assert all(REACHED <= band.low < band.median < band.high for band in bands)
    assert 0 < found.usual.chance < 1


def test_a_reached_target_is_still_projected_to_its_day():
    found = pace(so_far((*YOUTH[:-1], 500)))
    assert (found.required, found.usual.chance, found.usual.finish) == (0, None, None)
    assert found.usual.bands[-1].month == "2015-06"


def test_planned_sessions_that_a_usual_month_would_bring_anyway_change_little():
    found = pace(booked=(booked(),))
    assert found.planned_sessions.sessions == 1
    usual, planned = found.usual.bands, found.planned_sessions.projection.bands
    assert planned[0] == usual[0]
    assert 0 <= planned[-1].median - usual[-1].median < 5
    assert planned[-1].low >= usual[-1].low


def test_planned_sessions_count_where_they_bring_more_than_usual():
    found = pace(booked=(booked(60),))  # of ten youth each
    usual, planned = found.usual.bands, found.planned_sessions.projection.bands
    assert planned[1].median - planned[0].median == pytest.approx(600, rel=0.05)
    assert planned[3].median - planned[1].median == pytest.approx(
        usual[3].median - usual[1].median, abs=8
    )
    assert found.planned_sessions.projection.chance == 1


def test_without_planned_sessions_there_is_no_second_line():
    assert pace().planned_sessions.projection is None


def test_a_scenario_comes_on_top_of_all_that_is_planned():
    found = pace(booked=(booked(60),), scenario=FRENCH_TALKS)
    more = found.what_if
    assert more.sessions == 8  # two in each of four months
    planned = found.planned_sessions.projection.bands[-1].median
    assert more.projection.bands[-1].median - planned == pytest.approx(80, abs=4)


def test_a_scenario_adds_to_a_part_of_a_month_a_part_of_its_sessions():
    found = pace(as_of=date(2015, 3, 15), scenario=FRENCH_TALKS)  # 16 of 31 days are left
    assert found.what_if.sessions == 1 + 2 + 2 + 2


def test_a_scenario_needs_no_projection_to_tell_the_french_share():
    found = pace(so_far(YOUTH[:3]), as_of=date(2013, 11, 30), scenario=FRENCH_TALKS)
    assert found.what_if.projection is None
    assert found.what_if.french_share.sessions > found.french_share.sessions


@pytest.mark.parametrize(
    ("scenario", "planned", "share"),
    [
        (FRENCH_TALKS, (), FrenchShare(18, 45, Decimal("40.0"))),
        (replace(FRENCH_TALKS, language="en"), (), FrenchShare(10, 45, Decimal("22.2"))),
        (replace(FRENCH_TALKS, kind="youth_workshop"), (), FrenchShare(10, 37, Decimal("27.0"))),
        (
            FRENCH_TALKS,
            (booked(2), booked(1, language="en"), booked(5, kind="youth_workshop")),
            FrenchShare(20, 48, Decimal("41.7")),
        ),
    ],
    ids=["French", "English", "a kind that does not count", "planned ones count too"],
)
def test_the_french_share_counts_what_is_planned_and_added(scenario, planned, share):
    assert pace(scenario=scenario, booked=planned).what_if.french_share == share


def test_the_status_is_that_of_the_gauge():
    found = pace()
    assert (found.status, found.status_day) == (so_far().youth.status, AS_OF)
    on_a_day = replace(so_far(), filters=Filters(end=date(2015, 2, 1)))
    assert pace(on_a_day).status_day == date(2015, 2, 1)
