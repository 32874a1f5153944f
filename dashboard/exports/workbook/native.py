"""Charts that spreadsheets draw themselves from the cells, so that they can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.cards import ahead
from dashboard.exports.workbook.pens import allowed

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

    from dashboard.exports.charts.table import ChartArea, FigureTable

FONT = {"color": "#16282d", "size": 11}
SOFT = {"color": "#4b5d62", "size": 10}
GRID = {"visible": True, "line": {"color": "#dde1e4", "width": 0.75}}
LINES = (
    {"color": ahead.REACHED, "width": 2.5},
    {"color": ahead.PLAN, "width": 2, "dash_type": "dash"},
    {"color": ahead.SESSIONS, "width": 2},
    {"color": "#12343b", "width": 1.25, "dash_type": "round_dot"},
    {"color": "#12343b", "width": 1.25, "dash_type": "round_dot"},
    {"color": "#4b5d62", "width": 1.25, "dash_type": "square_dot"},
    {"color": "#4b5d62", "width": 1.25, "dash_type": "square_dot"},
    {"color": "#0b5c8a", "width": 2, "dash_type": "long_dash"},
)
"""Told apart without colours, too."""


def chart(book: Workbook, sheet: str, table: FigureTable, of: ChartArea) -> Chart:
    """Lines over months and days, bars for the rest; its numbers are cells of that sheet."""
    drawn: Chart = book.add_chart({"type": "line" if table.over_time else "bar"})
    for at, column in enumerate(of.numbers):
        drawn.add_series(
            {
                "name": [sheet, 0, column],
                "categories": [sheet, 1, of.names, of.rows, of.names],
                "values": [sheet, 1, column, of.rows, column],
                **(_line(at) if table.over_time else _bar()),
            }
        )
    drawn.set_title({"name": allowed(table.title), "name_font": FONT | {"size": 14, "bold": True}})
    drawn.show_blanks_as("gap")
    if table.over_time:
        drawn.set_x_axis({"date_axis": True, "num_format": "yyyy-mm", "num_font": SOFT})
        drawn.set_y_axis(
            {"num_format": "#,##0", "num_font": SOFT, "min": 0, "major_gridlines": GRID}
        )
        drawn.set_legend({"position": "bottom", "font": SOFT})
    else:
        drawn.set_y_axis({"reverse": True, "num_font": FONT, "line": {"none": True}})
        drawn.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
        drawn.set_legend({"none": True})
    return drawn


def _line(at: int) -> dict[str, Any]:
    return {"line": LINES[at % len(LINES)], "marker": {"type": "none"}}


def _bar() -> dict[str, Any]:
    return {
        "fill": {"color": ahead.REACHED},
        "gap": 60,
        "data_labels": {"value": True, "font": FONT},
    }
