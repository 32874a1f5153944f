"""Whether a result is made of what it declares, through and through.

``Decimal(108) == 108`` and ``True == 1``: equality does not tell, but JSON and a page do.
"""

import types
import typing
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from itertools import chain
from pkgutil import walk_packages

import dashboard.domain
import dashboard.queries

PLAIN = (int, float, complex, str, bytes, bool)


def misfits(value: object, declared: object = object, place: str = "") -> Iterator[str]:
    """Where a value, or anything in it, is not of the declared type; each told in words."""
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin in (typing.Union, types.UnionType):
        told = [list(misfits(value, one, place)) for one in arguments]
        yield from () if [] in told else [f"{place}: {value!r} is none of {declared}"]
    elif isinstance(declared, typing.TypeVar) or _says_nothing(declared):
        yield from _inside(value, place)
    elif origin is typing.Literal:
        yield from () if value in arguments else [f"{place}: {value!r} is not in {declared}"]
    elif not isinstance(origin or declared, type):
        raise NotImplementedError(declared)
    elif not _is_one(value, origin or declared):
        yield f"{place}: {value!r} is a {type(value).__name__}, declared {declared}"
    else:
        yield from _parts(value, origin, arguments, place)


def _parts(
    value: object, origin: object, arguments: tuple[object, ...], place: str
) -> Iterator[str]:
    if isinstance(value, Mapping):
        key, item = arguments or (object, object)
        for name, one in value.items():
            yield from misfits(name, key, f"{place} key")
            yield from misfits(one, item, f"{place}[{name!r}]")
    elif isinstance(value, Collection) and arguments:
        several = origin is not tuple or arguments[-1:] == (...,)
        each = [arguments[0]] * len(value) if several else list(arguments)
        for number, (one, kind) in enumerate(zip(value, each, strict=True)):
            yield from misfits(one, kind, f"{place}[{number}]")
    else:
        yield from _inside(value, place)


def _inside(value: object, place: str) -> Iterator[str]:
    """The fields of a record; of anything else there is nothing more to say."""
    if not isinstance(value, type) and (is_dataclass(value) or hasattr(value, "_fields")):
        yield from _fields(value, _hints(type(value)), place or type(value).__name__)


def _fields(value: object, hints: Mapping[str, object], place: str) -> Iterator[str]:
    for name, declared in hints.items():
        yield from misfits(getattr(value, name), declared, f"{place}.{name}")


def _says_nothing(declared: object) -> bool:
    """Whether there is no class to compare with: the value's own fields are looked at."""
    return declared in (typing.Any, object) or getattr(declared, "_is_protocol", False)


def _is_one(value: object, kind: type) -> bool:
    """Exactly of a plain type: a bool is no number here, and a day with a time is no day."""
    exact = isinstance(value, PLAIN) and not isinstance(value, Enum)
    return type(value) is kind if exact or kind in PLAIN else isinstance(value, kind)


@cache
def _hints(kind: type) -> Mapping[str, object]:
    known = typing.get_type_hints(kind, localns=_names())
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else kind._fields
    return {name: known[name] for name in names}


@cache
def _names() -> dict[str, type]:
    """What a module imports for its types alone."""
    packages = (dashboard.domain, dashboard.queries)
    modules = (walk_packages(one.__path__, f"{one.__name__}.") for one in packages)
    return {
        name: one
        for module in chain(*modules)
        for name, one in vars(import_module(module.name)).items()
        if isinstance(one, type)
    }
