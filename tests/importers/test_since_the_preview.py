"""What others did between the preview of a file and its import."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.importers import comparing
from dashboard.importers.importing import import_sessions
from dashboard.importers.meanwhile import Bookmark
from dashboard.importers.order import ImportOrder, LeavingOut, Phase, StaleError
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.trail import End, end_of_log
from dashboard.tables import OutreachSession
from tests.importers.conftest import TODAY
from tests.support.files import as_rows, session, write_csv

CELLS = {"date": "2015-03-25", "status": "delivered", "kind": "discussion", "language": "en",
         "venue": "HS-01", "15-17": "9"}  # fmt: skip
ELSEWHERE = CELLS | {"venue": "SH-01"}
SECRET = "a key for tests"  # noqa: S105 - of nothing but tests


@pytest.fixture
def path(tmp_path):
    """A file with a session that is known, and a new one, both at HS-01."""
    rows = [session(**CELLS | {"reference": f"S-{n}", "total": ""}) for n in (1, 2)]
    return write_csv(tmp_path / "f.csv", as_rows(*rows))


@pytest.fixture
def bo(ready):
    desk = Desk(ready, "Bo", TODAY)
    assert desk.log(CELLS | {"reference": "S-1"}, knowing=True).done
    return desk


@pytest.fixture
def looked_at(ready, path, bo):
    """An order for the file as it was looked at."""
    order = ImportOrder(path, TODAY, "Ana", copies=LeavingOut(), dry_run=True, secret=SECRET)
    seen = import_sessions(ready, order)
    assert (seen.added, seen.unchanged, seen.copy_count) == (1, 1, 1)
    return replace(order, dry_run=False, bookmark=seen.bookmark, copies=None)


def references(engine):
    with reading(engine) as connection:
        return sorted(connection.scalars(select(OutreachSession.reference)))


def log(bo, **cells):
    assert bo.log(cells, knowing=True).done


def remember(bo):
    assert bo.remember_mapping(MappingRecord("of March", (), {}, {}, {}))


@pytest.mark.parametrize(
    "do",
    [
        lambda _: None,
        lambda bo: log(bo, **ELSEWHERE, reference="B-1"),
        lambda bo: log(bo, **CELLS | {"date": "2015-03-24"}, reference="B-1"),
        remember,
    ],
)
def test_what_has_nothing_to_do_with_the_file_keeps_it_from_nothing(ready, looked_at, bo, do):
    do(bo)
    assert import_sessions(ready, looked_at).added == 1
    assert "S-2" in references(ready)
    with reading(ready) as connection:
        assert not discrepancies(connection)


@pytest.mark.parametrize(
    "do",
    [
        lambda bo: log(bo, **ELSEWHERE, reference="S-2"),
        lambda bo: bo.edit("S-1", 1, CELLS | {"reference": "S-1", "15-17": "8"}, knowing=True),
        lambda bo: bo.edit("S-1", 1, ELSEWHERE | {"reference": "S-1"}, knowing=True),
        lambda bo: log(bo, **CELLS, reference="B-1"),
        lambda bo: bo.add_venue("shelter", "", "", ""),
    ],
)
@pytest.mark.parametrize("copies", [None, LeavingOut()])
def test_what_the_preview_would_tell_otherwise_is_looked_at_again(ready, looked_at, bo, do, copies):
    do(bo)
    before = references(ready)
    with pytest.raises(StaleError):
        import_sessions(ready, replace(looked_at, copies=copies))
    assert references(ready) == before


def test_what_is_saved_as_the_file_goes_in_is_looked_at_again_too(ready, looked_at, bo):
    done = []

    def tell(now, *_):
        if now is Phase.COMPARING and not done:
            done.append(True)
            log(bo, **ELSEWHERE, reference="S-2")

    with pytest.raises(StaleError):
        import_sessions(ready, replace(looked_at, on_progress=tell))
    assert references(ready) == ["S-1", "S-2"]


def test_a_bookmark_of_another_log_or_of_none_is_stale(ready, looked_at):
    with reading(ready) as connection:
        mark = Bookmark.read(connection, looked_at.bookmark, SECRET)
    assert mark.said(SECRET) == looked_at.bookmark
    others = (
        replace(mark, end=End(mark.end.entries, "0" * 64)),
        replace(mark, end=End(mark.end.entries + 1, mark.end.digest)),
        replace(mark, reference_edition="another"),
    )
    for said in ("", mark.said("another"), *(one.said(SECRET) for one in others)):
        with pytest.raises(StaleError):
            import_sessions(ready, replace(looked_at, bookmark=said))


def test_a_bookmark_does_not_tell_the_digest_of_the_log(ready, looked_at):
    """Who knows the digest before could try on it which area of a shelter somebody imported."""
    with reading(ready) as connection:
        end = end_of_log(connection)
        assert Bookmark.read(connection, looked_at.bookmark, SECRET).end == end
    assert end.entries
    assert end.digest not in looked_at.bookmark


def test_after_very_many_changes_a_file_is_looked_at_again(ready, looked_at, bo, monkeypatch):
    monkeypatch.setattr(comparing, "MOST_MEANWHILE", 1)
    log(bo, **ELSEWHERE, reference="B-1")
    assert import_sessions(ready, replace(looked_at, dry_run=True)).added == 1
    log(bo, **ELSEWHERE, reference="B-2")
    with pytest.raises(StaleError):
        import_sessions(ready, looked_at)
