"""The routes of the API as their views declare them, with what the doors ask of who comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dashboard.web.access.doors import ENDPOINTS, SAFE_METHODS
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
    """A method of an address of the API, with what it declares and the role that it asks for."""

    rule: Rule
    method: str
    operation: Operation
    role: Role | None

    @property
    def path(self) -> str:
        """As OpenAPI writes it."""
        return PLACE.sub(r"{\g<name>}", self.rule.rule.removeprefix(API))

    @property
    def errors(self) -> Iterator[int]:
        """The statuses that any address of its kind may answer with."""
        yield from OF_ALL
        yield from OF_ROLES if self.role else ()
        yield from OF_CHANGES if self.method not in SAFE_METHODS else ()
        yield from OF_BODIES if self.operation.takes else ()
        yield from (400,) if self.operation.query else ()
        yield from (404,) if self.rule.arguments else ()

    @property
    def answers(self) -> dict[int, Any]:
        """The models of all that may come of it, or contents, by HTTP status."""
        return dict.fromkeys(sorted(set(self.errors)), Error) | self.operation.answers

    @property
    def models(self) -> Iterator[Any]:
        """All that its description refers to."""
        yield from filter(None, (self.operation.takes,))
        for found in self.answers.values():
            yield from filter(None, (found.model if isinstance(found, Content) else found,))


def routes(server: Flask) -> Iterator[Route]:
    """Every method of every address of the API that declares what it takes and gives."""
    for rule in sorted(server.url_map.iter_rules(), key=lambda one: one.rule):
        declared = operation_of(server.view_functions[rule.endpoint])
        if declared and rule.methods:
            for method in sorted(rule.methods - IMPLIED):
                yield Route(rule, method, declared, ENDPOINTS[rule.endpoint])
