"""The filters in a grant's form: not offered, free for readers, or locked to some values."""

from enum import StrEnum

from dash.development.base_component import Component

from dashboard.domain.publications.embeds import FILTERS, Grant
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.periods import Period
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.publications.making.granted import Grants, Offer
from dashboard.sentences.shared import choices
from layouts.publications.embeds.parts import box, entry, group, select
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import Control

SINGLE = tuple(name for name in FILTERS if name not in DIMENSIONS)


class Mode(StrEnum):
    """What a grant can do with a filter."""

    CLOSED = ""
    FREE = "free"
    LOCKED = "locked"
    AMONG = "among"


def filters(shown: Grants, locale: Locale) -> list[Component]:
    """A field for each filter."""
    return [_filter(name, shown, locale) for name in FILTERS]


def mode(name: str, grant: Grant | None) -> Mode:
    """What a grant does with a filter."""
    if grant is None:
        return Mode.CLOSED
    is_locked = any(name == locked for locked, _ in grant.locked)
    if name in grant.free:
        return Mode.AMONG if is_locked else Mode.FREE
    return Mode.LOCKED if is_locked else Mode.CLOSED


def _filter(name: str, shown: Grants, locale: Locale) -> Component:
    title, now = choices.dimension(name), mode(name, shown.opened)
    words = {
        Mode.CLOSED: text("Not offered"),
        Mode.FREE: text("Readers choose"),
        Mode.LOCKED: text("Locked to this value")
        if name in SINGLE
        else text("Locked to these values"),
        Mode.AMONG: text("Readers choose within these limits")
        if name in SINGLE
        else text("Readers choose among these values"),
    }
    options = {one.value: said.say(locale) for one, said in words.items()}
    column = f"filter-{name}"
    spoken = {"aria-label": capitalise(title.say(locale)), **data(mode=name)}
    return group(
        column,
        title,
        [
            select(column, options, now.value, **spoken),
            html.Div(
                _values(name, shown, locale),
                className="embeds__values",
                hidden=now not in (Mode.LOCKED, Mode.AMONG),
            ),
        ],
        locale,
        hint=_hint(name),
    )


def _hint(name: str) -> Text | None:
    return {
        "from": text("The first day of a month: publications count whole months."),
        "to": text("The last day of a month."),
    }.get(name)


def _values(name: str, shown: Grants, locale: Locale) -> list[Control]:
    locked = [pair for pair in (shown.opened.locked if shown.opened else ()) if pair[0] == name]
    if name in SINGLE:
        value = locked[0][1] if locked else ""
        return [_single(name, value, shown, locale)]
    offers = shown.offers[name]
    known = {pair for offer in offers for pair in _meant(name, offer)}
    return [
        *(_offer(name, offer, locked, locale) for offer in offers),
        *(_unknown(pair) for pair in locked if pair not in known),
    ]


def _meant(name: str, offer: Offer) -> set[tuple[str, str]]:
    """The codes by which a grant may name a term: its own, or those of all terms merged into it."""
    return {*offer.pairs, (name, "+".join(code for _, code in offer.pairs))}


def _offer(name: str, offer: Offer, locked: list[tuple[str, str]], locale: Locale) -> Component:
    merged = (name, "+".join(code for _, code in offer.pairs))
    is_checked = merged in locked or set(offer.pairs) <= set(locked)
    label = capitalise(offer.words.label(locale))
    codes = " ".join(code for _, code in offer.pairs)
    return box(label, checked=is_checked, **data(codes=codes))


def _unknown(pair: tuple[str, str]) -> Component:
    """Values that the publication does not know; they stay until somebody removes them."""
    return box(pair[1], checked=True, **data(codes=pair[1]))


def _single(name: str, value: str, shown: Grants, locale: Locale) -> Control:
    spoken = {"aria-label": capitalise(choices.dimension(name).say(locale)), **data(single="")}
    column = f"value-{name}"
    if name != "period":
        return entry(column, "date", value=value, **spoken)
    known = [*shown.periods]
    if value and value not in {period.code for period in known}:
        known.append(Period.parse(value))
    options = {"": text("choose").say(locale)}
    options |= {one.code: capitalise(choices.period(one).say(locale)) for one in known}
    return select(column, options, value, **spoken)
