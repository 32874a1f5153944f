"""``impact publish --static``: the public pages as files."""

from pathlib import Path

from dashboard.cli.screen import CommandRefusedError, command, migrated_engine
from dashboard.database import reading
from dashboard.i18n import Locale, plural, text
from dashboard.publications.pages.privacy import Limits
from dashboard.publications.pages.static import NotOurs, write_site


def publish(folder: Path, *, as_json: bool, lang: Locale | None) -> None:
    """Write the public pages as files; the folder becomes a link to one beside it."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        try:
            with reading(engine) as connection:
                limits = Limits(
                    settings.publish_hidden_up_to,
                    settings.small_cell_maximum,
                    settings.publish_rhythm,
                )
                written = write_site(connection, folder.absolute(), limits, settings.base_url)
        except NotOurs:
            raise CommandRefusedError(
                text("{folder} already contains something else", folder=str(folder)),
                text("Give a folder that does not exist yet, or is empty"),
            ) from None
        screen.answer(files=written)
        screen.say(
            plural(
                "{count} file written to {folder}",
                "{count} files written to {folder}",
                written,
                folder=str(folder),
            ),
            "green",
        )
        if not settings.base_url:
            screen.say(text("Without IMPACT_BASE_URL, shared links have no preview picture."))
