"""Annotations over JSON: written by who records, read by everyone who looks at the curve."""

from http import HTTPStatus

from dashboard.domain.shared.roles import Right, Role
from tests.web.reference.conftest import logged

ROOT = "/api/v1/reference/annotations"
KEY = "2015-02-04-school-strike"
STRIKE = {"day": "2015-02-04", "label_en": "School strike", "label_fr": "Grève scolaire"}
SEEN = "0" * 16
DOORS = [
    ("get", "", None),
    ("post", "", {"cells": STRIKE}),
    ("put", f"/{KEY}", {"version": SEEN, "cells": STRIKE}),
    ("delete", f"/{KEY}", {"version": SEEN}),
    ("post", f"/{KEY}/restore", {"entry": 1}),
]


def listed(client) -> list[dict[str, object]]:
    return client.get("/api/v1/annotations").get_json()["annotations"]


def test_they_are_written_by_those_who_record(as_, engine):
    programs = {role: as_(role) for role in Role}
    for may in (False, True):  # those first that must change nothing
        for method, path, body in DOORS:
            for program in [programs[role] for role in Role if role.may(Right.RECORD) is may]:
                answer = getattr(program, method)(ROOT + path, json=body)
                assert (answer.status_code != HTTPStatus.FORBIDDEN) is may
        assert may or logged(engine) == 0


def test_the_committee_reads_what_a_coordinator_wrote_until_it_is_removed(as_, engine):
    coordinator, committee = as_(Role.COORDINATOR), as_(Role.COMMITTEE)
    assert listed(committee) == []
    added = coordinator.post(ROOT, json={"cells": STRIKE}).get_json()
    assert listed(committee) == [{"code": KEY, "last_day": None, **STRIKE}]
    late = {"version": SEEN, "cells": {**STRIKE, "label_en": "Strike"}}
    assert coordinator.put(f"{ROOT}/{KEY}", json=late).status_code == HTTPStatus.CONFLICT
    gone = coordinator.delete(f"{ROOT}/{KEY}", json={"version": added["version"]})
    assert gone.status_code == HTTPStatus.OK
    assert listed(committee) == []
    assert logged(engine) == 2


def test_what_may_name_somebody_is_asked_about_first(as_):
    coordinator = as_(Role.COORDINATOR)
    cells = {**STRIKE, "label_en": "Call 613-555-0123"}
    asked = coordinator.post(ROOT, json={"cells": cells})
    assert asked.status_code == HTTPStatus.CONFLICT
    (said,) = asked.get_json()["warnings"]
    assert "a phone number" in said["en"]
    assert "un numéro de téléphone" in said["fr"]
    done = coordinator.post(ROOT, json={"cells": cells, "knowing": True})
    assert done.status_code == HTTPStatus.OK


def test_strangers_read_none(server):
    assert server.test_client().get("/api/v1/annotations").status_code == HTTPStatus.UNAUTHORIZED
