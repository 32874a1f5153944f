"""The settings: whether they are valid, and whether they fit each other."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import urlsplit

from pydantic import ValidationError

from dashboard.doctor.findings import Diagnosis, fine, watch, wrong
from dashboard.domain.shared.hosts import is_loopback
from dashboard.i18n import Text, text
from dashboard.settings import NEEDED, Settings

PREFIX = "IMPACT_"
SPELT = 0.8  # how similar a mistyped name is to the right one


def unreadable(error: ValidationError) -> Iterator[Diagnosis]:
    """Report invalid settings by name only, since their values may be secret."""
    for one in error.errors():
        if one["type"] == NEEDED:
            yield wrong(missing(one["ctx"]), text("Set it, then run this again"))
            continue
        yield wrong(
            text("{setting} has an invalid value", setting=variable(one["loc"][0])),
            text("The page settings.md lists the possible values; correct it, then run this again"),
        )


def variable(name: object) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name}".upper()


def missing(needed: Mapping[str, object]) -> Text:
    """A setting that is not set, although another one needs it: its ``name``, and that ``by``."""
    name, by = (variable(needed[part]) for part in ("name", "by"))
    return text("{name} is not set, and {by} needs it", name=name, by=by)


def names(environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Check the names of settings in the environment, never their values."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    ours = sorted(name for name in environment if name.startswith(PREFIX))
    if is_set := [name for name in ours if name in known and environment[name]]:
        yield fine(text("Set: {names}", names=", ".join(is_set)))
    else:
        yield fine(text("No settings are set: all have their defaults"))
    for name in ours:
        if name not in known:
            yield _unknown(name, known)


def _unknown(name: str, known: set[str]) -> Diagnosis:
    meant = get_close_matches(name, known, 1, SPELT)
    said = text("{setting} is not a setting of this program, and has no effect", setting=name)
    if meant:
        return watch(said, text("Did you mean {setting}?", setting=meant[0]))
    return watch(said, text("Remove it; the page settings.md lists the settings"))


def sense(settings: Settings) -> Iterator[Diagnosis]:
    """Check that the settings are safe for a dashboard that others can reach."""
    base = urlsplit(settings.base_url)
    if not settings.base_url:
        yield fine(text("Served on this machine only: IMPACT_BASE_URL is not set"))
        return
    yield fine(text("People find the dashboard at {address}", address=settings.base_url))
    if base.scheme == "http" and not is_loopback(base.hostname or ""):
        yield wrong(
            text("Passwords cross the network unencrypted: IMPACT_BASE_URL begins with http://"),
            text("Put a web server with https in front of the dashboard, and write https://"),
        )
    if not settings.secret_key:
        yield watch(
            text("Everyone has to sign in again after each start: IMPACT_SECRET_KEY is not set"),
            text("Set it to a long random text, such as “openssl rand -hex 32” prints"),
        )
    if base.scheme == "https" and not settings.trusted_proxies:
        yield watch(
            text(
                "All sign-ins seem to come from one address, and share its limit of "
                "wrong passwords: IMPACT_TRUSTED_PROXIES is not set"
            ),
            text("Set it to the number of web servers in front of the dashboard, usually 1"),
        )
