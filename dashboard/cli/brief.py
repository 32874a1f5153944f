"""``impact brief``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from dashboard.cli.export import answer_of
from dashboard.cli.screen import command, migrated_engine, unknown_type
from dashboard.domain.publications.files import BriefFormat, BriefLanguage
from dashboard.exports.briefs.content import brief as brief_of
from dashboard.exports.formats import LIVE, document
from dashboard.i18n import Locale, text


def brief(
    file: Path,
    *,
    lang: BriefLanguage | None,
    query: str,
    role: Literal["committee", "coordinator"],
    as_json: bool,
) -> None:
    """Write a brief of the explore view, as that role sees it."""
    both = lang is BriefLanguage.BOTH
    own = Locale(lang) if lang and not both else None
    with command(own, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        form = file.suffix.lower().removeprefix(".")
        if form not in LIVE:
            raise unknown_type(file, text("End the name with .pdf or .pptx"))
        answer = answer_of(engine, settings, query, role)
        locales = (screen.locale, screen.locale.other) if both else (screen.locale,)
        made = [brief_of(answer, locale, settings.base_url) for locale in locales]
        file.write_bytes(document(BriefFormat(form), made, datetime.now(UTC)))
        demonstration = {"demonstration": True} if answer.reading.state.demonstration else {}
        screen.answer(file=str(file), **demonstration)
        screen.say(text("Written: {name}", name=str(file)), "green")
