"""``impact publish --static``: the public pages as files."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import publish as publications
from dashboard.cli.on_demand import application
from dashboard.cli.screen import AsJson, CommandRefusedError, Lang, command, migrated_engine
from dashboard.database import reading
from dashboard.i18n import plural, text
from dashboard.publications.pages.privacy import Limits
from dashboard.publications.pages.static import NotOurs, write_site

Static = Annotated[
    Path | None,
    typer.Option(
        "--static",
        metavar="DIR",
        help="Write the public pages as files; DIR becomes a link to a folder beside it.",
    ),
]


def group() -> typer.Typer:
    """``impact publish``."""
    app = application(invoke_without_command=True, callback=publish)
    app.command()(publications.draft)
    app.command()(publications.approve)
    app.command("list")(publications.every)
    app.command()(publications.show)
    app.command()(publications.withdraw)
    app.command()(publications.verify)
    app.command("confirm-restored")(publications.confirm_restored)
    return app


def publish(
    context: typer.Context,
    *,
    static: Static = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Publications.

    With --static, --json prints {"status": "done" or "refused", "files": number}.
    """
    if context.invoked_subcommand is not None:
        return
    if static is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        try:
            with reading(engine) as connection:
                limits = Limits(settings.publish_hidden_up_to, settings.small_cell_maximum)
                written = write_site(connection, static.absolute(), limits, settings.base_url)
        except NotOurs:
            raise CommandRefusedError(
                text("{folder} already contains something else", folder=str(static)),
                text("Give a folder that does not exist yet, or is empty"),
            ) from None
        screen.data({"status": "done", "files": written})
        screen.say(
            plural(
                "{count} file written to {folder}",
                "{count} files written to {folder}",
                written,
                folder=str(static),
            ),
            "green",
        )
        if not settings.base_url:
            screen.say(text("Without IMPACT_BASE_URL, shared links have no preview picture."))
