"""``impact publish …``, as it is typed."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, application, done_by

Static = Annotated[
    Path | None,
    typer.Option(
        "--static",
        metavar="DIR",
        help="Write the public pages as files; DIR becomes a link to a folder beside it.",
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Use the data up to this day."),
]
NoteEn = Annotated[str, typer.Option("--note-en", help="A note to readers, in English.")]
NoteFr = Annotated[str, typer.Option("--note-fr", help="The same note, in French.")]
Corrects = Annotated[
    int | None, typer.Option("--corrects", help="The number of the publication that it corrects.")
]
Confirmed = Annotated[
    bool,
    typer.Option(
        "--confirmed", help="Labels that changed in one language are correct as they are."
    ),
]
Monthly = Annotated[
    bool,
    typer.Option(
        "--monthly", help="For the last month, only if not yet published: for a schedule."
    ),
]
Tighten = Annotated[
    bool | None,
    typer.Option(
        "--tighten/--no-tighten",
        help="Narrow the ranges of fiscal years that are over, for good: totals over years are "
        "then told much more closely, but corrections of sessions of these years, and of earlier "
        "ones, can no longer be published. By default: with the second quarter of the next year or "
        "later, until it is done or a publication was made with --no-tighten.",
    ),
]
Digest = Annotated[str, typer.Argument(help="The digest of the draft that you reviewed.")]
Number = Annotated[int, typer.Argument(help="The publication’s number.")]
ReasonEn = Annotated[str, typer.Option("--reason-en", help="Why, in English.")]
ReasonFr = Annotated[str, typer.Option("--reason-fr", help="Why, in French.")]


def group() -> typer.Typer:
    """``impact publish``."""
    app = application(invoke_without_command=True, callback=publish)
    app.command()(draft)
    app.command()(approve)
    app.command("send-back")(send_back)
    app.command("list")(every)
    app.command()(show)
    app.command()(withdraw)
    app.command()(verify)
    app.command()(briefs)
    app.command("confirm-restored")(confirm_restored)
    app.command("confirm-key")(confirm_key)
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
    from dashboard.cli import static as work

    work.publish(static, as_json=as_json, lang=lang)


@done_by("publish")
def draft(  # noqa: PLR0913 - each is an option
    as_of: AsOf = None,
    note_en: NoteEn = "",
    note_fr: NoteFr = "",
    corrects: Corrects = None,
    *,
    confirmed: Confirmed = False,
    monthly: Monthly = False,
    tighten: Tighten = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Prepare a draft, protect and audit it; it replaces the current draft.

    --json prints {"status": "done" or "refused", "draft": as `impact publish show` does, or null
    when a schedule had nothing to do}.
    """


@done_by("publish")
def approve(digest: Digest, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Publish the draft; whoever prepared it may approve it only if nobody else can.

    --json prints {"status": "done" or "refused", "number"}.
    """


@done_by("publish")
def send_back(
    digest: Digest,
    reason: Annotated[str, typer.Option("--reason", help="What is to change.")],
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Send the draft back to the one who prepared it; nobody can approve it any more.

    --json prints {"status": "done" or "refused", "draft": its number}.
    """


@done_by("publish")
def withdraw(
    number: Number,
    reason_en: ReasonEn,
    reason_fr: ReasonFr,
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Withdraw a publication; its address says so, and why.

    --json prints {"status": "done" or "refused", "number"}.
    """


@done_by("publish")
def confirm_restored(
    last: Annotated[
        int, typer.Argument(metavar="NUMBER", min=0, help="The last number ever published.")
    ],
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """After a restore: give the number of the last publication, 0 if there was none.

    --json prints {"status": "done" or "refused", "number"}.
    """


@done_by("publish")
def confirm_key(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Publish with this server’s secret key, though the latest publication has another.

    Only if the former key is lost, and no other server publishes these sessions. --json prints
    {"status": "done" or "refused", "number": of the latest publication}.
    """


@done_by("published")
def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the publications and the draft.

    --json prints {"status": "done", "publications": list of all that is known but the content,
    "lost": numbers that a restore did not bring back whole, "confirmed": false until somebody said
    after a restore which was the last one, "draft": as `impact publish show` does, or null,
    "returned": {"draft", "author", "at", "reason"} of the last draft if it was sent back, or
    null}.
    """


@done_by("published")
def show(
    number: Annotated[int | None, typer.Argument(help="Its number; without it, the draft.")] = None,
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Show the draft, or print a publication's canonical text.

    --json prints, of a draft, {"status": "done" or "refused", "draft": {"id", "digest", "as_of",
    "prepared_by", "stale", "blocked", "gaps", "privacy", "differences"}}.
    """


@done_by("published")
def briefs(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Make the brief, slides and workbook that a publication lacks, and list the files of all.

    New publications get theirs when they are approved. A file never changes.

    --json prints {"status": "done", "made": numbers of publications, "files": list of {"file",
    "sha256", "size"}}.
    """


@done_by("published")
def verify(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Prove that every publication is still what was approved, and that what it hides is hidden.

    --json prints {"status": "done" or "refused", "publications": number, "wrong": list of their
    numbers, "problems": list of sentences}.
    """
