"""Match each header of a row with one of the known columns, and pass over what a tool adds."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dashboard.i18n import text
from dashboard.importers import values
from dashboard.importers.column import Column
from dashboard.importers.faults import Remark, echo
from dashboard.importers.personal import is_personal
from dashboard.importers.recognition import Recognition
from dashboard.importers.tools import Tool, exact, identifier

PASSED_OVER = Column("", "", "", values.ignored, repeats=False)
"""The column of a header that means nothing here."""


def said_by_hand(
    headers: Sequence[str], said: Mapping[str, str], known: Sequence[Column]
) -> dict[int, Column]:
    """The columns given by hand, for a header or for how it is shown.

    Columns that no longer exist are left out. A header that identifies people can only be skipped.
    """
    meant = {column.code: column for column in known} | {"": PASSED_OVER}
    codes = (said.get(header, said.get(echo(header))) for header in headers)
    return {
        at: meant[code]
        for at, (header, code) in enumerate(zip(headers, codes, strict=True))
        if code in meant and not (code and is_personal(header))
    }


def matched(  # noqa: PLR0913 - all of it is of one header row
    number: int,
    headers: Sequence[str],
    recognition: Recognition,
    tools: Sequence[Tool],
    known: Iterable[Column],
    *,
    meant: Mapping[int, Column],
) -> tuple[list[Column | None], tuple[Remark, ...]]:
    """The column of each header (``None`` if unknown), and the remarks on them."""
    names = [exact(header) for header in headers]
    read = [
        meant.get(at)
        or (PASSED_OVER if any(tool.owns(name) for tool in tools) else recognition.column(header))
        for at, (header, name) in enumerate(zip(headers, names, strict=True))
    ]
    found = _each_once(read, names, tools)
    told = {column.code for column in read if column}
    remarks = []
    for column in known:
        if column.identifies and column.code not in told and (ids := _ids(names, tools)):
            at, tool = ids[0]
            found[at] = replace(column, parse=identifier(column.parse, moments=tool.moments))
            apart = text("There is no reference; this column identifies the rows instead")
            remarks.append(Remark(number, echo(headers[at]), apart))
    passed = [
        echo(header)
        for at, (header, name, column) in enumerate(zip(headers, names, found, strict=True))
        if column is PASSED_OVER and at not in meant and _is_of_a_tool(name, tools)
    ]
    if passed:
        said = text(
            "These columns come from {tool}, not from the form; they are ignored, and "
            "nothing in them is kept: {headers}",
            tool=" / ".join(tool.name for tool in tools),
            headers=", ".join(passed),
        )
        remarks.append(Remark(number, "", said))
    return found, tuple(remarks)


def _each_once(
    read: Sequence[Column | None], names: Sequence[str], tools: Sequence[Tool]
) -> list[Column | None]:
    """The columns without those that tell again what others tell.

    A split question and its options repeat each other. Beside a column of the form, one of the same
    meaning that may be a tool's is the tool's.
    """
    told = {column.code for column in read if column}
    whole = [
        PASSED_OVER if column and column.repeats_whole and column.part_of in told else column
        for column in read
    ]
    times = Counter(column.code for column in whole if column)
    return [
        PASSED_OVER
        if column and times[column.code] > 1 and any(name in tool.may for tool in tools)
        else column
        for name, column in zip(names, whole, strict=True)
    ]


def _is_of_a_tool(name: str, tools: Iterable[Tool]) -> bool:
    return any(tool.owns(name) or name in tool.may for tool in tools)


def _ids(names: Sequence[str], tools: Iterable[Tool]) -> list[tuple[int, Tool]]:
    """Where the tools' own ids stand, with their tools; the best of a tool first."""
    return [(names.index(name), tool) for tool in tools for name in tool.ids if name in names]
