"""All sessions, in the form that the importer reads."""

import pandas as pd
from sqlalchemy import Connection, select

from dashboard.database import AnySelect
from dashboard.domain.sessions.column import NUMBERS
from dashboard.domain.sessions.columns import RECORDED, around_ages
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.sessions.records import as_in_files
from dashboard.queries.shared.text_order import by_text
from dashboard.sentences import in_both_languages
from dashboard.sentences.progress.definitions import short_rule
from dashboard.tables import Attendance, Facilitator, OutreachSession, SessionFacilitator, Venue


def sessions(connection: Connection, vocabulary: Vocabulary) -> pd.DataFrame:
    """One row per session by date and reference, one column per age group; exact counts.

    In duration and first time, blank means unknown; in an age group it means zero. Every row has
    the counting rule, so that copies keep it; importers skip that column.
    """
    frame = pd.read_sql(_sessions(), connection, dtype=_WHOLE_NUMBERS)
    wide = frame.join(_facilitators(connection), on="reference").join(
        _ages(connection, vocabulary), on="reference"
    )
    before, after = around_ages()
    return wide[[*before, *vocabulary.ages.codes, *after]].assign(
        counting=in_both_languages(short_rule())
    )


_WHOLE_NUMBERS = {column.code: "Int64" for column in RECORDED if column.type in NUMBERS}


def _sessions() -> AnySelect:
    session = OutreachSession
    return (
        select(*as_in_files())
        .join(Venue, session.venue_id == Venue.id)
        .order_by(session.held_on, by_text(session.reference))
    )


def _ages(connection: Connection, vocabulary: Vocabulary) -> pd.DataFrame:
    """One column per age group; the index is the reference."""
    parts = pd.read_sql(
        select(OutreachSession.reference, Attendance.age_group, Attendance.participations).join(
            OutreachSession, Attendance.session_id == OutreachSession.id
        ),
        connection,
    )
    wide = parts.pivot(index="reference", columns="age_group", values="participations")
    return wide.reindex(columns=list(vocabulary.ages.codes)).astype("Int64")


def _facilitators(connection: Connection) -> pd.Series:
    """The codes of each session's facilitators; the index is the reference."""
    led = pd.read_sql(
        select(OutreachSession.reference, Facilitator.code.label("facilitators"))
        .join(SessionFacilitator, SessionFacilitator.session_id == OutreachSession.id)
        .join(Facilitator, SessionFacilitator.facilitator_id == Facilitator.id)
        .order_by(by_text(Facilitator.code)),
        connection,
    )
    return led.groupby("reference")["facilitators"].agg("; ".join)
