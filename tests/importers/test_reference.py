"""The reference data of the program, beside what an administrator made of them."""

import shutil

import pytest
from sqlalchemy import Engine, func, select

from dashboard.database import reading, writing
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.history import steps
from dashboard.domain.reference import kind_of
from dashboard.importers.reference import FOLDER, load_reference
from dashboard.queries.trail import history, tampering
from dashboard.tables import AuditEntry, Funder
from tests.importers.conftest import TODAY


@pytest.fixture
def folder(tmp_path):
    """The program's files, to be added to."""
    return shutil.copytree(FOLDER, tmp_path / "reference")


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
