"""Venue files: one row per venue, without address, and without name for sensitive types."""

from collections.abc import Collection, Mapping

from dashboard.domain.shared.records import VenueRecord
from dashboard.domain.shared.vocabulary import Terms, VenueType
from dashboard.i18n import Text, text
from dashboard.importers import codes
from dashboard.importers import values as parse
from dashboard.importers.columns import Column
from dashboard.importers.faults import BadValueError
from dashboard.importers.subject import Checks, Context, Rule, Subject, Values
from dashboard.importers.synonyms import VENUE_TYPES
from dashboard.importers.words import names
from dashboard.writes import venues as store

LONGEST_LABEL = 120
_OTHERS_EN = ("name en", "english name", "libellé anglais", "nom en anglais")
_OTHERS_FR = ("name fr", "french name", "libellé français", "nom en français")
_LABELS = (
    ("label_en", "label (English)", "nom anglais", _OTHERS_EN),
    ("label_fr", "label (French)", "nom français", _OTHERS_FR),
)


def _checks(context: Context) -> Checks[VenueRecord]:
    types = context.vocabulary.venue_types
    sensitive = frozenset(venue_type.code for venue_type in types if venue_type.sensitive)
    rules = (_labels_fit(sensitive), _not_merged(context.vocabulary.merged))
    return Checks(columns=_columns(types), rules=rules, record=_record)


def _columns(types: Terms[VenueType]) -> tuple[Column, ...]:
    return (
        Column("code", "code", "code", parse.code(), needed=True, repeats=False),
        Column(
            "venue_type",
            "venue type",
            "type de lieu",
            codes.one_of(names(types.items, VENUE_TYPES), types, text("a known venue type")),
            headers=("type",),
            needed=True,
        ),
        Column("area", "area", "secteur", parse.area, headers=("quartier",), blank=""),
        *(
            Column(code, en, fr, parse.words(LONGEST_LABEL), headers=others, blank="")
            for code, en, fr, others in _LABELS
        ),
    )


def _labels_fit(sensitive: Collection[str]) -> Rule:
    def labels_fit(values: Values) -> None:
        given = [name for name in ("label_en", "label_fr") if values[name]]
        if values["venue_type"] in sensitive and given:
            raise BadValueError(
                text("A venue of this type is known by its code only"),
                text("Clear both labels: they could reveal where people are sheltered"),
                column=given[0],
            )
        if len(given) == 1:
            raise BadValueError(
                text("The label is given in one language only"),
                text("Write it in English and in French, or in neither"),
                column="label_fr" if given == ["label_en"] else "label_en",
            )

    return labels_fit


def _not_merged(merged: Mapping[str, str]) -> Rule:
    def not_merged(values: Values) -> None:
        if values["code"] in merged:
            raise BadValueError(
                text("This venue was merged into {venue}", venue=merged[values["code"]]),
                text("Remove the row, or have the merge undone first"),
                column="code",
            )

    return not_merged


def _record(values: Values) -> tuple[VenueRecord, Text | None]:
    return VenueRecord(**values), None


SUBJECT: Subject[VenueRecord] = Subject(
    code="venues",
    key_column="code",
    key=lambda values: str(values["code"]),
    checks=_checks,
    load=lambda stored: VenueRecord(**stored),
    store=store,
    kept=("area",),
)
