"""Messages by email are chosen in one's account, and ended there or by an address alone."""

import re
from datetime import UTC, datetime
from http import HTTPStatus

import pytest

from dashboard.access import accounts, subscriptions
from dashboard.database import reading, writing
from dashboard.domain.messages.kinds import MOST_SUBSCRIPTIONS, Wish
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale

NAME, PASSWORD = "ana@example.org", "correct horse battery"
PAGE = "/en/account/messages"
WEEKLY = {"do": "subscribe", "kind": "weekly", "languages": "en", "query": ""}


@pytest.fixture
def ana(engine):
    with writing(engine) as connection:
        account = accounts.add(connection, NAME, Role.COMMITTEE)
        accounts.set_password(connection, account.id, PASSWORD)
    return account


@pytest.fixture
def visitor(server, ana):
    found = server.test_client()
    found.post("/en/sign-in", data={"name": NAME, "password": PASSWORD})
    return found


def of(engine, account):
    with reading(engine) as connection:
        return subscriptions.of_account(connection, account.id)


def test_somebody_subscribes_to_the_filters_of_the_address_and_ends_it(visitor, engine, ana):
    page = visitor.get(f"{PAGE}?language=fr&period=2014-15").text
    (query,) = re.findall(r'name="query" value="([^"]*)"', page)
    wish = WEEKLY | {"query": query.replace("&amp;", "&"), "languages": "en fr", "with_brief": "on"}
    assert visitor.post(PAGE, data=wish).status_code == HTTPStatus.SEE_OTHER
    (one,) = of(engine, ana)
    both = (Locale.EN, Locale.FR)
    assert one.wish == Wish("weekly", "language=fr&period=2014-15", both, with_brief=True)
    assert "fiscal year 2014–2015" in visitor.get(PAGE).text
    visitor.post(PAGE, data=wish)  # pressed twice
    assert len(of(engine, ana)) == 1
    visitor.post(PAGE, data={"do": "end", "id": str(one.id)})
    assert of(engine, ana) == ()


def test_what_somebody_receives_stands_under_a_heading_of_its_own(visitor):
    assert "What you receive" not in visitor.get(PAGE).text
    visitor.post(PAGE, data=WEEKLY)
    titles = re.findall(r"<(h[23])>([^<]*)</h[23]>", visitor.get(PAGE).text)
    assert [level for level, _ in titles] == ["h2", "h3", "h2", "h2"]
    assert titles[0] == ("h2", "What you receive")


def test_nobody_ends_what_is_another_s(visitor, engine, ana):
    with writing(engine) as connection:
        eva = accounts.add(connection, "eva@example.org", Role.COMMITTEE)
        wish = Wish("weekly", "", (Locale.EN,), with_brief=False)
        theirs = subscriptions.begin(connection, eva.id, wish, datetime.now(UTC))
    visitor.post(PAGE, data={"do": "end", "id": str(theirs)})
    assert len(of(engine, eva)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "daily"},
        {"languages": "de"},
        {"query": "x" * 7000},
        {"query": "facilitator=F-1"},  # coordinators only
        {"query": "language=xx"},
        {"do": "other"},
        {"do": "end", "id": "1e3"},
        {"do": "end", "id": "9" * 40},
    ],
)
def test_what_the_form_does_not_offer_is_refused(visitor, engine, ana, wrong):
    assert visitor.post(PAGE, data=WEEKLY | wrong).status_code == HTTPStatus.BAD_REQUEST
    assert of(engine, ana) == ()


def test_nobody_has_more_than_a_number_of_subscriptions(visitor, engine, ana):
    for day in range(1, MOST_SUBSCRIPTIONS + 2):
        answer = visitor.post(PAGE, data=WEEKLY | {"query": f"from=2015-01-{day:02}"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert len(of(engine, ana)) == MOST_SUBSCRIPTIONS


def test_other_sites_and_strangers_cannot_subscribe(visitor, server, engine, ana):
    there = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.post(PAGE, data=WEEKLY, headers=there).status_code == HTTPStatus.FORBIDDEN
    stranger = server.test_client()
    assert stranger.post(PAGE, data=WEEKLY).status_code == HTTPStatus.UNAUTHORIZED
    assert "/en/sign-in" in stranger.get(PAGE).headers["Location"]
    assert of(engine, ana) == ()


@pytest.fixture
def key(visitor, engine, ana):
    visitor.post(PAGE, data=WEEKLY)
    (one,) = of(engine, ana)
    return one.end_key


@pytest.mark.parametrize("path", ["/en/unsubscribe", "/fr/desabonnement"])
def test_one_click_ends_it_without_signing_in_and_opening_the_address_does_not(
    server, engine, ana, key, path
):
    stranger = server.test_client()
    for _ in range(3):  # programs that look for viruses open it
        assert "<form" in stranger.get(f"{path}/{key}").text
    assert len(of(engine, ana)) == 1
    one_click = {"List-Unsubscribe": "One-Click"}
    program = {"Sec-Fetch-Site": "", "Origin": ""}  # a mail program says nothing of itself
    done = stranger.post(f"{path}/{key}", data=one_click, headers=program)
    assert done.status_code == HTTPStatus.OK
    assert of(engine, ana) == ()
    again = stranger.post(f"{path}/{key}", data=one_click, headers=program)
    assert again.status_code == HTTPStatus.OK
    assert "<form" not in stranger.get(f"{path}/{key}").text
    assert "Set-Cookie" not in done.headers


def test_other_keys_end_nothing(server, engine, ana, key):
    stranger = server.test_client()
    for wrong in (key[:-1], key.swapcase(), "x" * 5000, "-"):
        answer = stranger.post(f"/en/unsubscribe/{wrong}")
        assert answer.status_code == HTTPStatus.NOT_FOUND
    assert len(of(engine, ana)) == 1


def test_no_log_has_the_key(server, key, caplog):
    caplog.set_level("INFO")
    server.test_client().get(f"/fr/desabonnement/{key}")
    assert "/fr/desabonnement/" in caplog.text
    assert key not in caplog.text
