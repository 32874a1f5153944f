from dataclasses import replace
from datetime import date

from dashboard.domain.progress.comparison import Comparison, ComparisonPeriod
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.i18n import Locale
from dashboard.sentences.progress import comparison
from tests.support.samples import PROGRESS

TODAY = date(2015, 3, 25)
BEFORE = replace(PROGRESS, filters=Filters(start=date(2014, 10, 1), end=date(2014, 12, 31)))
EARLIER = "the previous period (October\u00a01 to December\u00a031, 2014)"


def test_the_earlier_period_is_said_with_its_days():
    shown = Comparison(ComparisonPeriod.PREVIOUS, BEFORE)
    assert comparison.showing(shown, PROGRESS, TODAY).say(Locale.EN) == f"Compared with {EARLIER}."


def test_a_named_period_is_said_with_its_name():
    before = replace(PROGRESS, filters=Filters(period=Period.parse("2013-14-q3")))
    said = comparison.showing(Comparison(ComparisonPeriod.YEAR, before), PROGRESS, TODAY).say(
        Locale.EN
    )
    assert said == (
        "Compared with the same period a year before (third quarter of fiscal 2013–2014)."
    )


def test_a_period_that_goes_on_is_said_to_be_cut_short():
    now = replace(PROGRESS, filters=Filters(period=Period.parse("school-2014-15")))
    said = comparison.showing(Comparison(ComparisonPeriod.PREVIOUS, BEFORE), now, TODAY).say(
        Locale.EN
    )
    assert said.endswith("The period shown is not over: its data end on March\u00a025, 2015.")


def test_without_a_period_a_word_says_to_choose_one():
    said = comparison.showing(Comparison(ComparisonPeriod.YEAR, None), PROGRESS, TODAY).say(
        Locale.EN
    )
    assert said.startswith("Choose a period to compare")


def test_a_period_without_an_earlier_one_says_why():
    year = replace(PROGRESS, filters=Filters(start=date(2014, 1, 1), end=date(2015, 12, 31)))
    said = comparison.showing(Comparison(ComparisonPeriod.YEAR, None), year, TODAY).say(Locale.EN)
    assert said == "No earlier period can be compared without overlapping with this one."


def test_each_choice_of_the_control_has_its_words():
    said = [comparison.option(how).say(Locale.EN) for how in (None, *ComparisonPeriod)]
    assert said == ["No comparison", "The previous period", "The same period a year before"]
