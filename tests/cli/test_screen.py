import inspect
import subprocess
import sys

import pytest
import typer

from dashboard.cli import COMMANDS as ENTRIES
from dashboard.cli import build
from dashboard.cli.on_demand import load
from dashboard.cli.screen import Screen
from dashboard.i18n import Locale, text

LONG = " ".join(["word"] * 60)


@pytest.fixture
def told_narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")


def commands():
    """Each command with its names, however deep."""
    yield (), typer.main.get_command(build())
    for name, entry in ENTRIES.items():
        yield from parts((name,), load(name, entry))


def parts(names, command):
    yield names, command
    for name, part in getattr(command, "commands", {}).items():
        yield from parts((*names, name), part)


COMMANDS = dict(commands())


def test_in_a_file_or_a_pipe_a_sentence_is_one_line(told_narrow, capsys):
    screen = Screen(Locale.EN)
    screen.say(text(LONG))
    with pytest.raises(typer.Exit):
        screen.refuse(text(LONG), text(LONG))
    printed = capsys.readouterr()
    assert printed.out == f"{LONG}\n"
    assert printed.err == f"{LONG}\n→ {LONG}\n"


def test_a_terminal_is_not_written_over_its_edge(told_narrow, monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    Screen(Locale.EN).say(text(LONG))
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


@pytest.mark.parametrize("names", COMMANDS)
def test_the_help_loses_nothing_of_what_is_written(names, impact_nowhere):
    written = inspect.cleandoc(COMMANDS[names].help).split()
    shown = impact_nowhere(*names, "--help").stdout.split()
    assert any(shown[at : at + len(written)] == written for at in range(len(shown)))


@pytest.mark.parametrize("name", ENTRIES)
def test_the_list_of_commands_says_of_each_what_its_own_help_begins_with(name, impact_nowhere):
    assert inspect.cleandoc(COMMANDS[(name,)].help).startswith(ENTRIES[name].summary)
    shown = impact_nowhere("--help").stdout.replace("│", "").split()
    written = ENTRIES[name].summary.split()
    assert any(shown[at : at + len(written)] == written for at in range(len(shown)))


def test_the_list_of_commands_imports_none_of_them():
    code = (
        "import sys\nfrom dashboard.cli import main\nsys.argv = ['impact', '--help']\n"
        "try:\n    main()\nfinally:\n    print({'sqlalchemy', 'numpy', 'flask'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
