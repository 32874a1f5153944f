"""``impact export …``."""

from pathlib import Path
from typing import Literal

import pandas as pd
from sqlalchemy import Engine

from dashboard import program_version
from dashboard.cli.screen import CommandRefusedError, Screen, command, migrated_engine
from dashboard.database import reading
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.domain.shared.state import State
from dashboard.exports import files
from dashboard.exports.figures import figures as figures_table
from dashboard.exports.sessions import sessions as sessions_table
from dashboard.i18n import Locale, Text, text
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.sentences import in_both_languages
from dashboard.sentences.progress.definitions import rules
from dashboard.sentences.shared.choices import refused, showing
from dashboard.settings import Settings


def sessions(file: Path, *, as_json: bool, lang: Locale | None) -> None:
    """Write all sessions with exact counts, in the form that `impact import sessions` reads."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            frame = sessions_table(connection, vocabulary(connection))
            about = _about(state(connection), text("All sessions, with exact counts."))
        _write(frame, about, file, screen)


def figures(
    file: Path,
    *,
    query: str,
    role: Literal["committee", "coordinator"],
    as_json: bool,
    lang: Locale | None,
) -> None:
    """Write the figures of the explore view, as that role sees them."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        answer = answer_of(engine, settings, query, role)
        now = answer.reading
        about = _about(now.state, showing(now.filters, now.vocabulary))
        frame = figures_table(answer.progress, answer.equity, now.vocabulary).assign(**about)
        _write(frame, about, file, screen)


def answer_of(
    engine: Engine, settings: Settings, query: str, role: Literal["committee", "coordinator"]
) -> ExploreView:
    """What the explore view shows to that role.

    Raises:
        CommandRefusedError: The query is too long, or has a filter that is not valid.
    """
    if len(query) > LONGEST_QUERY:
        raise CommandRefusedError(
            text("The query has more than {count} characters", count=LONGEST_QUERY),
            text("Choose fewer filters"),
        )
    answer = explore_view(Answers(engine, settings, Audience(role)), query)
    if answer.reading.problems:
        raise CommandRefusedError(
            refused(answer.reading.problems),
            text("Write the filters as in a page’s address"),
        )
    return answer


def _about(now: State, shown: Text) -> dict[str, str]:
    """What readers must know about the numbers, in both languages."""
    said = {
        "demonstration": text("Demonstration data: all of them are invented.")
        if now.demonstration
        else None,
        "shown": shown,
        **{f"counting_{name}": rule for name, rule in rules().items()},
    }
    as_of = now.data_as_of.isoformat() if now.data_as_of else ""
    return {
        **{name: in_both_languages(sentence) for name, sentence in said.items() if sentence},
        "data_as_of": as_of,
        "version": program_version(),
    }


def _write(frame: pd.DataFrame, about: dict[str, str], file: Path, screen: Screen) -> None:
    try:
        files.write(frame, about, file)
    except ValueError:
        raise CommandRefusedError(
            text("Unknown file type: {name}", name=file.name),
            text("End the name with .csv, .xlsx or .ods"),
        ) from None
    except OSError as error:
        raise CommandRefusedError(
            text("The file cannot be written: {reason}", reason=error.strerror or ""),
            text("Check the folder, and close the file in other programs"),
        ) from None
    demonstration = "demonstration" in about
    screen.data(
        {"status": "done", "file": str(file), "rows": len(frame)}
        | ({"demonstration": True} if demonstration else {})
    )
    screen.say(text("Written: {name}", name=str(file)), "green")
    if demonstration:
        screen.say(text("Demonstration data: all of them are invented."))
