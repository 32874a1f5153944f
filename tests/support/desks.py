"""Somebody at the desk of a dashboard that is served, known by a token."""

import http.client
import json
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import insert, select

from dashboard.access import tokens
from dashboard.database import open_engine, reading, writing
from dashboard.desk.people import PeopleDesk
from dashboard.domain.shared.roles import Role
from dashboard.tables import Facilitator, OutreachSession
from tests.importers.conftest import TODAY
from tests.queries.worlds import store
from tests.support import patience

NO_ANSWER = 0
CELLS = {
    "date": "2015-03-02",
    "status": "delivered",
    "kind": "discussion",
    "language": "fr",
    "venue": "HS-01",
    "15-17": "9",
}


@dataclass
class Answer:
    """What came back; ``NO_ANSWER`` when nothing did."""

    status: int
    content: Any = None
    headers: Any = None


@dataclass
class Desk:
    """A coordinator's program at the address of a server."""

    url: str
    secret: str

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        given = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=patience.SECONDS)
        content = None if body is None else json.dumps(body)
        with closing(connection), suppress(OSError, http.client.HTTPException):
            connection.request(method, path, content, given | headers)
            answer = connection.getresponse()
            text = answer.read()
            is_json = "json" in (answer.headers["Content-Type"] or "")
            return Answer(answer.status, json.loads(text) if is_json else text, answer.headers)
        return Answer(NO_ANSWER)

    def save(self, reference: str, **headers: str) -> Answer:
        """A new session of nine people."""
        body = {"cells": CELLS | {"reference": reference}}
        return self.ask("POST", "/api/v1/sessions", body, **headers)

    def readiness(self) -> Answer:
        return self.ask("GET", "/readyz")

    def youth(self) -> int:
        """How many the dashboard says were reached."""
        found = self.ask("GET", "/api/v1/progress").content["youth"]["participations"]
        assert isinstance(found, int)
        return found


def furnish(url: str) -> str:
    """Venues, an administrator and a coordinator's token in a migrated database; its secret."""
    engine = open_engine(url)
    with writing(engine) as connection:
        store(connection, [])
        connection.execute(insert(Facilitator), [{"code": "F-1"}])
        secret = tokens.create(connection, "x", Role.COORDINATOR, TODAY, None)
    people = PeopleDesk(engine, "x")  # or the first start would make an administrator
    people.set_password(people.add("ana", Role.ADMIN)[0].id, "a long enough password")
    engine.dispose()
    return secret


def references(url: str) -> set[str]:
    """The sessions that a database holds."""
    engine = open_engine(url)
    with reading(engine) as connection:
        found = set(connection.scalars(select(OutreachSession.reference)))
    engine.dispose()
    return found
