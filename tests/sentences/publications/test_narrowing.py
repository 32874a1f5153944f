"""What is said of fiscal years whose ranges were to be narrowed."""

from dataclasses import replace

import pytest

from dashboard.domain.publications.publishing import NotNarrowed, Waiting
from dashboard.i18n import Locale
from dashboard.sentences.publications.counted_sessions import tightened
from dashboard.sentences.publications.narrowing import declined, left_out, not_narrowed, price
from tests.sentences.publications.test_publishing import FOUND
from tests.support.publications import publication

TOLD = publication()
NARROWED = replace(TOLD, tightened=("2014-15",))
ASKED = replace(FOUND, tighten=True)


def said(of, locale, **years):
    found = replace(ASKED, not_narrowed=years)
    return [words.say(locale) for words in not_narrowed(of, found)]


def test_who_narrows_ranges_is_told_their_price():
    assert price(TOLD) is None
    assert "of those of earlier years, can no longer be published" in price(NARROWED).say(Locale.EN)
    assert "des exercices précédents ne pourront plus" in price(NARROWED).say(Locale.FR)
    assert tightened(NARROWED).say(Locale.FR).endswith("publication\u00a0: exercice 2014-2015.")


def test_who_narrows_ranges_is_told_that_waiting_sessions_are_not_in_them():
    waits = replace(ASKED, waits=Waiting.TOO_FEW.value)
    assert "join the next publication" in left_out(NARROWED, waits).say(Locale.EN)
    assert "qui attendent n’en font pas partie" in left_out(NARROWED, waits).say(Locale.FR)
    assert left_out(TOLD, waits) is None
    for other in ("", Waiting.NOTHING_NEW.value):
        assert left_out(NARROWED, replace(waits, waits=other)) is None


def test_nothing_is_said_where_nothing_was_asked_for():
    assert not_narrowed(TOLD, FOUND) == ()


def test_without_any_block_that_is_said():
    [words] = said(TOLD, Locale.EN)
    assert words.startswith("Nothing was narrowed")


@pytest.mark.parametrize("why", NotNarrowed)
def test_a_year_that_stays_as_it_is_is_named_with_the_reason_in_both_languages(why):
    [english] = said(TOLD, Locale.EN, **{"2013-14": why.value})
    [french] = said(TOLD, Locale.FR, **{"2013-14": why.value})
    assert english.startswith("The ranges of fiscal year 2013–2014 were not narrowed")
    assert french.startswith("Intervalles non resserrés")
    assert "(exercice 2013-2014)" in french
    everything = {said(TOLD, Locale.EN, **{"2013-14": each.value})[0] for each in NotNarrowed}
    assert len(everything) == len(NotNarrowed)


def test_years_with_the_same_reason_share_a_sentence():
    years = {"2012-13": "unproved", "2013-14": "unproved", "2014-15": "not_over"}
    over, unproved = sorted(said(TOLD, Locale.EN, **years), key=len)
    assert "fiscal year 2012–2013 and fiscal year 2013–2014" in unproved
    assert "2014–2015" in over


def test_beside_a_narrowed_year_only_what_is_amiss_is_said():
    years = {"2011-12": "done", "2012-13": "one_block", "2015-16": "not_over"}
    [words] = said(NARROWED, Locale.EN, **years)
    assert "2012–2013" in words


def test_who_leaves_years_as_they_are_is_told_that_this_is_for_good():
    assert declined(FOUND) is None
    found = replace(FOUND, declined=("2014-15", "2013-14"))
    english, french = (declined(found).say(locale) for locale in (Locale.EN, Locale.FR))
    assert english.startswith("The ranges of fiscal year 2013–2014 and fiscal year 2014–2015 are")
    assert "once this draft is approved" in english.lower()
    assert "Une fois cette ébauche approuvée" in french
    assert "exercice 2013-2014 et exercice 2014-2015" in french
