"""Origins are exact, and grants say whether they are good."""

from datetime import date

import pytest

from dashboard.domain.publications.embeds import GrantState, NotAnOriginError, is_key, parse_origin
from tests.support.embeds import a_grant

GOOD = {
    "https://intranet.example.org": "https://intranet.example.org",
    "https://Intranet.Example.org/": "https://intranet.example.org",
    "https://example.org:443": "https://example.org",
    "https://example.org:8443": "https://example.org:8443",
    "http://localhost:8080": "http://localhost:8080",
    "http://127.0.0.1:80": "http://127.0.0.1",
    "http://[::1]:9000": "http://[::1]:9000",
}
BAD = [
    *("", "https://", "*", "https://*", "https://*.example.org", "example.org"),
    *("http://example.org", "https://example.org/path", "https://example.org?x", "ftp://a.org"),
    *("https://user@example.org", "https://example.org:99999", "https://example.org:"),
    *("https://exämple.org", "https://a.org https://b.org", "https://a.org;x", "'self'"),
    *("https://a.org\n", "javascript:x", "https://-a.org", "https://a..org", "null"),
]


@pytest.mark.parametrize(("said", "origin"), GOOD.items())
def test_an_origin_is_written_as_browsers_write_it(said: str, origin: str):
    assert parse_origin(said) == origin


@pytest.mark.parametrize("said", BAD)
def test_what_is_no_single_safe_origin_is_refused(said: str):
    with pytest.raises(NotAnOriginError):
        parse_origin(said)


def test_a_grant_is_good_to_the_end_of_its_last_day_unless_it_was_revoked():
    grant = a_grant(expires_on=date(2026, 5, 1))
    assert grant.state(date(2026, 5, 1)) is GrantState.GOOD
    assert grant.state(date(2026, 5, 2)) is GrantState.EXPIRED
    revoked = a_grant(revoked_on=date(2026, 1, 1))
    assert revoked.state(date(2026, 1, 1)) is GrantState.REVOKED


def test_a_key_is_told_from_other_secrets():
    assert is_key("embed_x")
    assert not is_key("x")
    assert not is_key(None)
