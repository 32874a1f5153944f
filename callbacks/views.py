"""The views by name, and what they share: redrawing, and keeping address and controls one."""

from collections.abc import Callable, Collection
from typing import Protocol

from dash import ClientsideFunction, Dash, Input, Output, State, ctx
from dash.development.base_component import Component

from callbacks import explore, people, plan, publish, reference, sessions, venues
from callbacks.types import Ask, Report
from dashboard.addresses import EXPLORE, PEOPLE, PLAN, PUBLISH, REFERENCE, SESSIONS, VENUES, View
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from layouts.shared import frame
from layouts.shared.changes import MarkedDrawing, changes, marked, shown_by, weight
from layouts.shared.drawing import Drawing, slot
from layouts.shared.fold import CONTROLS
from layouts.shared.mounted import mounted
from layouts.shared.written import in_json


class Module(Protocol):
    """The interface of a view's module."""

    def page(self, answers: Answers, query: str, locale: Locale) -> Component:
        """The whole page of a query."""

    def update(self, answers: Answers, query: str, locale: Locale) -> Drawing:
        """The drawing after a change to that query."""


class FoldingModule(Protocol):
    """The same of a view with folds whose content may come later."""

    FOLDED: tuple[str, ...]
    """The places in these folds."""

    def closed_update(self, answers: Answers, query: str, locale: Locale) -> Drawing:
        """The drawing without these places."""


MODULES: dict[str, Module] = {
    EXPLORE.name: explore,
    VENUES.name: venues,
    PLAN.name: plan,
    SESSIONS.name: sessions,
    PEOPLE.name: people,
    REFERENCE.name: reference,
    PUBLISH.name: publish,
}

FOLDING: dict[str, FoldingModule] = {EXPLORE.name: explore}

KEPT = (EXPLORE.name, VENUES.name, PLAN.name)
"""The views whose drawing follows from the data, the day, the query and the reader's role alone."""


def page(view: View, answers: Answers, query: str, locale: Locale) -> Component:
    """The whole page of a view."""
    return MODULES[view.name].page(answers, query, locale)


def kept_update(
    here: object, answers: Answers, query: object, path: str, closed: Collection[str]
) -> Drawing:
    """The drawing of the view that the browser shows, after a change of the query.

    In JSON, with its addresses below ``path``; kept where ``KEPT`` says so.

    If all of a view's folds are among the ``closed`` places, their content is not made.
    """
    name, locale = _whereabouts(here)
    asked = str(query or "")
    folds = FOLDING.get(name)
    if folds and not set(folds.FOLDED) <= set(closed):
        folds = None

    def make(answers: Answers) -> MarkedDrawing:
        update = folds.closed_update if folds else MODULES[name].update
        drawing = mounted(path, update(answers, asked, locale))
        return marked(drawing, folds.FOLDED if folds else ())

    if not is_kept(here, query):
        return make(answers)
    return answers.keep_whole(make, weight, name, asked, locale, path, folds is not None)


def is_kept(here: object, query: object) -> bool:
    """Whether that drawing is kept: its view is in ``KEPT``, and nobody would ask more."""
    name, _ = _whereabouts(here)
    return name in KEPT and len(str(query or "")) <= LONGEST_QUERY


def ahead(ask: Ask, path: str) -> Callable[[str, Locale, str], bool]:
    """What makes an answer ready that is asked for next; it returns false for views not kept."""

    def make_ready(name: str, locale: Locale, query: str) -> bool:
        if name not in KEPT:
            return False
        closed = FOLDING[name].FOLDED if name in FOLDING else ()  # as most readers have them
        kept_update({"view": name, "locale": locale.value}, ask(), query, path, closed)
        return True

    return make_ready


def failed(reference: str, locale: Locale) -> Drawing:
    """The old figures, marked as such, below an error message."""
    return {"parts": {slot("failure"): frame.failure(reference, locale)}, "stale": True}


def register(
    app: Dash, ask: Ask, report: Report, may_keep: Callable[[str], None]
) -> Callable[[object], bytes | None]:
    """Register the callbacks that all views share.

    It returns what answers our own script, which asks in Dash's words: with the same JSON, without
    what Dash does for callbacks of any form, and for JSON within HTML. What is asked in another
    form is Dash's: ``None``.

    Args:
        app: The program.
        ask: The answers for the reader of the current request.
        report: Logs an error; see ``dashboard.web.shared.logs``.
        may_keep: Is told the edition of data of an answer that follows from the question and these
            data alone; see ``dashboard.web.sent``.
    """
    path = app.config.requests_pathname_prefix.rstrip("/")

    def lacking(query: object, here: object) -> Drawing:
        shown = shown_by(here)
        drawing = kept_update(here, ask(), query, path, shown.closed if shown else ())
        found = changes(drawing, shown)
        if is_kept(here, query):
            may_keep(drawing["edition"])
        return found

    def on_error(error: Exception, here: object) -> Drawing:
        _, locale = _whereabouts(here)
        return failed(report(error), locale)

    app.callback(
        Output(frame.DRAWING, "data"),
        inputs={"query": Input(frame.QUERY, "data"), "here": State(frame.HERE, "data")},
        prevent_initial_call=True,
        on_error=lambda error: on_error(error, ctx.states.get(f"{frame.HERE}.data")),
    )(lacking)
    _register_browser_side(app)

    def answer(asked: object) -> bytes | None:
        match asked:
            case {
                "output": frame.DRAWS,
                "inputs": [{"id": frame.QUERY, "property": "data", "value": query}],
                "state": [{"id": frame.HERE, "property": "data", "value": here}],
            }:
                try:
                    drawing = lacking(query, here)
                except Exception as error:  # noqa: BLE001 - told on the page, and in the log
                    drawing = on_error(error, here)
            case _:
                return None
        return in_json({"multi": True, "response": {frame.DRAWING: {"data": drawing}}})

    return answer


def _register_browser_side(app: Dash) -> None:
    """Register what runs in the browser: drawing, and keeping address and controls equal."""
    controls = list(CONTROLS.values())  # the scripts take their values in this order
    app.clientside_callback(
        ClientsideFunction("view", "draw"),
        Output(frame.DRAWN, "data"),
        Input(frame.DRAWING, "data"),
        prevent_initial_call=True,  # the page contains the first drawing already
    )
    app.clientside_callback(
        ClientsideFunction("view", "address"),
        Output(frame.QUERY, "data"),
        [Input(control, "value") for control in controls],
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("view", "restore"),
        [Output(control, "value") for control in controls],
        Input(frame.RESTORE, "data"),
        prevent_initial_call=True,
    )


def _whereabouts(here: object) -> tuple[str, Locale]:
    """The view and language that the browser names; explore in English if unknown."""
    said = here if isinstance(here, dict) else {}
    name, language = said.get("view"), said.get("locale")
    known = name if isinstance(name, str) and name in MODULES else EXPLORE.name
    return known, Locale.FR if language == Locale.FR.value else Locale.EN
