"""Choose the sheets of a workbook to read: those that are named, or those with the same columns.

No sheet is left out silently. A sheet that might be meant is asked about, and a hidden one is
mentioned. Blank sheets, and those that our own files add for their readers, are neither.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import orjson

from dashboard.domain.importing.by_hand import ByHand, MappingRecord, fitting
from dashboard.i18n import Text, text
from dashboard.importers import sheet_faults
from dashboard.importers.column import Column
from dashboard.importers.columns import headers_of, meaning_of
from dashboard.importers.constants import read_constants
from dashboard.importers.faults import Fault, echo
from dashboard.importers.files import RereadableFile
from dashboard.importers.files.source import Cell
from dashboard.importers.own_sheets import TO_MEND, is_ours
from dashboard.importers.sheet_use import SheetRole, SheetUse
from dashboard.importers.tables import SheetTable, tables
from dashboard.importers.tools import REPEATS
from dashboard.importers.values import ignored

_WIDEST_LOOKED_AT = 500
_HEADERS_SHOWN = 12
_NAMES_COLUMNS = 2  # known ones, that a row without any below it is a header


@dataclass(frozen=True, slots=True)
class SheetAnswers:
    """What somebody said about a file before it is read, and its possible columns.

    ``names`` are sheets. ``by_hand`` is a mapping of headers; without it, the ``remembered`` one
    that fits is used.
    """

    columns: tuple[Column, ...]
    at_least_one: tuple[str, ...]
    names: tuple[str, ...] | None
    by_hand: ByHand | None
    remembered: tuple[MappingRecord, ...]
    said: Collection[str]


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """The positions of the sheets to read, the use of each sheet, and the mapping that fits.

    A CSV file has one sheet without a name, and ``sheets`` is empty.
    """

    at: tuple[int, ...] = ()
    sheets: tuple[SheetUse, ...] = ()
    names: tuple[str, ...] = ()
    mapping: MappingRecord | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether a question must be answered before anything is read."""
        return bool(self.faults) and all(sheet.use is not SheetRole.ASKED for sheet in self.sheets)

    @property
    def digest(self) -> str:
        """A digest of the sheets read; blank if there is no other choice."""
        if len(self.sheets) < 2:
            return ""
        return hashlib.sha256(orjson.dumps(self.names)).hexdigest()

    def remarks(self) -> Iterator[Text]:
        """Remarks on sheets that are left out."""
        left = [sheet for sheet in self.sheets if sheet.use is SheetRole.LEFT_OUT]
        if hidden := [sheet.name for sheet in left if sheet.hidden]:
            yield text("Hidden sheets are not read: {sheets}", sheets=", ".join(hidden))
        if others := [sheet.name for sheet in left if not sheet.hidden]:
            yield text("These sheets are left out: {sheets}", sheets=", ".join(others))

    def with_rows(self, rows: Sequence[int]) -> tuple[SheetUse, ...]:
        """The sheets, with how many rows those that are read have."""
        counts = iter(rows)
        return tuple(
            replace(sheet, rows=next(counts, 0)) if sheet.use is SheetRole.READ else sheet
            for sheet in self.sheets
        )


@dataclass(frozen=True, slots=True)
class _Looked:
    """A sheet at its position; ``means`` is a digest of the columns it has."""

    at: int
    name: str
    hidden: bool
    blank: bool = False
    ours: bool = False
    only_headers: bool = False
    whole: bool = False
    to_mend: bool = False
    repeats: bool = False
    names_none: bool = False
    means: bytes = b""
    headers: tuple[str, ...] = ()

    @property
    def may_be_meant(self) -> bool:
        """Whether leaving it out would lose something."""
        return not (self.blank or self.ours or self.only_headers)

    @property
    def is_of_no_use(self) -> bool:
        """Whether it is a repeat group with no column of a session."""
        return self.repeats and self.names_none

    @property
    def is_asked(self) -> bool:
        """Whether somebody must say if it is meant."""
        return not (self.hidden or self.is_of_no_use)

    def used(self, use: SheetRole) -> SheetUse:
        return SheetUse(self.name, self.hidden, use, self.headers, repeats=self.repeats)

    def unclear(self, first: str) -> Fault:
        if self.repeats:
            return sheet_faults.repeats(self.name, self.headers)
        return sheet_faults.unclear(self.name, first)


def choose(book: RereadableFile, wanted: SheetAnswers) -> SheetChoice:
    """Look at the beginning of each sheet, and choose.

    Raises:
        BadFileError: The file cannot be read.
    """
    look = _Look(wanted)
    looked = [look.at(at, table) for at, table in enumerate(_all(book, wanted))]
    if mapping := look.fits_together():
        return replace(choose(book, replace(wanted, by_hand=mapping.by_hand)), mapping=mapping)
    if looked and not looked[0].name:
        chosen = replace(_chosen(looked, looked, ()), sheets=())
        faults = tuple(sheet_faults.no_sheets() for _ in wanted.names or ())
        return replace(chosen, mapping=look.mapping, faults=faults[:1])
    choice = _by_themselves(looked) if wanted.names is None else _named(looked, wanted.names)
    return replace(choice, mapping=look.mapping)


def _all(book: RereadableFile, wanted: SheetAnswers) -> Iterator[SheetTable]:
    return tables(book, None, wanted.columns, wanted.said).each


class _Look:
    """Looks at sheets, one after the other; of each, little is kept."""

    def __init__(self, wanted: SheetAnswers) -> None:
        self.mapping: MappingRecord | None = None
        self._headers: set[str] = set()
        self._wanted = wanted
        self._named = {_key(name) for name in wanted.names or ()}
        self._passed_over = {c.code for c in wanted.columns if c.parse is ignored}
        self._needed = {column.code for column in wanted.columns if column.needed}

    def at(self, at: int, table: SheetTable) -> _Looked:
        looked = _Looked(at, table.sheet, table.hidden)
        header = next(table.rows, None)
        if header is None:
            return replace(looked, blank=True)
        cells, below = header[1], next(table.rows, None)
        self._find_mapping(looked, cells)
        by_hand = self._wanted.by_hand or (self.mapping.by_hand if self.mapping else ByHand())
        constants = read_constants(by_hand.constants, self._wanted.columns)
        means = meaning_of(cells[:_WIDEST_LOOKED_AT], self._wanted.columns, by_hand.columns)
        codes = {code for code in means if not code.startswith("?")}
        shown = [word for cell in cells if (word := echo(cell))]
        whole = self._is_whole(codes | constants.good.keys())
        return replace(
            looked,
            ours=is_ours(table.sheet, cells, table.first, known=codes == means),
            only_headers=below is None and len(codes) >= _NAMES_COLUMNS,
            whole=whole,
            to_mend=TO_MEND in codes,
            repeats=not (REPEATS.isdisjoint(shown) or whole),
            names_none=codes <= self._passed_over,
            means=self._digest(means, cells[_WIDEST_LOOKED_AT:]),
            headers=tuple(shown[:_HEADERS_SHOWN]),
        )

    def _find_mapping(self, looked: _Looked, cells: Sequence[Cell]) -> None:
        """Keep the mapping remembered for this sheet, if it may be read and there is none yet."""
        may_be_read = _key(looked.name) in self._named if self._named else not looked.hidden
        if may_be_read and self.mapping is None and self._wanted.by_hand is None:
            headers = headers_of(cells)
            self.mapping = fitting(self._wanted.remembered, frozenset(headers))
            self._headers.update(headers[:_WIDEST_LOOKED_AT])

    def fits_together(self) -> MappingRecord | None:
        """A mapping remembered for sheets with different headers, none of which it fits alone."""
        if self.mapping or self._wanted.by_hand is not None:
            return None
        return fitting(self._wanted.remembered, frozenset(self._headers))

    def _is_whole(self, codes: Collection[str]) -> bool:
        """Whether such a sheet can be imported alone."""
        one = self._wanted.at_least_one
        return self._needed <= set(codes) and (not one or not set(one).isdisjoint(codes))

    def _digest(self, means: Collection[str], beyond: Sequence[Cell]) -> bytes:
        """A short digest: a workbook may have hundreds of sheets with thousands of headers."""
        told = [sorted(set(means) - self._passed_over), headers_of(beyond)]
        return hashlib.sha256(orjson.dumps(told)).digest()


def _by_themselves(looked: Sequence[_Looked]) -> SheetChoice:
    """The visible sheets with the same columns as the first complete one; ask about the rest."""
    filled = [one for one in looked if not (one.blank or one.ours)]
    visible = [one for one in filled if not one.hidden]
    if not visible:
        hidden = tuple(one.used(SheetRole.LEFT_OUT) for one in filled)
        fault = sheet_faults.none_visible() if hidden else sheet_faults.none_filled()
        return SheetChoice(sheets=hidden, faults=(fault,))
    first = next((one for one in visible if one.whole), visible[0])
    read = [one for one in visible if one.to_mend or one.means == first.means]
    others = [one for one in filled if one not in read and one.may_be_meant]
    faults = tuple(one.unclear(first.name) for one in others if one.is_asked)
    return replace(_chosen(looked, read, others), faults=faults)


def _named(looked: Sequence[_Looked], names: Sequence[str]) -> SheetChoice:
    wanted = {_key(name): name for name in names}
    read = [one for one in looked if _key(one.name) in wanted]
    there = {_key(one.name) for one in read}
    others = [one for one in looked if one not in read and one.may_be_meant]
    known = [one.name for one in looked]
    missing = [name for key, name in wanted.items() if key not in there]
    faults = tuple(sheet_faults.not_there(name, known) for name in missing)
    choice = _chosen(looked, read, others)
    left_out = tuple(
        replace(sheet, use=SheetRole.LEFT_OUT) if sheet.use is SheetRole.ASKED else sheet
        for sheet in choice.sheets
    )
    return replace(
        choice, sheets=left_out, faults=faults or (() if read else (sheet_faults.none_named(),))
    )


def _chosen(
    looked: Sequence[_Looked], read: Sequence[_Looked], others: Sequence[_Looked]
) -> SheetChoice:
    uses = {one.at: SheetRole.ASKED if one.is_asked else SheetRole.LEFT_OUT for one in others}
    uses |= {one.at: SheetRole.READ for one in read}
    return SheetChoice(
        tuple(one.at for one in read),
        tuple(one.used(uses[one.at]) for one in looked if one.at in uses),
        tuple(one.name for one in read),
    )


def _key(name: str) -> str:
    """The name without case: spreadsheets ignore it in the names of sheets."""
    return name.strip().casefold()
