"""What describes a kind of reference data: its fields, and what may be done to it."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.shared.roles import Right
from dashboard.i18n import Text, text

BOTH = ("en", "fr")


class FieldType(StrEnum):
    """What a field holds, and so how it is entered."""

    LABEL = "label"
    WORDS = "words"
    AREA = "area"
    FLAG = "flag"
    WHOLE = "whole"
    PERCENT = "percent"
    DAY = "day"
    CHOICE = "choice"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field; ``code`` is the code of its column.

    ``of`` names the terms that a choice is made from. A ``said`` field has two columns, one a
    language; both are filled, or neither. ``fixed``: the value cannot change once it is set.
    ``longest`` is in characters; 0 leaves the limit to ``entry``. ``nameless``: the text should
    identify nobody. ``in_one``: one language is enough, and the other may follow.
    """

    code: str
    title: Text
    entry: FieldType = FieldType.WHOLE
    needed: bool = True
    of: str = ""
    fixed: bool = False
    longest: int = 0
    nameless: bool = False
    in_one: bool = False

    @property
    def said(self) -> bool:
        """Whether it holds text for readers, in both languages."""
        return self.entry in (FieldType.LABEL, FieldType.WORDS)

    def title_of(self, column: str) -> Text:
        """The title of one of its columns; it names the language if there are two."""
        if not self.said:
            return self.title
        language = text("in French") if column.endswith("_fr") else text("in English")
        return text("{field} {language}", field=self.title, language=language)

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of its columns."""
        return tuple(f"{self.code}_{one}" for one in BOTH) if self.said else (self.code,)


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of reference data; ``code`` is its table and its subject in the audit log.

    An ``open`` kind takes new values and drops unused ones. The values of the other kinds are
    fixed, because the program knows each by its code. ``right`` is needed to edit it. ``named_by``
    are the columns that a new code is made from, where nobody types the code. ``numbered``: there
    may be several with the same, so a number follows.
    """

    code: str
    title: Text
    fields: tuple[RecordField, ...]
    open: bool = True
    right: Right = Right.ADMINISTER
    named_by: tuple[str, ...] = ()
    numbered: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of the columns of all fields."""
        return tuple(column for field in self.fields for column in field.columns)

    def may_change(self, column: str, cell: str) -> bool:
        """Whether an edit may change that cell; a code never changes, nor what no form has."""
        return any(column in field.columns for field in self.fields if not (field.fixed and cell))
