"""Steps of a history in words."""

from dashboard.domain.shared.history import HistoryStep
from dashboard.i18n import Text, sequence, text


def author(name: str) -> Text:
    """Who made a change; the log does not know everyone."""
    return Text("{name}", {"name": name}) if name else text("an unknown person")


def with_file(deed: Text, step: HistoryStep, files: dict[int, str]) -> Text:
    """What was done, and in which file it came, if in one."""
    if step.import_id is None:
        return deed
    name = files.get(step.import_id, "")
    source = text("with the file {name} (import {number})", name=name, number=str(step.import_id))
    return sequence(deed, source)
