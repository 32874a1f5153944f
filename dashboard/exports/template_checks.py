"""Checks in the template while it is filled in: cells as they are typed, rows by colour.

The importer checks everything again, and more. Checks here catch mistakes while the paper form is
still at hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, assert_never

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.domain.sessions.column import ColumnType
from dashboard.domain.sessions.columns import LONGEST_NOTE
from dashboard.domain.shared.periods import FIRST_YEAR, LAST_YEAR
from dashboard.exports.template_field import LAST_ROW, TemplateField
from dashboard.i18n import Locale, text
from dashboard.importers.values import LARGEST_COUNT, LARGEST_DURATION

Kind = Literal["custom", "date", "list", "textLength", "whole"]
Severity = Literal["stop", "warning", "nothing"]

_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255  # Excel's own limits
_TO_MEND = DifferentialStyle(fill=PatternFill("solid", bgColor="FFD9B3"))


def check_cells(
    sheet: Worksheet, fields: Sequence[TemplateField], ranges: Mapping[str, str], locale: Locale
) -> None:
    """Add lists, limits and hints to the prepared rows; colour what is missing or adds up wrongly.

    ``ranges`` has the place of each column's list.
    """
    first, last = fields[0].letter, fields[-1].letter
    for field in fields:
        sheet.add_data_validation(_with_words(_rule(field, fields, ranges), field, locale))
        if field.column.needed:
            _colour(sheet, field, f"AND(COUNTA(${first}2:${last}2)>0,ISBLANK({field.letter}2))")
        if field.code == "total":
            cell = f"{field.letter}2"
            _colour(sheet, field, f"AND(ISNUMBER({cell}),{cell}<{_sum_of_ages(fields)})")


def _rule(
    field: TemplateField, fields: Sequence[TemplateField], ranges: Mapping[str, str]
) -> DataValidation:
    if field.code in ranges:
        # several facilitators in one cell are right, and not in the list
        many = field.type is ColumnType.FACILITATORS
        return _validation("list", ranges[field.code], severity="nothing" if many else "stop")
    if field.code == "total":
        return _validation("whole", _sum_of_ages(fields), str(LARGEST_COUNT), severity="warning")
    return _rule_of_type(field)


def _rule_of_type(field: TemplateField) -> DataValidation:
    letter = field.letter
    match field.type:
        case ColumnType.REFERENCE:
            once = f"COUNTIF(${letter}$2:${letter}${LAST_ROW},{letter}2)=1"
            return _validation("custom", once)
        case ColumnType.DATE:
            return _validation("date", f"DATE({FIRST_YEAR},1,1)", f"DATE({LAST_YEAR},1,1)-1")
        case ColumnType.COUNT:
            return _validation("whole", "0", str(LARGEST_COUNT))
        case ColumnType.MINUTES:
            return _validation("whole", "1", str(LARGEST_DURATION))
        case ColumnType.NOTE | ColumnType.TERM | ColumnType.VENUE | ColumnType.FACILITATORS:
            return _validation("textLength", "0", str(LONGEST_NOTE))
    assert_never(field.type)


def _validation(
    kind: Kind, first: str, second: str | None = None, *, severity: Severity = "stop"
) -> DataValidation:
    return DataValidation(
        type=kind,
        formula1=first,
        formula2=second,
        operator="between" if second else None,
        allow_blank=True,
        showErrorMessage=severity != "nothing",
        errorStyle="warning" if severity == "warning" else "stop",
    )


def _with_words(rule: DataValidation, field: TemplateField, locale: Locale) -> DataValidation:
    """Apply the rule to all prepared rows of its column, with the guidance as hint and as error."""
    said = field.guidance.what.say(locale)[:_LONGEST_MESSAGE]
    rule.promptTitle = field.header(locale, {})[:_LONGEST_TITLE]
    rule.errorTitle = text("Please check").say(locale)
    rule.prompt = rule.error = said
    rule.showInputMessage = True
    rule.add(field.cells)
    return rule


def _colour(sheet: Worksheet, field: TemplateField, condition: str) -> None:
    rule = Rule(type="expression", formula=[condition], dxf=_TO_MEND)
    sheet.conditional_formatting.add(field.cells, rule)


def _sum_of_ages(fields: Iterable[TemplateField]) -> str:
    letters = [field.letter for field in fields if field.guidance.counts_ages]
    return f"SUM({letters[0]}2:{letters[-1]}2)" if letters else "0"
