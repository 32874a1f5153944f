"""Figures as a browser reads them."""

from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import orjson


def sent(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure as a browser is sent it, whose days are texts."""
    return orjson.loads(orjson.dumps(figure))


def whole(figure: dict[str, Any]) -> dict[str, Any]:
    """Add up what is in steps, as ``assets/shared/points.js`` does; days stay days, or texts."""
    return figure | {"data": [{at: _whole(of) for at, of in one.items()} for one in figure["data"]]}


def _whole(value: Any) -> Any:
    if not isinstance(value, dict) or "steps" not in value:
        return value
    sums = list(accumulate(step or 0 for step in value["steps"]))
    if "from" in value:
        first = value["from"]
        if isinstance(first, date):
            return [first + timedelta(days) for days in sums]
        return [(date.fromisoformat(first) + timedelta(days)).isoformat() for days in sums]
    both = zip(sums, value["steps"], strict=True)
    return [None if step is None else total for total, step in both]
