"""Errors are words for readers, never a traceback."""

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.addresses import HOTLINE
from dashboard.web.access.rights import ANYONE, ENDPOINTS
from dashboard.web.shared.logs import refused

NOTE = "note: a girl of 15"


@pytest.fixture
def failing(server: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A server with routes for anyone that fail in a way that nobody expects."""
    for name in ("fails", "en_fails", "api_fails"):
        monkeypatch.setitem(ENDPOINTS, name, ANYONE)

    def fail() -> None:
        raise KeyError(NOTE)

    server.add_url_rule("/fr/fails", "fails", fail)
    server.add_url_rule("/en/fails", "en_fails", fail)
    server.add_url_rule("/api/fails", "api_fails", fail)
    return server.test_client()


def test_an_unexpected_error_shows_a_reference_that_stands_in_the_log(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
):
    answer = failing.get("/api/fails")
    assert answer.status_code == 500
    error = answer.get_json()["error"]
    assert error["code"] == "internal_error"
    assert f"error {error['reference']}: builtins.KeyError" in caplog.text
    assert "test_errors.py" in caplog.text


def test_neither_the_page_nor_the_log_quotes_data(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
):
    answer = failing.get("/fr/fails?venue=SH-03")
    assert answer.status_code == 500
    assert NOTE not in answer.text + caplog.text
    assert "SH-03" not in answer.text + caplog.text
    assert "Traceback" not in answer.text


def test_a_page_speaks_the_language_of_its_address(failing: FlaskClient):
    page = failing.get("/fr/fails").text
    assert '<html lang="fr-CA">' in page
    assert '<section lang="en-CA">' not in page


def test_a_page_says_whose_it_is_and_what_that_is_about_where_it_has_one_language(failing):
    """A page to sign in that names nobody looks like somebody else's."""
    assert '<span class="brand__line">Prévenir ensemble' in failing.get("/fr/fails").text
    both = failing.get("/nothing/here").text
    assert '<span class="brand__name">imPACT</span>' in both
    assert "brand__line" not in both


def test_the_heading_of_a_page_says_what_happened(failing: FlaskClient):
    assert "<h1>La page n’a pas pu être affichée</h1>" in failing.get("/fr/fails").text
    absent = failing.get("/nothing/here").text
    assert "<h1>Page not found</h1>" in absent
    assert "<title>Page not found – imPACT</title>" in absent


@pytest.mark.parametrize(
    ("path", "other", "hotline"),
    [
        (
            "/fr/fails",
            '<a href="/en/explore" hreflang="en-CA">English</a>',
            "sur\u00a024, 7\u00a0jours sur\u00a07",
        ),
        ("/en/fails", '<a href="/fr/explorer" hreflang="fr-CA">Français</a>', "Hotline"),
    ],
)
def test_a_page_leads_to_help_and_to_the_other_language(
    failing: FlaskClient, path: str, other: str, hotline: str
):
    page = failing.get(path).text
    assert other in page
    assert hotline in page
    assert page.count(f'href="tel:{HOTLINE}"') == 1


def test_a_page_in_both_languages_leads_to_help_in_both(program: FlaskClient):
    page = program.get("/nothing/here").text
    assert "Ligne d’urgence canadienne" in page
    assert "Canadian Human Trafficking Hotline" in page
    assert page.count(f'href="tel:{HOTLINE}"') == 2


def test_an_address_without_a_language_gets_both(program: FlaskClient):
    answer = program.get("/nothing/here")
    assert answer.status_code == 404
    assert 'lang="en-CA"' in answer.text
    assert 'lang="fr-CA"' in answer.text


def test_a_page_does_not_repeat_what_was_asked(program: FlaskClient):
    answer = program.get("/<script>alert(1)</script>?<script>")
    assert answer.status_code == 404
    assert "alert" not in answer.text


def test_an_unknown_page_of_a_language_is_not_found(program: FlaskClient):
    assert program.get("/en/nothing").status_code == 404
    assert program.get("/fr/explorer").status_code == 200


@pytest.mark.parametrize(
    "path", ["dash/dcc/nothing.js", "nothing/x.js", "dash/../../x", "dash/%00"]
)
def test_a_script_that_is_not_there_is_not_found(program: FlaskClient, path: str):
    assert program.get(f"/_dash-component-suites/{path}").status_code in (400, 404)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"output": 3, "inputs": [], "changedPropIds": []}',
        '{"output": "view-drawing.data", "inputs": [1], "changedPropIds": [1], "outputs": 3}',
        '{"output": "view-drawing.data", "inputs": [], "changedPropIds": []}',
    ],
)
def test_a_callback_that_no_page_would_send_is_a_bad_request(program: FlaskClient, body: str):
    answer = program.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 400


def test_a_callback_that_no_page_would_send_takes_one_line_of_the_log(
    program: FlaskClient, caplog: pytest.LogCaptureFixture
):
    program.post("/_dash-update-component", data="[]", content_type="application/json")
    (record,) = (each for each in caplog.records if each.levelname != "INFO")
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith("refused: builtins.")
    assert "\n" not in record.getMessage()


def test_a_callback_that_is_not_json_is_refused(program: FlaskClient):
    assert program.post("/_dash-update-component", data="a=b").status_code == 415


def test_a_large_body_is_refused(program: FlaskClient):
    body = '{"output": "' + "x" * 300_000 + '"}'
    answer = program.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 413


def test_a_log_line_has_the_path_but_never_the_query(
    program: FlaskClient, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level("INFO", "impact"):
        program.get("/api/v1/progress?age=12-14")
    assert "GET /api/v1/progress 200" in caplog.text
    assert "12-14" not in caplog.text


def test_a_path_cannot_forge_a_log_line(program: FlaskClient, caplog: pytest.LogCaptureFixture):
    with caplog.at_level("INFO", "impact"):
        program.get("/x%0A2026-01-01 INFO forged")
    assert "\n2026" not in caplog.text


def test_no_method_makes_a_log_line_long(program: FlaskClient, caplog: pytest.LogCaptureFixture):
    with caplog.at_level("INFO", "impact"):
        program.open("/en/explore", method="A" * 8000)
        refused("A" * 8000, "/", 400)
    assert len(caplog.records) == 2
    assert all(len(record.getMessage()) < 100 for record in caplog.records)


def test_a_failed_database_says_in_the_log_why(
    client: FlaskClient, engine: Engine, caplog: pytest.LogCaptureFixture
):
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE data_state")
    reference = client.get("/api/v1/progress").get_json()["error"]["reference"]
    assert reference in caplog.text
    assert "data_state" in caplog.text
