"""The scripts and styles that each page loads; none that it does not need."""

import re
from collections.abc import Callable

from dashboard import assets, sheets
from dashboard.addresses import EXPLORE, PLAN, SESSIONS, VENUES, View
from dashboard.scripts import ENTRIES, OTHER, SHARED

TAG = re.compile(r'<script\b[^>]*?"(?P<file>/[^"?]+)[^>]*></script>\s*')
NEVER = ("polyfill@", "dash_table/", "dash/dcc/")
"""Dash's scripts for old browsers, for its table component, and for its core components, which our
own store replaces."""
VENDORED = "vendor/bootstrap.reduced.css"
PLOTLY = "vendor/plotly-basic.min.js"
WITH_FIGURES = (EXPLORE, VENUES, PLAN)
"""The views that load plotly.js."""
CONTROLS = "dash_bootstrap_components/"
WITH_CONTROLS = (EXPLORE, VENUES, SESSIONS)
"""The views that load dash-bootstrap-components for the filters."""


def styles(view: View | None, at: Callable[[str], str]) -> str:
    """The style tags of a page; ``at`` turns the result of ``assets.addressed`` into an address."""
    own = f"{assets.MADE}{view.name if view else sheets.OTHER}.css"
    return "\n".join(
        f'<link rel="stylesheet" href="{at(assets.addressed(name))}">' for name in (VENDORED, own)
    )


def scripts(view: View | None, at: Callable[[str], str]) -> str:
    """The tags of a page's own scripts."""
    own = view.name if view and view.name in ENTRIES else OTHER
    tags = "\n".join(
        f'<script type="module" src="{at(assets.addressed(f"{assets.MADE}{name}.js"))}"></script>'
        for name in (SHARED, own)
    )
    return f"{later(PLOTLY, at)}\n{tags}" if view in WITH_FIGURES else tags


def later(name: str, at: Callable[[str], str]) -> str:
    """A script tag that browsers do not run; ``plotly.js`` loads the script when it is needed."""
    return f'<script type="text/plain" id="plotly" src="{at(assets.addressed(name))}"></script>'


def begun_last(tag: str) -> str:
    """Dash's start tag as a module, so that it waits for the scripts above it."""
    return tag.replace('type="application/javascript"', 'type="module"')


def needed(tags: str, view: View | None) -> str:
    """The tags of Dash's scripts that a view needs."""
    kept = _without(tags, NEVER if view in WITH_CONTROLS else (*NEVER, CONTROLS))
    return kept.replace("<script ", "<script defer ")  # so that the page is shown before they run


def _without(tags: str, never: tuple[str, ...]) -> str:
    return TAG.sub(lambda tag: "" if any(part in tag["file"] for part in never) else tag[0], tags)
