"""The publish view, without a browser: its tabs, and the grants for administrators."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from callbacks import publish as view
from dashboard.backup.restoring import mark
from dashboard.database import writing
from dashboard.domain.publications.embeds import ViewCount
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.publications.publishing import DraftReturn
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.clock import calendar_day
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.publications.archive import shown as archive
from dashboard.publications.making import overview
from dashboard.publications.making.confirming import confirm_restored
from dashboard.publications.making.granted import Silence, look
from dashboard.publications.making.granting import GrantDesk
from dashboard.queries.answers import Answers
from dashboard.settings import Settings
from dashboard.writes.changes import Changes
from dashboard.writes.grants import GrantStore
from layouts.publications import form
from layouts.publications.embeds.filters import Mode, mode
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.archive import publish, withdraw
from tests.support.embeds import a_grant, grant, wanted
from tests.support.publications import publication

TODAY = calendar_day("America/Toronto")  # the day ends later there than in a server’s UTC
FULL = {
    "views": ("youth", "by-month"),
    "locked": "venue_type=shelter&venue_type=group_home&period=2014-15",
    "free": ("age", "period"),
    "language": "fr",
    "downloads": True,
}
FORM_OF_DRAFTS = form.FORM
LIST, FORM = slot("embeds", "list"), slot("embeds", "form")


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    publish(sqlite_engine, publication())
    return sqlite_engine


def answers(engine: Engine, role: Role = Role.ADMIN) -> Answers:
    found = Answers(engine, Settings(), role.audience)
    return found.for_reader(Reader("Ada", role))


def drawn(engine: Engine, query: str, role: Role = Role.ADMIN, locale: Locale = Locale.EN):
    return view.update(answers(engine, role), query, locale)["parts"]


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("query", ["", "tab=embeds", "tab=embeds&new=1", "tab=embeds&grant=1"])
def test_everything_drawn_has_its_place_in_the_page(engine, locale, query):
    grant(engine, **FULL)
    found = ids(view.page(answers(engine), query, locale))
    assert set(drawn(engine, query, locale=locale)) <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.COORDINATOR])
def test_others_see_the_publications_and_no_grant_whatever_they_ask(engine, role):
    grant(engine, partner="Ottawa Police Service")
    page = words(view.page(answers(engine, role), "tab=embeds&grant=1", Locale.EN))
    assert "Ottawa Police Service Active" not in page
    assert "Embedded views" not in page
    assert LIST not in drawn(engine, "tab=embeds", role)


def test_administrators_may_narrow_ranges_once_there_are_two_publications(engine):
    def offered(role):
        parts = drawn(engine, "", role).values()
        return "Narrow the ranges" in " ".join(words(part) for part in parts if part)

    assert not offered(Role.ADMIN)
    publish(engine, publication(number=2))
    assert [role for role in Role if offered(role)] == [Role.ADMIN]


def test_a_reader_without_a_role_sees_no_grant(engine):
    unknown = Answers(engine, Settings(), Audience.COORDINATOR)
    assert LIST not in view.update(unknown, "tab=embeds", Locale.EN)["parts"]


def test_each_grant_says_what_it_gives_and_how_often_it_was_shown(engine):
    grant(engine, **FULL)
    with writing(engine) as connection:
        for back, times in ((0, 3), (29, 4), (30, 100)):
            one = ViewCount(TODAY - timedelta(back), 1, "youth", times)
            archive.add(connection, one)
    told = words(drawn(engine, "tab=embeds")[LIST])
    assert "Venue type: group home and shelter; period: fiscal year 2014–2015" in told
    assert "Shown 7 times in the last 30 days" in told
    assert f"{TODAY.isoformat()} 3 0" in told
    assert "Over time 0 times" in told


def test_a_good_grant_that_shows_nothing_says_why(engine):
    publish(engine, publication(number=2))
    with writing(engine) as connection:
        for number, parts in enumerate(
            ({}, {"publication": 2}, {"locked": (("kind", "gone"),)}), 1
        ):
            made = a_grant(id=number, expires_on=TODAY, **parts)
            GrantStore(str(number)).save(connection, Changes(added=(made,)))
    withdraw(engine, 2)
    silent = look(engine, TODAY, "America/Toronto").silent
    assert silent == {2: Silence.PUBLICATION, 3: Silence.FILTER}
    told = words(drawn(engine, "tab=embeds")[LIST])
    assert "its publication was withdrawn" in told
    assert "does not have one of the locked filters" in told


def test_the_history_of_a_grant_says_who_did_what_without_a_key(engine):
    keys = [grant(engine, views=("youth",)).key]
    desk = GrantDesk(engine, "Bo", TODAY)
    desk.change(1, wanted(partner="OPS", views=("youth", "by-month"), locked="language=fr"))
    keys.append(desk.renew(1).key)
    desk.revoke(1)
    told = words(drawn(engine, "tab=embeds&grant=1")[slot("embeds", "history")])
    order = ["Revoked by Bo", "New key created by Bo", "Changed by Bo", "Granted by Root"]
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)
    assert "Views Youth reached Youth reached and Over time" in told
    assert "Locked filters No filter Language: French" in told
    assert "Partner Ottawa Police Service OPS" in told
    assert not any(key in told for key in keys)
    assert drawn(engine, "tab=embeds&grant=2")[slot("embeds", "history")] is None


def test_a_revoked_grant_can_only_be_looked_at(engine):
    grant(engine)
    GrantDesk(engine, "Ada", TODAY).revoke(1)
    parts = drawn(engine, "tab=embeds&grant=1")
    assert "Revoked on" in words(parts[LIST])
    assert "New key" not in words(parts[LIST])
    assert parts[FORM] is None


def test_the_form_of_a_grant_begins_with_what_it_gives(engine):
    grant(engine, **FULL)
    form = drawn(engine, "tab=embeds&grant=1")[FORM]
    fields = [one for one in walk(form) if hasattr(one, "type") or hasattr(one, "children")]
    boxes = [one for one in fields if getattr(one, "type", "") == "checkbox"]
    checked = [one.value for one in boxes if getattr(one, "name", "") == "views" and one.checked]
    assert checked == ["youth", "by-month"]
    held = {vars(one)["data-codes"] for one in boxes if vars(one).get("data-codes") and one.checked}
    assert held == {"shelter group_home"}
    assert "2014-15" in str(form)


def test_before_anything_is_published_the_form_offers_the_reference_data(sqlite_engine):
    form = drawn(sqlite_engine, "tab=embeds&new=1")[FORM]
    codes = {vars(one).get("data-codes") for one in walk(form) if not hasattr(one, "children")}
    assert {"shelter", "high_school", "fr"} <= codes


@pytest.mark.parametrize("query", ["tab=embeds", "tab=embeds&new=1"])
def test_that_nothing_is_granted_yet_is_told_once(engine, query):
    page = words(view.page(answers(engine), query, Locale.EN))
    assert page.count("No views have been granted yet.") == 1


@pytest.mark.parametrize(
    ("locked", "free", "expected"),
    [
        ((), (), Mode.CLOSED),
        ((), ("age",), Mode.FREE),
        ((("age", "12-14"),), (), Mode.LOCKED),
        ((("age", "12-14"),), ("age",), Mode.AMONG),
    ],
)
def test_what_a_grant_does_with_a_filter(locked, free, expected):
    assert mode("age", a_grant(locked=locked, free=free)) is expected


@pytest.mark.parametrize(
    ("locale", "told"),
    [(Locale.EN, "has another secret key"), (Locale.FR, "a une autre clé secrète")],
)
def test_another_key_is_told_above_the_form(engine, monkeypatch, locale, told):
    asked = Answers(engine, Settings(secret_key="k" * 32), Audience.COMMITTEE)
    other = []
    monkeypatch.setattr(overview, "is_other_key", lambda _, key: other.append(key) or True)
    assert told in words(view.page(asked, "", locale))
    assert other == [key_digest("k" * 32)]
    monkeypatch.undo()
    assert told not in words(view.page(asked, "", locale))


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (Locale.EN, "Sent back by Bo: Too soon"),
        (Locale.FR, "Renvoyée par Bo\N{NO-BREAK SPACE}: Too soon"),
    ],
)
def test_a_publication_tells_which_drafts_of_it_were_sent_back(engine, monkeypatch, locale, told):
    back = DraftReturn(1, "Bo", "2015-04-01T12:00:00+00:00", "Too soon")
    monkeypatch.setattr(overview, "returned_before", lambda _: {1: (back,)})
    assert told in words(view.page(answers(engine), "", locale))


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("why", ["another key", "a restore"])
def test_no_form_is_offered_where_no_draft_may_be_prepared(engine, monkeypatch, locale, why):
    def offered() -> bool:
        return FORM_OF_DRAFTS in ids(view.page(answers(engine), "", locale))

    assert offered()
    if why == "a restore":
        mark(engine, "somebody")
    else:
        monkeypatch.setattr(overview, "is_other_key", lambda *_: True)
    assert not offered()


@pytest.mark.parametrize(
    ("locale", "waits", "lost"),
    [
        (Locale.EN, "may lack the latest publications", "publications 2 and 3"),
        (Locale.FR, "les dernières publications y manquent peut-être", "publications 2 et 3"),
    ],
)
def test_a_restore_that_waits_and_what_it_lost_are_told(engine, locale, waits, lost):
    asked = Answers(engine, Settings(), Audience.COMMITTEE)
    assert waits not in words(view.page(asked, "", locale))
    mark(engine, "somebody")
    assert waits in words(view.page(asked, "", locale))
    confirm_restored(engine, "root", 3)
    said = words(view.page(asked, "", locale))
    assert waits not in said
    assert lost in said


def test_a_restore_is_told_with_the_day_of_the_project(engine):
    """These two zones are 25 hours apart: it is never the same day in both."""
    mark(engine, "somebody")
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        asked = Answers(engine, Settings(time_zone=zone), Audience.COMMITTEE)
        said = words(view.page(asked, "", Locale.EN))
        days.add(said.partition("was restored on ")[2].partition(", and may")[0])
    assert len(days - {""}) == 2
