"""What is kept of a password costs who guesses as much as RFC 9106 asks for."""

import pytest

from dashboard.access import passwords
from tests.support.passwords import NOBODYS, OURS

COST = "$argon2id$v=19$m=65536,t=3,p=4$"  # its second choice, for where memory is short
PASSWORD = "correct horse battery"  # noqa: S105 - of nothing but tests


@pytest.fixture(autouse=True)
def _at_full_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", OURS)
    monkeypatch.setattr(passwords, "NOBODYS", NOBODYS)


def test_a_password_is_kept_at_full_cost_and_known_again():
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith(COST)
    assert passwords.is_right(PASSWORD, kept)
    assert not passwords.is_right(f"{PASSWORD}!", kept)


def test_who_has_no_password_costs_as_much():
    assert NOBODYS.startswith(COST)
    assert not passwords.is_right(PASSWORD, None)
