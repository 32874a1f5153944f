"""Each chart of the Explore view as a picture and as CSV, and all of them as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from flask import Blueprint, abort, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.addresses import CHARTS, FIGURES, WORKBOOK
from dashboard.exports.charts.tables import NAMES, PICTURES
from dashboard.exports.charts.written import Separator
from dashboard.queries.explore import explore_view
from dashboard.web.progress.answer import FILTERS
from dashboard.web.progress.chart_files import (
    NOT_FOUND,
    ShownFigures,
    as_numbers,
    as_picture,
    as_words,
    as_workbook,
    as_zip,
)
from dashboard.web.progress.file_query import LANG, file_query
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.errors import invalid_filters
from dashboard.web.shared.operations import Content, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.domain.shared.filters import Problem
    from dashboard.queries.answers import Answers
    from dashboard.web.progress.chart_files import MadeFile

SVG, PNG, CSV, TEXT = "image/svg+xml", "image/png", "text/csv", "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
SCALE, SEPARATOR = "scale", "separator"
SCALES = {SCALE: ("1", "2")}
SEPARATORS = {SEPARATOR: tuple(Separator)}
NO_OPTIONS: Mapping[str, Sequence[str]] = {}
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


@dataclass(frozen=True, slots=True)
class _FileMaker:
    """Files of what ``ask`` finds; ``site`` is the address of the dashboard, empty if unset."""

    ask: Callable[[], Answers]
    site: str

    def answer(
        self,
        kind: str,
        make: Callable[[ShownFigures, Mapping[str, str]], MadeFile],
        options: Mapping[str, Sequence[str]] = NO_OPTIONS,
    ) -> Response:
        """The file that ``make`` makes, under its name, of the figures and the chosen options."""
        wanted = file_query(options)
        found = explore_view(self.ask(), wanted.filters)
        problems: tuple[Problem, ...] = (*wanted.problems, *found.reading.problems)
        if problems:
            return invalid_filters(problems)
        shown = ShownFigures(found, wanted.locale, self.site or request.host_url.rstrip("/"))
        content, called = make(shown, wanted.options)
        response = Response(content, mimetype=kind)
        attach(response, called)
        return response


def blueprint(ask: Callable[[], Answers], site: str) -> Blueprint:
    """The routes; ``site`` is the address of the dashboard, empty where nobody set one."""
    routes, maker = Blueprint("charts", __name__), _FileMaker(ask, site)
    _serve_pictures(routes, maker)
    _serve_numbers(routes, maker)
    _serve_all(routes, maker)
    return routes


def _serve_pictures(routes: Blueprint, maker: _FileMaker) -> None:
    """Serve each chart, drawn."""

    @routes.get(f"{CHARTS}/<name>.svg")
    @Operation(
        "A chart as a drawing, sized for slides",
        path=PictureAddress,
        query=ChosenForFile,
        gives=Content(SVG, "A drawing with its finding, its source and its day."),
        description=FOR_ITS_READER,
    )
    def svg(name: str) -> Response:
        _be_one_of(PICTURES, name)
        return maker.answer(SVG, lambda shown, _: as_picture(shown, name, "svg"))

    @routes.get(f"{CHARTS}/<name>.png")
    @Operation(
        "A chart as an image, sized for slides",
        path=PictureAddress,
        query=ChosenForImage,
        gives=Content(PNG, "An image with its finding, its source and its day."),
        description=FOR_ITS_READER,
    )
    def png(name: str) -> Response:
        _be_one_of(PICTURES, name)
        return maker.answer(
            PNG, lambda shown, chosen: as_picture(shown, name, "png", int(chosen[SCALE])), SCALES
        )


def _serve_numbers(routes: Blueprint, maker: _FileMaker) -> None:
    """Serve the numbers of each chart, and their caption."""

    @routes.get(f"{CHARTS}/<name>.csv")
    @Operation(
        "The numbers of a chart as CSV",
        path=TableAddress,
        query=ChosenForCsv,
        gives=Content(CSV, "One row of headings; a sign beside each number that is missing."),
        description=f"Its caption is the file beside it, `.txt`. {FOR_ITS_READER}",
    )
    def numbers(name: str) -> Response:
        _be_one_of(NAMES, name)
        return maker.answer(
            CSV, lambda shown, chosen: as_numbers(shown, name, chosen[SEPARATOR]), SEPARATORS
        )

    @routes.get(f"{CHARTS}/<name>.txt")
    @Operation(
        "The caption of a chart’s numbers",
        path=TableAddress,
        query=ChosenForFile,
        gives=Content(TEXT, "Finding, filters, day, for whom, how it is counted."),
    )
    def words(name: str) -> Response:
        _be_one_of(NAMES, name)
        return maker.answer(TEXT, lambda shown, _: as_words(shown, name))


def _serve_all(routes: Blueprint, maker: _FileMaker) -> None:
    """Serve all figures in one file."""

    @routes.get(WORKBOOK)
    @Operation(
        "All figures as a workbook, with charts that can be edited",
        query=ChosenForFile,
        gives=Content(XLSX, "A workbook: filters and definitions first, a sheet a chart."),
        description=FOR_ITS_READER,
    )
    def book() -> Response:
        return maker.answer(XLSX, lambda shown, _: as_workbook(shown))

    @routes.get(FIGURES)
    @Operation(
        "All figures as CSV files, each with its caption beside it",
        query=ChosenForCsv,
        gives=Content(ZIP, "Two files for each chart."),
        description=FOR_ITS_READER,
    )
    def files() -> Response:
        return maker.answer(ZIP, lambda shown, chosen: as_zip(shown, chosen[SEPARATOR]), SEPARATORS)


def _be_one_of(known: Iterable[str], name: str) -> None:
    """Answer 404 to a chart that there never is."""
    if name not in known:
        abort(NOT_FOUND)
