"""The choices that a grant leaves free, as controls that work without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.i18n import Month, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.shared import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.i18n import Text
    from dashboard.publications.pages.embeds.looking import EmbedContent


@dataclass(frozen=True, slots=True)
class Option:
    """A value and what it is called; ``chosen`` when it is."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """A filter: checkboxes if ``several`` may be chosen, else a list."""

    name: str
    title: str
    options: tuple[Option, ...]
    several: bool
    count: int


def controls(look: EmbedContent) -> tuple[Control, ...]:
    """One for each free filter that leaves a choice and can change the view."""
    made = (_control(name, look) for name in look.view.offered(look.grant.free))
    return tuple(control for control in made if len(control.options) > 1)


def _control(name: str, look: EmbedContent) -> Control:
    options = tuple(_options(name, look))
    several = name in DIMENSIONS
    return Control(
        name,
        capitalise(choices.dimension(name).say(look.locale)),
        options,
        several,
        sum(option.chosen for option in options) if several else 0,
    )


def _options(name: str, look: EmbedContent) -> Iterator[Option]:
    locale, chosen = (
        look.locale,
        {value for given, value in look.narrowed.asked.pairs() if given == name},
    )
    if name in DIMENSIONS:
        for term in look.admitted.scope.terms(name):
            yield Option(term.code, capitalise(term.label(locale)), term.code in chosen)
        return
    yield Option("", _every(name).say(locale), not chosen)
    if name == "period":
        offered = look.admitted.scope.periods()
        if look.filters.period and chosen and look.filters.period not in offered:
            offered = (*offered, look.filters.period)
        for period in offered:
            label = capitalise(choices.period(period).say(locale))
            yield Option(period.code, label, period.code in chosen)
        return
    for month in look.admitted.scope.months():
        day = month.start if name == "from" else month.end
        if day and month.start:
            words = text("{month}", month=Month(f"{month.start:%Y-%m}")).say(locale)
            yield Option(day.isoformat(), capitalise(words), day.isoformat() in chosen)


def _every(name: str) -> Text:
    if name == "period":
        return text("All periods")
    return text("From the beginning") if name == "from" else text("To the end")
