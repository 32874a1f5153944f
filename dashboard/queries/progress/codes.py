"""The codes of facilitators; an import starts sooner without all that is counted of them."""

from sqlalchemy import Connection, select

from dashboard.queries.shared.text_order import by_text
from dashboard.tables import Facilitator


def facilitator_codes(connection: Connection) -> tuple[str, ...]:
    """The codes of all facilitators, trained or not."""
    return tuple(connection.scalars(select(Facilitator.code).order_by(by_text(Facilitator.code))))
