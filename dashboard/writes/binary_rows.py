"""Rows of bytes that PostgreSQL takes as they are, all of the same length: numpy writes them.

A row is the number of its cells, then each cell’s length and bytes (``COPY … BINARY``). Texts are
filled up with spaces. They go into columns of the type bpchar, for which those mean nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LENGTH, _NUMBER = ">i4", ">i4"
_LARGEST = (1 << 31) - 1
_FIRST_DAY = np.datetime64("2000-01-01")

Cells = NDArray[Any]


def texts_as_cells(texts: Sequence[str], encoding: str) -> Cells:
    """Texts of one length."""
    encoded = [text.encode(encoding) for text in texts]
    longest = max(map(len, encoded), default=1)
    return np.array([text.ljust(longest) for text in encoded], f"S{longest}")


def days_as_cells(days: Sequence[str]) -> Cells:
    """Days, given as ISO texts."""
    since: Cells = np.array(days, "datetime64[D]") - _FIRST_DAY
    return since.astype(np.int32)


def as_bytes(count: int, columns: Mapping[str, Cells]) -> bytes:
    """So many rows of these columns, or of the same cell where one is all there is.

    Raises:
        OverflowError: A number takes more than four bytes.
    """
    fields: list[tuple[str, str | np.dtype[Any]]] = [("cells", ">i2")]
    for name, cells in columns.items():
        fields += [(f"length {name}", _LENGTH), (name, cells.dtype if _is_text(cells) else _NUMBER)]
    rows = np.empty(count, np.dtype(fields))
    rows["cells"] = len(columns)
    for name, cells in columns.items():
        if not _is_text(cells) and int(np.max(cells, initial=0)) > _LARGEST:
            raise OverflowError(name)
        rows[f"length {name}"] = rows.dtype[name].itemsize
        rows[name] = cells
    return rows.tobytes()


def _is_text(cells: Cells) -> bool:
    return cells.dtype.kind == "S"
