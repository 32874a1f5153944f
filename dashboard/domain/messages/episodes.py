"""Whether something that was found goes on, began, or has ended; all of it pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

ENDS_AFTER = timedelta(days=7)
"""Missing for so long, it has ended: what comes and goes with a day gives one alert."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What calls for an alert: its code, and what it is about, such as a language; may be empty."""

    code: str
    key: str = ""

    @classmethod
    def for_one(cls, code: str, what: int, account_id: int) -> "Sign":
        """A sign that is for one account alone; its key names that account."""
        return cls(code, f"{what} for {account_id}")

    def is_for(self, account_id: int) -> bool:
        """Whether a sign made by ``for_one`` is for this account."""
        return self.key.endswith(f" for {account_id}")


@dataclass(frozen=True, slots=True)
class Episode:
    """A sign from when it was found to its end; ``id`` is ``None`` until it is kept."""

    id: int | None
    sign: Sign
    began_at: datetime
    missing_since: datetime | None = None
    ended_at: datetime | None = None


def followed(
    open_episodes: Collection[Episode], found: Collection[Sign], now: datetime
) -> tuple[Episode, ...]:
    """What is to be written, when these signs are found now: new episodes and changed ones."""
    known = {one.sign for one in open_episodes}
    began = tuple(Episode(None, sign, now) for sign in found if sign not in known)
    moved = (_moved(one, now, is_there=one.sign in found) for one in open_episodes)
    changed = (new for old, new in zip(open_episodes, moved, strict=True) if new != old)
    return (*began, *changed)


def _moved(one: Episode, now: datetime, *, is_there: bool) -> Episode:
    if is_there:
        return replace(one, missing_since=None)
    since = one.missing_since or now
    return replace(one, missing_since=since, ended_at=now if now - since >= ENDS_AFTER else None)
