"""What happened around the project, written at the desk: both languages, history, no names."""

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.exc import IntegrityError

from dashboard.database import reading, writing
from dashboard.desk.reference import ReferenceDesk, ReferenceOutcome
from dashboard.domain.reference.kinds import ANNOTATIONS, LONGEST_ANNOTATION, kind_of
from dashboard.domain.shared.history import steps
from dashboard.i18n import Locale
from dashboard.queries.shared.trail import end_of_log, history
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import Annotation
from tests.desk.conftest import TODAY

KIND = kind_of(ANNOTATIONS)
STRIKE = {"day": "2015-02-04", "label_en": "School strike", "label_fr": "Grève scolaire"}
KEY = "2015-02-04-school-strike"


@pytest.fixture
def ada(ready: Engine) -> ReferenceDesk:
    return ReferenceDesk(ready, "Ada", TODAY)


def told(outcome: ReferenceOutcome) -> list[tuple[str, str]]:
    return [(fault.column, fault.problem.say(Locale.EN)) for fault in outcome.faults]


def entries(engine: Engine) -> int:
    with reading(engine) as connection:
        return end_of_log(connection).entries


def known(engine: Engine) -> list[tuple[str, str, str]]:
    with reading(engine) as connection:
        found = vocabulary(connection).annotations
    return [(one.day.isoformat(), one.label_en, one.label_fr) for one in found]


def test_it_is_kept_with_who_and_when_and_stands_in_the_order_of_days(ada, ready):
    later = {**STRIKE, "day": "2015-03-01", "label_en": "A grant", "label_fr": "Subvention"}
    assert ada.add(KIND, later).done
    assert ada.add(KIND, STRIKE).key == KEY
    assert known(ready) == [
        ("2015-02-04", "School strike", "Grève scolaire"),
        ("2015-03-01", "A grant", "Subvention"),
    ]
    with reading(ready) as connection:
        (step,) = steps(history(connection, ANNOTATIONS, KEY))
    assert (step.author, step.deed) == ("Ada", "added")
    assert step.at


def test_a_button_pressed_twice_adds_one(ada, ready):
    assert ada.add(KIND, STRIKE) == ada.add(KIND, STRIKE)
    assert entries(ready) == len(known(ready)) == 1


def test_the_same_may_happen_again(ada, ready):
    assert ada.add(KIND, STRIKE).done
    assert ada.add(KIND, {**STRIKE, "day": "2015-03-04"}).done
    assert len(known(ready)) == 2


@pytest.mark.parametrize("missing", ["day", "label_en", "label_fr"])
def test_both_languages_and_the_day_are_needed(ada, ready, missing):
    (fault,) = told(ada.add(KIND, {**STRIKE, missing: " "}))
    assert fault[0] == missing
    assert entries(ready) == 0


@pytest.mark.parametrize("label", ["Strike\x00", "Strike\u202e", "x" * (LONGEST_ANNOTATION + 1)])
def test_what_cannot_be_shown_is_refused(ada, ready, label):
    (fault,) = told(ada.add(KIND, {**STRIKE, "label_fr": label}))
    assert fault[0] == "label_fr"
    assert entries(ready) == 0


def test_it_ends_on_its_first_day_or_later(ada, ready):
    (fault,) = told(ada.add(KIND, {**STRIKE, "last_day": "2015-02-03"}))
    assert fault == ("last_day", "It would end before it begins")
    assert ada.add(KIND, {**STRIKE, "last_day": "2015-02-04"}).done


def test_the_database_holds_the_order_of_days_itself(ready):
    days = {"day": TODAY, "last_day": TODAY.replace(month=1)}
    row = insert(Annotation).values(code="x", label_en="x", label_fr="x", **days)
    with writing(ready) as connection, pytest.raises(IntegrityError):
        connection.execute(row)


@pytest.mark.parametrize(
    ("label", "what"),
    [("Call 613-555-0123", "a phone number"), ("Talk by Sarah Johnson", "a person’s name")],
)
def test_a_label_that_may_name_somebody_is_asked_about_first(ada, ready, label, what):
    asked = ada.add(KIND, {**STRIKE, "label_fr": label})
    (said,) = [warning.say(Locale.EN) for warning in asked.warnings]
    assert said.startswith(f"The label in French seems to contain {what}")
    assert entries(ready) == 0
    assert ada.add(KIND, {**STRIKE, "label_fr": label}, knowing=True).done


def test_the_second_of_two_coordinators_is_told(ada, ready):
    seen = ada.add(KIND, STRIKE).version
    assert ada.edit(KIND, KEY, seen, {**STRIKE, "label_en": "Teachers’ strike"}).done
    bo = ReferenceDesk(ready, "Bo", TODAY)
    (clash,) = bo.edit(KIND, KEY, seen, {**STRIKE, "label_en": "Bus strike"}).conflicts
    assert clash.now.cells["label_en"] == "Teachers’ strike"
    assert bo.remove(KIND, KEY, seen).conflicts
    assert known(ready) == [("2015-02-04", "Teachers’ strike", "Grève scolaire")]


def test_what_was_removed_comes_back_from_its_history(ada, ready):
    seen = ada.add(KIND, STRIKE).version
    assert ada.remove(KIND, KEY, seen).done
    assert known(ready) == []
    assert ada.restore(KIND, KEY, "", entries(ready)).differences
    assert ada.restore(KIND, KEY, "", entries(ready), knowing=True).done
    assert len(known(ready)) == 1
    assert entries(ready) == 3
