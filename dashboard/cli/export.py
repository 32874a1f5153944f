"""``impact export …``."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pandas as pd
from sqlalchemy import Engine

from dashboard import program_version
from dashboard.cli.screen import CommandRefusedError, Screen, command, migrated_engine, unknown_type
from dashboard.database import reading
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.domain.shared.state import State
from dashboard.exports import files
from dashboard.exports.briefs.content import brief
from dashboard.exports.charts.tables import tables
from dashboard.exports.charts.written import Separator, zipped
from dashboard.exports.sessions import sessions as sessions_table
from dashboard.exports.workbook.book import workbook
from dashboard.i18n import Locale, Text, text
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.sentences import in_both_languages
from dashboard.sentences.progress.definitions import rules
from dashboard.sentences.shared.choices import refused
from dashboard.settings import Settings

WORKBOOK, FOLDER = ".xlsx", ".zip"


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
        kind = file.suffix.lower()
        if kind not in (WORKBOOK, FOLDER):
            raise unknown_type(file, text("End the name with .xlsx or .zip"))
        answer = answer_of(engine, settings, query, role)
        found = tables(answer, screen.locale)
        words = brief(answer, screen.locale, settings.base_url)
        if kind == WORKBOOK:
            content = workbook(words, found.values(), datetime.now(UTC))
        else:
            content = zipped(found.values(), words, Separator.COMMA)
        with _writing():
            file.write_bytes(content)
        written = {"file": str(file), "tables": len(found)}
        _tell(written, file, screen, demonstration=answer.reading.state.demonstration)


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
        with _writing():
            files.write(frame, about, file)
    except ValueError:
        raise unknown_type(file, text("End the name with .csv, .xlsx or .ods")) from None
    written = {"file": str(file), "rows": len(frame)}
    _tell(written, file, screen, demonstration="demonstration" in about)


@contextmanager
def _writing() -> Iterator[None]:
    """Say in words what keeps a file from being written."""
    try:
        yield
    except OSError as error:
        raise CommandRefusedError(
            text("The file cannot be written: {reason}", reason=error.strerror or ""),
            text("Check the folder, and close the file in other programs"),
        ) from None


def _tell(written: dict[str, object], file: Path, screen: Screen, *, demonstration: bool) -> None:
    screen.answer(refused=False, **written, **({"demonstration": True} if demonstration else {}))
    screen.say(text("Written: {name}", name=str(file)), "green")
    if demonstration:
        screen.say(text("Demonstration data: all of them are invented."))
