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


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/fr/explorer/", "/fr/explorer"),
        ("/en/explore/", "/en/explore"),
        ("/fr/explore", "/fr/explorer"),
        ("/en/explorer", "/en/explore"),
        ("/en/explorer/", "/en/explore"),
    ],
)
def test_an_address_nearly_right_leads_to_the_right_one(
    program: FlaskClient, path: str, address: str
):
    answer = program.get(f"{path}?language=fr&age=12-14")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"{address}?language=fr&age=12-14"


@pytest.mark.parametrize("path", ["/en/exploreur", "/en/explore/more", "/en/explore.html", "/de/"])
def test_an_address_that_means_no_view_is_not_found(program: FlaskClient, path: str):
    assert program.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/fr", "/en/", "/fr/explore", "/fr//explorer"])
def test_a_redirection_has_no_words_of_its_own(program: FlaskClient, path: str):
    answer = program.get(path)
    assert answer.status_code in (302, 308)
    assert answer.data == b""


@pytest.mark.parametrize("path", ["//example.org", "/\\example.org", "/?//example.org", "//"])
def test_no_address_leads_off_this_machine(program: FlaskClient, path: str):
    location = program.get(path).headers.get("Location", "")
    assert location == "" or location.startswith("/en/explore")


def test_a_very_long_query_is_refused(program: FlaskClient):
    assert program.get(f"/en/explore?venue={'x' * 7000}").status_code == 414
