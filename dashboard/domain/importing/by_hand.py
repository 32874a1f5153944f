"""What somebody said by hand of a file's columns, words and rows, once or to be remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Columns = Mapping[str, str]
Values = Mapping[str, Mapping[str, str]]
Constants = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ByHand:
    """What the headers and the values of a file mean, and what holds in all of its rows.

    ``columns`` gives a column's code by header, and nothing for one that is ignored; ``values``
    the code of a value by how it is written, column by column, and nothing for one that counts as
    blank. ``constants`` give the value of a column that the file lacks, by code or title.
    """

    columns: Columns = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    constants: Constants = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MappingRecord:
    """A meaning that is remembered under a name, for files with these ``headers``."""

    name: str
    headers: tuple[str, ...] = ()
    columns: Columns = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    constants: Constants = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name."""
        return self.name

    @property
    def by_hand(self) -> ByHand:
        """What it says."""
        return ByHand(self.columns, self.values, self.constants)

    def cells(self) -> dict[str, str]:
        """A line a header, a line a value, and a line a constant."""
        said = dict(self.columns)
        for column, codes in self.values.items():
            said |= {f"{column}: {value}": code for value, code in codes.items()}
        said |= {f"{column}: *": value for column, value in self.constants.items()}
        return {"name": self.name, "headers": "; ".join(self.headers)} | said

    def fits(self, headers: frozenset[str]) -> bool:
        """Whether a file with these headers is of the kind that it was made for."""
        needed = frozenset(self.columns) or frozenset(self.headers)
        return bool(needed) and needed <= headers


def fitting(mappings: tuple[MappingRecord, ...], headers: frozenset[str]) -> MappingRecord | None:
    """The mapping that knows most of a file's headers; of equals, the first."""
    fit = [one for one in mappings if one.fits(headers)]
    return max(fit, key=lambda one: len({*one.headers, *one.columns} & headers), default=None)
