"""Events around the project, in words."""

from dashboard.domain.shared.vocabulary import Annotation
from dashboard.i18n import Text, text


def told(one: Annotation) -> Text:
    """The event and when it happened."""
    return Text("{what} ({when})", {"what": one, "when": when(one)})


def when(one: Annotation) -> Text:
    """Its day, or its first and last day."""
    if one.last_day in (None, one.day):
        return Text("{day}", {"day": one.day})
    return text("{first} to {last}", first=one.day, last=one.last_day)
