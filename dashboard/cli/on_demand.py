"""Commands that are imported only when called, so that the program starts at once."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class CommandEntry(NamedTuple):
    """Where a command is defined, as ``module:name``, and the first sentence of its help.

    The name is that of the command's function, or of one that returns a whole group.
    """

    place: str
    summary: str


def application(**options: Any) -> typer.Typer:  # noqa: ANN401 - those of Typer
    """A Typer application with our options."""
    return typer.Typer(add_completion=False, pretty_exceptions_enable=False, **options)


def group_of(entries: Mapping[str, CommandEntry]) -> type[TyperGroup]:
    """A group of these commands; its help shows their summaries without importing them."""

    class OnDemand(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - Typer's own
            return list(entries)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
            if cmd_name in entries:
                return TyperCommand(cmd_name, help=entries[cmd_name].summary)
            return None

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
            name, found, rest = super().resolve_command(ctx, args)
            return name, load(name, entries[name]) if name is not None else found, rest

    return OnDemand


def load(name: str, entry: CommandEntry) -> Any:  # noqa: ANN401 - Typer's own
    """Import the command."""
    module, _, function = entry.place.partition(":")
    written = getattr(import_module(f"dashboard.cli.{module}"), function)
    if function == "group":
        return typer.main.get_command(written())
    app = application()
    app.command(name)(written)
    return typer.main.get_command(app)
