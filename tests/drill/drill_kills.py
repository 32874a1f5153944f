"""Servers and their workers are killed at random moments of imports and saves, on both databases.

``KILLS=200`` in the environment kills more often.
"""

import os
import random
import subprocess
import time
from contextlib import suppress
from functools import partial
from itertools import count
from signal import SIGKILL
from threading import Event, Thread

from dashboard.database import open_engine, reading
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.trail import tampering
from tests.support.desks import NO_ANSWER, Desk, furnish, references
from tests.support.kills import Trial, outcomes, postgresql_copy, sqlite_copy
from tests.support.patience import until
from tests.support.program import Served, serving

KILLS = int(os.environ.get("KILLS", "24"))
SAVERS, SECONDS_A_KILL = 3, 60


def test_imports_on_sqlite(sqlite_url, tmp_path):
    trial = Trial(sqlite_url, tmp_path, partial(sqlite_copy, sqlite_url, tmp_path))
    assert outcomes(trial, KILLS).total() == KILLS


def test_imports_on_postgresql(postgresql, postgresql_url, tmp_path):
    trial = Trial(postgresql_url, tmp_path, partial(postgresql_copy, postgresql, postgresql_url))
    assert outcomes(trial, KILLS // 2).total() == KILLS // 2


def workers(served: Served) -> list[int]:
    """The processes that answer, by their ids; none while both were killed a moment ago."""
    command = ["ps", "-o", "pid=", "--ppid", str(served.process.pid)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return [int(line) for line in found.split()]


def test_saves_while_workers_are_killed(database_url, tmp_path):
    """Each save that was acknowledged is there, once; of the others all is there or nothing."""
    secret, moments = furnish(database_url), random.Random(KILLS)  # noqa: S311 - no secret
    told: dict[str, int] = {}
    stop, numbers = Event(), count()
    with serving(database_url, tmp_path, "--workers", "2") as served:

        def save() -> None:
            desk = Desk(served.url, secret)
            while not stop.is_set():
                reference = f"S-{next(numbers)}"
                told[reference] = desk.save(reference).status

        savers = [Thread(target=save) for _ in range(SAVERS)]
        for saver in savers:
            saver.start()
        deadline = time.monotonic() + SECONDS_A_KILL * KILLS
        for number in range(KILLS):
            while sum(status == 200 for status in [*told.values()]) <= number:
                assert time.monotonic() < deadline, "nothing is saved any more"
                time.sleep(0.05)
            time.sleep(moments.uniform(0, 0.3))
            with suppress(ProcessLookupError):
                alive = until(lambda: workers(served), "no worker was started again")
                os.kill(moments.choice(alive), SIGKILL)
        stop.set()
        for saver in savers:
            saver.join()
    acknowledged = {reference for reference, status in told.items() if status == 200}
    unknown = {reference for reference, status in told.items() if status == NO_ANSWER}
    print(f"{KILLS} kills, {len(acknowledged)} saves acknowledged, {len(unknown)} unanswered")
    there = references(database_url)
    assert acknowledged <= there
    assert there <= acknowledged | unknown
    engine = open_engine(database_url)
    with reading(engine) as connection:
        assert discrepancies(connection) == ()
        assert tampering(connection) is None
    engine.dispose()
