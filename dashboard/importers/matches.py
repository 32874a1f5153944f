"""Columns matched with headers of a file by their names, as on a command line."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from dashboard.domain.importing.by_hand import ByHand
from dashboard.i18n import text
from dashboard.importers.column import Column
from dashboard.importers.faults import Fault, echo
from dashboard.importers.values import ignored
from dashboard.importers.words import listed, plain

_HEADERS_NAMED = 30


def joined(by_hand: ByHand | None, named: Mapping[str, str], known: Sequence[Column]) -> ByHand:
    """What was said by hand, and the columns ``named`` by code or title, by header."""
    said = by_hand or ByHand()
    by_name = _by_name(known)
    codes = {
        header: by_name[plain(name)] for header, name in named.items() if plain(name) in by_name
    }
    return ByHand({**said.columns, **codes}, said.values, said.constants)


def unknown_columns(named: Mapping[str, str], known: Sequence[Column]) -> Iterator[Fault]:
    """Names that are not those of a column."""
    by_name = _by_name(known)
    asked = [column for column in known if column.parse is not ignored]
    for header, name in named.items():
        if plain(name) not in by_name:
            problem = text("“{name}” is not a known column", name=echo(name))
            remedy = text("These are: {columns}", columns=listed(asked))
            yield Fault(None, echo(header), echo(name), problem, remedy)


def unknown_headers(named: Mapping[str, str], headers: Collection[str]) -> Iterator[Fault]:
    """Headers that the file, or what is read of it, does not have."""
    there = {*headers, *map(echo, headers)}
    for header in named:
        if header not in there:
            problem = text("The file has no header “{header}”", header=echo(header))
            shown = [echo(one) for one in headers if one][:_HEADERS_NAMED]
            remedy = text("It has these: {headers}", headers=", ".join(shown))
            yield Fault(None, echo(header), "", problem, remedy)


def _by_name(known: Sequence[Column]) -> dict[str, str]:
    """The code of each column by its code and titles; codes come before titles."""
    titles = {plain(t): one.code for one in known for t in (one.title_fr, one.title_en)}
    return titles | {plain(one.code): one.code for one in known}
