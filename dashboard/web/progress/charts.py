"""Each chart of the Explore view as a picture and as CSV, and all of them as a workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from flask import Blueprint, abort, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.addresses import CHARTS, FIGURES, WORKBOOK
from dashboard.exports.briefs.content import brief
from dashboard.exports.charts.naming import chart_file, figures_file
from dashboard.exports.charts.tables import NAMES, PICTURES, tables
from dashboard.exports.charts.written import Separator, as_csv, caption, zipped
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.web.progress.answer import FILTERS
from dashboard.web.progress.file_query import LANG, file_query
from dashboard.web.shared.documents import made_apart
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.errors import invalid_filters
from dashboard.web.shared.operations import Content, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.cards.briefs import Brief
    from dashboard.domain.shared.filters import Problem
    from dashboard.exports.charts.table import FigureTable
    from dashboard.i18n import Locale
    from dashboard.queries.answers import Answers

NOT_FOUND = 404
SVG, PNG, CSV, TEXT = "image/svg+xml", "image/png", "text/csv", "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
SCALE, SEPARATOR = "scale", "separator"
SCALES = {SCALE: ("1", "2")}
SEPARATORS = {SEPARATOR: tuple(Separator)}
FOR_ITS_READER = (
    "It shows what the caller may see, and says for whom it is. Please do not pass it on."
)
LANGUAGE = {
    LANG: NotRequired[
        Annotated[Literal["en", "fr"], Field(description="Without it, the language of the reader.")]
    ]
}
SCALED = {
    SCALE: NotRequired[
        Annotated[Literal["1", "2"], Field(description="1: 1280 by 720 dots. 2: twice that.")]
    ]
}
SEPARATED = {
    SEPARATOR: NotRequired[
        Annotated[
            Literal["comma", "semicolon"],
            Field(
                description="A comma by default. With semicolons, for Excel: with a byte order "
                "mark, in French with decimal commas."
            ),
        ]
    ]
}

if TYPE_CHECKING:
    ChosenForFile = ChosenForImage = ChosenForCsv = PictureAddress = TableAddress = dict[str, Any]
else:
    ChosenForFile = TypedDict("ChosenForFile", FILTERS | LANGUAGE)
    ChosenForImage = TypedDict("ChosenForImage", FILTERS | LANGUAGE | SCALED)
    ChosenForCsv = TypedDict("ChosenForCsv", FILTERS | LANGUAGE | SEPARATED)

    class PictureAddress(TypedDict):
        """Which chart."""

        name: Literal[PICTURES]

    class TableAddress(TypedDict):
        """Which chart, or which table."""

        name: Literal[NAMES]


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


def blueprint(ask: Callable[[], Answers], site: str) -> Blueprint:
    """The routes; ``site`` is the address of the dashboard, empty where nobody set one."""
    routes = Blueprint("charts", __name__)

    def answer(
        kind: str,
        known: Iterable[str],
        options: Mapping[str, Sequence[str]],
        make: Callable[[ShownFigures, Mapping[str, str]], tuple[bytes, str]],
    ) -> Response:
        """The file that ``make`` makes, under its name; ``known`` holds the chart of the path."""
        name = (request.view_args or {}).get("name")
        if name is not None and name not in known:
            abort(NOT_FOUND)
        wanted = file_query(options)
        found = explore_view(ask(), wanted.filters)
        problems: tuple[Problem, ...] = (*wanted.problems, *found.reading.problems)
        if problems:
            return invalid_filters(problems)
        shown = ShownFigures(found, wanted.locale, site or request.host_url.rstrip("/"))
        content, called = make(shown, wanted.options)
        response = Response(content, mimetype=kind)
        attach(response, called)
        return response

    @routes.get(f"{CHARTS}/<name>.svg")
    @Operation(
        "A chart as a drawing, sized for slides",
        path=PictureAddress,
        query=ChosenForFile,
        gives=Content(SVG, "A drawing with its finding, its source and its day."),
        description=FOR_ITS_READER,
    )
    def svg(name: str) -> Response:
        return answer(SVG, PICTURES, {}, lambda shown, _: _picture(shown, name, "svg"))

    @routes.get(f"{CHARTS}/<name>.png")
    @Operation(
        "A chart as an image, sized for slides",
        path=PictureAddress,
        query=ChosenForImage,
        gives=Content(PNG, "An image with its finding, its source and its day."),
        description=FOR_ITS_READER,
    )
    def png(name: str) -> Response:
        return answer(
            PNG,
            PICTURES,
            SCALES,
            lambda shown, options: _picture(shown, name, "png", int(options[SCALE])),
        )

    @routes.get(f"{CHARTS}/<name>.csv")
    @Operation(
        "The numbers of a chart as CSV",
        path=TableAddress,
        query=ChosenForCsv,
        gives=Content(CSV, "One row of headings; a sign beside each number that is missing."),
        description=f"Its caption is the file beside it, `.txt`. {FOR_ITS_READER}",
    )
    def numbers(name: str) -> Response:
        return answer(
            CSV,
            NAMES,
            SEPARATORS,
            lambda shown, options: (
                as_csv(shown.table(name), shown.locale, Separator(options[SEPARATOR])),
                chart_file(name, shown.day, shown.locale, ".csv"),
            ),
        )

    @routes.get(f"{CHARTS}/<name>.txt")
    @Operation(
        "The caption of a chart’s numbers",
        path=TableAddress,
        query=ChosenForFile,
        gives=Content(TEXT, "Finding, filters, day, for whom, how it is counted."),
    )
    def words(name: str) -> Response:
        return answer(
            TEXT,
            NAMES,
            {},
            lambda shown, _: (
                caption(shown.table(name), shown.brief),
                chart_file(name, shown.day, shown.locale, ".txt"),
            ),
        )

    @routes.get(WORKBOOK)
    @Operation(
        "All figures as a workbook, with charts that can be edited",
        query=ChosenForFile,
        gives=Content(XLSX, "A workbook: filters and definitions first, a sheet a chart."),
        description=FOR_ITS_READER,
    )
    def book() -> Response:
        return answer(XLSX, (), {}, lambda shown, _: _workbook(shown))

    @routes.get(FIGURES)
    @Operation(
        "All figures as CSV files, each with its caption beside it",
        query=ChosenForCsv,
        gives=Content(ZIP, "Two files for each chart."),
        description=FOR_ITS_READER,
    )
    def files() -> Response:
        return answer(
            ZIP,
            (),
            SEPARATORS,
            lambda shown, options: (
                zipped(shown.tables.values(), shown.brief, Separator(options[SEPARATOR])),
                figures_file(shown.day, shown.locale, ".zip"),
            ),
        )

    return routes


def _picture(
    shown: ShownFigures, name: str, kind: Literal["svg", "png"], scale: int = 1
) -> tuple[bytes, str]:
    content = made_apart(_drawn, shown.brief, shown.table(name), kind, scale)
    ending = f"@{scale}x.{kind}" if scale > 1 else f".{kind}"
    return content, chart_file(name, shown.day, shown.locale, ending)


def _workbook(shown: ShownFigures) -> tuple[bytes, str]:
    content = made_apart(_bound, shown.brief, tuple(shown.tables.values()), datetime.now(UTC))
    return content, figures_file(shown.day, shown.locale, ".xlsx")


def _drawn(of: Brief, table: FigureTable, kind: Literal["svg", "png"], scale: int) -> bytes:
    from dashboard.exports.charts.picture import picture  # noqa: PLC0415 - where it is used

    return picture(of, table, kind, scale)


def _bound(of: Brief, found: Sequence[FigureTable], now: datetime) -> bytes:
    from dashboard.exports.workbook.book import workbook  # noqa: PLC0415 - where it is used

    return workbook(of, found, now)
