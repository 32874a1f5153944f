"""The audit refuses what is unsafe, whoever made it: each fault here is one that it must find."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.publications.protected import CellMark, ProtectedCell
from dashboard.publications.protecting import EarlierCounts, Rules
from dashboard.publications.protecting.declared import blank
from dashboard.publications.protecting.facts import facts
from dashboard.publications.protecting.joint import audit
from tests.publications.protecting.worlds import WORDS, counts
from tests.support.joint import publish

RULES = Rules(hidden_up_to=4)
SESSIONS = [
    *(("2014-02", "en", "high_school", "discussion", (20, 30, 12)) for _ in range(3)),
    *(("2014-02", "en", "group_home", "youth_workshop", (9, 14, 11)) for _ in range(3)),
    *(("2014-03", "fr", "shelter", "discussion", (7, 8, 9)) for _ in range(3)),
    *(("2014-03", "en", "shelter", "youth_workshop", (12, 15, 8)) for _ in range(2)),
    ("2014-03", "fr", "high_school", "youth_workshop", (2, 1, 0)),
    ("2014-02", "fr", "high_school", "discussion", (16, 0, 25)),
]
KNOWN = counts(SESSIONS)
FOUND = publish(KNOWN, WORDS, RULES)
TRUE = {
    name: fact.count
    for name, fact in facts(KNOWN, WORDS, [blank(t) for t in FOUND.protected.tables]).items()
}


def changed(protected, change):
    """The tables with each cell as ``change`` makes it of itself and its table."""
    return replace(
        protected,
        tables=tuple(
            replace(table, cells=tuple(change(table, cell) for cell in table.cells))
            for table in protected.tables
        ),
    )


def run(protected, moves=FOUND.moves, known=KNOWN):
    return audit([(known, protected)], WORDS, RULES, moves)


def test_what_was_published_passes():
    assert run(FOUND.protected).passed
    assert run(FOUND.protected).hidden


HIDDEN = [
    (table, cell)
    for table in FOUND.protected.tables
    for cell in table.cells
    if cell.mark is CellMark.HIDDEN
]


@pytest.mark.parametrize("at", range(0, len(HIDDEN), 7))
def test_any_hidden_cell_that_is_opened_is_noticed(at):
    """Each was hidden for its own sake, or is the complement of one that would have no proof."""
    where, which = HIDDEN[at]
    count = TRUE[where.period, where.by, which.codes]

    def opened(table, cell):
        return ProtectedCell(cell.codes, count) if (table, cell) == (where, which) else cell

    assert not run(changed(FOUND.protected, opened)).passed


def test_only_the_small_hidden_is_not_enough():
    """Hiding by the threshold alone: totals less the open cells give the small ones away."""

    def by_threshold(table, cell):
        if cell.mark is CellMark.OPEN:
            return cell
        count = TRUE[table.period, table.by, cell.codes]
        return cell if 0 < count <= 4 else ProtectedCell(cell.codes, count)

    assert not run(changed(FOUND.protected, by_threshold)).passed


def test_a_wrong_number_is_noticed():
    def wrong(table, cell):
        if table.by == () and cell.value:
            return replace(cell, value=cell.value + 1)
        return cell

    assert not run(changed(FOUND.protected, wrong)).passed


def test_without_proofs_nothing_passes():
    assert not run(FOUND.protected, moves=()).passed


def test_a_proof_that_changes_an_open_cell_is_none():
    [finest, *_] = FOUND.moves[0]
    found = run(FOUND.protected, moves=(*FOUND.moves, {finest: 1}))
    assert found.refused == 1
    assert not found.passed


def test_a_proof_with_less_than_nobody_is_none():
    [finest, *_] = FOUND.moves[0]
    assert run(FOUND.protected, moves=(*FOUND.moves, {finest: -1_000})).refused == 1


def test_people_where_no_session_was_are_no_proof():
    [finest, *_] = FOUND.moves[0]
    elsewhere = finest._replace(month="2013-11")
    assert run(FOUND.protected, moves=(*FOUND.moves, {elsewhere: 1})).refused == 1


def test_a_small_growth_that_is_published_is_noticed():
    base = [("2014-02", "en", "high_school", "discussion", (30, 40, 50))] * 4
    old = counts(base, date(2014, 2, 28))
    new = counts([*base, ("2014-03", "en", "high_school", "discussion", (2, 1, 0))])
    before = publish(old, WORDS, RULES)
    after = publish(new, WORDS, RULES, [EarlierCounts(old, before.protected)])
    versions = [(old, before.protected), (new, after.protected)]
    assert audit(versions, WORDS, RULES, after.moves).passed

    def up_to_date(table, cell):
        whole = (table.period, table.by) == ("project", ())
        return ProtectedCell((), 483) if whole else cell

    versions[1] = (new, changed(after.protected, up_to_date))
    assert not audit(versions, WORDS, RULES, after.moves).passed
