"""What a draft keeps from its readers, beside the draft, by period and table."""

from datetime import date

from dashboard.domain.publications.differences import differences
from dashboard.domain.publications.protected import CellMark, ProtectedCell, ProtectedTable
from dashboard.domain.publications.withheld import withheld
from dashboard.i18n import Locale
from dashboard.sentences.publications import withheld as sentences
from tests.support.publications import publication

EXACT = ProtectedTable("project", (), (ProtectedCell((), 80),))


def tables(*cells):
    pairs = ProtectedTable("2014-15", ("language", "venue_type"), cells)
    carried = ProtectedCell((), 9, CellMark.CARRIED, date(2014, 6, 30))
    return EXACT, pairs, ProtectedTable("2014-10", (), (carried,))


HIDDEN = ProtectedCell(("en", "youth_organization"), None, CellMark.HIDDEN)
RANGE = ProtectedCell(("fr", "youth_organization"), None, CellMark.RANGE, low=11, high=30)
OPEN = ProtectedCell(("fr", "high_school"), 25)


def said(locale, before=None):
    after = publication(tables=tables(HIDDEN, RANGE, OPEN))
    old = before and publication(tables=tables(*before))
    found = withheld(after.tables, differences(old, after))
    return [
        (
            sentences.counted(period).say(locale),
            sentences.table(table).say(locale),
            sentences.hidden(table, after.words).say(locale),
            sentences.ranged(table, after.words).say(locale),
        )
        for period in found
        for table in period.tables
    ]


def test_only_periods_that_keep_something_back_are_listed_in_both_languages():
    [(period, table, hidden, ranged)] = said(Locale.EN)
    assert period == "fiscal year 2014–2015: 1 figure hidden and 1 range"
    assert table == "By language and venue type"
    assert hidden == "Hidden (x): English, youth organization"
    assert ranged == "Shown as a range: French, youth organization: 11 to 30"
    [(period, table, hidden, ranged)] = said(Locale.FR)
    assert "1 chiffre confidentiel et 1 intervalle" in period
    assert table == "Par langue et type de lieu"
    assert hidden.endswith("anglais, organisme jeunesse")
    assert ranged.endswith("organisme jeunesse\N{NO-BREAK SPACE}: 11 à 30")


def test_what_was_told_before_stands_beside_it_where_it_was_more():
    exact = ProtectedCell(RANGE.codes, 20)
    [(_, _, hidden, ranged)] = said(Locale.EN, (HIDDEN, exact, OPEN))
    assert "before" not in hidden
    assert ranged.endswith("French, youth organization: 11 to 30 (before: 20)")
    narrow = ProtectedCell(HIDDEN.codes, None, CellMark.RANGE, low=11, high=25)
    [(_, _, hidden, ranged)] = said(Locale.EN, (narrow, RANGE, OPEN))
    assert hidden.endswith("English, youth organization (before: 11 to 25)")
    assert "before" not in ranged
