"""Signed texts that end by age, between machines whose clocks differ a little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsdangerous import SignatureExpired, TimestampSigner

from dashboard.domain.shared.clock import CLOCKS_APART

if TYPE_CHECKING:
    from typing import Any


class MachinesSigner(TimestampSigner):
    """Takes also what a machine signed whose clock is ahead, or ours before it was set back.

    Its parent refuses what is a second ahead.
    """

    def unsign(  # noqa: D102 - as the parent has it
        self,
        signed_value: str | bytes,
        max_age: int | None = None,
        return_timestamp: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:  # noqa: ANN401
        value, made = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - int(made.timestamp())
        if max_age is not None and not -CLOCKS_APART.total_seconds() <= age <= max_age:
            raise SignatureExpired(f"{age} s old", payload=value, date_signed=made)
        return (value, made) if return_timestamp else value
