"""Answers to filter changes as they were sent, found again before Dash is asked.

A browser says which view, language and filters it wants, and what it shows. Whoever may see the
same and says the same gets the same bytes: they are kept compressed, and nothing is read or drawn.
"""

from __future__ import annotations

from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from cachetools import LRUCache
from flask import Response, g, request

from dashboard.addresses import CALLBACK
from dashboard.web.shared.compression import best

if TYPE_CHECKING:
    from collections.abc import Hashable

    from dashboard.web.access.readers import People
    from dashboard.web.shared.encodings import Encoding

MOST_BYTES: Final = 16 * 1024 * 1024
"""Of kept answers in each worker: some 2,500."""
OF_A_QUESTION: Final = 600
"""About the bytes that a question takes, besides its answer."""
DIGEST: Final = 32  # bytes: that two questions are one by chance, or by intent, does not happen
OK: Final = 200


class Question(NamedTuple):
    """Everything that the bytes of an answer depend on."""

    footing: tuple[Hashable, ...]
    """The data's edition, and then the day and who may see it: see ``Answers.footing``."""
    body: bytes
    """A digest of what the browser sent."""
    encoding: Encoding | None
    """The one that it likes best: names of others, however long, make no other question."""


class Sent(NamedTuple):
    """An answer, and how it is encoded."""

    body: bytes
    encoding: str | None


class SentAnswers:
    """Keeps what was sent, within ``MOST_BYTES``; the least used make room."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._kept: LRUCache[Question, Sent] = LRUCache(
            MOST_BYTES, getsizeof=lambda sent: len(sent.body) + OF_A_QUESTION
        )
        self._lock = Lock()

    def look(self) -> Response | None:
        """The kept answer to a request; to be asked once the doors have let its reader in."""
        if request.endpoint != CALLBACK or self._people.seen_reader() is None:
            return None
        accepts = request.environ.get("HTTP_ACCEPT_ENCODING", "")
        found = self.find(request.get_data(), accepts)
        if found is None:
            return None
        response = Response(found.body, content_type="application/json")
        if found.encoding:
            response.content_encoding = found.encoding
        return response

    def keep(self, response: Response) -> Response:
        """Keep an answer that was just made and compressed, if the callback said that it may be."""
        if "impact_question" in g and response.status_code == OK:
            self.put(Sent(response.get_data(), response.content_encoding))
        return response

    def find(self, body: bytes, accepts: str) -> Sent | None:
        """The kept answer to a body; otherwise its question is remembered for ``put``."""
        digest = blake2b(body, digest_size=DIGEST).digest()
        question = Question(self._people.ask().footing, digest, best(accepts))
        with self._lock:
            found = self._kept.get(question)
        if found is None:
            g.impact_question = question
        return found

    def put(self, sent: Sent) -> None:
        """Keep the answer to the question that was looked for, if the callback said so."""
        question: Question = g.impact_question
        if question.footing[0] == g.get("impact_drawn"):
            with self._lock:
                self._kept[question] = sent


def may_keep(edition: str) -> None:
    """Say that this request's answer depends on nothing but the question and these data."""
    g.impact_drawn = edition
