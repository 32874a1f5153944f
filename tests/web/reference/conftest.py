"""Programs of each role before one known session."""

from functools import partial

import pytest
from sqlalchemy import Engine

from dashboard.database import reading, writing
from dashboard.queries.shared.trail import end_of_log, tampering
from tests.queries.worlds import a_session, store
from tests.web.conftest import with_token


@pytest.fixture
def as_(server, engine: Engine):
    """A program with a token of that role; its name is the role's."""
    with writing(engine) as connection:
        store(connection, [a_session(venue="SH-01")])
    return partial(with_token, server, engine)


def logged(engine: Engine) -> int:
    """How many entries the audit log has; nobody tampered with it."""
    with reading(engine) as connection:
        assert tampering(connection) is None
        return end_of_log(connection).entries
