"""The seed of a draft's ranges: the same secret and the same sessions give the same one."""

import hmac
from secrets import randbits

import orjson

from dashboard.publications.protecting import AxisCodes, SessionCounts
from dashboard.publications.protecting.ranges.drafting.seeds import SEED_BITS

_PURPOSE = b"impact: ranges of publications\n"
"""The same secret signs cookies; what is drawn here has nothing in common with these."""


def seed_of(
    secret: str, told: SessionCounts, new: SessionCounts, words: AxisCodes, hidden_up_to: int
) -> int:
    """Draw the seed from the secret and from what is published; without a secret, by chance.

    The day does not count: whoever prepares the same sessions again, on any day, gets the same
    ranges. Drafts that differ would each tell a little of where the true count lies.
    """
    if not secret:
        return randbits(SEED_BITS)
    said = [*((one.ages, one.tallies) for one in (told, new)), words, hidden_up_to]
    drawn = hmac.digest(secret.encode(), _PURPOSE + orjson.dumps(said), "sha256")
    return int.from_bytes(drawn[:8], "big") >> (64 - SEED_BITS)
