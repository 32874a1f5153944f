"""A grant in words."""

from datetime import date, timedelta

import pytest

from dashboard.i18n import Locale
from dashboard.sentences.publications import grants
from tests.support.embeds import TODAY, a_grant
from tests.support.samples import VOCABULARY

LOCKED = (("language", "en"), ("language", "fr"), ("period", "2014-15"))


def said(name: str, locale: Locale = Locale.EN, **parts) -> str:
    facts = grants.facts(a_grant(**parts), VOCABULARY)
    return {title.say(Locale.EN): words.say(locale) for title, words in facts}[name]


def test_the_filters_that_hold_are_named_with_their_values():
    held = "language: English and French; period: fiscal year 2014–2015"
    assert said("Locked filters", locked=LOCKED) == held
    assert said("Locked filters") == "no filter"
    french = said("Locked filters", Locale.FR, locked=LOCKED[:1])
    assert french == "langue\u00a0: anglais"


def test_a_value_that_the_reference_data_do_not_know_stands_as_it_is():
    assert said("Locked filters", locked=(("kind", "gone"),)) == "kind: gone"


def test_a_filter_that_is_free_within_what_holds_says_so():
    words = said("Filters that readers choose", locked=LOCKED, free=("language", "age"))
    assert words == "language (within the locked values) and age group"


def test_language_publication_and_sites_are_told():
    assert said("Language") == "the page’s, or else the browser’s"
    assert said("Language", language=Locale.FR) == "French only"
    assert said("Publication") == "always the latest"
    assert said("Publication", publication=3) == "always number 3"
    assert said("Sites") == "https://intranet.example.org"
    assert said("Sites", origins=()) == "none: no site can show it in a frame"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "Active until May\u00a01, 2027"),
        ({"expires_on": TODAY + timedelta(31)}, "Active until June\u00a01, 2026"),
        ({"expires_on": TODAY + timedelta(30)}, "Active until May\u00a031, 2026: 30 days left"),
        ({"expires_on": TODAY + timedelta(1)}, "Active until May\u00a02, 2026: 1 day left"),
        ({"expires_on": TODAY}, "Active until the end of today"),
        ({"expires_on": TODAY - timedelta(1)}, "Expired on April\u00a030, 2026"),
        ({"revoked_on": TODAY}, "Revoked on May\u00a01, 2026"),
    ],
)
def test_its_state_is_told(parts, words):
    assert grants.state(a_grant(**parts), TODAY).say(Locale.EN) == words


def test_how_many_there_are_and_how_many_are_active():
    gone = a_grant(revoked_on=TODAY)
    assert grants.count((a_grant(), gone), TODAY).say(Locale.EN) == "2 grants, 1 active."
    french = grants.count((a_grant(),), TODAY).say(Locale.FR)
    assert french == "1 autorisation, dont 1 en vigueur."


@pytest.mark.parametrize(
    ("times", "last", "words"),
    [
        (0, None, "Not shown yet"),
        (0, date(2026, 1, 2), "Not shown in the last 30 days; last on January\u00a02, 2026"),
        (1, TODAY, "Shown 1 time in the last 30 days; last on May\u00a01, 2026"),
        (1200, TODAY, "Shown 1,200 times in the last 30 days; last on May\u00a01, 2026"),
    ],
)
def test_how_often_it_was_shown(times, last, words):
    assert grants.shown(times, 30, last).say(Locale.EN) == words
