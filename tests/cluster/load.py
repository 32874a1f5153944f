"""People at work while machines fail: who saves, who reads, and what became of each request."""

import http.client
import json
import ssl
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, pairwise
from threading import Event, Lock, Thread
from urllib.parse import urlencode
from zlib import crc32

from tests.cluster.machines import ADDRESSES, FRONT, SITE
from tests.support.desks import CELLS

FIRST_DAY, DAYS = date(2013, 1, 1), 700
YOUTH = int(CELLS["15-17"])  # of each session
WRITERS, READERS = 3, 3
PAUSE_SECONDS = 0.05  # between two requests of one person
LONGEST_SECONDS = 90
SAVED, NOT_SAVED, UNKNOWN = "saved", "not saved", "unknown"
IN_DOUBT = "in_doubt"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Load:
    """What was sent and answered so far; ``wrong`` are the figures that nobody may have read."""

    port: int
    context: ssl.SSLContext
    secret: str
    password: str
    begun: dict[str, float] = field(default_factory=dict)
    became: dict[str, str] = field(default_factory=dict)
    saved_at: list[float] = field(default_factory=list)
    read_at: list[float] = field(default_factory=list)
    kinds: list[tuple[float, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _stop: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin: each person in a thread; one of each kind signed in as people do, by password."""
        self._numbers = count()
        people = [(self._write, n) for n in range(WRITERS)]
        people += [(self._read, n) for n in range(READERS)]
        self._threads = [Thread(target=work, args=(n,), daemon=True) for work, n in people]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, number: int) -> None:
        who = Person(self, f"127.77.1.{number + 1}", by_password=not number)
        while not self._stop.is_set():
            reference = f"R-{next(self._numbers)}"
            with self._lock:
                self.begun[reference] = time.monotonic()
            status, answer = who.ask("POST", "/api/v1/sessions", {"cells": session(reference)})
            became = _became(status, answer)
            with self._lock:
                self.became[reference] = became
                if became == SAVED:
                    self.saved_at.append(time.monotonic())
                self._count("save", status, answer)
            self._stop.wait(PAUSE_SECONDS)

    def _read(self, number: int) -> None:
        who, last = Person(self, f"127.77.2.{number + 1}", by_password=not number), 0
        while not self._stop.is_set():
            with self._lock:
                least = sum(1 for became in self.became.values() if became == SAVED)
            status, answer = who.ask("GET", "/api/v1/progress")
            with self._lock:
                most = len(self.begun)
                if status == 200:
                    self.read_at.append(time.monotonic())
                    seen = answer["youth"]["participations"]
                    if seen % YOUTH or not max(least, last) <= seen // YOUTH <= most:
                        self.wrong.append(f"{seen} of {YOUTH} × {max(least, last)} to {most}")
                    last = seen // YOUTH
                self._count("read", status, answer)
            self._stop.wait(PAUSE_SECONDS)

    def _count(self, what: str, status: int, answer: object) -> None:
        if status != 200:
            self.kinds.append((time.monotonic(), f"{what}: {_kind(status, answer)}"))

    def since(self, moment: float) -> Counter[str]:
        """The requests that failed since then, by kind."""
        with self._lock:
            return Counter(kind for at, kind in self.kinds if at >= moment)

    def longest_gap(self, moments: list[float], since: float) -> float:
        """The longest time, since then, in which nobody had an answer."""
        with self._lock:
            before = [at for at in moments if at < since][-1:]
            found = [*before, *(at for at in moments if at >= since), time.monotonic()]
        return max(b - a for a, b in pairwise(found))

    def count(self, moments: list[float], since: float) -> int:
        with self._lock:
            return sum(at >= since for at in moments)


class Person:
    """Somebody’s browser or program, at an address of its own; it keeps connection and cookie."""

    def __init__(self, load: Load, source: str, *, by_password: bool = False) -> None:
        self._load, self._source = load, source
        self._connection: http.client.HTTPSConnection | None = None
        self._cookie = ""
        if by_password:
            self._sign_in()

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, object]:
        """The status and what was said; 0 if the connection broke."""
        content = None if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json"} | self._known()
        try:
            answer, text = self._sent(method, path, content, headers)
        except (OSError, http.client.HTTPException) as error:
            self._close()
            return 0, type(error).__name__
        with suppress(ValueError):
            return answer.status, json.loads(text)
        return answer.status, text.decode(errors="replace")

    def _sign_in(self) -> None:
        form = urlencode({"name": "ana", "password": self._load.password})
        kind = {"Content-Type": "application/x-www-form-urlencoded"} | SAME_SITE
        answer, _ = self._sent("POST", "/en/sign-in", form, kind)
        assert answer.status == 303, answer.status
        self._cookie = answer.headers["Set-Cookie"].partition(";")[0]

    def _known(self) -> dict[str, str]:
        if self._cookie:
            return {"Cookie": self._cookie} | SAME_SITE
        return {"Authorization": f"Bearer {self._load.secret}"}

    def _sent(
        self, method: str, path: str, content: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPSConnection(
                ADDRESSES[FRONT], self._load.port, timeout=LONGEST_SECONDS,
                source_address=(self._source, 0), context=self._load.context,
            )  # fmt: skip
        self._connection.request(method, path, content, {"Host": SITE} | headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.will_close:
            self._close()
        return answer, text

    def _close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def session(reference: str) -> dict[str, str]:
    """The cells of a session of ``YOUTH`` people, on one of many days."""
    day = FIRST_DAY + timedelta(days=crc32(reference.encode()) % DAYS)
    return CELLS | {"reference": reference, "date": day.isoformat()}


def _became(status: int, answer: object) -> str:
    """What whoever saved knows: ``NOT_SAVED`` is what the dashboard’s own words promise."""
    if status == 200:
        return SAVED
    said_so = status == 503 and isinstance(answer, dict) and answer["error"]["code"] != IN_DOUBT
    return NOT_SAVED if said_so else UNKNOWN


def _kind(status: int, answer: object) -> str:
    code = answer["error"]["code"] if isinstance(answer, dict) and "error" in answer else answer
    return f"{status} {str(code)[:40]}" if status else f"no answer ({answer})"


def insecure() -> ssl.SSLContext:
    """The loopback’s own certificate is not looked at."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
