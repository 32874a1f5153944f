"""The large words of the gauges, and the status that stands there with a sign and in words."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard.cards import Card, GroupMark, StatusMark
from dashboard.i18n.formats import NOT_AVAILABLE
from layouts.shared.attributes import HIDDEN_FROM_READERS


def value(card: Card) -> str | list[Component]:
    """The large number, with what it is out of where that is known."""
    if card.value is None:
        return NOT_AVAILABLE
    if card.value.hidden or not card.of:
        return card.value.words
    return [html.Span(f"{card.value.words} "), html.Span(card.of, className="of")]


def under(card: Card) -> Component | list[Component] | None:
    """What stands under the value: a status and a range, a list of groups, or nothing."""
    if card.code == "youth":
        beside = [html.P(card.beside, className="distinct")] if card.beside else []
        return [*status(card.status), *beside]
    return _groups(card.groups) if card.code == "age_groups" else None


def status(found: StatusMark | None) -> list[Component]:
    """A status with its sign; nothing where there is none."""
    if found is None:
        return []
    return [
        html.P(
            [html.Span(found.sign, **HIDDEN_FROM_READERS), found.label],
            className=f"status status--{found.code.replace('_', '-')}",
        )
    ]


def _groups(groups: Iterable[GroupMark]) -> Component:
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(group.sign, **HIDDEN_FROM_READERS),
                    group.label,
                    html.Span(f", {group.words}", className="visually-hidden"),
                ],
                className="reached" if group.reached else "missed",
            )
            for group in groups
        ],
        className="groups",
    )
