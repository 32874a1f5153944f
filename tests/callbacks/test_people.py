"""The view of people as a drawing."""

from dataclasses import replace
from datetime import date

import pytest

from callbacks import people
from dashboard.domain.people.people import Person, Token
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.people.view import PeopleView
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import reading

TODAY = date(2015, 3, 25)
ANA = Person(1, "ana", Role.ADMIN, True, True, False, "2015-03-25T16:05:00+00:00")
BO = Person(2, "bo", Role.COMMITTEE, True, False, True, None)
CY = Person(3, "cy", Role.COORDINATOR, False, True, False, None)
KEYS = (
    Token(3, "report", Role.COMMITTEE, TODAY, date(2016, 1, 1), None, TODAY),
    Token(2, "old", Role.COMMITTEE, TODAY, date(2015, 1, 1), None, None),
    Token(1, "gone", Role.COMMITTEE, TODAY, None, TODAY, None),
)


def managed(*accounts: Person, keys=KEYS) -> PeopleView:
    now = reading(reader=Reader("ana", Role.ADMIN))
    return PeopleView(now, accounts, keys, TODAY, "America/Toronto")


def part(name: str, *accounts: Person, locale=Locale.EN, **more) -> str:
    return words(people.drawing(managed(*accounts, **more), locale)["parts"][slot("people", name)])


@pytest.mark.parametrize("locale", list(Locale))
def test_everything_drawn_has_its_place_in_the_page(locale):
    found = ids(people.page_of(managed(ANA, BO, CY), locale))
    drawn = people.drawing(managed(ANA, BO, CY), locale)["parts"]
    assert set(drawn) <= set(found)
    assert len(found) == len(set(found))


def test_each_account_says_how_its_owner_signs_in():
    said = part("table", ANA, BO, CY)
    assert "ana (you) Administrator Signs in with a password March\u00a025, 2015, 12:05" in said
    assert "bo Committee member Signs in through the identity provider never" in said
    assert "cy Coordinator Deactivated never Reactivate" in said


def test_a_long_address_is_parted_at_its_sign_and_stays_whole_to_copy():
    longer = replace(BO, name="somebody.or.other@example.org")
    table = people.drawing(managed(longer), Locale.EN)["parts"][slot("people", "table")]
    (name,) = [
        one.children for one in walk(table) if type(one).__name__ == "Th" and "@" in words(one)
    ]
    before, parted, after = name
    assert (before + after, type(parted).__name__) == (longer.name, "Wbr")


def test_a_token_that_is_of_no_use_cannot_be_revoked_again():
    said = part("tokens", ANA)
    assert (
        "report Committee member Valid until January\u00a01, 2016 March\u00a025, 2015 Revoke"
        in said
    )
    assert "old Committee member Expired on January\u00a01, 2015 .." in said
    assert said.split().count("Revoke") == 1


def test_it_is_said_in_french_too():
    assert "bo Membre du comité" in part("table", BO, locale=Locale.FR)
    assert part("tokens", ANA, keys=(), locale=Locale.FR)
