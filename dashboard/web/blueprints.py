"""The routes of the Flask parts, each with what it needs of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.web import api, choices
from dashboard.web.importing import imports, mappings, template
from dashboard.web.messages import listing, subscribing, unsubscribing
from dashboard.web.people import account, acts, forgotten, managing, signing, through
from dashboard.web.progress import brief, charts
from dashboard.web.publications import granting, privacy, public, publishing
from dashboard.web.publications.embeds import granted
from dashboard.web.publications.embeds import routes as embedding
from dashboard.web.reference import reference
from dashboard.web.sessions import calendar, desk, findings
from dashboard.web.shared import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Blueprint, Flask
    from sqlalchemy import Engine

    from dashboard.settings import Settings
    from dashboard.web.access.readers import People
    from dashboard.web.publications.embeds import Embeds


def blueprints(
    server: Flask, engine: Engine, settings: Settings, people: People, embeds: Embeds
) -> Iterator[Blueprint]:
    """All blueprints but those of metrics and health, which need what watches the server."""
    yield api.blueprint(people.ask, embeds)
    yield choices.blueprint(people.ask)
    yield desk.blueprint(people.desk)
    yield findings.blueprint(people.ask, people.desk)
    yield calendar.blueprint(engine, settings, people)
    yield reference.blueprint(people.ask, people.reference_desk)
    yield signing.blueprint(engine, people, settings)
    yield forgotten.blueprint(engine, settings)
    yield through.blueprint(server, engine, people, settings)
    yield managing.blueprint(people, settings)
    yield account.blueprint(engine, people, settings)
    yield acts.blueprint(engine, settings)
    yield subscribing.blueprint(engine, people, settings)
    yield unsubscribing.blueprint(engine, people)
    yield listing.blueprint(engine, people, settings)
    yield imports.blueprint(engine, people)
    yield mappings.blueprint(engine, people)
    yield publishing.blueprint(engine, people.press, people.is_administrator)
    yield granting.blueprint(engine, settings, people.granting)
    yield template.blueprint(engine)
    yield brief.blueprint(people.ask, settings.base_url)
    yield charts.blueprint(people.ask, settings.base_url)
    yield privacy.blueprint(settings)
    yield public.blueprint(engine, settings.base_url)
    yield embedding.blueprint(embeds)
    yield granted.blueprint(embeds)
    yield joined.blueprint()
