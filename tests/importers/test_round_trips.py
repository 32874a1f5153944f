"""Whatever sessions there are, a file of them in any form imports to the same data."""

import random
import unicodedata
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from dashboard.database import reading, writing
from dashboard.domain.importing.answers import HandNumbering
from dashboard.domain.sessions.record import SessionRecord
from dashboard.importers.formulas import guarded
from dashboard.importers.oddities import OddityAnswers
from dashboard.tables import OutreachSession
from dashboard.writes import derived
from dashboard.writes import sessions as store
from tests.support.files import write, write_csv
from tests.support.importing import import_file

TODAY = date(2015, 4, 1)
FREE = ("reference", "note")
AGES = ("12-14", "15-17", "18-21", "22-25", "26-plus", "unknown")
FRENCH = {
    "reference": "référence",
    "kind": "type de séance",
    "status": "statut",
    "language": "langue",
    "venue": "lieu",
    "facilitators": "animateurs",
    "duration_minutes": "durée (minutes)",
    "first_time": "première participation",
    "unknown": "non précisé",
    "12-14": "12 à 14 ans",
    "delivered": "tenue",
    "planned": "prévue",
    "cancelled": "annulée",
    "information_forum": "forum d’information",
    "youth_workshop": "atelier pour les jeunes",
    "en": "anglais",
    "fr": "français",
    "bilingual": "bilingue",
}

text = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=30)


@st.composite
def records(draw: st.DrawFn) -> list[SessionRecord]:
    references = draw(
        st.lists(text.map(str.strip).filter(bool), min_size=1, max_size=8, unique_by=plain_form)
    )
    return [draw(record(plain_form(reference))) for reference in references]


@st.composite
def record(draw: st.DrawFn, reference: str) -> SessionRecord:
    status = draw(st.sampled_from(["delivered", "planned", "cancelled"]))
    counts = draw(st.tuples(*[st.integers(0, 60)] * 6)) if status == "delivered" else (0,) * 6
    attendance = {age: count for age, count in zip(AGES, counts, strict=True) if count}
    total = sum(counts)
    return SessionRecord(
        reference,
        draw(st.dates(date(2013, 1, 1), TODAY)),
        status,
        draw(st.sampled_from(["information_forum", "discussion", "youth_workshop"])),
        draw(st.sampled_from(["en", "fr", "bilingual"])),
        draw(st.sampled_from(["SH-01", "HS-01"])),
        draw(st.none() | st.integers(1, 600)),
        total,
        draw(st.none() | st.integers(0, total)) if status == "delivered" else None,
        plain_form(draw(text)),
        attendance=attendance,
        facilitators=draw(st.sampled_from([(), ("F-1",), ("F-1", "F-2")])),
    )


def plain_form(words: str) -> str:
    return unicodedata.normalize("NFC", words.strip())


def table(records: list[SessionRecord], *, french: bool, shuffle: random.Random) -> list[list[str]]:
    """A header and rows, in either language, the columns in any order."""
    say = FRENCH if french else {}
    columns = [*SessionRecord.__dataclass_fields__, *AGES]
    columns.remove("attendance")
    shuffle.shuffle(columns)
    cells = [{**dict.fromkeys(columns, ""), **record.cells()} for record in records]
    said = [
        [guarded(row[c]) if c in FREE else say.get(row[c], row[c]) for c in columns]
        for row in cells
    ]
    return [[say.get(column, column) for column in columns], *said]


def stored(engine: Engine, records: list[SessionRecord]) -> list[SessionRecord]:
    with reading(engine) as connection:
        found = store.existing(connection, records)
    return [found[record.reference] for record in records]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.sampled_from(["csv", "xlsx", "ods"]),
    records(),
    st.tuples(st.booleans(), st.randoms(), st.sampled_from(",;\t")),
)
def test_sessions_survive_the_way_through_a_file(ready_sqlite, kind, records, form):
    french, shuffle, separator = form
    with writing(ready_sqlite) as connection:
        connection.execute(delete(OutreachSession))
        derived.rebuild(connection)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"f.{kind}"
        rows = table(records, french=french, shuffle=shuffle)
        if kind == "csv":
            write_csv(path, rows, separator=separator)
        else:
            write(path, rows)
        order = {"today": TODAY, "author": "a test"}
        numbered = OddityAnswers(
            numbers=HandNumbering.UNIQUE
        )  # some references count from 1 by chance
        first = import_file(ready_sqlite, "sessions", path, answers=numbered, **order)
        assert [fault.problem for fault in first.faults] == []
        assert stored(ready_sqlite, records) == records
        again = import_file(ready_sqlite, "sessions", path, **order)
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(records))
