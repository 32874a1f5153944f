"""Talk to the OpenID Connect provider, with Authlib.

It uses the code flow with PKCE, state and nonce. The ID token's signature, issuer, audience, times
and nonce are checked. Until then the provider's answer is untrusted, and it is shown to nobody.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import request, session
from joserfc.errors import JoseError

from dashboard.domain.shared.roles import Role
from dashboard.web.people.provider import (
    CancelledError,
    ProviderIdentity,
    UnprovedError,
    UnreachableError,
    name_in,
    values_in,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from werkzeug.wrappers import Response

    from dashboard.settings import Settings

NAME = "oidc"
DISCOVERY = "/.well-known/openid-configuration"
TIMEOUT_SECONDS, PAUSE_SECONDS = 5, 5
OURS = f"_state_{NAME}_"  # how Authlib begins the names of what it keeps in the cookie
ALGORITHMS = "id_token_signing_alg_values_supported"
SIGNED = ("RS256", "ES256", "EdDSA", "PS256", "RS384", "RS512", "ES384", "ES512", "PS384", "PS512")
CANCELLED = "access_denied"


class Provider:
    """The one provider that the settings name."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._issuer = settings.oidc_issuer
        self._claim = settings.oidc_roles_claim
        self._roles = settings.roles_by_claim
        self._asks_again_at = 0.0
        self._client = OAuth(server).register(
            NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=self._issuer.rstrip("/") + DISCOVERY,
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_SECONDS,
                "leeway": 0,  # the access token is used at once, and may last a few seconds only
            },
        )

    def to_sign_in(self, back: str, language: str) -> Response:
        """Redirect to the provider, which sends its answer to ``back``.

        Raises:
            UnreachableError: The provider does not answer.
        """
        self._load()
        for earlier in [name for name in session if name.startswith(OURS)]:
            session.pop(earlier)  # one sign-in at a time: a cookie has no room for more
        answer: Response = self._client.authorize_redirect(back, ui_locales=language)
        return answer

    def to_sign_out(self, back: str) -> str | None:
        """The address for signing out of the provider too; ``None`` if it has none."""
        try:
            if not self._load().get("end_session_endpoint"):
                return None
        except UnreachableError:
            return None
        client_id = self._client.client_id
        found = self._client.create_logout_url(post_logout_redirect_uri=back, client_id=client_id)
        return str(found["url"])

    def person(self) -> ProviderIdentity:
        """The person who signed in, from the provider's answer in this request.

        Raises:
            UnreachableError: The provider cannot be asked.
            UnprovedError: The answer proves nothing.
            CancelledError: The person cancelled at the provider.
        """
        if request.args.get("error") == CANCELLED:
            raise CancelledError
        try:
            claims = self._claims()
        except requests.RequestException as error:
            raise UnreachableError from error
        except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError) as error:
            raise UnprovedError from error
        subject = claims["sub"]
        return ProviderIdentity(self._issuer, subject, name_in(claims), self._role(claims))

    def _claims(self) -> dict[str, Any]:
        """The claims of the signed ID token, and those of the provider's user info."""
        metadata = self._load()
        if "iss" in request.args and request.args["iss"] != self._issuer:  # RFC 9207
            raise UnprovedError
        client_id = self._client.client_id
        metadata.pop("jwks", None)  # keys may be withdrawn, or made anew under an old name
        token = self._client.authorize_access_token(
            claims_options={
                "iss": {"essential": True, "value": self._issuer},
                "aud": {"essential": True, "value": client_id},
            }
        )
        proved = token.get("userinfo")
        if not proved or not isinstance(proved["sub"], str) or not proved["sub"]:
            raise UnprovedError
        if not metadata.get("userinfo_endpoint"):
            return dict(proved)
        added = self._client.userinfo(token=token)
        if added.get("sub") != proved["sub"]:
            raise UnprovedError
        return {**added, **proved}

    def _load(self) -> dict[str, Any]:
        """Load the provider's metadata, once.

        Raises:
            UnreachableError: It does not answer, or gives another issuer. It is not asked again
                for a moment, since each waiting request holds a thread.
        """
        if time.monotonic() < self._asks_again_at:
            raise UnreachableError
        try:
            metadata: dict[str, Any] = self._client.load_server_metadata()
        except (requests.RequestException, ValueError, TypeError) as error:
            self._asks_again_at = time.monotonic() + PAUSE_SECONDS
            raise UnreachableError from error
        if metadata.get("issuer") != self._issuer:
            self._client.server_metadata.pop("_loaded_at", None)
            raise UnreachableError
        offered = metadata.get(ALGORITHMS) or SIGNED[:1]
        metadata[ALGORITHMS] = [one for one in SIGNED if one in offered]  # never unsigned
        return metadata

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        """The highest role that the claim's values give."""
        given = {
            self._roles[value] for value in values_in(claims, self._claim) if value in self._roles
        }
        return next((role for role in reversed(Role) if role in given), None)
