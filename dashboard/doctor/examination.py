"""Run every check, in the order in which the findings are shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

from pydantic import ValidationError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dashboard.database import open_engine, reading, trouble
from dashboard.doctor import backups, database, environment, machine, messages, network
from dashboard.doctor.findings import Diagnosis, Severity, wrong
from dashboard.domain.publications.keys import key_digest
from dashboard.i18n import text
from dashboard.settings import Settings
from dashboard.web.shared.unavailable import said

Look = Callable[[], Iterable[Diagnosis]]


def examination(names: Mapping[str, str], *, quick: bool) -> Iterator[Diagnosis]:
    """Run every check; one that fails to run is reported, and the rest continue.

    ``names`` are the environment's variables. A ``quick`` run leaves out the checks that read the
    whole database.
    """
    yield from _guarded("settings", lambda: environment.names(names))
    try:
        settings = Settings()
    except ValidationError as error:
        yield from _of("settings", environment.unreadable(error))
        return
    yield from _guarded("settings", lambda: environment.sense(settings))
    now = datetime.now(UTC)
    try:
        engine = open_engine(settings.database_url, serving=True)
    except (ArgumentError, NoSuchModuleError):
        yield _unknown_address().of("database")
        return
    try:
        yield from _database(engine, key_digest(settings.secret_key), quick=quick)
        yield from _guarded(
            "mail",
            lambda: _diagnoses(engine, partial(messages.messages, settings=settings, now=now)),
        )
        with_file = database.file_of(engine)
        latest = _latest(engine)
    finally:
        engine.dispose()
    folders = [one.parent for one in (with_file,) if one]
    folders += [one for one in (settings.backup_dir, settings.cache_dir) if one]
    yield from _guarded("disk", lambda: machine.disks(folders))
    yield from _guarded("clock", lambda: machine.clock(now, latest))
    yield from _guarded("imports", machine.reading_of_files)
    yield from _guarded("backups", lambda: backups.backups(settings.backup_dir, with_file, now))
    yield from _guarded("mail", lambda: network.mail(settings))
    if settings.base_url:
        yield from _guarded("address", lambda: network.address(settings.base_url))
        yield from _guarded("certificate", lambda: network.certificate(settings.base_url, now))


def _database(engine: Engine, key: str, *, quick: bool) -> Iterator[Diagnosis]:
    """Check the database; each check requires that the one before found nothing wrong."""
    path = database.file_of(engine)
    looks: list[tuple[str, Look]] = [("database", lambda: database.file(path))] if path else []
    looks += [
        ("database", lambda: _diagnoses(engine, database.schema)),
        ("database", lambda: database.trial(engine)),
        ("people", lambda: _diagnoses(engine, database.people)),
        ("publications", lambda: _diagnoses(engine, database.restores)),
        ("publications", lambda: _diagnoses(engine, partial(database.key, own=key))),
    ]
    if not quick:
        looks += [
            ("database", lambda: database.whole(engine)),
            ("publications", lambda: database.publications(engine)),
        ]
    for about, look in looks:
        found = list(_guarded(about, look))
        yield from found
        if about == "database" and any(one.level is Severity.WRONG for one in found):
            return


def _diagnoses(
    engine: Engine, look: Callable[[Connection], Iterable[Diagnosis]]
) -> tuple[Diagnosis, ...]:
    with reading(engine) as connection:
        return tuple(look(connection))


def _latest(engine: Engine) -> datetime | None:
    try:
        with reading(engine) as connection:
            return database.latest_change(connection)
    except Exception:  # noqa: BLE001 - that it cannot be read was told before
        return None


def _guarded(about: str, look: Look) -> Iterator[Diagnosis]:
    """The findings of a check, or the error that stopped it."""
    try:
        yield from _of(about, look())
    except Exception as error:  # noqa: BLE001 - of a broken installation, anything may be raised
        yield _stumbled(error).of(about)


def _stumbled(error: Exception) -> Diagnosis:
    if found := trouble(error):
        return wrong(said(found), text("Check that the database runs, and what its log says"))
    return wrong(
        text("This check failed: {kind}", kind=type(error).__name__),
        text("Send this output to whoever helps you"),
    )


def _of(about: str, found: Iterable[Diagnosis]) -> Iterator[Diagnosis]:
    for one in found:
        yield one.of(about)


def _unknown_address() -> Diagnosis:
    return wrong(
        text("IMPACT_DATABASE_URL is not the address of a supported database"),
        text("Write `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`"),
    )
