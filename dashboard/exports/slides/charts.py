"""Native charts with their numbers in a workbook of their own, which readers can edit.

A number that is hidden, or not there, is no point of the chart. In the workbook it reads as in the
tables: ``x`` or ``..``. All words are written as words, so that none is taken for a formula.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt
from xlsxwriter import Workbook

from dashboard.exports.slides.deck import GREY, INK, OCHRE, SOFT, TEAL
from dashboard.i18n import Locale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide

Value = int | Decimal | str | None
NUMBERS = {
    Locale.EN: "#,##0",
    Locale.FR: '[>=1000000]#"\u00a0"###"\u00a0"##0;[>=1000]#"\u00a0"##0;0',
}
LABELS_SHOWN = 8
LINES = {
    "reached": (TEAL, 3.5, MSO_LINE_DASH_STYLE.SOLID),
    "plan": (GREY, 2.25, MSO_LINE_DASH_STYLE.DASH),
    "projected": (TEAL, 2.5, MSO_LINE_DASH_STYLE.ROUND_DOT),
    "low": (TEAL, 1, MSO_LINE_DASH_STYLE.SOLID),
    "high": (TEAL, 1, MSO_LINE_DASH_STYLE.SOLID),
    "with_planned": (OCHRE, 2.5, MSO_LINE_DASH_STYLE.LONG_DASH_DOT),
}
"""Colour, width in points and dashes, which tell the lines apart in grey too."""


class ChartColumn(NamedTuple):
    """A series: its name and its values, ``None`` where it has none; ``code`` says how it looks."""

    code: str
    name: str
    values: Sequence[Value]


class ChartNumbers(NamedTuple):
    """What a chart shows: the names of its rows, and its series."""

    rows: Sequence[str]
    columns: Sequence[ChartColumn]


def bars(slide: Slide, place: Sequence[int], numbers: ChartNumbers, locale: Locale) -> Any:  # noqa: ANN401 - a graphic frame of python-pptx
    """One bar for each row, from top to bottom, with its number; of the only column."""
    frame, chart = _chart(slide, place, XL_CHART_TYPE.BAR_CLUSTERED, numbers, locale)
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = NUMBERS[locale], False
    labels.font.size = Pt(16)
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = RGBColor.from_string(TEAL)
    axis = chart.category_axis
    axis.reverse_order = True
    axis.tick_labels.font.size = Pt(16)
    _quiet(axis)
    values = chart.value_axis
    values.minimum_scale = 0
    values.has_major_gridlines = values.visible = False
    return frame


def lines(slide: Slide, place: Sequence[int], numbers: ChartNumbers, locale: Locale) -> Any:  # noqa: ANN401 - a graphic frame of python-pptx
    """One line for each column, named in a legend."""
    frame, chart = _chart(slide, place, XL_CHART_TYPE.LINE, numbers, locale)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(14)
    for column, drawn in zip(numbers.columns, chart.plots[0].series, strict=True):
        colour, width, dash = LINES[column.code]
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        drawn.format.line.color.rgb = RGBColor.from_string(colour)
        drawn.format.line.width, drawn.format.line.dash_style = Pt(width), dash
    axis = chart.category_axis
    axis.tick_labels.font.size = Pt(12)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _quiet(axis)
    _skip(axis, -(-len(numbers.rows) // LABELS_SHOWN))
    values = chart.value_axis
    values.minimum_scale = 0
    values.tick_labels.font.size = Pt(12)
    values.tick_labels.number_format = NUMBERS[locale]
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string("DDE1E4")
    values.format.line.fill.background()
    return frame


def _chart(
    slide: Slide, place: Sequence[int], kind: XL_CHART_TYPE, numbers: ChartNumbers, locale: Locale
) -> tuple[Any, Any]:
    data: Any = _Data(number_format=NUMBERS[locale])  # type: ignore[no-untyped-call]
    data.categories = numbers.rows
    for one in numbers.columns:
        data.add_series(one.name, [_drawn(value) for value in one.values])
    data.numbers = numbers
    shapes: Any = slide.shapes  # its types are not those that it takes
    frame = shapes.add_chart(kind, *map(Emu, place), data)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(14), RGBColor.from_string(INK)
    _say_language(chart, locale)
    return frame, chart


def _drawn(value: Value) -> int | float | None:
    """A number that the chart can draw; ``None`` for words."""
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int) else None


class _Data(CategoryChartData):
    """What python-pptx makes a chart from, with a workbook of ours instead of its own."""

    numbers: ChartNumbers

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that the chart keeps with it."""
        return _workbook(self.numbers)


def _workbook(numbers: ChartNumbers) -> bytes:
    """The numbers in the cells that the chart refers to: rows from A2, a column for each series."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")  # python-pptx refers to it so
    for at, name in enumerate(numbers.rows, start=1):
        sheet.write_string(at, 0, name)
    for across, one in enumerate(numbers.columns, start=1):
        sheet.write_string(0, across, one.name)
        for down, value in enumerate(one.values, start=1):
            if isinstance(value, str):
                sheet.write_string(down, across, value)  # never a formula, however it begins
            elif value is not None:
                sheet.write_number(down, across, value)
    book.close()
    return file.getvalue()


def _quiet(axis: Any) -> None:  # noqa: ANN401 - an axis of python-pptx
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = RGBColor.from_string(SOFT)


def _skip(axis: Any, every: int) -> None:  # noqa: ANN401 - an axis of python-pptx
    """Name one row in so many: all of them would run into each other."""
    element = axis._element
    skip = parse_xml(f"<c:tickLblSkip {nsdecls('c')} val='{max(every, 1)}'/>")
    before = element.find(qn("c:noMultiLvlLbl"))
    if before is None:
        element.append(skip)
    else:
        before.addprevious(skip)


def _say_language(chart: Any, locale: Locale) -> None:  # noqa: ANN401 - a chart of python-pptx
    space = chart._chartSpace
    said = parse_xml(f"<c:lang {nsdecls('c')} val='{locale.value}-CA'/>")
    dates = space.find(qn("c:date1904"))
    if dates is None:
        space.insert(0, said)
    else:
        dates.addnext(said)
    for one in space.iter(qn("a:defRPr"), qn("a:endParaRPr")):
        one.set("lang", f"{locale.value}-CA")
