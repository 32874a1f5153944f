"""Five hundred subscriptions, and runs that are killed in the middle: none lost, none twice."""

import pytest

from tests.cli.test_sending import kill_in_the_middle
from tests.support import mail

PEOPLE, KILLS = 500, 8


@pytest.fixture
def box():
    with mail.running() as found:
        yield found


def test_five_hundred_messages_survive_kills(database_url, box, capsys):
    found, hit = kill_in_the_middle(database_url, box, PEOPLE, KILLS)
    with capsys.disabled():
        print(f"\n{dict(found)}, {len(box.messages)} arrived, {hit} kills of {KILLS} hit a run")
    assert found["sent"] + found["unknown"] == PEOPLE
    assert found["unknown"] <= hit
