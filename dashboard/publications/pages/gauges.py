"""The four gauges of the public page: the sentence first, then the number and its dial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from dashboard.figures import gauges as figures
from dashboard.i18n import Percent, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, number
from dashboard.publications.answering.numbers import Number
from dashboard.publications.drawings.shapes import dial
from dashboard.publications.pages.cells import Shown, shown
from dashboard.sentences.progress import gauges as sentences

if TYPE_CHECKING:
    from dashboard.domain.shared.vocabulary import Vocabulary
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import Answer


@dataclass(frozen=True, slots=True)
class Gauge:
    """What stands in a gauge; ``rest`` is what the number is out of, ``status`` its code.

    ``value`` is ``None`` where there is no one number.
    """

    name: str
    title: str
    value: Shown | None
    rest: str
    sentence: str
    dial: Markup
    status: str | None = None
    status_words: str = ""


def gauges(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> list[Gauge]:
    """All four."""
    return [
        _youth(answer, vocabulary, locale),
        _french_share(answer, vocabulary, locale),
        _age_groups(answer, vocabulary, locale),
        _facilitators(answer, vocabulary, locale),
    ]


def titles() -> dict[str, Text]:
    """What each gauge is called."""
    return {
        "youth": text("Youth reached"),
        "french_share": text("Sessions held in French"),
        "age_groups": text("At-risk age groups reached"),
        "facilitators": text("Trained facilitators"),
    }


def _youth(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> Gauge:
    progress = answer.progress
    youth, mark = progress.youth, answer.marked.get(("youth", "", "participations"))
    status = youth.status
    return Gauge(
        "youth",
        titles()["youth"].say(locale),
        shown(youth.participations, locale, mark)
        if sentences.youth_is_counted(progress, vocabulary)
        else Shown(NOT_AVAILABLE),
        ""
        if youth.percent is None or youth.target is None
        else _of(youth.target.value, Percent(youth.percent)).say(locale),
        sentences.youth(progress, vocabulary).say(locale),
        dial(figures.youth(youth, locale)),
        status,
        capitalise(vocabulary.statuses[status].label(locale)) if status else "",
    )


def _french_share(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> Gauge:
    share = answer.progress.french_share
    return Gauge(
        "french_share",
        titles()["french_share"].say(locale),
        Shown(number(share.french, locale) if share.sessions else NOT_AVAILABLE),
        "" if share.percent is None else _of(share.sessions, Percent(share.percent)).say(locale),
        sentences.french_share(answer.progress, vocabulary).say(locale),
        dial(figures.french_share(share, locale)),
    )


def _age_groups(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> Gauge:
    groups, reached = answer.progress.age_groups, answer.progress.groups_reached
    return Gauge(
        "age_groups",
        titles()["age_groups"].say(locale),
        shown(reached, locale, Number(reached, answer.progress.groups_as_of))
        if groups
        else Shown(NOT_AVAILABLE),
        text("of {whole}", whole=len(groups)).say(locale) if groups else "",
        sentences.age_groups(answer.progress, vocabulary).say(locale),
        dial(figures.age_groups(groups, locale)),
    )


def _facilitators(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> Gauge:
    """People, each once; earlier publications tell the languages only, whose sum is no people."""
    progress = answer.progress
    people = progress.facilitators.people if progress.facilitators_shown else None
    return Gauge(
        "facilitators",
        titles()["facilitators"].say(locale),
        None if people is None else Shown(number(people, locale)),
        "",
        sentences.facilitators(answer.progress, vocabulary).say(locale),
        Markup(),
    )


def _of(whole: int, share: Percent) -> Text:
    return text("of {whole} ({percent})", whole=whole, percent=share)
