"""What readers may ask and do: their answers, and the desks at which they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request
from werkzeug.exceptions import Forbidden

from dashboard.access.at_the_end import RightAtTheEnd
from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.desk.people import PeopleDesk
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.shared import clock
from dashboard.domain.shared.audience import INSIDE
from dashboard.exports.formats import document
from dashboard.permission import permitted
from dashboard.publications.making.briefs import InterruptedPrintingError
from dashboard.publications.making.granting import GrantDesk
from dashboard.queries.answers import Answers
from dashboard.queries.shared.state import state
from dashboard.web.access.bearer import token_given
from dashboard.web.access.rights import needed
from dashboard.web.access.visitors import Visitors
from dashboard.web.shared.documents import made_apart
from dashboard.web.shared.jobs import EndedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Engine

    from dashboard.cards.briefs import Brief
    from dashboard.domain.publications.files import BriefFormat
    from dashboard.domain.shared.roles import Right
    from dashboard.publications.making.press import Press
    from dashboard.settings import Settings


class People(Visitors):
    """Everyone who may make requests to this program, with what each may ask and do."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        super().__init__(engine, settings)
        self._answers = {audience: Answers(engine, settings, audience) for audience in INSIDE}

    def people_desk(self) -> PeopleDesk:
        """The reader's desk of accounts and tokens; the doors have checked the role.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        name = self.known_reader().name
        return PeopleDesk(self.asking_again(), name, open_to_all=self.is_demonstration())

    def ask(self) -> Answers:
        """The answers for this reader.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        reader = self.known_reader()
        return self._answers[reader.role.audience].for_reader(reader, g.get("impact_state"))

    def desk(self) -> Desk:
        """The reader's desk; the doors have checked what they may do there.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        return Desk(self.asking_again(), self.known_reader().name, self.today())

    def reference_desk(self) -> ReferenceDesk:
        """The reader's desk for reference data; the doors have checked what they may do.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        return ReferenceDesk(self.asking_again(), self.known_reader().name, self.today())

    def is_administrator(self) -> bool:
        """Whether the reader is one, in person.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        reader = self.known_reader()
        return reader.is_administrator and not reader.by_token

    def may_still(self, right: Right) -> RightAtTheEnd:
        """What tells, at the end of long work, whether the reader still has a right.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        by_token = self.known_reader().by_token
        secret = token_given() if by_token else None
        return RightAtTheEnd(right, self.account(), secret, self.today())

    def asking_again(self, right: Right | None = None) -> Engine:
        """The database, where each write asks once more whether the reader has a right.

        Without one, it is the right that this request needs.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        wanted = right or needed(request.endpoint or "", request.path)
        return permitted(self._engine, self.may_still(wanted)) if wanted else self._engine

    def press(self, right: Right) -> Press:
        """The press, for a reader in person who needs a right until the end.

        In the demonstration, its day is fixed.

        Raises:
            werkzeug.exceptions.HTTPException: It is a stranger, or a program.
        """
        from dashboard.publications.making.press import Press  # noqa: PLC0415 - brings a solver

        reader = self.known_reader()
        if reader.by_token:
            raise Forbidden
        with reading(self._engine) as connection:
            today = clock.today(state(connection), self._settings.time_zone)
        return Press(
            self.asking_again(right),
            reader.name,
            today,
            self._settings.publish_hidden_up_to,
            rhythm=self._settings.publish_rhythm,
            secret=self._settings.secret_key,
            printer=_printed,
            site=self._settings.base_url,
        )

    def granting(self) -> GrantDesk:
        """The desk of grants, for a reader in person; the doors have checked the role.

        Raises:
            werkzeug.exceptions.HTTPException: It is a stranger, or a program.
        """
        reader = self.known_reader()
        if reader.by_token:
            raise Forbidden
        return GrantDesk(self.asking_again(), reader.name, self.today())


def _printed(form: BriefFormat, briefs: Sequence[Brief], when: datetime) -> bytes:
    """The file of a publication, made in a process of its own.

    Raises:
        InterruptedPrintingError: There was no room for that process, or it ended early.
    """
    try:
        return made_apart(document, form, briefs, when)
    except (EndedError, BlockingIOError) as error:
        raise InterruptedPrintingError from error
