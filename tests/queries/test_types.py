"""Results are made of the types that they declare, on both databases."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.access import accounts, tokens
from dashboard.database import reading, writing
from dashboard.domain.progress.progress import FrenchShare
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Reader, Role
from dashboard.places import ROOT
from dashboard.publications.making.material import gather
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.queries.people.view import people_view
from dashboard.queries.plan.view import plan_view
from dashboard.queries.progress.view import progress_view
from dashboard.queries.reference.view import reference_view
from dashboard.queries.sessions.view import findings_view, sessions_view
from dashboard.queries.venues.view import venues_view
from dashboard.settings import Settings
from tests.queries.worlds import FILTERS, FIRST_DAY, REVISIONS, SESSIONS, TRAININGS, VENUES, store
from tests.support.declared import misfits
from tests.support.drawn import drawn
from tests.support.samples import PROGRESS

WORLDS = 8


@pytest.fixture
def world(engine):
    """A project drawn at random, with an account and a token."""
    with writing(engine) as connection:
        sessions = [one for some in drawn(SESSIONS, WORLDS, 1) for one in some]
        trainings = {key: day for some in drawn(TRAININGS, WORLDS, 2) for key, day in some.items()}
        store(connection, sessions, trainings, drawn(REVISIONS, WORLDS, 3)[-1])
        accounts.add(connection, "ana", Role.ADMIN)
        tokens.create(connection, "a program", Role.COMMITTEE, FIRST_DAY, None)
    return engine


@pytest.mark.parametrize("audience", INSIDE)
def test_every_answer_is_of_the_types_that_it_declares(world, audience):
    answers = Answers(world, Settings(), audience).for_reader(Reader("ana", Role.ADMIN))
    for filters in (Filters(), Filters(venue=tuple(VENUES)), *drawn(FILTERS, 8, 4)):
        query = filters.to_query()
        fits(progress_view(answers, query))
        fits(explore_view(answers, f"{query}&compare=previous&add=2"))
        fits(venues_view(answers, f"{query}&open=HS-01"))
        fits(plan_view(answers, query))
    if audience is Audience.COORDINATOR:
        fits(findings_view(answers, ""))
        for query in ("tab=log&edit=S1", "tab=list&history=S1", "tab=mend"):
            fits(sessions_view(answers, query))
    fits(people_view(answers, ""))
    for query in ("of=venues&record=HS-01", "of=targets", "of=languages"):
        fits(reference_view(answers, query))


def test_what_a_publication_is_made_of_has_the_types_that_it_declares(world):
    with reading(world) as connection:
        fits(gather(connection, FIRST_DAY.replace(year=2015)))


def fits(answer):
    assert answer
    assert not list(misfits(answer))


def test_a_number_that_is_equal_and_of_another_type_is_a_misfit():
    wrong = {"delivered": Decimal(40), "data_as_of": "2015-03-25"}
    share = FrenchShare(True, 37, None)
    assert not list(misfits(PROGRESS))
    for found in (*({name: one} for name, one in wrong.items()), {"french_share": share}):
        (told,) = misfits(replace(PROGRESS, **found))
        assert next(iter(found)) in told


def test_nothing_is_summed_but_in_whole_numbers():
    """A bare ``func.sum`` is a decimal on PostgreSQL as soon as its column is a sum itself."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "dashboard").rglob("*.py")
        if re.search(r"\bfunc\.(sum|avg)\(", path.read_text("utf-8"))
    }
    assert found == {"dashboard/queries/shared/summed.py"}
