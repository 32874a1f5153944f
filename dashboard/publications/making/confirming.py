"""Confirm what a restore could not know, and that another key is to draw ranges from now on."""

from dataclasses import replace

from sqlalchemy import Engine

from dashboard.domain.publications.keys import ConfirmedKey
from dashboard.domain.shared.moments import now_in_iso
from dashboard.domain.shared.restores import MOST
from dashboard.publications.making import refusals as no
from dashboard.publications.making.outcomes import PublishingResult
from dashboard.queries.publications.keys import KEYS, is_other_key, last_made
from dashboard.queries.shared.restores import every_restore, last_number, unconfirmed
from dashboard.writes import publication_keys, restores
from dashboard.writes.changes import Changes
from dashboard.writes.service import changing


def confirm_restored(engine: Engine, author: str, last: int) -> PublishingResult:
    """Record that ``last`` was the highest number that any publication ever had; 0 means none.

    Numbers up to it are not used again. What lost publications said is unknown, so later ones add
    no session that those may have counted: none that was held by the end of this month.
    """
    with changing(engine, author) as writer:
        connection, restored = writer.connection, unconfirmed(writer.connection)
        if restored is None:
            return PublishingResult(refusals=(no.nothing_to_confirm(),))
        known = last_number(connection)
        if not known <= last <= MOST:
            return PublishingResult(refusals=(no.not_the_last(known),))
        restores.lose(connection, range(known + 1, last + 1), restored.generation)
        now = now_in_iso()
        every = [one for one in every_restore(connection) if one.is_open]
        after = [replace(one, confirmed_at=now, confirmed_by=author) for one in every]
        changes = Changes(changed=tuple(zip(every, after, strict=True)))
        writer.save(restores.RESTORES, restores, changes, shown=False)
    return PublishingResult(last)


def confirm_key(engine: Engine, author: str, key: str) -> PublishingResult:
    """Record that the key of this digest draws ranges from now on, though another one did.

    The log keeps who said so, after which publication.
    """
    with changing(engine, author) as writer:
        number = last_made(writer.connection)
        if number is None or not is_other_key(writer.connection, key):
            return PublishingResult(refusals=(no.nothing_to_confirm(),))
        now = ConfirmedKey(number, key)
        before = publication_keys.existing(writer.connection, [now]).get(now.key)
        changes = Changes(changed=((before, now),)) if before else Changes(added=(now,))
        writer.save(KEYS, publication_keys, changes, shown=False)
    return PublishingResult(number)
