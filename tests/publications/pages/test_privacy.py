"""The page that says who sees what agrees with the table, and the table with the program."""

from html.parser import HTMLParser

import pytest

from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.disclosure import RULES, DisclosureRule, Information, rule
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise
from dashboard.publications.pages.frame import PagePlace
from dashboard.publications.pages.privacy import AUDIENCES, Limits, privacy_page
from dashboard.queries.answers import Answers
from dashboard.queries.sessions.view import sessions_view
from dashboard.sentences.shared import disclosure as say
from dashboard.settings import Settings
from dashboard.web.access.rights import ANYONE, ENDPOINTS

LIMITS = Limits(10, 4)


class Rows(HTMLParser):
    """The cells of a page's one table, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1].append(data)
            self._inside = False


def test_everything_has_a_rule_and_everyone_a_column():
    assert set(RULES) == set(Information)
    assert set(AUDIENCES) == set(Audience)


def test_what_is_not_named_nobody_sees():
    assert rule(Audience.PUBLIC, Information.SESSIONS) is DisclosureRule.NOTHING
    assert rule(Audience.PARTNER, Information.NOTES) is DisclosureRule.NOTHING


@pytest.mark.parametrize("locale", list(Locale))
def test_the_page_says_what_the_table_says(locale):
    _, *rows = Rows(privacy_page(PagePlace(locale), LIMITS)).rows
    told = {
        capitalise(say.information(one).say(locale)): [
            capitalise(say.rule(rule(audience, one)).say(locale)) for audience in AUDIENCES
        ]
        for one in Information
    }
    assert {name: cells for name, *cells in rows} == told


@pytest.mark.parametrize("locale", list(Locale))
def test_the_page_names_the_limits_that_are_set(locale):
    page = privacy_page(PagePlace(locale), Limits(17, 6))
    assert " 17 " in page
    assert " 6" in page


@pytest.mark.parametrize(
    ("rhythm", "english", "french"),
    [
        (PublishingRhythm.QUARTER, "", ""),
        (
            PublishingRhythm.HALF_YEAR,
            "half-years of the fiscal year",
            "les semestres de l’exercice",
        ),
        (PublishingRhythm.FISCAL_YEAR, "whole fiscal years", "les exercices financiers entiers"),
    ],
)
def test_the_page_names_a_rhythm_that_is_slower_than_by_quarters(rhythm, english, french):
    said = {Locale.EN: ("take the place of", english), Locale.FR: ("remplacent les", french)}
    for locale, (instead, words) in said.items():
        page = privacy_page(PagePlace(locale), Limits(10, 4, rhythm))
        assert words in page
        assert (instead in page) is bool(words)


@pytest.mark.parametrize("audience", INSIDE)
def test_the_program_goes_by_the_table(sqlite_engine, audience):
    answers = Answers(sqlite_engine, Settings(), audience)
    exact = rule(audience, Information.PARTICIPATIONS) is DisclosureRule.ALL
    assert (answers.standing("").hidden_up_to == 0) is exact
    if rule(audience, Information.SESSIONS) is DisclosureRule.NOTHING:
        with pytest.raises(PermissionError):
            sessions_view(answers, "")
    else:
        assert sessions_view(answers, "tab=list").page is not None


def test_whoever_may_see_no_session_finds_no_door_to_one():
    sessions = {name for name in ENDPOINTS if name.startswith(("desk.", "template."))}
    rights = {ENDPOINTS[name] for name in sessions}
    assert ANYONE not in rights
    assert not any(Role.COMMITTEE.may(right) for right in rights)
    drafts = {name for name in ENDPOINTS if name.startswith("publishing.")}
    assert drafts
    assert ANYONE not in {ENDPOINTS[name] for name in drafts}
