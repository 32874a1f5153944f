"""Who began long work in person, and what became of their right meanwhile."""

import pickle
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.access import accounts
from dashboard.access.at_the_end import RightAtTheEnd
from dashboard.database import writing
from dashboard.domain.shared.roles import Right, Role
from dashboard.permission import SignedOutError

TODAY = date(2015, 3, 25)
ENDS = {
    "they are kept out": lambda connection, number: accounts.set_active(
        connection, number, active=False
    ),
    "they have a lower role": lambda connection, number: accounts.set_role(
        connection, number, Role.COMMITTEE
    ),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=list(ENDS))
def test_a_right_that_has_ended_is_none_at_the_end(engine: Engine, end):
    with writing(engine) as connection:
        begun = accounts.add(connection, "somebody", Role.COORDINATOR)
        sent = pickle.dumps(RightAtTheEnd(Right.RECORD, begun, None, TODAY))
        still = pickle.loads(sent)  # noqa: S301 - ours
        assert still(connection)
        end(connection, begun.id)
        assert not still(connection)


def test_who_was_signed_out_everywhere_must_sign_in_again(engine: Engine):
    with writing(engine) as connection:
        begun = accounts.add(connection, "somebody", Role.COORDINATOR)
        still = RightAtTheEnd(Right.RECORD, begun, None, TODAY)
        accounts.set_role(connection, begun.id, Role.ADMIN)
        assert still(connection)
        accounts.sign_out_everywhere(connection, begun.id)
        with pytest.raises(SignedOutError):
            still(connection)


def test_the_first_account_ends_what_waits_in_the_demonstration(engine: Engine):
    still = RightAtTheEnd(Right.RECORD, None, None, TODAY)
    with writing(engine) as connection:
        assert still(connection)
        accounts.add(connection, "somebody", Role.ADMIN)
        assert not still(connection)
