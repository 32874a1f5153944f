"""The Flask parts of the dashboard: the API, health, errors, headers, compression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.database import tell_commits
from dashboard.web import api, choices
from dashboard.web.access import doors, first_view, gate, histories, loopback, proxies
from dashboard.web.importing import imports, mappings, template
from dashboard.web.messages import listing, subscribing, unsubscribing
from dashboard.web.people import account, acts, forgotten, managing, signing, through
from dashboard.web.progress import brief, charts
from dashboard.web.publications import granting, privacy, public, publishing
from dashboard.web.publications.embeds import Embeds, granted
from dashboard.web.publications.embeds import routes as embedding
from dashboard.web.publications.embeds.reach import REACH
from dashboard.web.reference import reference
from dashboard.web.sent import SentAnswers
from dashboard.web.serving import metrics, mount
from dashboard.web.serving.lanes import LARGEST_BODY
from dashboard.web.serving.passes import Passes
from dashboard.web.sessions import calendar, desk, findings
from dashboard.web.shared import (
    again,
    bodies,
    compression,
    errors,
    headers,
    health,
    joined,
    logs,
    numbers,
    trace,
    trial,
)
from dashboard.web.shared.direct import ANSWER
from dashboard.web.shared.kept import KeptFiles
from dashboard.web.shared.unavailable import TRIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Flask
    from sqlalchemy import Engine

    from dashboard.settings import Settings
    from dashboard.web.access.readers import People


def install(
    server: Flask,
    engine: Engine,
    settings: Settings,
    people: People,
    *,
    script_hashes: Callable[[], Sequence[str]] = tuple,
) -> None:
    """Add everything that is not a page to a server, once its pages are registered.

    ``script_hashes`` returns the hashes of the inline scripts for the content security policy; it
    is called once, now.
    """
    embeds = Embeds(engine, settings, people.today, people.guesses.are_too_many)
    server.extensions["impact"] = engine  # for the code that closes it
    # none of our functions is async, which Flask would ask each of them at every request
    server.ensure_sync = lambda func: func  # type: ignore[method-assign]
    server.json = bodies.QuickJson(server)
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    logs.install(server)
    meter, counted = metrics.install(server, engine)
    people.install(server)
    server.before_request(gate.gate(first_view.chooser(engine, people)))
    server.before_request(doors.guard(people, settings.base_url))
    server.before_request(histories.guard(people))
    sent = SentAnswers(people)
    server.before_request(sent.look)
    server.after_request(sent.keep)
    server.after_request(
        compression.Compressor(KeptFiles(settings.cache_dir))
    )  # the last one registered runs first
    server.after_request(headers.cache)
    server.after_request(gate.mark_unknown_pages)
    server.after_request(doors.mark_refused_pages(people))
    server.after_request(gate.without_body)
    errors.install(server)
    numbers.install(server)
    tell_commits(engine, errors.note_commit)
    server.extensions[REACH] = embeds.reach  # for the code that starts it
    found = server.extensions[TRIAL] = trial.WriteTrial(engine)  # for the code that starts it
    for routes in (
        api.blueprint(people.ask, embeds),
        choices.blueprint(people.ask),
        desk.blueprint(people.desk),
        findings.blueprint(people.ask, people.desk),
        calendar.blueprint(engine, settings, people),
        reference.blueprint(people.ask, people.reference_desk),
        signing.blueprint(engine, people, settings),
        forgotten.blueprint(engine, settings),
        through.blueprint(server, engine, people, settings),
        managing.blueprint(people, settings),
        account.blueprint(engine, people, settings),
        acts.blueprint(engine, settings),
        subscribing.blueprint(engine, people, settings),
        unsubscribing.blueprint(engine, people),
        listing.blueprint(engine, people, settings),
        imports.blueprint(engine, people),
        mappings.blueprint(engine, people),
        counted,
        publishing.blueprint(engine, people.press, people.is_administrator, people.may_still),
        granting.blueprint(engine, settings, people.granting),
        template.blueprint(engine),
        brief.blueprint(people.ask, settings.base_url),
        charts.blueprint(people.ask, settings.base_url),
        privacy.blueprint(settings),
        public.blueprint(engine, settings.base_url),
        embedding.blueprint(embeds),
        granted.blueprint(embeds),
        health.blueprint(engine, found),
        joined.blueprint(),
    ):
        server.register_blueprint(routes)
    if ANSWER in server.extensions:
        server.wsgi_app = Passes(server, people, sent, meter)  # type: ignore[method-assign]
    policy = headers.content_security_policy(script_hashes(), settings.frame_ancestors)
    patient = again.ReadsAgain(server.wsgi_app)
    guarded = loopback.KnownNamesOnly(patient, settings.base_url)
    seen = proxies.seen_through(guarded, settings.trusted_proxies)
    server.extensions[proxies.WATCH] = seen
    traced = trace.RequestIdMiddleware(seen, trusted=bool(settings.trusted_proxies))
    is_https = settings.base_url.startswith("https:")
    server.wsgi_app = headers.SecurityHeaders(traced, policy, https=is_https)  # type: ignore[method-assign]
    if settings.path:
        server.config["APPLICATION_ROOT"] = settings.path
        left_on = mount.left_on(server)
        server.wsgi_app = mount.PathPrefixMiddleware(server.wsgi_app, settings.path, left_on)  # type: ignore[method-assign]
