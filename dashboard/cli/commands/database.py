"""``impact migrate``, as it is typed."""

from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, done_by

BesideOlder = Annotated[
    bool,
    typer.Option(
        "--beside-older",
        help="Refuse what servers of the version before could not go on beside.",
    ),
]


@done_by("migrate")
def migrate(
    *, beside_older: BesideOlder = False, as_json: AsJson = False, lang: Lang = None
) -> None:
    """Create or update the database's tables, and add missing reference data.

    --json prints {"status": "done" or "refused", "upgraded": whether the tables were changed,
    "reference_values_added": number}, or "faults" of file, row, column, value, problem and remedy,
    when the files of reference data have any.
    """
