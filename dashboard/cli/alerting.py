"""What calls for an alert now, for an audience: rules of the headline, drafts, items to fix."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from dashboard.access import accounts
from dashboard.addresses import EXPLORE, PLAN, PUBLISH, SESSIONS, View
from dashboard.database import reading
from dashboard.domain.messages.episodes import Sign
from dashboard.domain.plan.capacity import Outlook
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.sessions.options import SessionsTab
from dashboard.domain.shared import clock
from dashboard.domain.shared.audience import Audience
from dashboard.i18n import Locale, Text, plural, text
from dashboard.publications.making.monthly import due_to
from dashboard.publications.making.overview import DraftForApproval, Overview, look
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.queries.importing.refused import failing_now
from dashboard.queries.publications.returns import returned_last
from dashboard.queries.shared.state import state
from dashboard.sentences import headline
from dashboard.sentences.headline import HeadlineSentence
from dashboard.sentences.publications import publishing as say
from dashboard.settings import Settings

OF_HEADLINE = {"behind": EXPLORE, "silence": EXPLORE, "unled": PLAN, "short": PLAN}
"""The rules of the headline that call for an alert, and where their evidence is."""

REFUSED_FILES = f"?tab={SessionsTab.IMPORT}#import-refused"
"""Where the list of refused files stands in the sessions view."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A sign with its sentence, and the view with its evidence, in ``part`` of it."""

    sign: Sign
    sentence: Text | HeadlineSentence
    view: View
    part: str = ""

    def say(self, locale: Locale) -> str:
        """The sentence in that language."""
        return self.sentence.say(locale)

    def address(self, locale: Locale) -> str:
        """The path to the evidence in that language."""
        return self.view[locale] + self.part


def alarms(
    engine: Engine, settings: Settings, answers: Answers
) -> tuple[ExploreView, dict[Sign, Alarm]]:
    """What Explore shows of the whole project to an audience, and what in it calls for alerts."""
    answer = explore_view(answers, "")
    found = (*_of_headline(answer), *_of_items(answer), *_of_publishing(engine, settings))
    if answers.audience is Audience.COORDINATOR:
        found = (*found, *_of_returned(engine), *_of_importing(engine, settings))
    return answer, {one.sign: one for one in found}


def _of_headline(answer: ExploreView) -> Iterator[Alarm]:
    told = headline.decisions(answer.headline)
    for fact, sentence in zip(answer.headline.urgent, told, strict=True):
        if view := OF_HEADLINE.get(fact.rule.code):
            key = fact.about.language if isinstance(fact.about, Outlook) else ""
            yield Alarm(Sign(fact.rule.code, key), sentence, view)


def _of_items(answer: ExploreView) -> Iterator[Alarm]:
    if count := answer.reading.open_items:
        said = plural(
            "{count} issue to fix in the sessions.",
            "{count} issues to fix in the sessions.",
            count,
        )
        yield Alarm(Sign("to_fix"), said, SESSIONS)


def _of_publishing(engine: Engine, settings: Settings) -> Iterator[Alarm]:
    """The draft that waits, for who approves it or else who must act first; or one that is due."""
    rhythm = settings.publish_rhythm
    shown = look(engine, rhythm, key_digest(settings.secret_key))
    if waiting := shown.waiting:
        yield _of_draft(shown, waiting)
        return
    with reading(engine) as connection:
        due = due_to(connection, clock.today(state(connection), settings.time_zone), rhythm)
    if due:
        said = text("The sessions to {day} are not published yet.", day=due)
        yield Alarm(Sign("publication_due", f"{due:%Y-%m}"), said, PUBLISH)


def _of_draft(shown: Overview, waiting: DraftForApproval) -> Alarm:
    """Whoever approves hears of it once somebody can; until then, whoever prepares drafts."""
    key = str(waiting.record.id)
    if shown.held:
        said = say.awaits(closed=shown.closed, unfit=waiting.unfit, gaps=waiting.gaps)
        return Alarm(Sign("draft_held", key), said, PUBLISH)
    said = text("A draft with the data to {day} is awaiting approval.", day=waiting.record.as_of)
    return Alarm(Sign("draft", key), said, PUBLISH)


def _of_returned(engine: Engine) -> Iterator[Alarm]:
    """The draft that was sent back, for the one who prepared it; they know if they did it."""
    with reading(engine) as connection:
        found = returned_last(connection)
        account = accounts.by_name(connection, found[0].record.prepared_by) if found else None
    if found is None or account is None:
        return
    draft, back = found
    if back.author != draft.record.prepared_by:
        sign = Sign.for_one("draft_returned", back.draft, account.id)
        yield Alarm(sign, say.returned_with(draft.record.as_of, back), PUBLISH)


def _of_importing(engine: Engine, settings: Settings) -> Iterator[Alarm]:
    """Files that do not go in; whose they are, and their names, stand on the page only."""
    zone = ZoneInfo(settings.time_zone)
    with reading(engine) as connection:
        found = failing_now(connection, datetime.now(UTC))
    for one in found:
        said = text(
            "A file was refused on {day}, and none of the same account has been imported since.",
            day=one.last_at.astimezone(zone).date(),
        )
        yield Alarm(Sign("import_failed", one.key), said, SESSIONS, REFUSED_FILES)
