"""Coordinators filter by facilitator; nobody else is offered one, or learns which there are."""

import json
from datetime import date

import pytest
from plotly.utils import PlotlyJSONEncoder

from callbacks import explore, plan, venues
from dashboard.access import tokens
from dashboard.database import writing
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.settings import Settings
from layouts.shared.drawing import slot
from layouts.shared.written import WrittenOnce
from tests.queries.worlds import FACILITATORS, a_session, store

API = "/api/v1/progress"
CLOSED = "only coordinators may filter by it"
VIEWS = (explore, venues, plan)


@pytest.fixture
def led(sqlite_engine):
    """Two sessions of the first facilitator, one of them with the second, and one of nobody."""
    with writing(sqlite_engine) as connection:
        sessions = [
            a_session(attendance={"15-17": 20}, facilitators=("F1",)),
            a_session(attendance={"15-17": 30}, facilitators=("F1", "F2")),
            a_session(attendance={"15-17": 40}),
        ]
        store(connection, sessions, {("F3", "en"): date(2014, 1, 1)})
    return sqlite_engine


@pytest.fixture
def ask(led, server_on_sqlite):
    """Ask the API with the token of a role."""

    def ask(role, query):
        with writing(led) as connection:
            secret = tokens.create(connection, query, role, date(2015, 1, 1), None)
        headers = {"Authorization": f"Bearer {secret}"}
        return server_on_sqlite.test_client().get(f"{API}?{query}", headers=headers)

    return ask


@pytest.mark.parametrize(
    ("query", "sessions", "participations"),
    [
        ("facilitator=F1", 2, 50),
        ("facilitator=F2", 1, 30),
        ("facilitator=F1&facilitator=F2", 2, 50),  # one that both led counts once
        ("facilitator=F3", 0, 0),
        ("facilitator=F1&language=fr", 0, 0),
    ],
)
def test_a_session_is_kept_when_any_chosen_facilitator_led_it(ask, query, sessions, participations):
    found = ask(Role.COORDINATOR, query).get_json()
    rows = found["by_venue_type"]
    assert sum(row["sessions"] for row in rows) == sessions
    assert sum(row["participations"] for row in rows) == participations
    assert found["youth"]["participations"] == participations
    assert found["youth"]["status"] is None


def test_who_is_trained_does_not_answer_to_it(ask):
    found = ask(Role.COORDINATOR, "facilitator=F2").get_json()
    assert found["facilitators"] == {"people": 1, "en": 1, "fr": 0}
    assert found["filters"] == {"facilitator": ["F2"]}


def test_an_unknown_code_is_refused(ask):
    answer = ask(Role.COORDINATOR, "facilitator=F9")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["details"][0]["message"]["en"] == "unknown code"


@pytest.mark.parametrize("code", ["F1", "F9"])
def test_the_committee_is_refused_alike_whatever_the_code(ask, code):
    answer = ask(Role.COMMITTEE, f"facilitator={code}")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["details"] == [
        {
            "parameter": "facilitator",
            "value": code,
            "message": {"en": CLOSED, "fr": "ce filtre est réservé à la coordination"},
        }
    ]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("view", VIEWS)
def test_no_page_of_the_committee_knows_a_facilitator(led, view, locale):
    every = {role: Answers(led, Settings(), role) for role in Audience if role.name[0] == "C"}
    for asked in ("", "facilitator=F1"):  # also after the coordinators asked the same
        view.page(every[Audience.COORDINATOR], asked, locale)
        shown = written(view.page(every[Audience.COMMITTEE], asked, locale))
        assert not [code for code in FACILITATORS if f'"{code}"' in shown]


@pytest.mark.parametrize("locale", Locale)
def test_a_page_of_the_committee_passes_over_it_with_a_word(led, locale):
    answers = Answers(led, Settings(), Audience.COMMITTEE)
    drawing = explore.update(answers, "facilitator=F1", locale)
    drawn = drawing["parts"]
    words = {Locale.EN: CLOSED, Locale.FR: "ce filtre est réservé à la coordination"}
    assert words[locale] in drawn[slot("notice")]
    assert drawn[slot("badges")] == []
    whole = explore.update(answers, "", locale)
    assert drawing["pictures"] == whole["pictures"]  # the gauges
    assert written(drawing["tables"]) == written(whole["tables"])


def test_coordinators_are_offered_each_and_see_their_choice(led):
    answers = Answers(led, Settings(), Audience.COORDINATOR)
    page = written(explore.page(answers, "facilitator=F2", Locale.FR))
    assert all(f'"value": "{code}"' in page for code in FACILITATORS)
    assert "nimation\u00a0: F2" in page


class InFull(PlotlyJSONEncoder):
    """With what is written once for many pages."""

    def default(self, found):
        return found.component if isinstance(found, WrittenOnce) else super().default(found)


def written(page):
    return json.dumps(page, cls=InFull, ensure_ascii=False)
