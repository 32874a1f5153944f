"""Administrators read who changed what and when; nobody else does, and no value is told."""

import re
from html import unescape
from http import HTTPStatus

import pytest

from dashboard.access import accounts
from dashboard.database import writing
from dashboard.desk.people import PeopleDesk
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.sentences.people.acts import subjects
from dashboard.writes import trail
from dashboard.writes.state import take_turn
from tests.web.conftest import with_token

PASSWORD = "correct horse battery"  # noqa: S105 - of tests
PAGE, PAGE_FR = "/en/people/log", "/fr/personnes/journal"
SECRET = "Nobody may read this"  # noqa: S105 - a value in the log


@pytest.fixture
def visit(server, engine):
    """A signed-in person of a role; the log has changes of sessions, venues and accounts."""
    desk = PeopleDesk(engine, "impact (root)")
    names = {role: desk.add(f"{role}@example.org", role)[0].name for role in Role}
    with writing(engine) as connection:
        for account in accounts.every(connection):
            accounts.set_password(connection, account.id, PASSWORD)
    other, _ = desk.add("other@example.org", Role.COMMITTEE)
    desk.set_role(other.id, Role.COORDINATOR)
    with writing(engine) as connection:
        take_turn(connection)
        state = f'{{"area":"{SECRET}","label_en":"{SECRET}","note":"{SECRET}"}}'
        for subject, key in (("venues", "SH-01"), ("sessions", "A & B/1"), ("decisions", "1")):
            trail.append(connection, "Ana <ana@example.org>", None, [(subject, key, None, state)])
            gone = [(subject, f"{key} {number}", state, None) for number in range(2)]
            trail.append(connection, "Ben", None, gone)

    def visit(role: Role):
        client = server.test_client()
        client.post("/en/sign-in", data={"name": names[role], "password": PASSWORD})
        return client

    return visit


def items(client, path=PAGE):
    """What stands in the list, as words."""
    said = client.get(path).text
    return [unescape(re.sub("<[^>]*>", " ", one)) for one in re.findall(r"<li>(.*?)</li>", said)]


def test_administrators_read_who_changed_what(visit):
    admin = visit(Role.ADMIN)
    found = items(admin)
    assert "Decisions: 2 records (removed)" in found[0]
    assert found[0].endswith(", Ben")
    assert "Sessions: A & B/1 (added)" in found[3]
    assert found[3].endswith(", Ana <ana@example.org>")
    assert any("Accounts: admin@example.org (added)" in one for one in found)
    assert any("(role changed)" in one for one in found)
    in_french = items(admin, PAGE_FR)
    assert "Séances\u00a0: A & B/1 (ajout)" in in_french[3]
    assert any("(changement de rôle)" in one for one in in_french)


def test_no_value_is_told_and_each_record_leads_to_its_history(visit):
    said = visit(Role.ADMIN).get(PAGE).text
    assert SECRET not in said
    ways = [unescape(one) for one in re.findall(r'href="([^"]*)"', said)]
    assert "/en/sessions?tab=list&history=A+%26+B%2F1" in ways
    assert "/en/reference?record=SH-01" in ways
    assert "/en/reference?of=decisions&record=1" in ways


def test_it_is_searched_by_person_kind_and_day(visit):
    admin = visit(Role.ADMIN)
    assert len(items(admin, f"{PAGE}?who=%3CANA")) == 3
    (one,) = items(admin, f"{PAGE}?who=ben&of=venues")
    assert "Venues: 2 records (removed)" in one
    assert items(admin, f"{PAGE}?day=2001-01-01&who=%22%3E%3Cb") == []
    said = admin.get(f"{PAGE}?day=2001-01-01&who=%22%3E%3Cb").text
    assert "No such change is on record." in said
    assert 'value="2001-01-01"' in said
    assert 'value="&quot;&gt;&lt;b"' in said
    assert f'href="{PAGE_FR}?who=%22%3E%3Cb&amp;day=2001-01-01"' in said
    for nonsense in (
        *("day=x&before=x&of=x", "before=999999999999999999", "who=%00%ff", "before=1"),
        *("day=9999-12-31", "day=0001-01-01", "day=20150325"),
    ):
        assert admin.get(f"{PAGE}?{nonsense}").status_code == HTTPStatus.OK


def test_what_is_earlier_is_a_page_of_its_own(visit, engine):
    with writing(engine) as connection:
        take_turn(connection)
        for number in range(60):
            trail.append(connection, "Ana", None, [("targets", f"t {number}", None, "{}")])
    admin = visit(Role.ADMIN)
    first = admin.get(f"{PAGE}?of=targets").text
    (further,) = re.findall(r'href="([^"]*before=[^"]*)"[^>]*>Earlier changes', first)
    earlier = items(admin, unescape(further))
    assert len(items(admin, f"{PAGE}?of=targets")) == 50
    assert len(earlier) == 10
    assert "t 0 (added)" in earlier[-1]
    assert "Back to the latest changes" in admin.get(unescape(further)).text


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.COORDINATOR])
def test_nobody_else_reads_it(visit, role):
    assert visit(role).get(PAGE).status_code == HTTPStatus.FORBIDDEN


def test_strangers_are_asked_to_sign_in_and_programs_are_refused(visit, server, engine):
    assert visit
    answer = server.test_client().get(f"{PAGE}?who=ana")
    assert answer.location == "/en/sign-in?next=%2Fen%2Fpeople%2Flog%3Fwho%3Dana"
    by_token = with_token(server, engine, Role.ADMIN)
    assert by_token.get(PAGE).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("locale", Locale)
def test_every_kind_has_a_name_of_its_own(locale):
    names = [words.say(locale) for words in subjects().values()]
    assert len(set(names)) == len(names)
