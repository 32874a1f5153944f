"""Servers made quickly: most of what one costs is that each address is read and compiled anew.

Werkzeug reads every route of every server, and compiles two functions for it. Those of the same
route are the same, so it is done once; what depends on the server is given to them when they are
called. Dash asks every installed package for hooks, for each server again; none has any.
"""

from dash._hooks import HooksManager
from werkzeug.routing import Rule

_compile = Rule.compile
_compiled: dict[object, Rule] = {}


def make_servers_quickly() -> None:
    """In this process, from now on."""
    HooksManager._registered = True
    Rule.compile = _compile_once  # type: ignore[method-assign]


def _compile_once(rule: Rule) -> None:
    given = tuple(sorted((rule.defaults or {}).items()))
    kinds = tuple(rule.map.converters.items())
    key = rule.rule, rule.subdomain, rule.host, rule.merge_slashes, given, kinds
    first = _compiled.get(key)
    if first is None:
        _compile(rule)
        _compiled[key] = rule
        return
    rule._parts, rule._trace, rule._converters = first._parts, first._trace, first._converters
    rule.arguments = first.arguments
    rule._build = first._build.__func__.__get__(rule, None)
    rule._build_unknown = first._build_unknown.__func__.__get__(rule, None)
