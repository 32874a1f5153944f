import json
import re
from dataclasses import replace

import pytest

from dashboard.domain.sessions.findings import FindingRule, Findings, RuleFindings
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.places import ROOT
from dashboard.queries.sessions.view import SessionsView
from dashboard.web.shared.uploads import LARGEST_FILE
from layouts.importing import importing as session_import
from layouts.importing.words import in_script
from tests.layouts.tree import ids, walk, words
from tests.support import samples

READING = replace(
    samples.reading(), audience=Audience.COORDINATOR, reader=Reader("Bo", Role.COORDINATOR)
)
FOUND = Findings({rule: RuleFindings() for rule in FindingRule})
SCRIPTS = sorted((ROOT / "assets" / "importing").glob("*.js"))


def drawn(locale=Locale.EN, **parts):
    reading = replace(READING, **parts)
    shown = SessionsView(reading, SessionOptions(tab=SessionsTab.IMPORT), FOUND, "America/Toronto")
    return session_import.drawing(shown, locale)["view-desk-import"]


def test_no_change_of_data_or_filters_draws_it_anew_and_so_loses_the_chosen_file():
    once = drawn().to_plotly_json()
    later = drawn(
        filters=Filters(language=("fr",)),
        state=replace(READING.state, version=7),
        open_items=12,
    )
    assert json.dumps(later.to_plotly_json(), default=str) == json.dumps(once, default=str)


def test_the_drop_zone_is_an_ordinary_file_button_with_a_label():
    tree = list(walk(drawn()))
    field = next(one for one in tree if getattr(one, "type", None) == "file")
    labels = [one for one in tree if getattr(one, "htmlFor", None) == field.id]
    assert [words(one) for one in labels] == ["Choose a file or drop it here"]
    assert getattr(field, "aria-describedby") in ids(drawn())


def test_the_page_and_the_server_agree_on_how_large_a_file_may_be():
    assert session_import.LARGEST_MB * 1024 * 1024 == LARGEST_FILE


def test_what_parts_are_named_by_is_there_or_is_drawn_by_the_script():
    tree = drawn()
    named = {getattr(one, "aria-labelledby", None) for one in walk(tree)} - {None, "import-what"}
    assert named <= set(ids(tree))
    assert any("import-what" in script.read_text(encoding="utf-8") for script in SCRIPTS)


@pytest.mark.parametrize("locale", Locale)
def test_the_workbook_to_fill_in_is_a_link_in_the_language_of_the_page(locale):
    links = [one.href for one in walk(drawn(locale)) if type(one).__name__ == "A"]
    assert links == [f"/api/v1/template.xlsx?lang={locale.value}"]


@pytest.mark.parametrize("locale", Locale)
def test_what_depends_on_a_count_has_both_its_forms(locale):
    said = in_script(locale)
    assert set(said["import"]) == {"one", "other"}
    assert said["import"]["one"] != said["import"]["other"]
    for name in ("import", "import-right", "download", "columns", "values", "remarks", "rows"):
        assert all("{count}" in form for form in said[name].values())


def test_each_count_of_a_preview_agrees_with_its_number():
    said = in_script(Locale.FR)
    assert said["duplicates"] == {"one": "doublon probable", "other": "doublons probables"}
    assert said["new"] == {"one": "nouvelle", "other": "nouvelles"}
    assert {type(said[name]) for name in ("changes", "unchanged")} == {dict}


def test_every_sentence_for_the_scripts_is_said_by_one_of_them():
    code = "\n".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    chosen = {f"about-{name}" for name in ("new", "changes", "unchanged", "faulty")}
    chosen |= {"waiting", "checking", "comparing", "writing"}  # as the server names its phases
    unsaid = {name for name in in_script(Locale.EN) if not re.search(rf"\b{name}\b", code)}
    assert unsaid <= chosen


def test_the_scripts_say_no_sentence_that_is_not_there():
    code = "\n".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    assert set(re.findall(r'said\("([\w-]+)"', code)) <= set(in_script(Locale.EN))
