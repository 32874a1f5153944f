"""A message is written when it is sent: of the role, the filters and the figures of that moment."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dashboard.access import accounts, alerts, mail, outbox, subscriptions
from dashboard.addresses import UNSUBSCRIBE
from dashboard.cli.alerting import Alarm, alarms
from dashboard.database import reading
from dashboard.domain.messages.due import named
from dashboard.domain.messages.kinds import KINDS, Rhythm
from dashboard.exports.briefs.content import brief
from dashboard.exports.briefs.naming import file_name
from dashboard.exports.briefs.typeset import typeset
from dashboard.exports.messages import mime
from dashboard.exports.messages.letter import Letter, alert, summary
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.sentences.shared.choices import ignored

if TYPE_CHECKING:
    from email.message import EmailMessage

    from sqlalchemy import Engine

    from dashboard.access.accounts import Account
    from dashboard.access.subscriptions import ActiveSubscription
    from dashboard.cards.briefs import Brief
    from dashboard.domain.messages.episodes import Sign
    from dashboard.domain.shared.audience import Audience
    from dashboard.i18n import Locale
    from dashboard.settings import Settings

BRIEFS_A_PROCESS = 20
MOST_DOCUMENTS = 16  # typeset briefs that are kept during one run, as many people read the same


class UnwantedError(Exception):
    """Nobody is to get the message any more; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Composer:
    """Writes the messages of one run."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._answers: dict[Audience, Answers] = {}
        self._documents: dict[tuple[object, ...], bytes] = {}
        self._pool: ProcessPoolExecutor | None = None

    def message(self, subscription_id: int, occasion: str, message_id: str) -> EmailMessage:
        """The message of a subscription for an occasion, as its reader may see it now.

        Raises:
            UnwantedError: The subscription has ended, its account may not read it any more, or
                what the alert is about is over.
        """
        wanted, account = self._reader(subscription_id)
        kind, audience = KINDS[wanted.wish.kind], account.role.audience
        if kind.rhythm is Rhythm.MEETING and not self._is_held(occasion):
            raise UnwantedError("over")
        letters, attached = (
            (self._alert(wanted, audience, occasion), None)
            if kind.is_alert
            else self._summary(wanted, audience)
        )
        subject = mime.subject(letters)
        made = mail.begun(self._settings.mail_from, account.name, subject, message_id)
        made["List-Unsubscribe"] = f"<{letters[0].end.address}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        mime.fill(made, letters)
        if attached:
            name, document = attached
            made.add_attachment(document, maintype="application", subtype="pdf", filename=name)
        return made

    def _is_held(self, occasion: str) -> bool:
        """Whether the meeting of an occasion has not been moved or called off since."""
        with reading(self._engine) as connection:
            days = outbox.meetings(connection)
        return occasion in {named(Rhythm.MEETING, day) for day in days}

    def alarms(self, audience: Audience) -> dict[Sign, Alarm]:
        """What calls for alerts now, as that audience may know."""
        return alarms(self._engine, self._settings, self._for(audience))[1]

    def _summary(
        self, wanted: ActiveSubscription, audience: Audience
    ) -> tuple[list[Letter], tuple[str, bytes] | None]:
        wish, site = wanted.wish, self._settings.base_url
        answer = explore_view(self._for(audience), wish.query)
        briefs = [brief(answer, locale, site) for locale in wish.languages]
        letters = [
            summary(
                one,
                KINDS[wish.kind],
                site,
                f"{site}{_end(wanted, one.locale)}",
                attached=wish.with_brief,
            )
            for one in briefs
        ]
        if wrong := ignored(answer.reading.problems):  # such as a filter that the role has no more
            letters = [replace(one, lead=(wrong.say(one.locale), *one.lead)) for one in letters]
        if not wish.with_brief:
            return letters, None
        name = file_name(wish.languages, answer.reading.state.data_as_of)
        return letters, (name, self._document(answer, briefs))

    def _alert(self, wanted: ActiveSubscription, audience: Audience, occasion: str) -> list[Letter]:
        with reading(self._engine) as connection:
            sign = alerts.sign_of(connection, occasion)
            before = alerts.last_time(connection, audience, sign) if sign else None
        answer, found = alarms(self._engine, self._settings, self._for(audience))
        if sign is None or sign not in found:
            raise UnwantedError("over")
        kind, site, alarm = KINDS[wanted.wish.kind], self._settings.base_url, found[sign]
        zone = ZoneInfo(self._settings.time_zone)
        days = [at.astimezone(zone).date() for at in before or ()]
        return [
            alert(
                answer.reading,
                kind,
                (alarm.say(locale), f"{site}{alarm.address(locale)}"),
                f"{site}{_end(wanted, locale)}",
                locale,
                before=days,
            )
            for locale in wanted.wish.languages
        ]

    def _reader(self, subscription_id: int) -> tuple[ActiveSubscription, Account]:
        with reading(self._engine) as connection:
            wanted = subscriptions.by_id(connection, subscription_id)
            account = accounts.by_id(connection, wanted.account_id) if wanted else None
        if wanted is None or account is None:
            raise UnwantedError("ended")
        if not account.active:
            raise UnwantedError("closed")
        if not account.role.may(KINDS[wanted.wish.kind].right):
            raise UnwantedError("not_allowed")
        if not mail.is_address(account.name):
            raise UnwantedError("no_address")
        return wanted, account

    def _for(self, audience: Audience) -> Answers:
        if audience not in self._answers:
            self._answers[audience] = Answers(self._engine, self._settings, audience)
        return self._answers[audience]

    def _document(self, answer: ExploreView, briefs: list[Brief]) -> bytes:
        """The brief as a file, set once for all who get the same."""
        now = answer.reading
        languages = tuple(one.locale for one in briefs)
        key = (now.state.edition, now.today, now.audience, now.filters, languages)
        if key not in self._documents:
            if len(self._documents) >= MOST_DOCUMENTS:
                self._documents.pop(next(iter(self._documents)))
            self._documents[key] = self._typesetter.submit(
                typeset, briefs, datetime.now(UTC)
            ).result()
        return self._documents[key]

    @property
    def _typesetter(self) -> ProcessPoolExecutor:
        """A process beside this one: the typesetter keeps what it has set, 10 MB a brief."""
        if self._pool is None:
            beside = get_context("spawn")
            self._pool = ProcessPoolExecutor(1, beside, max_tasks_per_child=BRIEFS_A_PROCESS)
        return self._pool

    def close(self) -> None:
        """End the process beside this one."""
        if self._pool is not None:
            self._pool.shutdown()


def _end(wanted: ActiveSubscription, locale: Locale) -> str:
    """The path that ends a subscription, in that language."""
    return f"{UNSUBSCRIBE[locale]}/{wanted.end_key}"
