"""The reference data of the program, beside what an administrator made of them."""

import shutil

import pytest
from sqlalchemy import Engine, func, select

from dashboard.database import reading, writing
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.shared.history import steps
from dashboard.i18n import Locale
from dashboard.importers.reference import load_reference
from dashboard.importers.reference_files import BadReferenceError
from dashboard.places import REFERENCE
from dashboard.queries.shared.trail import history, tampering
from dashboard.tables import AuditEntry, Funder
from tests.importers.conftest import TODAY


@pytest.fixture
def folder(tmp_path):
    """The program's files, to be added to."""
    return shutil.copytree(REFERENCE, tmp_path / "reference")


def add_a_funder(folder) -> None:
    with (folder / "funders.csv").open("a", encoding="utf-8") as lines:
        lines.write("justice,Department of Justice,Ministère de la Justice\n")


def test_what_a_database_begins_with_is_no_change(engine: Engine):
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(Funder)) == 2
        assert connection.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_what_a_later_version_adds_is_logged(engine: Engine, folder):
    add_a_funder(folder)
    with writing(engine) as connection:
        assert load_reference(connection, folder) == 1
        assert load_reference(connection, folder) == 0
    with reading(engine) as connection:
        (step,) = steps(history(connection, "funders", "justice"))
        assert tampering(connection) is None
    assert (step.author, step.deed) == ("impact migrate", "added")


def test_what_an_administrator_edited_or_took_out_stays_so(engine: Engine, folder):
    admin, funders = ReferenceDesk(engine, "Ada", TODAY), kind_of("funders")
    first, second = admin.all(funders)
    cells = {"label_en": "WAGE", "label_fr": "FEGC", "sort_order": "2"}
    admin.edit(funders, first.record.key, first.version, cells)
    now = {one.record.key: one for one in admin.all(funders)}
    admin.remove(funders, second.record.key, now[second.record.key].version)
    with writing(engine) as connection:
        assert load_reference(connection, folder) == 0
    (left,) = admin.all(funders)
    assert left.record.values["label_en"] == "WAGE"


@pytest.mark.parametrize(
    ("name", "edit", "row", "column", "problem"),
    [
        ("age_groups", (",bit\n", "\n"), 1, "bit", "The column “bit” is missing"),
        ("age_groups", ("12,14,1\n", "12,14,\n"), 2, "bit", "The cell is blank"),
        ("age_groups", ("15,17,2\n", "15,17,1\n"), 3, "bit", "This value is already in row 2"),
        ("age_groups", ("15 to 17,15 à 17 ans", "15 to 17,"), 3, "label_fr", "The cell is blank"),
        ("age_groups", ("yes,yes,12", "oui,yes,12"), 2, "youth", "This is neither yes nor no"),
        ("languages", ("label_fr", "label_de"), 1, "label_fr", "The column “label_fr” is missing"),
        ("plan_measures", ("measure-2,,", "measure-2,Tell,"), 3, "label_fr", "The cell is blank"),
        (
            "thresholds",
            ("soit faite,6", "soit faite,six"),
            2,
            "value",
            "This is not a whole number",
        ),
        (
            "thresholds",
            ("projection is made,m", "projection, is made,m"),
            2,
            "",
            "The row has more",
        ),
        (
            "funders",
            ("public-safety-canada", "status-of-women-canada"),
            3,
            "code",
            "This value is already in",
        ),
    ],
)
def test_a_file_that_a_project_edited_is_told_with_its_place(  # noqa: PLR0917
    sqlite_engine: Engine, folder, name, edit, row, column, problem
):
    path = folder / f"{name}.csv"
    before = path.read_text("utf-8")
    path.write_text(before.replace(*edit, 1), "utf-8-sig")  # with a mark, as Excel saves it
    assert before != path.read_text("utf-8-sig")
    with writing(sqlite_engine) as connection, pytest.raises(BadReferenceError) as raised:
        load_reference(connection, folder)
    file, fault = raised.value.faults[0]
    assert (file, fault.row, fault.column) == (f"{name}.csv", row, column)
    assert fault.problem.say(Locale.EN).startswith(problem)
    assert fault.remedy.say(Locale.FR)


def test_every_fault_of_every_file_is_told_at_once(sqlite_engine: Engine, folder):
    (folder / "funders.csv").write_bytes("code,label_en,label_fr\na,A,é\n".encode("cp1252"))
    with (folder / "plan_milestones.csv").open("a", encoding="utf-8") as lines:
        lines.write("first,measure-9,First,Premier,soon,\n")
    with writing(sqlite_engine) as connection, pytest.raises(BadReferenceError) as raised:
        load_reference(connection, folder)
    told = [
        (file, fault.column, fault.problem.say(Locale.EN)) for file, fault in raised.value.faults
    ]
    assert told == [
        ("funders.csv", "", "The file is not in UTF-8"),
        ("plan_milestones.csv", "measure", "There is no such code"),
        ("plan_milestones.csv", "due", "This is not a date"),
    ]
