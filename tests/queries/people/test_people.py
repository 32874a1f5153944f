"""Who may sign in, as an administrator sees it."""

from datetime import date

import pytest

from dashboard.access import accounts, identities, tokens
from dashboard.database import reading, writing
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.roles import Reader, Role
from dashboard.queries.answers import Answers
from dashboard.queries.people.people import every_token, people
from dashboard.queries.people.view import people_view
from dashboard.settings import Settings

DAY = date(2015, 3, 25)


def test_accounts_are_told_with_their_way_in_and_the_closed_ones_last(engine):
    with writing(engine) as connection:
        ids = {name: accounts.add(connection, name, Role.COMMITTEE).id for name in "dcba"}
        accounts.set_password(connection, ids["a"], "a long password")
        identities.tie(connection, ids["b"], "https://login.example.org", "s-b")
        accounts.set_active(connection, ids["c"], active=False)
        accounts.signed_in_now(connection, ids["a"])
    with reading(engine) as connection:
        found = people(connection)
    assert [(one.name, one.has_password, one.by_provider, one.active) for one in found] == [
        ("a", True, False, True),
        ("b", False, True, True),
        ("d", False, False, True),
        ("c", False, False, False),
    ]
    assert [one.name for one in found if one.last_sign_in_at] == ["a"]


def test_tokens_are_told_without_their_secrets(engine):
    with writing(engine) as connection:
        secret = tokens.create(connection, "x", Role.ADMIN, DAY, date(2015, 4, 1))
        (key,) = every_token(connection)
    assert (key.is_good(date(2015, 4, 1)), key.is_good(date(2015, 4, 2))) == (True, False)
    assert secret not in repr(key)


@pytest.mark.parametrize("reader", [None, *(Reader("x", role) for role in Role)])
def test_only_administrators_are_told(sqlite_engine, reader):
    answers = Answers(sqlite_engine, Settings(), Audience.COORDINATOR)
    if reader:
        answers = answers.for_reader(reader)
    if reader and reader.role is Role.ADMIN:
        assert people_view(answers, "").people == ()
    else:
        with pytest.raises(PermissionError):
            people_view(answers, "")
