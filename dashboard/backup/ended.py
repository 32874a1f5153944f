"""After a restore, revoked access stays revoked; all sign-ins and one-time links end.

Row numbers may differ between the two databases, so access is matched otherwise: accounts by name,
tokens and calendars by their secret's digest, grants by the digests of all their keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from secrets import randbits
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.access import accounts
from dashboard.access.accounts import EPOCH_BITS, Account
from dashboard.backup.kinship import Kinship
from dashboard.domain.people.people import Event
from dashboard.domain.shared.moments import now_in_iso
from dashboard.domain.shared.roles import Role
from dashboard.publications.archive import grants
from dashboard.publications.archive.tables import EmbedFormerKeyRow, EmbedGrantRow
from dashboard.queries.people.people import every_token
from dashboard.tables import (
    ApiToken,
    CalendarFeed,
    EndedSignIn,
    FailedSignIn,
    Identity,
    OneTimeLink,
    User,
)
from dashboard.writes.grants import GRANTS
from dashboard.writes.people import log_account, log_token
from dashboard.writes.service import Writer
from dashboard.writes.trail import RecordDifference, append


@dataclass(frozen=True, slots=True)
class RevokedAccess:
    """What was revoked again: names of accounts and tokens, numbers of grants, a count of feeds."""

    accounts: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    feeds: int = 0
    grants: tuple[int, ...] = ()


def end_sign_ins(connection: Connection, *others: Connection) -> None:
    """End all sign-ins and one-time links; everybody must sign in again.

    No cookie from ``others`` contains the new epochs.
    """
    used = {one.epoch for each in (connection, *others) for one in accounts.every(each)}
    for account in accounts.every(connection):
        epoch = next(number for number in _numbers() if number not in used)
        used.add(epoch)
        connection.execute(update(User).where(User.id == account.id).values(epoch=epoch))
    connection.execute(delete(EndedSignIn))  # their cookies have old epochs
    now = now_in_iso()
    unused = OneTimeLink.used_at.is_(None)
    connection.execute(update(OneTimeLink).where(unused).values(used_at=now))


def end_again(writer: Writer, replaced: Connection, kin: Kinship) -> RevokedAccess:
    """Revoke again what was revoked in the replaced database, unless the backup is newer."""
    if kin.behind:
        return RevokedAccess()
    if kin.related:
        _keep_tries(writer.connection, replaced)
    return RevokedAccess(
        tuple(_accounts(writer, replaced, related=kin.related)),
        tuple(_tokens(writer, replaced)),
        _feeds(writer.connection, replaced),
        tuple(_grants(writer, replaced)),
    )


def _numbers() -> Iterator[int]:
    while True:
        yield randbits(EPOCH_BITS)


def _accounts(writer: Writer, replaced: Connection, *, related: bool) -> Iterator[str]:
    """Deactivate accounts and lower roles; with a shared history, also take over the way in.

    Without a shared history, an account with the same name may be somebody else's. Its password or
    provider is not taken over.
    """
    connection = writer.connection
    for theirs in accounts.every(replaced):
        before = accounts.by_name(connection, theirs.name)
        if before is None:
            continue
        changed = related and _take_way_in(connection, replaced, before, theirs)
        if before.active and not theirs.active:
            accounts.set_active(connection, before.id, active=False)
            _log_account(writer, Event.CLOSED, before)
            changed = True
        if not theirs.role.may_all_of(before.role):
            accounts.set_role(connection, before.id, Role(theirs.role))
            _log_account(writer, Event.ROLE, before)
            changed = True
        if changed:
            yield before.name


def _take_way_in(
    connection: Connection, replaced: Connection, ours: Account, theirs: Account
) -> bool:
    """Take over the password or provider of the other database; returns whether it differed."""
    password = select(User.password_hash)
    there = replaced.scalar(password.where(User.id == theirs.id))
    here = connection.scalar(password.where(User.id == ours.id))
    provider = select(Identity.issuer, Identity.subject)
    tied = replaced.execute(provider.where(Identity.user_id == theirs.id)).one_or_none()
    mine = connection.execute(provider.where(Identity.user_id == ours.id)).one_or_none()
    if (there, tied) == (here, mine):
        return False
    connection.execute(update(User).where(User.id == ours.id).values(password_hash=there))
    connection.execute(delete(Identity).where(Identity.user_id == ours.id))
    if tied:
        same = (Identity.issuer == tied.issuer, Identity.subject == tied.subject)
        connection.execute(delete(Identity).where(*same))
        connection.execute(insert(Identity).values(**tied._mapping, user_id=ours.id))
    return True


def _log_account(writer: Writer, event: Event, before: Account) -> None:
    after = accounts.by_id(writer.connection, before.id)
    log_account(writer.connection, writer.author, event, before, after or before)


def _tokens(writer: Writer, replaced: Connection) -> Iterator[str]:
    """Revoke tokens again, and take over earlier last days."""
    connection, table = writer.connection, ApiToken
    for row in replaced.execute(select(table.digest, table.revoked_on, table.expires_on)):
        ours = connection.execute(
            select(table.id, table.revoked_on, table.expires_on).where(table.digest == row.digest)
        ).one_or_none()
        if ours is None:
            continue
        revoked = ours.revoked_on or row.revoked_on
        expires = _earliest(ours.expires_on, row.expires_on)
        if (revoked, expires) == (ours.revoked_on, ours.expires_on):
            continue
        connection.execute(
            update(table).where(table.id == ours.id).values(revoked_on=revoked, expires_on=expires)
        )
        (found,) = every_token(connection, ApiToken.id == ours.id)
        log_token(connection, writer.author, Event.REVOKED, found)
        yield found.name


def _feeds(connection: Connection, replaced: Connection) -> int:
    table, count = CalendarFeed, 0
    gone = select(table.digest, table.revoked_on).where(table.revoked_on.is_not(None))
    for digest, revoked_on in replaced.execute(gone):
        count += connection.execute(
            update(table)
            .where(table.digest == digest, table.revoked_on.is_(None))
            .values(revoked_on=revoked_on)
        ).rowcount
    return count


def _grants(writer: Writer, replaced: Connection) -> Iterator[int]:
    """Bring each grant to its state in the other database: revoked, narrowed, or with a new key."""
    connection = writer.connection
    ours = {key: number for number, keys in _keys(connection).items() for key in keys}
    for theirs, keys in _keys(replaced).items():
        number = next((ours[key] for key in sorted(keys) if key in ours), None)
        if number is None:
            continue
        before = grants.numbered(connection, number)
        _take_grant(connection, replaced, number, theirs)
        after = grants.numbered(connection, number)
        if before and after and before != after:
            difference = RecordDifference.of(GRANTS, after.key, before, after)
            append(connection, writer.author, None, [difference])
            yield number


def _take_grant(connection: Connection, replaced: Connection, number: int, theirs: int) -> None:
    table = EmbedGrantRow.__table__
    row = replaced.execute(select(table).where(table.c.id == theirs)).mappings().one()
    ours = connection.execute(select(table).where(table.c.id == number)).mappings().one()
    values: dict[str, Any] = dict(row) | {
        "id": number,
        "revoked_on": _earliest(row["revoked_on"], ours["revoked_on"]),
        "expires_on": _earliest(row["expires_on"], ours["expires_on"]),
    }
    this = EmbedGrantRow.id == number
    connection.execute(update(EmbedGrantRow).where(this).values(values))
    former = _keys(connection)[number] | _keys(replaced)[theirs] | {ours["digest"]}
    known = set(connection.scalars(select(EmbedFormerKeyRow.digest)))
    rows = [
        {"digest": digest, "grant_id": number}
        for digest in sorted(former - known - {row["digest"]})
    ]
    if rows:
        connection.execute(insert(EmbedFormerKeyRow), rows)


def _keys(connection: Connection) -> dict[int, set[str]]:
    """The digests of all keys that each grant has had, by grant number."""
    found: dict[int, set[str]] = {}
    for number, digest in connection.execute(select(EmbedGrantRow.id, EmbedGrantRow.digest)):
        found[number] = {digest}
    former = select(EmbedFormerKeyRow.grant_id, EmbedFormerKeyRow.digest)
    for number, digest in connection.execute(former):
        found[number].add(digest)
    return found


def _keep_tries(connection: Connection, replaced: Connection) -> None:
    """Keep the counts of recent sign-in attempts."""
    connection.execute(delete(FailedSignIn))
    rows = replaced.execute(select(FailedSignIn.key, FailedSignIn.at)).mappings().all()
    if rows:
        connection.execute(insert(FailedSignIn), [dict(row) for row in rows])


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
