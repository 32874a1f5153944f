"""Reference data as forms write it: columns and rules derived from the kind."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import partial

from dashboard.domain.reference.choices import choices
from dashboard.domain.reference.fields import FieldType, RecordField, RecordKind
from dashboard.domain.shared.records import ReferenceRecord
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.importers import codes, days
from dashboard.importers import values as parse
from dashboard.importers.column import Column
from dashboard.importers.faults import BadValueError
from dashboard.importers.files.source import Cell
from dashboard.importers.private_notes import label_warning, nobodys
from dashboard.importers.subject import Checks, Context, Rule, Subject, Values
from dashboard.importers.words import names
from dashboard.queries.reference.reference import as_cell
from dashboard.writes.reference import ReferenceStore

LONGEST_LABEL, LONGEST_WORDS = 120, 500
LARGEST_PERCENT = 100
_CODE = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*", re.ASCII)


def subject_of(kind: RecordKind) -> Subject[ReferenceRecord]:
    """The subject for one kind, as for a file."""
    return Subject(
        code=kind.code,
        key_column="code",
        key=lambda values: str(values["code"]),
        checks=lambda context: _checks(kind, context),
        load=lambda stored: ReferenceRecord(**stored),
        store=ReferenceStore(kind.code),
    )


def _checks(kind: RecordKind, context: Context) -> Checks[ReferenceRecord]:
    code = Column("code", "code", "code", _code, needed=True, repeats=False)
    columns = [column for field in kind.fields for column in _columns(field, context.vocabulary)]
    said = [field for field in kind.fields if field.said]
    pairs = [_in_both(field) for field in said if not (field.needed or field.in_one)]
    pairs += [_in_either(field) for field in said if field.needed and field.in_one]
    bounds = [rule for name, rule in _BOUNDS.items() if name in kind.columns]
    return Checks(
        columns=(code, *columns),
        rules=(*pairs, *bounds),
        record=_record,
        warns=lambda record: _naming(kind, context, record),
    )


def _naming(
    kind: RecordKind, context: Context, record: ReferenceRecord
) -> Iterator[tuple[str, Text]]:
    """Warn of words for all readers that may identify somebody."""
    fields = [field for field in kind.fields if field.nameless]
    known = nobodys(context.vocabulary, context.facilitators) if fields else frozenset()
    for field in fields:
        for code in field.columns:
            if said := label_warning(field.title_of(code), record.values[code], known):
                yield code, said


def _columns(field: RecordField, words: Vocabulary) -> Iterator[Column]:
    for code in field.columns:
        title = field.title_of(code)
        yield Column(
            code,
            title.say(Locale.EN),
            title.say(Locale.FR),
            _parse(field, words),
            needed=field.needed and not field.in_one,
            blank=None if not field.said else "",
            repeats=False,
        )


def _parse(field: RecordField, words: Vocabulary) -> parse.Parse:  # noqa: PLR0911 - one line a kind
    match field.entry:
        case FieldType.LABEL:
            return parse.words(field.longest or LONGEST_LABEL)
        case FieldType.WORDS:
            return parse.words(field.longest or LONGEST_WORDS)
        case FieldType.AREA:
            return parse.area
        case FieldType.FLAG:
            return parse.yes_or_no
        case FieldType.DAY:
            return days.day()
        case FieldType.PERCENT:
            return _percent
        case FieldType.CHOICE:
            terms = choices(field.of, words)
            return codes.one_of(names(terms.items), terms, text("among the choices"))
        case FieldType.CODE:
            return _code
        case FieldType.WHOLE:
            return partial(parse.count, needed=field.needed)


def _code(cell: Cell) -> str:
    found: str = parse.code()(cell)
    if not _CODE.fullmatch(found):
        raise BadValueError(
            text("A code uses only small letters, digits, hyphens and underscores"),
            text(
                "Write it like youth_centre; it never changes, and appears in addresses and files"
            ),
        )
    return found


def _percent(cell: Cell) -> Decimal:
    try:
        found = Decimal(str(cell).replace("%", "").replace(",", ".").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if found.is_finite() and 0 <= found <= LARGEST_PERCENT:
        return found
    raise BadValueError(text("This is not a percent"), text("Write a number from 0 to 100"))


def _in_both(field: RecordField) -> Rule:
    def in_both(values: Values) -> None:
        given = [code for code in field.columns if values[code]]
        if len(given) == 1:
            (missing,) = set(field.columns) - set(given)
            raise BadValueError(
                text("It is given in one language only"),
                text("Write it in English and in French, or in neither"),
                column=missing,
            )

    return in_both


def _in_either(field: RecordField) -> Rule:
    def in_either(values: Values) -> None:
        if not any(values[code] for code in field.columns):
            raise BadValueError(
                text("It is missing in both languages"),
                text("Write it in English or in French; the other language can follow"),
                column=field.columns[0],
            )

    return in_either


def _bounds_in_order(values: Values) -> None:
    lower, upper = values["lower_age"], values["upper_age"]
    if lower is not None and upper is not None and lower > upper:
        raise BadValueError(
            text("The group would end before it begins"),
            text("Write the lower age first"),
            column="upper_age",
        )


def _days_in_order(values: Values) -> None:
    last = values["last_day"]
    if last is not None and last < values["day"]:
        raise BadValueError(
            text("It would end before it begins"),
            text("Write the first day first, or leave the last day empty"),
            column="last_day",
        )


_BOUNDS: dict[str, Rule] = {"lower_age": _bounds_in_order, "last_day": _days_in_order}
"""Rules by the column that has them."""


def _record(values: Values) -> tuple[ReferenceRecord, Text | None]:
    cells = {code: as_cell(value) for code, value in values.items()}
    return ReferenceRecord(cells.pop("code"), cells), None
