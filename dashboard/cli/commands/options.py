"""What the declarations of all commands share."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from dashboard.i18n import Locale, text

Lang = Annotated[
    Locale | None,
    typer.Option(help="Output language; LC_ALL, LC_MESSAGES or LANG by default."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]


def done_by(module: str, name: str = "") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a command that a function of ``dashboard.cli`` does, which is loaded only then.

    It gets all that was typed, by the names declared, and has the declaration's name if none is
    given.
    """

    def declared(declaration: Callable[..., None]) -> Callable[..., None]:
        @wraps(declaration)
        def run(**given: Any) -> None:  # noqa: ANN401 - of any option
            work = import_module(f"dashboard.cli.{module}")
            getattr(work, name or declaration.__name__)(**given)

        return run

    return declared


def application(**options: Any) -> typer.Typer:  # noqa: ANN401 - those of Typer
    """A Typer application with our options."""
    return _Application(add_completion=False, pretty_exceptions_enable=False, cls=_Group, **options)


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Without the name that pydantic gives to a wrong choice."""
    try:
        yield
    except typer.BadParameter as refused:
        refused.message = refused.message.removeprefix("Value error, ")
        raise


class _Command(TyperCommand):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer’s own
        with _in_plain_words():
            return super().parse_args(ctx, args)


class _Group(TyperGroup):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer’s own
        with _in_plain_words():
            return super().parse_args(ctx, args)


class _Application(typer.Typer):
    """Refuses words that cannot be kept, before any command of its own begins."""

    def command(self, *args: Any, **options: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - Typer’s
        declare = super().command(*args, cls=_Command, **options)
        return lambda function: declare(_reading_text(function))


def _reading_text(function: Callable[..., None]) -> Callable[..., None]:
    @wraps(function)
    def checked(**given: Any) -> None:  # noqa: ANN401 - of any option
        for value in _words(given.values()):
            if not _is_text(value):
                _refuse(value, given)
        function(**given)

    return checked


def _words(values: Iterable[Any]) -> Iterable[str]:
    """What is text; names of files are paths, and may have any bytes."""
    for value in values:
        yield from [value] if isinstance(value, str) else ()
        yield from _words(value) if isinstance(value, list | tuple) else ()


def _is_text(value: str) -> bool:
    """Whether its bytes were UTF-8: Python keeps others as halves of characters."""
    return not any("\ud800" <= one <= "\udfff" for one in value)


def _refuse(value: str, given: dict[str, Any]) -> None:
    from dashboard.cli.screen import Screen  # help and mistakes do without

    shown = value.encode(errors="replace").decode()
    Screen(given.get("lang"), as_json=given.get("as_json", False)).refuse(
        text("“{value}” has bytes that are not UTF-8", value=shown),
        text("Set the terminal to UTF-8, then type it again"),
    )
