from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select, update

from dashboard.database import reading, writing
from dashboard.exports import files
from dashboard.exports.sessions import sessions
from dashboard.places import DEMONSTRATION
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import OutreachSession
from tests.support.importing import import_file

SUFFIXES = [".csv", ".xlsx", ".ods"]
ENGINES = {".xlsx": "openpyxl", ".ods": "odf"}
STARTS = ["=", "＝", "+", "-", "@", "'=", "''-", "'", "’=", "a;=", "a; '-"]
LATER = date(2015, 4, 1)


@pytest.fixture
def filled(engine):
    for subject in ("venues", "facilitators", "targets", "sessions"):
        import_file(engine, subject, DEMONSTRATION / f"{subject}.csv", today=LATER, author="a test")
    return engine


def exported(engine, path: Path) -> Path:
    with reading(engine) as connection:
        files.write(sessions(connection, vocabulary(connection)), {"shown": "all"}, path)
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exported_sessions_import_unchanged(filled, tmp_path, suffix):
    path = exported(filled, tmp_path / f"all{suffix}")
    report = import_file(filled, "sessions", path, today=LATER, author="a test")
    assert (report.added, report.changed, report.refused) == (0, 0, False)
    assert report.unchanged == len(pd.read_csv(DEMONSTRATION / "sessions.csv"))


def test_an_empty_database_exports_its_headers(engine, tmp_path):
    path = exported(engine, tmp_path / "none.csv")
    assert path.read_text(encoding="utf-8-sig").startswith("reference,date,status,kind")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_note_never_becomes_a_formula(filled, tmp_path, suffix):
    with writing(filled) as connection:
        connection.execute(OutreachSession.__table__.update().values(note="=1+1"))
    path = exported(filled, tmp_path / f"all{suffix}")
    frame = pd.read_csv(path) if suffix == ".csv" else pd.read_excel(path, engine=ENGINES[suffix])
    assert set(frame["note"]) == {"'=1+1"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_texts_that_look_like_formulas_come_back_as_they_were(filled, tmp_path, suffix):
    session = OutreachSession
    with writing(filled) as connection:
        ids = connection.scalars(select(session.id).order_by(session.id).limit(len(STARTS)))
        for each, start in zip(ids.all(), STARTS, strict=True):
            looks = {"reference": f"{start} 1", "note": f"{start} bring flyers"}
            connection.execute(update(session).where(session.id == each).values(looks))
    report = import_file(
        filled, "sessions", exported(filled, tmp_path / f"a{suffix}"), today=LATER, author="a test"
    )
    assert (report.added, report.changed, report.fault_count) == (0, 0, 0)
    with reading(filled) as connection:
        found = connection.execute(
            select(session.reference, session.note).where(session.reference.like("% 1"))
        )
        wanted = {f"{start} 1": f"{start} bring flyers" for start in STARTS}
        assert dict(map(tuple, found)) == wanted


@pytest.mark.parametrize("suffix", ENGINES)
def test_a_workbook_leaves_out_what_it_could_not_be_opened_with(tmp_path, suffix):
    path = tmp_path / f"old{suffix}"
    files.write(pd.DataFrame({"note": ["a\ufffeb\uffff\x01", "\ufdd0é"]}), {}, path)
    frame = pd.read_excel(path, engine=ENGINES[suffix])
    assert frame["note"].tolist() == ["ab", "\ufdd0é"]


@pytest.mark.parametrize("suffix", ENGINES)
def test_a_workbook_says_what_it_is_on_a_sheet_of_its_own(tmp_path, suffix):
    path = tmp_path / f"about{suffix}"
    files.write(pd.DataFrame({"a": [1]}), {"demonstration": "invented / inventé"}, path)
    about = pd.read_excel(path, sheet_name=files.ABOUT, header=None, engine=ENGINES[suffix])
    assert about.to_numpy().tolist() == [["demonstration", "invented / inventé"]]


def test_another_kind_of_file_is_refused_and_nothing_is_written(tmp_path):
    path = tmp_path / "figures.pdf"
    with pytest.raises(ValueError, match="pdf"):
        files.write(pd.DataFrame({"a": [1]}), {}, path)
    assert not path.exists()


def test_every_session_says_by_which_rule_it_is_counted(filled):
    with reading(filled) as connection:
        frame = sessions(connection, vocabulary(connection))
    assert frame["counting"].str.startswith("participation count").all()
