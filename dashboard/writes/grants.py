"""Grants of embedded views: the database stores a key's digest, and the log has nothing of it."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import Connection, insert, select, update

from dashboard.domain.publications.embeds import Grant
from dashboard.publications.archive.grants import numbered
from dashboard.publications.archive.tables import EmbedFormerKeyRow, EmbedGrantRow
from dashboard.writes.changes import Changes

GRANTS = "embed_grants"


class GrantStore:
    """How grants are stored; ``digest`` is that of the new key, for the grant being saved."""

    def __init__(self, digest: str = "") -> None:
        self._digest = digest

    def existing(self, connection: Connection, records: Sequence[Grant]) -> dict[str, Grant]:
        """The grants that the database holds under these numbers."""
        found = (numbered(connection, record.id) for record in records)
        return {grant.key: grant for grant in found if grant}

    def save(self, connection: Connection, changes: Changes[Grant]) -> set[date]:
        """Write a new grant, and changes to others; no tally depends on them."""
        digest = {"digest": self._digest} if self._digest else {}
        for grant in changes.added:
            connection.execute(insert(EmbedGrantRow).values(_row(grant) | digest))
        for _, after in changes.changed:
            if digest:
                _keep_former_key(connection, after)
            connection.execute(
                update(EmbedGrantRow)
                .where(EmbedGrantRow.id == after.id)
                .values(_row(after) | digest)
            )
        return set()


def _keep_former_key(connection: Connection, grant: Grant) -> None:
    """Store the digest of the key that ends now, so that its pages can say that it was replaced."""
    of_grant = select(EmbedGrantRow.digest, EmbedGrantRow.id).where(EmbedGrantRow.id == grant.id)
    names = ["digest", "grant_id"]
    connection.execute(insert(EmbedFormerKeyRow).from_select(names, of_grant))


def _row(grant: Grant) -> dict[str, object]:
    plain = ("id", "partner", "publication", "downloads", "images", "keys")
    days = ("created_on", "expires_on", "revoked_on")
    return {name: getattr(grant, name) for name in (*plain, *days)} | {
        "views": " ".join(grant.views),
        "locked": urlencode(grant.locked),
        "free": " ".join(grant.free),
        "language": grant.language.value if grant.language else None,
        "origins": " ".join(grant.origins),
    }
