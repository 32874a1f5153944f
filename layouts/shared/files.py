"""The scripts and styles that each page loads; none that it does not need."""

import re
from collections.abc import Callable

from dashboard import assets
from dashboard.addresses import (
    EXPLORE,
    PEOPLE,
    PLAN,
    PUBLISH,
    REFERENCE,
    SESSIONS,
    VENUES,
    VIEWS,
    View,
)

TAG = re.compile(r'<script\b[^>]*?"(?P<file>/[^"?]+)[^>]*></script>\s*')
NEVER = ("polyfill@", "dash_table/", "dash/dcc/")
"""Dash's scripts for old browsers, for its table component, and for its core components, which our
own store replaces."""
ANY = (*VIEWS, None)
"""All pages; ``None`` is a page without a view, such as an error page."""
Files = tuple[tuple[str, tuple[View | None, ...]], ...]
STYLES: Files = (
    ("vendor/bootstrap.reduced.css", ANY),
    ("shared/colours.css", ANY),
    ("importing/importing.css", (SESSIONS,)),
    ("publications/grants.css", (PUBLISH,)),
    ("progress/equity.css", ANY),
    ("pace/annotations.css", (EXPLORE,)),
    ("progress/headline.css", (EXPLORE,)),
    ("progress/gauges.css", (EXPLORE,)),
    ("progress/curve.css", ANY),
    ("progress/downloads.css", (EXPLORE,)),
    ("progress/grid.css", (EXPLORE,)),
    ("progress/multiples.css", (EXPLORE,)),
    ("progress/one_of.css", (EXPLORE,)),
    ("progress/present.css", (EXPLORE,)),
    ("people/people.css", (PEOPLE,)),
    ("plan/plan.css", (PLAN,)),
    ("publications/publish.css", (PUBLISH,)),
    ("reference/reference.css", (REFERENCE,)),
    ("sessions/sessions.css", (SESSIONS, PEOPLE, PUBLISH, REFERENCE)),
    ("shared/style.css", ANY),
    ("venues/venues.css", ANY),
    ("shared/when_printed.css", ANY),
)
"""The styles in order: of two rules of equal weight, the later one applies."""
SCRIPTS: dict[View | None, str] = {
    EXPLORE: "progress/view.js",
    SESSIONS: "sessions/view.js",
    REFERENCE: "reference/view.js",
    PEOPLE: "people/view.js",
    PUBLISH: "publications/view.js",
}
"""The module of each view; other views run ``FOR_EVERY_VIEW``."""
FOR_EVERY_VIEW = "shared/view.js"
PLOTLY = "vendor/plotly-basic.min.js"
WITH_FIGURES = (EXPLORE, VENUES, PLAN)
"""The views that load plotly.js."""
CONTROLS = "dash_bootstrap_components/"
WITH_CONTROLS = (EXPLORE, VENUES, SESSIONS)
"""The views that load dash-bootstrap-components for the filters."""


def styles(view: View | None, at: Callable[[str], str]) -> str:
    """The style tags of a page; ``at`` turns the result of ``assets.addressed`` into an address."""
    return "\n".join(
        f'<link rel="stylesheet" href="{at(assets.addressed(name))}">'
        for name in _needed(STYLES, view)
    )


def scripts(view: View | None, at: Callable[[str], str]) -> str:
    """The tags of a page's own scripts."""
    own = modules(SCRIPTS.get(view, FOR_EVERY_VIEW), at)
    return f"{later(PLOTLY, at)}\n{own}" if view in WITH_FIGURES else own


def later(name: str, at: Callable[[str], str]) -> str:
    """A script tag that browsers do not run; ``plotly.js`` loads the script when it is needed."""
    return f'<script type="text/plain" id="plotly" src="{at(assets.addressed(name))}"></script>'


def modules(name: str, at: Callable[[str], str]) -> str:
    """The tags of a module and of everything it imports, so that all load at the same time."""
    preload = '<link rel="modulepreload" href="{}">'.format
    return "\n".join(
        (
            *(preload(at(assets.module(one))) for one in assets.imports(name)),
            f'<script type="module" src="{at(assets.module(name))}"></script>',
        )
    )


def begun_last(tag: str) -> str:
    """Dash's start tag as a module, so that it waits for the scripts above it."""
    return tag.replace('type="application/javascript"', 'type="module"')


def needed(tags: str, view: View | None) -> str:
    """The tags of Dash's scripts that a view needs."""
    kept = _without(tags, NEVER if view in WITH_CONTROLS else (*NEVER, CONTROLS))
    return kept.replace("<script ", "<script defer ")  # so that the page is shown before they run


def _needed(files: Files, view: View | None) -> list[str]:
    return [name for name, views in files if view in views]


def _without(tags: str, never: tuple[str, ...]) -> str:
    return TAG.sub(lambda tag: "" if any(part in tag["file"] for part in never) else tag[0], tags)
