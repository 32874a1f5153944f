"""``impact demo``, as it is typed."""

from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, done_by

WithPublication = Annotated[
    bool, typer.Option("--publish/--no-publish", help="Publish the demonstration’s figures.")
]


@done_by("demonstration")
def demo(*, publish: WithPublication = True, as_json: AsJson = False, lang: Lang = None) -> None:
    """Fill an empty database with the demonstration data (all invented), and publish them once.

    --json prints {"status": "done" or "refused", "imports": list of what `impact import`
    prints}.
    """
