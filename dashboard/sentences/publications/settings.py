"""What to write instead of a setting of publications that is refused."""

from collections.abc import Sequence

from dashboard.domain.publications.protected import SAFE_THRESHOLDS
from dashboard.i18n import Text, text


def remedy(refused: Sequence[object]) -> Text | None:
    """The safe values, if one such setting alone is refused; else ``None``."""
    known: dict[tuple[object, ...], Text] = {
        ("publish_hidden_up_to",): text(
            "Write a number from {least} to {most}. With a lower one, publications would reveal "
            "small groups; with a higher one, they would tell hardly anything",
            least=SAFE_THRESHOLDS[0],
            most=SAFE_THRESHOLDS[-1],
        ),
        ("publish_rhythm",): text("Write quarter, half-year or fiscal-year"),
    }
    return known.get(tuple(refused))
