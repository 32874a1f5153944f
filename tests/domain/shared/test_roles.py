"""The table of roles is whole, and its order is that of what roles may do."""

from dataclasses import replace

from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.roles import ROLES, Reader, Right, Role


def test_every_role_has_a_row_in_the_same_order():
    assert list(ROLES) == list(Role)


def test_later_roles_may_no_less_than_earlier_ones():
    """A provider may give somebody several roles; the last of them holds."""
    rights = [len(row.rights) for row in ROLES.values()]
    assert rights == sorted(rights)
    assert ROLES[list(Role)[-1]].rights == frozenset(Right)


def test_every_role_may_look_at_live_figures_of_its_audience():
    assert all(role.may(Right.LOOK) and role.audience in INSIDE for role in Role)


def test_who_records_sessions_sees_them_exactly():
    assert all(role.audience is Audience.COORDINATOR for role in Role if role.may(Right.RECORD))


def test_a_role_is_compared_with_another_by_its_rights():
    assert Role.ADMIN.may_all_of(Role.COMMITTEE)
    assert Role.COMMITTEE.may_all_of(Role.COMMITTEE)
    assert not Role.COORDINATOR.may_all_of(Role.ADMIN)


def test_a_role_that_sees_less_exactly_may_not_all_of_another(monkeypatch):
    exact = replace(ROLES[Role.COMMITTEE], audience=Audience.COORDINATOR)
    assert Role.COMMITTEE.may_all_of(Role.COMMITTEE)
    monkeypatch.setitem(ROLES, Role.COORDINATOR, exact)
    assert not Role.COMMITTEE.may_all_of(Role.COORDINATOR)


def test_an_administrator_is_who_may_administer():
    assert [Reader("x", role).is_administrator for role in Role] == [
        role.may(Right.ADMINISTER) for role in Role
    ]
