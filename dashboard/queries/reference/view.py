"""What the view of reference data shows."""

from dataclasses import dataclass

from dashboard.domain.reference import options as reference_options
from dashboard.domain.reference.kinds import VENUES
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.history import HistoryStep, steps
from dashboard.domain.shared.records import AliasRecord
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Text
from dashboard.queries.answers import Answers
from dashboard.queries.reference import reference
from dashboard.queries.shared.files import file_names
from dashboard.queries.shared.reading import Reading
from dashboard.queries.shared.trail import history


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """The records of a kind, and the history of the open one."""

    reading: Reading
    options: ReferenceOptions
    time_zone: str
    records: tuple[StoredRecord, ...]
    merges: tuple[AliasRecord, ...]
    opened: StoredRecord | None
    used: Text | None
    steps: tuple[HistoryStep, ...]
    files: dict[int, str]


def may_edit(answers: Answers, query: str) -> bool:
    """Whether the reader may edit the kind that a query string names."""
    return answers.may(_options(answers, query).kind.right)


def reference_view(answers: Answers, query: str) -> ReferenceView:
    """The reference data of the kind that a query string names.

    Raises:
        PermissionError: The reader may not edit them.
    """
    options = _options(answers, query)
    answers.refuse_without(options.kind.right)
    with answers.reading("") as (connection, now):
        records = reference.held(connection, options.of)
        found = steps(history(connection, options.of, options.record))
        return ReferenceView(
            reading=now,
            options=options,
            time_zone=answers.time_zone,
            records=records,
            merges=reference.merges(connection) if options.of == VENUES else (),
            opened=next((one for one in records if one.record.key == options.record), None),
            used=reference.use_of(connection, options.of, options.record)
            if options.record
            else None,
            steps=found,
            files=file_names(connection, found),
        )


def _options(answers: Answers, query: str) -> ReferenceOptions:
    return reference_options.parse(query, answers.reader.role if answers.reader else Role.COMMITTEE)
