"""What a desk did, as an answer."""

from dataclasses import replace

import orjson
import pytest
from werkzeug.wrappers import Response

from dashboard.i18n import text
from dashboard.importers.faults import Fault
from dashboard.web.shared.bodies import settled

FAULT = Fault(None, "name", "", text("Required"), text("Required"))


def as_read(response: Response) -> tuple[int, object]:
    return response.status_code, orjson.loads(response.data)


def never() -> object:
    pytest.fail("nothing was saved")


def test_what_was_saved_is_told() -> None:
    assert as_read(settled(lambda: {"key": "K"})) == (200, {"key": "K"})


def test_faults_come_before_conflicts_and_those_before_warnings() -> None:
    clash, warning = {"key": "K", "now": None}, {"en": "Sure?", "fr": "Certain?"}
    status, told = as_read(settled(never, faults=[FAULT], conflicts=[clash], warnings=[warning]))
    assert (status, list(told)) == (422, ["faults"])  # type: ignore[call-overload]
    assert as_read(settled(never, conflicts=[clash], warnings=[warning])) == (
        409,
        {"conflicts": [clash]},
    )
    assert as_read(settled(never, warnings=[warning])) == (409, {"warnings": [warning]})


def test_a_fault_of_one_of_several_sessions_names_it() -> None:
    named = replace(FAULT, name="2015-03-25, HS-01")
    _, told = as_read(settled(never, faults=[FAULT, named]))
    names = [one.get("name") for one in told["faults"]]  # type: ignore[index]
    assert names == [None, "2015-03-25, HS-01"]
