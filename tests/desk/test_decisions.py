"""What the committee decided: in one language or both, with its history, told until it is done."""

import pytest

from dashboard.database import reading
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.reference.kinds import DECISIONS, LONGEST_DECISION, kind_of
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.history import steps
from dashboard.exports.briefs.content import brief
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.queries.shared.trail import history
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.sentences.reference import diary
from dashboard.settings import Settings
from tests.desk.conftest import TODAY

KIND = kind_of(DECISIONS)
EN, FR = Locale.EN, Locale.FR
BOOK = {
    "day": "2015-03-02",
    "about": "gaps",
    "label_en": "Book two sessions in French",
    "owner_fr": "Coordination",
    "due": "2015-04-30",
    "state": "open",
}


@pytest.fixture
def ada(ready) -> ReferenceDesk:
    return ReferenceDesk(ready, "Ada", TODAY)


def told(engine, locale) -> list[str]:
    with reading(engine) as connection:
        words = vocabulary(connection)
    return [diary.told(one, words).say(locale) for one in diary.to_review(words)]


def test_one_language_is_enough_and_the_other_says_so(ada, ready):
    assert ada.add(KIND, BOOK).done
    (english,) = told(ready, EN)
    assert english == (
        "Book two sessions in French (about: who has not been reached; decided on "
        "March\u00a02, 2015; responsible: Coordination [in French only]; due April\u00a030, 2015)"
    )
    (french,) = told(ready, FR)
    assert french.startswith("Book two sessions in French [en anglais seulement] (")
    (fault,) = ada.add(KIND, {**BOOK, "label_en": " "}).faults
    assert fault.column == "label_en"
    assert not ada.add(KIND, {**BOOK, "label_en": "x" * (LONGEST_DECISION + 1)}).done


def test_several_are_decided_on_a_day_and_a_button_pressed_twice_adds_one(ada, ready):
    first = ada.add(KIND, BOOK)
    second = ada.add(KIND, {**BOOK, "label_en": "Train one more person"})
    assert (first.key, second.key) == ("2015-03-02", "2015-03-02-2")
    assert ada.add(KIND, BOOK).key == first.key
    assert len(told(ready, EN)) == 2


def test_it_is_in_the_brief_until_it_is_done_with_who_and_when(ada, ready):
    def decided() -> list[str]:
        answer = explore_view(Answers(ready, Settings(), Audience.COMMITTEE), "")
        lists = {one.title: one.items for one in brief(answer, EN).decisions}
        return list(lists.get("Decided earlier, to review", ()))

    key = ada.add(KIND, BOOK).key
    assert decided() == told(ready, EN) != []
    (stored,) = ada.all(KIND)
    assert ada.edit(KIND, key, stored.version, {**BOOK, "state": "done"}).done
    assert decided() == []
    with reading(ready) as connection:
        found = steps(history(connection, DECISIONS, key))
    assert [(step.author, step.deed) for step in found] == [("Ada", "changed"), ("Ada", "added")]


@pytest.mark.parametrize("said", ["Call 613-555-0199", "Write to ana@example.org"])
def test_what_may_identify_somebody_is_told_first(ada, said):
    asked = ada.add(KIND, {**BOOK, "label_en": said})
    assert asked.warnings
    assert not asked.done
    assert ada.add(KIND, {**BOOK, "label_en": said}, knowing=True).done


@pytest.mark.parametrize("wrong", [{"about": "elsewhere"}, {"state": "maybe"}, {"day": ""}])
def test_what_is_no_choice_is_refused(ada, wrong):
    assert ada.add(KIND, {**BOOK, **wrong}).faults
