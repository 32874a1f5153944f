"""What a publication says otherwise than the one before it."""

from dataclasses import replace
from datetime import date

from dashboard.domain.publications.differences import CellPlace, FigureChange, differences
from dashboard.domain.publications.protected import CellMark, ProtectedCell, ProtectedTable
from tests.domain.publications.test_publication import PUBLICATION

DAY = date(2015, 1, 31)


def saying(**cells: ProtectedCell) -> object:
    table = ProtectedTable("project", ("language",), tuple(cells.values()))
    return replace(PUBLICATION, tables=(table,))


def a_cell(
    code: str, value: int | None, mark: CellMark = CellMark.OPEN, as_of: date | None = None
) -> ProtectedCell:
    return ProtectedCell((code,), value, CellMark.HIDDEN if value is None else mark, as_of)


def changes(before, after):
    return {one.place.codes[0]: one.change for one in differences(before, after)}


def test_beside_nothing_nothing_is_listed():
    assert differences(None, PUBLICATION) == ()


def test_the_same_differs_in_nothing():
    same = saying(a=a_cell("a", 20), b=a_cell("b", None))
    assert differences(same, same) == ()


def test_each_kind_of_change_is_told_apart():
    before = saying(
        a=a_cell("a", 20),
        b=a_cell("b", 30),
        c=a_cell("c", None),
        d=a_cell("d", 40),
        e=a_cell("e", 50),
        f=a_cell("f", None),
    )
    after = saying(
        a=a_cell("a", 35),
        b=a_cell("b", None),
        c=a_cell("c", 12),
        d=a_cell("d", 40),
        e=a_cell("e", 50, CellMark.CARRIED, DAY),
        f=a_cell("f", None),
        g=a_cell("g", 0),
    )
    assert changes(before, after) == {
        "a": FigureChange.CHANGED,
        "b": FigureChange.HIDDEN,
        "c": FigureChange.OPENED,
        "e": FigureChange.CARRIED,
        "g": FigureChange.ADDED,
    }


def test_a_range_within_the_earlier_one_only_got_narrower():
    def told(code: str, low: int, high: int) -> ProtectedCell:
        return ProtectedCell((code,), None, CellMark.RANGE, low=low, high=high)

    before = saying(
        a=told("a", 11, 40), b=told("b", 11, 40), c=told("c", 11, 40), d=told("d", 11, 40)
    )
    after = saying(a=told("a", 16, 40), b=told("b", 21, 45), c=a_cell("c", 20), d=told("d", 11, 40))
    assert changes(before, after) == {
        "a": FigureChange.NARROWED,
        "b": FigureChange.CHANGED,
        "c": FigureChange.OPENED,
    }


def test_what_is_not_there_any_more_is_told_last():
    before, after = saying(a=a_cell("a", 20), b=a_cell("b", 3)), saying(b=a_cell("b", 4))
    found = differences(before, after)
    assert [one.change for one in found] == [FigureChange.CHANGED, FigureChange.GONE]
    gone = found[-1]
    assert (gone.place, gone.before, gone.after) == (
        CellPlace("project", ("language",), ("a",)),
        a_cell("a", 20),
        None,
    )
