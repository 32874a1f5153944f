"""The form of a grant, new or existing."""

from datetime import timedelta

from dash.development.base_component import Component

from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import Grant
from dashboard.domain.publications.options import PublishOptions, PublishTab
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.publications.archive.reading import PublicationSummary
from dashboard.publications.making.grant_checks import LONGEST, LONGEST_NAME
from dashboard.publications.making.granted import Grants
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.publications import grants
from layouts.publications.embeds.filters import filters
from layouts.publications.embeds.parts import box, entry, field, group, lines, select
from layouts.publications.links import publish_address
from layouts.shared import html, panel
from layouts.shared.attributes import data
from layouts.shared.controls import sent_by_script, submit

FORM = "embeds-form"
FIRST_LENGTH = timedelta(365)


def form(
    shown: Grants, options: PublishOptions, reading: Reading, locale: Locale
) -> Component | None:
    """The form of the open grant, or of a new one."""
    grant = shown.opened
    if grant is None and not options.new:
        return None
    title = (
        text("Change the grant of {partner}", partner=grant.partner)
        if grant
        else text("Grant views to a partner")
    )
    close = publish_address(reading.filters, PublishOptions(PublishTab.EMBEDS), locale)
    return html.Section(
        [
            panel.head(title.say(locale), close, locale),
            sent_by_script(
                locale,
                [
                    *_to_whom(grant, locale),
                    *_what(shown, grant, locale),
                    *_where(shown, grant, locale),
                    submit(
                        text("Save") if grant else text("Grant access and show the key"), locale
                    ),
                ],
                id=FORM,
                className="desk embeds__form",
                noValidate=True,
                **data(
                    grant=str(grant.id) if grant else "", version=grant.version if grant else ""
                ),
            ),
        ],
        className="card",
    )


def _to_whom(grant: Grant | None, locale: Locale) -> list[Component]:
    partner = entry(
        "partner",
        "text",
        value=grant.partner if grant else "",
        maxlength=str(LONGEST_NAME),
        required=True,
    )
    return [
        field(
            "partner",
            text("partner"),
            partner,
            locale,
            hint=text("The organization whose pages show the views"),
            needed=True,
        )
    ]


def _what(shown: Grants, grant: Grant | None, locale: Locale) -> list[Component]:
    chosen = grant.views if grant else ()
    views = [
        box(view.title.say(locale), name="views", value=code, checked=code in chosen)
        for code, view in EMBED_VIEWS.items()
    ]
    return [
        group(
            "views",
            text("views"),
            [html.Div(views, className="embeds__boxes")],
            locale,
            needed=True,
        ),
        html.Fieldset(
            [
                html.Legend(text("Filters").say(locale)),
                html.P(
                    text(
                        "Locked filters come from the grant, whatever a page asks for. "
                        "Readers’ choices show published cells only."
                    ).say(locale),
                    className="embeds__hint",
                ),
                html.Div(filters(shown, locale), className="embeds__filters"),
            ],
            className="desk__counts",
            **data(column="locked", title=text("Filters").say(locale)),
        ),
        html.Div(
            [_language(grant, locale), _publication(shown, grant, locale)],
            className="publish__pair",
        ),
    ]


def _language(grant: Grant | None, locale: Locale) -> Component:
    options = {"": capitalise(grants.language(None).say(locale))}
    options |= {one.value: capitalise(grants.language(one).say(locale)) for one in Locale}
    chosen = grant.language.value if grant and grant.language else ""
    return field(
        "language", text("language of the views"), select("language", options, chosen), locale
    )


def _publication(shown: Grants, grant: Grant | None, locale: Locale) -> Component:
    options = {"": capitalise(grants.publication(None).say(locale))}
    options |= {
        str(one.number): capitalise(_publication_label(one).say(locale))
        for one in shown.publications
    }
    chosen = str(grant.publication or "") if grant else ""
    if chosen not in options:
        options[chosen] = text("Publication {number} (withdrawn)", number=chosen).say(locale)
    control = select("publication", options, chosen)
    return field("publication", text("publication"), control, locale)


def _publication_label(one: PublicationSummary) -> Text:
    return text("publication {number}, of {day}", number=str(one.number), day=one.published_on)


def _where(shown: Grants, grant: Grant | None, locale: Locale) -> list[Component]:
    sites = lines(
        "origins",
        "\n".join(grant.origins) if grant else "",
        rows="3",
        spellcheck="false",
        autocapitalize="none",
    )
    until = (grant.expires_on if grant else shown.day + FIRST_LENGTH).isoformat()
    day = entry(
        "expires_on",
        "date",
        value=until,
        min=shown.day.isoformat(),
        max=(shown.day + LONGEST).isoformat(),
        required=True,
    )
    return [
        field(
            "origins",
            text("sites that may show the views in a frame"),
            sites,
            locale,
            hint=text(
                "One per line, such as https://intranet.example.org. Browsers block "
                "the frame on any other site."
            ),
        ),
        group(
            "more",
            text("also allowed"),
            [
                box(
                    text("Downloads: the figures of a view as CSV and JSON").say(locale),
                    id="embeds-downloads",
                    checked=grant is not None and grant.downloads,
                ),
                box(
                    text(
                        "Pictures and tables without a frame; any page that has the "
                        "key can show them, on any site"
                    ).say(locale),
                    id="embeds-images",
                    checked=grant is not None and grant.images,
                ),
            ],
            locale,
        ),
        field("expires_on", text("last day"), day, locale, needed=True),
    ]
