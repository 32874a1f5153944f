"""Reference data at the desk of administrators: alone, in use, two at once, and past figures."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, insert, select

from dashboard.database import reading, writing
from dashboard.desk.reference import ReferenceDesk, ReferenceOutcome
from dashboard.domain.reference.fields import RecordKind
from dashboard.domain.reference.kinds import kind_of, kinds
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.history import steps
from dashboard.domain.shared.records import VenueRecord
from dashboard.i18n import Locale
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.trail import history
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import Venue
from tests.desk.conftest import TODAY
from tests.support import patience
from tests.support.archive import keep_without_text, publish
from tests.support.files import session
from tests.support.publications import publication

NOT_KEPT = "The area of such a venue is not kept: in a small area, it could be found"
LABELS = {"label_en": "parents’ evening", "label_fr": "soirée des parents"}


@pytest.fixture
def admin(ready: Engine) -> ReferenceDesk:
    return ReferenceDesk(ready, "Ada", TODAY)


@pytest.fixture
def held(admin: ReferenceDesk) -> Callable[[str, str], StoredRecord]:
    """A record as it stands."""

    def held(kind: str, key: str) -> StoredRecord:
        return next(one for one in admin.all(of(kind)) if one.record.key == key)

    return held


@pytest.fixture
def change(admin, held) -> Callable[..., ReferenceOutcome]:
    """Edit some cells of a record that was just read."""

    def change(kind: str, key: str, *, knowing: bool = True, **cells: str) -> ReferenceOutcome:
        seen = held(kind, key)
        known = {name: seen.record.cells()[name] for name in of(kind).columns}
        return admin.edit(of(kind), key, seen.version, {**known, **cells}, knowing=knowing)

    return change


def of(code: str) -> RecordKind:
    found = kind_of(code)
    assert found
    return found


def told(outcome: ReferenceOutcome) -> list[tuple[str, str]]:
    return [(fault.column, fault.problem.say(Locale.EN)) for fault in outcome.faults]


def warned(outcome: ReferenceOutcome) -> list[str]:
    return [warning.say(Locale.EN) for warning in outcome.warnings]


def seen_progress(engine: Engine):
    with reading(engine) as connection:
        words = vocabulary(connection)
        return progress(connection, Filters(), Audience.COORDINATOR, words, small_cell_maximum=4)


@pytest.mark.parametrize("kind", [one.code for one in kinds()])
def test_every_record_can_be_saved_as_it_is_and_nothing_is_logged(admin, ready, kind):
    for one in admin.all(of(kind)):
        cells = {name: one.record.cells()[name] for name in of(kind).columns}
        outcome = admin.edit(of(kind), one.record.key, one.version, cells)
        if kind == "venues" and told(outcome):
            assert told(outcome) == [("label_en", "The venue has no name yet")]
            continue
        assert outcome == ReferenceOutcome(one.record.key, one.version)
        with reading(ready) as connection:
            assert history(connection, kind, one.record.key) == ()


def test_a_new_value_stands_last_and_is_logged_with_its_author(admin, ready, held):
    outcome = admin.add(of("session_kinds"), {**LABELS, "in_french_share": "no"})
    assert outcome.key == "parents_evening"
    assert [one.record.key for one in admin.all(of("session_kinds"))][-1] == outcome.key
    assert held("session_kinds", outcome.key).version == outcome.version
    with reading(ready) as connection:
        (step,) = steps(history(connection, "session_kinds", outcome.key))
        assert outcome.key in vocabulary(connection).kinds
    assert (step.author, step.deed) == ("Ada", "added")


def test_a_button_pressed_twice_adds_one(admin):
    wanted = {**LABELS, "in_french_share": "no"}
    assert admin.add(of("session_kinds"), wanted) == admin.add(of("session_kinds"), wanted)
    assert len(admin.all(of("session_kinds"))) == 4


@pytest.mark.parametrize("missing", ["label_en", "label_fr"])
def test_both_languages_are_needed(admin, missing):
    cells = {"code": "evening", **LABELS, missing: " ", "in_french_share": "no"}
    assert told(admin.add(of("session_kinds"), cells)) == [(missing, "The cell is blank")]


def test_a_plan_measure_has_both_labels_or_none(admin, change, held):
    half = change("plan_measures", "measure-1", label_en="Tell youth")
    assert told(half) == [("label_fr", "It is given in one language only")]
    both = change("plan_measures", "measure-1", label_en="Tell", label_fr="Dire", status="done")
    assert both.done
    assert change("plan_measures", "measure-1", label_en="", label_fr="").done
    assert held("plan_measures", "measure-1").record.values["status"] == "done"
    assert admin.add(of("plan_measures"), {}).key == "measure-5"


def test_a_code_never_changes(change, held):
    place = ("partners", "ottawa-police-service")
    before = held(*place)
    outcome = change(*place, code="police", label_en="Police")
    assert told(outcome) == [("code", "This never changes")]
    assert held(*place) == before
    assert change(*place, code=place[1], label_en="Police").done


def test_a_place_in_the_order_moves_the_others(admin, change):
    assert change("venue_types", "high_school", sort_order="1").done
    order = [
        (one.record.key, one.record.values["sort_order"]) for one in admin.all(of("venue_types"))
    ]
    assert order == [
        ("high_school", "1"),
        ("shelter", "2"),
        ("group_home", "3"),
        ("youth_organization", "4"),
    ]


def test_what_is_in_use_stays_and_says_by_how_much(admin, held, bring):
    bring(*(session(reference=one, **{"15-17": "12"}) for one in ("S-1", "S-2")))
    for kind, key, reason in (
        ("session_kinds", "discussion", "2 sessions use it"),
        ("venues", "HS-01", "2 sessions use it"),
        ("age_groups", "15-17", "2 sessions use it"),
        ("venue_types", "shelter", "2 venues are of this type"),
    ):
        outcome = admin.remove(of(kind), key, held(kind, key).version)
        assert told(outcome) == [("", reason)]
        assert held(kind, key)


def test_what_nothing_uses_goes_and_keeps_its_history(admin, held, ready):
    assert admin.remove(
        of("funders"), "public-safety-canada", held("funders", "public-safety-canada").version
    ).done
    assert len(admin.all(of("funders"))) == 1
    with reading(ready) as connection:
        (step,) = steps(history(connection, "funders", "public-safety-canada"))
    assert step.deed == "removed"


@pytest.mark.parametrize("kind", ["languages", "indicators", "thresholds", "status_levels"])
def test_what_the_program_knows_by_code_is_neither_added_nor_taken_out(admin, kind):
    one = admin.all(of(kind))[0]
    assert not admin.remove(of(kind), one.record.key, one.version).done
    assert not admin.add(of(kind), {"code": "x", **LABELS}).done


def test_the_age_group_of_those_not_recorded_stays(admin, held):
    outcome = admin.remove(of("age_groups"), "unknown", held("age_groups", "unknown").version)
    assert not outcome.done


def test_the_area_of_a_place_known_by_code_is_shown_to_nobody(admin, ready, held):
    with writing(ready) as connection:
        place = {"code": "SH-09", "venue_type": "shelter", "area": "Vanier"}
        connection.execute(insert(Venue).values(place))
    assert held("venues", "SH-09").cells["area"] == ""
    late = admin.edit(of("venues"), "SH-09", "0" * 16, {"venue_type": "shelter"})
    assert not late.conflicts or late.conflicts[0].now.cells["area"] == ""


@pytest.fixture
def hidden(ready: Engine) -> Callable[[], str]:
    """The area of a shelter, which came in by a file and which nobody is shown."""
    place = {"code": "SH-09", "venue_type": "shelter", "area": "Vanier"}
    with writing(ready) as connection:
        connection.execute(insert(Venue).values(place))

    def hidden() -> str:
        with reading(ready) as connection:
            return connection.scalars(select(Venue.area).where(Venue.code == "SH-09")).one()

    return hidden


def test_what_is_sent_back_as_it_was_read_keeps_the_area_that_was_not_shown(
    admin, change, held, hidden
):
    seen = held("venues", "SH-09")
    assert admin.edit(of("venues"), "SH-09", seen.version, seen.cells).done
    assert hidden() == "Vanier"
    assert held("venues", "SH-09").version == seen.version
    assert change("venue_types", "group_home", sensitive="yes").done
    seen = held("venues", "SH-09")
    cells = {**seen.cells, "venue_type": "group_home"}
    assert admin.edit(of("venues"), "SH-09", seen.version, cells, knowing=True).done
    assert hidden() == "Vanier"


def test_an_area_that_was_not_shown_stays_hidden(admin, held, hidden):
    seen = held("venues", "SH-09")
    tried = [
        admin.edit(of("venues"), "SH-09", version, {**seen.cells, "area": area})
        for version in (seen.version, "0" * 16)
        for area in ("Vanier", "Orléans")
    ]
    assert [told(one) for one in tried] == [[("area", NOT_KEPT)]] * 4
    assert hidden() == "Vanier"
    named = {"venue_type": "high_school", "label_en": "Maple", "label_fr": "Érable", "area": ""}
    assert admin.edit(of("venues"), "SH-09", seen.version, named, knowing=True).done
    assert hidden() == ""


def test_no_version_that_is_given_out_tells_an_area_that_was_not_shown(admin, held, hidden):
    """The version of each guess could be tried, as who reads the code knows how it is made."""
    seen = held("venues", "SH-09")
    guessed = {
        StoredRecord(VenueRecord("SH-09", "shelter", area)).version for area in ("Vanier", "x")
    }
    told = {seen.version, admin.edit(of("venues"), "SH-09", seen.version, seen.cells).version}
    clashes = admin.remove(of("venues"), "SH-09", "0" * 16).conflicts
    told |= {one.now.version for one in clashes if one.now}
    versions = {"SH-09": "0" * 16, "SH-01": held("venues", "SH-01").version}
    clashes = admin.merge("SH-09", "SH-01", versions).conflicts
    told |= {one.now.version for one in clashes if one.now}
    assert told == {seen.version}
    assert told.isdisjoint(guessed)
    assert hidden() == "Vanier"


def test_a_restored_venue_keeps_and_does_not_tell_the_area_that_was_not_shown(
    admin, change, held, hidden, ready
):
    assert change("venue_types", "group_home", sensitive="yes").done
    seen = held("venues", "SH-09")
    cells = {**seen.cells, "venue_type": "group_home"}
    assert admin.edit(of("venues"), "SH-09", seen.version, cells, knowing=True).done
    with reading(ready) as connection:
        entry = next(one for one in history(connection, "venues", "SH-09") if one.before)
    version = held("venues", "SH-09").version
    asked = admin.restore(of("venues"), "SH-09", version, entry.id)
    assert [one.column for one in asked.differences] == ["venue_type"]
    assert admin.restore(of("venues"), "SH-09", version, entry.id, knowing=True).done
    assert hidden() == "Vanier"


def test_the_second_of_two_administrators_is_told(admin, held, ready):
    seen = held("partners", "ottawa-police-service")
    cells = {"label_en": "Police", "label_fr": "La police", "sort_order": ""}
    assert admin.edit(of("partners"), seen.record.key, seen.version, cells).done
    late = ReferenceDesk(ready, "Bo", TODAY).edit(
        of("partners"), seen.record.key, seen.version, {**cells, "label_en": "OPS"}
    )
    (clash,) = late.conflicts
    assert clash.now.record.values["label_en"] == "Police"
    assert held("partners", seen.record.key).record.values["label_en"] == "Police"
    assert admin.remove(of("partners"), seen.record.key, seen.version).conflicts


def test_of_two_at_the_same_moment_one_is_told(ready, held):
    seen, start, found = held("partners", "ottawa-police-service"), Barrier(2), []

    def save(name: str) -> None:
        start.wait(patience.SECONDS)
        cells = {"label_en": name, "label_fr": name, "sort_order": ""}
        desk = ReferenceDesk(ready, name, TODAY)
        found.append(desk.edit(of("partners"), seen.record.key, seen.version, cells))

    threads = [Thread(target=save, args=(name,)) for name in ("Ada", "Bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.done for outcome in found) == [False, True]


def test_a_flag_that_changes_the_past_is_warned_of_and_counts_anew(change, bring, ready):
    bring(session(reference="S-1", kind="youth_workshop", language="fr"))
    assert seen_progress(ready).french_share.sessions == 0
    asked = change("session_kinds", "youth_workshop", in_french_share="yes", knowing=False)
    assert warned(asked) == [
        "The French share of the past changes: 1 session of this kind counts in it."
    ]
    assert seen_progress(ready).french_share.sessions == 0
    assert change("session_kinds", "youth_workshop", in_french_share="yes").done
    assert seen_progress(ready).french_share.sessions == 1  # and ``ready`` compares the tallies


def test_who_is_youth_counts_anew_distinct_youth_too(change, bring, ready):
    bring(
        session(
            **{"reference": "S-1", "15-17": "4", "26-plus": "3", "total": "7", "first_time": "5"}
        )
    )
    before = seen_progress(ready).youth.participations
    asked = change("age_groups", "26-plus", youth="yes", knowing=False)
    assert len(warned(asked)) == 1
    assert change("age_groups", "26-plus", youth="yes").done
    assert seen_progress(ready).youth.participations == before + 3


def test_who_is_youth_is_asked_twice_once_publications_told_it(change, ready):
    publish(ready, publication())
    asked = change("age_groups", "26-plus", youth="yes", knowing=False)
    [said] = warned(asked)
    assert said.startswith("While this lasts, new publications show x for youth")
    assert change("age_groups", "26-plus", youth="yes").done
    assert change("age_groups", "26-plus", youth="no", knowing=False).done


def test_who_is_youth_can_change_where_a_restore_found_no_text_of_the_first_publication(
    change, ready
):
    """A public site keeps none of what was withdrawn."""
    withdrawn = publication()
    keep_without_text(ready, withdrawn)
    assert change("age_groups", "26-plus", youth="yes", knowing=False).done
    publish(ready, replace(withdrawn, number=withdrawn.number + 1))
    [said] = warned(change("age_groups", "15-17", youth="no", knowing=False))
    assert said.startswith("While this lasts, new publications show x for youth")


def test_who_is_youth_is_asked_twice_of_a_group_that_only_a_later_publication_told(
    admin, change, ready
):
    first = publication()
    publish(ready, first)
    cells = {"label_en": "9 to 11", "label_fr": "9 à 11 ans", "youth": "no", "at_risk": "no"}
    assert admin.add(of("age_groups"), {"code": "9-11", **cells, "sort_order": "1"}).done
    assert change("age_groups", "9-11", youth="yes", knowing=False).done  # nobody was told
    assert change("age_groups", "9-11", youth="no", knowing=False).done
    *_, known = first.words.age_groups
    added = replace(known, code="9-11", youth=False)
    words = replace(first.words, age_groups=(added, *first.words.age_groups))
    publish(ready, replace(first, number=first.number + 1, words=words))
    [said] = warned(change("age_groups", "9-11", youth="yes", knowing=False))
    assert said.startswith("While this lasts, new publications show x for youth")
    assert change("age_groups", "9-11", youth="yes").done
    changed = replace(words, age_groups=(replace(added, youth=True), *first.words.age_groups))
    publish(ready, replace(first, number=first.number + 2, words=changed))
    assert change("age_groups", "9-11", youth="no", knowing=False).done  # as it was told at first


def test_a_new_age_group_has_a_bit_of_its_own_and_counts(admin, bring, ready):
    cells = {"label_en": "9 to 11", "label_fr": "9 à 11 ans", "youth": "yes", "at_risk": "no"}
    outcome = admin.add(of("age_groups"), {"code": "9-11", **cells, "sort_order": "1"})
    assert outcome.done
    bring(session(**{"reference": "S-1", "9-11": "4"}))
    with reading(ready) as connection:
        ages = vocabulary(connection).ages
    assert ages.codes[0] == "9-11"
    assert len({age.bit for age in ages}) == len(ages)


def test_an_age_group_is_not_called_like_a_column(admin):
    cells = {"code": "total", **LABELS, "youth": "no", "at_risk": "no"}
    assert told(admin.add(of("age_groups"), cells)) == [
        ("code", "Session files already have another column with that name")
    ]


def test_a_label_that_another_has_is_refused(admin):
    cells = {"code": "talk", "label_en": "Discussion", "label_fr": "x", "in_french_share": "no"}
    assert told(admin.add(of("session_kinds"), cells)) == [
        ("label_en", "Another entry already has this name")
    ]


def test_a_type_that_becomes_sensitive_takes_the_names_of_its_venues(admin, change, held, ready):
    named = admin.add(
        of("venues"),
        {"venue_type": "high_school", "label_en": "Maple", "label_fr": "Érable", "area": "Vanier"},
    )
    asked = change("venue_types", "high_school", sensitive="yes", knowing=False)
    assert "lose their names" in warned(asked)[0] or "loses its name" in warned(asked)[0]
    assert held("venues", named.key).record.label_en == "Maple"
    assert change("venue_types", "high_school", sensitive="yes").done
    record = held("venues", named.key).record
    assert (record.label_en, record.label_fr, record.area) == ("", "", "")
    assert told(change("venues", named.key, label_en="Maple", label_fr="Érable"))


def test_a_venue_of_another_type_moves_its_past_and_loses_its_name_where_it_must(
    change, bring, ready, held
):
    with writing(ready) as connection:
        connection.execute(
            insert(Venue).values(
                code="YO-09", venue_type="youth_organization", label_en="A", label_fr="B"
            )
        )
    bring(session(reference="S-1", venue="YO-09"))
    assert told(change("venues", "YO-09", venue_type="shelter")) == [
        ("label_en", "A venue of this type is known by its code only")
    ]
    cells = {"venue_type": "shelter", "label_en": "", "label_fr": ""}
    asked = change("venues", "YO-09", **cells, knowing=False)
    assert warned(asked) == ["1 session held here now counts under “shelter” in past figures, too."]
    assert change("venues", "YO-09", **cells).done
    by_type = {one.code: one.sessions for one in seen_progress(ready).by_venue_type}
    assert (by_type["shelter"], by_type["youth_organization"]) == (1, 0)


def test_a_venue_of_a_sensitive_type_gets_the_next_code(admin):
    assert admin.add(of("venues"), {"venue_type": "shelter"}).key == "SH-03"


def test_a_change_of_target_is_a_revision_with_its_reason_in_both_languages(
    admin, held, ready, bring
):
    first = {
        "indicator": "youth",
        "effective_from": "2013-09-01",
        "value": "800",
        "due": "2015-03-31",
    }
    assert admin.add(of("targets"), first).done  # no session yet, and so no past figures
    bring(session(reference="S-1"))
    second = {**first, "effective_from": "2014-04-01", "value": "1 000", "due": "2015-06-30"}
    assert told(admin.add(of("targets"), second, knowing=True)) == [
        ("reason_en", "A changed target needs a reason")
    ]
    half = {**second, "reason_en": "More schools asked"}
    assert told(admin.add(of("targets"), half, knowing=True))[0][0] == "reason_fr"
    whole = {**half, "reason_fr": "Plus d’écoles ont demandé"}
    assert warned(admin.add(of("targets"), whole)) == [
        "Percentages, statuses and pace since April\u00a01, 2014 are recalculated with this target."
    ]
    assert admin.add(of("targets"), whole, knowing=True).key == "youth 2014-04-01"
    assert held("targets", "youth 2014-04-01").record.reason_fr == "Plus d’écoles ont demandé"
    with reading(ready) as connection:
        assert len(history(connection, "targets", "youth 2014-04-01")) == 1


def test_only_a_reason_can_be_mended_without_touching_figures(admin, change):
    cells = {
        "indicator": "youth",
        "effective_from": "2013-09-01",
        "value": "8",
        "due": "2015-03-31",
    }
    admin.add(of("targets"), cells, knowing=True)
    assert change("targets", "youth 2013-09-01", reason_en="a", reason_fr="b", knowing=False).done


def test_levels_stay_in_order_and_the_last_is_earned_by_all(change):
    for key, percent in (("watch", "100"), ("watch", "0"), ("behind", "5"), ("on_track", "80")):
        outcome = change("status_levels", key, minimum_percent=percent)
        assert told(outcome)[0][0] == "minimum_percent"
    asked = change("status_levels", "watch", minimum_percent="90", knowing=False)
    assert warned(asked) == ["All statuses are recalculated, including those of past days."]
    assert change("status_levels", "watch", minimum_percent="90").done


def test_a_comparison_share_has_a_percent_and_its_source_in_both_languages(admin):
    cells = {
        "code": "ottawa",
        "label_en": "Ottawa",
        "label_fr": "Ottawa",
        "percent": "14,9",
        "source_en": "Census",
        "source_fr": "Recensement",
        "year": "2011",
    }
    assert admin.add(of("comparison_shares"), cells).done
    for percent in ("101", "-1", "a lot", "NaN"):
        wrong = {**cells, "code": "o", "label_en": "O", "label_fr": "O", "percent": percent}
        assert told(admin.add(of("comparison_shares"), wrong)) == [
            ("percent", "This is not a percent")
        ]


def test_text_like_a_formula_is_kept_as_typed(change, held):
    assert change("indicators", "youth", definition_en="=1+1", definition_fr="-x").done
    record = held("indicators", "youth").record
    assert (record.values["definition_en"], record.values["definition_fr"]) == ("=1+1", "-x")


def test_an_unknown_key_is_a_conflict_and_never_a_new_record(admin, ready):
    for kind in ("partners", "venues", "targets"):
        cells = {
            **LABELS,
            "venue_type": "high_school",
            "indicator": "youth",
            "value": "1",
            "due": "2016-01-01",
            "effective_from": "2015-01-01",
        }
        known = {name: cells.get(name, "") for name in of(kind).columns}
        key = "youth 2015-01-01" if kind == "targets" else "nobody"
        outcome = admin.edit(of(kind), key, "0" * 16, known, knowing=True)
        assert [clash.now for clash in outcome.conflicts] == [None]
    with reading(ready) as connection:
        assert "nobody" not in connection.scalars(select(Venue.code)).all()


# Back to what was before


@pytest.fixture
def restore(admin, ready) -> Callable[..., ReferenceOutcome]:
    """What was before the latest entry of a record's history, over its version now."""

    def restore(kind: str, key: str, *, knowing: bool = True) -> ReferenceOutcome:
        with reading(ready) as connection:
            latest = history(connection, kind, key)[0]
        now = {one.record.key: one.version for one in admin.all(of(kind))}
        return admin.restore(of(kind), key, now.get(key, ""), latest.id, knowing=knowing)

    return restore


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        (("venue_types", "high_school"), {"label_en": "school"}),
        (("venue_types", "high_school"), {"sort_order": "1"}),
        (("age_groups", "15-17"), {"youth": "no", "lower_age": ""}),
        (("session_kinds", "discussion"), {"in_french_share": "no"}),
        (("languages", "fr"), {"label_fr": "français d’ici"}),
        (
            ("plan_measures", "measure-1"),
            {"label_en": "Tell", "label_fr": "Dire", "status": "done"},
        ),
        (("partners", "ottawa-police-service"), {"label_en": "Police"}),
        (("indicators", "youth"), {"label_en": "young people"}),
        (("status_levels", "watch"), {"minimum_percent": "70"}),
    ],
)
def test_a_changed_record_is_as_it_was_once_that_is_known(change, restore, held, place, cells):
    was = held(*place)
    assert change(*place, **cells).done
    asked = restore(*place, knowing=False)
    assert not asked.done
    assert {(one.column, one.before) for one in asked.differences} == set(cells.items())
    assert restore(*place).done
    assert held(*place) == was
    assert restore(*place).done  # and forth again
    assert {name: held(*place).cells[name] for name in cells} == cells


def test_a_record_that_was_taken_out_is_there_again_and_told_apart_from_others(
    admin, restore, held
):
    """It has its place in the order again, and a new bit, by which ages are told apart."""
    cells = {"youth": "no", "at_risk": "no", "lower_age": "40", "sort_order": "2"}
    labels = [{"label_en": name, "label_fr": name} for name in ("over 40", "over 50")]
    first = admin.add(of("age_groups"), cells | labels[0], knowing=True)
    gone = held("age_groups", first.key)
    assert admin.remove(of("age_groups"), first.key, first.version, knowing=True).done
    other = admin.add(of("age_groups"), cells | labels[1], knowing=True)
    assert restore("age_groups", first.key, knowing=False).differences
    assert restore("age_groups", first.key).done
    back, others = held("age_groups", first.key), held("age_groups", other.key)
    assert {**back.cells, "bit": ""} == {**gone.cells, "bit": ""}
    assert back.cells["bit"] != others.cells["bit"]


def test_a_target_is_restored_with_its_reason(admin, restore, held, bring):
    bring(session(reference="S-1"))
    cells = {
        "indicator": "youth",
        "value": "1000",
        "due": "2015-06-30",
        "effective_from": "2013-09-01",
    }
    made = admin.add(of("targets"), cells, knowing=True)
    wrong = {**cells, "value": "100", "reason_en": "typed", "reason_fr": "tapé"}
    assert admin.edit(of("targets"), made.key, made.version, wrong, knowing=True).done
    asked = restore("targets", made.key, knowing=False)
    (said,) = warned(asked)
    assert said == (
        "Percentages, statuses and pace since September\u00a01, 2013 are recalculated with this "
        "target."
    )
    assert restore("targets", made.key).done
    assert held("targets", made.key).record.value == 1000


def test_what_the_data_of_today_forbid_is_refused_in_a_sentence(
    admin, change, restore, held, ready
):
    change("partners", "ottawa-police-service", label_en="Police")
    other = {"code": "other", "label_en": "Ottawa Police Service", "label_fr": "Autre"}
    assert admin.add(of("partners"), other).done
    assert told(restore("partners", "ottawa-police-service")) == [
        ("label_en", "Another entry already has this name")
    ]
    change("venues", "HS-01", label_en="Maple", label_fr="Érable")
    change("venues", "HS-02", label_en="Oak", label_fr="Chêne")
    versions = {code: held("venues", code).version for code in ("HS-01", "HS-02")}
    assert admin.merge("HS-01", "HS-02", versions, knowing=True).done
    assert told(restore("venues", "HS-01")) == [("code", "This venue was merged into HS-02")]
    with reading(ready) as connection:
        (first,) = (e for e in history(connection, "venues", "HS-02") if e.before)
    seen = held("venues", "HS-02").version
    wrong = admin.restore(of("venues"), "HS-01", seen, first.id)
    assert told(wrong) == [("", "Before this history entry, there was nothing to restore")]
    stale = admin.restore(of("venues"), "HS-02", "0" * 16, first.id, knowing=True)
    assert [clash.key for clash in stale.conflicts] == ["HS-02"]


def test_names_that_a_place_may_not_have_any_more_do_not_come_back(change, restore, held):
    change("venues", "YO-01", label_en="Kite", label_fr="Cerf-volant", area="Vanier")
    change("venues", "YO-01", venue_type="group_home")
    assert change("venue_types", "youth_organization", sensitive="yes").done
    assert restore("venues", "YO-01").done
    assert held("venues", "YO-01").record.cells() == {
        "code": "YO-01",
        "venue_type": "youth_organization",
        "area": "",
        "label_en": "",
        "label_fr": "",
    }
