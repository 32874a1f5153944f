"""The diary of decisions, in words."""

from collections.abc import Iterable

from dashboard.addresses import PLAN
from dashboard.domain.reference.choices import DECISION_STATES, choices
from dashboard.domain.shared.vocabulary import Decision, Term, Vocabulary
from dashboard.i18n import Locale, Text, plural, sequence, text
from dashboard.sentences.shared.views import name

OPEN = "open"


def to_review(words: Vocabulary) -> tuple[Decision, ...]:
    """The decisions that are open, the oldest first: what a meeting goes through."""
    return tuple(sorted(_open(words.decisions), key=lambda one: (one.day, one.code)))


def reviewed(words: Vocabulary, most: int) -> tuple[Text, ...]:
    """The open decisions, at most so many; the last sentence tells of those that are left out."""
    waiting = to_review(words)
    left = len(waiting) - most
    return (*(told(one, words) for one in waiting[:most]), *((more(left),) if left > 0 else ()))


def told(one: Decision, words: Vocabulary) -> Text:
    """A decision with what it is about, who sees to it, and its days."""
    subjects = choices("decision_subjects", words)
    about: Term | str = one.about
    if one.about in subjects:
        about = subjects[one.about]
    details = (
        text("about: {subject}", subject=about),
        text("decided on {day}", day=one.day),
        text("responsible: {name}", name=_Said(one.owner)) if _either(one.owner) else None,
        text("due {day}", day=one.due) if one.due else None,
        DECISION_STATES[one.state] if one.state != OPEN else None,
    )
    listed = sequence(*details, between="; ")
    return text("{decision} ({details})", decision=_Said(one), details=listed)


def more(count: int) -> Text:
    """How many decisions are not listed, and where they are."""
    return plural(
        "{count} more open decision is in the dashboard, under “{view}”.",
        "{count} more open decisions are in the dashboard, under “{view}”.",
        count,
        view=name(PLAN),
    )


class _Said:
    """Words in the reader’s language; else in the other, marked as not translated."""

    def __init__(self, said: Decision | object) -> None:
        self._said = said

    def label(self, locale: Locale) -> str:
        """The words, or those of the other language with a mark."""
        mine, other = (_in(self._said, one) for one in (locale, locale.other))
        if mine:
            return mine
        marks = {
            Locale.EN: text("{words} [in English only]", words=other),
            Locale.FR: text("{words} [in French only]", words=other),
        }
        return marks[locale.other].say(locale)


def _in(said: object, locale: Locale) -> str:
    return str(getattr(said, f"label_{locale.value}"))


def _either(said: object) -> bool:
    return any(_in(said, locale) for locale in Locale)


def _open(decisions: Iterable[Decision]) -> Iterable[Decision]:
    return (one for one in decisions if one.state == OPEN)
