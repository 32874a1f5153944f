"""The web part on a plain Flask server, and inside the whole program."""

from collections.abc import Iterator
from datetime import date

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

import app
from dashboard import web
from dashboard.access import tokens
from dashboard.database import open_engine, writing
from dashboard.domain.shared.roles import Role
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from dashboard.writes.state import mark_as_demonstration


class Client(FlaskClient):
    """A client that closes the files of its answers, as servers do, on a page of ours."""

    def open(self, *args, **options):
        self.environ_base.setdefault("HTTP_SEC_FETCH_SITE", "same-origin")
        return super().open(*args, **{"buffered": True} | options)


@pytest.fixture
def server(engine: Engine) -> flask.Flask:
    """A Flask server with nothing but the web part, on each kind of database."""
    return serving(engine)


@pytest.fixture
def server_on_sqlite(sqlite_engine: Engine) -> flask.Flask:
    """The same on SQLite only, where databases cannot differ."""
    return serving(sqlite_engine)


def serving(engine: Engine, settings: Settings | None = None) -> flask.Flask:
    """The web part on a database."""
    made, settings = flask.Flask("test"), settings or Settings()
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105 - of nothing but tests
    web.install(made, engine, settings, People(engine, settings))
    return made


def with_token(server: flask.Flask, engine: Engine, role: Role) -> FlaskClient:
    """A program with a token of that role; its name is the role's."""
    with writing(engine) as connection:
        secret = tokens.create(connection, role.value, role, date(2015, 1, 1), None)
    made = server.test_client()
    made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return made


@pytest.fixture
def client(server: flask.Flask, engine: Engine) -> FlaskClient:
    """A program of the committee's, by its token."""
    return with_token(server, engine, Role.COMMITTEE)


@pytest.fixture
def program(sqlite_url: str) -> Iterator[FlaskClient]:
    """The whole program, pages included, with a demonstration that is empty."""
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    engine.dispose()
    made = app.create_app(Settings(database_url=sqlite_url)).server
    made.test_client_class = Client
    yield made.test_client()
    made.extensions["impact"].dispose()
