"""Pages, sign-ins and previews of other data than those that are there now write nothing."""

import pytest
from flask.testing import FlaskClient

from dashboard.database import writing
from dashboard.domain.shared.roles import Role
from dashboard.writes.state import bump_version, new_generation
from tests.web.sessions.test_desk import CELLS, as_  # noqa: F401 - a fixture

FRESHNESS = "/api/v1/freshness"


@pytest.fixture
def coordinator(as_) -> FlaskClient:  # noqa: F811
    return as_(Role.COORDINATOR)


def seen(client: FlaskClient) -> dict[str, str]:
    return {"Impact-Edition": client.get(FRESHNESS).get_json()["edition"]}


def test_a_page_of_an_older_state_may_write_one_of_another_history_may_not(coordinator, engine):
    page = seen(coordinator)
    with writing(engine) as connection:
        bump_version(connection)
    saved = coordinator.post("/api/v1/sessions", json={"cells": CELLS}, headers=page).get_json()
    version = saved["saved"][0]["version"]
    with writing(engine) as connection:
        new_generation(connection)
    body = {"version": version, "cells": CELLS | {"15-17": "12"}}
    refused = coordinator.put("/api/v1/sessions/L-1", json=body, headers=page)
    assert refused.status_code == 412
    assert "reload the page" in refused.get_json()["error"]["message"]["en"]
    assert "rechargez la page" in refused.get_json()["error"]["message"]["fr"]
    now = seen(coordinator)
    assert coordinator.put("/api/v1/sessions/L-1", json=body, headers=now).status_code == 200


@pytest.mark.parametrize("said", ["", "x", "-", "0" * 500, "\x7f"])
def test_a_forged_edition_is_that_of_another_history(coordinator, said):
    answer = coordinator.post(
        "/api/v1/sessions", json={"cells": CELLS}, headers={"Impact-Edition": said}
    )
    assert answer.status_code == 412


def test_who_only_reads_is_not_asked(coordinator):
    headers = {"Impact-Edition": "of-another"}
    assert coordinator.get("/api/v1/progress", headers=headers).status_code == 200
