"""A scenario in words: the total, the chance and the French share."""

from dashboard.domain.pace.pace import Pace, WhatIf
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Percent, Text, plural, sequence, text
from dashboard.sentences.pace.projection import chance


def what_if(pace: Pace, vocabulary: Vocabulary) -> Text | None:
    """What the scenario's sessions would do; ``None`` without a scenario."""
    found = pace.what_if
    if found is None:
        return None
    return sequence(
        _sessions(found, pace, vocabulary),
        _total(found, pace),
        french_share(found, pace, vocabulary),
    )


def _sessions(found: WhatIf, pace: Pace, vocabulary: Vocabulary) -> Text:
    scenario = found.scenario
    return plural(
        "{count} more session a month ({kind}, {language}, {venue_type}): {added} by {day}.",
        "{count} more sessions a month ({kind}, {language}, {venue_type}): {added} by {day}.",
        scenario.sessions,
        kind=vocabulary.kinds[scenario.kind],
        language=vocabulary.languages[scenario.language],
        venue_type=vocabulary.venue_types[scenario.venue_type],
        added=found.sessions,
        day=pace.last,
    )


def _total(found: WhatIf, pace: Pace) -> Text | None:
    if found.projection is None or pace.usual is None:
        return None
    last, without = found.projection.bands[-1], pace.planned_sessions.projection or pace.usual
    total = text(
        "The total would be about {median} ({low} to {high}) instead of {without}.",
        median=last.median,
        low=last.low,
        high=last.high,
        without=without.bands[-1].median,
    )
    if found.projection.chance is None or without.chance is None:
        return total
    return sequence(total, _chances(chance(found.projection.chance), chance(without.chance)))


def _chances(now: Text, before: Text) -> Text:
    if now == before:
        return text("Chance of reaching the target, with or without them: {chance}.", chance=now)
    return text(
        "Chance of reaching the target: {chance} instead of {without}.", chance=now, without=before
    )


def french_share(found: WhatIf, pace: Pace, vocabulary: Vocabulary) -> Text:
    """The share now, and with the planned and the added sessions."""
    kind = vocabulary.kinds[found.scenario.kind]
    if not kind.in_french_share:
        return text("The kind “{kind}” does not count in the French share.", kind=kind)
    now, then = pace.french_share, found.french_share
    if now.percent is None or then.percent is None:
        return text("No session of the kinds counted was held yet.")
    return text(
        "French share by {day}, planned sessions included: from {now} ({french} of {sessions}) "
        "to {then} ({french_then} of {sessions_then}).",
        day=pace.last,
        now=Percent(now.percent),
        french=now.french,
        sessions=now.sessions,
        then=Percent(then.percent),
        french_then=then.french,
        sessions_then=then.sessions,
    )
