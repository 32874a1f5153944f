"""Facilitators over JSON: written by who records, and whatever is odd is refused in words."""

from http import HTTPStatus
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from dashboard.domain.shared.roles import Right, Role
from tests.web.reference.conftest import logged

ROOT = "/api/v1/reference/facilitators"
NEW = {"code": "F-7", "language": "fr", "trained_on": "2014-11-03"}
SEEN = "0" * 16


@pytest.fixture
def ana(as_) -> FlaskClient:
    return as_(Role.COORDINATOR)


def reasons(answer) -> list[tuple[str, str]]:
    return [(one["column"], one["reason"]["en"]) for one in answer.get_json()["faults"]]


@pytest.mark.parametrize("role", [role for role in Role if not role.may(Right.RECORD)])
def test_who_may_not_record_neither_reads_nor_writes_them(as_, engine, role):
    program, before = as_(role), logged(engine)
    body = {"version": SEEN, "cells": NEW, "knowing": True}
    answers = [
        program.get(ROOT),
        program.post(ROOT, json={"cells": NEW, "knowing": True}),
        program.put(f"{ROOT}/F-7 fr", json=body),
        program.delete(f"{ROOT}/F-7 fr", json={"version": SEEN, "knowing": True}),
        program.post(f"{ROOT}/F-7 fr/restore", json={"entry": 1, "knowing": True}),
    ]
    assert {one.status_code for one in answers} == {HTTPStatus.FORBIDDEN}
    assert logged(engine) == before


@pytest.mark.parametrize("key", ["F-99", "F-99 fr"])
def test_one_that_is_not_there_is_not_edited_nor_made(ana, engine, key):
    cells = {"trained_on": "2014-11-03", **({} if " " in key else {"language": "fr"})}
    answer = ana.put(f"{ROOT}/{key}", json={"version": SEEN, "cells": cells, "knowing": True})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.get_json()["conflicts"] == [{"key": key, "now": None}]
    assert logged(engine) == 0


def test_a_key_that_is_none_is_refused(ana, engine):
    for key in ("F-1 de", "F-1 fr en", " fr", "F-1 "):
        cells = {"trained_on": "2014-11-03"}
        answer = ana.put(f"{ROOT}/{key}", json={"version": SEEN, "cells": cells, "knowing": True})
        assert answer.status_code in (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT), key
    assert logged(engine) == 0


@pytest.mark.parametrize("code", ["<b>F</b>", "F/7", "F%7", "F?7#", "=F+7", "é-7"])
def test_an_odd_code_is_a_code_like_any_other(ana, code):
    added = ana.post(ROOT, json={"cells": NEW | {"code": code}}).get_json()
    assert added["key"] == f"{code} fr"
    address = f"{ROOT}/{quote(added['key'])}"
    body = {"version": added["version"], "cells": {"trained_on": "2014-11-04"}, "knowing": True}
    edited = ana.put(address, json=body).get_json()
    gone = ana.delete(address, json={"version": edited["version"], "knowing": True})
    assert gone.get_json() == {"key": f"{code} fr", "version": ""}
    keys = [one["key"] for one in ana.get(ROOT).get_json()["records"]]
    assert f"{code} fr" not in keys
    assert code in keys


def test_of_two_who_correct_a_date_the_second_sees_what_is_there_now(as_):
    ana, bo = as_(Role.COORDINATOR), as_(Role.ADMIN)
    seen = ana.post(ROOT, json={"cells": NEW}).get_json()["version"]
    first, second = (
        one.put(
            f"{ROOT}/F-7 fr",
            json={"version": seen, "cells": {"trained_on": day}, "knowing": True},
        )
        for one, day in ((ana, "2014-11-04"), (bo, "2014-11-05"))
    )
    assert first.status_code == HTTPStatus.OK
    assert second.status_code == HTTPStatus.CONFLICT
    (conflict,) = second.get_json()["conflicts"]
    assert conflict["now"]["cells"] == NEW | {"trained_on": "2014-11-04"}


def test_two_who_train_a_new_person_in_two_languages_are_both_right(as_):
    ana, bo = as_(Role.COORDINATOR), as_(Role.ADMIN)
    seen = ana.post(ROOT, json={"cells": {"code": "F-8"}}).get_json()["version"]
    for one, language in ((ana, "en"), (bo, "fr")):
        cells = {"language": language, "trained_on": "2014-11-03"}
        done = one.put(f"{ROOT}/F-8", json={"version": seen, "cells": cells})
        assert done.get_json()["key"] == f"F-8 {language}"
    twice = bo.put(
        f"{ROOT}/F-8",
        json={"version": seen, "cells": {"language": "en", "trained_on": "2014-11-09"}},
    )
    assert reasons(twice) == [("code", "This code is already used")]
