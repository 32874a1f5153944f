"""Real data among invented ones are pointed out, on the screen and to scripts."""

import json

import pytest

from dashboard.access import accounts
from dashboard.database import open_engine, reading, writing
from dashboard.domain.roles import Role
from dashboard.queries.state import state
from dashboard.writes.state import mark_as_demonstration
from tests.support.files import write_csv

SAID = "This database is the demonstration: everything in it is called invented"
ELSEWHERE = "For your own data, name another database in IMPACT_DATABASE_URL"


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
    answer = json.loads(impact("demo", "--json").stdout)
    assert answer["status"] == "done"
    subjects = [report["subject"] for report in answer["imports"]]
    assert subjects == ["venues", "facilitators", "targets", "sessions"]
    assert all(report["demonstration"] and report["added"] for report in answer["imports"])


def test_a_database_that_people_sign_in_to_never_becomes_the_demonstration(impact, database_url):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        account = accounts.add(connection, "ana", Role.COMMITTEE)
        accounts.set_password(connection, account.id, "correct horse battery")
    engine.dispose()
    done = impact("demo")
    assert done.exit_code == 1
    assert "This database has accounts of people" in done.stderr
    engine = open_engine(database_url)
    with reading(engine) as connection:
        assert not state(connection).demonstration
    engine.dispose()


def test_a_refused_demonstration_tells_scripts_why(impact, venues):
    impact("import", "venues", venues)
    done = impact("demo", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["status"] == "refused"
