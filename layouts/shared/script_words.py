"""The messages of the browser's scripts, which fill in the placeholders."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text
from layouts.shared import html


def templates(words: Mapping[str, Text], locale: Locale) -> dict[str, str]:
    """The messages by name, for a script."""
    return {name: template(each, locale) for name, each in words.items()}


def template(words: Text, locale: Locale) -> str:
    """A message in which each placeholder without a value stays as it is."""
    messages = words.message + (words.plural or "")
    named = (name for _, name, _, _ in Formatter().parse(messages) if name)
    places = {name: f"{{{name}}}" for name in named}
    return words._replace(values=places | dict(words.values)).say(locale)


def said_place(place: str, attributes: Mapping[str, Any]) -> Component:
    """Where a script says what became of a change; the ``attributes`` hold its messages."""
    return html.P(id=place, className="desk__said", role="status", tabIndex="-1", **attributes)
