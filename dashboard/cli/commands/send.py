"""``impact send …``, as it is typed."""

from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, application, done_by

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")]
Number = Annotated[int, typer.Argument(help="The message’s number, from “impact send list”.")]


def group() -> typer.Typer:
    """``impact send``."""
    app = application(help="Messages that people have subscribed to.", no_args_is_help=True)
    app.command()(due)
    app.command("list")(every)
    app.command()(again)
    app.command()(arrived)
    return app


@done_by("send")
def due(*, dry_run: DryRun = False, as_json: AsJson = False, lang: Lang = None) -> None:
    """Send the messages that are due. A timer runs it; several servers may run it at once.

    It exits with 1 if a message failed, or if nobody knows whether it was sent. Those that failed
    are tried again, with growing pauses; the others wait for “impact send again”.

    --json prints {"status": "done" or "refused", and a count for each state}; with --dry-run,
    {"status": "done", "messages": [{"account", "subject", "attached", "text"}]}.
    """


@done_by("send")
def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the newest messages with their state, those that wait for your decision first.

    --json prints {"status": "done", "messages": [{"id", "account", "kind", "occasion", "state",
    "due_at", "next_at", "tries", "ended_at", "trouble", "message_id"}]}.
    """


def again(number: Number, *, lang: Lang = None) -> None:
    """Send again a message that was given up, or one that may not have been sent."""
    from dashboard.cli import send as work
    from dashboard.desk.messages import MessageDecision

    work.settled(number, MessageDecision.AGAIN, lang=lang)


def arrived(number: Number, *, lang: Lang = None) -> None:
    """Note that a message has arrived of which nobody knew whether it was sent."""
    from dashboard.cli import send as work
    from dashboard.desk.messages import MessageDecision

    work.settled(number, MessageDecision.ARRIVED, lang=lang)
