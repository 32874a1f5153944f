"""What is recorded."""

from pathlib import Path

import orjson

RECORDED = Path(__file__).with_name("bytes.json")


def differences(found: dict[str, str]) -> list[str]:
    """What is other than recorded, what is new, and what is gone."""
    known = orjson.loads(RECORDED.read_bytes())
    return sorted(name for name in known | found if known.get(name) != found.get(name))
