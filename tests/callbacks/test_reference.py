"""The view of reference data, without a browser."""

from datetime import date

import pytest
from sqlalchemy import Engine

from callbacks import reference
from dashboard.database import writing
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.reference.kinds import kind_of, kinds
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.reference.view import reference_view
from dashboard.settings import Settings
from layouts.shared.drawing import slot
from tests.layouts.tree import walk, words
from tests.queries.worlds import store

TODAY = date(2015, 4, 1)


@pytest.fixture
def desk(sqlite_engine: Engine) -> ReferenceDesk:
    with writing(sqlite_engine) as connection:
        store(connection, [])
    return ReferenceDesk(sqlite_engine, "Ada", TODAY)


@pytest.fixture
def shown(desk, sqlite_engine: Engine):
    """What is drawn for somebody with a role."""

    def shown(query: str, role: Role = Role.ADMIN, locale: Locale = Locale.EN):
        answers = Answers(sqlite_engine, Settings(), Audience.COORDINATOR)
        return reference.update(answers.for_reader(Reader("Ada", role)), query, locale)["parts"]

    return shown


def said(part: object) -> str:
    return words(part)


@pytest.mark.parametrize("locale", list(Locale))
def test_every_kind_and_its_first_record_are_drawn(shown, desk, locale):
    for kind in kinds():
        first = next(iter(desk.all(kind)), None)
        key = first.record.key if first else ""
        drawn = shown(f"of={kind.code}&record={key}", locale=locale)
        if key:
            assert key in said(drawn[slot("editor")]), kind.code


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.COORDINATOR])
def test_others_get_nothing(shown, role, sqlite_engine):
    assert shown("of=partners", role) == {}
    with pytest.raises(PermissionError):
        reference_view(Answers(sqlite_engine, Settings(), Audience.COORDINATOR), "")


def test_a_coordinator_gets_what_coordinators_write_alone(shown):
    assert shown("of=partners", Role.COORDINATOR) == {}
    drawn = shown("new=1", Role.COORDINATOR)
    assert [one.children for one in drawn[slot("tabs")].children] == [
        "Annotations",
        "Committee meetings",
        "Decisions",
        "Facilitators",
    ]
    form = words(drawn[slot("editor")])
    assert "New: Annotations" in form
    assert "Code" not in form
    assert "/en/explore#curve" in {
        one.href for one in walk(drawn[slot("records")]) if hasattr(one, "href")
    }
    back = shown("new=1&back=language%3Dfr%26age%3D12-14", Role.COORDINATOR)[slot("records")]
    assert "/en/explore?language=fr&age=12-14#curve" in {
        one.href for one in walk(back) if hasattr(one, "href")
    }
    assert shown("of=annotations", Role.COMMITTEE) == {}


@pytest.mark.parametrize(
    ("locale", "entry", "never"),
    [(Locale.EN, "Entry", "never the name"), (Locale.FR, "Entrée", "jamais son nom")],
)
def test_a_training_is_an_entry_whose_code_and_language_are_asked_for_once(
    shown, desk, locale, entry, never
):
    kind = kind_of("facilitators")
    desk.add(kind, {"code": "F-7", "language": "fr", "trained_on": "2014-11-03"})
    desk.add(kind, {"code": "F-8"})
    asked = {}
    for which in ("new=1", "record=F-8", "record=F-7 fr"):
        drawn = shown(f"of=facilitators&{which}", Role.COORDINATOR, locale)
        form = [getattr(one, "data-column", "") for one in walk(drawn[slot("editor")])]
        asked[which] = [column for column in form if column]
        assert (never in words(drawn[slot("editor")])) is (which == "new=1")
        assert words(drawn[slot("records")]).count(entry) >= 1
    assert asked == {
        "new=1": ["code", "language", "trained_on"],
        "record=F-8": ["language", "trained_on"],
        "record=F-7 fr": ["trained_on"],
    }


def test_a_name_of_before_its_type_was_sensitive_is_hidden_in_the_history(shown, desk):
    venues, types = kind_of("venues"), kind_of("venue_types")
    named = {"venue_type": "high_school", "label_en": "Maple", "label_fr": "Érable"}
    key = desk.add(venues, named).key
    added = said(shown(f"record={key}")[slot("history")])
    assert "Maple" in added
    assert "Before" not in added  # there was nothing
    kept = next(one for one in desk.all(types) if one.record.key == "high_school")
    cells = {name: kept.cells[name] for name in types.columns} | {"sensitive": "yes"}
    assert desk.edit(types, "high_school", kept.version, cells, knowing=True).done
    history = said(shown(f"record={key}")[slot("history")])
    assert "Maple" not in history
    assert "Érable" not in history


def test_the_history_of_a_merged_venue_can_still_be_read(shown, desk):
    versions = {one.record.key: one.version for one in desk.all(kind_of("venues"))}
    seen = {code: versions[code] for code in ("SH-01", "SH-02")}
    assert desk.merge("SH-01", "SH-02", seen, knowing=True).done
    drawn = shown("record=SH-01")
    assert drawn[slot("editor")] is None
    assert "Removed by Ada" in said(drawn[slot("history")])
    assert "SH-01 was merged into SH-02" in said(drawn[slot("merges")])
