"""``impact users …``, as it is typed."""

from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, application, done_by
from dashboard.domain.shared.roles import Role

Name = Annotated[str, typer.Argument(help="User name (preferably an email address).")]
AsRole = Annotated[Role, typer.Option("--role", help="The person’s role.")]


def group() -> typer.Typer:
    """``impact users``."""
    app = application(help="The people who may sign in.", no_args_is_help=True)
    app.command()(add)
    app.command("list")(every)
    app.command()(link)
    app.command("role")(change)
    app.command()(disable)
    app.command()(enable)
    app.command("sign-out")(sign_out)
    return app


@done_by("users")
def add(
    name: Name, role: AsRole = Role.COMMITTEE, *, as_json: AsJson = False, lang: Lang = None
) -> None:
    """Add a person, and print the one-time link with which they choose their password.

    --json prints {"status": "done" or "refused", "name", "role", "link"}.
    """


@done_by("users")
def link(name: Name, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Print a new one-time link for someone who forgot their password or lost the first link.

    --json prints {"status": "done" or "refused", "name", "role", "link"}.
    """


@done_by("users")
def change(
    name: Name,
    role: Annotated[Role, typer.Option("--role", help="The new role.")],
    *,
    lang: Lang = None,
) -> None:
    """Change a person’s role, from their next click on."""


@done_by("users")
def disable(name: Name, *, lang: Lang = None) -> None:
    """Deactivate an account; the audit log keeps what the person did."""


@done_by("users")
def enable(name: Name, *, lang: Lang = None) -> None:
    """Reactivate an account."""


@done_by("users")
def sign_out(name: Name, *, lang: Lang = None) -> None:
    """Sign a person out in every browser."""


@done_by("users")
def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the accounts.

    --json prints {"status": "done", "users": [{"id", "name", "role", "active", "has_password",
    "by_provider", "last_sign_in_at"}]}.
    """
