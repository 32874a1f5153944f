"""The workbook that is filled in by hand and imported as it is."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dashboard.database import reading, writing
from dashboard.exports.template import write_template
from dashboard.i18n import Locale
from dashboard.importers.report import Report
from dashboard.tables import Facilitator, Venue
from tests.importers.conftest import add_venues_and_facilitators
from tests.importers.test_sessions import faults, stored
from tests.support.importing import import_file

TODAY = date(2015, 4, 1)
FILLED_IN = {
    Locale.EN: {
        "Reference *": "2015-014", "Date *": datetime(2015, 3, 25), "Status *": "delivered",  # noqa: DTZ001
        "Session kind *": "youth workshop", "Language *": "French", "Venue *": "HS-01 – A",
        "Facilitators": "F-1; F-2", "Duration (minutes)": 90, "Total": 12, "First time": 8,
        "12 to 14": 7, "26 and over": 3, "Note": "went well",
    },
    Locale.FR: {
        "Référence *": "2015-014", "Date *": datetime(2015, 3, 25), "Statut *": "tenue",  # noqa: DTZ001
        "Type de séance *": "atelier pour les jeunes", "Langue *": "français",
        "Lieu *": "HS-01 – B", "Animateurs": "F-1; F-2", "Durée (minutes)": 90, "Total": 12,
        "Première participation": 8, "12 à 14 ans": 7, "26 ans et plus": 3, "Note": "went well",
    },
}  # fmt: skip


@pytest.fixture
def ready(engine):
    add_venues_and_facilitators(engine)
    return engine


@pytest.fixture
def ready_sqlite(sqlite_engine):
    add_venues_and_facilitators(sqlite_engine)
    return sqlite_engine


def template(engine, tmp_path, locale=Locale.EN):
    path = tmp_path / "template.xlsx"
    with reading(engine) as connection:
        write_template(connection, path, locale)
    return path


def fill_in(path, *rows) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    for number, cells in enumerate(rows, start=2):
        for header, value in cells.items():
            sheet.cell(number, headers[header]).value = value
    book.save(path)


def imported(engine, path) -> Report:
    return import_file(engine, "sessions", path, today=TODAY, author="a test")


@pytest.mark.parametrize("locale", Locale)
def test_a_filled_template_goes_in_unchanged(ready, tmp_path, locale):
    path = template(ready, tmp_path, locale)
    fill_in(path, FILLED_IN[locale])
    report = imported(ready, path)
    assert (faults(report), report.rows, report.added) == ([], 1, 1)
    session = stored(ready, "2015-014")
    assert (session.date, session.status, session.kind, session.language, session.venue) == (
        date(2015, 3, 25), "delivered", "youth_workshop", "fr", "HS-01",
    )  # fmt: skip
    assert (session.facilitators, session.duration_minutes) == (("F-1", "F-2"), 90)
    assert (session.total, session.first_time, session.note) == (12, 8, "went well")
    assert session.attendance == {"12-14": 7, "26-plus": 3, "unknown": 2}


@pytest.mark.parametrize("locale", Locale)
def test_whatever_a_list_offers_is_imported(ready_sqlite, tmp_path, locale):
    path = template(ready_sqlite, tmp_path, locale)
    lists = load_workbook(path).worksheets[1]
    offered = {
        column[0].value: [cell.value for cell in column[1:] if cell.value]
        for column in lists.iter_cols()
    }
    sensitive = {Locale.EN: "SH-01 – Shelter", Locale.FR: "SH-01 – Refuge"}
    assert sensitive[locale] in [choice for choices in offered.values() for choice in choices]
    most = max(map(len, offered.values()))
    rows = []
    for at in range(most):
        cells = FILLED_IN[locale] | {next(iter(FILLED_IN[locale])): f"R-{at}"}
        for header, choices in offered.items():
            key = header if header in cells else f"{header} *"
            cells[key] = choices[at % len(choices)]
        counted = {"delivered": True, "tenue": True}.get(
            cells["Status *" if "Status *" in cells else "Statut *"], False
        )
        rows.append(cells if counted else {k: v for k, v in cells.items() if type(v) is not int})
    fill_in(path, *rows)
    report = imported(ready_sqlite, path)
    assert (faults(report), report.added) == ([], most)


@pytest.mark.parametrize("locale", Locale)
def test_an_unfilled_template_holds_no_session(ready_sqlite, tmp_path, locale):
    report = imported(ready_sqlite, template(ready_sqlite, tmp_path, locale))
    assert [fault[3] for fault in faults(report)] == ["There are no rows below the header"]


@pytest.mark.parametrize("locale", Locale)
def test_the_example_would_go_in_if_it_were_a_session(ready_sqlite, tmp_path, locale):
    path = template(ready_sqlite, tmp_path, locale)
    guide = load_workbook(path).worksheets[2]
    table = [[cell.value for cell in row] for row in guide.iter_rows(max_col=3)]
    titles = next(at for at, row in enumerate(table) if row[2])
    fill_in(path, {row[0]: row[2] for row in table[titles + 1 :] if row[2]})
    assert faults(imported(ready_sqlite, path)) == []


def test_each_column_has_its_guidance(ready_sqlite, tmp_path):
    book = load_workbook(template(ready_sqlite, tmp_path))
    headers = [cell.value for cell in book.worksheets[0][1]]
    told = [row[0].value for row in book.worksheets[2].iter_rows() if row[1].value]
    assert told == ["Column", *headers]
    assert headers[-1] == "Note"


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        (Locale.EN, ["Sessions", "Lists", "How to fill it in"]),
        (Locale.FR, ["Séances", "Listes", "Mode d’emploi"]),
    ],
)
def test_all_sheets_are_visible_and_the_first_is_the_one_to_fill_in(
    ready_sqlite, tmp_path, locale, titles
):
    book = load_workbook(template(ready_sqlite, tmp_path, locale))
    assert [sheet.title for sheet in book.worksheets] == titles
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert book.worksheets[0].freeze_panes == "B2"


@pytest.mark.parametrize(
    ("header", "rule_of_it"),
    [
        ("Reference *", ("custom", "COUNTIF($A$2:$A$201,A2)=1", "stop")),
        ("Date *", ("date", "DATE(1900,1,1)", "stop")),
        ("Status *", ("list", "'Lists'!$A$2:$A$4", "stop")),
        ("Venue *", ("list", "'Lists'!$D$2:$D$3", "stop")),
        ("Facilitators", ("list", "'Lists'!$E$2:$E$3", None)),
        ("Duration (minutes)", ("whole", "1", "stop")),
        ("Total", ("whole", "SUM({ages})", "warning")),
        ("12 to 14", ("whole", "0", "stop")),
    ],
)
def test_each_cell_is_checked_as_it_is_typed(ready_sqlite, tmp_path, header, rule_of_it):
    sheet = load_workbook(template(ready_sqlite, tmp_path)).worksheets[0]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    letter, ages = letters[header], f"{letters['12 to 14']}2:{letters['Not recorded']}2"
    (rule,) = (
        rule
        for rule in sheet.data_validations.dataValidation
        if str(rule.sqref) == f"{letter}2:{letter}201"
    )
    severity = rule.errorStyle or "stop" if rule.showErrorMessage else None
    kind, formula, told = rule_of_it
    assert (rule.type, rule.formula1, severity) == (kind, formula.format(ages=ages), told)
    assert rule.prompt
    assert len(rule.prompt) <= 255


def test_a_list_without_anything_is_no_list(sqlite_engine, tmp_path):
    path = template(sqlite_engine, tmp_path)
    rules = load_workbook(path).worksheets[0].data_validations.dataValidation
    assert [rule.formula1 for rule in rules if rule.type == "list"] == [
        "'Lists'!$A$2:$A$4", "'Lists'!$B$2:$B$4", "'Lists'!$C$2:$C$4",
    ]  # fmt: skip


def test_a_code_that_looks_like_a_formula_is_text_and_comes_back(sqlite_engine, tmp_path):
    with writing(sqlite_engine) as connection:
        connection.execute(
            Venue.__table__.insert(),
            {"code": "=1+1", "venue_type": "high_school", "label_en": "@A", "label_fr": "@B"},
        )
        connection.execute(Facilitator.__table__.insert(), [{"code": "-F"}])
    path = template(sqlite_engine, tmp_path)
    book = load_workbook(path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    lists = book.worksheets[1]
    assert (lists["D2"].value, lists["E2"].value) == ("'=1+1 – @A", "'-F")
    fill_in(path, FILLED_IN[Locale.EN] | {"Venue *": "'=1+1 – @A", "Facilitators": "'-F"})
    assert faults(imported(sqlite_engine, path)) == []
    assert stored(sqlite_engine, "2015-014").venue == "=1+1"


def test_it_needs_nothing_from_anywhere_else(ready_sqlite, tmp_path):
    with ZipFile(template(ready_sqlite, tmp_path)) as parts:
        names = parts.namelist()
        everything = b"".join(map(parts.read, names))
    assert not [name for name in names if "external" in name or "vba" in name.lower()]
    assert b'TargetMode="External"' not in everything


def test_it_can_be_written_for_a_browser(ready_sqlite):
    stream = BytesIO()
    with reading(ready_sqlite) as connection:
        write_template(connection, stream, Locale.FR)
    assert stream.getvalue().startswith(b"PK")
