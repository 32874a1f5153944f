import json
import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.addresses import REFERENCE
from dashboard.domain.sessions import options as session_options
from dashboard.domain.sessions.findings import FindingRule, Findings, RuleFindings
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.sessions.desk import FormStart
from dashboard.queries.sessions.view import SessionsView
from layouts.sessions import form as session_form
from layouts.sessions.words import in_script
from tests.layouts.tree import ids, walk, words
from tests.support import samples

HELD = SessionRecord(
    "S/1",
    date(2015, 3, 2),
    "planned",
    "discussion",
    "fr",
    "SH-01",
    90,
    note="Bring chairs",
    facilitators=("F-1", "F-2"),
)
STORED = SessionState(HELD, 3, "2015-03-01T12:00:00+00:00", "Ana")
READING = replace(
    samples.reading(), audience=Audience.COORDINATOR, reader=Reader("Bo", Role.COORDINATOR)
)
FOUND = Findings({rule: RuleFindings() for rule in FindingRule})
NEW = FormStart(("F-1", "F-2"))
NOT_ONE = {
    Locale.EN: "There are no facilitators yet.",
    Locale.FR: "Il n’y a encore aucune animatrice ni aucun animateur.",
}


def drawn(begun=NEW, options=None, locale=Locale.EN):
    shown = SessionsView(READING, options or SessionOptions(), FOUND, "America/Toronto", begun)
    return session_form.drawing(shown, begun, locale)


def begins(**asked):
    part = drawn(**asked)["view-desk-begin"]
    return json.loads(getattr(part, "data-begin"))


def form(**asked):
    return drawn(**asked)["view-desk-form"]


def test_every_control_has_a_label_and_a_place_for_its_fault():
    tree = form()
    labelled = {one.htmlFor for one in walk(tree) if getattr(one, "htmlFor", None)}
    every = ids(tree)
    for column in ("date", "status", "venue", "kind", "language", "12-14", "unknown", "total"):
        assert f"desk-{column}" in labelled
        assert f"desk-{column}-fault" in every
    assert labelled <= set(every)
    assert len(every) == len(set(every))


@pytest.mark.parametrize("locale", list(Locale))
def test_who_is_not_among_the_facilitators_can_be_added(locale):
    for codes in ((), ("F-1",)):
        (field,) = (
            one
            for one in walk(form(begun=FormStart(codes), locale=locale))
            if getattr(one, "data-column", "") == "facilitators"
        )
        assert (NOT_ONE[locale] in words(field)) is (not codes)
        (link,) = (one.href for one in walk(field) if getattr(one, "href", None))
        assert link == f"{REFERENCE[locale]}?of=facilitators&new=1"


def test_what_controls_are_described_by_is_there():
    tree = form()
    described = [getattr(one, "aria-describedby", "") for one in walk(tree)]
    assert set(" ".join(filter(None, described)).split()) <= set(ids(tree))


def test_a_sensitive_venue_is_offered_by_its_code_and_told_apart_by_its_type():
    offered = {
        one.value: one.label
        for one in walk(form(locale=Locale.FR))
        if type(one).__name__ == "Option" and getattr(one, "label", None) is not None
    }
    assert offered == {"SH-01": "Refuge", "HS-01": "École secondaire de l’Érable"}


def test_a_new_session_is_of_today_and_much_like_the_last_one():
    assert begins()["cells"] == {"date": READING.today.isoformat(), "status": "delivered"}
    begun = begins(begun=FormStart(("F-1",), last=HELD))
    assert begun["cells"] == {
        "date": READING.today.isoformat(),
        "status": "delivered",
        "kind": "discussion",
        "language": "fr",
        "venue": "SH-01",
        "facilitators": "F-1; F-2",
        "duration_minutes": "90",
    }
    assert (begun["reader"], begun["reference"], begun["version"]) == ("Bo", "", 0)


@pytest.mark.parametrize(
    ("locale", "held", "title"),
    [
        (Locale.EN, False, "Edit session: 2015-03-02, SH-01 S/1"),
        (Locale.FR, False, "Modifier la séance\u00a0: 2015-03-02, SH-01 S/1"),
        (Locale.EN, True, "It took place: 2015-03-02, SH-01 S/1"),
        (Locale.FR, True, "Elle a eu lieu\u00a0: 2015-03-02, SH-01 S/1"),
    ],
)
def test_a_session_is_named_by_its_day_and_venue_and_then_by_its_reference(locale, held, title):
    begun, options = FormStart((), edited=STORED), SessionOptions(edit="S/1", held=held)
    head = drawn(begun=begun, options=options, locale=locale)["view-desk-head"]
    assert re.sub(" +", " ", words(head[0])) == title


def test_an_edited_session_begins_as_it_stands_and_what_took_place_as_delivered():
    begun = FormStart(("F-1", "F-2"), edited=STORED)
    stands = begins(begun=begun, options=SessionOptions(edit="S/1"))
    assert (stands["reference"], stands["version"]) == ("S/1", 3)
    assert (stands["cells"]["status"], stands["cells"]["note"]) == ("planned", "Bring chairs")
    took_place = begins(begun=begun, options=SessionOptions(edit="S/1", held=True))
    assert took_place["cells"] == stands["cells"] | {
        "status": "delivered",
        "total": "",
    }  # nobody said 0


def test_a_form_leads_back_to_the_list_that_it_was_opened_from():
    options = SessionOptions(edit="S/1", status="planned", page=2)
    head = drawn(begun=FormStart((), edited=STORED), options=options)["view-desk-head"]
    new, listed, history = (one.href for one in walk(head) if type(one).__name__ == "A")
    assert new.endswith("/en/sessions")
    assert listed.endswith("?tab=list&status=planned&page=2")
    assert history.endswith("?tab=list&status=planned&page=2&history=S%2F1")


def test_the_form_is_the_same_whatever_it_begins_with():
    edited = form(
        begun=FormStart(("F-1", "F-2"), edited=STORED), options=SessionOptions(edit="S/1")
    )
    assert edited.to_plotly_json().keys() == form().to_plotly_json().keys()
    assert words(edited) == words(form())
    assert ids(edited) == ids(form())


def test_a_session_to_book_begins_planned_two_weeks_on_with_the_venues_of_its_type():
    options = SessionOptions(book_language="fr", book_venue_type="shelter")
    cells = begins(options=options)["cells"]
    assert (cells["status"], cells["language"], cells["venue"]) == ("planned", "fr", "")
    assert words(drawn(options=options)["view-desk-head"]).startswith("Book a session: French, ")
    venues = [one for one in walk(form(options=options)) if type(one).__name__ == "Datalist"]
    assert [one.value for one in venues[0].children] == ["SH-01"]


def test_a_session_to_book_at_a_venue_begins_with_it_and_asks_for_the_day_alone():
    options = SessionOptions(book_language="fr", book_venue="HS-01")
    assert session_options.parse(options.to_query()) == options
    cells = begins(options=options)["cells"]
    assert (cells["status"], cells["language"], cells["venue"]) == ("planned", "fr", "HS-01")
    said = words(drawn(options=options)["view-desk-head"])
    assert said.startswith("Book a session: French, Maple High School")
    assert "Choose the venue" not in said


def test_of_a_session_that_is_not_there_the_view_says_so_and_has_no_form():
    parts = drawn(begun=FormStart(), options=SessionOptions(edit="gone"))
    assert "There is no session gone." in words(parts["view-desk-head"])
    assert parts["view-desk-form"] is None


@pytest.mark.parametrize("locale", Locale)
def test_the_sentences_of_the_script_keep_their_places_in_both_languages(locale):
    said = in_script(locale)
    for name, places in {
        "difference": ("{recorded}", "{total}", "{difference}"),
        "saved": ("{session}",),
        "draft": ("{time}",),
        "changed": ("{author}", "{time}"),
    }.items():
        assert all(place in said[name] for place in places)
