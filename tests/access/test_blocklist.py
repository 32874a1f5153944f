"""Passwords that others try first are blocked; whatever is long and odd is not."""

import time

import pytest

from dashboard.access.blocklist import Weakness, own_words, weakness

NAME, BASE = "Ana.Trémblay-2@courrier.exemple.org", "https://impact.refuge-ottawa.example.ca/p"

OWN = [
    *("Ottawa2026!!!", "impact-ottawa-2026", "PACT-Ottawa-impact", "ottawa8472910384"),
    *("ana.tremblay1984", "Tr3mblay-An4!", "TREMBLAYtremblay", "tr\u00e9mblay12345"),
    *("0tt@wa2017!!", "Impact.Refuge.99", "courrier.exemple.org", "xx-ottawa-2026"),
    "ana.tremblay-2@courrier.exemple.org",
]
COMMON = [
    *("passwordpassword", "Password1234", "Passw0rd2024!", "iloveyouiloveyou", "1q2w3e4r5t6y"),
    *("motdepasse123", "azertyuiop12", "qwertyuiop12", "bonjour123456", "jetaimejetaime"),
    *("aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "123456789012", "footballbaseball"),
    *("Welcome2024!!", "Summer2024!!", "soleil-soleil", "a" * 256),
    *("Hiver2026!!!!", "Printemps2026!", "Bienvenue2026", "Décembre2026!", "Gatineau2026!"),
]
GOOD = [
    *("a long enough password", "correct horse battery", "another long password"),
    *("ottawa tulips in may", "le chat d’Ana dort bien", "xK9#mQ2$vL7!", "839201847365"),
    *("vive le hockey à Gatineau", "пароль из слов кота", "correct horse " * 18),
]


@pytest.mark.parametrize("password", OWN)
def test_the_accounts_own_words_are_blocked_whatever_is_added(password: str):
    assert weakness(password, NAME, BASE) is Weakness.OWN_WORDS


@pytest.mark.parametrize("password", COMMON)
def test_what_many_people_use_is_blocked(password: str):
    assert weakness(password, NAME, BASE) is Weakness.COMMON


@pytest.mark.parametrize("password", GOOD)
def test_other_passwords_are_not(password: str):
    assert weakness(password, NAME, BASE) is None


def test_own_words_are_the_parts_of_name_and_host_that_are_long_enough():
    assert own_words("ana.li@x.org", "") == {"impact", "pact", "ottawa", "ana", "org"}
    assert own_words("", "https://b.refuge.example:8443/path") == {
        *("impact", "pact", "ottawa"),
        *("refuge", "example"),
    }


def test_a_name_without_letters_has_no_words_of_its_own():
    assert weakness("a long enough password", "[0-9]*(", "") is None


def test_the_longest_password_takes_no_time_to_speak_of():
    begun = time.process_time()
    for password in ("ab" * 128, "qwerty12" * 32, "1!" * 128):
        weakness(password, NAME, BASE)
    assert time.process_time() - begun < 3
