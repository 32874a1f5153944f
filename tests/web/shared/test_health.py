"""Whether it is alive, and whether it can answer."""

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from dashboard import web
from dashboard.database import open_engine
from dashboard.settings import Settings
from dashboard.web.access.readers import People


def test_a_migrated_database_is_ready(client: FlaskClient):
    assert client.get("/healthz").get_json() == {"status": "alive"}
    assert client.get("/readyz").get_json() == {"status": "ready"}


def test_it_is_asked_in_one_statement(client: FlaskClient, engine: Engine):
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *heard: said.append(heard[2]))
    assert client.get("/readyz").status_code == 200
    asked = [text for text in said if not text.startswith("BEGIN")]
    assert len(asked) == 1, asked


def test_a_database_without_our_tables_is_not_ready(client: FlaskClient, engine: Engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE alembic_version RENAME TO elsewhere")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["reason"]) == (503, "migrations")


def test_an_old_schema_is_not_ready(client: FlaskClient, engine: Engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["reason"] == "migrations"


def test_tables_that_cannot_be_read_are_not_ready(client: FlaskClient, engine: Engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE sessions RENAME TO elsewhere")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["reason"] == "database"


@pytest.mark.parametrize("url", ["sqlite:////proc/none.db", "postgresql://impact@127.0.0.1:1/no"])
def test_a_database_out_of_reach_is_not_ready_but_the_program_lives(url: str):
    server = flask.Flask("test")
    engine = open_engine(url)
    web.install(server, engine, Settings(), People(engine, Settings()))
    client = server.test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["reason"] == "database"
    assert client.get("/healthz").status_code == 200
    engine.dispose()
