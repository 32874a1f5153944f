"""Facilitators at the desk: an entry a training, or the code alone, written by who records."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.desk.reference import ReferenceDesk, ReferenceOutcome
from dashboard.domain.reference.kinds import FACILITATORS, kind_of
from dashboard.domain.shared.history import steps
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale
from dashboard.queries.progress.codes import facilitator_codes
from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import end_of_log, history
from tests.desk.conftest import TODAY
from tests.support.files import session

KIND = kind_of(FACILITATORS)
NEW = {"code": "F-7", "language": "fr", "trained_on": "2014-11-03"}
KEY = "F-7 fr"


@pytest.fixture
def ana(ready: Engine) -> ReferenceDesk:
    return ReferenceDesk(ready, "Ana", TODAY)


def told(outcome: ReferenceOutcome) -> list[tuple[str, str]]:
    return [(fault.column, fault.problem.say(Locale.EN)) for fault in outcome.faults]


def keys(ana: ReferenceDesk) -> list[str]:
    return [one.record.key for one in ana.all(KIND)]


def version(ana: ReferenceDesk, key: str) -> str:
    return next(one.version for one in ana.all(KIND) if one.record.key == key)


def logged(engine: Engine) -> int:
    with reading(engine) as connection:
        return end_of_log(connection).entries


def deeds(engine: Engine, key: str) -> list[tuple[str, str]]:
    with reading(engine) as connection:
        return [(one.author, one.deed) for one in steps(history(connection, FACILITATORS, key))]


def test_coordinators_write_them():
    assert KIND.right is Right.RECORD


def test_a_new_one_is_logged_announced_and_offered_to_sessions(ana, ready):
    with reading(ready) as connection:
        before = state(connection).version
    assert ana.add(KIND, NEW).key == KEY
    assert keys(ana) == ["F-1", "F-2", KEY]
    assert deeds(ready, KEY) == [("Ana", "added")]
    with reading(ready) as connection:
        assert facilitator_codes(connection) == ("F-1", "F-2", "F-7")
        assert state(connection).version > before


def test_one_without_a_training_has_an_entry_until_there_is_a_training(ana, ready):
    assert ana.add(KIND, {"code": "F-8"}).key == "F-8"
    seen = version(ana, "F-8")
    trained = {"code": "F-8", "language": "en", "trained_on": "2015-03-02"}
    first = ana.edit(KIND, "F-8", seen, trained)
    assert (first.done, first.key) == (True, "F-8 en")
    assert keys(ana) == ["F-1", "F-2", "F-8 en"]
    assert deeds(ready, "F-8 en") == [("Ana", "added")]
    assert ana.edit(KIND, "F-8", seen, trained) == first  # pressed twice


def test_a_second_training_is_a_second_entry(ana):
    ana.add(KIND, NEW)
    assert ana.add(KIND, {**NEW, "language": "en"}).key == "F-7 en"
    assert keys(ana)[2:] == ["F-7 en", KEY]


def test_a_button_pressed_twice_adds_one(ana, ready):
    assert ana.add(KIND, NEW) == ana.add(KIND, NEW)
    assert ana.add(KIND, {"code": "F-8"}) == ana.add(KIND, {"code": "F-8"})
    assert logged(ready) == 2


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ({"code": ""}, "code", "The cell is blank"),
        ({"code": "F 7"}, "code", "A code has no space and no semicolon"),
        ({"language": ""}, "language", "A training needs a language and a date"),
        ({"trained_on": ""}, "trained_on", "A training needs a language and a date"),
        (
            {"trained_on": (TODAY + timedelta(1)).isoformat()},
            "trained_on",
            "A completed training cannot be in the future",
        ),
        ({"trained_on": "2015-02-30"}, "trained_on", "This day does not exist in the calendar"),
    ],
)
def test_what_is_wrong_is_told_in_its_column_and_nothing_is_saved(
    ana, ready, cells, column, problem
):
    assert told(ana.add(KIND, {**NEW, **cells})) == [(column, problem)]
    assert logged(ready) == 0


@pytest.mark.parametrize(
    "cells", [{"trained_on": "2014-11-04"}, {"language": "", "trained_on": ""}]
)
def test_a_code_that_is_taken_is_told(ana, ready, cells):
    ana.add(KIND, NEW)
    assert told(ana.add(KIND, {**NEW, **cells})) == [("code", "This code is already used")]
    assert logged(ready) == 1


def test_a_date_is_corrected_once_it_is_known_what_that_changes(ana, ready):
    seen = ana.add(KIND, NEW).version
    later = {"trained_on": "2014-11-10"}
    (warning,) = ana.edit(KIND, KEY, seen, later).warnings
    assert warning.say(Locale.EN) == (
        "The number of trained facilitators since November\u00a03, 2014 is recalculated."
    )
    assert ana.edit(KIND, KEY, seen, later, knowing=True).done
    assert ana.edit(KIND, KEY, seen, NEW, knowing=True).conflicts
    assert [deed for _, deed in deeds(ready, KEY)] == ["changed", "added"]


def test_code_and_language_of_a_training_never_change(ana):
    seen = ana.add(KIND, NEW).version
    for name, cell in (("code", "F-9"), ("language", "en")):
        outcome = ana.edit(KIND, KEY, seen, {**NEW, name: cell})
        assert told(outcome) == [(name, "This never changes")]


def test_a_training_is_removed_and_restored(ana, ready):
    seen = ana.add(KIND, NEW).version
    assert ana.remove(KIND, KEY, seen).warnings
    assert ana.remove(KIND, KEY, seen, knowing=True).done
    assert keys(ana) == ["F-1", "F-2", "F-7"]
    with reading(ready) as connection:
        entry = history(connection, FACILITATORS, KEY)[0].id
    assert ana.restore(KIND, KEY, "", entry, knowing=True).done
    assert keys(ana) == ["F-1", "F-2", KEY]


def test_who_leads_a_session_or_is_trained_stays(ana, ready):
    assert Desk(ready, "Ana", TODAY).log(session(facilitators="F-1", **{"15-17": "12"})).done
    (fault,) = ana.remove(KIND, "F-1", version(ana, "F-1")).faults
    assert fault.problem.say(Locale.EN) == "1 session uses it"
    bare = version(ana, "F-2")
    ana.add(KIND, {**NEW, "code": "F-2"})
    (fault,) = ana.remove(KIND, "F-2", bare).faults
    assert fault.problem.say(Locale.EN) == "This facilitator has 1 training"
    ana.remove(KIND, "F-2 fr", version(ana, "F-2 fr"), knowing=True)
    assert ana.remove(KIND, "F-2", bare).done
    assert keys(ana) == ["F-1"]
