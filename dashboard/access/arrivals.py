"""What a request begins with: the state of the data, and the account that its cookie names."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, select

from dashboard.access import accounts, sign_ins
from dashboard.access.accounts import Account
from dashboard.asking import answer_kept
from dashboard.database import AnySelect
from dashboard.domain.shared.state import State
from dashboard.queries.shared import state
from dashboard.tables import DataState, User


class Arrival(NamedTuple):
    """What the database knows of a request."""

    state: State
    is_open: bool
    """Everybody on this machine may look without signing in."""
    account: Account | None
    """The account that the cookie names; the reader of the cookie checks its epoch."""
    ended: bool
    """The owner ended the sign-in, and somebody may have copied its cookie."""


def arrived(engine: Engine, account_id: int | None, sign_in: str) -> Arrival:
    """What a request begins with, in one statement: every request waits for it.

    On SQLite it is kept until anybody writes, which is asked at each request.

    Args:
        engine: The database.
        account_id: The account that the cookie names, if any.
        sign_in: The secret of the sign-in in the cookie.
    """
    named = {"account": account_id, **sign_ins.named(sign_in)}
    return answer_kept(engine, _arrival_query(), named, _arrival)


def _arrival(row: Sequence[Any]) -> Arrival:
    somebody, ended, *found = row
    of_account, of_data = found[: accounts.WIDTH], found[accounts.WIDTH :]
    now = State(*of_data)
    account = accounts.account(of_account) if of_account[0] is not None else None
    return Arrival(now, now.demonstration and not somebody, account, ended)


def is_open(connection: Connection) -> bool:
    """True in the demonstration, as long as nobody has an account in it."""
    return state.state(connection).demonstration and not accounts.exist(connection)


@cache
def _arrival_query() -> AnySelect:
    """Built once."""
    known = accounts.somebody(), sign_ins.ended()
    found = select(*known, *accounts.columns(), *state.columns())
    return found.select_from(DataState).outerjoin(User, User.id == bindparam("account"))
