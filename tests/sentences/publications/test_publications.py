"""What is said around a publication's figures, in both languages."""

from dataclasses import replace
from datetime import date

from dashboard.domain.publications.publication import CellRevision, WaitingSessions
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.periods import Period
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.sentences.progress import charts
from dashboard.sentences.progress.gauges import age_groups
from dashboard.sentences.publications import counted_sessions
from dashboard.sentences.publications import publications as say
from tests.support.publications import SENSITIVE, hiding, publication

READING = OpenPublication(publication())
DAY = date(2015, 3, 25)


def english(texts) -> str:
    return " ".join(text.say(Locale.EN) for text in texts)


def test_an_age_filter_leaves_the_sessions_alone_and_says_so():
    assert "publications do not count sessions by age" in english(
        say.about(Filters(age=("12-14",)), DAY)
    )
    assert say.about(Filters(language=("fr",)), DAY) == ()


def test_dates_leave_the_target_and_the_people_trained_alone_and_say_so():
    for filters in (Filters(start=date(2014, 4, 1)), Filters(period=Period.fiscal_year(2014))):
        assert english(say.about(filters, DAY)) == (
            "The target and the people trained are those of March\u00a025, 2015, whatever the "
            "dates chosen."
        )


def test_a_hidden_figure_names_the_choice_that_is_open():
    words = READING.vocabulary
    assert say.instead(Filters(language=("fr",)), words).say(Locale.FR) == (
        "Confidentiel (x). Pour en voir davantage, ne choisissez que «\u00a0langue\u00a0: "
        "français\u00a0»."
    )
    assert say.instead(Filters(), words).say(Locale.EN).endswith("to date, without filters.")
    assert "even under wider choices" in say.instead(None, words).say(Locale.EN)


def test_only_the_signs_that_are_used_are_explained():
    none = {"revises": False, "carries": False, "example": None}
    assert say.legend(**none) == ()
    assert english(say.legend(**none | {"revises": True})).startswith("“r”: revised")
    [ranged] = say.legend(**none | {"example": Interval(42, 85)})
    assert ranged.say(Locale.EN).startswith(
        "“42 to 85”: the count is at least 42 and at most 85. The exact number is hidden"
    )
    both = english(say.legend(**none | {"revises": True, "carries": True}))
    assert "The count may have changed since, or not." in both
    assert "“r”: revised" in both


def test_a_publication_that_corrects_none_says_nothing_of_it():
    assert say.corrects(publication()) is None
    assert "publication 1" in say.corrects(publication(number=2, corrects=1)).say(Locale.EN)


def test_a_sign_is_explained_only_where_it_stands():
    without = publication(number=2, corrects=1)
    signed = replace(without, revised=(CellRevision("project", (), ()),))
    assert say.corrects(without).say(Locale.EN) == "It replaces publication 1."
    assert say.corrects(signed).say(Locale.EN).endswith("revised figures are marked r.")


def test_groups_of_which_it_is_hidden_are_neither_reached_nor_missed():
    reading = OpenPublication(hiding(publication(), ("venue_type", "age"), (SENSITIVE, "22-25")))
    progress = reading.answer(Filters(venue_type=(SENSITIVE,)), Audience.PUBLIC).progress
    assert age_groups(progress, reading.vocabulary).say(Locale.EN) == (
        "Reached: 15 to 17 and 18 to 21. Hidden to protect privacy (x): 12 to 14 and 22 to 25."
    )


def test_ages_have_no_number_of_sessions_to_tell():
    progress = READING.answer(Filters(), Audience.PUBLIC).progress
    said = charts.breakdown(progress.by_age_group, READING.vocabulary.ages).say(Locale.EN)
    assert said == "Most participations: 15 to 17 (628)."


def test_of_corrections_only_those_that_wait_are_said_to():
    """Others may be in the figures already, as revised ones."""
    told = publication(outdated=True, waiting=WaitingSessions(cancelled=1))
    assert english(counted_sessions.corrections(told)) == (
        "Some corrections of published sessions are not in these figures yet. A later publication "
        "will include them, once that reveals no small group. Cancelled or deleted: 1."
    )
