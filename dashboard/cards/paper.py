"""The pictures of cards for paper: SVG for a typesetter, which has no style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures import shapes
from dashboard.figures.curve import Curve, curve
from dashboard.figures.drawn import drawn
from dashboard.figures.spark import spark

if TYPE_CHECKING:
    from dashboard.cards.card import Card
    from dashboard.i18n import Locale

CURVE_WIDTH = 720  # pixels, of which a letter takes 13


def dial(card: Card) -> str:
    """A gauge's dial; empty for a gauge without one."""
    return str(shapes.plain_dial(card.gauge)) if card.gauge else ""


def months(card: Card) -> str:
    """The last months as small bars; empty where they are not shown."""
    return str(spark(card.recent.counts)) if card.recent else ""


def whole_curve(shown: Curve, locale: Locale) -> str:
    """The curve; empty without months."""
    return drawn(curve(shown, locale), locale, CURVE_WIDTH) if shown.months else ""
