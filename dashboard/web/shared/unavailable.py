"""What readers are told if the database cannot be used."""

from __future__ import annotations

from typing import Final

from dashboard.i18n import Text, text
from dashboard.trouble import Trouble

RETRY_SECONDS: Final = 10
TRIAL: Final = "impact_trial"
"""The name of the database's trial in the server's extensions."""


def code_of(trouble: Trouble) -> str:
    """The code of the error for programs: they must be able to tell “not saved” from “unknown”."""
    return Trouble.IN_DOUBT.value if trouble is Trouble.IN_DOUBT else "unavailable"


def said(trouble: Trouble) -> Text:
    """The reason, and what readers can do."""
    sentences = {
        Trouble.FULL: text(
            "The disk is full: nothing can be saved until there is space again. What "
            "was saved before is not lost. Tell whoever runs the dashboard."
        ),
        Trouble.BUSY: text(
            "A long operation is in progress. Nothing was saved; try again in a moment."
        ),
        Trouble.SLOW: text(
            "The database took too long to answer. Nothing was saved; try again in a moment, with "
            "fewer days if you chose many."
        ),
        Trouble.LOST: text(
            "The database’s file was removed, replaced or overwritten while the "
            "dashboard was running. Nothing was saved. Tell whoever runs the dashboard."
        ),
        Trouble.DAMAGED: text(
            "The database is damaged. Nothing was saved. Tell whoever runs the "
            "dashboard to restore a backup."
        ),
        Trouble.READ_ONLY: text(
            "The database can only be read at the moment: another machine may be taking over. "
            "Nothing was saved; try again in a moment."
        ),
        Trouble.IN_DOUBT: text(
            "The connection to the database was lost during the save: it may be saved or not. "
            "Reload the page and check before you try again."
        ),
        Trouble.AWAY: text(
            "The database cannot be reached at the moment. Nothing was saved now, and nothing that "
            "was saved before is lost; try again shortly."
        ),
    }
    return sentences[trouble]
