from datetime import date

from dashboard.domain.progress.indicators import Revision, tracking
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Locale
from layouts.progress import indicators as view
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY

TARGETS = (
    Revision("youth", date(2013, 9, 1), 800, date(2015, 3, 31), Term("", "", ""), None),
    Revision("french_share", date(2013, 9, 1), 30, date(2015, 6, 30), Term("", "", ""), None),
    Revision(
        "youth",
        date(2014, 4, 1),
        1000,
        date(2015, 6, 30),
        Term("", "three months longer", "trois mois de plus"),
        800,
    ),
)


def drawn(progress=PROGRESS, targets=TARGETS, locale=Locale.EN):
    return view.parts(tracking(progress, VOCABULARY, targets), VOCABULARY, locale)["parts"]


def cells(part):
    """By row, what stands under each heading."""
    rows = [row for row in walk(part) if row._type == "Tr"]
    titles = [words(cell) for cell in rows[0].children]
    return [
        dict(zip(titles, (words(cell) for cell in row.children), strict=True)) for row in rows[1:]
    ]


def test_a_row_says_all_that_is_known_of_an_indicator():
    youth = cells(drawn()[slot("indicators", "rows")])[0]
    assert youth == {
        "Indicator": "Youth reached (participations)",
        "Definition": "youth in words",
        "Unit": "participations",
        "Baseline": "0",
        "Target": "1,000 (due June\u00a030, 2015)",
        "Target to date": "855",
        "Actual": "1,180",
        "Variance": "+325",
        "Status": "● On track",
        "Counting": "cumulative: adds up over the project",
        "Data source": "youth in words",
        "Frequency": "youth in words",
    }


def test_a_share_is_in_percent_and_its_variance_in_points():
    share = cells(drawn()[slot("indicators", "rows")])[1]
    names = ("Baseline", "Target to date", "Actual", "Variance")
    assert [share[name] for name in names] == ["..", "30%", "27%", "\u22123 points"]


def test_hidden_not_available_and_zero_are_three_things():
    rows = cells(drawn(HIDDEN)[slot("indicators", "rows")])
    assert [rows[0][name] for name in ("Actual", "Variance", "Status")] == ["x", "x", "x"]
    assert [rows[4][name] for name in ("Actual", "Variance", "Status")] == ["0", "..", ".."]
    assert rows[4]["Target"] == "no target set"


def test_the_history_tells_the_old_and_the_new_target_and_why():
    rows = cells(drawn()[slot("targets", "rows")])
    assert rows[0] == {
        "In force from": "2014-04-01",
        "Indicator": "Youth reached (participations)",
        "Earlier target": "800",
        "New target": "1,000",
        "Due": "2015-06-30",
        "Reason": "three months longer",
    }
    assert rows[1]["New target"] == "30%"
    assert rows[2]["Earlier target"] == "none: the first target"
    assert rows[2]["Reason"] == ".."


def test_without_targets_there_is_no_table_of_them():
    parts = drawn(targets=())
    assert parts[slot("targets", "rows")] is None
    assert parts[slot("targets", "sentence")] == "No target has been set yet."


def test_cells_keep_their_headings_for_the_cards_of_a_phone_and_for_those_who_hear():
    part = drawn()[slot("indicators", "rows")]
    first = next(row for row in walk(part) if row._type == "Tr" and row.children[0].scope == "row")
    assert first.role == "row"
    assert [getattr(cell, "data-label", None) for cell in first.children[1:3]] == [
        "Definition",
        "Unit",
    ]


def test_every_part_has_its_place():
    assert set(drawn(locale=Locale.FR)) <= set(ids(view.section(Locale.FR)))


def test_the_reason_of_a_target_is_told_in_the_reader_s_language():
    said = words(drawn(locale=Locale.FR)[slot("targets", "rows")])
    assert "trois mois de plus" in said
    assert "three months longer" not in said
