"""What a file would change, as the preview of an import answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from dashboard.domain.importing.answers import HandNumbering, StruckOut
from dashboard.importers.sheet_use import SheetRole
from dashboard.web.importing.requests import BOOKMARK, SHA256, SHEETS_DIGEST
from dashboard.web.shared.failures import Message
from dashboard.web.shared.fields import Count, Day

Sha256 = Annotated[str, Field(pattern=SHA256)]
Bookmark = Annotated[
    str,
    Field(
        pattern=BOOKMARK,
        description="The place in the log when it was looked at. Blank where the file was refused.",
    ),
]
SheetsDigest = Annotated[str, Field(pattern=SHEETS_DIGEST)]


class FileFault(TypedDict):
    """What is wrong in a cell, a row (no column) or the whole file (no row), and the way out."""

    sheet: str | None
    row: Count | None
    column: str
    title: Message | None
    """Of a column that the file does not have."""
    value: str
    reason: Message
    remedy: Message


class FileRemark(TypedDict):
    """Something that was taken as good, and should be known."""

    sheet: str | None
    row: Count | None
    column: str
    message: Message
    warns: bool
    """Whether it had better not be there."""


class FileRead(TypedDict):
    """The file that was sent."""

    name: str
    sha256: Sha256
    rows: Count


class SheetAnswer(TypedDict):
    """A sheet with something in it."""

    name: str
    hidden: bool
    use: SheetRole
    headers: list[str]
    """The first of them."""
    rows: Count
    repeats: bool
    """Whether several of its rows belong to one of another sheet."""


class StruckOutRows(TypedDict):
    """Rows that are struck through."""

    rows: str
    count: Count
    answer: StruckOut | None


class CountedReferences(TypedDict):
    """References that count from 1, and what would be made of one of them."""

    rows: Count
    example: str
    taken: Count
    """Those under which other sessions are known already."""
    answer: HandNumbering | None


class DistantDay(TypedDict):
    """A day that is years from all others."""

    date: Day
    rows: str
    count: Count
    right: bool


class DistantDays(TypedDict):
    """Those days, and from when to when all others are."""

    first: Day
    last: Day
    days: list[DistantDay]


class Odd(TypedDict):
    """What is asked about, with what was answered."""

    open: bool
    """Whether something is still to be answered."""
    struck_out: StruckOutRows | None
    numbers: CountedReferences | None
    dates: DistantDays | None


class FileColumn(TypedDict):
    """A column of the file, and what it is taken for."""

    header: str
    position: Count
    column: str | None
    title: Message | None
    passed_over: bool
    sample: list[str]
    personal: bool
    """Whether it may name people, and so is not shown and means nothing here."""
    probable: str | None
    """What it probably is, as long as it has no meaning."""


class Meant(TypedDict):
    """A column of ours that one of the file’s may be."""

    code: str
    title: Message
    needed: bool
    constant: bool
    """Whether its value may be said of all rows."""
    number: bool
    """Whether it holds numbers, which are read by their last digit."""


class WrittenValue(TypedDict):
    """A value as it is written in so many rows, and the code that it means."""

    column: str
    value: str
    rows: Count
    meant: str | None
    probable: str | None
    """The code that it probably means, as long as it has no meaning."""
    advice: Message | None
    """Which code to choose, if it is known to mean now one, now another."""


class ChoiceAnswer(TypedDict):
    """What a value may mean."""

    code: str
    title: Message


class MappingUsed(TypedDict):
    """What headers and values were said to mean."""

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    constants: Mapping[str, str]


class RowCounts(TypedDict):
    """How many rows there are of each sort."""

    rows: Count
    sound: Count
    new: Count
    changed: Count
    unchanged: Count
    faulty: Count
    duplicates: Count


class CellChange(TypedDict):
    """A value of a known session that the file changes; it is named as it is now.

    A blank value is null; both are null in private columns.
    """

    key: str
    name: str
    column: str
    title: Message | None
    before: Message | None
    after: Message | None


class LikeRow(TypedDict):
    """A session that a row is like: of the database, or of another row."""

    reference: str
    apart: Message | None
    """What it has that not all of those that are alike have, if anything tells it apart."""
    row: NotRequired[Count]
    sheet: NotRequired[str]


class InFile(TypedDict):
    """Where a row stands: in its sheet, if there is one."""

    row: Count
    sheet: NotRequired[str]


class LikelyCopy(InFile):
    """A row that is likely a session that is known already."""

    number: Count
    reference: str
    name: str
    date: Day
    venue: str
    kind: str
    apart: Message | None
    """What it has that not all of those that are alike have, if anything tells it apart."""
    like: list[LikeRow]
    reason: Message
    """What they have in common."""


class Preview(TypedDict):
    """What a file would change; lists hold the first 200, counts all."""

    file: FileRead
    sheets: list[SheetAnswer]
    sheets_digest: SheetsDigest
    odd: Odd
    bookmark: Bookmark
    waiting: list[str]
    """Headers that have no meaning yet."""
    columns: list[FileColumn]
    fields: list[Meant]
    values: list[WrittenValue]
    options: dict[str, list[ChoiceAnswer]]
    mapping: MappingUsed | None
    mapping_name: str | None
    """That of the remembered mapping that was used."""
    counts: RowCounts
    faults: list[FileFault]
    fault_count: Count
    changes: list[CellChange]
    change_count: Count
    new: list[Mapping[str, Message]]
    """Cells of some new sessions, without blank ones."""
    duplicates: list[LikelyCopy]
    remarks: list[FileRemark]
    remark_count: Count
    warning_count: Count
    complete: bool
    """Whether all rows were checked: very many faults end that."""
    can_import: bool
