from dataclasses import replace

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.i18n import Locale
from layouts.progress import gauge_words
from tests.layouts.tree import words
from tests.support.samples import PROGRESS, VOCABULARY


def under_youth(**parts):
    progress = replace(PROGRESS, youth=replace(PROGRESS.youth, **parts))
    return words(gauge_words.statuses(progress, VOCABULARY, Locale.EN)["youth"])


def test_the_range_of_distinct_youth_stands_under_the_status():
    said = under_youth(distinct=DistinctYouth(640, 820, 31, 40))
    assert said.startswith("● On track Distinct youth: between 640 and 820")


def test_without_first_time_counts_there_is_only_the_status():
    assert under_youth() == "● On track"


def test_without_a_status_the_range_stands_alone():
    said = under_youth(status=None, distinct=DistinctYouth(5, 5, 1, 1))
    assert said.startswith("Distinct youth: 5")


def test_a_group_of_which_it_is_hidden_is_neither_reached_nor_missed():
    groups = (replace(PROGRESS.age_groups[0], reached=None), *PROGRESS.age_groups[1:])
    progress = replace(PROGRESS, age_groups=groups)
    said = words(gauge_words.statuses(progress, VOCABULARY, Locale.EN)["age_groups"])
    assert said.startswith("x")
    assert "hidden to protect privacy" in said
    assert gauge_words.values(progress, VOCABULARY, Locale.EN)["age_groups"] == "x"
