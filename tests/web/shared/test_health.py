"""Whether it is alive, and whether it can answer."""

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard import web
from dashboard.database import open_engine
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from tests.support.heard import heard
from tests.test_database import journeys


def test_a_migrated_database_is_ready(client: FlaskClient):
    assert client.get("/healthz").get_json() == {"status": "alive"}
    assert client.get("/readyz").get_json() == {"status": "ready"}


def test_it_is_asked_in_one_message(client: FlaskClient, engine: Engine):
    if engine.dialect.name == "postgresql":
        assert journeys(engine, lambda: client.get("/readyz")) == 1
        return
    client.get("/readyz")  # after which the file waits as long as readers do
    said = heard(engine)
    assert client.get("/readyz").status_code == 200
    assert [one.split()[0] for one in said] == ["SELECT"]


def test_several_revisions_are_not_the_newest(client: FlaskClient, engine: Engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0000')")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["reason"]) == (503, "migrations")


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
