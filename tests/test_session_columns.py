"""Whoever reads, enters, shows or writes sessions knows every declared column, and no other."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.domain.sessions.column import CHOSEN, ColumnType, FormPart, SessionColumn
from dashboard.domain.sessions.columns import (
    BY_CODE,
    COUNTS,
    IN_SESSION_ROW,
    RECORDED,
    SESSION_COLUMNS,
)
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.history import steps
from dashboard.exports.sessions import sessions as exported
from dashboard.exports.template import write_template
from dashboard.i18n import Locale
from dashboard.importers.constants import read_constants
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.subject import Context
from dashboard.importers.words import by_code
from dashboard.places import ROOT
from dashboard.queries.sessions.desk import FormStart
from dashboard.queries.sessions.records import state_of
from dashboard.queries.shared.trail import history
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.sentences.sessions.words import column as named
from dashboard.tables import OutreachSession
from layouts.sessions.rows_edit import controls
from tests.importers.conftest import add_venues_and_facilitators
from tests.layouts.sessions.test_form import drawn
from tests.layouts.tree import walk
from tests.support.files import write
from tests.support.importing import import_file
from tests.support.samples import VOCABULARY

TODAY = date(2015, 4, 1)
OF_THE_WRITING = {"id", "version", "created_at", "updated_at"}
CODES = [column.code for column in RECORDED]
EXAMPLES = {
    ColumnType.REFERENCE: "R-1",
    ColumnType.DATE: "2015-03-25",
    ColumnType.FACILITATORS: "F-1; F-2",
    ColumnType.COUNT: "7",
    ColumnType.MINUTES: "90",
    ColumnType.NOTE: "Bring chairs",
}


def example(column: SessionColumn) -> str:
    """A value of a column, as files and the API state it."""
    if column.type is ColumnType.VENUE:
        return "HS-01"
    return column.terms(VOCABULARY).codes[0] if column.terms else EXAMPLES[column.type]


FULL = {column.code: example(column) for column in RECORDED}


@pytest.fixture
def ready(sqlite_engine: Engine) -> Engine:
    add_venues_and_facilitators(sqlite_engine)
    return sqlite_engine


@pytest.fixture
def known(ready):
    with reading(ready) as connection:
        context = Context(vocabulary(connection), (), by_code(("F-1", "F-2")), TODAY)
    return {column.code: column for column in SUBJECT.checks(context).columns}


def stored(engine, reference="R-1") -> Mapping[str, str]:
    with reading(engine) as connection:
        found = state_of(connection, reference)
    assert found is not None
    return found.record.cells()


def test_a_code_is_declared_once_and_is_a_field_of_the_record():
    assert len(BY_CODE) == len(SESSION_COLUMNS)
    assert {one.name for one in fields(SessionRecord)} == {*CODES, "attendance"}


def test_the_record_takes_what_stands_in_the_table_of_sessions_in_that_order():
    positional = [one.name for one in fields(SessionRecord) if not one.kw_only]
    assert positional == [column.code for column in IN_SESSION_ROW]


def test_the_database_has_a_place_for_each():
    columns = {column.name for column in OutreachSession.__table__.columns}
    assert columns - OF_THE_WRITING == {column.in_database for column in IN_SESSION_ROW}


def test_what_is_blank_without_a_session_that_took_place_may_be_so_in_the_record():
    blank = SessionRecord("R-1", TODAY, "planned", "discussion", "en", "HS-01")
    assert not any(getattr(blank, column.code) for column in COUNTS)


@pytest.mark.parametrize("column", SESSION_COLUMNS, ids=BY_CODE)
def test_an_importer_knows_it_by_all_its_names(known, column):
    found = known[column.code]
    assert (found.label(Locale.EN), found.label(Locale.FR)) == (column.title_en, column.title_fr)
    assert {*column.headers} <= {*found.headers}
    assert (found.needed, found.constant) == (column.needed, column.constant)
    assert bool(found.terms) == (column.type in CHOSEN)


def test_what_may_be_said_of_all_rows_can_be(known):
    said = {column.code: example(column) for column in SESSION_COLUMNS if column.constant}
    assert read_constants(said, tuple(known.values())).good.keys() == said.keys()


@pytest.mark.parametrize("locale", Locale)
def test_one_file_brings_a_value_of_each_and_the_export_gives_them_back(ready, tmp_path, locale):
    titles = [column.title_fr if locale is Locale.FR else column.title_en for column in RECORDED]
    path = write(tmp_path / "full.csv", [titles, list(FULL.values())])
    report = import_file(ready, "sessions", path, today=TODAY, author="a test")
    assert (report.faults, report.added) == ((), 1)
    assert {code: stored(ready)[code] for code in CODES} == FULL
    with reading(ready) as connection:
        words = vocabulary(connection)
        frame = exported(connection, words)
    assert {*frame.columns} == {*CODES, *words.ages.codes, "counting"}
    assert {code: str(frame[code].iloc[0]) for code in CODES} == FULL


def test_what_a_file_does_not_speak_of_stays_or_becomes_blank(ready, tmp_path):
    rows = [CODES, list(FULL.values())]
    import_file(ready, "sessions", write(tmp_path / "a.csv", rows), today=TODAY, author="a test")
    said = [column for column in RECORDED if column.needed or column.code == "total"]
    rows = [[column.code for column in said], [FULL[column.code] for column in said]]
    import_file(ready, "sessions", write(tmp_path / "b.csv", rows), today=TODAY, author="a test")
    kept = {column.code for column in (*said, *RECORDED) if column in said or column.stays}
    assert {code: stored(ready)[code] for code in CODES} == {
        code: value if code in kept else "" for code, value in FULL.items()
    }


def test_the_desk_saves_it_and_the_history_names_it(ready):
    desk = Desk(ready, "Ana", TODAY)
    assert not desk.log(FULL).faults
    assert {code: stored(ready)[code] for code in CODES} == FULL
    with reading(ready) as connection:
        (step,) = steps(history(connection, "sessions", "R-1"))
        words = vocabulary(connection)
    told = {found.column: found.after for found in step.differences}
    assert {code: told[code] for code in CODES} == FULL
    for code in CODES:
        assert named(code, words) is BY_CODE[code].name


def test_of_a_session_that_is_cancelled_the_counts_go_and_nothing_else(ready):
    desk = Desk(ready, "Ana", TODAY)
    desk.log(FULL)
    assert desk.set_status({"R-1": 1}, "cancelled", dropping_counts=True).saved
    blank = {column.code: "" for column in COUNTS} | {"status": "cancelled", "total": "0"}
    assert {code: stored(ready)[code] for code in CODES} == FULL | blank


@pytest.mark.parametrize("column", COUNTS, ids=lambda column: column.code)
def test_a_count_of_a_session_that_is_planned_is_a_fault(ready, column):
    cells = FULL | {one.code: "" for one in COUNTS} | {"status": "planned", column.code: "7"}
    faults = Desk(ready, "Ana", TODAY).log(cells).faults
    assert [fault.column for fault in faults] == [column.code]


@pytest.mark.parametrize("locale", Locale)
def test_the_form_asks_for_each_but_the_reference_under_its_name(locale):
    form = drawn(locale=locale)["view-desk-form"]
    asked = {
        getattr(part, "data-column"): getattr(part, "data-title")
        for part in walk(form)
        if hasattr(part, "data-column")
    }
    for column in RECORDED[1:]:
        said = column.name.say(locale)
        assert asked[column.code].casefold() == said.casefold()
    inside = next(part for part in walk(form) if getattr(part, "id", "") == "desk-counts")
    hidden = {getattr(one, "data-column") for one in walk(inside) if hasattr(one, "data-column")}
    assert hidden == {column.code for column in COUNTS} | {*VOCABULARY.ages.codes}


def test_counts_are_asked_for_where_only_delivered_sessions_have_something():
    assert [one for one in RECORDED if one.form is FormPart.WHO_CAME] == [*COUNTS]


def test_a_new_session_begins_with_what_is_a_habit():
    held = SessionRecord("R-0", TODAY, "delivered", "discussion", "fr", "HS-01")
    last = replace(held, duration_minutes=90, total=7, note="Chairs", facilitators=("F-1",))
    begin = drawn(begun=FormStart(("F-1",), last=last))["view-desk-begin"]
    cells = json.loads(getattr(begin, "data-begin"))["cells"]
    assert {*cells} == {"date", "status"} | {one.code for one in RECORDED if one.habitual}


def test_the_list_names_each_and_knows_the_counts():
    tree = controls(VOCABULARY, Locale.EN)
    titles = json.loads(getattr(tree, "data-titles"))
    assert {*titles} == {*CODES[1:], *VOCABULARY.ages.codes}
    counts = getattr(tree, "data-counts").split()
    assert counts == [*(column.code for column in COUNTS), *VOCABULARY.ages.codes]


@pytest.mark.parametrize("locale", Locale)
def test_the_workbook_to_fill_in_has_a_column_for_each_with_its_advice(ready, locale):
    stream = BytesIO()
    with reading(ready) as connection:
        write_template(connection, stream, locale)
    sheet, _, guide = load_workbook(stream).worksheets
    headers = [cell.value.removesuffix(" *").casefold() for cell in sheet[1]]
    told = {row[0].value: row[1].value for row in guide.iter_rows(max_col=2) if row[1].value}
    for column in RECORDED:
        title = column.title_fr if locale is Locale.FR else column.title_en
        at = headers.index(title.casefold())
        assert told[sheet[1][at].value] == column.filling.advice.say(locale)


def test_what_is_private_stands_in_no_report_of_a_file(ready, tmp_path):
    private = {column.code for column in RECORDED if column.private}
    rows = [CODES, list(FULL.values())]
    path = write(tmp_path / "a.csv", rows)
    report = import_file(ready, "sessions", path, today=TODAY, author="a test", dry_run=True)
    assert {code for code in CODES if not report.examples[0][code]} == private


def test_the_script_of_the_form_knows_what_is_needed_and_what_is_a_habit():
    assert in_scripts("HABITS") == {"date"} | {one.code for one in RECORDED if one.habitual}
    needed = {column.code for column in RECORDED if column.needed and column.form}
    assert in_scripts("NEEDED") == needed | {"venue_type"}


def in_scripts(name: str) -> set[str]:
    """The strings of a list that one script declares."""
    scripts = (path.read_text("utf-8") for path in (ROOT / "assets").rglob("*.js"))
    (found,) = (
        found[1] for script in scripts if (found := re.search(rf"{name} = \[(.*?)\]", script, re.S))
    )
    return set(re.findall(r'"(\w+)"', found))
