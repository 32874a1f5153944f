"""What the bars of the breakdowns stand for, of which a reader looks at one at a time."""

from collections.abc import Mapping
from enum import StrEnum

from dashboard.domain.progress.equity import Share


class BarNumber(StrEnum):
    """People who came, sessions held, or how many of these were in French."""

    PARTICIPATIONS = "participations"
    SESSIONS = "sessions"
    FRENCH_SHARE = "french_share"


FrenchShares = Mapping[str, Mapping[str, Share]]
"""By the code of a breakdown and that of a row; a row that is not there is of no session.

Sessions of the kinds that the French share counts: those in French, of all. Of a language, it is
its own part of all of them: that French ones are in French goes without saying.
"""
