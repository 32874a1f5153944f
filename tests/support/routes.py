"""Servers made quickly: most of what one costs is the code that writes each address anew.

Werkzeug compiles two functions for every route of every server. Those of the same route are the
same, so they are compiled once; what depends on the server is given to them when they are called.
"""

from collections.abc import Callable

from werkzeug.routing import Rule

_compile: Callable[[Rule, bool], Callable[..., tuple[str, str]]] = Rule._compile_builder
_compiled: dict[object, Callable[..., tuple[str, str]]] = {}


def compile_them_once() -> None:
    """In this process, from now on."""
    Rule._compile_builder = _compiled_once  # type: ignore[method-assign]


def _compiled_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    given = tuple(sorted((rule.defaults or {}).items()))
    key = rule.rule, tuple(rule._trace), given, append_unknown
    if key not in _compiled:
        _compiled[key] = _compile(rule, append_unknown)
    return _compiled[key]
