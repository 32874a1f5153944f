"""The program is killed in the middle of an import: all of the file is in the database, or nothing.

A few times; ``make drill`` kills more often.
"""

from functools import partial

from tests.support.kills import Trial, outcomes, postgresql_copy, sqlite_copy


def test_on_sqlite_all_goes_in_or_nothing(sqlite_url, tmp_path):
    trial = Trial(sqlite_url, tmp_path, partial(sqlite_copy, sqlite_url, tmp_path))
    assert outcomes(trial, 2).total() == 2


def test_on_postgresql_all_goes_in_or_nothing(postgresql, postgresql_url, tmp_path):
    trial = Trial(postgresql_url, tmp_path, partial(postgresql_copy, postgresql, postgresql_url))
    assert outcomes(trial, 1).total() == 1
