"""The plan view; of the filters, only the language and the last day apply."""

from dataclasses import replace

from dash.development.base_component import Component

from callbacks.about import about, say_if_any
from dashboard.addresses import PLAN
from dashboard.domain.plan.plan import Plan
from dashboard.domain.shared.filters import Filters
from dashboard.figures import capacity, trainings
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.plan.view import plan_view
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.plan import capacity as sentences
from dashboard.sentences.plan import plan as words
from layouts.plan import diary
from layouts.plan import plan as view
from layouts.shared import shell
from layouts.shared.drawing import Drawing, drawing_of, slot, with_parts


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    return page_of(*plan_view(answers, query), locale)


def page_of(reading: Reading, plan: Plan, locale: Locale) -> Component:
    """The view of an answer."""
    query = reading.filters.to_query()
    still = {shell.FOOTER: shell.footer(locale, reading)}
    first = with_parts(drawing(reading, plan, locale), still)
    main = view.layout(locale, query, plan.capacity, first)
    return shell.page(PLAN, locale, query, reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The drawing after newer data came or a filter was removed."""
    return update_of(*plan_view(answers, query), locale)


def update_of(reading: Reading, plan: Plan, locale: Locale) -> Drawing:
    """The drawing of an answer, with an announcement."""
    said = sentences.summary(plan.capacity, reading.vocabulary).say(locale)
    return with_parts(drawing(reading, plan, locale), {slot("announcement"): said})


def drawing(reading: Reading, plan: Plan, locale: Locale) -> Drawing:
    """Everything of the view that depends on data and filters."""
    vocabulary, languages = reading.vocabulary, reading.vocabulary.languages
    until = min(plan.today, reading.filters.range.end or plan.today)
    return drawing_of(
        {
            **_about(reading, locale),
            slot("measures", "sentence"): words.summary(plan.measures, plan.today).say(locale),
            slot("measures"): view.measures(plan, locale),
            slot(diary.NAME): diary.part(reading, locale),
            slot("trainings", "sentence"): sentences.trained(
                plan.trained, plan.everyone, vocabulary
            ).say(locale),
            slot("trainings", "details"): view.trainings_link(reading, locale),
            slot("capacity", "sentence"): sentences.summary(plan.capacity, vocabulary).say(locale),
            slot("capacity", "details"): view.outlooks(plan.capacity, vocabulary, locale),
        },
        reading.state.edition,
        tables={
            slot("trainings", "table"): trainings.table(
                plan.trained, plan.everyone, languages, locale
            ),
            slot("capacity", "table"): capacity.table(plan.capacity, languages, locale),
        },
        figures={
            slot("trainings", "figure"): trainings.trainings(
                plan.trained, languages, until, locale
            ),
            slot("capacity", "figure"): capacity.capacity(plan.capacity, languages, locale),
        },
    )


def _about(reading: Reading, locale: Locale) -> Drawing:
    """What the view says about itself, with only the filters that apply."""
    filters = reading.filters
    applied = Filters(language=filters.language, end=filters.end, period=filters.period)
    said = about(replace(reading, filters=applied), locale, last_session=reading.state.data_as_of)
    return said | {slot("showing"): say_if_any(words.showing(applied, reading.vocabulary), locale)}
