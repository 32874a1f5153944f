"""What Prometheus reads of the database: its size, its writers' waits, its connections."""

import threading
from pathlib import Path

from dashboard.database import reading, writing
from dashboard.writes.state import take_turn
from tests.support import patience
from tests.web.serving.test_metrics import samples

WAIT, SUM = "impact_write_wait_seconds_bucket", "impact_write_wait_seconds_sum"


def test_how_long_writers_waited_is_told(client, engine):
    before = samples(client.get("/metrics").text)
    held, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(engine) as connection:
            take_turn(connection)
            held.set()
            go_on.wait(patience.SECONDS)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(patience.SECONDS)
    threading.Timer(0.15, go_on.set).start()
    with writing(engine) as connection:
        take_turn(connection)
    holder.join()
    after = samples(client.get("/metrics").text)
    grown = {key: after[key] - before.get(key, 0) for key in after if key[0] == WAIT}
    assert grown[WAIT, "+Inf"] == 2
    assert after[SUM,] - before.get((SUM,), 0) > 0.1


def test_connections_in_use_are_told(client, engine):
    used = "impact_database_connections", "used"
    before = samples(client.get("/metrics").text)[used]
    with reading(engine), reading(engine):
        assert samples(client.get("/metrics").text)[used] == before + 2


def test_an_sqlite_file_its_log_and_the_disk_are_told(client, engine):
    found = samples(client.get("/metrics").text)
    assert found["impact_disk_free_bytes", "temporary"] > 0
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database)
        assert found["impact_database_bytes", "file"] == path.stat().st_size
        assert found["impact_database_bytes", "log"] == Path(f"{path}-wal").stat().st_size
        assert found["impact_disk_free_bytes", "database"] > 0
    else:
        assert not any(name == "impact_database_bytes" for name, *_ in found)
