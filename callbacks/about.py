"""What every view says about itself: the day of its data, its filters, and what it ignored."""

from datetime import date

from dashboard.domain.shared.filters import NAMES
from dashboard.i18n import Locale, Text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.shared import choices
from dashboard.sentences.shared.freshness import freshness
from layouts.shared.drawing import Drawing, slot
from layouts.shared.filter_bar import badges


def about(reading: Reading, locale: Locale, *, last_session: date | None) -> Drawing:
    """The parts that do so; ``last_session`` is the latest that the view keeps."""
    # Ignore unknown names, such as those that mailings add to links: nobody typed them.
    problems = tuple(p for p in reading.problems if p.parameter in NAMES)
    day = reading.state.data_as_of  # without one, each view says in its own words that it begins
    return {
        slot("freshness"): freshness(day, last_session).say(locale) if day else None,
        slot("showing"): choices.showing(reading.filters, reading.vocabulary).say(locale),
        slot("badges"): badges(locale, reading.filters, reading.vocabulary),
        slot("notice"): say_if_any(choices.ignored(problems), locale),
        slot("failure"): None,
    }


def say_if_any(sentence: Text | None, locale: Locale) -> str | None:
    """The sentence, where there is one."""
    return sentence.say(locale) if sentence else None
