"""The terms that the value of a field is chosen from."""

from collections.abc import Mapping

from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Locale, Text, text

DECISION_SUBJECTS = {
    "gaps": text("who has not been reached"),
    "sessions": text("planned sessions"),
}
"""What a decision may be about, besides an indicator."""
DECISION_STATES = {"open": text("open"), "done": text("done"), "dropped": text("dropped")}
MEASURE_STATUSES = {
    "not_started": text("not started"),
    "under_way": text("under way"),
    "done": text("done"),
}


def choices(of: str, words: Vocabulary) -> Terms[Term]:  # noqa: PLR0911 - one line a choice
    """The terms that a choice is made from; a measure without a label shows its code."""
    match of:
        case "venue_types":
            return Terms(tuple(words.venue_types))
        case "indicators":
            return Terms(tuple(words.indicators))
        case "plan_measures":
            found = [(one.code, one.label_en, one.label_fr) for one in words.measures]
            return Terms(tuple(Term(c, en or c, fr or c) for c, en, fr in found))
        case "training_languages":
            return Terms(tuple(one for one in words.languages if one.trains))
        case "decision_subjects":
            return Terms((*_of(DECISION_SUBJECTS), *words.indicators))
        case "decision_states":
            return _of(DECISION_STATES)
        case _:
            return _of(MEASURE_STATUSES)


def _of(said: Mapping[str, Text]) -> Terms[Term]:
    return Terms(tuple(Term(c, t.say(Locale.EN), t.say(Locale.FR)) for c, t in said.items()))
