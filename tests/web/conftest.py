"""The web part on a plain Flask server, and inside the whole program."""

from collections.abc import Iterator

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

import app
from dashboard import web
from dashboard.settings import Settings


class Client(FlaskClient):
    """A client that closes the files of its answers, as servers do."""

    def open(self, *args, **options):
        return super().open(*args, **{"buffered": True} | options)


@pytest.fixture
def server(engine: Engine) -> flask.Flask:
    """A Flask server with nothing but the web part, on each kind of database."""
    made = flask.Flask("test")
    made.test_client_class = Client
    web.install(made, engine, Settings())
    return made


@pytest.fixture
def client(server: flask.Flask) -> FlaskClient:
    return server.test_client()


@pytest.fixture
def program(sqlite_url: str) -> Iterator[FlaskClient]:
    """The whole program, pages included."""
    made = app.create_app(Settings(database_url=sqlite_url)).server
    made.test_client_class = Client
    yield made.test_client()
    made.extensions["impact"].dispose()
