"""What a publication says, and what it does not."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.domain.progress.breakdowns import QUARTER
from dashboard.domain.progress.progress import Facilitators
from dashboard.domain.publications.protected import YOUTH, CellMark, ProtectedCell
from dashboard.domain.publications.publication import CellRevision
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.periods import Period
from dashboard.i18n import Locale
from dashboard.publications.answering.coarser import coarser, understood
from dashboard.publications.answering.reading import OpenPublication, PublishedAnswer
from tests.support.publications import (
    CARRIED_DAY,
    SENSITIVE,
    Held,
    hiding,
    marked,
    publication,
    with_cell,
)

READING = OpenPublication(publication())


def ask(reading: OpenPublication = READING, **filters: object) -> PublishedAnswer:
    return reading.answer(Filters(**filters), Audience.PUBLIC)


def row(rows, code: str):
    return next(one for one in rows if one.code == code)


def test_the_whole_project_reads_as_its_totals():
    progress = ask().progress
    assert progress.youth.participations == 1333
    assert progress.youth.percent == Decimal("133.3")
    assert progress.youth.status == "on_track"
    assert (progress.french_share.french, progress.french_share.sessions) == (9, 37)
    assert [group.reached for group in progress.age_groups] == [True] * 4
    assert progress.facilitators == Facilitators(10, {"en": 10, "fr": 4})
    assert (progress.data_as_of, progress.last_session) == (date(2015, 3, 25), None)
    assert progress.audience is Audience.PUBLIC


def test_people_trained_are_known_of_one_language_and_of_all():
    assert ask(language=("fr",)).progress.facilitators.people == 4
    assert ask(language=("bilingual",)).progress.facilitators.people == 0
    both = ask(language=("en", "fr")).progress
    assert (both.facilitators.people, both.facilitators_shown) == (10, {"en": 10, "fr": 4})


def test_an_earlier_publication_tells_the_languages_without_a_total():
    reading = OpenPublication(publication(trained_people=None))
    progress = reading.answer(Filters(), Audience.PUBLIC).progress
    assert progress.facilitators == Facilitators(None, {"en": 10, "fr": 4})


def test_hidden_not_available_and_zero_stay_three_things():
    filters = {"language": ("fr",), "venue_type": (SENSITIVE,)}
    progress = ask(**filters).progress
    hidden = row(progress.by_venue_type, SENSITIVE)
    assert hidden.participations == 0
    assert row(ask(language=("bilingual",)).progress.by_month, "2014-08").participations is None
    assert row(ask().progress.by_month, "2014-07").participations == 0
    assert row(ask().progress.by_age_group, "12-14").sessions is None


def test_where_no_session_was_held_nobody_came():
    """Readers know it from the sessions, whether the cell is published or not."""
    progress = ask(language=("bilingual",), age=("12-14",), period=Period.parse("2014-15")).progress
    months = {one.code: (one.sessions, one.participations) for one in progress.by_month}
    assert months == {"2014-06": (1, None), "2014-07": (0, 0), "2014-08": (1, None)}
    assert row(ask(language=("fr",)).progress.by_venue_type, SENSITIVE)[1:4] == (0, 0, 0)


def test_no_range_of_youth_goes_further_than_all_people_beside_it():
    month = "2014-05"
    everyone = ProtectedCell((), None, CellMark.RANGE, low=31, high=45)
    youth = ProtectedCell((YOUTH,), None, CellMark.RANGE, low=21, high=60)
    found = with_cell(with_cell(publication(), month, (), everyone), month, ("age",), youth)
    shown = row(ask(OpenPublication(found)).progress.by_month, month)
    assert (shown.range, shown.youth_range) == (Interval(31, 45), Interval(21, 45))


def test_several_codes_are_a_sum_of_open_cells():
    both = ask(language=("en", "fr")).progress.participations
    each = [ask(language=(code,)).progress.participations for code in ("en", "fr")]
    assert both == sum(each)


def test_a_hidden_part_hides_the_sum():
    reading = OpenPublication(hiding(publication(), ("language",), ("fr",)))
    assert ask(reading, language=("en", "fr")).progress.participations is None
    assert ask(reading, language=("en",)).progress.participations is not None


def test_all_codes_of_a_dimension_are_no_filter():
    assert ask(language=("en", "fr", "bilingual")).progress.participations == (
        ask().progress.participations
    )


def test_a_school_year_is_a_sum_of_months_and_quarters():
    progress = ask(period=Period.school_year(2014)).progress
    assert progress.youth.participations == sum(
        one.youth or 0
        for one in READING.answer(Filters(), Audience.PUBLIC).progress.by_month
        if one.code >= "2014-09"
    )
    assert ask(period=Period.school_year(2014), language=("fr",)).progress.participations is None


def test_a_period_before_the_project_has_nobody():
    progress = ask(period=Period.fiscal_year(2009)).progress
    assert (progress.participations, progress.delivered) == (0, 0)


@pytest.mark.parametrize(
    "filters",
    [{"start": date(2014, 2, 3)}, {"end": date(2014, 2, 27)}, {"venue": ("HS-01",)}],
)
def test_what_it_cannot_answer_is_hidden(filters):
    answer = ask(**filters).progress
    assert answer.participations is None
    assert answer.youth.participations is None
    assert answer.delivered == 0
    assert all(one.participations is None for one in answer.by_language)


def test_a_range_of_half_months_is_refused_with_a_word():
    filters, problems = understood([("from", "2014-02-03"), ("language", "fr")], READING)
    assert filters == Filters(language=("fr",))
    assert [(one.parameter, one.value) for one in problems] == [("from", "2014-02-03")]
    assert "whole months" in problems[0].message.message


def test_the_last_month_is_whole_as_far_as_the_data_go():
    assert ask(end=date(2015, 3, 25)).progress.participations == ask().progress.participations
    assert ask(end=date(2015, 3, 24)).progress.participations is None


def test_a_merged_type_is_asked_for_by_its_one_code():
    filters, problems = understood([("venue_type", SENSITIVE)], READING)
    assert (filters.venue_type, problems) == ((SENSITIVE,), ())
    pairs = [("venue_type", "shelter"), ("venue_type", "group_home")]
    assert understood(pairs, READING) == (filters, ())
    alone, problems = understood([("venue_type", "shelter"), ("language", "fr")], READING)
    assert alone == Filters(language=("fr",))
    assert [(one.parameter, one.value) for one in problems] == [("venue_type", "shelter")]


def test_sessions_ignore_the_age_filter():
    assert ask(age=("12-14",)).progress.french_share == ask().progress.french_share
    assert ask(age=("12-14",)).progress.delivered == ask().progress.delivered


def test_the_youth_of_an_age_filter_are_those_chosen():
    progress = ask(age=("12-14", "26-plus")).progress
    assert progress.participations == 441 + 18
    assert progress.youth.participations == 441
    assert [group.code for group in progress.age_groups] == ["12-14"]
    assert ask(age=("26-plus",)).progress.youth.participations == 0


def test_of_a_part_a_hidden_group_is_neither_reached_nor_missed():
    answer = ask(venue_type=(SENSITIVE,)).progress
    group = row(answer.age_groups, "22-25")
    assert group.reached is False
    reading = OpenPublication(hiding(publication(), ("venue_type", "age"), (SENSITIVE, "22-25")))
    progress = ask(reading, venue_type=(SENSITIVE,)).progress
    assert row(progress.age_groups, "22-25").reached is None
    assert progress.groups_reached is None


def test_carried_and_revised_numbers_are_marked():
    answer = ask(OpenPublication(marked()))
    venue = answer.marked["by_venue_type", "youth_organization", "participations"]
    assert (venue.value, venue.as_of, venue.revised) == (300, CARRIED_DAY, False)
    age = answer.marked["by_age_group", "12-14", "participations"]
    assert (age.value, age.as_of, age.revised) == (441, None, True)
    assert ("youth", "", "participations") not in answer.marked


def test_counts_of_different_days_are_not_added_up():
    carried = ProtectedCell(("youth_organization",), 300, CellMark.CARRIED, CARRIED_DAY)
    reading = OpenPublication(with_cell(publication(), "project", ("venue_type",), carried))
    assert ask(reading, venue_type=("youth_organization",)).progress.participations == 300
    both = ask(reading, venue_type=("youth_organization", "high_school")).progress
    assert both.participations is None


def test_a_hidden_number_is_marked_only_where_it_was_revised():
    found = publication(revised=(CellRevision("project", ("age",), (YOUTH,)),))
    answer = ask(OpenPublication(hiding(found, ("age",), (YOUTH,))))
    youth = answer.progress.youth
    assert (youth.participations, youth.percent, youth.status) == (None, None, None)
    assert answer.revised == {("youth", "", "participations")}
    again = ask(OpenPublication(hiding(publication(), ("age",), (YOUTH,))))
    assert ("youth", "", "participations") not in again.marked


def test_a_hidden_sum_is_marked_where_a_part_of_it_was_revised():
    by, french = ("language", "age"), ("fr", "12-14")
    found = publication(revised=(CellRevision("project", by, french),))
    answer = ask(OpenPublication(hiding(found, by, french)), language=("en", "fr"))
    assert row(answer.progress.rows["by_age_group"], "12-14").participations is None
    assert ("by_age_group", "12-14", "participations") in answer.revised
    assert ("by_age_group", "15-17", "participations") not in answer.revised


def test_the_coarser_choice_gives_up_least():
    assert coarser(Filters(language=("fr",), kind=("discussion",)), READING) == (
        Filters(kind=("discussion",))
    )
    quarter = Period.fiscal_quarter(2014, 3)
    assert coarser(Filters(language=("en",), period=quarter), READING) == Filters(period=quarter)
    month = with_cell(
        publication(), "2014-10", ("age",), ProtectedCell((YOUTH,), None, CellMark.HIDDEN)
    )
    october = Filters(start=date(2014, 10, 1), end=date(2014, 10, 31))
    assert coarser(october, OpenPublication(month)) == Filters()


def test_there_may_be_no_coarser_choice():
    world = (Held("2014-10", "en", SENSITIVE, "discussion", (1, 1, 0, 0, 0, 0)),)
    reading = OpenPublication(publication(world, data_as_of=date(2014, 10, 3)))
    assert coarser(Filters(), reading) is None
    assert coarser(Filters(language=("en",)), reading) is None


def test_a_publication_of_nothing_is_read_too():
    progress = ask(OpenPublication(publication((), data_as_of=date(2014, 1, 1)))).progress
    assert progress.delivered == 0
    assert progress.data_as_of is None
    assert progress.french_share.percent is None


def test_december_of_2011_is_not_the_fiscal_year():
    world = tuple(
        Held(month, "en", "high_school", "discussion", (20, 20, 0, 0, 0, 0))
        for month in ("2011-11", "2011-12", "2012-01")
    )
    reading = OpenPublication(publication(world, data_as_of=date(2012, 1, 31)))
    assert reading.periods.months == ("2011-11", "2011-12", "2012-01")
    progress = ask(reading, start=date(2011, 12, 1), end=date(2011, 12, 31)).progress
    assert progress.participations == 40
    assert ask(reading, period=Period.fiscal_year(2011)).progress.participations == 120


def test_quarters_are_cells_of_their_own_where_months_are_hidden():
    one = ProtectedCell((), None, CellMark.HIDDEN)
    reading = OpenPublication(with_cell(publication(), "2014-10", (), one))
    progress = ask(reading).progress
    assert row(progress.by_month, "2014-10").participations is None
    whole = row(ask().progress.rows["by_quarter"], "2014-15-q3")
    assert row(progress.rows["by_quarter"], "2014-15-q3") == whole
    assert whole.participations == sum(
        each.participations or 0
        for each in ask().progress.by_month
        if "2014-10" <= each.code <= "2014-12"
    )


def test_a_quarter_that_the_filters_cut_is_the_sum_of_its_months_or_hidden():
    days = {"start": date(2014, 11, 1), "end": date(2015, 2, 28)}
    rows = ask(**days).progress.rows["by_quarter"]
    assert [one.code for one in rows] == ["2014-15-q3", "2014-15-q4"]
    months = ask(**days).progress.by_month
    assert rows[0].participations == sum(one.participations or 0 for one in months[:2])
    one = ProtectedCell((), None, CellMark.HIDDEN)
    reading = OpenPublication(with_cell(publication(), "2014-11", (), one))
    assert ask(reading, **days).progress.rows["by_quarter"][0].participations is None


def test_a_quarter_is_named_by_the_months_of_it_that_are_shown():
    progress = ask(start=date(2014, 11, 1), end=date(2015, 1, 31)).progress
    names = [term.label(Locale.FR) for term in QUARTER.names(progress, READING.vocabulary)]
    assert names == ["novembre à décembre 2014", "janvier 2015"]


def test_sessions_in_french_are_told_by_month():
    share = ask().progress.french_share
    assert sum(share.months.values()) == share.french
    assert set(share.months) <= {one.code for one in ask().progress.by_month}
    assert ask(language=("en",)).progress.french_share.months == {}
