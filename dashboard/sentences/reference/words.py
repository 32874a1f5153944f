"""Reference data in words: titles of columns, cells and changes of records."""

from dashboard.domain.reference.choices import choices
from dashboard.domain.reference.fields import FieldType, RecordKind
from dashboard.domain.shared.history import CellDifference, Deed, HistoryStep
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, plural, text
from dashboard.sentences.shared.history import author, with_file

BLANK = "–"


def column(kind: RecordKind, code: str) -> Text | None:
    """The title of a column by its code; ``None`` for a column that is not shown."""
    if code == "code":
        return text("code")
    for field in kind.fields:
        if code in field.columns:
            return field.title_of(code)
    return text("reason") if code == "reason" else None


def cell(kind: RecordKind, code: str, value: str, words: Vocabulary) -> Text:
    """A cell in the words of readers; a dash for a blank one."""
    if not value:
        return Text(BLANK)
    field = next((one for one in kind.fields if code in one.columns), None)
    if field and field.entry is FieldType.FLAG:
        return text("yes") if value == "yes" else text("no")
    if field and field.entry is FieldType.CHOICE:
        terms = choices(field.of, words)
        if value in terms:
            return Text("{term}", {"term": terms[value]})
    return Text("{value}", {"value": value})


def becomes(kind: RecordKind, one: CellDifference, words: Vocabulary) -> Text:
    """A cell before and after a change."""
    now, then = (cell(kind, one.column, value, words) for value in (one.before, one.after))
    title = column(kind, one.column) or one.column
    return text("{title}: “{now}” becomes “{then}”", title=title, now=now, then=then)


def listed(kind: RecordKind, count: int) -> Text:
    """How many records of a kind there are."""
    entries = plural("{count} entry", "{count} entries", count)
    return text("{kind}: {entries}", kind=kind.title, entries=entries)


def change(step: HistoryStep, files: dict[int, str]) -> Text:
    """Who changed what, and in which file it came."""
    who = author(step.author)
    deed = {
        Deed.ADDED: text("Added by {author}", author=who),
        Deed.CHANGED: text("Changed by {author}", author=who),
        Deed.REMOVED: text("Removed by {author}", author=who),
    }[step.deed]
    return with_file(deed, step, files)
