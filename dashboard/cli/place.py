"""Where the dashboard is, in the addresses that commands print."""

from dashboard.cli.screen import Screen
from dashboard.i18n import text

LOCAL = "http://127.0.0.1:8050"


def base(base_url: str) -> str:
    """The start of the addresses: the setting, else this machine."""
    return base_url or LOCAL


def hint(screen: Screen, base_url: str) -> None:
    """Say, beside what is printed, that the dashboard may be at another address or port."""
    if base_url or screen.as_json:
        return
    said = text(
        "If the dashboard is not at {address}, change that part of the address, or set "
        "IMPACT_BASE_URL",
        address=LOCAL,
    )
    screen.err.print(said.say(screen.locale), soft_wrap=True)
