"""Real data among invented ones are pointed out, on the screen and to scripts."""

import json
import urllib.error
import urllib.request
from http import HTTPStatus

import pytest
from sqlalchemy import exists, select, update

from dashboard.access import accounts, identities
from dashboard.cli import demonstration
from dashboard.database import open_engine, reading, writing
from dashboard.domain.publications.publication import read
from dashboard.domain.shared.roles import Role
from dashboard.publications.archive.reading import latest, listing
from dashboard.publications.making.verifying import faults
from dashboard.queries.shared.state import state
from dashboard.tables import OutreachSession, User
from dashboard.writes.state import mark_as_demonstration
from tests.support import patience, program
from tests.support.files import write_csv

SAID = "This is the demonstration database: all of its data are invented"
ELSEWHERE = "For your own data, set another database in IMPACT_DATABASE_URL"


@pytest.fixture
def venues(tmp_path):
    rows = [
        ("code", "venue_type", "area", "label_en", "label_fr"),
        ("HS-01", "high_school", "Vanier", "A", "B"),
    ]
    return write_csv(tmp_path / "venues.csv", rows)


@pytest.fixture
def impact_demonstration(impact, database_url):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    engine.dispose()
    return impact


def test_an_import_into_the_demonstration_says_so_after_its_report(impact_demonstration, venues):
    done = impact_demonstration("import", "venues", venues)
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert said.endswith(f"1 added, 0 changed, 0 unchanged {SAID} {ELSEWHERE}")


def test_an_import_into_the_demonstration_says_so_to_scripts(impact_demonstration, venues):
    done = impact_demonstration("import", "venues", venues, "--json", "--dry-run")
    assert json.loads(done.stdout)["demonstration"] is True


def test_an_import_of_real_data_is_silent_about_the_demonstration(impact, venues):
    assert "demonstration" not in impact("import", "venues", venues).stdout
    assert "demonstration" not in impact("import", "venues", venues, "--json").stdout


def test_the_demonstration_tells_scripts_what_went_in(impact):
    answer = json.loads(impact("demo", "--no-publish", "--json").stdout)
    assert answer["status"] == "done"
    subjects = [report["subject"] for report in answer["imports"]]
    assert subjects == ["venues", "facilitators", "targets", "sessions"]
    assert all(report["demonstration"] and report["added"] for report in answer["imports"])


def _with_password(connection):
    account = accounts.add(connection, "ana", Role.COMMITTEE)
    accounts.set_password(connection, account.id, "correct horse battery")


def _without_a_way_in(connection):
    accounts.add(connection, "ana", Role.COMMITTEE)


def _by_provider(connection):
    account = accounts.add(connection, "ana", Role.COMMITTEE)
    identities.tie(connection, account.id, "https://login.example.org", "ana")


def _ended(connection):
    _with_password(connection)
    connection.execute(update(User).values(active=False))


@pytest.mark.parametrize("make", [_with_password, _without_a_way_in, _by_provider, _ended])
def test_a_database_with_accounts_never_becomes_the_demonstration(impact, database_url, make):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        make(connection)
    done = impact("demo")
    assert done.exit_code == 1
    assert "This database has user accounts" in done.stderr
    with writing(engine) as connection:
        assert not state(connection).demonstration
        mark_as_demonstration(connection)  # nor goes on to be one
    assert impact("demo", "--no-publish").exit_code == 1
    with reading(engine) as connection:
        assert not connection.scalar(select(exists().select_from(OutreachSession)))
    engine.dispose()


def test_a_demonstration_that_got_an_account_asks_who_it_is(serve, demonstration_url):
    served = serve()
    assert _status(f"{served.url}/api/v1/progress") == HTTPStatus.OK
    done = program.impact("users", "add", "ana", "--role", "admin", database_url=demonstration_url)
    assert done.returncode == 0, done.stderr
    for at in (served, serve()):  # while it is served, and when it is served anew
        assert _status(f"{at.url}/api/v1/progress") == HTTPStatus.UNAUTHORIZED
    assert program.impact("demo", database_url=demonstration_url).returncode == 1


def _status(url):
    try:
        with urllib.request.urlopen(url, timeout=patience.SECONDS) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_refused_demonstration_tells_scripts_why(impact, venues):
    impact("import", "venues", venues)
    done = impact("demo", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["status"] == "refused"


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A demonstration of three sessions, in place of the one that takes its time to publish."""
    files = {
        "venues": [
            ("code", "venue_type", "area", "label_en", "label_fr"),
            ("HS-01", "high_school", "Vanier", "A school", "Une école"),
        ],
        "facilitators": [("code", "language", "trained_on"), ("F-1", "en", "2014-10-01")],
        "targets": [
            ("indicator", "value", "due", "effective_from", "reason"),
            ("youth", "100", "2015-06-30", "2014-04-01", ""),
        ],
        "annotations": [("day", "last_day", "label_en", "label_fr")],
        "sessions": [
            ("reference", "date", "status", "kind", "language", "venue", "15-17"),
            ("S-1", "2014-11-03", "delivered", "youth_workshop", "en", "HS-01", "25"),
            ("S-2", "2014-12-01", "delivered", "youth_workshop", "fr", "HS-01", "30"),
        ],
    }
    for name, rows in files.items():
        write_csv(tmp_path / f"{name}.csv", rows)
    monkeypatch.setattr(demonstration, "DEMONSTRATION", tmp_path)


@pytest.mark.usefixtures("small")
def test_the_demonstration_brings_one_publication_and_no_second_one(impact, database_url):
    for _ in range(2):
        assert impact("demo").exit_code == 0
    engine = open_engine(database_url)
    with reading(engine) as connection:
        (published,) = listing(connection)
        content = read(latest(connection).content)
        assert faults(connection) == ()
    engine.dispose()
    assert (published.number, content.demonstration) == (1, True)
    assert content.published_on == content.data_as_of  # its own today


@pytest.mark.usefixtures("small")
def test_what_people_prepared_in_the_demonstration_is_left_alone(impact):
    impact("demo", "--no-publish")
    draft = json.loads(impact("publish", "draft", "--json").stdout)["draft"]
    impact("demo")
    assert json.loads(impact("publish", "show", "--json").stdout)["draft"] == draft
