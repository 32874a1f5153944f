"""``impact check audit``: whether the audit log is whole."""

import typer

from dashboard.cli.screen import command, migrated_engine
from dashboard.database import reading
from dashboard.i18n import Locale, plural
from dashboard.queries.shared.trail import end_of_log, tampering


def audit(*, as_json: bool, lang: Locale | None) -> None:
    """Prove that the audit log is whole: that nobody changed, moved or removed an entry."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            found, end = tampering(connection), end_of_log(connection)
        screen.answer(
            refused=bool(found),
            entries=end.entries,
            digest=end.digest,
            problem=found.say(screen.locale) if found else None,
        )
        if found:
            screen.say(found, "red")
            raise typer.Exit(1)
        screen.say(
            plural(
                "The audit log is intact: {count} entry",
                "The audit log is intact: {count} entries",
                end.entries,
            ),
            "green",
        )
