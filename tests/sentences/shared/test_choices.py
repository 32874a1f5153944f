from dataclasses import replace
from datetime import date

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters, parse
from dashboard.domain.shared.periods import PROJECT, Period
from dashboard.i18n import Locale
from dashboard.sentences.shared import choices
from tests.support.samples import VOCABULARY

SOME = Filters(
    language=("fr", "en"),
    venue=("HS-01",),
    start=date(2014, 3, 1),
    period=Period.parse("2014-15-q3"),
)


def test_without_filters_the_whole_project_is_shown():
    said = choices.showing(Filters(period=PROJECT), VOCABULARY).say(Locale.EN)
    assert said == "Showing: all delivered sessions, project to date."


def test_filters_are_told_in_one_sentence():
    assert choices.showing(SOME, VOCABULARY).say(Locale.EN) == (
        "Showing: delivered sessions – language: English and French; venue: Maple High School; "
        "from March\u00a01, 2014; period: third quarter of fiscal 2014–2015."
    )


def test_filters_are_told_in_french():
    assert choices.showing(SOME, VOCABULARY).say(Locale.FR) == (
        "Affichage\u00a0: séances tenues – langue\u00a0: anglais et français; "
        "lieu\u00a0: École secondaire de l’Érable; à partir du 1er\u00a0mars 2014; "
        "période\u00a0: troisième trimestre de l’exercice 2014-2015."
    )


def test_a_first_and_a_last_day_are_said_at_once():
    days = Filters(start=date(2015, 3, 1), end=date(2015, 3, 25))
    assert choices.showing(days, VOCABULARY).say(Locale.EN) == (
        "Showing: delivered sessions – March\u00a01 to 25, 2015."
    )
    assert choices.showing(days, VOCABULARY).say(Locale.FR) == (
        "Affichage\u00a0: séances tenues – du 1er au 25\u00a0mars 2015."
    )
    one_day = replace(days, start=days.end)
    said = choices.showing(one_day, VOCABULARY)
    assert said.say(Locale.EN) == "Showing: delivered sessions – on March\u00a025, 2015."
    assert said.say(Locale.FR).endswith("séances tenues – le 25\u00a0mars 2015.")


def test_each_choice_has_a_badge_of_its_own():
    found = choices.choices(SOME, VOCABULARY)
    assert [(choice.name, choice.value) for choice in found] == [
        ("language", "en"),
        ("language", "fr"),
        ("venue", "HS-01"),
        ("from", "2014-03-01"),
        ("period", "2014-15-q3"),
    ]


def test_the_whole_project_is_no_choice():
    assert choices.choices(replace(SOME, period=PROJECT), VOCABULARY)[-1].name == "from"


def test_what_was_ignored_is_named_with_its_reason():
    _, problems = parse("language=xx&to=2014-02-30", VOCABULARY, Audience.COMMITTEE)
    said = choices.ignored(problems).say(Locale.EN)
    assert "language = “xx” (unknown code)" in said
    assert "to = “2014-02-30” (not a date; write it as 2015-03-25)" in said


def test_a_clean_address_needs_no_word():
    assert choices.ignored(()) is None


def test_many_mistakes_are_not_told_one_by_one():
    _, problems = parse("&".join(f"a{n}=1" for n in range(12)), VOCABULARY, Audience.COMMITTEE)
    said = choices.ignored(problems).say(Locale.FR)
    assert "a9 = «\u00a01\u00a0»" in said
    assert "a10" not in said
    assert said.endswith(" et 2 de plus.")


def test_how_many_sessions_are_kept_is_told_of_how_many():
    assert choices.kept(37, 65).say(Locale.EN) == "37 of 65 sessions"
    assert choices.kept(37, 65).say(Locale.FR) == "37 des 65 séances"
    assert choices.kept(1, 65).say(Locale.EN) == "1 of 65 sessions"
    assert choices.kept(0, 1).say(Locale.FR) == "0 de 1 séance"


def test_where_all_sessions_are_kept_there_is_one_number():
    assert choices.kept(1, 1).say(Locale.EN) == "1 session"
    assert choices.kept(1065, 1065).say(Locale.FR) == "1\u00a0065 séances"
