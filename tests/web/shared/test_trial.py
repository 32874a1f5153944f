"""Whether readyz knows when nothing can be written, and what readers are told meanwhile."""

import threading

import psycopg
import pytest
from sqlalchemy import select, text

from dashboard.database import open_engine, reading, writing
from dashboard.engines import READERS, Patience
from dashboard.tables import Trial as TrialRow
from dashboard.trouble import Trouble
from dashboard.web.shared.trial import WriteTrial
from dashboard.web.shared.unavailable import TRIAL
from dashboard.writes.state import take_turn
from tests.support import patience
from tests.support.desks import Desk, furnish
from tests.support.program import serving
from tests.web.conftest import serving as answering


@pytest.fixture
def trial(server) -> WriteTrial:
    """That of a server which nobody has started yet."""
    found: WriteTrial = server.extensions[TRIAL]
    return found


def test_a_trial_commits_a_row(trial, engine):
    trial.once()
    assert trial.found is None
    with reading(engine) as connection:
        assert connection.scalar(select(TrialRow.at)).startswith("20")


def test_that_somebody_else_writes_is_no_trouble(trial, client, engine):
    with writing(engine) as connection:
        take_turn(connection)
        connection.execute(text("UPDATE trials SET at = at"))  # as the trial of another process
        trial.once()
    assert trial.found is None
    assert client.get("/readyz").status_code == 200


def test_what_cannot_be_written_is_not_ready_until_it_can(trial, client, engine):
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE trials RENAME TO elsewhere"))
    trial.once()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["reason"] == Trouble.AWAY
    assert set(answer.get_json()["message"]) == {"en", "fr"}
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO trials"))
    trial.once()
    assert client.get("/readyz").get_json() == {"status": "ready"}


def test_a_trial_that_hangs_is_not_ready(trial, client, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        begun.set()
        go_on.wait(patience.SECONDS)

    monkeypatch.setattr("dashboard.web.shared.trial.attempt", hang)
    monkeypatch.setattr("dashboard.web.shared.trial.LATEST_SECONDS", 0)
    trying = threading.Thread(target=trial.once)
    trying.start()
    begun.wait(patience.SECONDS)
    assert client.get("/readyz").get_json()["reason"] == Trouble.SLOW
    go_on.set()
    trying.join()
    assert client.get("/readyz").status_code == 200


def test_who_meets_a_lock_that_is_held_for_long_is_told_to_come_again(
    postgresql_url, monkeypatch, caplog
):
    assert 1 < READERS.lock_seconds < 10
    monkeypatch.setattr("dashboard.database.READERS", Patience(0.2, READERS.statement_seconds))
    secret, engine = furnish(postgresql_url), open_engine(postgresql_url, serving=True)
    client, headers = answering(engine).test_client(), {"Authorization": f"Bearer {secret}"}
    with psycopg.connect(postgresql_url) as other:
        other.execute("LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE")
        answer = client.get("/api/v1/progress", headers=headers)
        assert answer.status_code == 503
        told = answer.get_json()["error"]
        assert "try again" in told["message"]["en"]
        assert int(answer.headers["Retry-After"]) > 0
        assert told["reference"] in caplog.text
    assert client.get("/api/v1/progress", headers=headers).status_code == 200
    engine.dispose()


def test_each_worker_of_a_server_tries_and_ends_with_it(postgresql_url, tmp_path):
    secret, engine = furnish(postgresql_url), open_engine(postgresql_url)
    with serving(postgresql_url, tmp_path) as served:
        assert Desk(served.url, secret).save("A").status == 200

        def tried() -> bool:
            with reading(engine) as connection:
                return list(connection.scalars(select(TrialRow.at))) != [""]

        patience.until(tried, "no trial began with the worker")
        assert served.end() == 0
    engine.dispose()
