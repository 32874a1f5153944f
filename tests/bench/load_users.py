"""The readers of ``load``, as Locust runs them."""

import itertools
import os
import random
from datetime import date, timedelta
from pathlib import Path

from locust import FastHttpUser, between, task

from dashboard.addresses import ACT_AS, CALLBACK
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.shared.roles import Role
from tests.bench.asking import HEADERS, change
from tests.bench.load import COMMITTEE, COORDINATORS, VIEWERS
from tests.support.desks import CELLS

OURS, THEIRS, KEY = (os.environ.get(f"LOAD_{name}", "") for name in ("OURS", "THEIRS", "KEY"))
COMES_IN = Path(os.environ.get("LOAD_COMES_IN", "nothing"))
CHANCE = random.Random(2015)  # noqa: S311 - no secret
LANGUAGES, TYPES = ("en", "fr", "bilingual"), ("shelter", "group_home", "high_school")
YEARS = ("project", "2014-15", "2015-16", "2016-17-q2", "school-2016-17")
SAME = {"Sec-Fetch-Site": HEADERS["Sec-Fetch-Site"]}
NUMBERS = itertools.count()


class Member(FastHttpUser):
    """Somebody of the committee, who opens the page once and then changes filters."""

    host, fixed_count = OURS, COMMITTEE
    wait_time = between(5, 15)

    def on_start(self) -> None:
        """Take the committee's role, and open the page."""
        self.client.post(ACT_AS, data={"role": Role.COMMITTEE.value}, headers=SAME)
        self.client.get("/en/explore")

    @task
    def change(self) -> None:
        """Another language, venue type or period."""
        query = f"language={CHANCE.choice(LANGUAGES)}&period={CHANCE.choice(YEARS)}"
        if CHANCE.random() < 0.5:
            query += f"&venue_type={CHANCE.choice(TYPES)}"
        self.client.post(CALLBACK, json=change(query), headers=HEADERS, name="a filter changed")


class Viewer(FastHttpUser):
    """Somebody on a partner's page."""

    host, fixed_count = THEIRS, VIEWERS
    wait_time = between(15, 45)
    max_retries = 1  # a browser asks once more, too, where a kept connection has just ended

    @task
    def view(self) -> None:
        """One of the views, in one of the languages."""
        path = f"/{CHANCE.choice(('en', 'fr'))}/embed/{CHANCE.choice(tuple(EMBED_VIEWS))}"
        self.client.get(f"{path}?key={KEY}", name="an embedded view")


class Coordinator(FastHttpUser):
    """Somebody who logs sessions."""

    host, fixed_count = OURS, COORDINATORS
    wait_time = between(5, 15)

    @task
    def save(self) -> None:
        """A new session with values of its own: two with the same would be taken for one."""
        number = next(NUMBERS)
        day = date(2014, 4, 1) + timedelta(CHANCE.randrange(365))
        cells = {"reference": f"load-{number}", "venue": "V000001", "date": day.isoformat()}
        cells["15-17"] = str(CHANCE.randint(5, 40))
        said = "a session saved" + (f", {COMES_IN.name}" if COMES_IN.exists() else "")
        self.client.post(
            "/api/v1/sessions", json={"cells": CELLS | cells}, headers=HEADERS, name=said
        )
