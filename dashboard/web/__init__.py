"""The Flask parts of the dashboard: the API, health, errors, headers, compression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.database import tell_commits
from dashboard.web.access import doors, first_view, gate, histories, loopback, proxies
from dashboard.web.blueprints import blueprints
from dashboard.web.publications.embeds import Embeds
from dashboard.web.publications.embeds.reach import REACH
from dashboard.web.sent import SentAnswers
from dashboard.web.serving import metrics, mount
from dashboard.web.serving.lanes import LARGEST_BODY
from dashboard.web.serving.passes import Passes
from dashboard.web.shared import (
    again,
    bodies,
    compression,
    errors,
    headers,
    health,
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
    server.extensions[REACH] = embeds.reach  # for the code that starts it
    found = server.extensions[TRIAL] = trial.WriteTrial(engine)  # for the code that starts it
    # none of our functions is async, which Flask would ask each of them at every request
    server.ensure_sync = lambda func: func  # type: ignore[method-assign]
    server.json = bodies.QuickJson(server)
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    logs.install(server)
    meter, counted = metrics.install(server, engine)
    people.install(server)
    sent = SentAnswers(people)
    _around_requests(server, engine, settings, people, sent)
    errors.install(server)
    numbers.install(server)
    tell_commits(engine, errors.note_commit)
    watched = counted, health.blueprint(engine, found)
    for routes in (*blueprints(server, engine, settings, people, embeds), *watched):
        server.register_blueprint(routes)
    if ANSWER in server.extensions:
        server.wsgi_app = Passes(server, people, sent, meter)  # type: ignore[method-assign]
    _in_layers(server, settings, script_hashes())


def _around_requests(
    server: Flask, engine: Engine, settings: Settings, people: People, sent: SentAnswers
) -> None:
    """What Flask calls before and after each request; those for after it run in reverse."""
    server.before_request(gate.gate(first_view.chooser(engine, people)))
    server.before_request(doors.guard(people, settings.base_url))
    server.before_request(histories.guard(people))
    server.before_request(sent.look)
    server.after_request(sent.keep)
    server.after_request(compression.Compressor(KeptFiles(settings.cache_dir)))
    server.after_request(headers.cache)
    server.after_request(gate.mark_unknown_pages)
    server.after_request(doors.mark_refused_pages(people))
    server.after_request(gate.without_body)


def _in_layers(server: Flask, settings: Settings, hashes: Sequence[str]) -> None:
    """The layers around Flask, from the innermost to the one that a request meets first."""
    policy = headers.content_security_policy(hashes, settings.frame_ancestors)
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
