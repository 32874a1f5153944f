"""Restore a backup in one transaction, and keep revoked access revoked.

Everything is prepared in private files, while writers wait and readers continue. Then one
transaction puts it in place. If the process is killed, the database stays as it was.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, inspect, select, update

from dashboard.backup.ended import RevokedAccess, end_again, end_sign_ins
from dashboard.backup.kinship import STRANGER, kinship
from dashboard.backup.manifest import Manifest
from dashboard.backup.messages import hold
from dashboard.backup.published import PublishedNumbers, carry, carry_from_site
from dashboard.backup.rows import count
from dashboard.backup.site import OnSite
from dashboard.backup.staging import staged
from dashboard.backup.swapping import lock, swap
from dashboard.backup.writing import NewerError, back_up
from dashboard.database import reading, tend, writing
from dashboard.domain.shared.restores import DatabaseRestore
from dashboard.migrations import revision_of, revisions
from dashboard.private import make_folder
from dashboard.tables import AuditEntry, DataState
from dashboard.writes import restores
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer, changing
from dashboard.writes.state import bump_version, new_generation
from dashboard.writes.trail import RecordDifference, append

Told = Callable[[int], None]
TELLING = ("sessions", "venues", "users", "publications", "audit_log")
HOLDING = (
    *(*TELLING, "facilitators", "target_revisions", "api_tokens", "calendar_feeds"),
    *("import_records", "import_mappings", "embed_grants", "publication_drafts"),
)


class DemonstrationError(Exception):
    """A backup of the demonstration must not replace a project."""


@dataclass(frozen=True, slots=True)
class DatabaseContents:
    """The number of rows in each table, and the last change: an ISO time in UTC, or empty."""

    tables: dict[str, int]
    last_change: str

    def __bool__(self) -> bool:
        return any(self.tables.values())


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """The result of a restore; ``replaced`` describes the former database, if any."""

    restored: DatabaseRestore
    replaced: Manifest | None
    ended: RevokedAccess
    carried: PublishedNumbers


def held(engine: Engine) -> DatabaseContents:
    """What the database holds, and a restore would replace.

    Raises:
        NewerError: A newer version of the program made the database.
    """
    with reading(engine) as connection:
        there = set(inspect(connection).get_table_names())
        if revision_of(connection) not in (None, *revisions()):
            raise NewerError
        counted = {name: count(connection, name) for name in HOLDING if name in there}
        entries = select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)
        last = connection.scalar(entries) if "audit_log" in there else ""
    return DatabaseContents(counted, last or "")


def restore(  # noqa: PLR0913 - each says something else of what is wanted
    engine: Engine,
    backup: Path,
    manifest: Manifest,
    author: str,
    *,
    keep: Path | None,
    site: tuple[OnSite, ...] | None = None,
    on_rows: Told = lambda _: None,
) -> RestoreResult:
    """Replace everything in the database with a verified backup.

    The replaced data go into a backup at ``keep``, if given. ``site`` lists the publications on the
    public site.

    Raises:
        DemonstrationError, OtherPublicationsError, NewerError: See there; nothing was changed.
        UnfitError, ExistsError, OSError: A file is not what it was, or can't be written.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="impact-restore-")))
        new = stack.enter_context(staged(backup, manifest, folder, on_rows))
        place = Path(new.url.database or "")
        new.dispose()
        target = stack.enter_context(writing(engine))
        lock(target, place)
        replaced, old = _replaced(stack, engine, keep, folder)
        if replaced and manifest.demonstration and not replaced.demonstration:
            raise DemonstrationError
        outcome = _prepare(new, manifest, old, site, author)
        new.dispose()
        swap(target, place, on_rows)
    tend(engine)
    return replace(outcome, replaced=replaced)


def mark(engine: Engine, author: str) -> DatabaseRestore:
    """Record a restore by other tools: a new history begins, and everybody must sign in again.

    Access revoked since that backup is unknown, and is not revoked again.
    """
    with changing(engine, author) as writer:
        end_sign_ins(writer.connection)
        return _begin(writer, "", "", unknown=True)


def _replaced(
    stack: ExitStack, engine: Engine, keep: Path | None, folder: Path
) -> tuple[Manifest | None, Engine | None]:
    """Back up and stage the current database; ``None`` if there is none."""
    if not held(engine):
        return None, None
    path = keep or folder / "replaced"
    manifest = back_up(engine, path).manifest
    make_folder(folder / "old")
    return manifest, stack.enter_context(staged(path, manifest, folder / "old"))


def _prepare(
    new: Engine,
    manifest: Manifest,
    old: Engine | None,
    site: tuple[OnSite, ...] | None,
    author: str,
) -> RestoreResult:
    """Turn the staged backup into the state that will be put in place."""
    with ExitStack() as stack:
        replaced = stack.enter_context(reading(old)) if old else None
        writer = stack.enter_context(changing(new, author))
        connection = writer.connection
        if replaced is not None and _is_demonstration(replaced):
            replaced = None  # a demonstration: nothing was really published or granted
        kin, carried, ended = STRANGER, PublishedNumbers(), RevokedAccess()
        if replaced is not None:
            kin = kinship(connection, replaced)
            carried = carry(writer, replaced)
            ended = end_again(writer, replaced, kin)
            _be_newer_than(connection, replaced)
        if site is not None:
            carried = _together(carried, carry_from_site(writer, site))
        end_sign_ins(connection, *((replaced,) if replaced is not None else ()))
        hold(connection, replaced)
        known = kin.goes_on or (site is not None and not carried.lost)
        said = {"carried": asdict(carried), "ended": asdict(ended)}
        restored = _begin(
            writer,
            manifest.sha256,
            manifest.made_at,
            unknown=not known and not manifest.demonstration,
            said=said,
        )
        restores.lose(connection, carried.lost, restored.generation)
        return RestoreResult(restored, None, ended, carried)


def _begin(
    writer: Writer,
    sha256: str,
    made_at: str,
    *,
    unknown: bool,
    said: Mapping[str, object] | None = None,
) -> DatabaseRestore:
    """Begin another history of the data, and log what it began with."""
    restored = DatabaseRestore(
        new_generation(writer.connection),
        datetime.now(UTC).isoformat(timespec="microseconds"),
        writer.author,
        sha256,
        made_at,
        unknown,
    )
    connection = writer.connection
    restores.save(connection, Changes(added=(restored,)))
    what = asdict(restored) | dict(said or {})
    entry = RecordDifference.of(restores.RESTORES, restored.key, None, what)
    append(connection, writer.author, None, [entry])
    bump_version(connection)
    return restored


def _together(first: PublishedNumbers, second: PublishedNumbers) -> PublishedNumbers:
    return PublishedNumbers(
        (*first.publications, *second.publications),
        (*first.withdrawals, *second.withdrawals),
        second.lost,
    )


def _be_newer_than(connection: Connection, replaced: Connection) -> None:
    """Raise the version, so that open pages recognise the restored data as newer."""
    version = select(DataState.version)
    least = max(connection.scalar(version) or 0, replaced.scalar(version) or 0)
    connection.execute(update(DataState).values(version=least))


def _is_demonstration(connection: Connection) -> bool:
    return bool(connection.scalar(select(DataState.demonstration)))
