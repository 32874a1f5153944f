"""Which scripts and styles a page loads: each that only others need would cost its reader time."""

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
WHERE_EMBEDDED = ("polyfill@", "dash_table/")
"""What Dash brings along for browsers without modules, and for a component that we have none of."""
NEVER = (*WHERE_EMBEDDED, "dash/dcc/")
"""The same where places to keep things are our own."""
ANY = (*VIEWS, None)
"""Every page; ``None`` is one that says why there is no view."""
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
    ("progress/grid.css", (EXPLORE,)),
    ("progress/multiples.css", (EXPLORE,)),
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
"""In the order in which they apply: of rules that say the same, the last holds."""
SCRIPTS: dict[View | None, str] = {
    EXPLORE: "progress/view.js",
    SESSIONS: "sessions/view.js",
    REFERENCE: "reference/view.js",
    PEOPLE: "people/view.js",
    PUBLISH: "publications/view.js",
}
"""The module that a view runs; all others run the one for every view."""
FOR_EVERY_VIEW = "shared/view.js"
LIVE = "publications/live.js"
PLOTLY = "vendor/plotly-basic.min.js"
WITH_FIGURES = (EXPLORE, VENUES, PLAN)
"""The views that load what figures are drawn with."""
CONTROLS = "dash_bootstrap_components/"
WITH_CONTROLS = (EXPLORE, VENUES, SESSIONS)
"""The views that load what the controls of the filters are made of."""


def styles(view: View | None, at: Callable[[str], str]) -> str:
    """The tags of a page's styles; ``at`` makes an address of what ``assets.addressed`` gives."""
    return "\n".join(
        f'<link rel="stylesheet" href="{at(assets.addressed(name))}">'
        for name in _needed(STYLES, view)
    )


def scripts(view: View | None, at: Callable[[str], str]) -> str:
    """The tags of a page's own scripts."""
    own = modules(SCRIPTS.get(view, FOR_EVERY_VIEW), at)
    return f"{later(PLOTLY, at)}\n{own}" if view in WITH_FIGURES else own


def later(name: str, at: Callable[[str], str]) -> str:
    """The tag of a script that no browser runs; ``plotly.js`` loads it when there is need."""
    return f'<script type="text/plain" id="plotly" src="{at(assets.addressed(name))}"></script>'


def modules(name: str, at: Callable[[str], str]) -> str:
    """The tags of a module, and of all that it imports: fetched at once, and not in turn."""
    preload = '<link rel="modulepreload" href="{}">'.format
    return "\n".join(
        (
            *(preload(at(assets.module(one))) for one in assets.imports(name)),
            f'<script type="module" src="{at(assets.module(name))}"></script>',
        )
    )


def begun_last(tag: str) -> str:
    """The tag by which Dash begins: as a module, it waits for those above it."""
    return tag.replace('type="application/javascript"', 'type="module"')


def needed(tags: str, view: View | None) -> str:
    """Of the tags of Dash's scripts, those for a view."""
    kept = _without(tags, NEVER if view in WITH_CONTROLS else (*NEVER, CONTROLS))
    return kept.replace("<script ", "<script defer ")  # what stands in the page is shown first


def needed_where_embedded(tags: str) -> str:
    """Of Dash's tags, those for an embedded view: it has places to keep things, and no controls."""
    return _without(tags, (*WHERE_EMBEDDED, CONTROLS))


def _needed(files: Files, view: View | None) -> list[str]:
    return [name for name, views in files if view in views]


def _without(tags: str, never: tuple[str, ...]) -> str:
    return TAG.sub(lambda tag: "" if any(part in tag["file"] for part in never) else tag[0], tags)
