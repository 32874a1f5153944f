from dataclasses import replace

from dashboard.domain.progress.progress import FrenchShare
from dashboard.domain.progress.scenario import Scenario
from dashboard.i18n import Locale
from dashboard.sentences.pace.what_if import what_if
from tests.support.pace import YOUTH, pace, so_far
from tests.support.samples import VOCABULARY

TALKS = Scenario(2, "discussion", "fr", "shelter")


def said(found):
    sentence = what_if(found, VOCABULARY)
    return sentence.say(Locale.EN) if sentence else None


def test_without_a_scenario_nothing_is_said():
    assert said(pace()) is None


def test_a_scenario_says_its_sessions_the_total_the_chance_and_the_share():
    found = pace(scenario=TALKS)
    more, usual = found.what_if.projection.bands[-1], found.usual.bands[-1]
    words = said(found)
    assert words.startswith(
        "2 more sessions a month (discussion, French, shelter): 8 by June\u00a030, 2015. The total "
        f"would be about {more.median:,} ({more.low:,} to {more.high:,}) instead of "
        f"{usual.median:,}. Chance of reaching the target: "
    )
    assert words.endswith(
        "French share by June\u00a030, 2015, planned sessions included: from 27% (10 of 37) to 40% "
        "(18 of 45)."
    )


def test_a_chance_that_stays_the_same_is_said_once():
    """With 20 a month 2 sessions of ten change little: both ways it is all but certain."""
    certain = so_far((*YOUTH[:-1], 275))
    assert "target, with or without them: more than 99%." in said(pace(certain, scenario=TALKS))


def test_of_a_reached_target_there_is_no_chance_to_say():
    assert "Chance" not in said(pace(so_far((*YOUTH[:-1], 900)), scenario=TALKS))


def test_a_kind_that_does_not_count_in_the_french_share_is_told():
    words = said(pace(scenario=replace(TALKS, kind="youth_workshop")))
    assert words.endswith("The kind “youth workshop” does not count in the French share.")


def test_before_a_projection_the_share_is_told_alone():
    words = said(pace(so_far(YOUTH[:3]), scenario=TALKS))
    assert "The total" not in words
    assert "French share by June\u00a030, 2015" in words


def test_without_a_session_of_the_kinds_counted_there_is_no_share_yet():
    none = replace(so_far(), french_share=FrenchShare(0, 0, None))
    assert said(pace(none, scenario=TALKS)).endswith(
        "No session of the kinds counted was held yet."
    )
