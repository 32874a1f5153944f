"""Publications as they are read, and as the database guards them."""

from datetime import date

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from dashboard.database import reading, writing
from dashboard.domain.publications.publication import BilingualText
from dashboard.publications.archive.reading import (
    ArchivedPublication,
    PublicationSummary,
    Withdrawal,
    latest,
    listing,
    numbered,
)
from dashboard.publications.archive.tables import ArchiveBase, PublicationRow

WITHDRAWN = {
    "withdrawn_at": "2015-05-01T12:00:00+00:00",
    "withdrawn_by": "Root",
    "reason_en": "a mistake",
    "reason_fr": "une erreur",
}


def a_row(number: int, **cells: object) -> dict[str, object]:
    return {
        "number": number,
        "published_at": f"2015-0{number}-01T12:00:00+00:00",
        "published_on": date(2015, number, 1),
        "data_as_of": date(2015, number, 1),
        "sha256": f"{number:064}",
        "content": f'{{"note":"é{number}"}}',
        "corrects": None,
        "prepared_by": "Ana",
        "approved_by": "Bo",
        **cells,
    }


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with writing(engine) as connection:
        connection.execute(insert(PublicationRow), [a_row(1), a_row(2), a_row(3, corrects=2)])
    return engine


def withdraw(engine: Engine, number: int) -> None:
    with writing(engine) as connection:
        these = PublicationRow.number == number
        connection.execute(update(PublicationRow).where(these).values(**WITHDRAWN))


def test_where_nothing_was_published_there_is_nothing(engine):
    with reading(engine) as connection:
        assert latest(connection) is None
        assert numbered(connection, 1) is None
        assert listing(connection) == ()


def test_the_latest_is_the_newest_that_holds(filled):
    with reading(filled) as connection:
        found = latest(connection)
    assert found == ArchivedPublication(
        number=3,
        sha256=f"{3:064}",
        published_on=date(2015, 3, 1),
        data_as_of=date(2015, 3, 1),
        corrects=2,
        content='{"note":"é3"}'.encode(),
    )
    withdraw(filled, 3)
    with reading(filled) as connection:
        assert latest(connection).number == 2


def test_a_withdrawn_one_is_listed_with_its_reason_and_its_hash_without_its_content(filled):
    withdraw(filled, 2)
    with reading(filled) as connection:
        found, listed = numbered(connection, 2), listing(connection)
    gone = Withdrawal(date(2015, 5, 1), BilingualText("a mistake", "une erreur"))
    assert (found.withdrawn, found.sha256, found.content) == (gone, f"{2:064}", b"")
    assert [(one.number, one.withdrawn) for one in listed] == [(3, None), (2, gone), (1, None)]
    assert all(type(one) is PublicationSummary for one in listed)


@pytest.mark.parametrize(
    "change",
    [
        update(PublicationRow).values(content="{}"),
        update(PublicationRow).values(sha256="0"),
        update(PublicationRow).where(PublicationRow.number == 3).values(number=4),
        update(PublicationRow).where(PublicationRow.number == 3).values(corrects=None),
        update(PublicationRow).values(approved_by="Ana"),
        update(PublicationRow).values(content="{}", **WITHDRAWN),
        update(PublicationRow).values(WITHDRAWN | {"reason_fr": None}),
        delete(PublicationRow),
    ],
    ids=str,
)
def test_the_database_refuses_to_change_what_was_published(filled, change):
    before = everything(filled)
    with pytest.raises(DatabaseError, match="never changes"), writing(filled) as connection:
        connection.execute(change)
    assert everything(filled) == before


def test_a_withdrawal_is_written_once(filled):
    withdraw(filled, 1)
    for change in ({"withdrawn_at": None}, {"reason_en": "another"}):
        with pytest.raises(DatabaseError, match="never changes"), writing(filled) as connection:
            connection.execute(update(PublicationRow).values(**change))


def test_sqlite_replaces_no_publication(sqlite_engine):
    with writing(sqlite_engine) as connection:
        connection.execute(insert(PublicationRow), [a_row(1)])
    replacing = insert(PublicationRow).prefix_with("OR REPLACE")
    with pytest.raises(DatabaseError, match="never changes"), writing(sqlite_engine) as connection:
        connection.execute(replacing, [a_row(1, content="{}")])


def test_postgresql_empties_no_archive(postgresql_engine):
    with (
        pytest.raises(DatabaseError, match="never changes"),
        writing(postgresql_engine) as connection,
    ):
        connection.execute(text("TRUNCATE publications CASCADE"))


def test_the_archive_has_tables_of_its_own():
    assert set(ArchiveBase.metadata.tables) == {
        "publications",
        "embed_grants",
        "embed_former_keys",
        "embed_shown",
        "publication_files",
    }


def everything(engine: Engine) -> list[object]:
    with reading(engine) as connection:
        return list(connection.execute(select(PublicationRow.__table__)))
