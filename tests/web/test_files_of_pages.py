"""Which scripts and styles a page loads."""

import re
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from dashboard import places
from dashboard.addresses import PEOPLE, PUBLISH, REFERENCE, SESSIONS, VIEWS, View
from dashboard.assets import imports, module, version_of, version_of_modules
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import NAMES
from dashboard.i18n import Locale
from dashboard.places import ASSETS
from layouts.shared.files import scripts, styles

ELSEWHERE = {f"publications/{name}" for name in ("embed.css", "figures.css", "page.css")} | {
    f"publications/{name}.js" for name in ("embed", "frame", "leave", "live")
}
"""Of pages that are not Dash’s."""
ICONS = {"icon.png", "icon.svg"}
WHOLE = "vendor/bootstrap.min.css"
"""Of which pages load what they use."""
OURS = {
    file.relative_to(ASSETS).as_posix()
    for kind in ("js", "css")
    for file in ASSETS.rglob(f"*.{kind}")
}


def loaded(page: str) -> set[str]:
    return set(re.findall(r'"/assets/(?:modules/\w+/)?([\w./-]+)["?]', page)) - ICONS


def files_of(view: View | None) -> set[str]:
    return loaded(styles(view, "/assets/{}".format) + scripts(view, "/assets/{}".format))


def imported_later() -> set[str]:
    """What a module imports when the page has something to do with it."""
    return {
        (place.parent / name).relative_to(ASSETS).as_posix()
        for place in ASSETS.glob("*/*.js")
        for name in re.findall(r'import\("\./(\w+\.js)"\)\.then', place.read_text(encoding="utf-8"))
    }


def test_every_file_is_loaded_somewhere():
    loaded_at_once = set().union(*(files_of(view) for view in VIEWS))
    assert loaded_at_once.isdisjoint(imported_later())
    with_theirs = imported_later().union(*map(imports, imported_later()))
    assert loaded_at_once | with_theirs == OURS - ELSEWHERE - {WHOLE}


def test_what_is_written_with_is_loaded_where_something_is_written():
    everywhere = set.intersection(*(files_of(view) for view in VIEWS))
    shared = ("style.css", "view.js", "draw.js", "leaving.js", "drafts.js")
    assert {f"shared/{name}" for name in shared} <= everywhere
    written = (SESSIONS, PEOPLE, PUBLISH, REFERENCE)
    for view in VIEWS:
        files = files_of(view)
        assert ("shared/form.js" in files) is ("sessions/sessions.css" in files)
        assert ("shared/form.js" in files) is (view in written)
        assert ("sessions/form.js" in files) is (view is SESSIONS)
        assert ("importing/importing.js" in files) is (view is SESSIONS)
        assert ("reference/reference.js" in files) is (view is REFERENCE)
        assert ("reference/reference.css" in files) is (view is REFERENCE)
        assert ("publications/publish.js" in files) is (view is PUBLISH)
        assert ("publications/grants.css" in files) is (view is PUBLISH)
        assert ("publications/grant_form.js" in files) is (view is PUBLISH)
        assert ("people/people.js" in files) is (view is PEOPLE)


def test_a_module_is_fetched_with_all_that_it_needs_at_once():
    tags = scripts(SESSIONS, "/assets/{}".format)
    preloaded = re.findall(r'modulepreload" href="/assets/modules/\w+/([^"]+)"', tags)
    (entry,) = re.findall(r'type="module" src="/assets/modules/\w+/([^"]+)"', tags)
    assert len(preloaded) == len(set(preloaded))
    for at, name in enumerate([*preloaded, entry]):
        assert set(imports(name)) <= set(preloaded[:at])


def test_modules_of_another_version_are_not_there(program: FlaskClient):
    address = f"/assets/{module('shared/view.js')}"
    answer = program.get(address)
    assert answer.status_code == HTTPStatus.OK
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for other in (
        address.replace(version_of_modules(), "00000000"),
        address.replace("view.js", "style.css"),
        address.replace("view.js", "nothing.js"),
    ):
        refused = program.get(other)
        assert refused.status_code == HTTPStatus.NOT_FOUND
        assert refused.headers["Cache-Control"] == "private, no-store"


def test_the_version_of_modules_changes_with_any_of_them(tmp_path, monkeypatch):
    for name in ("shared/one.js", "sessions/two.js", "vendor/three.js", "shared/four.css"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("1")
    monkeypatch.setattr(places, "ASSETS", tmp_path)

    def version() -> str:
        version_of.cache_clear()
        version_of_modules.cache_clear()
        return version_of_modules()

    try:
        first = version()
        (tmp_path / "vendor/three.js").write_text("2")
        (tmp_path / "shared/four.css").write_text("2")
        assert version() == first
        (tmp_path / "sessions/two.js").write_text("2")
        second = version()
        assert second != first
        (tmp_path / "sessions/two.js").rename(tmp_path / "sessions/moved.js")
        assert version() not in (first, second)
    finally:
        version_of.cache_clear()
        version_of_modules.cache_clear()


@pytest.mark.parametrize("path", ["/en/explore", "/fr/lieux", "/en/nowhere"])
def test_a_page_loads_what_its_view_needs(program: FlaskClient, path: str):
    view = next((view for view in VIEWS for locale in Locale if view[locale] == path), None)
    page = program.get(path).text
    assert loaded(page) == files_of(view)
    assert f'data-dimensions="{" ".join(DIMENSIONS)}" data-filters="{" ".join(NAMES)}"' in page
    assert "dash_renderer" in page
    assert "polyfill" not in page
    assert "dash_table/bundle" not in page
