"""``impact check …``, as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, application, done_by

Repair = Annotated[
    bool, typer.Option("--repair", help="Recount the tallies and the findings first.")
]
WithChecked = Annotated[
    bool, typer.Option("--checked", help="Also what someone checked and found correct.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")]


def group() -> typer.Typer:
    """``impact check``."""
    app = application(invoke_without_command=True, callback=check)
    app.command()(sessions)
    app.command()(pace)
    app.command()(audit)
    app.command("backup")(backup)
    return app


def check(
    context: typer.Context,
    *,
    repair: Repair = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Check that the data agree: parts with totals, tallies and findings with sessions.

    --json prints {"status": "done" or "refused", "discrepancies": list of sentences,
    "restore_confirmed": false while nothing is published until somebody confirms a restore}.
    """
    if context.invoked_subcommand is None:
        from dashboard.cli import database as work

        work.check(repair=repair, as_json=as_json, lang=lang)


@done_by("audit")
def audit(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Prove that the audit log is whole: that nobody changed, moved or removed an entry.

    --json prints {"status": "done" or "refused", "entries": number, "digest": that of the last
    entry, "problem": sentence or null}. Who keeps the digest elsewhere can prove it later.
    """


@done_by("pace")
def pace(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Tell how often the projection's range would have held, from each past month on.

    --json prints {"status": "done" or "refused", "complete_months": number, "ahead": an object
    for each horizon with its "months", and "all": the projections "made", those that "held",
    "percent", and those where "fewer" or "more" youth came than the range; "sentence"}.
    """


@done_by("findings")
def sessions(
    *, with_checked: WithChecked = False, as_json: AsJson = False, lang: Lang = None
) -> None:
    """List what may be wrong in the sessions, with the way out: duplicates, sums, unusual numbers.

    --json prints {"status": "done", "open_items": number, "checked_items": number, "counts":
    {rule: number}, "findings": list}, with key, rule, references, versions, venue, day, reason
    and remedy of each; the words are of the first 200 of each rule. With --checked, "checked" is
    another such list, with author, time and reason in "checked" of each.
    """


@done_by("backup", "check")
def backup(file: File, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Check that a backup is intact, and list what is in it; no database is touched.

    --json prints what `impact backup` does, but for "removed".
    """
