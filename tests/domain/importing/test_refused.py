"""What is kept of a refused file, and when its failure is over."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.domain.importing.refused import (
    ALERTED,
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
    assert {(one.subject, one.last_at) for one in failing(found, went_in, NOON)} == {
        ("sessions", NOON - HOUR),
        ("sessions", NOON - 2 * HOUR),
        ("venues", NOON - HOUR),
    }
    assert len({one.key for one in failing(found, went_in, NOON)}) == 3
    assert len(failing(found, [("ana", "sessions", NOON)], NOON)) == 2
    assert failing(found, [], NOON + ALERTED) == ()


def test_a_failure_is_the_same_when_its_first_refusals_are_forgotten():
    """Or a timer that has failed for 90 days would alarm everybody each day."""
    found = [refusal(n, NOON + n * 24 * HOUR) for n in range(4)]
    now = NOON + 5 * 24 * HOUR
    (first,), (later,) = failing(found, [], now), failing(found[2:], [], now)
    assert first.key == later.key
    (again,) = failing(found[2:], [("ana", "sessions", NOON + 30 * HOUR)], now)
    assert again.key != first.key
