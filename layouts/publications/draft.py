"""The draft that waits for approval, with everything that its approver should know."""

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.addresses import PREVIEW, REFERENCE, SESSIONS, with_query
from dashboard.domain.publications.publishing import Gap
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale, Text, plural, text
from dashboard.i18n.formats import capitalise
from dashboard.publications.making.overview import DraftForApproval, Overview
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.publications import counted_sessions, differences, narrowing
from dashboard.sentences.publications import publishing as sentences
from layouts.publications.different import differing_figures
from layouts.publications.returning import return_form, returned_draft
from layouts.publications.withheld import withheld_figures
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data
from layouts.shared.controls import check_box, sent_by_script, submit

LISTED = 60
GOOD, BAD, KNOWN = "✓", "✗", "·"


def draft(shown: Overview, reading: Reading, locale: Locale) -> Component | None:
    """The waiting draft, or the one that was sent back; ``None`` without either."""
    waiting = shown.waiting
    if waiting is None:
        return returned_draft(shown.returned, locale) if shown.returned else None
    return html.Section(
        [
            html.H2(_heading(waiting).say(locale)),
            html.P(_about(waiting).say(locale), className="sentence"),
            _unfit(waiting, locale),
            *_part(text("What is different"), _differences(waiting, locale), locale),
            *_part(text("Both languages"), _parity(waiting.gaps, reading, locale), locale),
            *_part(text("Privacy"), _privacy(waiting, locale), locale),
            *_part(text("What is left to fix"), _to_mend(waiting, reading, locale), locale),
            html.Div(
                _part(text("As everyone will see it"), _preview(waiting, locale), locale),
                className="publish__seen",
            ),
            _approval(shown, waiting, reading, locale),
            _return(waiting, reading, locale),
        ],
        className="card publish__draft",
        id="publish-draft",
        **data(blocked=str(shown.held).lower()),
    )


def _heading(waiting: DraftForApproval) -> Text:
    return text("Draft of publication {number}", number=str(waiting.publication.number))


def _about(waiting: DraftForApproval) -> Text:
    record, corrects = waiting.record, waiting.record.corrects
    said = {
        "day": waiting.publication.data_as_of,
        "author": record.prepared_by,
        "prepared_on": waiting.publication.published_on,
    }
    if corrects is not None:
        return text(
            "Data as of {day}; corrects publication {number}. Prepared by {author} on "
            "{prepared_on}.",
            number=str(corrects),
            **said,
        )
    return text("Data as of {day}. Prepared by {author} on {prepared_on}.", **said)


def _unfit(waiting: DraftForApproval, locale: Locale) -> Component | None:
    said = sentences.unfit(stale=waiting.stale, older_rules=waiting.older_rules)
    if said is None:
        return None
    return html.P([_sign(BAD), said.say(locale)], className="publish__bad")


def _part(title: Text, body: Sequence[Component | None], locale: Locale) -> list[Component | None]:
    return [html.H3(title.say(locale)), *body]


def _parity(gaps: Sequence[Gap], reading: Reading, locale: Locale) -> list[Component]:
    blocked = any(gap.blocks for gap in gaps)
    sign = BAD if blocked else GOOD
    found: list[Component] = [html.P([_sign(sign), sentences.parity(gaps).say(locale)])]
    if gaps:
        ordered = sorted(gaps, key=lambda gap: not gap.blocks)
        items = [html.Li(_gap(gap, reading, locale)) for gap in ordered[:LISTED]]
        found.append(html.Ul(items, className="publish__gaps"))
    if len(gaps) > LISTED:
        more = plural("And {count} more.", "And {count} more.", len(gaps) - LISTED)
        found.append(html.P(more.say(locale)))
    return found


def _gap(gap: Gap, reading: Reading, locale: Locale) -> list[Component | str]:
    """A gap between the languages, with a link to correct it for readers who may."""
    where: Component | str = capitalise(gap.where.say(locale))
    reader = reading.reader
    if gap.record and reader and reader.is_administrator:
        where = html.A(where, href=with_query(REFERENCE[locale], gap.record))
    return [
        _sign(BAD if gap.blocks else KNOWN),
        html.Strong(where),
        text(" – {problem}. {remedy}.", problem=gap.problem, remedy=gap.remedy).say(locale),
    ]


def _privacy(waiting: DraftForApproval, locale: Locale) -> list[Component]:
    found, most = waiting.evidence, waiting.publication.hidden_up_to
    said = [
        (KNOWN, sentences.waits(found, waiting.closes)),
        (KNOWN, sentences.had_better_wait(found, waiting.closes)),
        (KNOWN, counted_sessions.late(waiting.publication)),
        (KNOWN, counted_sessions.revised(waiting.publication)),
        *((KNOWN, said) for said in counted_sessions.corrections(waiting.publication)),
        (KNOWN, counted_sessions.lost(waiting.publication)),
        (GOOD, sentences.privacy(found, most)),
        (GOOD, sentences.ranged(found)),
        (KNOWN, sentences.cut_short(found)),
        (GOOD, counted_sessions.tightened(waiting.publication)),
        (KNOWN, narrowing.price(waiting.publication)),
        (KNOWN, narrowing.left_out(waiting.publication, found)),
        *((KNOWN, said) for said in narrowing.not_narrowed(waiting.publication, found)),
        (KNOWN, narrowing.declined(found)),
        (GOOD, sentences.proof(found)),
        (KNOWN, sentences.carried(found)),
        (KNOWN, sentences.silent(found)),
    ]
    told = [html.P([_sign(sign), words.say(locale)]) for sign, words in said if words]
    return [*told, *withheld_figures(waiting, locale)]


def _to_mend(waiting: DraftForApproval, reading: Reading, locale: Locale) -> list[Component]:
    count = waiting.evidence.to_mend
    said: list[Component | str] = [
        _sign(KNOWN if count else GOOD),
        sentences.to_mend(waiting.evidence).say(locale),
    ]
    if count and reading.open_items is not None:
        words = text("See what to fix").say(locale)
        said += [" ", html.A(words, href=f"{SESSIONS[locale]}?tab=mend")]
    return [html.P(said)]


def _preview(waiting: DraftForApproval, locale: Locale) -> list[Component]:
    """The public page in both languages, the reader's first: one approves both."""
    return [
        html.Div(
            [_public_page(waiting, each, locale) for each in (locale, locale.other)],
            className="publish__pages",
        )
    ]


def _public_page(waiting: DraftForApproval, shown: Locale, locale: Locale) -> Component:
    """The page in one language, below a link to it; each digest has an address of its own."""
    by_itself, title = {
        Locale.EN: (
            text("In English, on a separate page"),
            text("The draft in English, as everyone will see it"),
        ),
        Locale.FR: (
            text("In French, on a separate page"),
            text("The draft in French, as everyone will see it"),
        ),
    }[shown]
    address = f"{PREVIEW[shown]}?{waiting.record.digest[:12]}"
    return html.Div(
        [
            html.P(html.A(by_itself.say(locale), href=PREVIEW[shown], target="_blank")),
            html.Iframe(src=address, title=title.say(locale), className="publish__preview"),
        ]
    )


def _differences(waiting: DraftForApproval, locale: Locale) -> list[Component | None]:
    if waiting.before is None:
        first = text("This is the first publication: everything in it is new.")
        return [html.P([_sign(KNOWN), first.say(locale)])]
    said = differences.summary(waiting.differences, waiting.before.number)
    return [
        html.P([_sign(KNOWN), said.say(locale)]),
        differing_figures(waiting.differences, waiting.publication.words, locale),
    ]


def _approval(
    shown: Overview, waiting: DraftForApproval, reading: Reading, locale: Locale
) -> Component | None:
    """The button to approve, or why this reader has none."""
    reader = reading.reader
    if shown.held:
        return html.P(
            text("Nobody can approve this draft as it is.").say(locale), className="publish__bad"
        )
    own = reader is not None and reader.name == waiting.record.prepared_by
    if own and not shown.alone:
        said = text(
            "You prepared this draft: someone else must approve it, such as a committee member."
        )
        return html.P(said.say(locale), className="showing")
    if reader is None or not reader.role.may(Right.APPROVE):
        return None
    box = check_box({"id": "publish-looked", "required": True})
    looked = text("I have reviewed this draft in both languages and approve it for publication")
    return sent_by_script(
        locale,
        [
            html.P(
                text("No one else can approve it, so you may do so yourself.").say(locale),
                className="desk__hint",
            )
            if own
            else None,
            html.Label([box, html.Span(looked.say(locale))], className="desk__box"),
            submit(text("Approve and publish"), locale),
        ],
        id="publish-approve",
        className="desk",
        **data(draft=str(waiting.record.id), digest=waiting.record.digest),
    )


def _return(waiting: DraftForApproval, reading: Reading, locale: Locale) -> Component | None:
    """For readers who may approve, whatever stands against it; who prepared it does so again."""
    reader, record = reading.reader, waiting.record
    if reader is None or not reader.role.may(Right.APPROVE) or reader.name == record.prepared_by:
        return None
    return return_form(record, locale)


def _sign(sign: str) -> Component:
    css = "publish__sign publish__sign--bad" if sign == BAD else "publish__sign"
    return html.Span(f"{sign} ", className=css, **HIDDEN_FROM_READERS)
