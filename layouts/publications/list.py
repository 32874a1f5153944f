"""The publications, the newest first, with a way to withdraw one."""

from dash.development.base_component import Component

from dashboard.addresses import PROGRESS, PUBLICATIONS
from dashboard.domain.publications.publishing import PublicationRecord
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.publications.making.overview import Overview
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.publications import hindrances
from dashboard.sentences.publications import publishing as sentences
from layouts.publications.form import field, words
from layouts.publications.returning import returned
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import sent_by_script, submit


def published(shown: Overview, reading: Reading, locale: Locale) -> Component:
    """A card for each publication."""
    latest = next((one.number for one in shown.published if not one.withdrawn_at), None)
    return html.Section(
        [
            html.H2(text("Publications").say(locale)),
            html.Ul(
                [
                    html.Li(_one(shown, record, latest, reading, locale))
                    for record in shown.published
                ],
                className="publish__list",
            )
            if shown.published
            else html.P(text("Nothing has been published yet.").say(locale)),
        ],
        className="card",
    )


def restored(shown: Overview, locale: Locale) -> Component | None:
    """Why nothing may be published after a restore or with another key, and what was lost."""
    found = shown.restored, shown.lost, shown.time_zone
    said = [
        html.P(words.say(locale), className="publish__bad")
        for words in hindrances.hindered(*found, other_key=shown.other_key)
    ]
    return html.Section(said, className="card", role="note") if said else None


def _one(
    shown: Overview, record: PublicationRecord, latest: int | None, reading: Reading, locale: Locale
) -> list[Component | None]:
    may_withdraw = reading.for_administrator and not record.withdrawn_at
    title = text("Publication\N{NO-BREAK SPACE}{number}", number=str(record.number)).say(locale)
    page = f"{PROGRESS[locale]}/{record.number}"
    return [
        html.H3(
            [
                title if record.withdrawn_at else html.A(title, href=page),
                " ",
                html.Span(
                    capitalise(sentences.state(record, latest).say(locale)),
                    className="publish__state",
                ),
            ]
        ),
        html.P(
            text(
                "Published on {day}, data as of {as_of}.",
                day=record.published_on,
                as_of=record.data_as_of,
            ).say(locale)
        ),
        html.P(text("It corrects publication {number}.", number=str(record.corrects)).say(locale))
        if record.corrects is not None
        else None,
        _withdrawn(record, locale),
        html.Details(
            [
                html.Summary(
                    text("Details of publication {number}", number=str(record.number)).say(locale)
                ),
                html.P(
                    text(
                        "Prepared by {author}, approved by {approver}.",
                        author=record.prepared_by,
                        approver=record.approved_by,
                    ).say(locale)
                ),
                *(returned(one, locale) for one in shown.returns.get(record.number, ())),
                _files(record, locale),
                html.P(
                    [
                        text("SHA-256: ").say(locale),
                        html.Code(record.sha256, className="publish__hash"),
                    ]
                ),
                _withdrawal(record, locale) if may_withdraw else None,
            ],
            className="publish__details",
        ),
    ]


def _files(record: PublicationRecord, locale: Locale) -> Component | None:
    if record.withdrawn_at:
        return None
    files = f"{PUBLICATIONS}/{record.number}"
    return html.P(
        [
            html.A(text("Table (CSV)").say(locale), href=f"{files}-{locale}.csv"),
            html.A(text("All data (JSON)").say(locale), href=f"{files}.json"),
        ],
        className="publish__ways",
    )


def _withdrawn(record: PublicationRecord, locale: Locale) -> Component | None:
    if not record.withdrawn_at:
        return None
    reason = record.reason_fr if locale is Locale.FR else record.reason_en
    return html.P(
        text(
            "Withdrawn by {author}: {reason}", author=record.withdrawn_by or "", reason=reason
        ).say(locale),
        className="publish__bad",
    )


def _withdrawal(record: PublicationRecord, locale: Locale) -> Component:
    """A fold of its own: whoever looks for a digest is not shown a form."""
    number = str(record.number)
    return html.Details(
        [
            html.Summary(text("Withdraw publication {number}", number=number).say(locale)),
            sent_by_script(
                locale,
                [
                    html.P(
                        text(
                            "Its address will show that it was withdrawn, and why. "
                            "People keep the copies they have made. This cannot be "
                            "undone."
                        ).say(locale),
                        className="desk__hint",
                    ),
                    html.Div(
                        [
                            _reason(number, Locale.EN, locale),
                            _reason(number, Locale.FR, locale),
                        ],
                        className="publish__pair",
                    ),
                    submit(text("Withdraw publication {number}", number=number), locale),
                ],
                className="desk",
                **data(withdraw=number),
            ),
        ],
        className="desk__new",
    )


def _reason(number: str, language: Locale, locale: Locale) -> Component:
    titles = {
        Locale.EN: text("Reason in English"),
        Locale.FR: text("Reason in French"),
    }
    control_id = f"reason-{language.value}-{number}"
    control = words(control_id, "", language, required="required", **data(reason=language.value))
    return field(control_id, titles[language], control, locale)
