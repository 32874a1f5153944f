"""The first steps of a new project, in the place of its later figures."""

from dash.development.base_component import Component

from dashboard.addresses import PEOPLE, PUBLISH, REFERENCE, SESSIONS, with_query
from dashboard.domain.progress.first_steps import FirstStep, FirstSteps
from dashboard.domain.reference.kinds import FACILITATORS, TARGETS
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.i18n import Locale, Text, text
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS
from layouts.shared.links import reference_address


def section(steps: FirstSteps, locale: Locale) -> Component:
    """Each step with a link to it, and whether it is done."""
    return html.Section(
        [
            html.H2(text("First steps").say(locale)),
            html.P(text("The figures come with the first session that took place.").say(locale)),
            html.Ol(
                [_step(step, locale, is_done=is_done) for step, is_done in steps.items()],
                className="first-steps__list",
            ),
        ],
        className="first-steps",
    )


def _step(step: FirstStep, locale: Locale, *, is_done: bool) -> Component:
    done = html.Strong(
        [html.Span("✓ ", **HIDDEN_FROM_READERS), text("done").say(locale)],
        className="first-steps__done",
    )
    first, *others = (html.A(words.say(locale), href=href) for words, href in _ways(step, locale))
    parts: list[Component | str] = [first]
    for other in others:
        parts += [f" {text('or').say(locale)} ", other]
    return html.Li([*parts, " ", done] if is_done else parts)


def _ways(step: FirstStep, locale: Locale) -> list[tuple[Text, str]]:
    """The words and the address of each step."""
    people = reference_address(ReferenceOptions(of=FACILITATORS), locale)
    targets = reference_address(ReferenceOptions(of=TARGETS), locale)
    file = with_query(SESSIONS[locale], SessionOptions(tab=SessionsTab.IMPORT).to_query())
    return {
        FirstStep.VENUES: [(text("Add the venues where sessions take place"), REFERENCE[locale])],
        FirstStep.FACILITATORS: [(text("Add the facilitators"), people)],
        FirstStep.TARGET: [(text("Set the target, and the day it is due"), targets)],
        FirstStep.SESSION: [
            (text("Log the first session"), SESSIONS[locale]),
            (text("Import a file"), file),
        ],
        FirstStep.PEOPLE: [(text("Invite the people who use the dashboard"), PEOPLE[locale])],
        FirstStep.PUBLICATION: [(text("Prepare the first publication"), PUBLISH[locale])],
    }[step]
