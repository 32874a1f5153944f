from datetime import date

import pytest
from sqlalchemy import select

from dashboard.database import reading
from dashboard.i18n import Locale
from dashboard.tables import Facilitator, Training

HEADER = ("code", "language", "trained_on")


def trainings(engine):
    with reading(engine) as connection:
        return connection.execute(
            select(Facilitator.code, Training.language, Training.trained_on)
            .outerjoin(Training, Training.facilitator_id == Facilitator.id)
            .order_by(Facilitator.code, Training.language)
        ).all()


def test_a_row_is_a_training_and_a_blank_one_a_facilitator_without_any(engine, importing):
    rows = [
        ("code", "langue", "date de formation"),
        ("F-1", "anglais", "2013-10-05"),
        ("F-1", "français", "1er mars 2014"),
        ("F-2", "", ""),
    ]
    assert importing(engine, "facilitators", rows).added == 3
    assert trainings(engine) == [
        ("F-1", "en", date(2013, 10, 5)),
        ("F-1", "fr", date(2014, 3, 1)),
        ("F-2", None, None),
    ]
    assert importing(engine, "facilitators", rows).unchanged == 3


def test_a_corrected_date_replaces_the_old_one(engine, importing):
    importing(engine, "facilitators", [HEADER, ("F-1", "en", "2013-10-05")])
    report = importing(engine, "facilitators", [HEADER, ("F-1", "en", "2013-10-06")])
    assert [(c.key, c.before, c.after) for c in report.changes] == [
        ("F-1 en", "2013-10-05", "2013-10-06")
    ]
    assert trainings(engine) == [("F-1", "en", date(2013, 10, 6))]


def test_a_training_that_stands_twice_is_told_though_a_row_is_bad(sqlite_engine, importing):
    rows = [HEADER, ("F-1", "en", "2013-10-05"), ("F-1", "fr", ""), ("F-1", "en", "soon")]
    report = importing(sqlite_engine, "facilitators", rows)
    assert [(f.row, f.column) for f in report.faults] == [
        (3, "trained_on"),
        (4, "trained_on"),
        (4, "code"),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("F-1", "bilingual", "2013-10-05"),
         ("language", "“bilingual” is not a known language")),
        (("F-1", "en", ""), ("trained_on", "A training needs a language and a date")),
        (("F-1", "", "2013-10-05"), ("language", "A training needs a language and a date")),
        (("F-1", "en", "2015-04-02"),
         ("trained_on", "A completed training cannot be in the future")),
    ],
)  # fmt: skip
def test_half_a_training_is_refused(sqlite_engine, importing, row, expected):
    report = importing(sqlite_engine, "facilitators", [HEADER, row])
    assert [(f.column, f.problem.say(Locale.EN)) for f in report.faults] == [expected]
