"""The test that writes reach the database, as two processes run it at the same moment."""

from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from sqlalchemy import event

from dashboard.database import open_engine
from dashboard.writes import trial
from dashboard.writes.trial import attempt
from tests.support import patience


class GoingBack(datetime):
    """A clock that is read by several machines, each of them later and a year behind the last."""

    year_of = 2026

    @classmethod
    def now(cls, _: object = None) -> datetime:
        cls.year_of -= 1
        return datetime(cls.year_of, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("clock", [datetime, GoingBack])
def test_a_slower_process_that_writes_in_between_is_no_failure(
    database_url: str, clock: type[datetime], monkeypatch: pytest.MonkeyPatch
):
    """The other one begins first, is held up, and writes before this one reads again."""
    monkeypatch.setattr(trial, "datetime", clock)
    engine, other = open_engine(database_url), open_engine(database_url)
    begun, written, ended = Event(), Event(), Event()
    taken = []

    @event.listens_for(other, "checkout")
    def hold_up(*_: object) -> None:
        begun.set()
        assert written.wait(patience.SECONDS)

    @event.listens_for(engine, "checkout")
    def let_it_go_on(*_: object) -> None:
        taken.append(1)
        if len(taken) == 2:  # to read what the first wrote
            written.set()
            assert ended.wait(patience.SECONDS)

    def slower() -> None:
        attempt(other)
        ended.set()

    thread = Thread(target=slower, daemon=True)
    thread.start()
    assert begun.wait(patience.SECONDS)
    attempt(engine)
    thread.join()
    for one in (engine, other):
        one.dispose()
