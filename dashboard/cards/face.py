"""The face of a gauge: HTML with the dial as SVG, the same on every page.

Each part has a class; the style sheet gives the size. All text is escaped. The sentence is shown
beside the face and is not part of it.
"""

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from dashboard.cards.card import Card
from dashboard.cards.parts import Cell, GroupMark, Line
from dashboard.figures import shapes
from dashboard.figures.html import filled, joined
from dashboard.figures.spark import spark
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import NOT_AVAILABLE
from dashboard.sentences.progress import last_months as months_told

FACES_KEPT = 256
"""Of parts of faces that many answers share."""
FACE = Markup('<div class="face face--{code}">{parts}</div>')
DIAL = Markup('<div class="face__dial">{dial}{value}</div>')
VALUE = Markup('<p class="{name}"><strong>{value}</strong></p>')
LONG, LONGER = 7, 9  # characters: the dial has room for six at the usual size
OF = Markup('<p class="face__of">{of}</p>')
UNIT = Markup('<p class="face__unit">{unit}</p>')
STATUS = Markup(
    '<p class="status status--{code}"><span aria-hidden="true">{sign}</span> {label}</p>'
)
STANDING = Markup('<div class="face__standing">{parts}</div>')
PLANNED = Markup('<p class="face__planned"><span class="face__mark"></span>{words}</p>')
GROUP = Markup(
    '<li class="{name}"><span aria-hidden="true">{sign}</span> {label}'
    '<span class="face__heard">, {words}</span></li>'
)
GROUPS = Markup('<ul class="face__groups">{items}</ul>')
BAR = Markup('<div class="{name}"><dt>{label}</dt><dd>{bar}<span>{count}</span></dd></div>')
BARS = Markup('<dl class="face__bars">{items}</dl>')
MONTHS = Markup(
    '<p class="face__months"><span aria-hidden="true">{spark}</span> {words}{heard}</p>'
)
HEARD = Markup('<span class="face__heard">. {words}</span>')
NAMED = Markup('<abbr title="{meaning}">{sign}</abbr>')
REVISED = Markup(' <abbr class="sign" title="{meaning}">r</abbr>')
DAY = Markup(' <span class="day">{day}</span>')


def face(card: Card, *, alone: bool = False) -> Markup:
    """Everything visible of a gauge except its title.

    A face that stands ``alone``, without a visible sentence, also says what it counts.
    """
    parts = (
        *_number(card),
        *(_unit(card) if alone else []),
        *_standing(card),
        _groups(card.groups),
        _bars(card.bars, card.locale),
        *_months(card, alone=alone),
    )
    return filled(FACE, code=_name(card.code), parts=joined(parts))


def cell(shown: Cell, locale: Locale) -> Markup:
    """A number with the meaning of its signs, and with its day if that is an earlier one."""
    said = [escape(shown.words)]
    if shown.hidden:
        meaning = text("hidden to protect privacy").say(locale)
        said = [filled(NAMED, meaning=meaning, sign=shown.words)]
    if shown.revised:
        said.append(filled(REVISED, meaning=text("revised").say(locale)))
    if shown.day:
        said.append(filled(DAY, day=shown.day))
    return joined(said)


def _number(card: Card) -> Iterator[Markup]:
    """The value within the dial, and its whole."""
    number = cell(card.value, card.locale) if card.value else NOT_AVAILABLE
    name = _fitting(card.value.words if card.value else "")
    value = filled(VALUE, name=name, value=number) if card.value or not card.bars else Markup()
    if card.gauge:
        yield filled(DIAL, dial=shapes.dial(card.gauge), value=value)
    elif value:
        yield value
    if card.of:
        yield filled(OF, of=card.of)


def _fitting(words: str) -> str:
    """The classes of a value, by which a long one is smaller."""
    size = "er" if len(words) >= LONGER else ""
    return f"face__value face__value--long{size}" if len(words) >= LONG else "face__value"


def _unit(card: Card) -> Iterator[Markup]:
    """What is counted; where there is no number, why."""
    number = card.value and isinstance(card.value.value, int)
    said = card.unit if number or card.bars or card.groups else card.sentence
    if said:
        yield filled(UNIT, unit=said)


def _standing(card: Card) -> Iterator[Markup]:
    """The comparison with the plan, and what the mark means."""
    said = []
    if status := card.status:
        said.append(filled(STATUS, code=_name(status.code), sign=status.sign, label=status.label))
    if card.planned:
        said.append(filled(PLANNED, words=card.planned))
    if said:
        yield filled(STANDING, parts=joined(said))


@lru_cache(FACES_KEPT)
def _groups(groups: tuple[GroupMark, ...]) -> Markup:
    """Which groups were reached: mostly the same ones."""
    items = [
        filled(
            GROUP,
            name="reached" if group.reached else "missed",
            sign=group.sign,
            label=group.label,
            words=group.words,
        )
        for group in groups
    ]
    return filled(GROUPS, items=joined(items)) if items else Markup()


@lru_cache(FACES_KEPT)
def _bars(lines: tuple[Line, ...], locale: Locale) -> Markup:
    """The people trained: few filters change them."""
    counts = [_count(line) for line in lines]
    items = [
        filled(
            BAR,
            name="some" if count else "none",
            label=line.label,
            count=cell(line.cells[0], locale),
            bar=bar,
        )
        for line, count, bar in zip(lines, counts, shapes.bars(counts), strict=True)
    ]
    return filled(BARS, items=joined(items)) if items else Markup()


def _count(line: Line) -> int | None:
    found = line.cells[0].value
    return found if isinstance(found, int) else None


def _months(card: Card, *, alone: bool) -> Iterator[Markup]:
    """The small bars; a face alone is a picture, which is named with their words elsewhere."""
    if card.recent:
        words = months_told.caption(card.recent).say(card.locale)
        told = (
            Markup()
            if alone
            else filled(HEARD, words=months_told.line(card.recent).say(card.locale))
        )
        yield filled(MONTHS, spark=spark(card.recent.counts), words=words, heard=told)


def _name(code: str) -> str:
    return code.replace("_", "-")
