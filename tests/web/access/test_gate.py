"""Where an address without a page leads."""

import pytest
from flask.testing import FlaskClient

from dashboard.domain.shared.filters import LONGEST_QUERY


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


def of_length(count: int) -> str:
    return f"venue={'x' * (count - len('venue='))}"


@pytest.mark.parametrize(("length", "status"), [(LONGEST_QUERY, 200), (LONGEST_QUERY + 1, 414)])
def test_a_query_is_as_long_in_a_callback_as_in_an_address(program: FlaskClient, length, status):
    here = {"view": "plan", "locale": "en"}
    answer = program.post(
        "/_dash-update-component",
        json={
            "output": "view-drawing.data",
            "outputs": {"id": "view-drawing", "property": "data"},
            "inputs": [{"id": "view-query", "property": "data", "value": of_length(length)}],
            "state": [{"id": "view-here", "property": "data", "value": here}],
            "changedPropIds": ["view-query.data"],
        },
    )
    assert answer.status_code == status
    assert program.get(f"/en/plan?{of_length(length)}").status_code == status


@pytest.mark.parametrize("path", ["/_dash-update-component", "/embed/live"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"inputs": [{"value": [["venue", "x" * 7000]]}]}, 414),
        ({"state": {"deep": [[[{"er": "x" * 7000}]]]}}, 414),
        ({"inputs": [["a", "b"]] * 4000}, 413),
        ({"inputs": ["x" * 240_000]}, 413),
    ],
    ids=["in a list", "deep", "many", "large"],
)
def test_whatever_a_callback_is_given_is_short(program: FlaskClient, path, body, status):
    assert program.post(path, json=body).status_code == status


def test_what_many_mistakes_cost_is_little(program: FlaskClient):
    query = "&".join(["period=y"] * 600)
    answer = program.get(f"/api/v1/progress?{query}")
    assert answer.status_code == 400
    assert len(answer.data) < 20_000
