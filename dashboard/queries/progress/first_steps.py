"""Which of its first steps a new project has taken."""

from sqlalchemy import ColumnElement, Connection, exists, func, select

from dashboard.domain.progress.first_steps import RIGHTS, FirstStep, FirstSteps
from dashboard.domain.shared.roles import Role
from dashboard.publications.archive.tables import PublicationRow
from dashboard.tables import Facilitator, OutreachSession, TargetRevision, User, Venue


def first_steps(connection: Connection, role: Role) -> FirstSteps:
    """Those that a role may take, in their order, each with whether it is done."""
    done = {step: asked for step, asked in _done().items() if role.may(RIGHTS[step])}
    if not done:
        return {}
    row = connection.execute(select(*done.values())).one()
    return {step: bool(is_done) for step, is_done in zip(done, row, strict=True)}


def _done() -> dict[FirstStep, ColumnElement[bool]]:
    """Whoever installs the program has an account: people are invited when there are two."""
    people = select(func.count()).select_from(User).scalar_subquery()
    return {
        FirstStep.VENUES: exists(select(Venue.id)),
        FirstStep.FACILITATORS: exists(select(Facilitator.id)),
        FirstStep.TARGET: exists(select(TargetRevision.id)),
        FirstStep.SESSION: exists(select(OutreachSession.id)),
        FirstStep.PEOPLE: people > 1,
        FirstStep.PUBLICATION: exists(select(PublicationRow.number)),
    }
