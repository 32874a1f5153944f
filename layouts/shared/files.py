"""Which scripts and styles a page loads: each that only others need would cost its reader time."""

import re

from dashboard.addresses import PEOPLE, PLAN, PUBLISH, REFERENCE, SESSIONS, VIEWS, View

TAG = re.compile(r'<(?:script|link)\b[^>]*?"(?P<file>/[^"?]+)[^>]*>(?:</script>)?\s*')
NEVER = ("polyfill@", "dash_table/")
"""What Dash brings along for browsers without modules, and for a component that we have none of."""
OF_VIEWS: dict[str, tuple[View, ...]] = {
    "desk_drafts": VIEWS,  # who signs out is told of what was not sent
    "desk_reference": (REFERENCE,),
    "desk_": (SESSIONS,),
    "embeds": (PUBLISH,),
    "people": (PEOPLE,),
    "plan": (PLAN,),
    "publish": (PUBLISH,),
    "reference": (REFERENCE,),
    "sessions": (SESSIONS, PEOPLE, PUBLISH, REFERENCE),
}
"""By how our own files' names begin, the first that fits; every view loads the others."""


def needed(tags: str, view: View | None) -> str:
    """Of the tags of scripts and styles, those for a view; ``None`` is a page that says why not."""
    return TAG.sub(lambda tag: tag[0] if _is_needed(tag["file"], view) else "", tags)


def needed_where_embedded(tags: str) -> str:
    """Of Dash's tags, those for an embedded view: it has places to keep things, and no controls."""
    never = (*NEVER, "dash_bootstrap_components/")
    return TAG.sub(lambda tag: "" if any(part in tag["file"] for part in never) else tag[0], tags)


def _is_needed(file: str, view: View | None) -> bool:
    folder, _, name = file.rpartition("/")
    if any(part in file for part in NEVER):
        return False
    if not folder.endswith("assets/view"):
        return True
    return next(
        (view in views for start, views in OF_VIEWS.items() if name.startswith(start)), True
    )
