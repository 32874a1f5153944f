"""``impact doctor``, as it is typed."""

from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, done_by

Quick = Annotated[
    bool, typer.Option("--quick", help="Skip the checks that read the whole database.")
]


@done_by("doctor")
def doctor(*, quick: Quick = False, as_json: AsJson = False, lang: Lang = None) -> None:
    """Check the installation: what is wrong, and how to fix it; safe to send to whoever helps.

    It names no secret and nobody. --json prints {"status": "done", or "refused" when something is
    wrong; "program", "python", "system"; "findings": a list of "about", "level" ("fine", "watch"
    or "wrong"), "said", and "remedy" or null}.
    """
