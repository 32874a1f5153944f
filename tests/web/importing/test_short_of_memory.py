"""A file that takes more memory than an import may use is refused, and nothing of it is kept."""

import json
import sys
from hashlib import sha256

import pytest
from sqlalchemy import func, insert, select

from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.tables import OutreachSession, RefusedImport, Venue
from dashboard.web.importing import work as import_work
from tests.support import work
from tests.support.files import as_rows, multipart, session, write
from tests.web.conftest import with_token

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="others do not limit memory")
SENTENCES = {
    "en": "Checking the file takes more memory than an import may use",
    "fr": "La vérification du fichier demande plus de mémoire qu’une importation ne peut en "
    "utiliser",
}
ROWS, WIDE = 400, 15_000  # blank cells of rows that are checked together: 50 MB of them


@pytest.fixture
def send(server, engine, monkeypatch):
    """A request with a file, for which a process has little memory."""
    for name in ("preview", "bring_in", "to_mend"):
        monkeypatch.setattr(import_work, name, getattr(work, f"{name}_short"))
    with writing(engine) as connection:
        connection.execute(insert(Venue), [{"code": "HS-01", "venue_type": "high_school"}])
    client = with_token(server, engine, Role.COORDINATOR)

    def send(path: str, file: bytes, **fields: str):
        body, kind = multipart(file, "f.csv", **fields)
        return client.post(f"/api/v1/imports{path}", data=body, content_type=kind)

    return send


def last(answer) -> dict:
    assert answer.status_code == 200
    return json.loads(answer.get_data(as_text=True).splitlines()[-1])


def test_a_file_that_takes_too_much_memory_is_refused_and_nothing_is_kept(send, engine, tmp_path):
    rows = as_rows(*(session(reference=f"S-{number}") for number in range(ROWS)))
    wide = [rows[0], *((*row, *[""] * WIDE) for row in rows[1:])]
    small = write(tmp_path / "small.csv", rows[:2]).read_bytes()
    large = write(tmp_path / "large.csv", wide).read_bytes()
    assert last(send("/preview", small))["done"]["can_import"]
    seen = {"sha256": sha256(large).hexdigest(), "bookmark": ""}
    for answer in (send("/preview", large), send("", large, **seen)):
        refused = last(answer)["refused"]
        assert (refused["faults"][0]["reason"], refused["fault_count"]) == (SENTENCES, 1)
    mending = send("/faulty", large)
    assert mending.status_code == 422
    assert mending.json["faults"][0]["reason"] == SENTENCES
    with reading(engine) as connection:
        assert connection.scalar(select(func.count(OutreachSession.id))) == 0
        assert "f.csv" in connection.scalars(select(RefusedImport.file_name)).all()
