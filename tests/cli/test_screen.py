import inspect
import json
import os
import subprocess
import sys

import pytest
import typer

from dashboard.cli import build
from dashboard.cli.commands import COMMANDS as COMMANDS_IN
from dashboard.cli.commands import GROUPS
from dashboard.cli.reports import show
from dashboard.cli.screen import Screen
from dashboard.i18n import Locale, text
from dashboard.importers.report import Report, ValueChange

LONG = " ".join(["word"] * 60)


@pytest.fixture
def told_narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")


def parts(names, command):
    """A command with its names, and each one below it."""
    yield names, command
    for name, part in getattr(command, "commands", {}).items():
        yield from parts((*names, name), part)


COMMANDS = dict(parts((), typer.main.get_command(build())))
HEAVY = {
    *("alembic", "argon2", "dash", "flask", "gunicorn", "numpy", "openpyxl", "pandas", "plotly"),
    *("psycopg", "pydantic_settings", "scipy", "sqlalchemy"),
}
"""What no help needs, and what takes long to import; Typer itself imports pydantic."""
RUN = """
import json, sys
from dashboard.cli import main
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["impact", *arguments]
    try:
        main()
    except SystemExit as ended:
        print(ended.code, file=sys.stderr)
print(*sys.modules, file=sys.stderr)
"""


def test_in_a_file_or_a_pipe_a_sentence_is_one_line(told_narrow, capsys):
    screen = Screen(Locale.EN)
    screen.say(text(LONG))
    with pytest.raises(typer.Exit):
        screen.refuse(text(LONG), text(LONG))
    printed = capsys.readouterr()
    assert printed.out == f"{LONG}\n"
    assert printed.err == f"{LONG}\n→ {LONG}\n"


def test_a_terminal_obeys_nobody_who_wrote_on_a_page(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    screen = Screen(Locale.EN)
    hostile = text("{reason}", reason="é\t\x1b[2J\x9b2J\x07\nb")
    screen.say(hostile)
    screen.complain(hostile, hostile)
    printed = capsys.readouterr()
    assert not set(printed.out) & {"\x1b", "\x9b", "\x07"}
    assert printed.out.splitlines()[1] == "b"


def test_no_table_of_a_command_has_what_a_terminal_obeys(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    change = ValueChange("S-1", "S-1", "note", "\x1b]0;owned\x07", "HS\x9b2J")
    changed = Report("sessions", "a.csv", dry_run=False, changes=(change,), change_count=1)
    show(changed, Screen(Locale.EN))
    assert capsys.readouterr().out.splitlines()[1].split() == ["S-1", "note", "]0;owned", "HS2J"]


@pytest.mark.parametrize(
    "asked",
    [
        ("publish", "draft", "--note-en", "\udce9", "--note-fr", "b"),
        ("publish", "withdraw", "1", "--reason-en", "a\udce9", "--reason-fr", "b"),
        ("import", "sessions", "none.csv", "--ignore-column", "\udce9"),
    ],
)
def test_words_that_are_not_utf_8_are_refused_before_anything_is_done(impact_sqlite, asked):
    done = impact_sqlite(*asked, "--lang", "fr")
    assert done.exit_code == 1
    assert "contient des octets qui ne sont pas en UTF-8" in done.stderr
    assert json.loads(impact_sqlite(*asked, "--json").stdout)["status"] == "refused"


def test_a_file_may_have_a_name_that_is_not_utf_8(impact_sqlite, tmp_path):
    file = tmp_path / "\udce9.xlsx"
    assert "�.xlsx" in impact_sqlite("template", file).stdout
    assert json.loads(impact_sqlite("template", file, "--json").stdout)["status"] == "done"


def test_a_terminal_is_not_written_over_its_edge(told_narrow, monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    Screen(Locale.EN).say(text(LONG))
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


@pytest.mark.parametrize("names", COMMANDS)
def test_the_help_loses_nothing_of_what_is_written(names, impact_nowhere):
    written = inspect.cleandoc(COMMANDS[names].help).split()
    shown = impact_nowhere(*names, "--help").stdout.split()
    assert any(shown[at : at + len(written)] == written for at in range(len(shown)))


def imported(*commands, url="sqlite:///"):
    """The modules that one program has imported after these commands."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands)],
        env=os.environ | {"IMPACT_DATABASE_URL": url, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {*done.stderr.splitlines()[-1].split()}


def test_help_and_mistakes_import_nothing_of_what_commands_do():
    asked = [[*names, "--help"] for names in COMMANDS]
    assert not imported(*asked, ["import", "sessions", "--dry"]) & HEAVY


def test_small_commands_import_no_server_and_nothing_that_reads_or_draws_files(
    sqlite_url, tmp_path
):
    file = tmp_path / "sessions.csv"
    file.write_text("reference,date\n", encoding="utf-8")
    commands = [["users", "list"], ["tokens", "list"], ["check", "audit"]]
    others = {"dash", "flask", "gunicorn", "numpy", "openpyxl", "pandas", "plotly", "scipy"}
    others |= {"alembic", "psycopg"}  # which change a schema, or are for PostgreSQL
    others |= {"sqlalchemy.dialects.postgresql", "babel.dates", "babel.messages"}
    # what only a terminal shows, and what only the process that reads files uses
    others |= {"rich.progress", "dashboard.importers.files.book"}
    # what other files are about, and what the dashboard counts of facilitators
    others |= {"dashboard.importers.targets", "dashboard.domain.progress.progress"}
    small = [*commands, ["import", "sessions", str(file)]]
    assert not imported(*small, url=sqlite_url) & others


def test_a_command_imports_no_other_one(sqlite_url):
    there = {f"dashboard.cli.commands.{one}" for one in {*COMMANDS_IN.values(), *GROUPS.values()}}
    assert imported(["migrate"], url=sqlite_url) & there == {"dashboard.cli.commands.database"}
    assert imported(["check", "audit"], url=sqlite_url) & there == {"dashboard.cli.commands.check"}
    assert imported(["chekc"]) > there  # a mistake is told with what there is


def test_a_command_looks_for_no_garbage_among_what_it_loads(sqlite_url):
    """Each look takes some milliseconds, and finds nothing: modules stay, even as it ends."""
    counting = """
import gc, sys
from dashboard.cli import main
def looks(): return sum(one["collections"] for one in gc.get_stats())
before, sys.argv = looks(), ["impact", "import", "sessions", "nothing.csv"]
try:
    main()
except SystemExit:
    print(looks() - before, gc.get_freeze_count() > 50_000, gc.get_threshold()[0] <= 100_000)
    print(len(gc.get_objects()) < 100)
"""
    done = subprocess.run(
        [sys.executable, "-c", counting],
        env=os.environ | {"IMPACT_DATABASE_URL": sqlite_url, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-2:] == ["0 True True", "True"]


def test_where_nothing_is_to_do_migrate_imports_neither_tables_nor_what_changes_them(sqlite_url):
    others = {"alembic", "dashboard.tables", "dashboard.writes", "psycopg", "sqlalchemy.orm"}
    assert not imported(["migrate"], url=sqlite_url) & others
