"""Who is trained, and whether they are enough for the planned sessions."""

from collections.abc import Sequence

from dashboard.domain.plan.capacity import Capacity, Outlook, TrainedPeople
from dashboard.domain.shared.vocabulary import Language, Vocabulary
from dashboard.i18n import Month, Text, plural, sequence, text
from dashboard.sentences.progress.gauges import all_trained


def trained(
    people: Sequence[TrainedPeople], everyone: TrainedPeople, vocabulary: Vocabulary
) -> Text:
    """How many people are trained, in total and by language, with the first and the latest day."""
    if not people:
        return text("Facilitators are not trained in the selected language.")
    counts = tuple(_counted(one, vocabulary.languages[one.language]) for one in people)
    latest = max((one.steps[-1].day for one in people if one.steps), default=None)
    several = sum(one.people for one in people) > everyone.people
    return sequence(
        all_trained(everyone.people, counts, several=several)
        if len(people) > 1
        else text("Trained facilitators: {counts}.", counts=counts),
        text("Latest training: {day}.", day=latest) if latest else None,
    )


def _counted(one: TrainedPeople, language: Language) -> Text:
    if not one.steps:
        return text("nobody in {language}", language=language)
    return text(
        "{count} in {language} (the first on {day})",
        count=one.people,
        language=language,
        day=one.steps[0].day,
    )


def summary(capacity: Capacity, vocabulary: Vocabulary) -> Text:
    """Whether everything planned can be led; if not, the names of the languages concerned."""
    outlooks = capacity.outlooks
    if not capacity.months:
        return text("The filters end before today: nothing is ahead.")
    short = tuple(vocabulary.languages[one.language] for one in outlooks if one.short)
    later = _later(capacity)
    if short:
        return sequence(
            text("Not enough trained facilitators: {languages}.", languages=short), later
        )
    if not any(one.planned for one in outlooks):
        return sequence(text("No session is planned from {day} on.", day=capacity.today), later)
    return sequence(text("Capacity is enough for every session planned."), later)


def _later(capacity: Capacity) -> Text | None:
    if not capacity.later:
        return None
    return plural(
        "{count} session is planned for more than a year ahead and is left out.",
        "{count} sessions are planned for more than a year ahead and are left out.",
        capacity.later,
    )


def outlook(one: Outlook, vocabulary: Vocabulary) -> Text:
    """What is planned in one language, and whether people can lead it."""
    language = vocabulary.languages[one.language]
    return _in_training(one, language) if language.trains else _in_several(one, vocabulary)


def _in_training(one: Outlook, language: Language) -> Text:
    people = _people(one, language)
    if not one.planned:
        none = text("No {language} session is planned.", language=language)
        return sequence(none, _besides(one, language), _short(one), people)
    planned = plural(
        "{count} {language} session is planned by {day}",
        "{count} {language} sessions are planned by {day}",
        one.planned,
        language=language,
        day=one.last,
    )
    besides = _besides(one, language)
    if not one.people[language.code]:
        nobody = text(
            "{planned}, but nobody is trained in {language}.", planned=planned, language=language
        )
        return sequence(nobody, besides)
    if one.short:
        return sequence(text("{planned}.", planned=planned), besides, _short(one), people)
    enough = text("Capacity is enough: {planned}.", planned=planned)
    return sequence(enough, besides, people)


def _besides(one: Outlook, language: Language) -> Text | None:
    if not one.besides:
        return None
    return plural(
        "{count} bilingual session needs someone trained in {language}, too.",
        "{count} bilingual sessions need someone trained in {language}, too.",
        one.besides,
        language=language,
    )


def _short(one: Outlook) -> Text | None:
    if not one.short:
        return None
    return plural(
        "Capacity is short by {count} session, in {months}.",
        "Capacity is short by {count} sessions, in {months}.",
        sum(month.missing for month in one.short),
        months=tuple(Month(month.month) for month in one.short),
    )


def _people(one: Outlook, language: Language) -> Text:
    people = one.people[language.code]
    if not people:
        return text("Nobody is trained in {language}.", language=language)
    return plural(
        "{count} person trained in {language} can lead {capacity} a month.",
        "{count} people trained in {language} can lead {capacity} a month.",
        people,
        language=language,
        capacity=one.capacity,
    )


def _in(language: Language) -> Text:
    """For lists: French repeats the preposition."""
    return text("in {language}", language=language)


def _in_several(one: Outlook, vocabulary: Vocabulary) -> Text:
    language = vocabulary.languages[one.language]
    needs = tuple(_in(vocabulary.languages[code]) for code in one.people)
    if not one.planned:
        return text(
            "No {language} session is planned; each would need people trained {needs}.",
            language=language,
            needs=needs,
        )
    planned = plural(
        "{count} {language} session is planned by {day}; it needs people trained {needs}.",
        "{count} {language} sessions are planned by {day}; they need people trained {needs}.",
        one.planned,
        language=language,
        day=one.last,
        needs=needs,
    )
    nobody = tuple(
        _in(vocabulary.languages[code]) for code, people in one.people.items() if not people
    )
    if nobody:
        return sequence(planned, text("Nobody is trained {languages}.", languages=nobody))
    enough = text("Capacity is enough: {capacity} a month can be led.", capacity=one.capacity)
    return sequence(planned, _short(one) or enough)


def remedy(one: Outlook, vocabulary: Vocabulary) -> Text | None:
    """How many people to train, and by when; ``None`` where capacity is enough.

    People for bilingual sessions are counted with each language that they need, where
    the day is never later: they are not asked for again.
    """
    language = vocabulary.languages[one.language]
    if not language.trains or not one.short or not one.to_train:
        return None
    people = plural(
        "{count} person in {language}",
        "{count} people in {language}",
        one.to_train[language.code],
        language=language,
    )
    return text("Train at least {people} by {day}.", people=people, day=one.short[0].first)


def definition(capacity: Capacity) -> Text:
    """How capacity is counted."""
    return sequence(
        plural(
            "We assume that a trained person leads {count} session a month; they count "
            "in each language in which they were trained.",
            "We assume that a trained person leads {count} sessions a month; they "
            "count in each language in which they were trained.",
            capacity.monthly,
        ),
        text(
            "A session needs one of them; a bilingual session needs one for each language. "
            "Planned sessions whose date has passed are not counted here."
        ),
    )
