"""Signing in and out, by password, by one-time link, by token, and in the demonstration."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from dashboard.access import accounts, links, throttle, tokens
from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.queries.people.people import every_token
from dashboard.tables import FailedSignIn, OneTimeLink
from dashboard.writes.state import mark_as_demonstration, new_generation

NAME, PASSWORD = "ana@example.org", "correct horse battery"
FRESH = "/api/v1/freshness"


@pytest.fixture
def ana(engine: Engine):
    with writing(engine) as connection:
        account = accounts.add(connection, NAME, Role.COORDINATOR)
        accounts.set_password(connection, account.id, PASSWORD)
    return account


@pytest.fixture
def visitor(server) -> FlaskClient:
    return server.test_client()


def sign_in(visitor: FlaskClient, name: str = NAME, password: str = PASSWORD, **more):
    return visitor.post("/en/sign-in", data={"name": name, "password": password}, **more)


def is_in(visitor: FlaskClient) -> bool:
    return visitor.get(FRESH).status_code == HTTPStatus.OK


def test_the_right_password_lets_in(ana, visitor):
    assert not is_in(visitor)
    answer = sign_in(visitor)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/explore")
    assert is_in(visitor)


def test_a_restore_ends_sign_ins_whose_number_may_be_somebody_else_s_now(ana, visitor, engine):
    sign_in(visitor)
    assert is_in(visitor)
    with writing(engine) as connection:
        new_generation(connection)
    assert not is_in(visitor)
    sign_in(visitor)
    assert is_in(visitor)


def test_a_name_is_the_same_in_capitals(ana, visitor):
    sign_in(visitor, f"  {NAME.upper()} ")
    assert is_in(visitor)


@pytest.mark.parametrize(
    ("name", "password"),
    [(NAME, "wrong"), (NAME, ""), ("nobody@example.org", PASSWORD), ("", ""), ("\ud800", "x")],
)
def test_whatever_is_wrong_is_told_in_the_same_words(ana, visitor, name, password):
    answer = sign_in(visitor, name.encode("utf-8", "replace").decode(), password)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert "The user name or the password is incorrect." in answer.text
    assert not is_in(visitor)


def test_the_name_stays_typed_after_a_wrong_password(ana, visitor):
    assert 'value="' not in visitor.get("/en/sign-in").text
    page = sign_in(visitor, '"Ana" <a>', "wrong").text
    assert 'value="&quot;Ana&quot; &lt;a&gt;"' in page
    assert "wrong" not in page


def test_the_pages_speak_both_languages(ana, visitor):
    page = visitor.post("/fr/connexion", data={"name": NAME, "password": "non"}).text
    assert '<html lang="fr-CA">' in page
    assert 'role="alert"' in page
    assert 'href="/en/sign-in"' in page
    assert "The user name" not in page


def test_a_closed_account_is_not_let_in_and_an_open_browser_is_shut_out(ana, visitor, engine):
    sign_in(visitor)
    with writing(engine) as connection:
        accounts.set_active(connection, ana.id, active=False)
    assert not is_in(visitor)
    assert sign_in(visitor).status_code == HTTPStatus.UNAUTHORIZED


def test_an_account_without_a_password_lets_nobody_in(visitor, engine):
    with writing(engine) as connection:
        accounts.add(connection, NAME, Role.ADMIN)
    for password in ("", "a password that nobody has"):
        assert sign_in(visitor, password=password).status_code == HTTPStatus.UNAUTHORIZED


def test_many_failures_close_a_name_for_a_while_even_one_that_nobody_has(ana, visitor):
    for name in (NAME, "nobody@example.org"):
        for _ in range(throttle.MOST_HERE):
            sign_in(visitor, name, "wrong")
        answer = sign_in(visitor, name, PASSWORD)
        assert "Too many attempts" in answer.text
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert not is_in(visitor)


def test_no_way_of_writing_a_name_gives_it_more_tries(ana, visitor):
    for number in range(throttle.MOST_HERE):
        sign_in(visitor, f"{' ' * number}{NAME.upper()}{chr(9) * number}", "wrong")
    assert "Too many attempts" in sign_in(visitor).text
    padded = f"{NAME}{' ' * 200}z"
    assert sign_in(visitor, padded).status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize(
    ("address", "closed"), [("192.0.2.7", True), ("127.0.0.1", False), ("::1", False)]
)
def test_many_names_from_one_place_close_it_but_not_a_proxy_on_this_machine(
    engine, address, closed
):
    with writing(engine) as connection:
        for number in range(throttle.MOST_BY_PLACE):
            throttle.tried(connection, f"n{number}", address)
        assert throttle.is_throttled(connection, "ana", address) is closed
        assert not throttle.is_throttled(connection, "ana", "192.0.2.8")


def test_all_addresses_of_one_subscriber_are_one_place(engine):
    with writing(engine) as connection:
        for number in range(throttle.MOST_HERE):
            throttle.tried(connection, "ana", f"2001:db8:1:2::{number}")
        assert throttle.is_throttled(connection, "ana", "2001:db8:1:2:ffff::1")
        assert not throttle.is_throttled(connection, "ana", "2001:db8:1:3::1")


def test_nobody_shuts_an_owner_out_from_afar(engine):
    with writing(engine) as connection:
        for _ in range(throttle.MOST_HERE):
            throttle.tried(connection, "ana", "192.0.2.7")
        assert throttle.is_throttled(connection, "ana", "192.0.2.7")
        assert not throttle.is_throttled(connection, "ana", "198.51.100.1")


def test_failures_are_forgotten_by_a_success_and_by_time(ana, visitor, engine, monkeypatch):
    for _ in range(throttle.MOST_HERE - 1):
        sign_in(visitor, password="wrong")  # noqa: S106
    sign_in(visitor)
    assert is_in(visitor)
    for _ in range(throttle.MOST_HERE):
        sign_in(visitor, password="wrong")  # noqa: S106
    with reading(engine) as connection:
        assert throttle.is_throttled(connection, NAME, "127.0.0.1")
        monkeypatch.setattr(throttle, "WINDOW", timedelta(0))
        assert not throttle.is_throttled(connection, NAME, "127.0.0.1")


def test_failures_after_a_clock_was_set_back_do_not_count_for_longer(ana, visitor, engine):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with writing(engine) as connection:
        for _ in range(throttle.MOST_HERE):
            throttle.tried(connection, NAME, "127.0.0.1")
        assert throttle.is_throttled(connection, NAME, "127.0.0.1")
        connection.execute(update(FailedSignIn).values(at=tomorrow.isoformat()))
        assert not throttle.is_throttled(connection, NAME, "127.0.0.1")
    sign_in(visitor)
    assert is_in(visitor)
    with reading(engine) as connection:
        left = connection.scalars(select(FailedSignIn.at)).all()
    assert max(left, default="") < tomorrow.isoformat()


def test_a_copy_of_a_cookie_is_worth_nothing_after_signing_out(ana, visitor, server):
    sign_in(visitor)
    copied = visitor.get_cookie("impact").value
    visitor.post("/sign-out")
    thief = server.test_client()
    thief.set_cookie("impact", copied)
    assert not is_in(thief)
    sign_in(visitor)
    assert is_in(visitor)


def test_whoever_signs_in_over_another_account_ends_its_sign_in(ana, visitor, server, engine):
    with writing(engine) as connection:
        other = accounts.add(connection, "bo@example.org", Role.COMMITTEE)
        accounts.set_password(connection, other.id, PASSWORD)
    sign_in(visitor)
    copied = visitor.get_cookie("impact").value
    sign_in(visitor, other.name)
    before = server.test_client()
    before.set_cookie("impact", copied)
    assert not is_in(before)
    assert is_in(visitor)


def test_a_link_used_by_two_at_once_is_used_by_one(engine, link):
    with ThreadPoolExecutor(4) as pool:

        def use(number: int) -> object:
            with writing(engine) as connection:
                return links.use(connection, link, f"{PASSWORD} {number}")

        found = list(pool.map(use, range(4)))
    assert sum(account is not None for account in found) == 1


def test_signing_out_ends_this_browser(ana, visitor):
    sign_in(visitor)
    answer = visitor.post("/sign-out", follow_redirects=True)
    assert "You are signed out." in answer.text
    assert not is_in(visitor)


def test_who_is_sent_to_sign_in_reads_why(ana, visitor):
    page = visitor.get("/fr/connexion?next=%2Ffr%2Flieux").text
    assert "Connectez-vous pour continuer." in page
    wrong = {"name": NAME, "password": "wrong", "next": "/fr/lieux"}
    assert "Connectez-vous" not in visitor.post("/fr/connexion", data=wrong).text
    assert "to continue" not in visitor.get("/en/sign-in").text


def test_signing_out_everywhere_ends_every_browser(ana, visitor, server, engine):
    other = server.test_client()
    for one in (visitor, other):
        sign_in(one)
    with writing(engine) as connection:
        accounts.sign_out_everywhere(connection, ana.id)
    assert not is_in(visitor)
    assert not is_in(other)


@pytest.mark.parametrize(("hours", "stays"), [(1, True), (3, False)])
def test_who_is_away_for_long_signs_in_again(ana, visitor, monkeypatch, hours, stays):
    sign_in(visitor)
    later = time.time() + 3600 * hours
    monkeypatch.setattr("dashboard.web.access.signed_in.time.time", lambda: later)
    assert is_in(visitor) is stays


def test_an_open_page_that_asks_by_itself_keeps_nobody_in(ana, visitor, monkeypatch):
    sign_in(visitor)
    now = time.time()
    for minutes in (60, 119, 121):
        monkeypatch.setattr(
            "dashboard.web.access.signed_in.time.time", lambda minutes=minutes: now + 60 * minutes
        )
        answered = is_in(visitor)
    assert not answered


def test_nobody_stays_in_for_ever(ana, visitor, monkeypatch):
    sign_in(visitor)
    now = time.time()
    for hour in range(1, 74):
        monkeypatch.setattr(
            "dashboard.web.access.signed_in.time.time", lambda hour=hour: now + 3600 * hour
        )
        answered = visitor.get("/api/v1/progress").status_code == HTTPStatus.OK
    assert not answered


@pytest.mark.parametrize(("seconds", "stays"), [(30, True), (3600, False), (86_400, False)])
def test_who_came_by_a_clock_that_was_set_back_signs_in_again(
    ana, visitor, monkeypatch, seconds, stays
):
    sign_in(visitor)
    earlier = time.time() - seconds
    monkeypatch.setattr("dashboard.web.access.signed_in.time.time", lambda: earlier)
    assert is_in(visitor) is stays
    sign_in(visitor)
    assert is_in(visitor)


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/fr/lieux?language=fr", "/fr/lieux?language=fr"),
        ("https://example.org/en/explore", "/en/explore"),
        ("//example.org", "/en/explore"),
        ("/\\example.org", "/en/explore"),
        ("/sign-out", "/en/explore"),
        ("/en/explore?\n", "/en/explore"),
        ("", "/en/explore"),
    ],
)
def test_who_signed_in_is_led_on_to_a_page_of_ours_only(ana, visitor, wanted, led_to):
    answer = sign_in(visitor, query_string={"next": wanted})
    assert answer.headers["Location"] == led_to


def test_the_cookie_is_for_no_script_and_no_other_site(ana, visitor):
    cookie = sign_in(visitor).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


# One-time links


@pytest.fixture
def link(engine: Engine) -> str:
    with writing(engine) as connection:
        return links.make(connection, accounts.add(connection, NAME, Role.ADMIN).id)


def choose(visitor: FlaskClient, link: str, password: str = PASSWORD, again: str | None = None):
    given = {"password": password, "again": password if again is None else again}
    return visitor.post(f"/en/password/{link}", data=given)


@pytest.mark.parametrize(
    ("password", "english", "french"),
    [
        (NAME, "made of your name", "formé de votre nom"),
        ("Ottawa-2026!", "made of your name", "formé de votre nom"),
        ("password1234", "easy to guess", "facile à deviner"),
    ],
)
def test_a_password_that_others_try_first_is_refused_in_plain_words(
    visitor, link, password, english, french
):
    refused = choose(visitor, link, password)
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert english in refused.text
    given = {"password": password, "again": password}
    assert french in visitor.post(f"/fr/mot-de-passe/{link}", data=given).text
    assert choose(visitor, link).status_code == HTTPStatus.SEE_OTHER  # the link is good still


def test_an_easy_password_of_before_signs_in_and_can_be_changed_for_a_good_one(visitor, engine):
    with writing(engine) as connection:
        account = accounts.add(connection, NAME, Role.COORDINATOR)
        accounts.set_password(connection, account.id, "password1234")
    sign_in(visitor, password="password1234")  # noqa: S106
    assert is_in(visitor)
    page = visitor.get("/en/account").text
    assert f'autocomplete="username" value="{NAME}"' in page
    for new, status in (("ana-ottawa-2026", 400), ("azertyuiop12", 400), (PASSWORD, 303)):
        given = {"do": "password", "now": "password1234", "password": new, "again": new}
        assert visitor.post("/en/account", data=given).status_code == status


def test_a_link_sets_a_password_once_and_lets_in(visitor, server, link):
    page = visitor.get(f"/fr/mot-de-passe/{link}").text
    assert f'autocomplete="username" value="{NAME}"' in page  # for programs that keep passwords
    assert choose(visitor, link).status_code == HTTPStatus.SEE_OTHER
    assert is_in(visitor)
    other = server.test_client()
    assert choose(other, link, "another long password").status_code == HTTPStatus.GONE
    assert not is_in(other)
    sign_in(other)
    assert is_in(other)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "12 to 256 characters"),
        ("x" * 257, "x" * 257, "12 to 256 characters"),
        (PASSWORD, PASSWORD + "!", "not the same"),
    ],
)
def test_an_unfit_password_is_refused_and_the_link_stays(visitor, link, password, again, said):
    answer = choose(visitor, link, password, again)
    assert (answer.status_code, said in answer.text) == (400, True)
    assert choose(visitor, link).status_code == HTTPStatus.SEE_OTHER


def test_a_link_that_is_old_or_replaced_or_made_up_is_of_no_use(visitor, engine, link):
    with writing(engine) as connection:
        newer = links.make(connection, accounts.by_name(connection, NAME).id)
        connection.execute(
            update(OneTimeLink)
            .where(OneTimeLink.used_at.is_(None))
            .values(expires_at="2015-01-01T00:00:00+00:00")
        )
    for secret in (link, newer, "made-up"):
        assert visitor.get(f"/en/password/{secret}").status_code == HTTPStatus.GONE


def test_a_link_is_not_in_the_log(visitor, link, caplog):
    caplog.set_level("INFO", "impact")
    for path in (
        f"/en/password/{link}",
        f"/en/password/{link}/",
        f"/en//password/{link}",
        f"/EN/Password/{link}",
        f"/en/mot-de-passe/{link}",
    ):
        assert "next=" not in visitor.get(path).headers.get("Location", "")
        visitor.put(path)
    assert "/en/password/…" in caplog.text.encode().decode("unicode_escape")
    assert link not in caplog.text


# Tokens


def test_a_token_reads_for_its_role_until_it_is_revoked_or_old(visitor, engine):
    today = date(2015, 3, 25)
    with writing(engine) as connection:
        secret = tokens.create(connection, "a report", Role.COORDINATOR, today, None)
        old = tokens.create(connection, "an old one", Role.ADMIN, today, today)
    headers = {"Authorization": f"Bearer {secret}"}
    assert visitor.get("/api/v1/progress", headers=headers).get_json()["audience"] == "coordinator"
    for wrong in (old, "", secret[:-1], secret + "x"):
        answer = visitor.get("/api/v1/progress", headers={"Authorization": f"Bearer {wrong}"})
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
    with writing(engine) as connection:
        found = {token.name: token for token in every_token(connection)}
        assert found["a report"].last_used_on is not None
        assert found["an old one"].last_used_on is None
        assert tokens.revoke(connection, found["a report"].id, today)
        assert not tokens.revoke(connection, found["a report"].id, today)
    assert visitor.get(FRESH, headers=headers).status_code == HTTPStatus.UNAUTHORIZED


def test_a_wrong_token_is_no_reason_to_look_at_the_cookie(ana, visitor):
    sign_in(visitor)
    answer = visitor.get(FRESH, headers={"Authorization": "Bearer wrong"})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_secrets_are_kept_as_digests_only(engine):
    with writing(engine) as connection:
        secret = tokens.create(connection, "x", Role.COMMITTEE, date(2015, 1, 1), None)
        account = accounts.add(connection, NAME, Role.ADMIN)
        accounts.set_password(connection, account.id, PASSWORD)
        link = links.make(connection, account.id)
        kept = "".join(
            str(row)
            for table in ("users", "api_tokens", "one_time_links")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        )
    assert not any(one in kept for one in (secret, link, PASSWORD))
    assert "$argon2id$" in kept


# The demonstration


@pytest.fixture
def demonstration(engine: Engine, visitor: FlaskClient) -> FlaskClient:
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    return visitor


def test_in_the_demonstration_one_click_takes_another_role(demonstration):
    def audience():
        return demonstration.get("/api/v1/progress").get_json()["audience"]

    assert audience() == "committee"
    answer = demonstration.post("/act-as?next=/fr/lieux", data={"role": "coordinator"})
    assert urlsplit(answer.headers["Location"]).path == "/fr/lieux"
    assert audience() == "coordinator"
    demonstration.post("/act-as", data={"role": "committee"})
    assert audience() == "committee"


def test_nobody_takes_a_role_that_there_is_not(demonstration):
    answer = demonstration.post("/act-as", data={"role": "king"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_elsewhere_nobody_takes_a_role(ana, visitor):
    sign_in(visitor)
    answer = visitor.post("/act-as", data={"role": "admin"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_role_taken_in_the_demonstration_is_worth_nothing_in_another_database(
    demonstration, engine
):
    demonstration.post("/act-as", data={"role": "admin"})
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE data_state SET demonstration = (1 = 0)")
    assert not is_in(demonstration)
