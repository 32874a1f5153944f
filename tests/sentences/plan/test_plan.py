from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.plan.plan import MeasureProgress, measures
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.domain.shared.vocabulary import Measure, Milestone, Term
from dashboard.i18n import Locale
from dashboard.sentences.plan import plan
from tests.support.samples import VOCABULARY

TODAY = date(2015, 3, 25)
NB = "\u00a0"


def a_measure(status=None, label="", milestones=()):
    measure = Measure("m", label, label, status, Term("m", "", ""))
    return MeasureProgress(1, measure, milestones)


def a_milestone(due=None, done_on=None):
    return Milestone("s", "first step", "premier pas", measure="m", due=due, done_on=done_on)


def test_a_plan_that_nobody_has_described_says_what_is_missing():
    said = plan.summary([a_measure()] * 4, TODAY)
    assert said.say(Locale.EN) == (
        "4 measures, without a stated status. 4 titles have not been supplied yet. "
        "No milestone is recorded."
    )
    assert said.say(Locale.FR).startswith("4 mesures, dont l’avancement n’est pas précisé.")


def test_measures_that_nobody_has_described_are_told_in_one_sentence():
    said = plan.undescribed([a_measure().measure] * 4)
    assert said.say(Locale.EN) == (
        "The plan has 4 measures. Their titles and status have not been supplied yet."
    )
    assert said.say(Locale.FR) == (
        "Le plan compte 4 mesures. Leurs titres et leur avancement n’ont pas encore été fournis."
    )
    assert plan.undescribed([a_measure().measure]).say(Locale.FR) == (
        "Le plan compte 1 mesure. Son titre et son avancement n’ont pas encore été fournis."
    )


@pytest.mark.parametrize("one", [a_measure("done"), a_measure(label="Tell youth")])
def test_measures_of_which_one_is_described_are_listed(one):
    assert plan.undescribed([a_measure().measure, one.measure]) is None
    assert plan.undescribed([]) is None


def test_measures_are_counted_by_status():
    statuses = ("done", "under_way", "under_way", "not_started", None)
    said = plan.summary([a_measure(status, "Tell youth") for status in statuses], TODAY)
    assert said.say(Locale.EN).startswith(
        "5 measures: 1 done, 2 under way, 1 not started and 1 without a stated status. No milestone"
    )


def test_milestones_done_and_overdue_are_counted():
    steps = (
        a_milestone(done_on=date(2014, 1, 1)),
        a_milestone(due=date(2015, 3, 24)),
        a_milestone(due=TODAY),
    )
    said = plan.summary([a_measure("done", "Tell youth", steps)], TODAY).say(Locale.EN)
    assert said == "1 measure: 1 done. Milestones done: 1 of 3. 1 is overdue."


def test_a_plan_without_measures_says_so():
    assert plan.summary((), TODAY).say(Locale.EN) == "The action plan has no measures yet."


@pytest.mark.parametrize(
    ("milestone", "said"),
    [
        (
            a_milestone(date(2015, 1, 1), date(2015, 2, 1)),
            "first step: done on February\u00a01, 2015",
        ),
        (a_milestone(date(2015, 3, 24)), "first step: overdue, it was due on March\u00a024, 2015"),
        (a_milestone(TODAY), "first step: due on March\u00a025, 2015"),
        (a_milestone(), "first step: no date stated"),
    ],
)
def test_each_milestone_says_when(milestone, said):
    assert plan.milestone(milestone, TODAY).say(Locale.EN) == said


def test_an_owner_counts_as_stated_in_both_languages_only():
    untitled, titled = (found.measure for found in measures(VOCABULARY))
    assert plan.owner(untitled).say(Locale.EN) == "Responsible sector: not stated"
    assert plan.owner(titled).say(Locale.FR) == f"Secteur responsable{NB}: écoles"
    half = replace(titled, owner=Term("m", "schools", ""))
    assert plan.owner(half).say(Locale.EN) == "Responsible sector: not stated"


def test_every_status_has_words():
    said = [plan.status(code).say(Locale.EN) for code in ("not_started", "under_way", "done", None)]
    assert said == ["not started", "under way", "done", "status not stated"]


def test_only_filters_that_facilitators_answer_to_are_said():
    filters = Filters(language=("fr",), kind=("discussion",), period=Period.parse("2014-15-q3"))
    assert plan.showing(filters, VOCABULARY).say(Locale.EN) == (
        "Showing: facilitators and planned sessions – language: French; to December\u00a031, 2014."
    )
    assert plan.showing(Filters(kind=("discussion",)), VOCABULARY) is None
