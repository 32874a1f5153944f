"""What the template tells those who fill it in, column by column, with an example."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.sessions.columns import SESSION_COLUMNS
from dashboard.domain.shared.vocabulary import AgeGroup
from dashboard.i18n import Text, text
from dashboard.importers.own_sheets import GUIDE_TITLE
from dashboard.importers.session_counts import NOT_RECORDED

_EXAMPLE_AGES = ("7", "5")  # with the total 12 of the example


@dataclass(frozen=True, slots=True)
class Guidance:
    """The instruction for a column, and its value in the example session."""

    what: Text
    example: str
    counts_ages: bool = False
    width: int = 0


def introduction() -> tuple[Text, ...]:
    """A title, and what to know before filling in the first row."""
    return (
        GUIDE_TITLE,
        text(
            "Write one session per row on the first sheet. Columns with a star are "
            "required, and so is the total or at least one age group."
        ),
        text(
            "Choose from the lists where there is one. If a value is missing, have it "
            "added to the database first, then download this workbook again."
        ),
        text(
            "Never write the name of a participant, an address or the name of a "
            "shelter, even in the note."
        ),
        text(
            "When you are done, import the file as is. Blank rows are ignored, and "
            "importing a file twice changes nothing."
        ),
        text("This sheet is never imported: its session is only an example."),
    )


def guidance(ages: Iterable[AgeGroup], lists: Mapping[str, Sequence[str]]) -> dict[str, Guidance]:
    """The guidance of every column by code; the example uses the first value of each list."""
    first = {code: choices[0] for code, choices in lists.items() if choices}
    declared = {
        column.code: Guidance(
            column.filling.advice,
            first.get(column.code, column.filling.example),
            width=column.filling.width,
        )
        for column in SESSION_COLUMNS
        if column.filling
    }
    return declared | dict(_by_age(ages))


def _by_age(ages: Iterable[AgeGroup]) -> Iterable[tuple[str, Guidance]]:
    for at, group in enumerate(ages):
        if group.code == NOT_RECORDED:
            what = text(
                "Participations of people whose age was not recorded. If blank, what "
                "remains of the total is used"
            )
        else:
            what = text("Participations of this age group: {group}. Blank means 0", group=group)
        example = _EXAMPLE_AGES[at] if at < len(_EXAMPLE_AGES) else ""
        yield group.code, Guidance(what, example, counts_ages=True)
