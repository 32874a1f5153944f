"""03/04/2015 is read when the rest of its column leaves no doubt, and only then."""

from datetime import date, datetime

import pytest

from dashboard.i18n import Locale
from dashboard.importers.day_order import orders
from tests.importers.test_sessions import faults, stored
from tests.support.files import as_rows, session

MARCH_25 = datetime.fromisoformat("2015-03-25")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2015", "25/03/2015"], {"/": True}),
        (["03/25/2015", "3/4/2015", "12/13/2014"], {"/": False}),
        (["25/03/2015 14:30"], {"/": True}),
        (["25-03-2015", "03/25/2015"], {"-": True, "/": False}),
        (["25/03/2015", "03/25/2015"], {}),
        (["25/03/2015", MARCH_25], {}),
        ([MARCH_25, "25/03/2015"], {}),
        (["03/04/2015", "03/03/2015"], {}),
        (["2015-03-25", "25 mars 2015", "", 42088, "32/13/2015 or so"], {}),
        ([], {}),
    ],
)
def test_a_column_tells_its_order_without_doubt_or_not_at_all(cells, order):
    assert orders(cells) == order


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    ("other", "expected"), [("25/03/2015", date(2015, 2, 3)), ("03/25/2015", date(2015, 3, 2))]
)
def test_a_date_that_could_be_two_is_read_as_the_others(
    ready_sqlite, importing, other, expected, kind
):
    rows = as_rows(session(date="03/02/2015"), session(reference="S-2", date=other))
    report = importing(ready_sqlite, "sessions", rows, f"f.{kind}")
    assert (report.fault_count, stored(ready_sqlite).date) == (0, expected)
    word = "day" if expected.month == 2 else "month"
    assert [f"are read with the {word} first" in said for said in of_dates(report)] == [True]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_row_is_lost_when_a_late_one_decides(ready_sqlite, importing, kind):
    rows = as_rows(
        *(session(reference=f"S-{at}", date="03/02/2015") for at in range(1_200)),
        session(reference="S-last", date="25/03/2015"),
    )
    report = importing(ready_sqlite, "sessions", rows, f"f.{kind}")
    assert (report.fault_count, report.rows, report.added) == (0, 1_201, 1_201)


def of_dates(report):
    return [r.message.say(Locale.EN) for r in report.remarks if (r.row, r.column) == (1, "date")]


@pytest.mark.parametrize(
    "others", [["02/02/2015"], ["25/03/2015", "03/25/2015"], ["25-03-2015"], ["2015-03-25"], []]
)
def test_a_date_in_doubt_is_asked_about(ready_sqlite, importing, others):
    rows = as_rows(
        session(date="03/02/2015"),
        *(session(reference=f"T-{at}", date=other) for at, other in enumerate(others)),
    )
    report = importing(ready_sqlite, "sessions", rows)
    assert faults(report) == [
        (2, "date", "03/02/2015", "It is unclear which is the day and which is the month")
    ]
    assert of_dates(report) == []


def test_a_note_tells_nothing_of_the_dates(ready_sqlite, importing):
    rows = as_rows(session(date="03/02/2015", note="25/03/2015"))
    assert importing(ready_sqlite, "sessions", rows).fault_count == 1


def test_files_without_any_doubt_say_nothing(ready_sqlite, importing):
    rows = as_rows(session(date="25/03/2015"), session(reference="S-2", date="02/02/2015"))
    assert of_dates(importing(ready_sqlite, "sessions", rows)) == []
