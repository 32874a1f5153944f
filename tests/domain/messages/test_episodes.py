"""What comes and goes is one episode; what is gone for a week has ended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dashboard.domain.messages.episodes import ENDS_AFTER, Sign, followed

NOW = datetime(2015, 3, 25, tzinfo=UTC)
BEHIND, FRENCH = Sign("behind"), Sign("short", "fr")


def told(days: list[set[Sign]]) -> int:
    """How many episodes begin when these signs are found day by day."""
    kept, begun = {}, 0
    for number, found in enumerate(days):
        now = NOW + timedelta(days=number)
        for one in followed(tuple(kept.values()), found, now):
            begun += one.id is None
            kept[one.sign] = replace(one, id=1)
            if one.ended_at:
                del kept[one.sign]
    return begun


def test_what_goes_on_is_told_once():
    assert told([{BEHIND}] * 30) == 1
    assert told([{BEHIND}, set()] * 15) == 1
    assert told([{BEHIND, FRENCH}] * 3) == 2
    assert told([{FRENCH}, {Sign("short", "en")}]) == 2


def test_what_was_gone_for_long_is_told_again():
    assert told([{BEHIND}, *[set()] * (ENDS_AFTER.days + 1), {BEHIND}]) == 2
    assert told([{BEHIND}, *[set()] * (ENDS_AFTER.days - 1), {BEHIND}]) == 1


def test_what_did_not_change_is_not_written_again():
    (began,) = followed((), {BEHIND}, NOW)
    assert followed((replace(began, id=1),), {BEHIND}, NOW + timedelta(days=1)) == ()
