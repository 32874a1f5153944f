"""Guess which of the columns that a file lacks an unknown header was to be; a person decides."""

from collections.abc import Sequence

from dashboard.importers.column import Column
from dashboard.importers.words import nearest, plain

_SHORTEST = 4  # letters: shorter headers look like too many words
_NUMBERS = frozenset(("no", "n", "nr", "nb", "num", "number", "numero"))
_OFTEN = {"genre": "kind", "sorte": "kind", "nature": "kind"}
"""The code of what people often call so, and sometimes something else: a person’s gender."""


class Guess:
    """The guesses among the columns that are ``missing``: any other would be there twice."""

    def __init__(self, missing: Sequence[Column]) -> None:
        self._by_name = {name: column for column in missing for name in column.names}
        self._by_code = {column.code: column for column in missing}
        self._identifying = next((column for column in missing if column.identifies), None)

    def column(self, header: str) -> Column | None:
        """The column probably meant; ``None`` if none is near, or several are.

        Whoever numbers rows calls that “No.” or “#”.
        """
        name = plain(header)
        if name in _NUMBERS or header.strip() == "#":
            return self._identifying
        if often := self._by_code.get(_OFTEN.get(name, "")):
            return often
        return nearest(header, self._by_name) if len(name) >= _SHORTEST else None
