from dataclasses import replace

import pytest

from dashboard.domain.pace.pacing import PlannedGroup
from dashboard.domain.pace.projection import Band, Finish, Projection
from dashboard.i18n import Locale
from dashboard.sentences.pace.projection import chance, outlook, with_planned
from tests.support.pace import YOUTH, pace, so_far

BAND = Band("2015-06", 969, 1040, 1118, 1210, 1323)


def said(sentence):
    return sentence.say(Locale.EN) if sentence else None


def projected(finish=None, in_time=None):
    """The pace with a projection of one's own."""
    return replace(pace(), usual=Projection((BAND,), in_time, finish))


def test_the_total_is_said_with_its_range():
    assert said(outlook(projected())) == (
        "Going by the sessions so far: about 1,118 by June\u00a030, 2015 (likely range "
        "969 to 1,323)."
    )


@pytest.mark.parametrize(
    ("finish", "words"),
    [
        (
            Finish("2015-03", "2015-05", "2015-09"),
            (
                "The target would be reached about May 2015 (likely range March 2015 "
                "to September 2015)."
            ),
        ),
        (Finish("2015-05", "2015-05", "2015-05"), "The target would be reached in May 2015."),
        (
            Finish("2015-03", "2015-05", None),
            (
                "The target would be reached about May 2015, March 2015 at the earliest; in 1 of "
                "10 cases, not within five years."
            ),
        ),
        (
            Finish("2018-01", None, None),
            (
                "The target would probably not be reached within five years; January 2018 at the "
                "earliest."
            ),
        ),
        (Finish(None, None, None), "The target would not be reached within five years."),
    ],
)
def test_when_the_target_is_reached_is_said_as_far_as_it_is_known(finish, words):
    assert said(outlook(projected(finish))).endswith(f"969 to 1,323). {words}")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "less than 1%"),
        (0.009, "less than 1%"),
        (0.01, "1%"),
        (0.5, "50%"),
        (0.99, "99%"),
        (0.991, "more than 99%"),
        (1.0, "more than 99%"),
    ],
)
def test_no_chance_is_called_certain(value, words):
    assert said(chance(value)) == words


def test_the_chance_is_of_the_day_of_the_target():
    assert said(outlook(projected(in_time=0.84))).endswith(
        "Chance of reaching the target by June\u00a030, 2015: 84%."
    )


def test_before_there_is_enough_it_is_too_early():
    early = pace(so_far(YOUTH[:4]))
    assert said(outlook(early)) == (
        "It is too early to project: a projection needs 6 full months and 12 delivered "
        "sessions; so far there are 4 and 12."
    )
    assert with_planned(early) is None


def test_where_the_total_is_hidden_nothing_is_said_of_what_may_come():
    assert outlook(replace(projected(), reached=None, usual=None)) is None


def test_planned_sessions_are_counted_and_projected():
    booked = PlannedGroup("2015-04", "discussion", "fr", "shelter", 1)
    words = said(with_planned(pace(booked=(booked, booked._replace(sessions=2)))))
    assert words.startswith("With the 3 sessions planned by June\u00a030, 2015: about ")
    assert "Chance of reaching the target by June\u00a030, 2015: " in words


def test_that_nothing_is_planned_is_said_too():
    assert said(with_planned(pace())) == "No session is planned by June\u00a030, 2015."
