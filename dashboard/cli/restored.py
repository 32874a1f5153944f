"""What ``impact restore`` prints at its end."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard.backup.manifest import Manifest
from dashboard.backup.restoring import RestoreResult
from dashboard.cli.backup import counted
from dashboard.cli.screen import Screen
from dashboard.domain.shared.restores import DatabaseRestore
from dashboard.i18n import Text, plural, text


def tell(screen: Screen, manifest: Manifest, outcome: RestoreResult, keep: Path | None) -> None:
    """Print what was restored, what was revoked again, and where the replaced database is."""
    screen.answer(
        backup=asdict(manifest),
        replaced=str(keep) if keep else None,
        **_as_data(outcome.restored),
        carried=outcome.carried,
        ended=outcome.ended,
    )
    screen.say(text("Restored: {what}", what=counted(manifest.tables)), "green")
    if keep:
        screen.say(text("The previous content is in {file}", file=str(keep)))
    for said in (*_carried(outcome), *_ended(outcome)):
        screen.say(said)
    _tell_rest(screen, outcome.restored)


def _as_data(restored: DatabaseRestore) -> dict[str, Any]:
    return {"generation": restored.generation, "unknown": restored.unknown}


def tell_marked(screen: Screen, restored: DatabaseRestore) -> None:
    """Print what follows from a restore by other tools."""
    screen.answer(backup=None, replaced=None, **_as_data(restored))
    screen.say(text("The database is marked as restored"), "green")
    screen.say(
        text(
            "We do not know what was revoked since that backup was made: check the "
            "accounts, tokens, calendar links and grants"
        ),
        "yellow",
    )
    _tell_rest(screen, restored)


def _tell_rest(screen: Screen, restored: DatabaseRestore) -> None:
    screen.say(text("Everyone has to sign in again, and one-time links no longer work"))
    if restored.unknown:
        screen.say(
            text(
                "We do not know whether anything was published since. Nothing more can "
                "be published until an administrator gives the last number: impact "
                "publish confirm-restored NUMBER"
            ),
            "yellow",
        )


def _carried(outcome: RestoreResult) -> Iterator[Text]:
    found = outcome.carried
    if found.publications:
        yield text("Published since, and kept: {numbers}", numbers=_listed(found.publications))
    if found.withdrawals:
        yield text(
            "Withdrawn since, and so here too: {numbers}", numbers=_listed(found.withdrawals)
        )


def _ended(outcome: RestoreResult) -> Iterator[Text]:
    found = outcome.ended
    if found.accounts:
        yield text("Accounts returned to their latest state: {names}", names=found.accounts)
    if found.tokens:
        yield text("Tokens revoked again: {names}", names=found.tokens)
    if found.feeds:
        yield plural(
            "{count} calendar link turned off again",
            "{count} calendar links turned off again",
            found.feeds,
        )
    if found.grants:
        yield text(
            "Grants returned to their latest state: {numbers}", numbers=_listed(found.grants)
        )


def _listed(found: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(map(str, found))
