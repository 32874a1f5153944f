"""``impact serve``: run the dashboard with a production server, on this machine only."""

import gc
import os
import secrets
import signal
import socket
from collections.abc import Callable
from contextlib import closing
from importlib import import_module

from gunicorn.app.base import BaseApplication
from gunicorn.systemd import SD_LISTEN_FDS_START, listen_fds
from gunicorn.util import import_app
from sqlalchemy import Engine

from dashboard.access import accounts
from dashboard.access.arrivals import is_open
from dashboard.cli.schedule import draft_monthly
from dashboard.cli.screen import CommandRefusedError, author, command, migrated_engine
from dashboard.cli.users import address_of
from dashboard.database import reading
from dashboard.desk.people import PeopleDesk
from dashboard.domain.publications.keys import MADE_AT_START
from dashboard.domain.shared.hosts import is_loopback
from dashboard.domain.shared.roles import Right, Role
from dashboard.i18n import Locale, text
from dashboard.queries.progress.array_store import Arrays, take_over
from dashboard.settings import Settings
from dashboard.web.publications.embeds.reach import REACH
from dashboard.web.serving.load_metrics import forget_worker
from dashboard.web.serving.memory import give_back, keep_apart
from dashboard.web.serving.metrics import SHARED
from dashboard.web.serving.warmth import rehearse, warm_in_background
from dashboard.web.serving.worker import Worker
from dashboard.web.shared import logs, uploads
from dashboard.web.shared.folders import HeldFolder, remove_abandoned
from dashboard.web.shared.jobs import jobs
from dashboard.web.shared.unavailable import TRIAL

FIRST_NAME = "admin"
COUNTED = "impact-metrics-"
MODULE = "app"
COLLECT_AFTER = 5_000, 10, 100
"""Objects: a save leaves 6,000. After ten times as many, some page would pay for all of them.

What is old is looked through as rarely as in a command: that takes 40 ms and finds next to nothing.
"""
APPLICATION = f"{MODULE}:create_server()"  # by name: the engine opens in the worker, after the fork
OPTIONS = {
    "worker_class": "dashboard.web.serving.worker.Worker",
    "graceful_timeout": 3,
    "loglevel": "error",
    "control_socket_disable": True,
}


def serve(host: str, port: int, workers: int, lang: Locale | None) -> None:
    """Open the dashboard at http://HOST:PORT until Ctrl+C."""
    with command(lang) as (screen, settings):
        opened = _opened_for_us()
        host, port = opened or (host, port)
        with migrated_engine(settings) as engine:  # closed before the workers open their own
            _check_address(host, settings, demonstration=_is_demonstration(engine))
            if not opened:
                _check_port(host, port)
            place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            base = settings.base_url or f"http://{place}"
            link = _first_link(engine, base, screen.locale) if settings.password_sign_in else None
        if link:
            screen.say(
                text("Nobody can sign in yet. To become the administrator: {link}", link=link),
                "yellow",
            )
    if not settings.secret_key:
        os.environ["IMPACT_SECRET_KEY"] = made_key()
    logs.configure()
    for prefix in (COUNTED, uploads.PREFIX):
        remove_abandoned(prefix)  # of servers that were killed
    address = f"http://{place}"
    ready = text("The dashboard is at {address} (Ctrl+C stops it)", address=address)
    options = _counting_together() if workers > 1 else {}
    arrays = _load_for_all()
    _Server(
        bind=place,
        workers=workers,
        when_ready=lambda _: screen.say(ready, "green"),
        post_worker_init=_begin(arrays, monthly=settings.publish_monthly),
        **options,
    ).run()


def made_key() -> str:
    """One secret for all workers, until the next start."""
    return MADE_AT_START + secrets.token_hex(32)


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our options only, none from its command line or environment."""

    def __init__(self, **options: object) -> None:
        self._options = OPTIONS | options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        return import_app(APPLICATION)


def _load_for_all() -> Arrays:
    """Import and use the program, in memory that all workers share; begin the parent of their jobs.

    What it read of the database is returned, for each worker.

    What is used first in a worker is written to, and so copied for it. The garbage collector would
    write to every object.
    """
    keep_apart()
    jobs().warm()
    arrays = rehearse(import_module(MODULE).create_server)
    gc.collect()
    give_back()
    gc.freeze()
    return arrays


def _counting_together() -> dict[str, object]:
    """A folder in which workers count, so that each can tell the sum; deleted at the end.

    The first process deletes it. If that one is killed, the next start does.
    """
    folder = HeldFolder(COUNTED)
    os.environ[SHARED] = str(folder.path)

    def forget(_: object, worker: Worker) -> None:
        forget_worker(worker.pid)

    return {"on_exit": lambda _: folder.close(), "child_exit": forget}


def _begin(arrays: Arrays, *, monthly: bool) -> Callable[[Worker], None]:
    """Start what each worker does besides answering."""

    def post_worker_init(worker: Worker) -> None:
        gc.set_threshold(*COLLECT_AFTER)
        take_over(worker.wsgi.extensions["impact"], arrays)
        warm_in_background(worker.wsgi)
        worker.wsgi.extensions[TRIAL].start(_end_this_worker)
        worker.wsgi.extensions[REACH].start()
        if monthly:
            draft_monthly(worker.age)

    return post_worker_init


def _end_this_worker() -> None:
    """End this worker, after what it has begun; the first process starts a new one."""
    os.kill(os.getpid(), signal.SIGTERM)


def _is_demonstration(engine: Engine) -> bool:
    with reading(engine) as connection:
        return is_open(connection)


def _first_link(engine: Engine, base: str, locale: Locale) -> str | None:
    """A one-time link for the first administrator, while nobody can sign in."""
    with reading(engine) as connection:
        if is_open(connection) or accounts.is_any(connection):
            return None
        if any(map(_is_another_administrator, accounts.every(connection))):
            return None  # their links were printed when they were created
        account = accounts.by_name(connection, FIRST_NAME)
    if account and (not account.role.may(Right.ADMINISTER) or not account.active):
        return None  # changed on the command line, where others can be created
    desk = PeopleDesk(engine, author())
    if account:
        secret = desk.new_link(account.id)
    else:
        _, secret = desk.add(FIRST_NAME, Role.ADMIN)
    return address_of(secret, base, locale)


def _is_another_administrator(account: accounts.Account) -> bool:
    return account.active and account.role.may(Right.ADMINISTER) and account.name != FIRST_NAME


def _opened_for_us() -> tuple[str, int] | None:
    """A socket on which systemd listens for this process; ``None`` without one."""
    if not listen_fds(unset_environment=False):
        return None
    with closing(socket.socket(fileno=os.dup(SD_LISTEN_FDS_START))) as handed:
        host, port = handed.getsockname()[:2]
        return host, port


def _check_address(host: str, settings: Settings, *, demonstration: bool) -> None:
    """Refuse to start on an address that would expose an unprotected database.

    Raises:
        CommandRefusedError: Others could reach the demonstration, or nobody could find the
            dashboard.
    """
    if demonstration and not is_loopback(host):
        raise CommandRefusedError(
            text("Others could open {host}: the demonstration has no sign-in", host=host),
            text("Serve this machine only: --host 127.0.0.1"),
        )
    if not is_loopback(host) and not settings.base_url:
        raise CommandRefusedError(
            text("To be served at {host}, the dashboard needs its public address", host=host),
            text("Set IMPACT_BASE_URL, for example to https://impact.example.org"),
        )


def _check_port(host: str, port: int) -> None:
    """Refuse a port in use, before the server fails on it.

    Raises:
        CommandRefusedError: The port is in use.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandRefusedError(
                text("Port {port} is in use", port=str(port)),
                text("Stop the program that uses it, or choose another port with --port"),
            ) from error
