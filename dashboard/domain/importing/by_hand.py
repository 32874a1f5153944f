"""How a person mapped a file's columns and values by hand, once or under a saved name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Columns = Mapping[str, str]
Values = Mapping[str, Mapping[str, str]]
Constants = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ByHand:
    """The mapping of one file.

    ``columns`` maps a header to a column's code; an empty code ignores the column. ``values`` maps,
    for each column, a written value to a code; an empty code counts as blank. ``constants`` gives
    one value for all rows to a column that the file lacks.
    """

    columns: Columns = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    constants: Constants = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MappingRecord:
    """A saved mapping with its name and the ``headers`` of the file it was made for."""

    name: str
    headers: tuple[str, ...] = ()
    columns: Columns = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    constants: Constants = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name, which is unique."""
        return self.name

    @property
    def by_hand(self) -> ByHand:
        """The mapping without its name and headers."""
        return ByHand(self.columns, self.values, self.constants)

    def cells(self) -> dict[str, str]:
        """One cell for each header, each value and each constant."""
        said = dict(self.columns)
        for column, codes in self.values.items():
            said |= {f"{column}: {value}": code for value, code in codes.items()}
        said |= {f"{column}: *": value for column, value in self.constants.items()}
        return {"name": self.name, "headers": "; ".join(self.headers)} | said

    def fits(self, headers: frozenset[str]) -> bool:
        """Whether a file with these headers has every column that the mapping needs."""
        needed = frozenset(self.columns) or frozenset(self.headers)
        return bool(needed) and needed <= headers


def fitting(mappings: tuple[MappingRecord, ...], headers: frozenset[str]) -> MappingRecord | None:
    """The saved mapping that knows the most of a file's headers; the first of equals."""
    fit = [one for one in mappings if one.fits(headers)]
    return max(fit, key=lambda one: len({*one.headers, *one.columns} & headers), default=None)
