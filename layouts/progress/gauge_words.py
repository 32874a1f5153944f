"""The large words of the gauges, and the status that stands there with a sign and in words."""

from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.progress import GroupReached, Progress
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Percent, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, number
from dashboard.sentences.progress.distinct import line
from dashboard.sentences.progress.gauges import youth_is_counted
from layouts.shared.attributes import HIDDEN_FROM_READERS

SIGNS = {"on_track": "●", "watch": "◐", "behind": "○"}
OTHER_SIGN = "◆"
REACHED = {True: "✓", False: "–", None: HIDDEN}

Children = str | Component | list[Component] | None


def values(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> dict[str, Children]:
    """One large number a gauge, with what it is out of."""
    youth, french, groups = progress.youth, progress.french_share, progress.age_groups
    target = youth.target.value if youth.target else None
    trained = progress.facilitators.people if progress.facilitators_shown else None
    return {
        "youth": _large(youth.participations, target, youth.percent, locale)
        if youth_is_counted(progress, vocabulary)
        else NOT_AVAILABLE,
        "french_share": _large(french.french, french.sessions, french.percent, locale),
        "age_groups": _large(progress.groups_reached, len(groups), None, locale),
        "facilitators": NOT_AVAILABLE if trained is None else number(trained, locale),
    }


def statuses(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> dict[str, Children]:
    """What stands under each value: a status and a range, a list of groups, or nothing."""
    return {
        "youth": [
            *status(progress.youth.status, vocabulary, locale),
            *_distinct(progress.youth.distinct, locale),
        ],
        "french_share": None,
        "age_groups": _groups(progress.age_groups, vocabulary, locale),
        "facilitators": None,
    }


def _large(
    part: int | None, whole: int | None, percent: Decimal | None, locale: Locale
) -> Children:
    """``whole`` is ``None`` where there is none; without anything to count, "not available"."""
    if part is None:
        return HIDDEN
    if whole == 0:
        return NOT_AVAILABLE
    if whole is None:
        return number(part, locale)
    rest = (
        text("of {whole}", whole=whole)
        if percent is None
        else text("of {whole} ({percent})", whole=whole, percent=Percent(percent))
    )
    return [html.Span(f"{number(part, locale)} "), html.Span(rest.say(locale), className="of")]


def status(code: str | None, vocabulary: Vocabulary, locale: Locale) -> list[Component]:
    """A status with its sign; nothing where there is none."""
    if code is None:
        return []
    return [
        html.P(
            [
                html.Span(SIGNS.get(code, OTHER_SIGN), **HIDDEN_FROM_READERS),
                capitalise(vocabulary.statuses[code].label(locale)),
            ],
            className=f"status status--{code.replace('_', '-')}",
        )
    ]


def _distinct(found: DistinctYouth | None, locale: Locale) -> list[Component]:
    """The range of distinct youth, where anything tells of it."""
    return [html.P(line(found).say(locale), className="distinct")] if found else []


def _groups(groups: tuple[GroupReached, ...], vocabulary: Vocabulary, locale: Locale) -> Children:
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(REACHED[group.reached], **HIDDEN_FROM_READERS),
                    vocabulary.ages[group.code].label(locale),
                    html.Span(", " + _reached(group.reached, locale), className="visually-hidden"),
                ],
                className="reached" if group.reached else "missed",
            )
            for group in groups
        ],
        className="groups",
    )


def _reached(reached: bool | None, locale: Locale) -> str:  # noqa: FBT001 - the answer itself
    words = {
        True: text("reached"),
        False: text("not reached"),
        None: text("hidden to protect privacy"),
    }
    return words[reached].say(locale)
