"""Planned sessions as a calendar file: what is in it, what never is, and that parsers read it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dashboard.domain.sessions.calendar import CalendarSession
from dashboard.domain.shared.vocabulary import Terms, Venue, Vocabulary
from dashboard.exports.calendar import ics
from dashboard.i18n import Locale
from tests.support import samples

PLAN = CalendarSession(
    7,
    3,
    date(2015, 4, 9),
    False,
    "discussion",
    "fr",
    "HS-01",
    datetime(2015, 3, 20, 14, 5, tzinfo=UTC),
)
SCHOOL = Venue("HS-01", "Cedar High School", "École du Cèdre", "high_school")
SHELTER = Venue("SH-99", "Rose House", "Maison Rose", "shelter")  # as no vocabulary should say it
WORDS = replace(samples.VOCABULARY, venues=Terms((SCHOOL, SHELTER)))
LABELS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)


def read(plans=(PLAN,), words: Vocabulary = WORDS, locale=Locale.EN):
    content = ics(
        plans, words, locale, "impact.example.org", "https://impact.example.org/en/sessions"
    )
    return Calendar.from_ical(content)


def event(*plans, **options):
    (found,) = read(plans or (PLAN,), **options).walk("VEVENT")
    return found


def test_a_plan_is_an_event_of_a_whole_day():
    found = event()
    assert found["DTSTART"].dt == date(2015, 4, 9)
    assert found["DTEND"].dt == date(2015, 4, 10)
    assert found["SUMMARY"] == "Discussion, French – Cedar High School"
    assert found["LOCATION"] == "Cedar High School"
    assert "high school" in found["DESCRIPTION"].lower()
    assert found["STATUS"] == "CONFIRMED"
    assert found["TRANSP"] == "TRANSPARENT"


def test_it_speaks_french():
    found = event(locale=Locale.FR)
    assert found["SUMMARY"] == "Discussion, français – École du Cèdre"
    assert read(locale=Locale.FR)["X-WR-CALNAME"] == "Séances imPACT"


@pytest.mark.parametrize("locale", Locale)
def test_of_a_sensitive_venue_neither_code_nor_label_is_told(locale):
    found = ics([replace(PLAN, venue="SH-99")], WORDS, locale, "x", "").decode()
    for word in ("SH-99", "Rose"):
        assert word not in found
    assert {Locale.EN: "shelter", Locale.FR: "refuge"}[locale] in found.lower()
    assert "LOCATION" not in found


def test_a_change_has_the_same_id_and_a_later_number():
    changed = replace(PLAN, version=4, day=date(2015, 4, 10))
    assert event(changed)["UID"] == event()["UID"] == "session-7@impact.example.org"
    assert (event()["SEQUENCE"], event(changed)["SEQUENCE"]) == (3, 4)


def test_what_was_cancelled_stays_and_says_so():
    assert event(replace(PLAN, is_cancelled=True))["STATUS"] == "CANCELLED"


def test_the_same_plans_give_the_same_bytes():
    assert ics([PLAN], WORDS, Locale.EN, "x", "") == ics([PLAN], WORDS, Locale.EN, "x", "")
    assert read(())["VERSION"] == "2.0"


@given(label=LABELS)
def test_a_parser_reads_any_label_back_and_nothing_else_gets_in(label):
    words = replace(WORDS, venues=Terms((Venue("HS-01", label, label, "high_school"),)))
    content = ics([PLAN], words, Locale.EN, "x", "")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    assert found.errors == []
    assert str(found["LOCATION"]) == "".join(c if c.isprintable() else " " for c in label)
    assert content.count(b"\r\nBEGIN:VEVENT") == 1
    assert content.count(b"\r\nURL") == 0
