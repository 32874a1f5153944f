from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.pace.projection import Projection
from dashboard.domain.progress.progress import YouthReached
from dashboard.i18n import Locale
from dashboard.sentences.pace.verdict import likely, verdict
from tests.support.pace import TARGET, YOUTH, pace, so_far


def said(text):
    return text.say(Locale.EN)


def with_chance(found, chance):
    return replace(found, usual=Projection(found.usual.bands, chance, found.usual.finish))


def test_how_likely_the_target_is_and_where_things_go():
    found = with_chance(pace(), 0.72)
    last = found.usual.bands[-1]
    assert said(verdict(found)) == (
        f"Probably: going by the sessions so far, about {last.median} by June\u00a030, 2015 "
        f"(likely range {last.low} to {last.high:,}), for a target of 1,000 (chance: 72%)."
    )


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.95, "Very likely"),
        (0.9, "Very likely"),
        (0.89, "Probably"),
        (0.5, "It could go either way"),
        (0.33, "Probably not"),
        (0.09, "Very unlikely"),
        (0, "Very unlikely"),
    ],
)
def test_a_chance_in_words(chance, words):
    assert said(likely(chance)) == words


def test_after_a_silence_it_holds_if_sessions_resume():
    assert ": if sessions resume as before, about" in said(verdict(pace(as_of=date(2015, 4, 15))))


def test_a_target_that_is_reached_is_told_with_what_may_come():
    found = pace(so_far((*YOUTH[:-1], 500)))
    last = found.usual.bands[-1]
    assert said(verdict(found)) == (
        "The target of 1,000 was reached in February 2015. By June\u00a030, 2015, going by the "
        f"sessions so far: about {last.median:,} (likely range {last.low:,} to {last.high:,})."
    )


def test_a_day_that_has_passed_leaves_what_is_missing():
    words = said(verdict(pace(so_far((*YOUTH, 100)), as_of=date(2015, 7, 1))))
    assert words.startswith("The target of 1,000 was due on June\u00a030, 2015; 120 youth")


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (so_far(YOUTH[:4]), "It is too early to project"),
        (so_far(target=None), "No target is in force."),
        (
            replace(so_far(), youth=YouthReached(None, TARGET, None, None, None)),
            "hidden to protect privacy (x)",
        ),
    ],
    ids=["too early", "no target", "hidden"],
)
def test_why_it_cannot_be_told(progress, words):
    assert words in said(verdict(pace(progress)))
