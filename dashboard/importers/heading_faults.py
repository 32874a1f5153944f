"""What is wrong with a header row: unknown, repeated and missing columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dashboard.i18n import Text, text
from dashboard.importers.column import Column
from dashboard.importers.faults import Fault
from dashboard.importers.personal import refusal
from dashboard.importers.recognition import Recognition
from dashboard.importers.values import ignored
from dashboard.importers.words import label, listed


def header_faults(  # noqa: PLR0913 - all of it is of one header row
    number: int,
    shown: Sequence[str],
    found: Sequence[Column | None],
    meant: Mapping[str, Column | None],
    known: Sequence[Column],
    *,
    recognition: Recognition,
) -> Iterator[Fault]:
    """The headers that mean nothing, or what another means already, or that name people."""
    first: dict[str, str] = {}
    # Without those that our own files say something in, and of which nothing is read
    asked = [column for column in known if column.parse is not ignored]
    otherwise = text("Known headers: {headers}", headers=listed(asked))
    for header, column in zip(shown, found, strict=True):
        if column is None:
            if recognition.refuses(header):
                yield refusal(number, header)
            elif header:
                yield _unknown_header(number, header, meant.get(header), otherwise)
        elif column.code in first:
            yield Fault(
                number,
                header,
                header,
                text(
                    "“{header}” and “{first}” are the same column",
                    header=header,
                    first=first[column.code],
                ),
                text("Keep one of the two columns"),
            )
        elif column.code:
            first[column.code] = header


def _unknown_header(number: int, header: str, meant: Column | None, otherwise: Text) -> Fault:
    remedy = text("Did you mean “{meant}”?", meant=meant) if meant else otherwise
    return Fault(
        number,
        header,
        header,
        text("The header “{header}” is not recognized", header=header),
        remedy,
    )


def absence_faults(number: int, missing: Iterable[Column]) -> Iterator[Fault]:
    """The columns that every file needs and this one lacks."""
    for column in missing:
        if column.needed:
            yield Fault(
                number,
                column.code,
                "",
                text("The column “{column}” is missing", column=column),
                text("Add it, with a value in every row"),
                label(column),
            )
