"""Where an address without a page leads."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("accepts", "address"),
    [("", "/en/explore"), ("fr-CA, en;q=0.5", "/fr/explorer"), ("en, fr;q=0.9", "/en/explore")],
)
def test_the_root_leads_to_the_readers_language(program: FlaskClient, accepts: str, address: str):
    answer = program.get("/", headers={"Accept-Language": accepts})
    assert answer.status_code == 302
    assert answer.headers["Location"] == address
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_redirection_keeps_the_filters(program: FlaskClient):
    answer = program.get("/?language=fr&age=12-14")
    assert answer.headers["Location"] == "/en/explore?language=fr&age=12-14"


@pytest.mark.parametrize("path", ["/fr", "/fr/"])
def test_a_bare_language_leads_to_its_first_view(program: FlaskClient, path: str):
    answer = program.get(path, headers={"Accept-Language": "en"})
    assert answer.headers["Location"] == "/fr/explorer"


@pytest.mark.parametrize("path", ["//example.org", "/\\example.org", "/?//example.org", "//"])
def test_no_address_leads_off_this_machine(program: FlaskClient, path: str):
    location = program.get(path).headers.get("Location", "")
    assert location == "" or location.startswith("/en/explore")


def test_a_very_long_query_is_refused(program: FlaskClient):
    assert program.get(f"/en/explore?venue={'x' * 7000}").status_code == 414
