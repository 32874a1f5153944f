from collections import Counter
from datetime import date

import pytest

from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.domain.shared.vocabulary import Venue
from dashboard.domain.venues.options import Show, VenueOptions, page_of
from dashboard.domain.venues.venues import (
    VenueHistory,
    VenueRow,
    VenueSession,
    VenueStatus,
    VenueTable,
)
from dashboard.i18n import Locale
from dashboard.sentences.venues import venues as sentences
from tests.support.samples import VOCABULARY

TODAY = date(2015, 3, 25)
FRENCH_THIS_YEAR = Filters(
    language=("fr",), venue_type=("shelter",), period=Period.parse("school-2014-15")
)


def a_row(code, sessions=1, status=VenueStatus.ACTIVE, area=""):
    venue = Venue(code, code, code, "shelter")
    return VenueRow(venue, area, sessions, 9, ("en",), (), TODAY, None, 0, status)


def result(*rows, filters=None, locale=Locale.EN, **options):
    filters, chosen = filters or Filters(), VenueOptions(**options)
    page = page_of(VenueTable(filters, TODAY, rows), chosen, locale)
    return sentences.result(page, chosen, filters, VOCABULARY).say(locale)


def history(*sessions, latest=9):
    held = [date(*day) for day, status in sessions if status == "delivered"]
    return sentences.history(
        VenueHistory(
            VOCABULARY.venues["SH-01"],
            tuple(
                VenueSession(f"S{n}", date(*day), status, "discussion", "en", (), None)
                for n, (day, status) in enumerate(sessions[:latest])
            ),
            Counter(status for _, status in sessions),
            min(held, default=None),
            max(held, default=None),
        )
    ).say(Locale.EN)


def test_the_question_is_said_by_its_labels_and_answered_by_name():
    rows = [a_row("SH-01", 0), a_row("SH-02"), a_row("SH-03", 0), a_row("SH-04", 0)]
    assert result(*rows, filters=FRENCH_THIS_YEAR, show=Show.WITHOUT) == (
        "shelter, French, school year 2014–2015 – 3 of 4 venues have had no session: "
        "SH-01, SH-03 and SH-04."
    )


def test_one_venue_takes_the_singular():
    assert result(a_row("A", 0), a_row("B"), show=Show.WITHOUT) == (
        "1 of 2 venues has had no session: A."
    )


def test_of_many_venues_only_the_first_are_named():
    said = result(*(a_row(f"V{n}", 0) for n in range(11)), show=Show.WITHOUT)
    assert said.endswith("V6, V7 and 3 others.")
    said = result(*(a_row(f"V{n}", 0) for n in range(9)), show=Show.WITHOUT)
    assert said.endswith("V7 and 1 other.")


def test_a_status_is_said_without_the_filters_that_it_does_not_know():
    silent = a_row("SH-01", status=VenueStatus.SILENT)
    assert result(silent, a_row("B"), filters=FRENCH_THIS_YEAR, show=Show.SILENT) == (
        "shelter – 1 of 2 venues is inactive, with no session for 12 weeks or more: SH-01."
    )
    missing = a_row("SH-01", status=VenueStatus.NO_REPORT)
    assert result(missing, filters=FRENCH_THIS_YEAR, show=Show.NO_REPORT) == (
        "shelter – At 1 of 1 venues, the date of a planned session has passed without "
        "a report: SH-01."
    )


@pytest.mark.parametrize(
    ("show", "said"),
    [
        (Show.WITHOUT, "Every venue has had a session."),
        (Show.SILENT, "No venue is inactive."),
        (Show.NO_REPORT, "No planned session is awaiting a report."),
        (Show.ALL, "1 venue (active: 1)."),
    ],
)
def test_a_good_answer_is_said_too(show, said):
    assert result(a_row("A"), show=show) == said


def test_all_venues_are_counted_by_status():
    rows = [a_row("A"), a_row("B"), a_row("C", status=VenueStatus.NEVER)]
    assert result(*rows) == "3 venues (active: 2; not visited yet: 1)."


def test_area_search_and_days_are_said():
    filters = Filters(
        age=("12-14",), kind=("discussion",), start=date(2015, 1, 1), end=date(2015, 2, 1)
    )
    said = result(
        a_row("SH-01", 0, area="Vanier"),
        filters=filters,
        show=Show.WITHOUT,
        area="Vanier",
        search="sh",
    )
    assert said.startswith(
        "12 to 14, discussion, from January\u00a01, 2015, to February\u00a01, 2015, Vanier, “sh” "
        "– 1 of 1"
    )


def test_an_area_that_no_venue_has_is_not_said():
    assert result(a_row("A"), area="Atlantis") == "1 venue (active: 1)."


def test_no_venue_at_all_has_its_own_sentence():
    assert result() == "No venue has been recorded yet."
    assert result(filters=Filters(language=("fr",))) == "No venue matches these filters."
    assert result(a_row("A"), search="zzz") == "No venue matches these filters."


def test_a_history_says_what_was_what_will_be_and_what_nobody_knows():
    assert history(
        ((2015, 4, 1), "planned"),
        ((2015, 3, 1), "overdue"),
        ((2015, 2, 1), "delivered"),
        ((2015, 1, 1), "cancelled"),
        ((2014, 12, 1), "delivered"),
    ) == (
        "2 sessions were delivered, from December\u00a01, 2014 to February\u00a01, 2015. 1 is "
        "planned. 1 was planned for a date that has passed, without a report. 1 was "
        "cancelled."
    )


def test_a_single_session_and_none_are_said():
    assert (
        history(((2015, 2, 1), "delivered"))
        == "One session was delivered, on February\u00a01, 2015."
    )
    assert history() == "No session has been delivered here yet."


def test_a_history_says_that_it_shows_only_the_latest_sessions():
    sessions = [((2015, 3 - n, 1), "delivered") for n in range(3)]
    assert history(*sessions, latest=2) == (
        "3 sessions were delivered, from January\u00a01, 2015 to March\u00a01, 2015. "
        "The latest 2 sessions are shown."
    )


def test_the_meaning_of_silence_has_its_number_of_weeks():
    assert "for 12 weeks or more" in sentences.columns(VOCABULARY).say(Locale.EN)
