"""The page to import a file; the browser's script sends the file and draws the preview."""

import json

from dash.development.base_component import Component

from dashboard.addresses import SIGN_IN, TEMPLATE
from dashboard.domain.sessions.options import LONGEST, SessionOptions, SessionSort, SessionsTab
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Reader
from dashboard.i18n import Locale, text
from dashboard.queries.sessions.view import SessionsView
from layouts.importing.words import in_script
from layouts.shared import html
from layouts.shared.attributes import data, labelled_by
from layouts.shared.controls import Control, native_input
from layouts.shared.drawing import Drawing, slot
from layouts.shared.links import session_address

LARGEST_MB = 64
LATEST = SessionOptions(tab=SessionsTab.LIST, sort=SessionSort.UPDATED)
KINDS = ".csv,.tsv,.txt,.xlsx,.ods,.zip"
FIND, REFUSED = "import-find", "import-refused"
FILE, HINT, PHASE = "import-file", "import-hint", "import-phase"


def places() -> list[Component]:
    """The place of the import, made once a page; what the script puts into it stays."""
    return [html.Div(id=slot("desk", "import"))]


def drawing(shown: SessionsView, locale: Locale) -> Drawing:
    """The import's drawing, which does not depend on the data, so redrawing leaves it alone."""
    return {slot("desk", "import"): _section(shown, locale)}


def _section(shown: SessionsView, locale: Locale) -> Component:
    return html.Section(
        [
            html.H2(text("Import a file").say(locale), id="import-title"),
            html.P(
                text(
                    "A file of sessions exported from your survey tool, or the "
                    "workbook that you filled in. You first see what it would change; "
                    "nothing is saved until you confirm."
                ).say(locale)
            ),
            _template(locale),
            html.Div(id="import-left"),
            html.Div([_drop_zone(locale), _work(locale)], className="import__stage"),
            html.Div(id="import-said", className="import__said", role="status", tabIndex="-1"),
            html.Section(id="import-preview", hidden=True, **labelled_by("import-what")),
            html.Section(id="import-outcome", hidden=True, className="import__outcome"),
            html.Section(
                [
                    html.H2(text("Earlier imports").say(locale), id="import-earlier"),
                    _find(locale),
                    html.P(id="import-past-said", className="import__said", role="status"),
                    html.Div(id="import-past"),
                    html.Div(id=REFUSED),
                ],
                className="import__earlier",
                **labelled_by("import-earlier"),
            ),
        ],
        id="import",
        className="import",
        **data(
            words=json.dumps(in_script(locale), ensure_ascii=False, sort_keys=True),
            reader=_name(shown.reading.reader),
            largest=str(LARGEST_MB),
            list=session_address(Filters(), LATEST, locale),
            signin=SIGN_IN[locale],
        ),
    )


def _find(locale: Locale) -> Component:
    words = text("Find by file or person").say(locale)
    entry = {"id": FIND, "type": "search", "maxlength": str(LONGEST), "className": "form-control"}
    return html.Div(
        [html.Label(words, htmlFor=FIND), native_input(entry)], className="field import__find"
    )


def _name(reader: Reader | None) -> str:
    return reader.name if reader else ""


def _template(locale: Locale) -> Component:
    words = text("Download the workbook to fill in").say(locale)
    about = text("It has drop-down lists, works offline and can be imported as is.")
    return html.P(
        [
            html.A(words, href=f"{TEMPLATE}?lang={locale.value}", download=""),
            ". ",
            about.say(locale),
        ],
        className="desk__template",
    )


def _drop_zone(locale: Locale) -> Component:
    """A normal file button; files can be dropped on its label."""
    choose: Control = native_input(
        {
            "id": FILE,
            "type": "file",
            "accept": KINDS,
            "className": "visually-hidden",
            "aria-describedby": HINT,
        }
    )
    hint = text("CSV, XLSX or ODS, up to {size} MB", size=LARGEST_MB)
    return html.Div(
        [
            html.Label(
                [
                    choose,
                    html.Span(text("Choose a file").say(locale), className="import__choose"),
                    html.Span(text("or drop it here").say(locale)),
                ],
                htmlFor=FILE,
                className="import__label",
            ),
            html.P(hint.say(locale), id=HINT, className="import__hint"),
        ],
        id="import-drop",
        className="import__drop",
    )


def _work(locale: Locale) -> Component:
    """The progress of the work and a button to stop it, in place of the drop zone."""
    bar: Control = {
        "type": "Progress",
        "props": {
            "id": "import-progress",
            "className": "import__progress",
            "max": "1",
            **labelled_by(PHASE),
        },
    }
    return html.Div(
        [
            html.P(
                [html.Span(id=PHASE, role="status"), html.Span(id="import-done")],
                className="import__phase",
            ),
            bar,
            html.Button(
                text("Stop").say(locale), id="import-stop", type="button", className="chip"
            ),
            html.P(id="import-caution", className="import__hint"),
        ],
        id="import-work",
        className="import__work",
        hidden=True,
    )
