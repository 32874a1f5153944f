"""Values without the characters that the XML of slides cannot hold."""

from dataclasses import fields, is_dataclass, replace
from typing import Any


def writable(value: Any) -> Any:  # noqa: ANN401 - any part of a brief
    """The same value without the characters that XML cannot hold; line breaks become spaces."""
    if type(value) is str:  # a word of a fixed set has none
        return "".join(map(_written, value))
    if isinstance(value, tuple):
        return _like(value, [writable(one) for one in value])
    if isinstance(value, dict):
        return {name: writable(part) for name, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: writable(getattr(value, one.name)) for one in fields(value)}
        )
    return value


def _like(value: tuple[Any, ...], parts: list[Any]) -> tuple[Any, ...]:
    """A tuple of these parts, with the names that the first one gives them."""
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


def _written(character: str) -> str:
    code = ord(character)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " "
    return "" if 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE else character
