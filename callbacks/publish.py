"""The publish view: the waiting draft, the publications, and the grants for partners."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import PUBLISH
from dashboard.domain.publications import options as publish_options
from dashboard.domain.publications.options import PublishOptions, PublishTab
from dashboard.domain.shared import clock
from dashboard.i18n import Locale, text
from dashboard.publications.making import granted
from dashboard.publications.making.granted import Grants
from dashboard.publications.making.overview import Overview, look
from dashboard.queries.answers import Answers
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.publications import grants as grant_sentences
from dashboard.sentences.publications import publishing as publish_sentences
from layouts.publications import publish as view
from layouts.publications.draft import draft
from layouts.publications.embeds import embeds as publish_embeds
from layouts.publications.form import form
from layouts.publications.links import tabs
from layouts.publications.list import published, restored
from layouts.shared import shell
from layouts.shared.drawing import Drawing, drawing_of, slot, with_parts
from layouts.shared.links import query_of


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    return page_of(answers.standing(query), _look(answers, query), _options(answers, query), locale)


def page_of(
    reading: Reading, shown: Overview | Grants, options: PublishOptions, locale: Locale
) -> Component:
    """The view of an answer."""
    query = query_of(reading.filters, options)
    drawn = drawing(reading, shown, options, locale)
    first = with_parts(drawn, {shell.FOOTER: shell.footer(locale, reading)})
    main = view.layout(locale, query, options.tab, first, grants=reading.for_administrator)
    return shell.page(PUBLISH, locale, query, reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The drawing after another choice or newer data."""
    options = _options(answers, query)
    return drawing(answers.standing(query), _look(answers, query), options, locale)


def drawing(
    reading: Reading, shown: Overview | Grants, options: PublishOptions, locale: Locale
) -> Drawing:
    """Everything in the open tab; filters do not apply."""
    of_tab = (
        _embeds(reading, shown, options, locale)
        if isinstance(shown, Grants)
        else _publications(reading, shown, locale)
    )
    parts = {
        **about(reading, locale, last_session=reading.state.data_as_of),
        slot("badges"): None,
        slot("tabs"): tabs(reading.filters, options, locale) if reading.for_administrator else None,
        **of_tab,
    }
    return drawing_of(parts, reading.state.edition) | {"tab": options.tab.value}


def _publications(reading: Reading, shown: Overview, locale: Locale) -> Drawing:
    waiting = shown.waiting
    showing = (
        publish_sentences.awaits(closed=shown.closed, unfit=waiting.unfit, gaps=waiting.gaps)
        if waiting
        else text("No draft is awaiting approval.")
    )
    return {
        slot("showing"): showing.say(locale),
        slot("publish", "restored"): restored(shown, locale),
        slot("publish", "draft"): draft(shown, reading, locale),
        slot("publish", "form"): form(shown, reading, locale),
        slot("publish", "list"): published(shown, reading, locale),
    }


def _embeds(reading: Reading, shown: Grants, options: PublishOptions, locale: Locale) -> Drawing:
    return {
        slot("showing"): grant_sentences.count(shown.grants, shown.day).say(locale),
        **publish_embeds.drawing(shown, options, reading, locale),
    }


def _options(answers: Answers, query: str) -> PublishOptions:
    """The options in the address; the tab of grants exists for administrators only."""
    return publish_options.parse(query) if answers.for_administrator else PublishOptions()


def _look(answers: Answers, query: str) -> Overview | Grants:
    options = _options(answers, query)
    if options.tab is PublishTab.PUBLICATIONS:
        settings = answers.publish_rhythm, answers.publish_key, answers.time_zone
        return look(answers.engine, *settings)
    day = clock.calendar_day(answers.time_zone)  # grants expire in the demonstration too
    return granted.look(answers.engine, day, answers.time_zone, options.grant)
