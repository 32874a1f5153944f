"""The venues that a text field suggests: all of a few, the first of many."""

from dash.development.base_component import Component

from dashboard.domain.shared.offered import offered
from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Locale
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.links import choices_address


def venues(words: Vocabulary, place: str, locale: Locale) -> Component:
    """The list with that id; of many venues, the server looks for those that are typed."""
    some = offered(words.venues, locale)
    types = {venue.venue_type for venue in words.venues}
    of_type = types.pop() if len(types) == 1 else ""
    asks = data(choices=choices_address("venue", locale, of_type)) if some.is_part else {}
    return html.Datalist(
        [_suggestion(term, words, locale) for term in some.terms], id=place, **asks
    )


def _suggestion(venue: Term, words: Vocabulary, locale: Locale) -> Component:
    """A venue by its code, with its name; a sensitive one has none, so its type tells it apart."""
    label = words.venue_words(venue, locale)
    return html.Option(value=venue.code, label="" if label == venue.code else label)
