from datetime import date

import pytest
from sqlalchemy import select

from dashboard.database import reading
from dashboard.i18n import Locale
from dashboard.tables import TargetRevision

HEADER = ("indicator", "value", "due", "effective_from", "reason")
FIRST = ("youth", "800", "2015-03-31", "2013-09-01", "")
SECOND = ("youth", "1 000", "2015-06-30", "2014-04-01", "More schools")


def problems(report):
    return [(f.row, f.column, f.problem.say(Locale.EN)) for f in report.faults]


def test_a_change_of_target_is_a_new_revision_beside_the_old(engine, importing):
    importing(engine, "targets", [HEADER, FIRST])
    importing(engine, "targets", [HEADER, SECOND])
    with reading(engine) as connection:
        found = connection.execute(
            select(TargetRevision.value, TargetRevision.due).order_by(TargetRevision.value)
        ).all()
    assert found == [(800, date(2015, 3, 31)), (1000, date(2015, 6, 30))]


def test_every_revision_but_the_first_says_why(engine, importing):
    silent = (*SECOND[:4], "")
    expected = [(3, "reason", "A changed target needs a reason")]
    assert problems(importing(engine, "targets", [HEADER, FIRST, silent])) == expected
    importing(engine, "targets", [HEADER, FIRST])
    report = importing(engine, "targets", [HEADER, silent])
    assert problems(report) == [(2, "reason", "A changed target needs a reason")]


def test_a_revision_that_stands_twice_is_told_though_a_row_is_bad(sqlite_engine, importing):
    report = importing(sqlite_engine, "targets", [HEADER, FIRST, ("youth", "0", *FIRST[2:])])
    assert [(f.row, f.column) for f in report.faults] == [(3, "value"), (3, "effective_from")]


def test_a_missing_reason_is_named_in_french(sqlite_engine, importing):
    rows = [line[:4] for line in (HEADER, FIRST, SECOND)]
    (fault,) = importing(sqlite_engine, "targets", rows).faults
    assert (fault.column, fault.header(Locale.FR)) == ("reason", "motif")


@pytest.mark.parametrize("reason", ["motif", "raison"])  # as earlier versions called it
def test_a_target_is_due_after_it_takes_effect(sqlite_engine, importing, reason):
    rows = [
        ("indicateur", "cible", "échéance", "en vigueur le", reason),
        ("youth", "0", "2013-09-01", "2013-09-01", ""),
    ]
    assert problems(importing(sqlite_engine, "targets", rows)) == [
        (2, "cible", "The number must be above zero"),
        (2, "échéance", "The target would be due before it takes effect"),
    ]


def test_a_reason_may_stand_in_each_language_or_once_for_both(engine, importing):
    each = (*HEADER[:4], "reason (English)", "motif en français")
    rows = [each, (*FIRST[:4], "", ""), (*SECOND[:4], "More schools", "Plus d’écoles")]
    assert not importing(engine, "targets", rows).refused
    with reading(engine) as connection:
        found = select(TargetRevision.reason_en, TargetRevision.reason_fr)
        assert connection.execute(found).all() == [("", ""), ("More schools", "Plus d’écoles")]
    importing(engine, "targets", [HEADER, SECOND])
    with reading(engine) as connection:
        assert connection.execute(found).all()[1] == ("More schools", "More schools")


def test_a_reason_in_one_language_only_is_refused(sqlite_engine, importing):
    each = (*HEADER[:4], "reason_en", "reason_fr")
    rows = [each, (*FIRST[:4], "", ""), (*SECOND[:4], "", "Plus d’écoles")]
    assert problems(importing(sqlite_engine, "targets", rows)) == [
        (3, "reason_en", "The reason is given in one language only")
    ]
