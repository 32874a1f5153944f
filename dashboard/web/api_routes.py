"""The routes of the API as their views declare them, with the rights that the doors require."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dashboard.domain.shared.roles import least
from dashboard.web.access.doors import SAFE_METHODS
from dashboard.web.access.rights import ENDPOINTS
from dashboard.web.shared.failures import Error
from dashboard.web.shared.operations import Content, Operation, operation_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.routing import Rule

    from dashboard.domain.shared.roles import Role

API = "/api/v1"
PLACE = re.compile(r"<(?:(?P<converter>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
OF_ALL = (408, 414, 421, 431, 500, 503)
OF_ROLES = (401, 403, 429)
OF_CHANGES = (403, 412)
OF_BODIES = (400, 413, 415)
IMPLIED = frozenset({"HEAD", "OPTIONS"})


class Route(NamedTuple):
    """A method of an API address, with its declaration and the least role that may use it."""

    rule: Rule
    method: str
    operation: Operation
    role: Role | None

    @property
    def path(self) -> str:
        """The path as OpenAPI writes it."""
        return PLACE.sub(r"{\g<name>}", self.rule.rule.removeprefix(API))

    @property
    def errors(self) -> Iterator[int]:
        """The error statuses that any address of this kind may return."""
        yield from OF_ALL
        yield from OF_ROLES if self.role else ()
        yield from OF_CHANGES if self.method not in SAFE_METHODS else ()
        yield from OF_BODIES if self.operation.takes else ()
        yield from (400,) if self.operation.query else ()
        yield from (404,) if self.rule.arguments else ()

    @property
    def answers(self) -> dict[int, Any]:
        """The models, or contents, of all its answers by HTTP status."""
        return dict.fromkeys(sorted(set(self.errors)), Error) | self.operation.answers

    @property
    def models(self) -> Iterator[Any]:
        """All models that its description refers to."""
        yield from filter(None, (self.operation.takes,))
        for found in self.answers.values():
            yield from filter(None, (found.model if isinstance(found, Content) else found,))


def routes(server: Flask) -> Iterator[Route]:
    """Every method of every API address that declares what it takes and returns."""
    for rule in sorted(server.url_map.iter_rules(), key=lambda one: one.rule):
        declared = operation_of(server.view_functions[rule.endpoint])
        if declared and rule.methods:
            for method in sorted(rule.methods - IMPLIED):
                right = ENDPOINTS[rule.endpoint]
                yield Route(rule, method, declared, least(right) if right else None)
