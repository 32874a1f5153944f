"""Settings in words, by the environment variables that people set."""

from collections.abc import Mapping

from dashboard.i18n import Text, text


def variable(name: object) -> str:
    """The environment variable of a setting."""
    return f"IMPACT_{name}".upper()


def missing(needed: Mapping[str, object]) -> Text:
    """A setting that is not set, although another one needs it: its ``name``, and that ``by``."""
    name, by = (variable(needed[part]) for part in ("name", "by"))
    return text("{name} is not set, and {by} needs it", name=name, by=by)
