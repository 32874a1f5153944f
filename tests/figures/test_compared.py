from dashboard.domain.progress.trend import Point
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import Locale

EN = Locale.EN


def points(*totals, first=1):
    return tuple(
        Point(f"2015-{n:02d}", held=total is not None, youth=1, total=total, planned=None)
        for n, total in enumerate(totals, start=first)
    )


def test_the_earlier_line_is_dotted_and_stands_at_the_months_shown():
    _, earlier, reached = cumulative(points(10, 30, None), EN, before=points(5, 9, 50, first=7))[
        "data"
    ]
    assert earlier["x"] == reached["x"] == ["2015-01", "2015-02", "2015-03"]
    assert earlier["y"] == [5, 9, 50]
    assert earlier["line"]["dash"] == "dot"
    assert earlier["text"][0] == "July 2015 – 5 earlier"


def test_the_earlier_line_has_its_name_and_fits_the_scale():
    layout = cumulative(points(10), EN, before=points(500))["layout"]
    assert layout["yaxis"]["range"][1] > 500
    assert [note["text"] for note in layout["annotations"]] == ["500<br>earlier", "10<br>reached"]


def test_without_an_earlier_period_the_figure_has_two_lines():
    assert len(cumulative(points(10), EN)["data"]) == 2
