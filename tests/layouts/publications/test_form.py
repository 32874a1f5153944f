"""The form for a draft: who is offered to narrow a year, and when that is proposed."""

from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from layouts.publications.form import form
from layouts.shared.markup import markup

LAST, DUE = date(2015, 6, 30), date(2015, 9, 30)
BEFORE, AFTER = date(2015, 9, 29), date(2015, 10, 4)
BOX = 'id="publish-tighten"'
WHY = "Recommended for data up to September\u00a030, 2015 or later"
AGAIN = "It is proposed until you use it, or until a draft without it is published."
ASK = "ask an administrator to prepare the draft, with data up to September\u00a030, 2015 or later"


def shown(due=None, *, published=2, asked=None):
    """The form after some publications, with a draft that waits if one was asked for."""
    waits = SimpleNamespace(
        record=SimpleNamespace(
            note=BilingualText("", ""), as_of=LAST, corrects=None, confirmed=False
        ),
        gaps=(),
        evidence=SimpleNamespace(tighten=asked),
    )
    records = [
        SimpleNamespace(number=number, published_on=LAST, data_as_of=LAST)
        for number in range(published)
    ]
    waiting = None if asked is None else waits
    begun = waiting and waiting.record
    return SimpleNamespace(
        published=records, waiting=waiting, begun=begun, narrows_from=due, closed=False
    )


def made(overview, today, role=Role.ADMIN):
    reader = SimpleNamespace(role=role, is_administrator=role is Role.ADMIN)
    return markup(form(overview, SimpleNamespace(reader=reader, today=today), Locale.EN), {})


@pytest.mark.parametrize(
    ("overview", "today", "ticked"),
    [
        (shown(DUE), BEFORE, False),
        (shown(DUE), AFTER, True),
        (shown(), AFTER, False),  # nothing is to be narrowed
        (shown(DUE, asked=False), AFTER, False),  # taken away, and it stays so
        (shown(DUE, asked=True), BEFORE, True),
        (shown(published=1), AFTER, None),
    ],
)
def test_the_box_is_ticked_if_a_year_is_to_be_narrowed(overview, today, ticked):
    page = made(overview, today)
    boxes = [tag for tag in page.split("<") if BOX in tag]
    assert ["checked" in tag for tag in boxes] == ([] if ticked is None else [ticked])
    due = overview.narrows_from
    assert ['data-due="2015-09-30"' in tag for tag in boxes] == [due is not None] * len(boxes)
    assert (WHY in page, AGAIN in page, ASK in page) == (due is not None, due is not None, False)


@pytest.mark.parametrize(
    ("overview", "today", "told"),
    [(shown(DUE), BEFORE, False), (shown(DUE), AFTER, True), (shown(), AFTER, False)],
)
def test_coordinators_are_told_who_can_narrow_a_year_that_is_due(overview, today, told):
    page = made(overview, today, Role.COORDINATOR)
    assert (ASK in page, BOX in page) == (told, False)
