"""Values given a meaning by hand: one more way to write a code."""

from collections.abc import Collection

from dashboard.domain.importing.by_hand import ByHand
from dashboard.domain.shared.vocabulary import Term
from dashboard.importers.words import plain


def ways(
    by_hand: ByHand, column: str, terms: Collection[Term], *, blank: bool = False
) -> dict[str, str]:
    """The code by value, in plain words and as written; codes that no longer exist are left out.

    If a cell may be ``blank``, a value may also mean blank.
    """
    known = {term.code for term in terms} | ({""} if blank else set())
    said = by_hand.values.get(column, {})
    return {
        way: code
        for value, code in said.items()
        if code in known
        for way in (value.strip(), plain(value))
        if way
    }
