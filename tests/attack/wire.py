"""Asking a server over HTTP, as a browser or a program does, and nothing else."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Query = Iterable[tuple[str, str]]
PATIENCE_SECONDS = 300
OF_A_REQUEST = ("date", "x-request-id")
"""Headers that are others at each request."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Exact:
    """What came back, to the byte; ``headers`` are sorted, without those of a request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header; blank if there is none."""
        return next((value for known, value in self.headers if known.lower() == name), "")


class _AsItCame(urllib.request.HTTPErrorProcessor):
    """Follows nowhere, and raises nothing."""

    def http_response(self, request: object, response: Any) -> Any:  # noqa: ARG002 - its interface
        return response


_AS_IT_CAME = urllib.request.build_opener(_AsItCame)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads what a server at ``base`` tells."""

    base: str

    def get(self, path: str, query: Query = (), **headers: str) -> Answer:
        address = f"{self.base}{path}"
        written = urlencode(list(query))
        return self._ask(f"{address}?{written}" if written else address, None, headers)

    def exactly(self, address: str, body: bytes | None = None, **headers: str) -> Exact:
        """The answer at an address as it came, whatever its status."""
        request = urllib.request.Request(f"{self.base}{address}", body, headers)  # noqa: S310
        with _AS_IT_CAME.open(request, timeout=PATIENCE_SECONDS) as got:
            heads = [one for one in got.headers.items() if one[0].lower() not in OF_A_REQUEST]
            return Exact(got.status, tuple(sorted(heads)), got.read())

    def page(self, address: str) -> dict[str, Any]:
        """What a page of the committee's draws: ``parts``, ``tables`` and ``figures`` by id."""
        path, _, query = address.partition("?")
        _, locale, view = path.split("/")  # in English, views have the names of their addresses
        here = {"view": view, "locale": locale}
        body = {
            "output": "view-drawing.data",
            "outputs": {"id": "view-drawing", "property": "data"},
            "inputs": [{"id": "view-query", "property": "data", "value": query}],
            "state": [{"id": "view-here", "property": "data", "value": here}],
            "changedPropIds": ["view-query.data"],
        }
        headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        at = f"{self.base}/_dash-update-component"
        answer = self._ask(at, json.dumps(body).encode(), headers)
        assert answer.status == 200, f"{address}: {answer.status} {answer.text[:300]}"
        drawn: dict[str, Any] = answer.json()["response"]["view-drawing"]["data"]
        return drawn

    def _ask(self, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        request = urllib.request.Request(address, body, dict(headers))  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as got:  # noqa: S310
                return Answer(got.status, got.read().decode("utf-8-sig"))
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.read().decode("utf-8-sig"))
