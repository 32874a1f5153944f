"""A count that is told as a range: in tables, bars, pictures, files and sentences."""

import csv
from dataclasses import replace
from io import StringIO

import orjson
import pytest

from dashboard.cards import parts
from dashboard.domain.publications.protected import FORMAT, CellMark, ProtectedCell
from dashboard.domain.publications.publication import CellRevision, canonical, read
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.intervals import Interval
from dashboard.figures import shapes
from dashboard.i18n import Locale
from dashboard.publications.answering.numbers import HIDDEN, Number, total
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.drawings.pictures import Bar, Caption, bars
from dashboard.publications.drawings.presenting import present, signs
from dashboard.publications.pages.tables import csv_table
from dashboard.web.progress.payload import payload
from tests.support.publications import hiding, publication, with_cell

TOLD = Interval(291, 320)
CELL = ProtectedCell(("youth_organization",), None, CellMark.RANGE, low=291, high=320)
BEFORE = hiding(publication(format=FORMAT), ("venue_type",), CELL.codes)
FOUND = with_cell(BEFORE, "project", ("venue_type",), CELL)
READING = OpenPublication(FOUND)
ANSWER = READING.answer(Filters(), Audience.PUBLIC)


@pytest.mark.parametrize(("locale", "said"), [("en", "291 to 320"), ("fr", "291 à 320")])
def test_a_row_says_its_range_and_why(locale, said):
    shown = present(ANSWER, READING, Locale(locale))["by_venue_type"]
    cell = next(line for line in shown.table.lines if line.code == CELL.codes[0]).cells[1]
    assert (cell.words, cell.value, cell.range, cell.hidden) == (said, "x", TOLD, False)
    [meaning] = signs(READING, (), [shown.table], Locale(locale))
    assert said in meaning.replace("\N{NO-BREAK SPACE}", " ")


def test_a_sign_is_explained_only_beside_the_figures_that_have_it():
    """An x by age, a range by venue type, a revised count by language, a zero of a gauge."""
    told = replace(
        hiding(FOUND, ("age",), ("26-plus",)),
        revised=(CellRevision("project", ("language",), ("fr",)),),
        trained=tuple(replace(one, people=0) for one in FOUND.trained),
    )
    reading = OpenPublication(told)
    cards = present(reading.answer(Filters(), Audience.PUBLIC), reading, Locale.EN)
    gauges, tables = [cards["youth"], cards["age_groups"]], [cards["youth"].table]

    def said(tables, gauges=gauges):
        return signs(reading, gauges, tables, Locale.EN)

    assert said(tables) == []
    [ranged] = said([cards["by_venue_type"].table])
    assert "at least 291 and at most 320" in ranged
    [revised] = said([cards["by_language"].table])
    assert revised.startswith("“r”: revised")
    [hidden] = said([cards["by_age_group"].table])
    assert hidden.startswith("“x”: hidden to protect privacy (1 to")
    zero = [cards["facilitators"]]
    assert said([], zero) == []  # which nobody would take for anything else
    assert said([cards["by_venue_type"].table], zero) == ["“0”: a true zero.", ranged]
    assert said([cards["by_age_group"].table], zero) == [f"{hidden} “0”: a true zero."]
    adults = reading.answer(Filters(age=("26-plus",)), Audience.PUBLIC)
    assert said([], [present(adults, reading, Locale.EN)["youth"]]) == ["“..”: not available."]


def test_pale_ends_are_explained_only_where_a_range_is_drawn():
    """Bars are of all participations: the youth beside them have none."""
    by, codes = ("venue_type", "age"), ("youth_organization", "youth")
    youth = ProtectedCell(codes, None, CellMark.RANGE, low=261, high=280)
    beside = with_cell(hiding(publication(format=FORMAT), by, codes), "project", by, youth)
    for found, is_drawn in ((FOUND, True), (beside, False)):
        reading = OpenPublication(found)
        shown = present(reading.answer(Filters(), Audience.PUBLIC), reading, Locale.EN)
        [told] = signs(reading, (), [shown["by_venue_type"].table], Locale.EN)
        assert "The exact number is hidden" in told
        assert ("pale end" in told) is is_drawn


def test_a_bar_has_a_pale_end_and_a_picture_has_one_too():
    full, soft, none = shapes.bars([40, Interval(10, 30), None])
    assert "bar__range" not in full
    assert 'width="25%"' in soft
    assert 'class="bar__range" x="25%" width="50%"' in soft
    assert none == ""
    drawn = bars(Caption("", "", "", Locale.EN), [Bar("a row", "10 to 30", Interval(10, 30))], "")
    assert "bar__range" in drawn
    assert "10 to 30" in drawn


def test_files_have_both_ends_and_an_x():
    _, *rows = csv.reader(StringIO(csv_table(FOUND, Locale.EN).decode("utf-8-sig")))
    assert [row[-5:] for row in rows if row[-1]] == [["x", "", "", "291", "320"]]
    old = csv_table(publication(), Locale.EN).decode("utf-8-sig")
    assert "minimum" not in old


def test_the_api_has_both_ends_beside_a_null():
    row = next(
        row
        for row in payload(ANSWER.progress, {}, {})["by_venue_type"]
        if row["code"] == CELL.codes[0]
    )
    assert (row["participations"], row["hidden"]) == (None, True)
    assert (row["low"], row["high"]) == (291, 320)
    assert "youth_low" not in row


def test_its_text_is_read_again_and_older_texts_know_no_ranges():
    assert read(canonical(FOUND)) == FOUND
    old = orjson.loads(canonical(publication()))
    assert not {"late", "outdated"} & old.keys()
    assert all("low" not in cell for table in old["tables"] for cell in table["cells"])


def test_ranges_are_added_up_until_they_help_nobody():
    one, two = Number(None, range=Interval(11, 30)), Number(40)
    assert total([one, two], 10).range == Interval(51, 70)
    assert total([one, Number(None)], 10) == HIDDEN
    assert total([Number(None, range=Interval(0, 15))] * 3, 10) == HIDDEN
    assert parts.count(None, Locale.EN, told=Interval(51, 70)).words == "51 to 70"
