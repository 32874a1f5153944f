from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.progress.indicators import Revision, tracking
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Locale
from dashboard.sentences.progress import indicators as sentences
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY

TARGETS = (
    Revision("youth", date(2013, 9, 1), 1000, date(2015, 6, 30), Term("", "", ""), None),
    Revision("french_share", date(2013, 9, 1), 50, date(2015, 6, 30), Term("", "", ""), None),
)


def finding(progress=PROGRESS, targets=TARGETS):
    return sentences.finding(tracking(progress, VOCABULARY, targets), VOCABULARY).say(Locale.EN)


def test_indicators_are_named_by_their_status_and_those_without_a_target_too():
    assert finding() == (
        "Status “on track”: youth reached (participations). "
        "Status “behind”: sessions held in French. "
        "No target set: at-risk age groups reached, trained in English and trained in French."
    )


def test_under_other_filters_targets_are_said_not_to_compare():
    said = finding(replace(PROGRESS, filters=Filters(language=("fr",))))
    assert "Status" not in said
    assert "Targets are set for the whole project" in said


def test_a_hidden_indicator_is_said_to_be_hidden():
    assert "Hidden to protect privacy (x): youth reached (participations)." in finding(HIDDEN)


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ((), "No target has been set yet."),
        (TARGETS[:1], "1 target on record."),
        (TARGETS, "2 targets on record."),
    ],
)
def test_the_history_says_how_many_targets_there_have_been(targets, said):
    assert sentences.history(targets).say(Locale.EN).startswith(said)


def test_it_is_stated_which_numbers_add_up():
    youth, share = (VOCABULARY.indicators[code] for code in ("youth", "french_share"))
    assert sentences.counted(youth).say(Locale.EN).startswith("cumulative")
    assert sentences.counted(share).say(Locale.EN).startswith("not cumulative")
