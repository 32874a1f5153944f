"""Reference data over JSON: administrators only, bodies as described, answers as described."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from dashboard.domain.reference.kinds import kinds
from dashboard.domain.shared.roles import Role
from tests.web.reference.conftest import logged

ROOT = "/api/v1/reference"
PARTNER = {"label_en": "The Y", "label_fr": "Le Y"}
SEEN = "0" * 16
DOORS = [
    ("get", "/partners", None),
    ("post", "/partners", {"cells": PARTNER}),
    ("put", "/partners/ottawa-police-service", {"version": SEEN, "cells": PARTNER}),
    ("delete", "/partners/ottawa-police-service", {"version": SEEN}),
    (
        "post",
        "/venues/SH-01/merge",
        {"into": "SH-02", "versions": {"SH-01": SEEN, "SH-02": SEEN}},
    ),
    ("post", "/venues/SH-01/unmerge", {}),
    ("post", "/partners/ottawa-police-service/restore", {"entry": 1}),
]


@pytest.fixture
def admin(as_) -> FlaskClient:
    return as_(Role.ADMIN)


def records(client: FlaskClient, kind: str) -> dict[str, dict[str, object]]:
    answer = client.get(f"{ROOT}/{kind}")
    return {one["key"]: one for one in answer.get_json()["records"]}


def test_all_of_it_is_for_administrators(as_, engine):
    programs = {role: as_(role) for role in Role}
    admin = programs.pop(Role.ADMIN)
    for method, path, body in DOORS:
        for program in programs.values():
            refused = getattr(program, method)(ROOT + path, json=body)
            assert refused.status_code == HTTPStatus.FORBIDDEN
    assert logged(engine) == 0
    for method, path, body in DOORS:
        answer = getattr(admin, method)(ROOT + path, json=body)
        assert answer.status_code != HTTPStatus.FORBIDDEN


def test_every_kind_can_be_read(admin):
    for kind in kinds():
        records(admin, kind.code)


SOME = {  # of the kinds that have none at first
    "plan_milestones": {"measure": "measure-1", "label_en": "Begin", "label_fr": "Commencer"},
    "targets": {
        "indicator": "youth",
        "value": "900",
        "effective_from": "2013-09-01",
        "due": "2015-06-30",
        "reason_en": "=more",
        "reason_fr": "=plus",
    },
    "comparison_shares": {
        "label_en": "Here",
        "label_fr": "Ici",
        "percent": "12.5",
        "year": "2011",
        "source_en": "-",
        "source_fr": "’",
    },
    "annotations": {"day": "2014-11-03", "label_en": "Strike", "label_fr": "Grève"},
    "meetings": {"day": "2014-12-01"},
    "decisions": {
        "day": "2014-11-03",
        "about": "youth",
        "state": "open",
        "label_en": "Book more",
        "due": "2015-01-01",
        "label_fr": "",
    },
    "facilitators": {"code": "F-7", "language": "fr", "trained_on": "2014-11-03"},
}


def test_what_was_read_is_sent_back_and_nothing_changes(admin, engine):
    for kind in kinds():
        _what_was_read_is_sent_back(admin, engine, kind.code)


def _what_was_read_is_sent_back(admin, engine, kind: str) -> None:
    if kind in SOME:
        body = {"cells": SOME[kind], "knowing": True}
        added = admin.post(f"{ROOT}/{kind}", json=body)
        assert added.status_code == HTTPStatus.OK, added.get_json()
    before, seen = logged(engine), records(admin, kind)
    assert seen, kind
    for key, one in seen.items():
        body = {name: one[name] for name in ("version", "cells")}
        answer = admin.put(f"{ROOT}/{kind}/{key}", json=body)
        assert answer.get_json() == {"key": key, "version": one["version"]}
    assert (logged(engine), records(admin, kind)) == (before, seen)


@pytest.mark.parametrize(
    ("place", "column", "cell"),
    [
        ("age_groups/15-17", "bit", "64"),
        ("indicators/youth", "cumulative", "no"),
        ("partners/ottawa-police-service", "code", "police"),
        ("targets/youth 2013-09-01", "effective_from", "2013-09-02"),
        ("facilitators/F-7 fr", "language", "en"),
    ],
)
def test_what_never_changes_is_refused_in_its_column(admin, engine, place, column, cell):
    kind, key = place.split("/")
    if kind in SOME:
        admin.post(f"{ROOT}/{kind}", json={"cells": SOME[kind], "knowing": True})
    before, seen = logged(engine), records(admin, kind)[key]
    body = {"version": seen["version"], "cells": seen["cells"] | {column: cell}}
    answer = admin.put(f"{ROOT}/{place}", json=body)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    (fault,) = answer.get_json()["faults"]
    assert (fault["column"], fault["value"]) == (column, cell)
    assert fault["reason"] == {
        "en": "This never changes",
        "fr": "Cette valeur ne change jamais",
    }
    assert logged(engine) == before


def test_a_record_is_added_edited_and_taken_out_again(admin, engine):
    added = admin.post(f"{ROOT}/partners", json={"cells": PARTNER})
    assert added.get_json()["key"] == "the-y"
    body = {"version": added.get_json()["version"], "cells": PARTNER | {"label_en": "YWCA"}}
    edited = admin.put(f"{ROOT}/partners/the-y", json=body)
    assert records(admin, "partners")["the-y"]["cells"]["label_en"] == "YWCA"
    gone = admin.delete(f"{ROOT}/partners/the-y", json={"version": edited.get_json()["version"]})
    assert gone.get_json() == {"key": "the-y", "version": ""}
    assert "the-y" not in records(admin, "partners")
    assert logged(engine) == 3


def test_an_earlier_state_is_restored_once_it_is_known_what_differs(admin, engine):
    address = f"{ROOT}/partners/ottawa-police-service"
    seen = records(admin, "partners")["ottawa-police-service"]
    edited = admin.put(address, json={"version": seen["version"], "cells": PARTNER}).get_json()
    body = {"entry": logged(engine), "version": edited["version"]}
    asked = admin.post(f"{address}/restore", json=body)
    assert asked.status_code == HTTPStatus.CONFLICT
    first, _ = asked.get_json()["warnings"]
    assert first["en"] == "Label in English: “The Y” becomes “Ottawa Police Service”"
    assert first["fr"].startswith("Libellé en anglais\u00a0: «\u00a0The Y\u00a0»")
    done = admin.post(f"{address}/restore", json=body | {"knowing": True})
    assert done.status_code == HTTPStatus.OK
    assert records(admin, "partners")["ottawa-police-service"] == seen
    nothing = admin.post(f"{address}/restore", json=body | {"entry": 999})
    assert nothing.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_who_comes_second_gets_what_is_there_now(admin):
    seen = records(admin, "partners")["ottawa-police-service"]["version"]
    body = {"version": seen, "cells": PARTNER}
    address = f"{ROOT}/partners/ottawa-police-service"
    assert admin.put(address, json=body).status_code == HTTPStatus.OK
    late = admin.put(address, json=body | {"cells": PARTNER | {"label_en": "OPS"}})
    assert late.status_code == HTTPStatus.CONFLICT
    (conflict,) = late.get_json()["conflicts"]
    assert conflict["now"]["cells"]["label_en"] == "The Y"


def test_a_missing_language_is_a_fault_at_its_column(admin):
    answer = admin.post(f"{ROOT}/partners", json={"cells": {"label_en": "The Y"}})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [fault["column"] for fault in answer.get_json()["faults"]] == ["label_fr"]


def test_venues_are_merged_once_it_is_known_what_that_does(admin):
    found = records(admin, "venues")
    versions = {code: found[code]["version"] for code in ("SH-01", "SH-02")}
    body = {"into": "SH-02", "versions": versions}
    asked = admin.post(f"{ROOT}/venues/SH-01/merge", json=body)
    assert asked.status_code == HTTPStatus.CONFLICT
    assert set(asked.get_json()["warnings"][0]) == {"en", "fr"}
    done = admin.post(f"{ROOT}/venues/SH-01/merge", json=body | {"knowing": True})
    assert done.status_code == HTTPStatus.OK
    assert "SH-01" not in records(admin, "venues")
    back = admin.post(f"{ROOT}/venues/SH-01/unmerge", json={"knowing": True})
    assert back.status_code == HTTPStatus.OK
    assert "SH-01" in records(admin, "venues")


OTHER_PATHS = ["/sessions", "/users", "/audit_log", "/partners/%00", "/"]


def test_no_other_table_is_to_be_had(admin):
    for path in OTHER_PATHS:
        body = {"version": SEEN, "cells": PARTNER}
        methods = (admin.put,) if path.count("/") == 2 else (admin.get, admin.post)
        for method in methods:
            assert method(ROOT + path, json=body).status_code == HTTPStatus.NOT_FOUND


BAD_BODIES = [
    b"",
    b"[]",
    b'{"cells": 3}',
    b'{"cells": {"label_en": 3}}',
    b'{"cells": {}, "more": 1}',
    b'{"cells": {}, "knowing": "yes"}',
    b'{"cells": {"label_en": "\\u0000"}}',
]


def test_a_body_that_no_form_would_send_is_refused(admin):
    for body in BAD_BODIES:
        answer = admin.post(f"{ROOT}/partners", data=body, content_type="application/json")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
