"""The command ``impact``: 0 done, 1 refused with reasons, 2 wrong usage."""

import typer

from dashboard.cli import (
    backup,
    checks,
    data,
    database,
    demonstration,
    embeds,
    export,
    findings,
    publish,
    static,
    tokens,
    users,
)
from dashboard.cli.restore import restore
from dashboard.cli.serve import serve
from dashboard.cli.template import template


def build() -> typer.Typer:
    """The command with all that it can do."""
    app = typer.Typer(
        name="impact",
        help="The imPACT dashboard: its database, its files and its pages.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for one in (serve, database.migrate, demonstration.demo, backup.backup, restore):
        app.command()(one)
    imports = typer.Typer(help="Import a CSV, XLSX or ODS file.", no_args_is_help=True)
    for command in (data.sessions, data.venues, data.facilitators, data.targets):
        imports.command()(command)
    app.add_typer(imports, name="import")
    exports = typer.Typer(help="Write a CSV, XLSX or ODS file.", no_args_is_help=True)
    exports.command()(export.sessions)
    exports.command()(export.figures)
    app.add_typer(exports, name="export")
    app.command()(template)
    checking = typer.Typer(invoke_without_command=True, callback=checks.check)
    checking.command()(findings.sessions)
    checking.command()(checks.pace)
    checking.command()(checks.audit)
    checking.command("backup")(backup.check)
    app.add_typer(checking, name="check")
    publishing = typer.Typer(invoke_without_command=True, callback=static.publish)
    publishing.command()(publish.draft)
    publishing.command()(publish.approve)
    publishing.command("list")(publish.every)
    publishing.command()(publish.show)
    publishing.command()(publish.withdraw)
    publishing.command()(publish.verify)
    publishing.command("confirm-restored")(publish.confirm_restored)
    app.add_typer(publishing, name="publish")
    embedding = typer.Typer(help="What partners may show.", no_args_is_help=True)
    embedding.command()(embeds.create)
    embedding.command("list")(embeds.every)
    embedding.command()(embeds.renew)
    embedding.command()(embeds.revoke)
    embedding.command("snippet")(embeds.show_snippet)
    app.add_typer(embedding, name="embeds")
    people = typer.Typer(help="The people who may sign in.", no_args_is_help=True)
    people.command()(users.add)
    people.command("list")(users.every)
    people.command()(users.link)
    people.command("role")(users.change)
    people.command()(users.disable)
    people.command()(users.enable)
    people.command("sign-out")(users.sign_out)
    app.add_typer(people, name="users")
    programs = typer.Typer(help="What programs show to read the API.", no_args_is_help=True)
    programs.command()(tokens.create)
    programs.command("list")(tokens.every)
    programs.command()(tokens.revoke)
    app.add_typer(programs, name="tokens")
    return app


def main() -> None:
    """The entry point."""
    build()()
