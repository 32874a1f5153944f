"""What the declarations of all commands share."""

from typing import Annotated, Any

import typer

from dashboard.i18n import Locale

Lang = Annotated[
    Locale | None,
    typer.Option(help="Output language; LC_ALL, LC_MESSAGES or LANG by default."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]


def application(**options: Any) -> typer.Typer:  # noqa: ANN401 - those of Typer
    """A Typer application with our options."""
    return typer.Typer(add_completion=False, pretty_exceptions_enable=False, **options)
