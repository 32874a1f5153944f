"""Write a table and its description as CSV, XLSX or ODS."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from dashboard.domain.shared.characters import for_xml
from dashboard.importers.formulas import guarded, guarded_in_csv
from dashboard.importers.own_sheets import ABOUT

SHEET = "data"


def write(frame: pd.DataFrame, about: dict[str, str], path: Path) -> None:
    """Write the table to a file; the ending of its name selects the format.

    A workbook has ``about`` on a sheet of its own. CSV has the table only, in UTF-8 with the byte
    order mark that Excel needs. Text that a spreadsheet would run as a formula gets an apostrophe
    in front, which the importer drops. Workbooks leave out what is no character.

    Raises:
        ValueError: The name has another ending.
        OSError: The file can't be written.
    """
    match path.suffix.lower():
        case ".csv":
            safe = frame.map(_harmless, by=guarded_in_csv)
            safe.to_csv(path, index=False, encoding="utf-8-sig")
        case ".xlsx":
            _workbook(frame, about, path, "openpyxl")
        case ".ods":
            _workbook(frame, about, path, "odf")
        case other:
            raise ValueError(other)


def _workbook(
    frame: pd.DataFrame, about: dict[str, str], path: Path, engine: Literal["openpyxl", "odf"]
) -> None:
    writer: pd.ExcelWriter[Any] = pd.ExcelWriter(path, engine=engine)
    with writer as book:
        frame.map(_harmless, by=_in_workbook).to_excel(book, sheet_name=SHEET, index=False)
        pd.DataFrame(about.items()).to_excel(book, sheet_name=ABOUT, index=False, header=False)


def _in_workbook(value: str) -> str:
    return guarded(for_xml(value))


def _harmless(value: object, by: Callable[[str], str]) -> object:
    return by(value) if isinstance(value, str) else value
