"""What the API writes for each number: plain, null, or hidden."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dashboard.domain.progress.breakdowns import BREAKDOWNS
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.progress import (
    BreakdownRow,
    Facilitators,
    FrenchShare,
    GroupReached,
    Progress,
    YouthReached,
)
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.web.progress.payload import payload

TARGET = Target(1000, date(2015, 3, 31), date(2013, 9, 1), date(2013, 9, 1))
DISTINCT = DistinctYouth(50, 70, first_time_sessions=5, sessions=6)
FOUND = Progress(
    filters=Filters(language=("fr",), end=date(2015, 3, 25), period=Period.parse("2014-15")),
    audience=Audience.COMMITTEE,
    data_as_of=date(2015, 3, 25),
    last_session=date(2015, 3, 25),
    delivered=6,
    participations=88,
    youth=YouthReached(80, TARGET, Decimal("8.0"), Decimal(900), "behind", DISTINCT),
    french_share=FrenchShare(10, 37, Decimal("27.0")),
    age_groups=(GroupReached("12-14", 80, reached=True), GroupReached("15-17", 0, reached=False)),
    facilitators=Facilitators(10, {"en": 10, "fr": 0}),
    rows={one.code: () for one in BREAKDOWNS} | {"by_month": (BreakdownRow("2015-03", 6, 88, 80),)},
)


def test_the_shape_is_that_of_the_contract():
    assert payload(FOUND, {"youth": "…"}, {"participations": "…"}) == {
        "data_as_of": "2015-03-25",
        "audience": "committee",
        "filters": {"language": ["fr"], "to": "2015-03-25", "period": "2014-15"},
        "youth": {
            "participations": 80,
            "target": 1000,
            "percent": 8.0,
            "status": "behind",
            "distinct": {
                "low": 50,
                "high": 70,
                "sessions_with_first_time": 5,
                "sessions": 6,
            },
        },
        "french_share": {"french": 10, "sessions": 37, "percent": 27.0},
        "age_groups": {
            "reached": 1,
            "total": 2,
            "groups": [
                {"code": "12-14", "participations": 80, "reached": True},
                {"code": "15-17", "participations": 0, "reached": False},
            ],
        },
        "facilitators": {"people": 10, "en": 10, "fr": 0},
        "by_month": [{"code": "2015-03", "sessions": 6, "participations": 88, "youth": 80}],
        "by_language": [],
        "by_venue_type": [],
        "by_age_group": [],
        "by_weekday": [],
        "sentences": {"youth": "…"},
        "counting": {"participations": "…"},
    }


def test_a_hidden_number_is_null_and_says_so_beside_it():
    hidden = replace(
        FOUND,
        youth=YouthReached(None, TARGET, None, None, None, DistinctYouth(None, None, 5, 6)),
        age_groups=(GroupReached("12-14", None, reached=True),),
    ).with_rows(by_month=(BreakdownRow("2015-03", 6, 88, None), BreakdownRow("2015-04", 0, 0, 0)))
    found = payload(hidden, {"youth": None}, {})
    assert found["youth"] == {
        "participations": None,
        "target": 1000,
        "percent": None,
        "status": None,
        "distinct": {
            "low": None,
            "high": None,
            "sessions_with_first_time": 5,
            "sessions": 6,
            "hidden": True,
        },
        "hidden": True,
    }
    assert found["age_groups"] == {
        "reached": 1,
        "total": 1,
        "groups": [{"code": "12-14", "participations": None, "reached": True, "hidden": True}],
    }
    assert found["by_month"] == [
        {"code": "2015-03", "sessions": 6, "participations": 88, "youth": None, "hidden": True},
        {"code": "2015-04", "sessions": 0, "participations": 0, "youth": 0},
    ]


def test_without_a_target_or_data_there_is_null_but_nothing_hidden():
    empty = replace(FOUND, data_as_of=None, youth=YouthReached(0, None, None, None, None))
    found = payload(empty, {}, {})
    assert found["data_as_of"] is None
    assert found["youth"] == {
        "participations": 0,
        "target": None,
        "percent": None,
        "status": None,
        "distinct": None,
    }
