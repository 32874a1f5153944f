"""The months of a publication, and the whole that stands beside them."""

from dataclasses import replace

from dashboard.domain.publications.trend import ending_in_the_whole, published_trend
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.sentences.progress.charts import cumulative
from tests.support.publications import publication

PROGRESS = OpenPublication(publication()).answer(Filters(), Audience.PUBLIC).progress
FIRST, *OTHERS = PROGRESS.by_month
GAP = PROGRESS.with_rows(by_month=(FIRST._replace(youth=None), *OTHERS))


def said(progress):
    points = ending_in_the_whole(published_trend(progress), progress)
    return cumulative(points).say(Locale.EN)


def test_the_whole_is_said_though_a_month_before_it_is_hidden():
    assert "is hidden to protect" not in said(GAP)
    assert f"{GAP.youth.participations:,} youth participations" in said(GAP)


def test_a_whole_that_is_hidden_is_not_added_up():
    hidden = replace(GAP, youth=replace(GAP.youth, participations=None))
    assert "The total so far is hidden" in said(hidden)


def test_without_months_there_is_nothing_to_end():
    assert ending_in_the_whole((), PROGRESS) == ()
