"""Settings that cannot be right are refused at once, by name."""

from contextlib import nullcontext

import pytest
import typer
from pydantic import ValidationError

from dashboard.cli.screen import command
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.settings import Settings
from tests.support.program import impact

PROVIDER = {
    "oidc_issuer": "https://login.example.org",
    "oidc_client_id": "impact",
    "oidc_client_secret": "hush",
    "oidc_roles": "Group A = coordinator;Group=B=admin; ",
}
MAIL = {
    "smtp_url": "smtp://mail.example.org",
    "mail_from": "impact@example.org",
    "base_url": "https://impact.example.org",
}


def test_the_roles_of_a_claim_may_have_spaces_and_signs():
    found = Settings(**PROVIDER).roles_by_claim
    assert found == {"Group A": Role.COORDINATOR, "Group=B": Role.ADMIN}


@pytest.mark.parametrize(
    "wrong",
    [
        PROVIDER | {"oidc_issuer": "http://login.example.org"},
        PROVIDER | {"oidc_issuer": "https://"},
        PROVIDER | {"oidc_issuer": "login.example.org"},
        PROVIDER | {"oidc_roles": "Group A=king"},
        PROVIDER | {"oidc_roles": "=admin"},
        MAIL | {"smtp_url": "http://mail.example.org"},
        MAIL | {"smtp_url": "smtp://"},
        {"trusted_proxies": -1},
        {"base_url": "impact.example.org"},
        {"base_url": "https://example.org/impact?x"},
        {"base_url": "https://example.org//impact"},
        {"base_url": "https://example.org/a b"},
        {"base_url": "https://user@example.org/"},
    ],
)
def test_what_cannot_be_right_is_refused(wrong):
    with pytest.raises(ValidationError):
        Settings(**wrong)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("https://impact.example.org/", "https://impact.example.org"),
        ("https://example.org/impact", "https://example.org/impact"),
        ("http://localhost:8080/a/b/", "http://localhost:8080/a/b"),
    ],
)
def test_an_address_may_have_a_path(said: str, meant: str):
    assert Settings(base_url=said).base_url == meant


def test_a_provider_on_this_machine_may_do_without_https():
    for host in ("127.0.0.1:3000", "localhost", "[::1]:3000"):
        assert Settings(**PROVIDER | {"oidc_issuer": f"http://{host}"}).oidc_issuer


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        *((PROVIDER, name) for name in PROVIDER if name != "oidc_issuer"),
        (MAIL, "mail_from"),
        (MAIL, "base_url"),
        ({"password_sign_in": "false", "oidc_issuer": ""}, "oidc_issuer"),
    ],
)
def test_what_lacks_beside_another_is_named(sqlite_url, given, lacking):
    settings = {name: value for name, value in given.items() if name != lacking}
    done = impact("users", "list", database_url=sqlite_url, **settings)
    assert done.returncode == 1
    assert f"IMPACT_{lacking.upper()}" in done.stderr
    assert "hush" not in done.stderr


@pytest.mark.parametrize(
    ("name", "wrong", "safe"),
    [
        ("publish_hidden_up_to", "9", "10 50"),
        ("publish_hidden_up_to", "51", "10 50"),
        ("publish_hidden_up_to", "", None),
        ("publish_rhythm", "month", "quarter half-year fiscal-year"),
        ("publish_rhythm", "half-year", None),
    ],
)
def test_what_is_not_safe_to_publish_is_refused_with_what_is(
    monkeypatch, capsys, name, wrong, safe
):
    monkeypatch.setenv(f"IMPACT_{name.upper()}", wrong)
    for locale in Locale:
        with nullcontext() if safe is None else pytest.raises(typer.Exit), command(locale):
            pass
        said = capsys.readouterr().err
        assert all(word in said for word in (safe or "").split())
        assert (f"IMPACT_{name.upper()}" in said) is (safe is not None)
