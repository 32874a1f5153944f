import errno
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
import typer
from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError

from dashboard.cli.screen import _locale_of, command
from dashboard.database import open_engine, reading, writing
from dashboard.domain.sessions.findings import RULES_EDITION
from dashboard.domain.shared.audience import Audience
from dashboard.i18n import Locale
from dashboard.importers.reference import load_reference
from dashboard.places import REFERENCE
from dashboard.queries.answers import Answers
from dashboard.queries.progress.view import progress_view
from dashboard.settings import Settings
from dashboard.tables import (
    FindingTally,
    OutreachSession,
    Partner,
    PlannedTally,
    SessionTally,
    Venue,
)
from dashboard.writes.state import bump_version


def test_a_new_database_is_made_ready_and_the_second_time_nothing_is_added(
    impact_nowhere, tmp_path, monkeypatch
):
    monkeypatch.setenv("IMPACT_DATABASE_URL", f"sqlite:///{tmp_path / 'new' / 'impact.db'}")
    first = impact_nowhere("migrate")
    assert (first.exit_code, "reference values added" in first.stdout) == (0, True)
    assert impact_nowhere("migrate").stdout == "Nothing to do: the database is up to date\n"


def test_a_database_of_a_newer_version_is_left_alone(impact, database_url):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    done = impact("migrate")
    assert (done.exit_code, "A newer version" in done.stderr) == (1, True)


def test_scripts_hear_what_a_migration_added(impact_nowhere, tmp_path, monkeypatch):
    monkeypatch.setenv("IMPACT_DATABASE_URL", f"sqlite:///{tmp_path / 'impact.db'}")
    first, second = (json.loads(impact_nowhere("migrate", "--json").stdout) for _ in range(2))
    assert first["status"] == second["status"] == "done"
    assert first["reference_values_added"] > 0 == second["reference_values_added"]


def test_reference_values_that_are_added_reach_a_program_that_runs_already(
    impact_nowhere, sqlite_engine, monkeypatch
):
    answers = Answers(sqlite_engine, Settings(), Audience.COMMITTEE)
    with writing(sqlite_engine) as connection:
        connection.execute(delete(Partner))
        bump_version(connection)
    assert len(progress_view(answers, "").reading.vocabulary.partners) == 0
    url = sqlite_engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("IMPACT_DATABASE_URL", url)
    assert impact_nowhere("migrate").exit_code == 0
    assert len(progress_view(answers, "").reading.vocabulary.partners) > 0


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The files of reference data, for a test to change."""
    made = shutil.copytree(REFERENCE, tmp_path / "reference")
    monkeypatch.setattr(load_reference, "__defaults__", (made,))
    monkeypatch.setattr("dashboard.cli.migrate.REFERENCE", made)
    return made


def test_a_value_that_a_later_version_brings_is_added(impact, folder):
    assert impact("migrate").stdout == "Nothing to do: the database is up to date\n"
    with (folder / "partners.csv").open("a", encoding="utf-8") as file:
        file.write("new,New partner,Nouveau partenaire\n")
    assert impact("migrate").stdout.splitlines()[1:] == ["1 reference value added"]
    assert impact("migrate").stdout == "Nothing to do: the database is up to date\n"


def test_a_reference_file_that_cannot_be_read_is_told(impact, folder):
    (folder / "partners.csv").write_bytes(b"code,label_en,label_fr\nnew,New,\xe9\n")
    done = impact("migrate")
    assert (done.exit_code, "partners.csv: The file is not in UTF-8" in done.stderr) == (1, True)


def test_a_file_that_is_none_of_the_program_s_stops_nothing(impact, folder):
    shutil.copy(folder / "partners.csv", folder / "partners of mine.csv")
    assert impact("migrate").stdout == "Nothing to do: the database is up to date\n"


def test_findings_of_other_rules_are_looked_for_anew(impact, database_url):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE data_state SET finding_rules = 0")
    assert impact("migrate").exit_code == 0
    with reading(engine) as connection:
        edition = connection.exec_driver_sql("SELECT finding_rules FROM data_state").scalar()
    engine.dispose()
    assert edition == RULES_EDITION


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["age_groups.csv, row 1, column bit: The column “bit” is missing", "→ Add it"]),
        ("fr", ["age_groups.csv, ligne 1, colonne bit", "La colonne « bit » manque", "→ Ajoutez"]),
    ],
)
def test_a_reference_file_without_a_column_of_the_program_s_is_told(
    impact_nowhere, folder, monkeypatch, lang, said
):
    text = (folder / "age_groups.csv").read_text("utf-8")
    (folder / "age_groups.csv").write_text(re.sub(r",[^,]*$", "", text, flags=re.M), "utf-8")
    monkeypatch.setenv("IMPACT_DATABASE_URL", f"sqlite:///{folder.parent / 'impact.db'}")
    done = impact_nowhere("migrate", "--lang", lang)
    assert done.exit_code == 1
    shown = done.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert all(words in shown for words in said)
    assert "impact migrate" not in shown
    (fault,) = json.loads(impact_nowhere("migrate", "--json").stdout)["faults"]
    assert (fault["file"], fault["row"], fault["column"]) == ("age_groups.csv", 1, "bit")


@pytest.mark.parametrize("words", [("demo",), ("check",), ("import", "venues", "f.csv")])
def test_a_database_without_tables_says_what_to_run(impact_nowhere, tmp_path, monkeypatch, words):
    monkeypatch.setenv("IMPACT_DATABASE_URL", f"sqlite:///{tmp_path / 'impact.db'}")
    done = impact_nowhere(*words)
    assert done.exit_code == 1
    assert "Run “impact migrate” first" in done.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
        ("sqlite:////proc/none.db", "cannot be reached or used: unable to open database file"),
        ("sqlite:////proc/none/impact.db", "No such file or directory (/proc/none)"),
        ("mysql://x", "not the address of a supported database"),
        ("nonsense", "not the address of a supported database"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    impact_nowhere, monkeypatch, url, said
):
    monkeypatch.setenv("IMPACT_DATABASE_URL", url)
    for words in (("migrate",), ("check", "--json")):
        done = impact_nowhere(*words)
        assert done.exit_code == 1
        assert said in " ".join((done.stdout + done.stderr).split())


def test_a_full_disk_is_not_blamed_on_the_database(capsys):
    with pytest.raises(typer.Exit), command(Locale.EN):
        raise OSError(errno.ENOSPC, "No space left on device", "out.csv")
    said = " ".join(capsys.readouterr().err.split())
    assert "cannot be used: No space left on device (out.csv)" in said
    assert "database" not in said


def test_a_full_database_says_so_in_its_own_words(capsys):
    full = sqlite3.OperationalError("database or disk is full")
    with pytest.raises(typer.Exit), command(Locale.EN):
        raise OperationalError("INSERT a note", {}, full)
    said = " ".join(capsys.readouterr().err.split())
    assert "used: database or disk is full" in said
    assert "note" not in said


def test_a_setting_that_cannot_be_right_is_named(impact_nowhere, monkeypatch):
    monkeypatch.setenv("IMPACT_TIME_ZONE", "Mars/Olympus")
    done = impact_nowhere("check")
    assert (done.exit_code, "IMPACT_TIME_ZONE" in done.stderr) == (1, True)


def test_a_setting_that_another_one_needs_is_named_with_it(impact_nowhere, monkeypatch):
    monkeypatch.setenv("IMPACT_SMTP_URL", "smtp://localhost:2525")
    monkeypatch.setenv("IMPACT_MAIL_FROM", "impact@example.org")
    done = impact_nowhere("check", "--lang", "fr")
    said = " ".join(done.stderr.split())
    assert done.exit_code == 1
    assert "IMPACT_BASE_URL n’est pas défini, et IMPACT_SMTP_URL en a besoin" in said


@pytest.mark.parametrize(
    "number", [SessionTally.sessions, PlannedTally.sessions, FindingTally.findings]
)
def test_a_wrong_tally_is_found_and_counted_anew(impact, database_url, number):
    impact("demo", "--no-publish")
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.execute(update(number.class_).values({number: number + 1}))
    engine.dispose()
    found = json.loads(impact("check", "--json").stdout)
    assert (found["status"], len(found["discrepancies"])) == ("refused", 1)
    assert impact("check", "--repair").exit_code == 0
    assert impact("check").exit_code == 0


def test_what_does_not_agree_is_found(impact, database_url):
    impact("demo", "--no-publish")
    engine = open_engine(database_url)
    with writing(engine) as connection:
        is_one = OutreachSession.reference == "DEMO-2013-001"
        connection.execute(update(OutreachSession).where(is_one).values(total=99))
        connection.execute(
            update(Venue).where(Venue.code == "DEMO-SH-01").values(label_en="A name")
        )
    done = impact("check")
    engine.dispose()
    assert done.exit_code == 1
    assert "DEMO-2013-001" in done.stdout
    assert "DEMO-SH-01" in done.stdout


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({}, Locale.EN),
        ({"LANG": "fr_CA.UTF-8"}, Locale.FR),
        ({"LC_ALL": "en_CA.UTF-8", "LANG": "fr_CA.UTF-8"}, Locale.EN),
        ({"LC_ALL": "", "LC_MESSAGES": "fr"}, Locale.FR),
        ({"LANG": "C"}, Locale.EN),
    ],
)
def test_the_language_is_the_environments(environment, locale):
    assert _locale_of(environment) is locale


def test_a_damaged_file_is_told_as_one(impact_sqlite, sqlite_url):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(bytes(40 * 4096))
    done = impact_sqlite("check", "--lang", "fr")
    assert done.exit_code == 1
    assert "endommagée" in done.stderr
    assert "impact restore" in done.stderr
