"""The sessions of a file in its preview: new ones, what changes, and likely copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.sessions.column import NUMBERS
from dashboard.domain.sessions.columns import BY_CODE
from dashboard.domain.shared.vocabulary import AgeGroup
from dashboard.importers.words import label
from dashboard.sentences.sessions.copies import in_common, told_apart
from dashboard.sentences.sessions.words import cell
from dashboard.web.shared.failures import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.domain.shared.vocabulary import Vocabulary
    from dashboard.importers.column import Column
    from dashboard.importers.copies import Copy, Like
    from dashboard.importers.places import Places
    from dashboard.importers.report import ValueChange
    from dashboard.web.importing.preview import CellChange, InFile, LikelyCopy, LikeRow
    from dashboard.web.shared.failures import Message


def title(column: Column) -> Message:
    """What the views call it: in files its title may be a code, or another word."""
    known = BY_CODE.get(column.code)
    return both(known.name if known else label(column.meaning or column))


def has_numbers(column: Column) -> bool:
    """Whether all that it holds are numbers, as in columns of age groups."""
    known = BY_CODE.get(column.code)
    return known.type in NUMBERS if known else isinstance(column.meaning, AgeGroup)


def new_session(cells: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, Message]:
    """The cells that it has."""
    said = {code: _value(code, value, vocabulary) for code, value in cells.items()}
    return {code: words for code, words in said.items() if words}


def value_change(
    change: ValueChange, columns: Mapping[str, Column], vocabulary: Vocabulary
) -> CellChange:
    """A value of a known session before and after."""
    column = columns.get(change.column)
    return {
        "key": change.key,
        "name": change.name,
        "column": change.column,
        "title": title(column) if column else None,
        "before": _value(change.column, change.before, vocabulary),
        "after": _value(change.column, change.after, vocabulary),
    }


def likely_copy(copy: Copy, places: Places, vocabulary: Vocabulary) -> LikelyCopy:
    """A row, and the sessions that it resembles."""
    session = copy.session
    these = (copy.traits, *(one.session for one in copy.like))
    own, *apart = (both(told) if told else None for told in told_apart(these, vocabulary))
    return {
        "number": copy.row,
        **_in_file(copy.row, places),
        "reference": session.reference,
        "name": session.name,
        "date": session.date.isoformat(),
        "venue": session.venue,
        "kind": session.kind,
        "apart": own,
        "like": [_like(*one, places) for one in zip(copy.like, apart, strict=True)],
        "reason": both(in_common(copy.common, vocabulary)),
    }


def _value(code: str, value: str, vocabulary: Vocabulary) -> Message | None:
    """A cell by its label: files and records may have a code."""
    return both(cell(code, value, vocabulary)) if value else None


def _like(one: Like, apart: Message | None, places: Places) -> LikeRow:
    found: LikeRow = {"reference": one.session.reference, "apart": apart}
    return {**found, **_in_file(one.row, places)} if one.row else found


def _in_file(number: int, places: Places) -> InFile:
    sheet, row = places.of(number)
    return {"row": row, "sheet": sheet} if sheet else {"row": row}
