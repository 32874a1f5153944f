"""The only place where the program is wired together; importing it does nothing."""

import os
from collections.abc import Callable
from html import escape
from typing import Any

import flask
from dash import Dash

from callbacks import pages, views
from dashboard import web
from dashboard.addresses import locale_of, view_at, with_query
from dashboard.database import open_engine
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import NAMES
from dashboard.i18n import Locale, Text, text
from dashboard.places import ASSETS
from dashboard.sentences.shared.views import title, titled
from dashboard.settings import Settings
from dashboard.web import ahead
from dashboard.web.access.cookies import FONTS_KEPT
from dashboard.web.access.readers import People
from dashboard.web.sent import may_keep
from dashboard.web.shared.direct import answer_first
from dashboard.web.shared.logs import report
from layouts.shared import files
from layouts.shared.first import FirstPaint, root

TELLTALES = ("python_version", "dash_version_url")

INDEX = """<!DOCTYPE html>
<html lang="{lang}" data-zone="{zone}" data-dimensions="{dimensions}" data-filters="{filters}">
    <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title}</title>
        <link rel="icon" type="image/png" sizes="32x32" href="{icon}">
        {css}
    </head>
    <body{begins}>
        <noscript><p class="no-script">{no_script}</p></noscript>
        {page}
        <div id="react-entry-point" hidden></div>
        <script type="application/json" id="page-state">{state}</script>
        {config}
        {scripts}
        {dash}
        {renderer}
    </body>
</html>
"""


class Dashboard(Dash):
    """Dash with pages in the language of their address, and without its version numbers."""

    time_zone: str
    first: Callable[[str], FirstPaint]

    def interpolate_index(self, *_: str, **parts: str) -> str:
        """The whole page, readable before any script runs; scripts and Dash then take over."""
        locale = locale_of(flask.request.path) or Locale.EN
        found = view_at(flask.request.path)
        view = found[0] if found else None
        query = flask.request.query_string.decode("ascii", "ignore")
        paint = self.first(with_query(flask.request.path, query))
        return INDEX.format(
            lang=locale.tag,
            zone=escape(self.time_zone),
            dimensions=" ".join(DIMENSIONS),
            filters=" ".join(NAMES),
            title=_title(flask.request.path).say(locale),
            icon=self.get_asset_url("icon.png"),  # a private window reads it at each change
            no_script=text("Filters, charts and forms need JavaScript.").say(locale),
            begins="" if FONTS_KEPT in flask.request.cookies else " data-begins",
            page=paint.html,
            state=paint.state,
            css=files.styles(view, self.get_asset_url),
            dash=files.needed(parts["scripts"], view),
            scripts=files.scripts(view, self.get_asset_url),
            renderer=files.begun_last(parts["renderer"]),
            config=parts["config"],
        )

    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = super()._config()  # type: ignore[no-untyped-call] # Dash's own
        return {name: value for name, value in config.items() if name not in TELLTALES}


def _title(path: str) -> Text:
    found = view_at(path)
    return title(found[0]) if found else titled(text("Page not found"))


def create_app(settings: Settings) -> Dash:
    """The whole program on one Flask server."""
    engine = open_engine(settings.database_url, serving=True)
    people = People(engine, settings)
    app = Dashboard(
        "imPACT",
        assets_folder=str(ASSETS),
        include_assets_files=False,  # which page needs which of ours, ``shared.files`` knows
        routes_pathname_prefix="/",
        requests_pathname_prefix=f"{settings.path}/",
        suppress_callback_exceptions=True,
        update_title="",
        title="imPACT",
    )
    app.time_zone = settings.time_zone
    app.server.secret_key = settings.secret_key or os.urandom(32)
    app.layout = root()
    app.first = pages.opener(people.ask, settings.path)
    pages.register(app)
    answer_first(app.server, views.register(app, people.ask, report, may_keep))
    app.server.register_blueprint(ahead.blueprint(views.ahead(people.ask, settings.path)))
    web.install(app.server, engine, settings, people, script_hashes=app.csp_hashes)
    return app


def create_server() -> flask.Flask:
    """What a production server loads: settings from the environment."""
    server: flask.Flask = create_app(Settings()).server
    return server
