"""``impact check``: check the data, the audit log and past projections."""

from functools import reduce
from operator import add
from typing import Any

import typer

from dashboard.cli import backup, database, findings
from dashboard.cli.on_demand import application
from dashboard.cli.screen import AsJson, CommandRefusedError, Lang, command, migrated_engine
from dashboard.database import reading
from dashboard.domain.pace.backtest import HORIZONS, BacktestResult, back_test
from dashboard.domain.pace.pace import Minimum
from dashboard.domain.pace.pacing import minimum
from dashboard.domain.shared import clock
from dashboard.i18n import plural, text
from dashboard.queries.pace.pace import past
from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import end_of_log, tampering
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.sentences.pace import backtest as sentences


def group() -> typer.Typer:
    """``impact check``."""
    app = application(invoke_without_command=True, callback=check)
    app.command()(findings.sessions)
    app.command()(pace)
    app.command()(audit)
    app.command("backup")(backup.check)
    return app


def check(
    context: typer.Context,
    *,
    repair: database.Repair = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Check that the data agree: parts with totals, tallies and findings with sessions.

    --json prints {"status": "done" or "refused", "discrepancies": list of sentences,
    "restore_confirmed": false while nothing is published until somebody confirms a restore}.
    """
    if context.invoked_subcommand is None:
        database.check(repair=repair, as_json=as_json, lang=lang)


def audit(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Prove that the audit log is whole: that nobody changed, moved or removed an entry.

    --json prints {"status": "done" or "refused", "entries": number, "digest": that of the last
    entry, "problem": sentence or null}. Who keeps the digest elsewhere can prove it later.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            found, end = tampering(connection), end_of_log(connection)
        screen.data(
            {
                "status": "refused" if found else "done",
                "entries": end.entries,
                "digest": end.digest,
                "problem": found.say(screen.locale) if found else None,
            }
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


def pace(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Tell how often the projection's range would have held, from each past month on.

    --json prints {"status": "done" or "refused", "complete_months": number, "ahead": an object
    for each horizon with its "months", and "all": the projections "made", those that "held",
    "percent", and those where "fewer" or "more" youth came than the range; "sentence"}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            words = vocabulary(connection)
            history = past(connection, words, clock.today(state(connection), settings.time_zone))
        needed = minimum(words)
        outcomes = back_test(history, needed) if history else {}
        together = reduce(add, outcomes.values(), BacktestResult(0, 0, 0))
        finding = sentences.overall(together)
        if history is None or finding is None:
            raise _too_early(needed)
        screen.data(
            {
                "status": "done",
                "complete_months": len(history.youth),
                "ahead": [{"months": n} | _as_data(outcome) for n, outcome in outcomes.items()],
                "all": _as_data(together),
                "sentence": finding.say(screen.locale),
            }
        )
        for months, outcome in outcomes.items():
            screen.say(sentences.ahead(months, outcome))
        screen.say(finding)


def _too_early(needed: Minimum) -> CommandRefusedError:
    return CommandRefusedError(
        text("It is too early: there are too few past data to check projections"),
        text(
            "Try again with at least {months} full months and {sessions} delivered sessions",
            months=needed.months + min(HORIZONS),
            sessions=needed.sessions,
        ),
    )


def _as_data(outcome: BacktestResult) -> dict[str, Any]:
    return {
        "made": outcome.made,
        "held": outcome.held,
        "percent": None if outcome.percent is None else float(outcome.percent),
        "fewer": outcome.fewer,
        "more": outcome.more,
    }
