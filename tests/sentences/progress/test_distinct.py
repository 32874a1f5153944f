from dataclasses import replace

import pytest

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.i18n import Locale
from dashboard.sentences import counting_rules, progress_sentences
from dashboard.sentences.progress.distinct import line
from tests.support.samples import PROGRESS, VOCABULARY


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            DistinctYouth(640, 820, 31, 47),
            "Distinct youth: between 640 and 820 (first-time counts in 31 of 47 sessions).",
        ),
        (
            DistinctYouth(12, 12, 1, 1),
            "Distinct youth: 12 (first-time counts in 1 of 1 session).",
        ),
        (
            DistinctYouth(None, None, 2, 3),
            (
                "Distinct youth: hidden to protect privacy (x), like small counts "
                "(first-time counts in 2 of 3 sessions)."
            ),
        ),
    ],
)
def test_the_range_is_said_with_what_it_rests_on(found, said):
    assert line(found).say(Locale.EN) == said


def test_the_range_in_french_has_french_numbers():
    said = line(DistinctYouth(1640, 2820, 31, 47)).say(Locale.FR)
    assert "entre 1\u00a0640 et 2\u00a0820" in said


def test_the_range_stands_beside_the_participations_in_the_api():
    youth = replace(PROGRESS.youth, distinct=DistinctYouth(640, 820, 31, 40))
    said = progress_sentences(replace(PROGRESS, youth=youth), VOCABULARY, Locale.EN)
    assert said["youth"].startswith("1,180 youth participations")
    assert said["distinct_youth"].startswith("Distinct youth: between 640 and 820")


@pytest.mark.parametrize("distinct", [None, DistinctYouth(None, None, 31, 40)])
def test_a_range_that_is_hidden_or_unknown_has_no_sentence_in_the_api(distinct):
    youth = replace(PROGRESS.youth, distinct=distinct)
    said = progress_sentences(replace(PROGRESS, youth=youth), VOCABULARY, Locale.EN)
    assert said["distinct_youth"] is None


@pytest.mark.parametrize("locale", Locale)
def test_each_rule_has_a_name_of_its_own(locale):
    names = [rule.partition(":")[0].split(",")[0] for rule in counting_rules(locale).values()]
    assert len(set(names)) == len(names) == 2
