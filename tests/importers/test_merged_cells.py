"""A merged cell is refused with its place: blank, it might be a blank note or a zero."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from dashboard.domain.importing.by_hand import ByHand
from dashboard.exports.to_mend import write_to_mend
from dashboard.i18n import Locale
from dashboard.importers.order import ImportOrder
from tests.importers.conftest import TODAY
from tests.support.files import as_rows, merge, session, write
from tests.support.importing import import_file

ROWS = [
    session(reference=f"S-{at}", date=date, total=total, note=note)
    for at, date, total, note in (
        (1, "2015-03-24", 12, "Two groups, one room"),
        (2, "", 8, ""),
        (3, "2015-03-25", "", "Alone"),
    )
]


def bring(engine, file, **said):
    return import_file(engine, "sessions", file, today=TODAY, author="a test", **said)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_each_cell_under_a_merged_one_is_told(ready_sqlite, tmp_path, kind):
    file = merge(write(tmp_path / f"f.{kind}", as_rows(*ROWS)), "B2:B3", "H2:H3", "G3:G4")
    report = bring(ready_sqlite, file)
    told = [(one.row, one.column, one.problem.say(Locale.EN)) for one in report.faults]
    assert told == [
        (3, "date", "The cell is merged with B2, and only B2 has the value"),
        (3, "note", "The cell is merged with H2, and only H2 has the value"),
        (4, "total", "The cell is merged with G3, and only G3 has the value"),
    ]
    assert report.faults[0].problem.say(Locale.FR) == (
        "La cellule est fusionnée avec B2, et seule B2 contient la valeur"
    )
    assert report.refused


def test_without_other_faults_a_merged_note_is_told_too(ready_sqlite, tmp_path):
    sound = [{**row, "date": "2015-03-24", "total": 3} for row in ROWS]
    report = bring(ready_sqlite, merge(write(tmp_path / "f.xlsx", as_rows(*sound)), "H2:H3"))
    assert [(one.row, one.column) for one in report.faults] == [(3, "note")]


def test_a_merged_cell_beyond_the_table_or_in_an_ignored_column_is_nobodys_fault(
    ready_sqlite, tmp_path
):
    wide = [{**row, "date": "2015-03-24", "total": 3} for row in ROWS]
    header, *below = as_rows(*wide)
    table = [[*header, "Colour", ""], *([*row, "red", ""] for row in below)]
    table[1][-2] = table[3][-2] = ""
    file = merge(write(tmp_path / "f.xlsx", table), "H2:J2", "I3:I4")
    report = bring(ready_sqlite, file, by_hand=ByHand({"Colour": ""}))
    assert (report.faults, report.added) == ((), 3)


def test_the_file_to_mend_has_the_row_with_its_blank_cell(ready_sqlite, tmp_path):
    path = merge(write(tmp_path / "f.xlsx", as_rows(*ROWS)), "B2:B3", "G3:G4")
    file = BytesIO()
    assert write_to_mend(ready_sqlite, ImportOrder(path, TODAY, "a test"), file, Locale.EN) == 2
    cells = [row[:2] for row in load_workbook(file).active.iter_rows(values_only=True)]
    assert cells == [("reference", "date"), ("S-2", None), ("S-3", "2015-03-25")]
