"""``impact check pace``: past projections beside what came."""

from functools import reduce
from operator import add
from typing import Any

from dashboard.cli.screen import CommandRefusedError, command, migrated_engine
from dashboard.database import reading
from dashboard.domain.pace.backtest import HORIZONS, BacktestResult, back_test
from dashboard.domain.pace.pace import Minimum
from dashboard.domain.pace.pacing import minimum
from dashboard.domain.shared import clock
from dashboard.i18n import Locale, text
from dashboard.queries.pace.pace import past
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.sentences.pace import backtest as sentences


def pace(*, as_json: bool, lang: Locale | None) -> None:
    """Tell how often the projection's range would have held, from each past month on."""
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
        screen.answer(
            complete_months=len(history.youth),
            ahead=[{"months": n} | _as_data(outcome) for n, outcome in outcomes.items()],
            all=_as_data(together),
            sentence=finding.say(screen.locale),
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
