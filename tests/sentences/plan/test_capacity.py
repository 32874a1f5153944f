from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.plan.capacity import PlannedMonth, capacity, everyone, trained
from dashboard.i18n import Locale
from dashboard.sentences.plan import capacity as sentences
from tests.support.samples import VOCABULARY

TODAY = date(2015, 3, 25)
NB = "\u00a0"
IN_APRIL = PlannedMonth("fr", "2015-04", 3, date(2015, 4, 1), date(2015, 4, 29))


def outlook(*planned, english=0, french=0, until=TODAY):
    rows = [("en", date(2014, 1, 1), english), ("fr", date(2014, 2, 1), french)]
    people = trained([row for row in rows if row[2]], VOCABULARY.languages)
    return capacity(people, planned, VOCABULARY, today=TODAY, until=until)


def french_of(*planned, locale=Locale.EN, **people):
    return sentences.outlook(outlook(*planned, **people).outlooks[1], VOCABULARY).say(locale)


def bilingual_of(*planned, locale=Locale.EN, **people):
    return sentences.outlook(outlook(*planned, **people).outlooks[2], VOCABULARY).say(locale)


def one(language, sessions=1):
    return PlannedMonth(language, "2015-06", sessions, date(2015, 6, 3), date(2015, 6, 10))


def test_the_gap_is_said_before_it_hurts():
    assert french_of(one("fr", 3)) == (
        "3 French sessions are planned by June\u00a010, 2015, but nobody is trained in French."
    )
    assert french_of(one("fr", 3), locale=Locale.FR) == (
        "3 séances en français sont prévues d’ici au 10\u00a0juin 2015, mais aucune "
        "personne n’est formée en français."
    )


def test_enough_people_are_said_with_what_they_can_lead():
    assert french_of(one("fr"), french=2) == (
        "Capacity is enough: 1 French session is planned by June\u00a010, 2015. "
        "2 people trained in French can lead 4 a month."
    )


def test_months_without_enough_people_are_named():
    assert french_of(IN_APRIL, one("fr", 4), french=1) == (
        "7 French sessions are planned by June\u00a010, 2015. "
        "Capacity is short by 3 sessions, in April 2015 and June 2015. "
        "1 person trained in French can lead 2 a month."
    )


def test_sessions_in_several_languages_are_told_beside_a_languages_own():
    assert french_of(one("fr"), one("bilingual", 2)) == (
        "1 French session is planned by June\u00a010, 2015, but nobody is trained in "
        "French. 2 bilingual sessions need someone trained in French, too."
    )
    assert french_of(one("bilingual")) == (
        "No French session is planned. "
        "1 bilingual session needs someone trained in French, too. "
        "Capacity is short by 1 session, in June 2015. Nobody is trained in French."
    )


def test_nothing_planned_still_says_who_is_trained():
    assert french_of(french=1) == (
        "No French session is planned. 1 person trained in French can lead 2 a month."
    )


def test_a_session_in_several_languages_says_which_people_it_needs():
    assert bilingual_of(one("bilingual"), english=9) == (
        "1 bilingual session is planned by June\u00a010, 2015; it needs people trained in English "
        "and in French. Nobody is trained in French."
    )
    assert bilingual_of(one("bilingual", 3), english=9, french=1).endswith(
        "Capacity is short by 1 session, in June 2015."
    )
    assert bilingual_of(one("bilingual"), english=9, french=1).endswith(
        "Capacity is enough: 2 a month can be led."
    )
    assert bilingual_of(locale=Locale.FR).startswith(
        "Aucune séance en mode bilingue n’est prévue; chacune exigerait des personnes formées en "
        "anglais et en français."
    )


def remedy(*planned, language=1, **people):
    said = sentences.remedy(outlook(*planned, **people).outlooks[language], VOCABULARY)
    return said and said.say(Locale.EN)


def test_the_remedy_says_how_many_to_train_and_by_when():
    assert remedy(IN_APRIL, one("fr")) == "Train at least 2 people in French by April\u00a01, 2015."


def test_people_for_sessions_in_several_languages_are_asked_for_once_with_each_language():
    assert remedy(IN_APRIL, one("bilingual"), language=0) == (
        "Train at least 1 person in English by June\u00a03, 2015."
    )
    assert remedy(IN_APRIL, one("bilingual")) == (
        "Train at least 2 people in French by April\u00a01, 2015."
    )
    assert remedy(IN_APRIL, one("bilingual"), language=2) is None


def test_where_capacity_is_enough_there_is_no_remedy():
    assert remedy(one("fr"), french=1) is None


def test_where_nobody_leads_a_session_a_month_no_number_of_people_helps():
    thresholds = replace(
        VOCABULARY.thresholds,
        items=tuple(replace(found, value=0) for found in VOCABULARY.thresholds),
    )
    words = replace(VOCABULARY, thresholds=thresholds)
    found = capacity((), [one("fr")], words, today=TODAY, until=TODAY)
    assert sentences.remedy(found.outlooks[1], words) is None


@pytest.mark.parametrize(
    ("planned", "people", "said"),
    [
        ((one("fr"),), {}, "Not enough trained facilitators: French."),
        ((one("fr"),), {"french": 1}, "Capacity is enough for every session planned."),
        ((), {}, "No session is planned from March\u00a025, 2015 on."),
        ((), {"until": date(2015, 3, 24)}, "The filters end before today: nothing is ahead."),
        (
            (one("fr"), PlannedMonth("en", "2019-01", 2, date(2019, 1, 1), date(2019, 1, 2))),
            {"french": 1},
            (
                "Capacity is enough for every session planned. "
                "2 sessions are planned for more than a year ahead and are left out."
            ),
        ),
    ],
)
def test_one_sentence_sums_up(planned, people, said):
    found = sentences.summary(outlook(*planned, **people), VOCABULARY)
    assert found.say(Locale.EN) == said


def test_trainings_are_said_by_language_with_the_first_and_the_latest():
    rows = [("en", date(2013, 10, 5), 4), ("en", date(2014, 9, 20), 6)]
    people = trained(rows, VOCABULARY.languages)
    found = sentences.trained(people, everyone([row[1:] for row in rows]), VOCABULARY)
    assert found.say(Locale.EN) == (
        "10 facilitators are trained: 10 in English (the first on October\u00a05, 2013) and nobody "
        "in French. Latest training: September\u00a020, 2014."
    )
    assert found.say(Locale.FR) == (
        f"10 personnes formées à l’animation{NB}: 10 en anglais (la première le 5\u00a0octobre "
        f"2013) et aucune personne en français. Dernière formation{NB}: le 20\u00a0septembre 2014."
    )


def test_a_person_trained_in_two_languages_is_one_of_everyone():
    rows = [("en", date(2013, 10, 5), 4), ("fr", date(2014, 9, 20), 3)]
    people = trained(rows, VOCABULARY.languages)
    found = sentences.trained(people, everyone([(date(2013, 10, 5), 4)]), VOCABULARY)
    assert found.say(Locale.EN).startswith("4 facilitators are trained: 4 in English")
    assert "A person trained in several languages counts once." in found.say(Locale.EN)
    said = sentences.trained(people[:1], everyone([(date(2013, 10, 5), 4)]), VOCABULARY)
    assert said.say(Locale.EN).startswith("Trained facilitators: 4 in English (the first")


def test_without_a_language_of_training_that_is_said():
    assert sentences.trained((), everyone(()), VOCABULARY).say(Locale.EN) == (
        "Facilitators are not trained in the selected language."
    )


def test_the_definition_says_how_many_sessions_a_person_leads():
    assert "2 sessions a month" in sentences.definition(outlook()).say(Locale.EN)
