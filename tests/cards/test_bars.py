"""What each bar of the small multiples stands for, and their one scale."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.cards import bars, card
from dashboard.cards.panels import MULTIPLES
from dashboard.cards.result import EarlierResult, Result
from dashboard.domain.progress.bars import BarNumber
from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, VENUE_TYPE, WEEKDAY
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.equity import Share
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from tests.support.samples import PROGRESS, VOCABULARY

EN, FR = Locale
RESULT = Result(PROGRESS, VOCABULARY)
FRENCH = {"by_venue_type": {"shelter": Share(1, 4), "high_school": Share(0, 5)}}
IN_FRENCH = replace(RESULT, bars=BarNumber.FRENCH_SHARE, french=FRENCH)
OF_FRENCH = replace(RESULT, progress=replace(PROGRESS, filters=Filters(language=("fr",))))


def multiple(code, result=RESULT, locale=EN):
    return card(code, result, locale).multiple


def words(code, result=RESULT, locale=EN):
    return [bar.words for bar in multiple(code, result, locale).bars]


def labels(code, result=RESULT, locale=EN):
    return multiple(code, result, locale).names


def test_a_hidden_bar_has_no_length_and_an_x_a_zero_a_0():
    drawn = multiple("by_venue_type").bars
    assert [(bar.length, bar.words) for bar in drawn] == [(1200, "1,200"), (None, "x")]
    assert words("by_age_group") == ["180", "0", "70"]


def test_sessions_that_are_not_available_are_not_hidden():
    rows = (BreakdownRow("shelter", None, 20, 18),)
    published = replace(RESULT, progress=PROGRESS.with_rows(by_venue_type=rows))
    assert words("by_venue_type", replace(published, bars=BarNumber.SESSIONS)) == [".."]


def test_labels_and_numbers_are_in_the_readers_language():
    assert labels("by_venue_type", locale=FR) == ["École secondaire", "Refuge"]
    assert words("by_venue_type", locale=FR) == ["1\u00a0200", "x"]


def test_a_long_name_takes_two_lines():
    first, *others = VOCABULARY.venue_types
    long = replace(first, label_en="centre for youth in the care of the province")
    terms = replace(VOCABULARY.venue_types, items=(long, *others))
    known = replace(RESULT, vocabulary=replace(VOCABULARY, venue_types=terms))
    assert labels("by_venue_type", known)[1] == "Centre for youth in\nthe care of the…"


@pytest.mark.parametrize("number", BarNumber)
def test_all_breakdowns_have_one_scale(number):
    result = replace(IN_FRENCH, bars=number)
    shown = [multiple(one.code, result) for one in MULTIPLES]
    (scale,) = {one.scale for one in shown}
    shares = [scale.share(bar) for one in shown for bar in one.bars]
    assert 40 < max(shares) < 80  # of the width: the words at the end of a bar have the rest


def test_a_share_is_told_with_what_it_is_of():
    assert words("by_venue_type", IN_FRENCH) == ["25% (1 of 4)", "0% (0 of 5)"]
    assert words("by_weekday", IN_FRENCH) == [".."] * 7  # no session, no share
    table = card("by_venue_type", IN_FRENCH, EN).table
    assert table.columns[-1] == "French share"
    assert [line.cells[-1].value for line in table.lines] == [Decimal("25.0"), Decimal("0.0")]
    assert len(card("by_venue_type", RESULT, EN).table.columns) == len(table.columns) - 1


def test_a_row_that_the_filters_leave_out_is_no_zero():
    assert words("by_language", OF_FRENCH) == ["filtered out", "250", "filtered out"]
    assert "filtered out" not in words("by_venue_type", OF_FRENCH)
    choices = [line.choice.words.say(EN) for line in card("by_language", OF_FRENCH, EN).table.lines]
    assert choices[0] == "Filter by English as well"
    assert choices[1].startswith("Filter by French (250")
    none = PROGRESS.with_rows(by_language=(BreakdownRow("en", 0, 0, 0), *PROGRESS.by_language[1:]))
    progress = replace(none, filters=OF_FRENCH.progress.filters)
    assert (
        "No participation"
        not in card("by_language", replace(RESULT, progress=progress), EN).sentence
    )


@pytest.mark.parametrize(("locale", "said"), [(EN, "filtered out"), (FR, "hors filtre")])
@pytest.mark.parametrize("of", [OF_FRENCH, replace(IN_FRENCH, progress=OF_FRENCH.progress)])
def test_a_table_says_of_such_a_row_what_its_bar_says(locale, said, of):
    """Whatever its counts are; a file has the sign of what is not available."""
    table = card("by_language", of, locale).table
    cells = {line.code: line.cells for line in table.lines}
    for code in ("en", "bilingual"):
        assert [(one.words, one.value) for one in cells[code]] == [(said, "..")] * len(
            table.columns
        )
    assert [one.value for one in cells["fr"][:2]] == [10, 250]
    others = card("by_venue_type", of, locale).table
    assert said not in {one.words for line in others.lines for one in line.cells}


def test_the_largest_of_the_whole_project_comes_first_whatever_the_filters():
    """Or a bar would go from under the pointer that chose it."""
    assert labels("by_venue_type") == ["High school", "Shelter"]
    assert labels("by_age_group")[0] == "12 to 14"  # an order that everybody knows
    turned = PROGRESS.with_rows(by_venue_type=(BreakdownRow("shelter", 9, 900, 900),))
    assert labels("by_venue_type", replace(OF_FRENCH, whole=RESULT)) == ["High school", "Shelter"]
    whole = Result(turned, VOCABULARY)
    assert labels("by_venue_type", replace(OF_FRENCH, whole=whole)) == ["Shelter", "High school"]


@pytest.mark.parametrize("number", BarNumber)
def test_an_earlier_period_is_an_outlined_bar_under_each(number):
    before = PROGRESS.with_rows(
        by_venue_type=(
            BreakdownRow("shelter", 5, None, None),
            BreakdownRow("high_school", 90, 9000, 1),
        )
    )
    earlier = EarlierResult(ComparisonPeriod.PREVIOUS, before, FRENCH)
    shown = multiple("by_venue_type", replace(IN_FRENCH, bars=number, earlier=earlier))
    assert max(shown.scale.share(bar) for bar in shown.before) < 100
    assert shown.scale.pairs
    said = {
        BarNumber.PARTICIPATIONS: ["9,000", "x"],
        BarNumber.SESSIONS: ["90", "5"],
        BarNumber.FRENCH_SHARE: ["25% (1 of 4)", "0% (0 of 5)"],
    }
    assert [bar.words for bar in shown.before] == said[number]


def test_what_stands_out_is_not_said_where_a_hidden_row_may_have_more():
    def of(breakdown, result=RESULT):
        found = bars.standing_out(breakdown, result)
        return found and (found[0].code, str(found[1]))

    assert of(LANGUAGE) == ("en", "900")
    assert of(VENUE_TYPE) is None  # of shelters they are hidden
    assert of(LANGUAGE, OF_FRENCH) is None  # one row alone
    term, said = bars.standing_out(VENUE_TYPE, IN_FRENCH)
    assert (term.code, said.say(EN)) == ("high_school", "0 of 5")
    assert of(AGE_GROUP, IN_FRENCH) is None


def test_a_breakdown_of_which_all_is_hidden_is_known():
    rows = (BreakdownRow("mon", 3, None, None), BreakdownRow("tue", 0, 0, 0))
    hidden = replace(RESULT, progress=PROGRESS.with_rows(by_weekday=rows))
    assert bars.all_hidden(WEEKDAY, hidden)
    assert not bars.all_hidden(WEEKDAY, replace(hidden, bars=BarNumber.SESSIONS))
    assert not bars.all_hidden(VENUE_TYPE, RESULT)


def test_the_scale_is_found_once_for_all_breakdowns_of_an_answer():
    result = replace(RESULT)
    first, *others = (multiple(one.code, result).scale for one in MULTIPLES)
    assert all(one is first for one in others)
    assert multiple(MULTIPLES[0].code, result, FR).scale.label != first.label
    assert multiple(MULTIPLES[0].code, replace(result, bars=BarNumber.SESSIONS)).scale != first
