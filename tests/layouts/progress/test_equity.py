from dataclasses import replace
from decimal import Decimal

from dashboard.domain.progress.equity import Equity, Share
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import ComparisonShare, Term, Terms
from dashboard.i18n import Locale
from layouts.progress import equity as view
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import VOCABULARY

FOUND = Equity(Filters(), Share(27, 100), Share(None, 1000), Share(0, 0))
OTTAWA = ComparisonShare(
    "o", "Ottawa", "Ottawa", percent=Decimal("15.4"), source=Term("o", "a", "b"), year=2011
)


def table(vocabulary=VOCABULARY):
    return view.parts(FOUND, vocabulary, Locale.EN)["tables"][slot("equity", "table")]


def test_each_share_stands_with_its_counts_and_a_hidden_one_without():
    rows = [words(row) for row in table()["rows"]]
    assert rows == [
        "Sessions of every kind 27 100 27%",
        "Participations x 1,000 x",
        "Trained facilitators 0 0 ..",
    ]


def test_a_share_has_a_bar_for_those_who_see():
    (bar,) = [part for part in walk(table()["rows"]) if part._type == "Progress"]
    assert (bar.value, bar.max) == ("27.0", "100")
    assert getattr(bar, "aria-hidden") == "true"


def test_a_comparison_has_a_row_with_its_source():
    shares = replace(VOCABULARY, comparison_shares=Terms((OTTAWA,)))
    assert words(table(shares)["rows"][-1]) == "Ottawa (a, 2011) .. .. 15.4%"


def test_every_part_has_its_place():
    drawn = view.parts(FOUND, VOCABULARY, Locale.FR)
    places = set(ids(view.fold(Locale.FR)))
    assert {*drawn["parts"], *drawn["tables"]} <= places
    assert words(drawn["parts"][slot("equity", "comparison")])
