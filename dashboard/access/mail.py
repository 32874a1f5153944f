"""Messages to people, sent by the mail server that the settings name."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from typing_extensions import Buffer

SUBMISSION, SUBMISSIONS = 587, 465
TIMEOUT_SECONDS = 20
ANSWER_SECONDS = 300  # servers look for viruses before they answer; until then nobody knows


def is_address(name: str) -> bool:
    """Whether a message can be sent to this name: account names need not be e-mail addresses.

    Whatever a header would read otherwise is none: an encoded word could name somebody else.
    """
    local, _, host = name.rpartition("@")
    if not (local and host) or any(one.isspace() or one in '<>,;:"()[]\\' for one in name):
        return False
    return [one.addr_spec for one in default.header_factory("To", name).addresses] == [name]


def send(url: str, sender: str, recipient: str, subject: str, body: str) -> None:
    """Send a plain message; a name and a password are sent over an encrypted connection only.

    Raises:
        OSError: It was not sent (``smtplib.SMTPException`` is one, too).
    """
    message = begun(sender, recipient, subject)
    message.set_content(body)
    with connected(url) as server:
        server.send_message(message)


def begun(sender: str, recipient: str, subject: str, message_id: str = "") -> EmailMessage:
    """A message with its headers, without content yet.

    Raises:
        ValueError: One of them has a line break, which would begin another header.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipient, subject
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = message_id or new_message_id(sender)
    message["Auto-Submitted"] = "auto-generated"  # so that no auto-reply answers it
    return message


def new_message_id(sender: str) -> str:
    """A new name for a message, under the sender's domain."""
    return make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)


class MailServer(smtplib.SMTP):
    """A connection to a mail server that says when the text of a message is about to leave."""

    before_text: Callable[[], None] | None = None

    def data(self, msg: Buffer | str) -> tuple[int, bytes]:
        """Hand over the text of a message, as the library does."""
        if self.before_text:
            self.before_text()
        if self.sock:
            self.sock.settimeout(ANSWER_SECONDS)
        try:
            return super().data(msg)
        finally:
            if self.sock:
                self.sock.settimeout(TIMEOUT_SECONDS)


class _EncryptedServer(MailServer, smtplib.SMTP_SSL):
    """The same, encrypted from the beginning."""


def deliver(server: MailServer, message: EmailMessage, before_text: Callable[[], None]) -> None:
    """Send a message over an open connection.

    Args:
        server: The connection.
        message: The message, whole.
        before_text: Called just before its text leaves. If the connection is lost after that, it is
            unknown whether the message was taken. What it raises stops the message.

    Raises:
        OSError: It was not sent, or nobody knows (``smtplib.SMTPException`` is one, too).
    """
    server.before_text = before_text
    try:
        server.send_message(message)
    finally:
        server.before_text = None


@contextmanager
def connected(url: str) -> Iterator[MailServer]:
    """A connection to the mail server, signed in if the settings say so.

    Raises:
        OSError: The server cannot be used (``smtplib.SMTPException``, ``ssl.SSLError`` are some).
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server: MailServer = _EncryptedServer(
            host, parts.port or SUBMISSIONS, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = MailServer(host, parts.port or SUBMISSION, timeout=TIMEOUT_SECONDS)
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
