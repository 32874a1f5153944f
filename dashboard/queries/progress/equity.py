"""The French share of the project: of sessions, participations and people trained."""

from dashboard.domain.progress.equity import FRENCH, Equity, Share
from dashboard.domain.progress.progress import Progress


def equity(progress: Progress) -> Equity:
    """The three French shares of ``progress``; a share that is hidden there is hidden here."""
    french = next((row for row in progress.by_language if row.code == FRENCH), None)
    trained = progress.facilitators
    return Equity(
        filters=progress.filters,
        sessions=Share(french.sessions if french else 0, progress.delivered),
        participations=Share(french.participations if french else 0, progress.participations),
        facilitators=Share(trained.by_language.get(FRENCH, 0), trained.people),
    )
