"""What is planted is found, told with what to do, and no secret is told with it."""

import http.server
import json
import os
import shutil
import smtplib
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dashboard.access import accounts
from dashboard.backup.restoring import mark
from dashboard.backup.writing import back_up
from dashboard.database import open_engine, writing
from dashboard.doctor import Diagnosis, Severity, backups, database, examination, machine, network
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from tests.queries.worlds import a_session, store
from tests.support import mail, nginx
from tests.support.ports import free_port
from tests.support.program import impact

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECRETS = ("n0-secret-at-all", "k" * 40)

Examine = Callable[..., list[Diagnosis]]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def examine(monkeypatch: pytest.MonkeyPatch) -> Examine:
    """What is found with these settings and no others."""

    def examine(url: str, *, quick: bool = True, **settings: object) -> list[Diagnosis]:
        monkeypatch.setenv("IMPACT_DATABASE_URL", url)
        for name, value in settings.items():
            monkeypatch.setenv(f"IMPACT_{name.upper()}", str(value))
        ours = {name: value for name, value in os.environ.items() if name.startswith("IMPACT_")}
        return list(examination(ours, quick=quick))

    return examine


@pytest.fixture(scope="module")
def kept(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an administrator, and a backup of it; copy them, never open them."""
    folder = tmp_path_factory.mktemp("kept")
    engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder / 'impact.db')}")
    with writing(engine) as connection:
        accounts.add(connection, "ana", Role.ADMIN)
        store(connection, [a_session()])
    (folder / "backups").mkdir()
    back_up(engine, folder / "backups" / "one.backup")
    engine.dispose()
    return folder


@pytest.fixture
def well_kept(kept: Path, tmp_path: Path) -> dict[str, object]:
    """Copies of both of a test's own, which nobody else may read."""
    database = tmp_path / "impact.db"
    shutil.copy(kept / database.name, database)
    database.chmod(0o600)
    folder = shutil.copytree(kept / "backups", tmp_path / "backups")
    return {"url": f"sqlite:///{database}", "backup_dir": folder, "secret_key": SECRETS[1]}


def bad(found: list[Diagnosis]) -> list[tuple[str, str]]:
    assert all(one.remedy for one in found if one.level is not Severity.FINE)
    return [(one.about, one.said.say(Locale.EN)) for one in found if one.level is not Severity.FINE]


def on_disk(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_nothing_is_wrong_with_what_is_well_kept(examine, well_kept):
    found = examine(**well_kept, quick=False)
    same_disk = "The backups are on the database’s disk, and would be lost with it"
    assert bad(found) == [("backups", same_disk)]
    told = {one.about for one in found}
    assert told == {
        *("settings", "database", "people", "publications", "disk", "clock", "imports", "backups"),
        "mail",
    }


@contextmanager
def changing(url: str) -> Iterator[Connection]:
    engine = open_engine(url)
    with writing(engine) as connection:
        yield connection
    engine.dispose()


def without_database(url: str) -> None:
    on_disk(url).unlink()


def without_tables(url: str) -> None:
    with changing(url) as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")


def of_older_version(url: str) -> None:
    with changing(url) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")


def of_newer_version(url: str) -> None:
    with changing(url) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def open_to_all(url: str) -> None:
    on_disk(url).chmod(0o644)


def a_backup_itself(url: str) -> None:
    engine = open_engine(url)
    back_up(engine, on_disk(url).with_name("copy"))
    engine.dispose()
    shutil.copyfile(on_disk(url).with_name("copy"), on_disk(url))


def damaged(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    content = bytearray(on_disk(url).read_bytes())
    content[4096:12_288] = b"\xff" * 8192
    on_disk(url).write_bytes(content)


def with_wrong_sums(url: str) -> None:
    with changing(url) as connection:
        connection.exec_driver_sql("UPDATE session_tallies SET sessions = sessions + 1")


def with_changed_log(url: str) -> None:
    with changing(url) as connection:
        connection.exec_driver_sql("UPDATE data_state SET audit_entries = 7")


def restored(url: str) -> None:
    engine = open_engine(url)
    mark(engine, "somebody")
    engine.dispose()


def without_administrator(url: str) -> None:
    with changing(url) as connection:
        accounts.set_active(connection, 1, active=False)


@pytest.mark.parametrize(
    ("plant", "about", "said"),
    [
        (without_database, "database", "There is no database at"),
        (without_tables, "database", "The database has no tables yet"),
        (of_older_version, "database", "The database comes from an older version of the program"),
        (of_newer_version, "database", "A newer version of the program created this database"),
        (open_to_all, "database", "Other users of this machine can read the database"),
        (a_backup_itself, "database", "impact.db is a backup, which must not change"),
        (damaged, "database", "damaged"),
        (with_wrong_sums, "database", "The data are inconsistent in "),
        (with_changed_log, "database", "The audit log"),
        (restored, "publications", "Nothing can be published until someone confirms"),
        (without_administrator, "people", "Nobody can manage accounts"),
    ],
)
def test_what_is_wrong_with_a_database_is_told(examine, well_kept, plant, about, said):
    plant(well_kept["url"])
    found = bad(examine(**well_kept, quick=False))
    assert [one for one in found if one[0] == about and said in one[1]], found


def test_inconsistent_data_are_not_called_consistent_for_their_whole_log(examine, well_kept):
    with_wrong_sums(well_kept["url"])
    said = [one.said.message for one in examine(**well_kept, quick=False)]
    assert "The data are consistent, and their log is intact" not in said


def test_another_key_than_that_of_the_latest_publication_is_told(examine, well_kept, monkeypatch):
    own = key_digest(well_kept["secret_key"])
    monkeypatch.setattr(database, "is_other_key", lambda _, key: key == own)
    found = bad(examine(**well_kept))
    assert [one for one in found if "was made with another secret key" in one[1]], found


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"secret_key": "short"}, "IMPACT_SECRET_KEY has an invalid value"),
        ({"publish_hidden_up_to": "4"}, "IMPACT_PUBLISH_HIDDEN_UP_TO has an invalid value"),
        ({"base_url": "", "smtp_url": "smtp://localhost"}, "is not set, and IMPACT_SMTP_URL needs"),
        ({"databse_url": "x"}, "IMPACT_DATABSE_URL is not a setting of this program"),
        ({"base_url": "http://dashboard.invalid"}, "Passwords cross the network unencrypted"),
        ({"base_url": "https://dashboard.invalid"}, "All sign-ins seem to come from one"),
        ({"base_url": "https://dashboard.invalid", "secret_key": ""}, "Everyone has to sign in"),
        ({"base_url": "https://dashboard.invalid"}, "Nothing answers at https://dashboard.invalid"),
        ({"backup_dir": ""}, "The age of the backups cannot be checked"),
        ({"backup_dir": "/nowhere"}, "There is no backup in /nowhere"),
    ],
)
def test_what_is_wrong_with_settings_is_told(examine, well_kept, settings, said):
    found = bad(examine(**well_kept | settings))
    assert [one for one in found if said in one[1]], found


def test_a_slip_of_the_pen_is_told_with_what_was_meant(examine, well_kept):
    found = examine(**well_kept, databse_url="x")
    (said,) = [one.remedy.say(Locale.FR) for one in found if "DATABSE" in one.said.say(Locale.FR)]
    assert "IMPACT_DATABASE_URL" in said


def test_a_database_that_is_away_is_told(examine, well_kept):
    url = f"postgresql://ana:{SECRETS[0]}@127.0.0.1:{free_port()}/impact"
    found = bad(examine(**well_kept | {"url": url}))
    assert ("database", "The database cannot be reached at the moment.") in [
        (about, said[:45]) for about, said in found
    ]


def test_postgresql_is_looked_at_as_well(examine, postgresql_url):
    engine = open_engine(postgresql_url)
    with writing(engine) as connection:
        accounts.add(connection, "ana", Role.ADMIN)
    engine.dispose()
    found = examine(postgresql_url, quick=False)
    assert {about for about, _ in bad(found)} == {"backups"}
    assert any(one.said.say(Locale.EN).startswith("PostgreSQL 1") for one in found)


@pytest.mark.parametrize(
    ("age", "level", "said"),
    [
        (timedelta(hours=30), Severity.FINE, "The newest backup, one.backup, is 30 hours old"),
        (timedelta(days=3), Severity.WATCH, "The newest backup, one.backup, is 3 days old"),
        (timedelta(days=9), Severity.WRONG, "The newest backup, one.backup, is 9 days old"),
    ],
)
def test_old_backups_are_told(well_kept, age, level, said):
    made = datetime.now(UTC)
    found = list(backups.backups(well_kept["backup_dir"], None, made + age))
    assert [(one.level, one.said.say(Locale.EN)) for one in found] == [(level, said)]


def test_a_file_that_only_looks_like_a_backup_is_none(well_kept):
    folder = well_kept["backup_dir"]
    (folder / "one.backup").write_bytes(b"nothing of the kind")
    (found,) = backups.backups(folder, None, NOW)
    assert found.said.say(Locale.EN).startswith("There is no backup")


def test_a_backup_that_others_may_read_is_told(well_kept):
    (well_kept["backup_dir"] / "one.backup").chmod(0o644)
    assert "Other users of this machine can read the backup one.backup" in [
        one.said.say(Locale.EN) for one in backups.backups(well_kept["backup_dir"], None, NOW)
    ]


@pytest.mark.parametrize(
    ("free", "level"),
    [(50 * 10**9, Severity.FINE), (900 * 10**6, Severity.WATCH), (100 * 10**6, Severity.WRONG)],
)
def test_a_full_disk_is_told(monkeypatch, tmp_path, free, level):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: Usage(10**12, 0, free))
    found = list(machine.disks([tmp_path / "not" / "yet"]))
    assert {one.level for one in found} == {level}


def test_what_imported_files_are_not_kept_from_is_told(monkeypatch):
    assert {one.level for one in machine.reading_of_files()} <= {Severity.FINE, Severity.WATCH}
    held = {"memory": True, "files": False, "network": False, "programs": True}
    monkeypatch.setattr(machine, "protections", lambda: held)
    (found,) = machine.reading_of_files()
    said = (
        "The process that reads imported files is not prevented from: reading other files "
        "and using the network"
    )
    assert (found.level, found.said.say(Locale.EN)) == (Severity.WATCH, said)


def test_a_clock_that_is_behind_is_told():
    found = machine.clock(NOW, NOW + timedelta(hours=1))
    assert Severity.WRONG in {one.level for one in found}
    assert Severity.WRONG not in {one.level for one in machine.clock(NOW, NOW)}


def test_the_mail_server_is_asked_and_sent_nothing(examine, well_kept, monkeypatch, tmp_path):
    certificate = mail.make_certificate(tmp_path / "mail.pem")
    with mail.running(certificate) as box:
        said = {
            "smtp_url": f"smtp://ana:{SECRETS[0]}@127.0.0.1:{box.port}",
            "mail_from": "impact@example.org",
            "base_url": "http://127.0.0.1:9",
        }
        assert "does not trust the certificate of the mail" in str(
            bad(examine(**well_kept, **said))
        )
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert "mail" not in {about for about, _ in bad(examine(**well_kept, **said))}
        assert box.messages == []
        assert box.shown

        def refuse(*_: object) -> None:
            raise smtplib.SMTPAuthenticationError(535, b"no")

        monkeypatch.setattr(smtplib.SMTP, "login", refuse)
        assert "rejects the user name or the password" in str(bad(examine(**well_kept, **said)))
    assert "does not answer" in str(bad(examine(**well_kept, **said)))


@contextmanager
def answering(body: bytes, **headers: str) -> Iterator[str]:
    """Something that answers everything the same, though it is not the dashboard."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def told(found: Iterator[Diagnosis]) -> str:
    return " ".join(one.said.say(Locale.EN) for one in found)


def test_something_else_at_the_address_is_told():
    with answering(b"<h1>Welcome to nginx</h1>") as url:
        assert "is not the dashboard (status 200)" in told(network.address(url))


def test_a_web_server_of_another_time_is_told():
    with answering(b'{"status":"alive"}', Date="Wed, 25 Mar 2015 12:00:00 GMT") as url:
        assert "The clocks of the web server" in told(network.address(url))


def test_the_way_through_a_web_server_is_looked_at(serve, sqlite_url, monkeypatch, tmp_path):
    """Its certificate, whom it is trusted by, and whether it lets files through."""
    certificate = mail.make_certificate(tmp_path / "site.pem")
    tls, narrow = free_port(), free_port()
    served = serve(database_url=sqlite_url, base_url=f"https://127.0.0.1:{tls}")
    to_us = f"location / {{ proxy_pass {served.url}/; proxy_set_header Host $http_host; }}"
    safe = f"listen 127.0.0.1:{tls} ssl; ssl_certificate {certificate}; ssl_certificate_key"
    wide = f"server {{ {safe} {certificate}; client_max_body_size 65m; {to_us} }}"
    sites = {tls: wide, narrow: nginx.site(narrow, tmp_path, to_us)}
    with nginx.running(tmp_path / "nginx", sites):
        base = f"https://127.0.0.1:{tls}"
        assert "does not trust the certificate" in told(network.address(base))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert told(network.address(base)) == f"The dashboard answers at {base}"
        (found,) = network.certificate(base, datetime.now(UTC))
        assert (found.level, found.said.number) == (Severity.WRONG, 0)
        (found,) = network.certificate(base, datetime.now(UTC) - timedelta(days=30))
        assert (found.level, found.said.number) == (Severity.FINE, 30)
        assert "rejects large files" in told(network.address(f"http://127.0.0.1:{narrow}"))


def test_the_command_tells_no_secret_in_either_language(well_kept):
    settings = {
        "secret_key": SECRETS[1],
        "base_url": "http://127.0.0.1:9",
        "smtp_url": f"smtp://ana:{SECRETS[0]}@127.0.0.1:9",
        "mail_from": "impact@example.org",
        "oidc_issuer": "https://login.example.org",
        "oidc_client_id": "impact",
        "oidc_client_secret": SECRETS[0],
        "oidc_roles": "a=admin",
    }
    url = f"postgresql://ana:{SECRETS[0]}@127.0.0.1:9/impact"
    for options in (("--lang", "fr"), ("--json",)):
        done = impact("doctor", *options, database_url=url, **settings)
        assert done.returncode == 1
        said = done.stdout + done.stderr
        assert not any(one in said for one in SECRETS)
        assert "Traceback" not in said
    assert json.loads(done.stdout)["status"] == "refused"
    done = impact("doctor", database_url=well_kept["url"], backup_dir=str(well_kept["backup_dir"]))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "To fix (✗): 0. To watch (!): 1.")
