"""What tells sessions of one venue and day apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionTraits:
    """What distinguishes a session from another at the same venue on the same day."""

    id: int
    reference: str
    status: str
    kind: str
    language: str
    total: int
    first_time: int | None
    facilitators: frozenset[str]
    version: int = 0
