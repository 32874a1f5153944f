from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.venues.venues import VenueHistory, VenueSession
from dashboard.figures.timeline import timeline
from dashboard.i18n import Locale
from tests.support.samples import VOCABULARY

FIRST = date(2014, 2, 13)


def a_session(held_on=FIRST, status="delivered", language="en"):
    return VenueSession("S", held_on, status, "discussion", language, (), None)


def drawn(*sessions, locale=Locale.EN):
    return timeline(VenueHistory(VOCABULARY.venues["SH-01"], sessions), VOCABULARY, locale)


def test_each_status_has_a_sign_of_its_own():
    figure = drawn(*(a_session(status=s) for s in ("delivered", "planned", "overdue", "cancelled")))
    assert len({trace["marker"]["symbol"] for trace in figure["data"]}) == 4


def test_a_status_that_does_not_occur_is_not_drawn():
    assert [trace["name"] for trace in drawn(a_session())["data"]] == ["Delivered"]


def test_sessions_stand_on_their_day_and_in_the_line_of_their_language():
    (trace,) = drawn(a_session(language="fr"), a_session(date(2014, 3, 1)))["data"]
    assert trace["x"] == ["2014-02-13", "2014-03-01"]
    assert trace["y"] == ["French", "English"]
    assert trace["text"][0] == "February\u00a013, 2014 – discussion"


def test_a_language_without_sessions_keeps_its_line():
    axis = drawn(a_session())["layout"]["yaxis"]
    assert axis["categoryarray"] == ["English", "French", "Bilingual"]
    assert axis["range"] == [2.5, -0.5]


def test_words_are_in_the_readers_language():
    figure = drawn(a_session(), locale=Locale.FR)
    assert figure["data"][0]["text"] == ["13\u00a0février 2014 – discussion"]
    assert figure["layout"]["xaxis"]["ticktext"] == ["févr.<br>2014"]


def test_an_empty_history_is_no_fault():
    assert drawn()["data"] == []


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=20))
def test_the_labels_of_months_stay_apart_and_no_sign_is_cut(days):
    dates = [FIRST + timedelta(days=n) for n in days]
    axis = drawn(*map(a_session, dates))["layout"]["xaxis"]
    assert 1 <= len(axis["tickvals"]) <= 4
    first, last = axis["range"]
    assert first < min(dates).isoformat() <= max(dates).isoformat() < last
