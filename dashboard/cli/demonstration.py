"""``impact demo``: a database to explore, with one publication."""

import csv
from datetime import date

import typer
from sqlalchemy import Connection, Engine, exists, select

from dashboard.access import accounts
from dashboard.cli.publish import press_of, stop_if
from dashboard.cli.reports import as_data, show
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    author,
    command,
    migrated_engine,
    today,
)
from dashboard.database import reading, writing
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.reference.kinds import ANNOTATIONS, kind_of
from dashboard.i18n import Locale, text
from dashboard.importers.importing import import_file
from dashboard.importers.order import ImportOrder
from dashboard.places import DEMONSTRATION
from dashboard.publications.archive.reading import listing
from dashboard.queries.publications.publications import open_draft
from dashboard.queries.shared.state import state
from dashboard.settings import Settings
from dashboard.tables import Facilitator, OutreachSession, TargetRevision, Venue
from dashboard.writes.state import mark_as_demonstration

ORDER = ("venues", "facilitators", "targets", "sessions")


def demo(*, publish: bool, as_json: bool, lang: Locale | None) -> None:
    """Fill an empty database with the demonstration data (all invented), and publish them once."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with writing(engine) as connection:
            _refuse_accounts(connection)
            if not state(connection).demonstration:
                _refuse_real_data(connection)
                mark_as_demonstration(connection)
        reports = []
        for subject in ORDER:
            path = DEMONSTRATION / f"{subject}.csv"
            order = ImportOrder(path, today(settings), author())
            reports.append(import_file(engine, subject, order))
            show(reports[-1], screen)
        refused = any(report.refused for report in reports)
        if not refused:
            _mark_events(engine, today(settings))
        imports = [as_data(report, screen.locale, demonstration=True) for report in reports]
        screen.answer(refused=refused, imports=imports)
        if refused:
            raise typer.Exit(1)
        if publish:
            _publish_once(engine, screen, settings)
        screen.say(
            text("This database now contains the demonstration; all of its data are invented")
        )


def _mark_events(engine: Engine, day: date) -> None:
    """Annotate the curve as coordinators would; leave alone what they have marked since."""
    desk, kind = ReferenceDesk(engine, author(), day), kind_of(ANNOTATIONS)
    if kind is None or desk.all(kind):
        return
    with (DEMONSTRATION / f"{ANNOTATIONS}.csv").open(encoding="utf-8", newline="") as stream:
        for cells in csv.DictReader(stream):
            desk.add(kind, cells)


def _publish_once(engine: Engine, screen: Screen, settings: Settings) -> None:
    """Make one publication, as people would; leave alone what they have made since."""
    with reading(engine) as connection:
        if listing(connection) or open_draft(connection):
            return
    screen.say(text("Preparing a publication, which may take a minute"))
    press = press_of(engine, settings)
    drafted = press.draft()
    if drafted.draft:
        done = press.approve(drafted.draft.id, drafted.draft.digest)
    stop_if(done.refusals if drafted.draft else drafted.refusals)


def _refuse_real_data(connection: Connection) -> None:
    for table in (OutreachSession, Venue, Facilitator, TargetRevision):
        if connection.scalar(select(exists().select_from(table))):
            raise CommandRefusedError(
                text("This database has data other than the demonstration’s"),
                text("Set another, empty database in IMPACT_DATABASE_URL"),
            )


def _refuse_accounts(connection: Connection) -> None:
    """Refuse a database with accounts: their owners would sign in, but a demonstration is open."""
    if accounts.exist(connection):
        raise CommandRefusedError(
            text("This database has user accounts, but the demonstration has no sign-in"),
            text("Set another, empty database in IMPACT_DATABASE_URL"),
        )
