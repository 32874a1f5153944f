"""The form for a draft: who is offered to narrow a year, and when that is proposed."""

from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from layouts.publications.form import form
from layouts.shared.markup import markup

OLD, LAST = date(2015, 3, 31), date(2015, 6, 30)
BOX = 'id="publish-tighten"'


def shown(*days, asked=None):
    """The form after publications of these days, with a draft that waits if one was asked for."""
    waits = SimpleNamespace(
        record=SimpleNamespace(
            note=BilingualText("", ""), as_of=days[0], corrects=None, confirmed=False
        ),
        gaps=(),
        evidence=SimpleNamespace(tighten=asked),
    )
    published = [
        SimpleNamespace(number=number, published_on=day, data_as_of=day)
        for number, day in enumerate(days, 1)
    ]
    return SimpleNamespace(published=published, waiting=None if asked is None else waits)


def box(overview, today, role=Role.ADMIN):
    reader = SimpleNamespace(role=role, is_administrator=role is Role.ADMIN)
    made = markup(form(overview, SimpleNamespace(reader=reader, today=today), Locale.EN), {})
    if BOX not in made:
        return None
    [tag] = [tag for tag in made.split("<") if BOX in tag]
    return "checked" in tag


@pytest.mark.parametrize(
    ("overview", "today", "ticked"),
    [
        (shown(LAST, OLD), date(2015, 9, 29), False),
        (shown(LAST, OLD), date(2015, 10, 4), True),
        (shown(date(2015, 9, 30), LAST, OLD), date(2016, 1, 9), False),
        (shown(LAST, OLD, asked=False), date(2015, 10, 4), False),  # taken away, and it stays so
        (shown(LAST, OLD, asked=True), date(2015, 9, 29), True),
        (shown(LAST), date(2015, 10, 4), None),  # one publication has nothing to narrow
    ],
)
def test_a_year_is_to_be_narrowed_with_the_second_quarter_of_the_next(overview, today, ticked):
    assert box(overview, today) is ticked


def test_only_administrators_are_asked():
    assert box(shown(LAST, OLD), date(2015, 10, 4), Role.COORDINATOR) is None
