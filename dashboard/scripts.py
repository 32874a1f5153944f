"""The scripts of a page in two files: the modules that every view needs, and its own.

Browsers pay for each file, even for one that they have kept. The modules stay as they are written:
each becomes a function that gives what it exports, and that runs when it is first imported.
"""

import posixpath
import re
from functools import cache

from dashboard import places
from dashboard.addresses import EXPLORE, PEOPLE, PUBLISH, REFERENCE, SESSIONS

SHARED, OTHER, LIVE = "shared", "other", "live"
FOR_EVERY_VIEW = "shared/view.js"
ENTRIES = {
    SHARED: FOR_EVERY_VIEW,
    OTHER: FOR_EVERY_VIEW,
    EXPLORE.name: "progress/view.js",
    SESSIONS.name: "sessions/view.js",
    REFERENCE.name: "reference/view.js",
    PEOPLE.name: "people/view.js",
    PUBLISH.name: "publications/view.js",
    LIVE: "publications/live.js",
}
"""The module of each file. Only ``LIVE``, of embedded views, does without ``SHARED``, which runs
nothing by itself."""
IMPORT = re.compile(
    r'^import (?:(?:(?P<names>\{[^}]*\})|\* as (?P<all>\w+)) from )?"(?P<file>[^"]+)";',
    re.MULTILINE,
)
LATER = re.compile(r'import\("(?P<file>[^"]+)"\)(?=\.then\()')
"""An import of what is not needed at once."""
EXPORT = re.compile(r"^export (?=(?:async function|function|const) (?P<name>\w+))", re.MULTILINE)
JOINED = """globalThis.$modules ??= {{}};
globalThis.$imported ??= (name) => ($modules[name].given ??= $modules[name]());
Object.assign($modules, {{
{modules}
}});
{start}
"""
MODULE = """"{name}": () => {{
{body}
return {{ {exports} }};
}},"""


@cache  # a third of a megabyte in all, and 30 ms of work
def joined(page: str) -> bytes:
    """One of the files."""
    modules = _needed(ENTRIES[page])
    if page not in (SHARED, LIVE):
        shared = _needed(FOR_EVERY_VIEW)
        modules = {name: body for name, body in modules.items() if name not in shared}
    start = "" if page == SHARED else f'$imported("{ENTRIES[page]}");'
    return JOINED.format(modules="\n".join(modules.values()), start=start).encode()


def _needed(entry: str) -> dict[str, str]:
    """A module and all that it imports, at once or later, each as a function."""
    found: dict[str, str] = {}
    asked = [entry]
    for name in asked:  # which grows meanwhile
        if name not in found:
            found[name], imported = _as_function(name)
            asked += imported
    return found


def _as_function(name: str) -> tuple[str, list[str]]:
    """A module as a function, and the names of those that it imports."""
    imported: list[str] = []

    def called(found: re.Match[str]) -> str:
        imported.append(posixpath.normpath(f"{posixpath.dirname(name)}/{found['file']}"))
        return f'$imported("{imported[-1]}")'

    def declared(found: re.Match[str]) -> str:
        names = found["all"] or (found["names"] or "").replace(" as ", ": ")
        return f"const {names} = {called(found)};" if names else f"{called(found)};"

    content = (places.ASSETS / name).read_text(encoding="utf-8")
    exports = ", ".join(one["name"] for one in EXPORT.finditer(content))
    body = EXPORT.sub("", IMPORT.sub(declared, content))
    body = LATER.sub(lambda found: f"Promise.resolve().then(() => {called(found)})", body)
    return MODULE.format(name=name, body=body, exports=exports), imported
