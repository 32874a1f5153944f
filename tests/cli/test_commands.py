"""Each command is declared as the function takes it that does it."""

import inspect
from importlib import import_module
from typing import get_type_hints

import pytest

from dashboard.cli.commands import COMMANDS, GROUPS

DECLARED = [
    pytest.param(one, id=f"{module}.{name}")
    for module in sorted({*COMMANDS.values(), *GROUPS.values()})
    for name, one in vars(import_module(f"dashboard.cli.commands.{module}")).items()
    if inspect.isfunction(one)
    if "declaration" in inspect.getclosurevars(one).nonlocals
]


def test_most_commands_say_only_who_does_them():
    assert len(DECLARED) > 30


@pytest.mark.parametrize("command", DECLARED)
def test_a_command_is_declared_as_its_work_takes_it(command):
    done = inspect.getclosurevars(command).nonlocals
    module = import_module(f"dashboard.cli.{done['module']}")
    work = getattr(module, done["name"] or command.__name__)
    assert get_type_hints(command.__wrapped__) == get_type_hints(work)
    assert inspect.signature(command).parameters.keys() == inspect.signature(work).parameters.keys()
