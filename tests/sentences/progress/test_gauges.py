from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.cards import Result, progress_sentences
from dashboard.domain.progress.progress import Facilitators, FrenchShare, GroupReached, YouthReached
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from dashboard.sentences.progress import gauges
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY

NB = "\N{NO-BREAK SPACE}"


def test_youth_reached_says_value_target_percent_status_and_plan():
    said = gauges.youth(PROGRESS, VOCABULARY).say(Locale.EN)
    assert said == (
        "1,180 youth participations for a target of 1,000 (118%). Status: on track; "
        "target to March\u00a025, 2015: 854."
    )


def test_youth_reached_in_french_has_french_numbers_and_spaces():
    said = gauges.youth(PROGRESS, VOCABULARY).say(Locale.FR)
    assert said.startswith(
        "1\u00a0180 participations de jeunes pour une cible de 1\u00a0000 (118\u00a0%)."
    )
    assert f"cible au 25\u00a0mars 2015{NB}: 854." in said


def test_one_participation_is_singular():
    one = replace(
        PROGRESS,
        youth=YouthReached(1, PROGRESS.youth.target, Decimal("0.1"), None, None),
    )
    assert gauges.youth(one, VOCABULARY).say(Locale.EN) == (
        "1 youth participation for a target of 1,000 (0.1%)."
    )


def test_an_age_filter_without_youth_is_not_told_as_a_zero():
    others = replace(PROGRESS, filters=Filters(age=("unknown",)))
    said = gauges.youth(others, VOCABULARY).say(Locale.EN)
    assert said == "The age filter leaves out every youth age group."


def test_without_a_target_no_percent_is_said():
    untargeted = replace(PROGRESS, youth=YouthReached(12, None, None, None, None))
    said = gauges.youth(untargeted, VOCABULARY).say(Locale.EN)
    assert said == "12 youth participations; no target is in force."


def test_hidden_youth_is_said_to_be_hidden_and_left_out_of_the_api():
    assert "hidden" in gauges.youth(HIDDEN, VOCABULARY).say(Locale.EN)
    assert progress_sentences(Result(HIDDEN, VOCABULARY), Locale.EN)["youth"] is None


def test_the_french_share_names_its_denominator_and_its_kinds():
    assert gauges.french_share(PROGRESS, VOCABULARY).say(Locale.EN) == (
        "10 of 37 sessions were held in French (27%). "
        "Kinds counted: information forum and discussion."
    )


def test_a_language_filter_is_said_to_decide_the_french_share():
    filtered = replace(
        PROGRESS,
        filters=Filters(language=("fr",)),
        french_share=FrenchShare(10, 10, Decimal("100.0")),
    )
    assert "This is the effect of the language filter." in gauges.french_share(
        filtered, VOCABULARY
    ).say(Locale.EN)


def test_no_session_of_the_kinds_counted_has_no_percent():
    none = replace(PROGRESS, french_share=FrenchShare(0, 0, None))
    said = gauges.french_share(none, VOCABULARY).say(Locale.EN)
    assert said.startswith("No session of the kinds counted was held.")
    assert "%" not in said


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        ((True, True), "All 2 at-risk age groups were reached: 12 to 14 and 15 to 17."),
        (
            (True, False),
            "1 of 2 at-risk age groups were reached: 12 to 14. Not reached: 15 to 17.",
        ),
        ((False, False), "None of the 2 at-risk age groups was reached: 12 to 14 and 15 to 17."),
        ((), "The age filter leaves out every at-risk age group."),
    ],
)
def test_each_at_risk_age_group_is_named_reached_or_not(reached, said):
    groups = tuple(
        GroupReached(code, None, reached=yes)
        for code, yes in zip(("12-14", "15-17"), reached, strict=False)
    )
    progress = replace(PROGRESS, age_groups=groups)
    assert gauges.age_groups(progress, VOCABULARY).say(Locale.EN) == said


def test_facilitators_are_counted_by_language_zero_included():
    said = gauges.facilitators(PROGRESS, VOCABULARY)
    assert said.say(Locale.EN) == "10 facilitators are trained: 10 in English and 0 in French."
    assert said.say(Locale.FR) == (
        f"10 personnes formées à l’animation{NB}: 10 en anglais et 0 en français."
    )


def test_where_nobody_is_trained_that_is_said_once():
    nobody = replace(PROGRESS, facilitators=Facilitators(0, {"en": 0, "fr": 0}))
    assert gauges.facilitators(nobody, VOCABULARY).say(Locale.FR) == (
        "Aucune personne n’est encore formée à l’animation."
    )


def test_a_person_trained_in_two_languages_is_one_and_that_is_said():
    both = replace(PROGRESS, facilitators=Facilitators(10, {"en": 10, "fr": 4}))
    assert gauges.facilitators(both, VOCABULARY).say(Locale.EN) == (
        "10 facilitators are trained: 10 in English and 4 in French. "
        "A person trained in several languages counts once."
    )


def test_languages_are_told_without_a_total_where_nobody_counted_the_people():
    earlier = replace(PROGRESS, facilitators=Facilitators(None, {"en": 10, "fr": 4}))
    said = gauges.facilitators(earlier, VOCABULARY).say(Locale.EN)
    assert said == "Trained facilitators: 10 in English and 4 in French."


def test_a_language_filter_leaves_the_other_languages_unsaid():
    filtered = replace(PROGRESS, filters=Filters(language=("fr",)))
    said = gauges.facilitators(filtered, VOCABULARY).say(Locale.EN)
    assert said == "Trained facilitators: 0 in French."
