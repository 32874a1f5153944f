"""The face of a gauge: the same words, signs and drawing wherever it is shown."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from dashboard.cards import Result, card, face
from dashboard.cards.panels import GAUGES
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.progress import BreakdownRow, Facilitators
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Language, Terms
from dashboard.i18n import Locale
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY


def of(code, progress=PROGRESS, locale=Locale.EN, vocabulary=VOCABULARY, **more):
    return str(face(card(code, Result(progress, vocabulary), locale), **more))


def words(html):
    """As they are read; one line an element of the face."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def youth(**parts):
    progress = replace(PROGRESS, youth=replace(PROGRESS.youth, **parts))
    return words(of("youth", progress, alone=True))


def test_a_number_is_told_once_with_what_it_is_out_of():
    assert words(of("youth")) == "1,180 of 1,000 (118%) ● On track Target to date: 854"
    assert words(of("french_share", locale=Locale.FR)) == "10 sur 37 (27 %)"


def test_without_its_sentence_in_sight_it_says_what_it_counts():
    assert "(118%) youth participations ●" in words(of("youth", alone=True))
    french = words(of("french_share", locale=Locale.FR, alone=True))
    assert french == "10 sur 37 (27 %) forum d’information et discussion"


def test_participations_read_on_to_the_range_of_distinct_youth():
    assert "participations by 640 to 820 distinct youth" in youth(
        distinct=DistinctYouth(640, 820, 31, 40)
    )
    assert "participations by 5 distinct youth" in youth(distinct=DistinctYouth(5, 5, 1, 1))
    assert "youth participations" in youth(distinct=DistinctYouth(None, None, 1, 1))


def test_a_share_that_the_language_filter_decides_says_so():
    french = replace(PROGRESS, filters=Filters(language=("fr",)))
    assert "effect of the language filter" in words(of("french_share", french, alone=True))
    assert "language filter" not in words(of("french_share", alone=True))


@pytest.mark.parametrize(
    ("code", "progress", "why"),
    [
        ("youth", HIDDEN, "hidden to protect privacy (x)"),
        ("youth", replace(PROGRESS, filters=Filters(age=("unknown",))), "leaves out every youth"),
        ("age_groups", replace(PROGRESS, age_groups=()), "leaves out every at-risk age group"),
        (
            "facilitators",
            replace(PROGRESS, filters=Filters(language=("bilingual",))),
            "not trained in the selected language",
        ),
    ],
)
def test_where_there_is_no_number_the_reason_is_in_sight(code, progress, why):
    assert why in words(of(code, progress, alone=True))


def test_without_a_plan_there_is_neither_status_nor_mark():
    html = of("youth", replace(PROGRESS, youth=replace(PROGRESS.youth, status=None, planned=None)))
    assert "face__standing" not in html
    assert "dial__mark" not in html
    assert "dial__mark" in of("youth")


def test_a_hidden_number_says_what_its_sign_means():
    html = of("youth", HIDDEN)
    assert '<abbr title="hidden to protect privacy">x</abbr>' in html
    assert "dial__value" not in html


def test_a_number_of_an_earlier_day_has_that_day_and_no_mark():
    then = replace(PROGRESS.youth, as_of=date(2014, 12, 31), status=None)
    html = of("youth", replace(PROGRESS, youth=then))
    assert "as of 2014-12-31" in words(html)
    assert "dial__mark" not in html
    assert "Target to date" not in words(html)


def test_each_group_is_named_with_whether_it_was_reached():
    assert words(of("age_groups")) == "1 of 2 ✓ 12 to 14 , reached – 15 to 17 , not reached"


def test_a_group_of_which_it_is_hidden_is_neither_reached_nor_missed():
    groups = (replace(PROGRESS.age_groups[0], reached=None), *PROGRESS.age_groups[1:])
    said = words(of("age_groups", replace(PROGRESS, age_groups=groups)))
    assert said.startswith("x of 2 x 12 to 14 , hidden to protect privacy")


def test_nobody_trained_in_a_language_is_a_bar_that_is_seen():
    html = of("facilitators")
    assert words(html) == "10 English 10 French 0"
    assert re.findall(r'<div class="(\w+)"><dt>(\w+)', html) == [
        ("some", "English"),
        ("none", "French"),
    ]
    assert '<rect class="bar__value" width="0%"' in html


def test_languages_alone_are_bars_without_a_number_of_people():
    untold = replace(PROGRESS, facilitators=Facilitators(None, {"en": 10, "fr": 2}))
    assert words(of("facilitators", untold)) == "English 10 French 2"


def test_where_nothing_can_be_counted_that_is_said():
    assert words(
        of("facilitators", replace(PROGRESS, filters=Filters(language=("bilingual",))))
    ) == ("..")


MONTHS = tuple(BreakdownRow(f"2014-{n:02d}", 1, 10 * n, 10 * n) for n in range(6, 13))


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(
    ("code", "heard"),
    [
        ("youth", "a month, June 2014 to March 2015: between 0 and 120."),
        ("french_share", "a month, June 2014 to March 2015: 0."),
    ],
)
def test_the_last_months_are_small_bars(code, heard, alone):
    progress = PROGRESS.with_rows(by_month=MONTHS)
    assert "Last 10 months" in words(of(code, progress, alone=alone))
    assert "months" not in words(of("age_groups", progress, alone=alone))
    assert (heard in words(of(code, progress, alone=alone))) is not alone


def test_people_trained_are_small_bars_that_rise():
    facilitators = replace(PROGRESS.facilitators, months={"2014-01": 4, "2015-01": 4})
    html = of("facilitators", replace(PROGRESS, facilitators=facilitators), alone=False)
    assert "Last 12 months . People trained by the end of each month, April 2014 to March 2015" in (
        words(html)
    )
    assert len(re.findall(r"M\d+ 24v-24", html)) == 3


def test_a_hidden_month_is_a_gap_and_said():
    rows = (*MONTHS[:-1], MONTHS[-1]._replace(youth=None))
    html = of("youth", PROGRESS.with_rows(by_month=rows), alone=True)
    assert "Last 10 months (x: 1 hidden)" in words(html)
    assert len(re.findall(r"M\d+ 24v-", html)) == 9


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("panel", GAUGES, ids=lambda panel: panel.code)
def test_no_style_script_or_address_is_in_a_face(panel, locale):
    assert not re.search(r"style=|<script|href|\son\w+=", of(panel.code, locale=locale, alone=True))


def test_words_of_the_reference_data_are_escaped():
    hostile = Terms((Language("en", "<b>English", "anglais"), *VOCABULARY.languages.items[1:]))
    html = of("facilitators", vocabulary=replace(VOCABULARY, languages=hostile))
    assert "&lt;b&gt;English" in html
