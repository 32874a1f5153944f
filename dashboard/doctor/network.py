"""What others reach: the dashboard's address, its certificate, the mail server."""

import http.client
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

import orjson

from dashboard.access.mail import connected
from dashboard.doctor.findings import Diagnosis, fine, watch, wrong
from dashboard.domain.shared.clock import CLOCKS_APART
from dashboard.i18n import plural, text
from dashboard.settings import Settings
from dashboard.web.shared.uploads import LARGEST_FILE

SECONDS, WAITING_SECONDS = 10, 2
MOST_READ = 10_000
SOON, VERY_SOON = timedelta(days=21), timedelta(days=7)
IMPORTS = "/api/v1/imports/preview"
OK, TOO_LARGE = 200, 413
UNANSWERED = (OSError, http.client.HTTPException)


class WebAnswer(NamedTuple):
    """What a web server said."""

    status: int
    headers: Message
    body: bytes


def address(base_url: str) -> Iterator[Diagnosis]:
    """Request the dashboard as people do, through any proxy before it."""
    base = urlsplit(base_url)
    try:
        answer = _ask(base, "/healthz")
    except ssl.SSLError:
        yield wrong(
            text("This machine does not trust the certificate of {address}", address=base_url),
            text("Renew it, or get one for that name from a recognized authority"),
        )
        return
    except UNANSWERED:
        yield wrong(
            text("Nothing answers at {address}", address=base_url),
            text(
                "Check that the dashboard and the web server are running, and that the "
                "name points to them"
            ),
        )
        return
    if not _is_ours(answer):
        yield wrong(
            text(
                "What answers at {address} is not the dashboard (status {status})",
                address=base_url,
                status=str(answer.status),
            ),
            text(
                "Check where the web server forwards requests, and that it forwards the Host header"
            ),
        )
        return
    yield fine(text("The dashboard answers at {address}", address=base_url))
    yield from _readiness(base)
    yield from _other_clock(answer)
    yield from _large_files(base)
    yield from _plain_http(base)


def _ask(base: SplitResult, path: str) -> WebAnswer:
    """The answer at an address; redirections are not followed.

    Raises:
        OSError, http.client.HTTPException: There is no answer.
    """
    with closing(_connection(base, SECONDS)) as connection:
        connection.request("GET", base.path + path)
        answer = connection.getresponse()
        return WebAnswer(answer.status, answer.headers, answer.read(MOST_READ))


def _connection(base: SplitResult, seconds: float) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if base.scheme == "https" else http.client.HTTPConnection
    return kind(base.hostname or "", base.port, timeout=seconds)


def _is_ours(answer: WebAnswer) -> bool:
    try:
        return answer.status == OK and orjson.loads(answer.body) == {"status": "alive"}
    except orjson.JSONDecodeError:
        return False


def _readiness(base: SplitResult) -> Iterator[Diagnosis]:
    if _ask(base, "/readyz").status != OK:
        yield wrong(
            text("The dashboard runs, but is not ready"),
            text("See what is said about the database, or check the log"),
        )


def _other_clock(answer: WebAnswer) -> Iterator[Diagnosis]:
    try:
        theirs = parsedate_to_datetime(answer.headers["Date"])
    except (TypeError, ValueError):
        return
    if abs(datetime.now(UTC) - theirs) > CLOCKS_APART:
        yield wrong(
            text("The clocks of the web server and of this machine differ"),
            text("Set the clocks, and keep them synchronized"),
        )


def _large_files(base: SplitResult) -> Iterator[Diagnosis]:
    """Check that a proxy would accept the largest file; no file is sent."""
    with closing(_connection(base, WAITING_SECONDS)) as connection:
        try:
            connection.putrequest("POST", base.path + IMPORTS)
            connection.putheader("Content-Type", "application/octet-stream")
            connection.putheader("Content-Length", str(LARGEST_FILE))
            connection.endheaders()
            refused = connection.getresponse().status == TOO_LARGE
        except UNANSWERED:  # it waits for the file
            refused = False
    if refused:
        yield watch(
            text("The web server in front of the dashboard rejects large files"),
            text("Let 65 MB through (nginx: “client_max_body_size 65m”)"),
        )


def _plain_http(base: SplitResult) -> Iterator[Diagnosis]:
    if base.scheme != "https" or base.port:
        return
    plain = base._replace(scheme="http")
    try:
        leads_to = _ask(plain, "/").headers.get("Location", "")
    except UNANSWERED:
        return  # nobody there: that is safe, too
    if not leads_to.startswith("https://"):
        yield watch(
            text("{address} does not lead to https", address=plain.geturl()),
            text("Have the web server redirect everyone to https"),
        )


def certificate(base_url: str, now: datetime) -> Iterator[Diagnosis]:
    """Check how long the certificate is valid; ``address`` reports whether it is trusted."""
    base = urlsplit(base_url)
    if base.scheme != "https":
        return
    there = (base.hostname or "", base.port or 443)
    try:
        with (
            socket.create_connection(there, SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=there[0]) as safe,
        ):
            shown = safe.getpeercert() or {}
    except OSError:
        return
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    left = until - now
    said = plural(
        "The certificate is valid for {count} more day",
        "The certificate is valid for {count} more days",
        left.days,
    )
    remedy = text("Find out why it was not renewed (“certbot renew --dry-run”)")
    if left > SOON:
        yield fine(said)
    else:
        yield watch(said, remedy) if left > VERY_SOON else wrong(said, remedy)


def mail(settings: Settings) -> Iterator[Diagnosis]:
    """Check that the mail server accepts our sign-in; no message is sent."""
    if not settings.smtp_url:
        yield fine(text("No email is sent: IMPACT_SMTP_URL is not set"))
        return
    host = urlsplit(settings.smtp_url).hostname or ""
    try:
        with connected(settings.smtp_url) as server:
            server.noop()
    except smtplib.SMTPAuthenticationError:
        yield wrong(
            text("The mail server {host} rejects the user name or the password", host=host),
            text("Correct them in IMPACT_SMTP_URL; write “@” as “%40” in them"),
        )
    except smtplib.SMTPNotSupportedError:
        yield wrong(
            text("The mail server {host} does not encrypt, so no password is sent", host=host),
            text("Use smtps://, or the port that accepts STARTTLS, usually 587"),
        )
    except ssl.SSLError:
        yield wrong(
            text(
                "This machine does not trust the certificate of the mail server {host}", host=host
            ),
            text("In IMPACT_SMTP_URL, write the name that the certificate is for"),
        )
    except OSError:
        yield wrong(
            text("The mail server {host} does not answer", host=host),
            text("Check the name and the port in IMPACT_SMTP_URL, and the firewall"),
        )
    else:
        yield fine(text("The mail server {host} answers", host=host))
