"""Texts given to a statement: whether a column may have any of them."""

import pytest
from sqlalchemy import insert

from dashboard.database import reading, writing
from dashboard.queries.shared.given import may_have
from dashboard.tables import Venue


@pytest.fixture
def with_venues(engine):
    with writing(engine) as connection:
        rows = [{"code": code, "venue_type": "shelter"} for code in ("V-1", "V-é")]
        connection.execute(insert(Venue), rows)
    return engine


@pytest.mark.parametrize(
    ("texts", "may"),
    [
        (["V-1"], True),
        (["V-é"], True),
        (["V-z", "V-é"], True),
        (["Z", "A"], True),
        (["V-0", "V-00"], False),
        (["V-2", "V-z"], False),
        (["V-è"], False),
        (["V-ê"], False),
        ([], False),
    ],
)
def test_a_look_between_the_least_and_the_greatest_tells_that_none_is_there(
    with_venues, texts, may
):
    """PostgreSQL, which orders texts in its own way, never says no, except of nothing."""
    with reading(with_venues) as connection:
        certain = connection.dialect.name == "sqlite" or not texts
        assert may_have(connection, Venue.code, texts) is (may if certain else True)
