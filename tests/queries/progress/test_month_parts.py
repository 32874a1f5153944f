"""The days of a month where a period begins or ends, counted once."""

from collections import Counter
from datetime import timedelta

from dashboard.database import reading, writing
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.coverage import coverage
from dashboard.queries.progress.month_parts import MonthParts
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.writes.state import bump_version
from tests.queries.worlds import FIRST_DAY, a_session, store


def test_the_days_of_a_month_are_counted_once_for_all_that_a_page_asks(engine, monkeypatch):
    with writing(engine) as connection:
        store(connection, [a_session(FIRST_DAY + timedelta(days)) for days in (0, 12, 20, 60)])
        bump_version(connection)
    counted, of_days = Counter(), MonthParts._of_days

    def counting(self, *asked):
        counted[asked] += 1
        return of_days(self, *asked)

    monkeypatch.setattr(MonthParts, "_of_days", counting)
    some = Filters(language=("en",), start=FIRST_DAY + timedelta(10), end=FIRST_DAY + timedelta(61))
    with reading(engine) as connection:
        words = vocabulary(connection)
        progress(connection, some, Audience.COORDINATOR, words, small_cell_maximum=0)
        coverage(connection, some, words, FIRST_DAY)
    assert counted
    assert set(counted.values()) == {1}
