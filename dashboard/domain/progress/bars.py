"""What the bars of the breakdowns measure; a reader looks at one measure at a time."""

from collections.abc import Mapping
from enum import StrEnum

from dashboard.domain.progress.equity import Share


class BarNumber(StrEnum):
    """Participations, sessions, or the French share of the sessions."""

    PARTICIPATIONS = "participations"
    SESSIONS = "sessions"
    FRENCH_SHARE = "french_share"


FrenchShares = Mapping[str, Mapping[str, Share]]
"""Shares by breakdown code and row code; a row without sessions is missing.

Only session kinds that count in the French share are counted. A share is the sessions in French
over all sessions of the row. Only the rows by language differ: their share is the language's part
of all these sessions, because French sessions are always in French.
"""
