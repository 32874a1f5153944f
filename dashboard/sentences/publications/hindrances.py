"""Why nothing may be published at all, for those who can end it."""

from collections.abc import Collection

from dashboard.domain.shared.moments import day_of
from dashboard.domain.shared.restores import DatabaseRestore
from dashboard.i18n import Text, plural, text


def restored(found: DatabaseRestore | None, time_zone: str) -> Text | None:
    """Why nothing may be published after a restore; its day is told as the project counts days."""
    if found is None:
        return None
    return text(
        "This database was restored on {day}, and may lack the latest publications. "
        "Nothing more can be published until an administrator runs “impact publish "
        "confirm-restored NUMBER” with the last number ever used. A copy of the public "
        "site may show it. If publications are missing here, look for a later backup first: "
        "sessions until today that only the lost ones counted can never be published again.",
        day=day_of(found.at, time_zone),
    )


def _other_key(*, is_other: bool) -> Text | None:
    """Why nothing may be published with the key of this server."""
    if not is_other:
        return None
    return text(
        "This server has another secret key (IMPACT_SECRET_KEY) than the one that the latest "
        "publication was made with, or none. Nothing more can be published until the former key is "
        "set here. Where two keys publish the same sessions, such as on two servers, readers can "
        "work out small groups. If the former key is lost, and no other server publishes these "
        "sessions, an administrator runs “impact publish confirm-key”."
    )


def hindered(
    found: DatabaseRestore | None, numbers: Collection[int], time_zone: str, *, other_key: bool
) -> tuple[Text, ...]:
    """Why nothing may be published, and what restores lost."""
    every = (restored(found, time_zone), _other_key(is_other=other_key), lost(numbers))
    return tuple(said for said in every if said)


def lost(numbers: Collection[int]) -> Text | None:
    """The lost publications, and what they cost those after them."""
    if not numbers:
        return None
    return plural(
        "Lost with its counts in a restore: publication {numbers}. Later ones add no session that "
        "it may have counted, and correct none.",
        "Lost with their counts in a restore: publications {numbers}. Later ones add no session "
        "that they may have counted, and correct none.",
        len(numbers),
        numbers=tuple(map(str, sorted(numbers))),
    )
