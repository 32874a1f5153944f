"""A refused file is noted if that is possible; else the import ends as it would have."""

from pathlib import Path

import pytest

from dashboard.importers import refusing
from dashboard.importers.order import ImportOrder
from dashboard.sqlite_stamps import DamagedError, FileLostError
from dashboard.trouble import CommitInDoubtError
from dashboard.writes import refused_imports
from tests.importers.conftest import TODAY
from tests.importers.test_targets import FIRST, HEADER


@pytest.mark.parametrize("error", [OSError, CommitInDoubtError, FileLostError, DamagedError])
def test_what_cannot_be_noted_is_refused_all_the_same(
    sqlite_engine, importing, monkeypatch, caplog, error
):
    def fails(*_given):
        raise error

    def breaks_off():
        raise MemoryError

    monkeypatch.setattr(refused_imports, "add", fails)
    assert importing(sqlite_engine, "targets", [HEADER, ("youth", "0", *FIRST[2:])]).refused
    with pytest.raises(MemoryError):
        refusing.noting(
            sqlite_engine, "targets", ImportOrder(Path("f.csv"), TODAY, "ana"), breaks_off
        )
    assert caplog.text.count(f"a refused import could not be noted: {error.__name__}") == 2
