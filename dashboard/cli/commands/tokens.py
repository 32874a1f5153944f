"""``impact tokens …``, as it is typed."""

from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, application, done_by
from dashboard.domain.shared.roles import Role

LONGEST_DAYS = 3650

Name = Annotated[str, typer.Option("--name", help="What it is for.")]
AsRole = Annotated[Role, typer.Option("--role", help="Its access level.")]
Days = Annotated[
    int, typer.Option("--days", min=1, max=LONGEST_DAYS, help="How many days it is valid.")
]


def group() -> typer.Typer:
    """``impact tokens``."""
    app = application(help="API tokens.", no_args_is_help=True)
    app.command()(create)
    app.command("list")(every)
    app.command()(revoke)
    return app


@done_by("tokens")
def create(
    name: Name,
    role: AsRole = Role.COMMITTEE,
    days: Days = 365,
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Create a token and print it, only once.

    --json prints {"status": "done", "token", "name", "role", "expires_on"}.
    """


@done_by("tokens")
def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the tokens, without their secrets.

    --json prints {"status": "done", "tokens": [{"id", "name", "role", "created_on", "expires_on",
    "revoked_on", "last_used_on"}]}.
    """


@done_by("tokens")
def revoke(
    token_id: Annotated[int, typer.Argument(help="Its number, as “impact tokens list” shows it.")],
    *,
    lang: Lang = None,
) -> None:
    """Revoke a token at once."""
