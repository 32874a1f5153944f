"""The changes of the open grant, the latest first; the log holds no keys."""

from dash.development.base_component import Component

from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, text
from dashboard.publications.making.grant_history import GrantStep
from dashboard.publications.making.granted import Grants
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.publications import grants as sentences
from dashboard.sentences.sessions.words import moment
from layouts.publications.embeds.parts import fact
from layouts.shared import html, panel


def history(shown: Grants, reading: Reading, locale: Locale) -> Component | None:
    """The history of the grant in the address."""
    if not shown.steps:
        return None
    partner = shown.steps[0].after.partner
    return html.Section(
        [
            html.H2(text("History of the grant: {partner}", partner=partner).say(locale)),
            html.Ol(
                [_step(one, shown.time_zone, reading.vocabulary, locale) for one in shown.steps],
                className="steps",
            ),
        ],
        className="card history",
    )


def _step(one: GrantStep, time_zone: str, words: Vocabulary, locale: Locale) -> Component:
    done = sentences.done(one.before, one.after, one.author)
    when = moment(one.at, time_zone)
    changed = [] if one.before is None else sentences.changed(one.before, one.after, words)
    rows = [
        (title.say(locale), [html.Td(fact(before, locale)), html.Td(fact(after, locale))])
        for title, before, after in changed
    ]
    return panel.step(done, when, [panel.states(rows, locale) if rows else None], locale)
