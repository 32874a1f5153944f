"""What comes with a session file, and with a mapping of one.

A mapping says what headers and values mean, and what holds in all rows: ``{"columns": {header:
code}, "values": {column: {value: code}}, "constants": {column: value}}``. A header with an empty
code is ignored; a value with one counts as blank, where a cell may be blank. A constant stands for
a column that the file lacks, and never for a blank cell.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from werkzeug.exceptions import BadRequest

from dashboard.domain.importing.answers import HandNumbering, StruckOut
from dashboard.domain.importing.by_hand import ByHand
from dashboard.i18n import Locale
from dashboard.importers.files.limits import MOST_SHEETS
from dashboard.importers.oddities import OddityAnswers
from dashboard.importers.order import LeavingOut
from dashboard.web.shared.bodies import Body

LONGEST_MAPPING = 1_000_000
LONGEST_SHEETS = 100_000
ROWS = r"^([0-9]{1,9}(,[0-9]{1,9})*)?$"
DAYS = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}(,[0-9]{4}-[0-9]{2}-[0-9]{2})*)?$"
SHA256 = r"^[0-9a-f]{64}$"
BOOKMARK = r"^([0-9a-f]+-[0-9a-f]*-[0-9]{1,15}-[0-9a-f]*)?$"  # none, where the look was refused
SHEETS_DIGEST = r"^([0-9a-f]{64})?$"

Words = Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")]
Codes = Annotated[dict[Words, Words], Field(max_length=2_000)]
Constants = Annotated[dict[Words, Words], Field(max_length=100)]
SHEETS = TypeAdapter(Annotated[list[Words], Field(max_length=MOST_SHEETS)])
ByColumn = Annotated[dict[Words, Codes], Field(max_length=100)]


class MappingRequest(Body):
    """A mapping."""

    columns: Codes = Field(default_factory=dict)
    values: ByColumn = Field(default_factory=dict)
    constants: Constants = Field(default_factory=dict)


class RememberMapping(MappingRequest):
    """A mapping, with all the headers of the file that it was made for."""

    headers: Annotated[list[Words], Field(max_length=20_000)] = Field(default_factory=list)


class PreviewFile(BaseModel):
    """A file to look at; ``mapping`` is JSON, and so are ``sheets``, the names of those to read.

    Without ``sheets``, all visible ones with the same columns are read, and any other is asked
    about: nothing goes in until they are named. Rows that are struck through are asked about unless
    ``struck_out`` says what becomes of them. References that count from 1 are asked about unless
    ``numbers`` says whether they are unique in all files or made from the file's name as well. Rows
    with a date years from all others are faulty, but for ``right_dates``:
    ``1926-03-04,1926-03-05``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    mapping: Annotated[str, Field(max_length=LONGEST_MAPPING)] | None = None
    sheets: Annotated[str, Field(max_length=LONGEST_SHEETS)] | None = None
    struck_out: Annotated[
        Literal["leave", "keep"] | None,
        Field(description="What becomes of rows that are struck through."),
    ] = None
    numbers: Annotated[
        Literal["unique", "file"] | None,
        Field(description="What references are that count from 1."),
    ] = None
    right_dates: Annotated[
        str,
        Field(
            max_length=10_000,
            pattern=DAYS,
            description="Dates that are right although they are years from all others.",
        ),
    ] = ""

    def answers(self) -> OddityAnswers:
        """What was said of what is odd.

        Raises:
            werkzeug.exceptions.BadRequest: A date is none.
        """
        try:
            days = frozenset(map(date.fromisoformat, filter(None, self.right_dates.split(","))))
        except ValueError as error:
            raise BadRequest from error
        return OddityAnswers(
            StruckOut(self.struck_out) if self.struck_out else None,
            HandNumbering(self.numbers) if self.numbers else None,
            days,
        )

    def named(self) -> tuple[str, ...] | None:
        """The names of the sheets; ``None`` when nothing was said.

        Raises:
            werkzeug.exceptions.BadRequest: They are none.
        """
        if self.sheets is None:
            return None
        try:
            return tuple(SHEETS.validate_json(self.sheets))
        except ValidationError as error:
            raise BadRequest from error

    def by_hand(self) -> ByHand | None:
        """The mapping; ``None`` when nothing was said.

        Raises:
            werkzeug.exceptions.BadRequest: It is none.
        """
        if self.mapping is None:
            return None
        try:
            said = MappingRequest.model_validate_json(self.mapping)
        except ValidationError as error:
            raise BadRequest from error
        return ByHand(said.columns, said.values, said.constants)


class ImportFile(PreviewFile):
    """A file that was looked at, to be brought in.

    Of its likely duplicates all are left out or none, but for the ``other_rows``: ``4,7,12``; these
    are their ``number``, as the preview tells it. The preview tells ``bookmark`` and
    ``sheets_digest``, too: nothing goes in if sessions of the file, or others at their venues and
    on their days, have changed since, or if other sheets would be read.
    """

    sha256: Annotated[str, Field(pattern=SHA256)]
    bookmark: Annotated[str, Field(max_length=200, pattern=BOOKMARK)]
    sheets_digest: Annotated[str, Field(pattern=SHEETS_DIGEST)] = ""
    only_sound: bool = False
    skip_duplicates: bool = False
    other_rows: Annotated[str, Field(max_length=10_000, pattern=ROWS)] = ""

    def leaving_out(self) -> LeavingOut | None:
        """Which duplicates are not wanted; ``None`` when all are."""
        rows = frozenset(map(int, filter(None, self.other_rows.split(","))))
        if not (self.skip_duplicates or rows):
            return None
        return LeavingOut(self.skip_duplicates, rows)


class FaultyRows(PreviewFile):
    """A file whose faulty rows are wanted; ``lang`` is that of the words beside them."""

    sha256: Annotated[str, Field(pattern=SHA256)] | None = None
    lang: Locale = Locale.EN
