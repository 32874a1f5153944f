"""The tallies of months, read with one row a month."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dashboard.database import reading, writing
from dashboard.queries.progress.block_kinds import CAME, HELD, of_sets, statement
from dashboard.queries.progress.joined_rows import joined_arrays
from dashboard.tables import AgeGroup
from tests.queries.worlds import AGES, FIRST_DAY, KINDS, LANGUAGES, VENUES, a_session, store

CODES = LANGUAGES, tuple(sorted(set(VENUES.values()))), KINDS
DAYS = tuple(FIRST_DAY + timedelta(40 * n) for n in range(4))
MONTHS = tuple(day.replace(day=1) for day in DAYS)
HELD_ON = (
    a_session(DAYS[0], attendance={"12-14": 3, "18-21": 4}),
    a_session(DAYS[0], attendance={"12-14": 5}),
    a_session(DAYS[2], language="fr", kind="discussion", attendance={"unknown": 7}),
    a_session(DAYS[2], venue="YO-01", attendance={"12-14": 11}),
)


@pytest.fixture
def rows(engine):
    """Read the numbers of each cell that is not empty, by month and codes."""
    with writing(engine) as connection:
        store(connection, HELD_ON)

    def read(kind, codes):
        with reading(engine) as connection:
            array = joined_arrays(connection, kind, MONTHS, codes)
        return {
            (int(day), *(some[n] for some, n in zip(codes, at, strict=True))): numbers
            for day, *at in zip(*array.any(-1).nonzero(), strict=True)
            if (numbers := array[day, *at].tolist())
        }

    return read


def on_monday(count):
    return [count, *[0] * 6]


def on_thursday(count):
    return [*[0] * 3, count, *[0] * 3]


def test_each_number_is_at_its_month_and_codes(rows):
    forum = "en", "high_school", "information_forum"
    assert rows(HELD, CODES) == {
        (0, *forum): on_monday(2),
        (2, "fr", "high_school", "discussion"): on_thursday(1),
        (2, "en", "youth_organization", "information_forum"): on_thursday(1),
    }
    assert rows(CAME, (*CODES, AGES)) == {
        (0, *forum, "12-14"): [*on_monday(2), *on_monday(8)],
        (0, *forum, "18-21"): [*on_monday(1), *on_monday(4)],
        (2, "fr", "high_school", "discussion", "unknown"): [*on_thursday(1), *on_thursday(7)],
        (2, "en", "youth_organization", "information_forum", "12-14"): [
            *on_thursday(1),
            *on_thursday(11),
        ],
    }


def test_sets_of_age_groups_are_added_up_in_each_cell(rows, engine):
    with reading(engine) as connection:
        bits = dict(connection.execute(select(AgeGroup.code, AgeGroup.bit)).all())
    some = of_sets([bits["12-14"], bits["12-14"] + bits["18-21"]])
    assert rows(some, CODES) == {
        (0, "en", "high_school", "information_forum"): on_monday(2),
        (2, "en", "youth_organization", "information_forum"): on_thursday(1),
    }


def test_a_code_that_is_not_known_is_never_counted_as_another(rows):
    with pytest.raises(ValueError, match="SessionTally"):
        rows(HELD, (("en", "bilingual"), *CODES[1:]))


def test_all_sets_of_age_groups_are_read_by_one_statement():
    one, others = (of_sets(masks) for masks in ([1], [2, 6]))
    assert statement(one.form) is statement(others.form)
    assert statement(one.form) is not statement(CAME.form)
