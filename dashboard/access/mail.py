"""Messages to people, sent by the mail server that the settings name."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

SUBMISSION, SUBMISSIONS = 587, 465
TIMEOUT_SECONDS = 20


def is_address(name: str) -> bool:
    """Whether a message can be sent to this name: account names need not be e-mail addresses."""
    local, _, host = name.rpartition("@")
    return bool(local and host) and not any(one.isspace() or one in '<>,;:"()[]\\' for one in name)


def send(url: str, sender: str, recipient: str, subject: str, body: str) -> None:
    """Send a plain message; a name and a password are sent over an encrypted connection only.

    Raises:
        OSError: It was not sent (``smtplib.SMTPException`` is one, too).
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipient, subject
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    message["Auto-Submitted"] = "auto-generated"  # so that no auto-reply answers it
    message.set_content(body)
    with connected(url) as server:
        server.send_message(message)


@contextmanager
def connected(url: str) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, signed in if the settings say so.

    Raises:
        OSError: The server cannot be used (``smtplib.SMTPException``, ``ssl.SSLError`` are some).
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or SUBMISSIONS, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or SUBMISSION, timeout=TIMEOUT_SECONDS)
    with server:
        _make_safe(server, parts)
        yield server


def _make_safe(server: smtplib.SMTP, parts: SplitResult) -> None:
    """Encrypt if the server can, and sign in if the settings name an account.

    Raises:
        smtplib.SMTPNotSupportedError: A password would be sent in the clear.
    """
    server.ehlo()
    encrypted = parts.scheme == "smtps"
    if not encrypted and server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
        encrypted = True
    if parts.username:
        if not encrypted:
            msg = "the mail server does not encrypt, so no password is sent to it"
            raise smtplib.SMTPNotSupportedError(msg)
        server.login(unquote(parts.username), unquote(parts.password or ""))
