"""Text that a spreadsheet would run: kept from it, and read back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.formulas import guarded, guarded_in_csv, unguarded

SIGNS = "=+-@＝＋－＠"  # those of full width are formulas in East Asian settings
texts = st.text("';,\n\t\r =-＝a", max_size=12)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_like_a_formula_gets_an_apostrophe(sign):
    assert guarded(f"{sign}1") == guarded_in_csv(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("between", [";", "; ", ",", "\n", "\r\n", "\t"])
@pytest.mark.parametrize("separator", ",;\t")
def test_no_cell_of_a_csv_is_a_formula_where_its_separator_is_another(between, separator):
    written = io.StringIO()
    note = guarded_in_csv(f"flyers{between}=1+1{between}@x")
    csv.writer(written).writerow(["2015-03-25", note, ""])
    cells = [
        cell
        for line in written.getvalue().splitlines()
        for cell in line.replace('"', "").split(separator)
    ]
    assert not [cell for cell in cells if cell.strip().startswith(("=", "@"))]


def test_a_list_in_a_workbook_has_no_apostrophes():
    assert guarded("Bring:\n- flyers\n- pens") == "Bring:\n- flyers\n- pens"


@given(texts)
def test_each_text_comes_back_as_it_was(words):
    assert unguarded(guarded(words)) == unguarded(guarded_in_csv(words)) == words
