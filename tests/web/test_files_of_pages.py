"""Which scripts and styles a page loads."""

import re

import pytest
from flask.testing import FlaskClient

from dashboard.addresses import PEOPLE, PUBLISH, REFERENCE, SESSIONS, VIEWS, View
from dashboard.i18n import Locale
from dashboard.places import ASSETS
from layouts.shared.files import scripts, styles

ELSEWHERE = {f"publications/{name}" for name in ("embed.css", "figures.css", "page.css")} | {
    f"publications/{name}.js" for name in ("embed", "frame", "leave", "live")
}
"""Of pages that are not Dash’s."""
OURS = {
    file.relative_to(ASSETS).as_posix()
    for kind in ("js", "css")
    for file in ASSETS.rglob(f"*.{kind}")
}


def loaded(page: str) -> set[str]:
    return set(re.findall(r'"/assets/([\w./-]+)\?', page))


def files_of(view: View | None) -> set[str]:
    return loaded(styles(view, "/assets/{}".format) + scripts(view, "/assets/{}".format))


def test_every_file_is_loaded_somewhere():
    assert set().union(*(files_of(view) for view in VIEWS)) == OURS - ELSEWHERE


def test_what_is_written_with_is_loaded_where_something_is_written():
    everywhere = set.intersection(*(files_of(view) for view in VIEWS))
    shared = ("style.css", "draw.js", "leaving.js", "desk.js", "drafts.js")
    assert {f"shared/{name}" for name in shared} <= everywhere
    for view in VIEWS:
        files = files_of(view)
        assert ("sessions/form.js" in files) is (view is SESSIONS)
        assert ("importing/importing.js" in files) is (view is SESSIONS)
        assert ("reference/reference.js" in files) is (view is REFERENCE)
        assert ("reference/reference.css" in files) is (view is REFERENCE)
        assert ("publications/publish.js" in files) is (view is PUBLISH)
        assert ("publications/grants.css" in files) is (view is PUBLISH)
        assert ("publications/grant_form.js" in files) is (view is PUBLISH)
        assert ("people/people.js" in files) is (view is PEOPLE)
        written = (SESSIONS, PEOPLE, PUBLISH, REFERENCE)
        assert ("sessions/sessions.css" in files) is (view in written)


@pytest.mark.parametrize("path", ["/en/explore", "/fr/lieux", "/en/nowhere"])
def test_a_page_loads_what_its_view_needs(program: FlaskClient, path: str):
    view = next((view for view in VIEWS for locale in Locale if view[locale] == path), None)
    page = program.get(path).text
    assert loaded(page) == files_of(view)
    assert "dash_renderer" in page
    assert "polyfill" not in page
    assert "dash_table/bundle" not in page
