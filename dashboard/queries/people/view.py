"""What the view of people shows."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.people.people import Person, Token
from dashboard.domain.shared import clock
from dashboard.domain.shared.roles import Right
from dashboard.queries.answers import Answers
from dashboard.queries.people.people import every_token, people
from dashboard.queries.shared.reading import Reading


@dataclass(frozen=True, slots=True)
class PeopleView:
    """What the view of people shows; tokens expire by ``day``, the calendar day."""

    reading: Reading
    people: tuple[Person, ...]
    keys: tuple[Token, ...]
    day: date
    time_zone: str


def people_view(answers: Answers, query: str) -> PeopleView:
    """The accounts that may sign in and the programs that may read.

    Raises:
        PermissionError: The reader is no administrator.
    """
    answers.refuse_without(Right.ADMINISTER)
    with answers.reading(query) as (connection, now):
        day = clock.calendar_day(answers.time_zone)
        return PeopleView(now, people(connection), every_token(connection), day, answers.time_zone)
