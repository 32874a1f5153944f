"""Merged cells, whose first one alone has the value: the others are told, never just blank."""

from pathlib import Path

import pytest

from dashboard.importers.faults import BadFileError
from dashboard.importers.files import merged
from dashboard.importers.files.apart import open_book
from dashboard.importers.files.source import Cell, Covered
from tests.importers.files.test_files import replace_part
from tests.support.files import merge, read_here, write

KINDS = pytest.mark.parametrize("kind", ["xlsx", "ods"])


def rows(path: Path) -> dict[int, list[Cell]]:
    with open_book(path) as book:
        return {number: cells for sheet in book.read(None).each for number, cells in sheet.rows}


@KINDS
def test_a_blank_cell_of_a_merged_range_knows_where_its_value_is(tmp_path, kind):
    table = [("a", "b", "c"), ("d", 1, "x"), ("", 2, ""), ("", 3, "y"), ("", 4, "")]
    path = merge(write(tmp_path / f"f.{kind}", table), "A2:A4", "B5:C5")
    assert rows(path) == {
        1: ["a", "b", "c"],
        2: ["d", 1, "x"],
        3: [Covered("A2"), 2],
        4: [Covered("A2"), 3, "y"],
        5: ["", 4, Covered("B5")],
    }


@KINDS
def test_a_merged_range_without_a_value_is_blank(tmp_path, kind):
    table = [("a", "b"), ("", 1), ("", 2)]
    assert rows(merge(write(tmp_path / f"f.{kind}", table), "A2:A3"))[3] == ["", 2]


@KINDS
def test_a_row_with_nothing_of_its_own_is_blank(tmp_path, kind):
    table = [("A title", ""), ("", ""), ("a", "b"), (1, 2)]
    path = merge(write(tmp_path / f"f.{kind}", table), "A1:B2")
    assert rows(path) == {1: ["A title", Covered("A1")], 3: ["a", "b"], 4: [1, 2]}


@KINDS
def test_the_columns_beyond_z_have_two_letters(tmp_path, kind):
    table = [[*range(30)], [*range(29), ""]]
    path = merge(write(tmp_path / f"f.{kind}", table), "AD1:AD2")
    assert rows(path)[2][29] == Covered("AD1")


def test_more_merged_cells_than_anybody_makes_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(merged, "MOST_MERGED", 2)
    table = [(1, 2, 3), ("", "", ""), ("", "", 4)]
    for kind in ("xlsx", "ods"):
        path = write(tmp_path / f"f.{kind}", table)
        with pytest.raises(BadFileError, match="merged cells"):
            read_here(merge(path, "A1:A2", "B1:B2", "C1:C2"))


@pytest.mark.parametrize("place", ["A1:XFD1048576", "A1:B1048576", "A1"])
def test_ranges_on_top_of_each_other_are_refused_before_they_take_long(tmp_path, place):
    """Of one, a cell would be looked at 60,000 times in each row."""
    path = merge(write(tmp_path / "f.xlsx", [(1, 2)]), "A1:B1")
    row = "<row r='1'><c r='A1'><v>1</v></c></row>"
    sheet = f"<sheetData>{row}</sheetData>" + f'<mergeCell ref="{place}"/>' * 60_000
    with pytest.raises(BadFileError, match="top of each other"):
        rows(replace_part(path, "xl/worksheets/sheet1.xml", f"<worksheet>{sheet}</worksheet>"))


def test_ranges_side_by_side_are_read_however_many(tmp_path):
    table = [(1,) * 10, ("",) * 9 + (2,)]
    path = merge(write(tmp_path / "f.xlsx", table), *(f"{one}1:{one}2" for one in "ABCDEFGHI"))
    assert rows(path) == {1: [1] * 10, 2: [*(Covered(f"{one}1") for one in "ABCDEFGHI"), 2]}


def test_a_range_that_makes_no_sense_is_damage(tmp_path):
    path = merge(write(tmp_path / "f.xlsx", [(1, 2)]), "A1:B1")
    for place in ("", "A", "1", "A1:B"):
        listed = f'<mergeCells><mergeCell ref="{place}"/></mergeCells>'
        sheet = f"<worksheet><sheetData/>{listed}</worksheet>"
        with pytest.raises(BadFileError, match="damaged"):
            rows(replace_part(path, "xl/worksheets/sheet1.xml", sheet))
