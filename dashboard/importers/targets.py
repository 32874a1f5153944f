"""Target files: one row a dated revision; history keeps the earlier ones."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection

from dashboard.domain.shared.records import TargetRecord
from dashboard.i18n import Text, text
from dashboard.importers import codes, days
from dashboard.importers import values as parse
from dashboard.importers.columns import Column
from dashboard.importers.faults import BadValueError
from dashboard.importers.subject import Checks, Context, Subject, Values
from dashboard.importers.words import names
from dashboard.queries.reference.reference import targets
from dashboard.writes import targets as store

LONGEST_REASON = 500
_REASONS = (
    ("reason", "reason", "motif", "raison"),
    ("reason_en", "reason (English)", "motif en anglais", "raison en anglais"),
    ("reason_fr", "reason (French)", "motif en français", "raison en français"),
)


def _checks(context: Context) -> Checks[TargetRecord]:
    return Checks(
        columns=_columns(context), rules=(_due_after_start, _reason_in_both), record=_record
    )


def _columns(context: Context) -> tuple[Column, ...]:
    indicators = context.indicators
    return (
        Column(
            "indicator",
            "indicator",
            "indicateur",
            codes.one_of(names(indicators), indicators, text("a known indicator")),
            needed=True,
        ),
        Column(
            "value",
            "value",
            "valeur",
            parse.above_zero(parse.LARGEST_TARGET, needed=True),
            headers=("target", "cible"),
            needed=True,
        ),
        Column("due", "due", "échéance", days.day(context.epoch), needed=True),
        Column(
            "effective_from",
            "effective from",
            "en vigueur le",
            days.day(context.epoch),
            headers=("en vigueur depuis", "entrée en vigueur", "en vigueur à partir du"),
            needed=True,
        ),
        *(
            Column(code, en, fr, parse.words(LONGEST_REASON), headers=(other,), blank="")
            for code, en, fr, other in _REASONS
        ),
    )


def _due_after_start(values: Values) -> None:
    if values["due"] <= values["effective_from"]:
        raise BadValueError(
            text("The target would be due before it takes effect"),
            text("Write a due date after “effective from”"),
            column="due",
        )


def _reason_in_both(values: Values) -> None:
    """One text may stand for both languages; otherwise each language has its own."""
    given = [name for name in ("reason_en", "reason_fr") if values[name]]
    if len(given) == 1 and not values["reason"]:
        raise BadValueError(
            text("The reason is given in one language only"),
            text("Write it in English and in French"),
            column="reason_fr" if given == ["reason_en"] else "reason_en",
        )


def _record(values: Values) -> tuple[TargetRecord, Text | None]:
    known = dict(values)
    reason = known.pop("reason")
    for name in ("reason_en", "reason_fr"):
        known[name] = known[name] or reason
    return TargetRecord(**known), None


def _key(values: Values) -> str:
    return TargetRecord(values["indicator"], 0, date.min, values["effective_from"]).key


def _load(stored: dict[str, Any]) -> TargetRecord:
    for name in ("due", "effective_from"):
        stored[name] = date.fromisoformat(stored[name])
    return TargetRecord(**stored)


def _reasons_given(
    connection: Connection, rows: Iterable[tuple[int, TargetRecord]]
) -> Iterator[tuple[int, BadValueError]]:
    """Require a reason for revisions after an indicator's first, in file and database together."""
    revised = list(rows)
    indicators = {record.indicator for _, record in revised}
    known = [*targets(connection, indicators), *(record for _, record in revised)]
    first = {
        indicator: min(r.effective_from for r in known if r.indicator == indicator)
        for indicator in indicators
    }
    for row, record in revised:
        if (
            not (record.reason_en and record.reason_fr)
            and record.effective_from != first[record.indicator]
        ):
            yield (
                row,
                BadValueError(
                    text("A changed target needs a reason"),
                    text("Write the reason in a few words"),
                    column="reason",
                ),
            )


SUBJECT: Subject[TargetRecord] = Subject(
    code="targets",
    key_column="effective_from",
    key=_key,
    checks=_checks,
    load=_load,
    store=store,
    together=_reasons_given,
)
