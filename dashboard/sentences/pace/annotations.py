"""Events around the project, in words."""

from dashboard.domain.shared.vocabulary import Annotation
from dashboard.i18n import Text
from dashboard.i18n.text import Days


def told(one: Annotation) -> Text:
    """The event and when it happened."""
    return Text("{what} ({when})", {"what": one, "when": when(one)})


def when(one: Annotation) -> Text:
    """Its day, or its first and last day."""
    if one.last_day is None or one.last_day == one.day:
        return Text("{day}", {"day": one.day})
    return Text("{days}", {"days": Days(one.day, one.last_day)})
