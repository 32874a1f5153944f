"""Read once what stays the same until the data change: one value a question in a process."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, Unpack

from sqlalchemy import Connection

from dashboard.queries.shared.state import state

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def by_edition(connection: Connection, ask: Callable[[Connection, Unpack[Ts]], T], *more: *Ts) -> T:
    """The answer of ``ask`` to ``more``, kept until another edition of the data is read.

    In a transaction that does not see one state of the data throughout, it is asked every time. No
    answer is dropped before, so that ``more`` must not be what readers choose.
    """
    options = connection.get_execution_options()
    if "impact_snapshot" not in options:
        return ask(connection, *more)
    edition, kept = state(connection).edition, options["impact_kept"]
    found = kept.get("by_edition")
    if found is None or found[0] != edition:
        found = kept["by_edition"] = (edition, {})
    answers: dict[object, T] = found[1]
    question = ask, *more
    if question not in answers:
        answers[question] = ask(connection, *more)
    return answers[question]


def by_reference_edition(connection: Connection, ask: Callable[[Connection], T]) -> T:
    """The answer of ``ask``, kept until other reference data are read, whatever sessions do.

    Who writes reference data marks them at once, so this serves write transactions as well.
    """
    kept = connection.get_execution_options()["impact_kept"].setdefault("by_reference", {})
    edition = state(connection).reference_edition
    found = kept.get(ask)
    if found is None or found[0] != edition:
        found = kept[ask] = (edition, ask(connection))
    answer: T = found[1]
    return answer
