"""Facilitator files: one row a training."""

from datetime import date
from typing import Any

from dashboard.domain.shared.records import TrainingRecord
from dashboard.i18n import Text, text
from dashboard.importers import codes, days
from dashboard.importers import values as parse
from dashboard.importers.columns import Column
from dashboard.importers.faults import BadValueError
from dashboard.importers.subject import Checks, Context, Subject, Values
from dashboard.importers.words import names
from dashboard.writes import facilitators as store


def _checks(context: Context) -> Checks[TrainingRecord]:
    trained = [language for language in context.vocabulary.languages if language.trains]

    def training_is_whole(values: Values) -> None:
        language, day = values["language"], values["trained_on"]
        if bool(language) != bool(day):
            raise BadValueError(
                text("A training needs a language and a date"),
                text("Write both, or neither if the facilitator has no training yet"),
                column="trained_on" if language else "language",
            )
        if day and day > context.today:
            raise BadValueError(
                text("A completed training cannot be in the future"),
                text("Correct the date, or add the training once it is completed"),
                column="trained_on",
            )

    return Checks(
        columns=(
            Column("code", "code", "code", parse.code(), headers=("facilitator",), needed=True),
            Column(
                "language",
                "language",
                "langue",
                codes.one_of(names(trained), trained, text("a known language")),
                blank="",
            ),
            Column(
                "trained_on",
                "trained on",
                "date de formation",
                days.day(context.epoch),
                headers=("formation", "formée le", "formé le", "training date"),
            ),
        ),
        rules=(training_is_whole,),
        record=_record,
    )


def _record(values: Values) -> tuple[TrainingRecord, Text | None]:
    return TrainingRecord(**values), None


def _key(values: Values) -> str:
    return TrainingRecord(values["code"], values["language"]).key


def _load(stored: dict[str, Any]) -> TrainingRecord:
    day = stored["trained_on"]
    stored["trained_on"] = date.fromisoformat(day) if day else None
    return TrainingRecord(**stored)


SUBJECT: Subject[TrainingRecord] = Subject(
    code="facilitators",
    key_column="code",
    key=_key,
    checks=_checks,
    load=_load,
    store=store,
)
