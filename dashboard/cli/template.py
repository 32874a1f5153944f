"""``impact template``."""

from pathlib import Path

from dashboard.cli.screen import command, migrated_engine, unknown_type
from dashboard.database import reading
from dashboard.exports.template import write_template
from dashboard.i18n import Locale, text


def template(file: Path, *, as_json: bool, lang: Locale | None) -> None:
    """Write a workbook to fill in with sessions, for `impact import sessions`."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if file.suffix.lower() != ".xlsx":
            raise unknown_type(file, text("End the name with .xlsx"))
        with reading(engine) as connection:
            write_template(connection, file, screen.locale)
        screen.answer(file=str(file))
        screen.say(text("Written: {name}", name=str(file)), "green")
