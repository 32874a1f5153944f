from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.plan.capacity import everyone, trained
from dashboard.figures import trainings
from dashboard.i18n import Locale
from tests.support.samples import VOCABULARY

TODAY = date(2015, 3, 25)
LANGUAGES = VOCABULARY.languages
ROWS = [("en", date(2013, 10, 5), 4), ("en", date(2014, 9, 20), 6), ("fr", date(2014, 9, 20), 1)]


def people(rows=ROWS):
    return trained(rows, LANGUAGES)


def steps(rows=ROWS, until=TODAY, locale=Locale.EN):
    return trainings.trainings(people(rows), LANGUAGES, until, locale)


def test_each_language_has_a_stepped_line_from_nobody_to_today():
    english, french = steps()["data"]
    assert english["x"] == ["2013-10-05", "2013-10-05", "2014-09-20", "2015-03-25"]
    assert english["y"] == [0, 4, 10, 10]
    assert french["y"] == [0, 1, 1]
    assert english["line"]["shape"] == "hv"
    assert english["line"]["dash"] != french["line"]["dash"]


def test_lines_are_named_at_their_ends_in_the_readers_language():
    names = [note["text"] for note in steps(locale=Locale.FR)["layout"]["annotations"]]
    assert names == ["10 – anglais", "1 – français"]


def test_lines_that_lie_on_each_other_share_a_name():
    (name,) = steps(rows=[])["layout"]["annotations"]
    assert name["text"] == "0 – English, French"


@given(st.dates(date(1950, 1, 1)), st.integers(0, 40), st.booleans())
def test_what_has_only_begun_has_a_month_of_room(until, days, anybody):
    rows = [("en", until - timedelta(days), 1)] if anybody else []
    first, last = steps(rows=rows, until=until)["layout"]["xaxis"]["range"]
    assert last == until.isoformat()
    assert until - date.fromisoformat(first) >= timedelta(28)


def test_without_a_language_of_training_there_is_an_empty_chart_and_no_fault():
    figure = trainings.trainings((), LANGUAGES, TODAY, Locale.EN)
    assert figure["data"] == figure["layout"]["annotations"] == []


@given(st.dates(date(1950, 1, 1), TODAY))
def test_a_long_history_keeps_its_month_labels_apart(first):
    axis = steps(rows=[("en", first, 1)])["layout"]["xaxis"]
    assert len(axis["tickvals"]) == len(axis["ticktext"]) <= trainings.TICKS


def test_the_table_has_a_row_a_day_with_all_trained_by_then():
    each_once = everyone([(date(2013, 10, 5), 4), (date(2014, 9, 20), 6)])
    table = trainings.table(people(), each_once, LANGUAGES, Locale.EN)
    assert table["headings"] == ["Day", "English", "French", "In at least one language"]
    assert table["rows"] == [["2013-10-05", "4", "0", "4"], ["2014-09-20", "10", "1", "10"]]


def test_of_one_language_everyone_is_no_other_number():
    table = trainings.table(people()[:1], everyone(()), LANGUAGES, Locale.EN)
    assert table["headings"] == ["Day", "English"]
