from datetime import date

from dashboard.figures.steps import in_steps
from tests.support.figures import sent, whole

LINE = {
    "type": "scatter",
    "mode": "lines+markers",
    "x": [date(2014, 12, 31), date(2015, 1, 31), date(2015, 2, 28), date(2015, 3, 25)],
    "y": [30, None, 92, 92],
}
COUNTS = {"type": "bar", "x": LINE["x"], "y": [30, None, 20, 0]}
CLEAR = {"type": "bar", "x": LINE["x"], "y": [34.5] * 4}
CIRCLES = {"type": "scatter", "mode": "markers", "x": [date(2015, 4, 15)] * 2, "y": [0.5, 1.5]}


def test_days_totals_and_columns_of_one_height_are_sent_as_steps():
    line, counts, clear, circles = in_steps({"data": [LINE, COUNTS, CLEAR, CIRCLES]})["data"]
    days = {"from": date(2014, 12, 31), "steps": [0, 31, 28, 25]}
    assert line == LINE | {"x": days, "y": {"steps": [30, None, 62, 0]}}
    assert counts == COUNTS | {"x": days}  # which are the steps of the total already
    assert clear["y"] == {"steps": [34.5, 0, 0, 0]}
    assert circles["y"] == CIRCLES["y"]


def test_a_browser_reads_the_same_figure():
    figure = {"data": [LINE, COUNTS, CLEAR, CIRCLES], "layout": {"height": 1}}
    assert whole(sent(in_steps(figure))) == sent(figure)
    assert in_steps({"data": [{"type": "bar", "x": [], "y": []}]})["data"] == [
        {"type": "bar", "x": [], "y": []}
    ]
