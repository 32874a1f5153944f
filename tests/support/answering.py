"""How long a command to a browser goes without an answer, such as a script that never ends.

Playwright gives most commands no limit, ``evaluate`` among them. A test that hangs in one was ended
after ten minutes, with its process, and the servers that it had started stayed. With a limit, it
fails as any other, and its fixtures end what they began.
"""

import sys

from tests.support import patience

SECONDS: float = min(patience.SECONDS, 120)  # twice, it is over before pytest ends the process


def limit() -> None:
    """In this process, from now on."""
    for name, module in list(sys.modules.items()):
        if name.startswith("playwright._impl.") and hasattr(module, "NO_TIMEOUT"):
            module.NO_TIMEOUT = 1000 * SECONDS
