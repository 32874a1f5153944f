"""One run of sending: what is due goes into the outbox, and what is in the outbox goes out.

Each step that others must know is committed before the next begins, so that a run may be killed
anywhere, and several may run at once.
"""

import logging
import smtplib
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from dashboard.access import alerts, claims, mail, outbox, subscriptions
from dashboard.access.claims import ClaimedMessage, ClaimLostError
from dashboard.cli.composing import Composer, UnwantedError
from dashboard.database import reading, writing
from dashboard.domain.messages.outbox import MessageState
from dashboard.settings import Settings
from dashboard.writes import refused_imports

PERMANENT = 500  # from this answer of a mail server on, another try gives the same
Clock = Callable[[], datetime]

_log = logging.getLogger("impact")


class NoMailServerError(Exception):
    """The mail server cannot be used, so the run ended."""


def follow_alerts(engine: Engine, composer: Composer, now: datetime) -> None:
    """Note what calls for alerts now, for the audiences of those who want any."""
    with reading(engine) as connection:
        wanted = outbox.of_alerts(connection, subscriptions.in_use(connection))
    for audience in sorted({audience for _, audience in wanted}):
        found = composer.alarms(audience)
        with writing(engine) as connection:
            alerts.follow(connection, audience, found, now)


def put_due(engine: Engine, settings: Settings, now: datetime) -> int:
    """Put what is due into the outbox, and free what dead processes left.

    Returns how many messages became of unknown fate.
    """
    with writing(engine) as connection:
        lost = claims.tidy(connection, now)
        due = outbox.due(connection, settings.send_hour, ZoneInfo(settings.time_zone), now)
        outbox.put(connection, due, settings.mail_from, now)
        refused_imports.forget(connection, now)
    return lost


class Sending:
    """One run; ``counts`` are the messages by what became of them."""

    def __init__(self, engine: Engine, settings: Settings, clock: Clock | None = None) -> None:
        self._engine = engine
        self._settings = settings
        self._clock = clock or (lambda: datetime.now(UTC))
        self._composer = Composer(engine, settings)
        self._connections = ExitStack()
        self._server: mail.MailServer | None = None
        self.counts: Counter[MessageState] = Counter()

    def run(self, on_message: Callable[[int], None] = lambda _: None) -> None:
        """Send everything that is due.

        Raises:
            NoMailServerError: The mail server cannot be used; the rest waits for another run.
        """
        follow_alerts(self._engine, self._composer, self._clock())
        lost = put_due(self._engine, self._settings, self._clock())
        self.counts[MessageState.UNKNOWN] += lost
        try:
            while mine := self._claim():
                self._send(mine)
                on_message(self.counts.total())
        finally:
            self._hang_up()
            self._composer.close()

    def _claim(self) -> ClaimedMessage | None:
        with writing(self._engine) as connection:
            return claims.claim(connection, self._clock())

    def _send(self, mine: ClaimedMessage) -> None:
        message = mine.message
        try:
            made = self._composer.message(
                message.subscription_id, message.occasion, message.message_id
            )
        except UnwantedError as why:
            self._note(mine, MessageState.WITHDRAWN, why.code)
            return
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            _log.error("message %d cannot be written: %s", message.id, type(error).__name__)
            self._note(mine, MessageState.FAILED, "not_written")
            return
        server = self._connected(mine)
        handed = False

        def leaves_now() -> None:
            nonlocal handed
            with writing(self._engine) as connection:
                claims.handing_over(connection, mine, self._clock())
            handed = True

        try:
            mail.deliver(server, made, leaves_now)
        except ClaimLostError:
            self._leave()
        except smtplib.SMTPNotSupportedError:
            self._note(mine, MessageState.GIVEN_UP, "address")
        except smtplib.SMTPRecipientsRefused as error:
            ((code, _),) = error.recipients.values()
            self._refused(mine, code, "recipient")
        except smtplib.SMTPDataError as error:
            self._refused(mine, error.smtp_code, "content")
        except (OSError, ValueError):  # ValueError: a header that cannot be written
            self._leave()
            self._note(mine, MessageState.UNKNOWN if handed else MessageState.FAILED, "connection")
        else:
            self._note(mine, MessageState.SENT, "")

    def _connected(self, mine: ClaimedMessage) -> mail.MailServer:
        """The open connection, or a new one."""
        if self._server is None:
            try:
                server = mail.connected(self._settings.smtp_url)
                self._server = self._connections.enter_context(server)
            except OSError as error:
                self._note(mine, MessageState.FAILED, "no_server")
                raise NoMailServerError from error
        return self._server

    def _leave(self) -> None:
        """Close a connection that is in an unknown state."""
        if self._server is not None:
            self._server.close()
        self._hang_up()

    def _hang_up(self) -> None:
        """Say goodbye; a server that answers rudely has taken the messages all the same."""
        self._server = None
        with suppress(OSError):
            self._connections.close()

    def _refused(self, mine: ClaimedMessage, code: int, trouble: str) -> None:
        state = MessageState.GIVEN_UP if code >= PERMANENT else MessageState.FAILED
        self._note(mine, state, trouble)

    def _note(self, mine: ClaimedMessage, state: MessageState, trouble: str) -> None:
        """Write down what became of a message."""
        now = self._clock()
        with writing(self._engine) as connection:
            match state:
                case MessageState.SENT:
                    claims.sent(connection, mine, now)
                case MessageState.UNKNOWN:
                    claims.unknown(connection, mine, now)
                case MessageState.GIVEN_UP:
                    claims.given_up(connection, mine, now, trouble)
                case MessageState.WITHDRAWN:
                    claims.withdrawn(connection, mine, now, trouble)
                case _:
                    state = claims.failed(connection, mine, now, trouble)
        self.counts[state] += 1
