"""The plan view: the measures of the action plan, and the people to lead its sessions."""

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.addresses import PLAN
from dashboard.domain.plan.capacity import Capacity, Outlook
from dashboard.domain.plan.plan import MeasureProgress, Plan, is_overdue
from dashboard.domain.reference.kinds import FACILITATORS
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.shared.vocabulary import Milestone, Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.plan import capacity as sentences
from dashboard.sentences.plan import plan as words
from dashboard.sentences.progress import definitions
from layouts.plan import diary
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS
from layouts.shared.cards import Labels, definition, graph, table
from layouts.shared.drawing import Drawing, slot
from layouts.shared.frame import frame
from layouts.shared.links import reference_address

SIGNS = {"done": "●", "under_way": "◐", "not_started": "○", None: "◌"}
ENOUGH, SHORT, NOTHING = "✓", "✗", "–"


def layout(
    locale: Locale, query: str, capacity: Capacity, drawing: Drawing
) -> list[Component | None]:
    """The frame with its places, which the first drawing fills."""
    return frame(
        PLAN,
        locale,
        query,
        drawing,
        results=[
            html.Section(
                [
                    html.H2(text("The measures of the community action plan").say(locale)),
                    html.P(id=slot("measures", "sentence"), className="sentence"),
                    html.Div(id=slot("measures"), className="measures"),
                ]
            ),
            diary.section(locale),
            html.Section(
                [
                    html.H2(text("People to lead the sessions").say(locale)),
                    html.Div(
                        [
                            _card(locale, "trainings", _trainings()),
                            _card(locale, "capacity", _capacity(capacity)),
                        ],
                        className="charts",
                    ),
                ]
            ),
        ],
    )


def _card(locale: Locale, name: str, labels: Labels) -> Component:
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H3(labels.title.say(locale)),
                    html.P(id=slot(name, "sentence"), className="sentence"),
                    html.Div(id=slot(name, "details")),
                ]
            ),
            graph(name, "chart__figure"),
            table(locale, name, labels),
            definition(locale, labels),
        ],
        className=f"card chart chart--{name}",
    )


def _trainings() -> Labels:
    return Labels(text("Facilitators trained, over time"), definitions.facilitators())


def _capacity(capacity: Capacity) -> Labels:
    return Labels(text("Sessions planned, and who can lead them"), sentences.definition(capacity))


def trainings_link(reading: Reading, locale: Locale) -> Component | None:
    """For who may record, a way to where facilitators and their trainings are edited."""
    if not reading.records:
        return None
    href = reference_address(
        ReferenceOptions(FACILITATORS, back=reading.filters.to_query()), locale
    )
    words_ = text("Edit the facilitators").say(locale)
    return html.P(html.A(words_, href=href, className="chip"))


def measures(plan: Plan, locale: Locale) -> list[Component]:
    """A card for each measure."""
    return [_measure(one, plan, locale) for one in plan.measures]


def _measure(one: MeasureProgress, plan: Plan, locale: Locale) -> Component:
    title = one.measure.label(locale) if one.titled else words.no_title().say(locale)
    status = one.measure.status
    return html.Article(
        [
            html.H3(text("Measure {number}", number=one.number).say(locale)),
            html.P(title, className="measure__title" if one.titled else "measure__missing"),
            html.P(
                [
                    html.Span(SIGNS[status], **HIDDEN_FROM_READERS),
                    capitalise(words.status(status).say(locale)),
                ],
                className="status measure__status",
            ),
            html.P(words.owner(one.measure).say(locale)),
            _milestones(one.milestones, plan, locale),
        ],
        className="card measure",
    )


def _milestones(milestones: Sequence[Milestone], plan: Plan, locale: Locale) -> Component:
    if not milestones:
        return html.P(words.no_milestone().say(locale), className="measure__missing")
    return html.Ul(
        [
            html.Li(
                words.milestone(step, plan.today).say(locale),
                className="overdue" if is_overdue(step, plan.today) else None,
            )
            for step in milestones
        ],
        className="measure__steps",
    )


def outlooks(capacity: Capacity, vocabulary: Vocabulary, locale: Locale) -> Component | None:
    """One line for each language, with advice where people are missing."""
    if not capacity.months:
        return None
    return html.Ul(
        [_outlook(one, vocabulary, locale) for one in capacity.outlooks], className="outlooks"
    )


def _outlook(one: Outlook, vocabulary: Vocabulary, locale: Locale) -> Component:
    remedy = sentences.remedy(one, vocabulary)
    sign = SHORT if one.short else ENOUGH if one.planned else NOTHING
    return html.Li(
        [
            html.Span(sign, className="outlook__sign", **HIDDEN_FROM_READERS),
            html.Div(
                [
                    sentences.outlook(one, vocabulary).say(locale) + " ",
                    html.Strong(remedy.say(locale)) if remedy else None,
                ]
            ),
        ],
        className="outlook--short" if one.short else None,
    )
