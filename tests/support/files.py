"""Files as other programs write them."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def write_csv(path: Path, rows: Rows, *, separator: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Rows) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def write_ods(path: Path, rows: Rows) -> Path:
    pd.DataFrame(list(rows)).to_excel(path, engine="odf", index=False, header=False)
    return path


WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "ods": write_ods}


def write(path: Path, rows: Rows) -> Path:
    """Whatever kind the name ends in."""
    return WRITERS[path.suffix.removeprefix(".")](path, rows)
