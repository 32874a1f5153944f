"""Grants of embedded views: an administrator creates, changes and revokes them."""

from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_urlsafe

from sqlalchemy import Connection, Engine

from dashboard.domain.publications.embeds import KEY_BEGINS, Grant, GrantState
from dashboard.importers.faults import Fault
from dashboard.publications.archive.grants import digest_of, next_number, numbered
from dashboard.publications.making import grant_checks as check
from dashboard.publications.making import sites
from dashboard.writes.changes import Changes
from dashboard.writes.grants import GRANTS, GrantStore
from dashboard.writes.service import Writer, changing

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDraft:
    """A grant as entered, before it is checked; ``locked`` is a query string."""

    partner: str
    views: tuple[str, ...]
    expires_on: date
    locked: str = ""
    free: tuple[str, ...] = ()
    language: str | None = None
    publication: int | None = None
    origins: tuple[str, ...] = ()
    downloads: bool = False
    images: bool = False


@dataclass(frozen=True, slots=True)
class GrantResult:
    """The grant as it stands, or the faults that kept it out; a new key is returned only here.

    ``clash`` is the grant as somebody else changed it since: nothing was saved.
    """

    grant: Grant | None = None
    key: str = field(default="", repr=False)
    faults: tuple[Fault, ...] = ()
    clash: Grant | None = None


class GrantDesk:
    """What one administrator does with grants, on one day of the project's calendar."""

    def __init__(self, engine: Engine, author: str, today: date) -> None:
        self._engine = engine
        self._author = author
        self.today = today

    def create(self, wanted: GrantDraft) -> GrantResult:
        """Create a grant with its key, which cannot be read again later."""
        key = _new_key()
        with changing(self._engine, self._author) as writer:
            grant, faults = self._checked(writer.connection, wanted)
            if grant is None:
                return GrantResult(faults=faults)
            grant = replace(grant, id=next_number(writer.connection))
            store = GrantStore(digest_of(key))
            writer.save(GRANTS, store, Changes(added=(grant,)), shown=False)
        return GrantResult(grant, key)

    def change(self, number: int, wanted: GrantDraft, seen: str | None = None) -> GrantResult:
        """Change what an existing key allows; ``seen`` is the version that was edited."""
        with changing(self._engine, self._author) as writer:
            before = numbered(writer.connection, number)
            if before is None or before.revoked_on:
                return GrantResult(faults=(check.no_such_grant(number),))
            if seen not in (None, before.version):
                return GrantResult(clash=before)
            grant, faults = self._checked(writer.connection, wanted)
            if grant is None:
                return GrantResult(faults=faults)
            after = replace(grant, id=before.id, created_on=before.created_on, keys=before.keys)
            return _changed(writer, before, after)

    def renew(self, number: int, seen: str | None = None) -> GrantResult:
        """Give the grant a new key; the current one stops working at once."""
        key = _new_key()
        with changing(self._engine, self._author) as writer:
            before = numbered(writer.connection, number)
            if before is None or before.revoked_on:
                return GrantResult(faults=(check.no_such_grant(number),))
            if seen not in (None, before.version):
                return GrantResult(clash=before)
            after = replace(before, keys=before.keys + 1)
            return replace(_changed(writer, before, after, digest_of(key)), key=key)

    def revoke(self, number: int) -> GrantResult:
        """Revoke a grant at once and for good."""
        with changing(self._engine, self._author) as writer:
            before = numbered(writer.connection, number)
            if before is None or before.state(self.today) is GrantState.REVOKED:
                return GrantResult(faults=(check.no_such_grant(number),))
            return _changed(writer, before, replace(before, revoked_on=self.today))

    def _checked(
        self, connection: Connection, wanted: GrantDraft
    ) -> tuple[Grant | None, tuple[Fault, ...]]:
        """Check a grant, as yet without a number; returns it or its faults."""
        faults: list[Fault] = []
        partner = check.partner(wanted.partner, faults)
        views = check.views(wanted.views, faults)
        publication = check.publication(connection, wanted.publication, faults)
        locked = check.locked(connection, wanted.locked, publication, faults)
        free = check.free(wanted.free, faults)
        language = check.language(wanted.language, faults)
        origins = sites.origins(wanted.origins, faults)
        expires_on = check.expiry(wanted.expires_on, self.today, faults)
        if faults:
            return None, tuple(faults)
        grant = Grant(
            id=0,
            partner=partner,
            views=views,
            locked=locked,
            free=free,
            language=language,
            publication=publication,
            origins=origins,
            downloads=wanted.downloads,
            images=wanted.images,
            created_on=self.today,
            expires_on=expires_on,
        )
        return grant, ()


def _new_key() -> str:
    return KEY_BEGINS + token_urlsafe(KEY_BYTES)


def _changed(writer: Writer, before: Grant, after: Grant, digest: str = "") -> GrantResult:
    changes = Changes(changed=((before, after),) if before != after else ())
    writer.save(GRANTS, GrantStore(digest), changes, shown=False)
    return GrantResult(after)
