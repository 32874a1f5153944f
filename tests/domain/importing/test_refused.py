"""What is kept of a refused file, and when its failure is over."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.domain.importing.refused import (
    ALERTED,
    Failing,
    Refusal,
    RefusalReason,
    failing,
    format_of,
    kept_name,
)

NOON = datetime(2015, 3, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def refusal(number: int, at: datetime, author: str = "ana", subject: str = "sessions") -> Refusal:
    reason = RefusalReason.ROWS
    return Refusal(at, author, subject, "f.csv", "csv", reason, 3, number)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("March 2015.csv", "March 2015.csv"),
        ("interview_with_Sarah_Johnson.csv", ""),
        ("tel. 555-0123.csv", ""),
        ("ana@example.org.csv", ""),
        ("a\nb\0.csv", "a b .csv"),
        ("x" * 500, "x" * 100),
    ],
)
def test_a_name_is_kept_if_it_can_be_shown_and_names_nobody(name, kept):
    assert kept_name(name) == kept


@pytest.mark.parametrize(
    ("name", "found"), [("a.CSV", "csv"), ("a.csv.exe", "other"), ("csv", "csv"), ("", "other")]
)
def test_a_format_is_one_that_we_read(name, found):
    assert format_of(name) == found


def test_a_failure_lasts_until_a_file_of_the_same_account_and_kind_goes_in():
    found = [
        refusal(1, NOON - 9 * HOUR),
        refusal(2, NOON - 3 * HOUR),
        refusal(3, NOON - 2 * HOUR, "bo"),
        refusal(4, NOON - HOUR),
        refusal(5, NOON - HOUR, subject="venues"),
    ]
    went_in = [("ana", "sessions", NOON - 5 * HOUR), ("bo", "venues", NOON)]
    assert set(failing(found, went_in, NOON)) == {
        Failing(2, "sessions", NOON - HOUR),
        Failing(3, "sessions", NOON - 2 * HOUR),
        Failing(5, "venues", NOON - HOUR),
    }
    assert {one.first_id for one in failing(found, [("ana", "sessions", NOON)], NOON)} == {3, 5}
    assert failing(found, [], NOON + ALERTED) == ()
