"""The first steps of a new project that are done."""

from sqlalchemy import ColumnElement, Connection, exists, func, select

from dashboard.domain.progress.first_steps import RIGHTS, FirstStep, FirstSteps
from dashboard.domain.sessions.duplicates import DELIVERED
from dashboard.domain.shared.roles import Role
from dashboard.publications.archive.tables import PublicationRow
from dashboard.tables import Facilitator, OutreachSession, TargetRevision, User, Venue


def first_steps(connection: Connection, role: Role) -> FirstSteps:
    """The steps that a role may take, in order, each with whether it is done."""
    done = {step: asked for step, asked in _done().items() if role.may(RIGHTS[step])}
    if not done:
        return {}
    row = connection.execute(select(*done.values())).one()
    return {step: bool(is_done) for step, is_done in zip(done, row, strict=True)}


def _done() -> dict[FirstStep, ColumnElement[bool]]:
    """The steps that are done. The installer has an account, so “invite” needs two.

    A planned session is not logged yet: the figures come with one that took place.
    """
    people = select(func.count()).select_from(User).scalar_subquery()
    return {
        FirstStep.VENUES: exists(select(Venue.id)),
        FirstStep.FACILITATORS: exists(select(Facilitator.id)),
        FirstStep.TARGET: exists(select(TargetRevision.id)),
        FirstStep.SESSION: exists().where(OutreachSession.status == DELIVERED),
        FirstStep.PEOPLE: people > 1,
        FirstStep.PUBLICATION: exists(select(PublicationRow.number)),
    }
