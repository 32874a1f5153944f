"""Findings to correct: how many each rule found, then each finding as a card."""

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from urllib.parse import quote, urlencode

from dash.development.base_component import Component

from dashboard.addresses import VENUES, with_query
from dashboard.domain.sessions.findings import (
    Finding,
    FindingRule,
    Findings,
    RuleChoice,
    RuleFindings,
)
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, plural, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.sessions import findings as sentences
from dashboard.sentences.sessions.copies import told_apart
from layouts.sessions import checked as session_checked
from layouts.sessions import planned as session_planned
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data, label
from layouts.shared.drawing import slot
from layouts.shared.links import session_address

LINKED = 10  # sessions shown of one finding
DONE = "✓"


def places(locale: Locale) -> list[Component]:
    """The places of the findings, and below them of those checked as right."""
    return [
        *session_checked.places(locale),
        html.Div(id=slot("rules")),
        html.Div(id=slot("findings")),
        html.Div(id=slot("mend", "checked")),
    ]


def rules(found: Findings, locale: Locale) -> Component:
    """How many findings each rule has, with links down to them."""
    return html.Nav(
        html.Ul(
            [
                html.Li(html.A(_title(rule, each, locale), href=f"#{_place(rule)}"))
                for rule, each in found.by_rule.items()
            ],
            className="rules",
        ),
        **label(text("What was checked").say(locale)),
    )


def way_back(filters: Filters, locale: Locale) -> Component:
    """The link from one rule back to all."""
    words = text("Show everything to fix").say(locale)
    return html.A(
        words,
        href=session_address(filters, SessionOptions(tab=SessionsTab.MEND), locale),
        className="chip",
        **data(stay=""),
    )


def findings(
    found: Findings, choice: RuleChoice, filters: Filters, vocabulary: Vocabulary, locale: Locale
) -> list[Component]:
    """The findings of the chosen rule; or the first ones of each, then the rules without any."""

    def told(rule: FindingRule) -> Component:
        return _findings(rule, found.by_rule[rule], choice, filters, vocabulary, locale)

    if choice.rule:
        return [told(choice.rule)]
    without = [rule for rule, each in found.by_rule.items() if not each.count]
    parts = [told(rule) for rule in found.by_rule if rule not in without]
    return [*parts, _without_findings(without, locale)] if without else parts


def _findings(  # noqa: PLR0913, PLR0917 - a rule, and what all of its findings are drawn with
    rule: FindingRule,
    each: RuleFindings,
    choice: RuleChoice,
    filters: Filters,
    vocabulary: Vocabulary,
    locale: Locale,
) -> Component:
    items = [_finding(one, filters, vocabulary, locale) for one in each.first]
    return html.Section(
        [
            html.H2(_title(rule, each, locale)),
            html.P(sentences.definition(rule).say(locale), className="rule__definition"),
            html.Ol(items, className="finds") if each.count else None,
            _more(rule, each, choice, filters, locale),
        ],
        id=_place(rule),
        className="rule",
    )


def _without_findings(rules: Sequence[FindingRule], locale: Locale) -> Component:
    """What these rules look for, in a line each."""
    return html.Section(
        [
            html.H2([html.Span(DONE, **HIDDEN_FROM_READERS), sentences.to_mend(0).say(locale)]),
            html.Ul(
                [
                    html.Li(
                        [
                            html.Strong(sentences.title(rule).say(locale)),
                            " – ",
                            sentences.definition(rule).say(locale),
                        ],
                        id=_place(rule),
                    )
                    for rule in rules
                ],
                className="rule__definition",
            ),
        ],
        className="rule",
    )


def _title(rule: FindingRule, found: RuleFindings, locale: Locale) -> list[Component | str]:
    count: list[Component | str] = [sentences.to_mend(found.count).say(locale)]
    if not found.count:
        count.insert(0, html.Span(DONE, **HIDDEN_FROM_READERS))
    css = "rule__count" if found.count else "rule__count rule__count--none"
    return [html.Span(sentences.title(rule).say(locale)), " ", html.Span(count, className=css)]


def _finding(
    finding: Finding, filters: Filters, vocabulary: Vocabulary, locale: Locale
) -> Component:
    place = sentences.place(finding, vocabulary).say(locale)
    return html.Li(
        [
            html.H3(place),
            html.Div(
                [
                    html.P(
                        [
                            sentences.reason(finding, vocabulary).say(locale) + " ",
                            html.Strong(sentences.remedy(finding).say(locale)),
                        ]
                    ),
                    _reports(finding, filters, locale),
                ]
            ),
            html.P(
                [
                    _ways(finding, reference, told, filters, locale)
                    for reference, told in _sessions(finding, vocabulary)
                ],
                className="find__links",
            ),
            session_checked.form(finding, place, locale),
        ],
        className="card find",
    )


def _reports(finding: Finding, filters: Filters, locale: Locale) -> Component | None:
    """Whether a plan whose day has passed took place, with one tap, as in the list."""
    if finding.rule is not FindingRule.OVERDUE:
        return None
    (reference,), (version,) = finding.references, finding.versions
    plan = session_planned.PlanToReport(reference, version, finding.name)
    ways = session_planned.reports(plan, filters, SessionOptions(), locale)
    return html.P(ways, className="waiting__ways")


def _sessions(finding: Finding, vocabulary: Vocabulary) -> Iterator[tuple[str, Text | None]]:
    """The first references, each with what tells the session from the others, if anything."""
    told = told_apart(finding.sessions, vocabulary)
    return islice(zip_longest(finding.references, told), LINKED)


def _ways(
    finding: Finding, reference: str, told: Text | None, filters: Filters, locale: Locale
) -> Component:
    """The links to one session; it is named by what tells it apart, and then by its reference."""
    named = finding.name
    if len(finding.references) > 1:
        named = ", ".join(filter(None, [named, told and told.say(locale), reference]))
    return html.Span(
        [
            html.Span(capitalise(told.say(locale)), className="find__told") if told else None,
            html.A(
                text("Open").say(locale),
                href=_session(finding.venue, reference, locale),
                **label(text("Open {session}", session=named).say(locale)),
            ),
            " ",
            html.A(
                text("Edit").say(locale),
                href=session_address(filters, SessionOptions(edit=reference), locale),
                **data(stay=""),
                **label(text("Edit {session}", session=named).say(locale)),
            ),
            " ",
            html.Span(reference, className="venues__code"),
        ]
    )


def _more(
    rule: FindingRule, found: RuleFindings, choice: RuleChoice, filters: Filters, locale: Locale
) -> Component | None:
    """A link to further findings; only their number, where not all were listed."""
    if not found.more:
        return None
    if choice.rule is None:
        words = text("Show all {count}: {title}", count=found.count, title=sentences.title(rule))
        link = html.A(
            words.say(locale),
            href=session_address(filters, SessionOptions(tab=SessionsTab.MEND, rule=rule), locale),
            className="chip",
            **data(stay="", focus=slot("showing")),
        )
        return html.P(link)
    beyond = plural(
        "… and {count} more, shown once these are fixed.",
        "… and {count} more, shown once these are fixed.",
        found.more,
    )
    return html.P(beyond.say(locale))


def _place(rule: FindingRule) -> str:
    return slot(rule, "rule")


def _session(venue: str, reference: str, locale: Locale) -> str:
    """A link to the session in the history of its venue."""
    history = with_query(VENUES[locale], urlencode({"open": venue}))
    return f"{history}#session-{quote(reference, safe='')}"
