"""A small project in memory, for tests that need no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dashboard.domain.headline import Facts, headline
from dashboard.domain.pace.pacing import PaceInputs, pace_of
from dashboard.domain.pace.projection import horizon
from dashboard.domain.pace.sizes import sizes_of
from dashboard.domain.plan.capacity import Capacity, PlannedMonth, capacity, trained
from dashboard.domain.progress.coverage import Coverage
from dashboard.domain.progress.equity import Equity, Share
from dashboard.domain.progress.options import ExploreOptions
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
from dashboard.domain.shared.state import State
from dashboard.domain.shared.vocabulary import (
    AgeGroup,
    Indicator,
    Language,
    Measure,
    Milestone,
    SessionKind,
    StatusLevel,
    Term,
    Terms,
    Threshold,
    Venue,
    VenueType,
    Vocabulary,
)
from dashboard.queries.explore import ExploreView
from dashboard.queries.shared.reading import Reading


def _indicator(code: str, label_en: str, label_fr: str, unit: str) -> Indicator:
    said = Term(code, f"{code} in words", f"{code} en mots")
    return Indicator(
        code,
        label_en,
        label_fr,
        definition=said,
        unit=Term(code, unit, unit),
        source=said,
        frequency=said,
        baseline=None if code == "french_share" else 0,
        cumulative=code != "french_share",
    )


VOCABULARY = Vocabulary(
    languages=Terms(
        (
            Language("en", "English", "anglais"),
            Language("fr", "French", "français"),
            Language("bilingual", "bilingual", "bilingue", trains=False),
        )
    ),
    ages=Terms(
        (
            AgeGroup("12-14", "12 to 14", "12 à 14 ans", youth=True, at_risk=True, bit=1),
            AgeGroup("15-17", "15 to 17", "15 à 17 ans", youth=True, at_risk=True, bit=2),
            AgeGroup("unknown", "not recorded", "non précisé", bit=4),
        )
    ),
    venue_types=Terms(
        (
            VenueType("shelter", "shelter", "refuge", sensitive=True),
            VenueType("high_school", "high school", "école secondaire"),
        )
    ),
    venues=Terms(
        (
            Venue("SH-01", "SH-01", "SH-01", "shelter"),
            Venue("HS-01", "Maple High School", "École secondaire de l’Érable", "high_school"),
        )
    ),
    kinds=Terms(
        (
            SessionKind(
                "information_forum",
                "information forum",
                "forum d’information",
                in_french_share=True,
            ),
            SessionKind("discussion", "discussion", "discussion", in_french_share=True),
            SessionKind("youth_workshop", "youth workshop", "atelier pour les jeunes"),
        )
    ),
    facilitators=Terms((Term("F-01", "F-01", "F-01"), Term("F-02", "F-02", "F-02"))),
    statuses=Terms(
        (
            StatusLevel("on_track", "on track", "en bonne voie", minimum_percent=100),
            StatusLevel("watch", "watch", "à surveiller", minimum_percent=85),
            StatusLevel("behind", "behind", "en retard", minimum_percent=0),
        )
    ),
    partners=Terms((Term("p", "Crime Prevention Ottawa", "Prévention du crime Ottawa"),)),
    funders=Terms((Term("f", "Status of Women Canada", "Condition féminine Canada"),)),
    indicators=Terms(
        (
            _indicator(
                "youth", "youth reached (participations)", "jeunes rejoints", "participations"
            ),
            _indicator("french_share", "sessions held in French", "séances en français", "%"),
            _indicator("age_groups", "at-risk age groups reached", "groupes joints", "groups"),
            _indicator("facilitators_en", "trained in English", "formées en anglais", "people"),
            _indicator("facilitators_fr", "trained in French", "formées en français", "people"),
        )
    ),
    thresholds=Terms(
        tuple(
            Threshold(code, code, code, value)
            for code, value in {
                "projection_minimum_months": 6,
                "projection_minimum_sessions": 12,
                "pace_months": 3,
                "silence_weeks": 4,
                "venue_silence_weeks": 12,
                "coverage_minimum": 2,
                "facilitator_monthly_sessions": 2,
            }.items()
        )
    ),
    measures=Terms(
        (
            Measure("measure-1", "", "", None, Term("measure-1", "", "")),
            Measure(
                "measure-2",
                "Tell youth",
                "Informer les jeunes",
                "under_way",
                Term("measure-2", "schools", "écoles"),
            ),
        )
    ),
    milestones=Terms(
        (
            Milestone(
                "first-workshop",
                "first workshop",
                "premier atelier",
                measure="measure-2",
                due=date(2014, 1, 31),
                done_on=date(2014, 1, 20),
            ),
        )
    ),
)

TARGET = Target(1000, date(2015, 6, 30), date(2013, 9, 1), date(2013, 9, 1))
AS_OF = date(2015, 3, 25)

PROGRESS = Progress(
    filters=Filters(),
    audience=Audience.COMMITTEE,
    data_as_of=AS_OF,
    last_session=AS_OF,
    delivered=40,
    participations=1250,
    youth=YouthReached(1180, TARGET, Decimal("118.0"), Decimal("853.8"), "on_track"),
    french_share=FrenchShare(10, 37, Decimal("27.0")),
    age_groups=(GroupReached("12-14", 180, reached=True), GroupReached("15-17", 0, reached=False)),
    facilitators=Facilitators(10, {"en": 10, "fr": 0}),
    rows={
        "by_month": (BreakdownRow("2015-02", 20, 650, 600), BreakdownRow("2015-03", 20, 600, 580)),
        "by_language": (
            BreakdownRow("en", 25, 900, 860),
            BreakdownRow("fr", 10, 250, 230),
            BreakdownRow("bilingual", 5, 100, 90),
        ),
        "by_venue_type": (
            BreakdownRow("shelter", 4, None, None),
            BreakdownRow("high_school", 36, 1200, 1150),
        ),
        "by_age_group": (
            BreakdownRow("12-14", 30, 180, 180),
            BreakdownRow("15-17", 0, 0, 0),
            BreakdownRow("unknown", 9, 70, 0),
        ),
        "by_weekday": (
            BreakdownRow("mon", 25, 900, 860),
            BreakdownRow("tue", 15, 350, 320),
            *(BreakdownRow(day, 0, 0, 0) for day in ("wed", "thu", "fri", "sat", "sun")),
        ),
    },
)

HIDDEN = replace(PROGRESS, participations=None, youth=YouthReached(None, TARGET, None, None, None))


def answer(progress: Progress = PROGRESS, **parts: object) -> ExploreView:
    """What the queries would hand over."""
    covered = Coverage(progress.filters, 2, (), (), (), {}, {}, {})
    shares = Equity(progress.filters, Share(10, 40), Share(250, 1250), Share(0, 10))
    until_due, sizes = horizon(AS_OF, TARGET.due), sizes_of(progress)
    paced = pace_of(PaceInputs(progress, until_due, (), sizes, None, VOCABULARY))
    found = ExploreView(
        reading=reading(filters=progress.filters),
        options=ExploreOptions(),
        progress=progress,
        in_all=progress.delivered,
        without=(),
        comparison=None,
        pace=paced,
        equity=shares,
        revisions=(),
        coverage=covered,
        suggestions=(),
        headline=headline(Facts(progress, paced, ahead(), (), 0, VOCABULARY, AS_OF)),
    )
    return replace(found, **parts)


def ahead(*planned: PlannedMonth, english: int = 10, french: int = 0) -> Capacity:
    """The months ahead, with so many people trained in each language; by default, nothing."""
    day = date(2013, 10, 5)
    completed = [(code, day, n) for code, n in (("en", english), ("fr", french)) if n]
    people = trained(completed, VOCABULARY.languages)
    return capacity(people, planned, VOCABULARY, today=AS_OF, until=TARGET.due)


def reading(**parts: object) -> Reading:
    """What the queries would know of the data, for the committee."""
    state = State(1, True, date(2013, 10, 1), AS_OF, "g")
    known = Reading(state, VOCABULARY, Audience.COMMITTEE, AS_OF, Filters(), (), 4, None)
    return replace(known, **parts)
