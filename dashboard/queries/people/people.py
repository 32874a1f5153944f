"""Accounts and API tokens, without secrets and digests."""

from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, exists, func, select

from dashboard.domain.people.people import Event, Person, Token
from dashboard.domain.shared.roles import Role
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import ApiToken, AuditEntry, Identity, User


def people(connection: Connection) -> tuple[Person, ...]:
    """All accounts by name; closed accounts come last."""
    rows = connection.execute(
        select(
            *(User.id, User.name, User.role, User.active, User.last_sign_in_at), *ways_in()
        ).order_by(User.active.desc(), by_text(User.name))
    )
    return tuple(Person(**_with_role(row)) for row in rows)


def links_not_sent(connection: Connection, since: str) -> tuple[tuple[str, str], ...]:
    """Whose link to a new password could not be sent since then, and when; the latest first.

    Moments are ISO times in UTC.
    """
    entry = AuditEntry
    of_accounts = (entry.subject == "account", entry.at >= since)
    rows = connection.execute(
        select(entry.key, entry.at, entry.after).where(*of_accounts).order_by(entry.id.desc())
    )
    return tuple(
        (row.key, row.at)
        for row in rows
        if orjson.loads(row.after or "{}").get("event") == Event.LINK_NOT_SENT
    )


def ways_in() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether an account has a password, and whether its owner signs in through a provider."""
    has_password = func.coalesce(User.password_hash, "") != ""
    by_provider = exists().where(Identity.user_id == User.id)
    return has_password.label("has_password"), by_provider.label("by_provider")


def every_token(connection: Connection, *only: ColumnElement[bool]) -> tuple[Token, ...]:
    """All tokens ever made, or ``only`` some, the latest first."""
    columns = (getattr(ApiToken, name) for name in Token.__dataclass_fields__)
    rows = connection.execute(select(*columns).where(*only).order_by(ApiToken.id.desc()))
    return tuple(Token(**_with_role(row)) for row in rows)


def _with_role(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of either
    values: dict[str, Any] = row._asdict()
    return values | {"role": Role(row.role)}
