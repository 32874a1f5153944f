"""Only known names are answered, and the demonstration on its own machine only."""

import pytest
from flask.testing import FlaskClient

from dashboard.domain.shared.hosts import is_loopback


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8050", "localhost", "LOCALHOST:8050", "[::1]", "[::1]:8050"],
)
def test_this_machine_is_answered(program: FlaskClient, host: str):
    assert program.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "127.0.0.1.example.org",
        "localhost.example.org",
        "192.168.0.1:8050",
        "127.0.0.1@example.org",
        "user@127.0.0.1",
        "127.0.0.1/x",
        "127.0.0.1#x",
        "127.0.0.1:8050#@example.org",
        "127.0.0.1?x",
        "127.0.0.1\t",
        "127.0.0.1:x",
        "127.0.0.1:80:80",
        "127.0.0.1:99999",
        "[::1",
        "0.0.0.0:8050",
        "2130706433",
    ],
)
def test_another_host_name_is_refused(program: FlaskClient, host: str):
    answer = program.get("/healthz", headers={"Host": host})
    assert answer.status_code == 421
    assert "does not answer to this name" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_request_without_a_host_is_refused(program: FlaskClient):
    assert program.get("/healthz", environ_overrides={"HTTP_HOST": ""}).status_code == 421


@pytest.mark.parametrize("address", ["192.168.0.7", "10.0.0.1", "::2", "", "unix:"])
def test_another_machine_is_refused_whatever_it_says_of_itself(program: FlaskClient, address: str):
    forwarded = {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    answer = program.get(
        "/en/explore", headers=forwarded, environ_overrides={"REMOTE_ADDR": address}
    )
    assert answer.status_code == 403


def test_a_forwarded_host_opens_nothing(program: FlaskClient):
    headers = {"Host": "example.org", "X-Forwarded-Host": "localhost"}
    assert program.get("/", headers=headers).status_code == 421


def test_the_api_refuses_in_its_own_shape(program: FlaskClient):
    answer = program.get("/api/v1/progress", headers={"Host": "example.org"})
    assert answer.get_json()["error"]["code"] == "wrong_host"


def test_an_ipv4_address_in_ipv6_form_is_still_this_machine():
    assert is_loopback("::ffff:127.0.0.1")
    assert not is_loopback("::ffff:192.168.0.1")
