"""The files of the figures that are shown: a chart as a picture, its numbers, or all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from flask import abort

from dashboard.exports.briefs.content import brief
from dashboard.exports.charts.naming import chart_file, figures_file
from dashboard.exports.charts.tables import tables
from dashboard.exports.charts.written import Separator, as_csv, caption, zipped
from dashboard.web.shared.documents import made_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.cards.briefs import Brief
    from dashboard.exports.charts.table import FigureTable
    from dashboard.i18n import Locale
    from dashboard.queries.explore import ExploreView

NOT_FOUND = 404
MadeFile = tuple[bytes, str]
"""What a file holds, and its name."""


class ShownFigures:
    """The answer to a request for a file, in its language; it raises 404 for unknown charts."""

    def __init__(self, answer: ExploreView, locale: Locale, site: str) -> None:
        self.locale = locale
        self.day = answer.reading.state.data_as_of
        self.brief: Brief = brief(answer, locale, site)
        self.tables: Mapping[str, FigureTable] = tables(answer, locale)

    def table(self, name: str) -> FigureTable:
        """The numbers of a chart; some charts are missing under filters."""
        if name not in self.tables:
            abort(NOT_FOUND)
        return self.tables[name]


def as_numbers(shown: ShownFigures, name: str, separator: str) -> MadeFile:
    """A chart’s numbers as CSV."""
    content = as_csv(shown.table(name), shown.locale, Separator(separator))
    return content, chart_file(name, shown.day, shown.locale, ".csv")


def as_words(shown: ShownFigures, name: str) -> MadeFile:
    """The caption of a chart’s numbers."""
    content = caption(shown.table(name), shown.brief)
    return content, chart_file(name, shown.day, shown.locale, ".txt")


def as_zip(shown: ShownFigures, separator: str) -> MadeFile:
    """All numbers as CSV files, each with its caption."""
    content = zipped(shown.tables.values(), shown.brief, Separator(separator))
    return content, figures_file(shown.day, shown.locale, ".zip")


def as_picture(
    shown: ShownFigures, name: str, kind: Literal["svg", "png"], scale: int = 1
) -> MadeFile:
    """A chart drawn, or as an image at that scale."""
    content = made_apart(_drawn, shown.brief, shown.table(name), kind, scale)
    ending = f"@{scale}x.{kind}" if scale > 1 else f".{kind}"
    return content, chart_file(name, shown.day, shown.locale, ending)


def as_workbook(shown: ShownFigures) -> MadeFile:
    """All figures as a workbook."""
    content = made_apart(_bound, shown.brief, tuple(shown.tables.values()), datetime.now(UTC))
    return content, figures_file(shown.day, shown.locale, ".xlsx")


def _drawn(of: Brief, table: FigureTable, kind: Literal["svg", "png"], scale: int) -> bytes:
    from dashboard.exports.charts.picture import picture  # noqa: PLC0415 - where it is used

    return picture(of, table, kind, scale)


def _bound(of: Brief, found: Sequence[FigureTable], now: datetime) -> bytes:
    from dashboard.exports.workbook.book import workbook  # noqa: PLC0415 - where it is used

    return workbook(of, found, now)
