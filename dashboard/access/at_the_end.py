"""Whether who began long work may still do it when it ends."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from dashboard.access import accounts, tokens
from dashboard.access.accounts import Account
from dashboard.domain.shared.roles import Right
from dashboard.permission import SignedOutError


@dataclass(frozen=True, slots=True)
class RightAtTheEnd:
    """A right of whoever began: in person, by a token, or in the demonstration.

    It can go to another process, and is asked there with the writer's connection.
    """

    right: Right
    begun: Account | None
    """The account as it was; ``None`` for a program, and in the demonstration."""
    secret: str | None = field(repr=False)
    """A program's token."""
    day: date

    def __call__(self, connection: Connection) -> bool:
        """Whether they have it still.

        Raises:
            SignedOutError: They were signed out everywhere.
        """
        if self.secret is not None:
            token = tokens.presented(connection, self.secret, self.day)
            return bool(token and token.role.may(self.right))
        if self.begun is None:  # in the demonstration, which the first account ends
            return not accounts.exist(connection)
        now = accounts.by_id(connection, self.begun.id)
        if now is None or not now.active:
            return False
        if now.epoch != self.begun.epoch:
            raise SignedOutError
        return now.role.may(self.right)
