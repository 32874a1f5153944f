"""A database with some of everything that a project has after a while."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert

from dashboard.access import accounts, feeds, identities, outbox, subscriptions, throttle
from dashboard.database import writing
from dashboard.desk.people import PeopleDesk
from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.domain.messages.kinds import Wish
from dashboard.domain.publications.embeds import ViewCount
from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.publications.archive import shown
from dashboard.publications.making.press import Press
from dashboard.tables import (
    AlertEpisode,
    Annotation,
    Decision,
    ImportRecord,
    Meeting,
    RefusedImport,
    VenueAlias,
    VenueRequest,
)
from dashboard.writes import mappings
from dashboard.writes import sessions as session_store
from dashboard.writes.changes import Changes
from dashboard.writes.mappings import SUBJECT
from dashboard.writes.service import changing
from tests.publications.making.conftest import FIRST, TODAY, sessions
from tests.queries.worlds import store
from tests.support.embeds import grant

PASSWORD = "correct horse battery"  # noqa: S105 - of tests
NAMES = {"ana": Role.COORDINATOR, "bo": Role.COMMITTEE, "root": Role.ADMIN, "cy": Role.ADMIN}
BEGUN = datetime(2015, 3, 1, tzinfo=UTC)
ODD = "Empty is not nothing: « é », 🙂, \\N, tab\there, “quotes”, 'x', a; b"


@dataclass
class Rich:
    """What a test needs to know of it: secrets that were shown once."""

    token: str = ""
    feed: str = ""
    key: str = ""
    link: str = ""
    numbers: dict[str, int] = field(default_factory=dict)


def fill(engine: Engine, *, publications: int = 1) -> Rich:
    """Fill an empty, migrated database; each number of publications takes about a second."""
    made = Rich()
    with writing(engine) as connection:
        store(
            connection,
            sessions(),
            trainings={("F1", "en"): FIRST, ("F2", "fr"): FIRST},
            revisions=[{"effective_from": FIRST, "value": 2000, "due": date(2016, 3, 31)}],
        )
        connection.execute(insert(VenueAlias).values(code="HS-09", venue="HS-01", moved=3))
        connection.execute(insert(VenueRequest).values(key="k-1", code="SH-02"))
        strike = {"code": "strike", "label_en": "School strike", "label_fr": "Grève scolaire"}
        connection.execute(insert(Annotation).values(day=FIRST, last_day=TODAY, **strike))
        connection.execute(insert(Meeting).values(code="m-1", day=date(2015, 4, 2)))
        decided = {"about": "gaps", "label_en": "", "label_fr": "Deux séances de plus"}
        connection.execute(insert(Decision).values(code="d-1", day=TODAY, due=None, **decided))
        episode = {"sign": "short", "audience": "committee", "key": "fr"}
        connection.execute(insert(AlertEpisode).values(**episode, began_at=BEGUN.isoformat()))
        connection.execute(
            insert(ImportRecord).values(
                subject="sessions", file_name="été.csv", sha256="0" * 64, added=1, changed=0,
                unchanged=0,
            )
        )  # fmt: skip
        refused = {"at": BEGUN.isoformat(), "author": "ana", "subject": "sessions"}
        why = {"file_name": "été.xlsx", "format": "xlsx", "reason": "rows", "faults": 2}
        connection.execute(insert(RefusedImport).values(**refused, **why))
    desk = PeopleDesk(engine, "root")
    for name, role in NAMES.items():
        account, made.link = desk.add(name, role)
        made.numbers[name] = account.id
        desk.set_password(account.id, PASSWORD)
    made.link = desk.new_link(made.numbers["bo"])
    made.token = desk.create_token("report", Role.COMMITTEE, TODAY, date(2999, 1, 1))
    with writing(engine) as connection:
        identities.tie(connection, made.numbers["cy"], "https://login.example.org", "s-cy")
        accounts.signed_in_now(connection, made.numbers["ana"])
        made.feed = feeds.create(connection, "ana", Locale.FR, TODAY)
        throttle.tried(connection, "mallory", "192.0.2.7")
        wish = Wish("weekly", "language=fr", (Locale.FR,), with_brief=True)
        subscriptions.begin(connection, made.numbers["ana"], wish, BEGUN)
        due = outbox.due(connection, 7, ZoneInfo("America/Toronto"), BEGUN + timedelta(days=8))
        outbox.put(connection, due, "impact@example.org", BEGUN + timedelta(days=8))
    add_sessions(engine, "S-odd", note=ODD)
    add_sessions(engine, "S-even")
    with changing(engine, "Ana") as writer:
        writer.import_id = 1
        record = MappingRecord("kobo", ("a", "b"), {"a": "date"}, {"kind": {"x": "discussion"}})
        writer.save(SUBJECT, mappings, Changes(added=(record,)))
    for _ in range(publications):
        publish(engine)
    made.key = grant(engine, views=("youth", "by-month"), origins=("https://example.org",)).key
    with writing(engine) as connection:
        shown.add(connection, ViewCount(TODAY, 1, "youth", 3))
    Press(engine, "ana", TODAY, 10).draft(note=BilingualText("A note", "Une note"))
    return made


def add_sessions(engine: Engine, *references: str, note: str = "", count: int = 30) -> None:
    """A session a reference, saved as people save them."""
    made = [
        SessionRecord(
            reference,
            date(2015, 2, 16) + timedelta(days=at),
            *("delivered", "discussion", "fr", "HS-01"),
            duration_minutes=None,
            total=count,
            first_time=None,
            note=note,
            attendance={"15-17": count},
        )
        for at, reference in enumerate(references)
    ]
    with changing(engine, "Ana") as writer:
        writer.save("sessions", session_store, Changes(added=tuple(made)))


def publish(engine: Engine, today: date = TODAY) -> int:
    """One more publication, by two people; its number."""
    draft = Press(engine, "ana", today, 10).draft().draft
    number: int = Press(engine, "bo", today, 10).approve(draft.id, draft.digest).number
    return number
