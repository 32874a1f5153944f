"""Which SQL statements a piece of work builds anew; to build them costs more than to run them."""

from typing import Any

import pytest
from sqlalchemy import Delete, Insert, Select, Update


def noted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A list that each statement joins as it is built, from now on."""
    built: list[Any] = []
    for kind in (Select, Insert, Delete, Update):
        monkeypatch.setattr(kind, "__init__", _noting(built, kind.__init__))
    return built


def _noting(built: list[Any], begin: Any) -> Any:
    def noting(self: Any, *given: Any, **named: Any) -> None:
        built.append(self)
        begin(self, *given, **named)

    return noting
