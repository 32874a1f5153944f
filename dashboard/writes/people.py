"""What the audit log says of accounts and tokens: who, what and when, and never a secret."""

from sqlalchemy import Connection

from dashboard.access.accounts import Account
from dashboard.domain.people.people import Event, Token
from dashboard.writes.trail import RecordDifference, append


def log_account(
    connection: Connection, author: str, event: Event, before: Account | None, after: Account
) -> None:
    """Log what happened to an account; ``before`` is ``None`` for a new one."""
    now = _of_account(after) | {"event": event}
    then = _of_account(before) if before else None
    append(connection, author, None, [RecordDifference.of("account", after.name, then, now)])


def log_token(connection: Connection, author: str, event: Event, token: Token) -> None:
    """Log what happened to a token: it was added or revoked."""
    now = _of_token(token)
    then = None if event is Event.ADDED else now
    difference = RecordDifference.of("token", str(token.id), then, now | {"event": event})
    append(connection, author, None, [difference])


def _of_account(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "role": account.role,
        "active": account.active,
        "by_provider": account.by_provider,
    }


def _of_token(token: Token) -> dict[str, object]:
    return {"name": token.name, "role": token.role, "expires_on": token.expires_on}
