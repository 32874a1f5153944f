from dashboard.domain.progress.progress import BreakdownRow
from dashboard.figures.breakdown import breakdown, with_earlier
from dashboard.i18n import Locale
from tests.support.samples import VOCABULARY

EN = Locale.EN
ROWS = (BreakdownRow("shelter", 4, 20, 18), BreakdownRow("high_school", 36, 1200, 1150))
BEFORE = (BreakdownRow("shelter", 5, None, None), BreakdownRow("high_school", 60, 2400, 2300))


def compared(rows=ROWS, before=BEFORE):
    return with_earlier(breakdown(rows, VOCABULARY.venue_types, EN), before, EN)


def test_each_bar_has_an_outlined_one_for_the_earlier_period_with_its_value():
    participations, sessions, earlier, earlier_sessions = compared()["data"]
    assert (participations["text"], earlier["text"]) == (["20", "1,200"], ["x", "2,400"])
    assert (sessions["text"], earlier_sessions["text"]) == (["4", "36"], ["5", "60"])
    assert earlier["y"] == participations["y"]
    assert earlier["marker"]["line"]["color"] == participations["marker"]["color"]
    assert earlier["marker"]["color"] != participations["marker"]["color"]


def test_a_pair_of_bars_does_not_overlap_and_is_wider_than_its_half():
    now, _, then, _ = compared()["data"]
    assert now["offset"] + now["width"] <= then["offset"]
    assert now["width"] > then["width"]


def test_the_scale_has_room_for_the_longer_of_both():
    layout = compared()["layout"]
    assert layout["xaxis"]["range"][1] > 2400
    assert layout["xaxis2"]["range"][1] > 60


def test_the_figure_itself_stays_what_it_was():
    figure = breakdown(ROWS, VOCABULARY.venue_types, EN)
    before = repr(figure)
    with_earlier(figure, BEFORE, EN)
    assert repr(figure) == before
