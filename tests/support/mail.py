"""A real mail server on this machine, which keeps what it is sent."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support import patience
from tests.support.ports import free_port

HERE = "127.0.0.1"
TAKEN = "250 taken"


@dataclass
class Mailbox:
    """What a server has received: messages, and the names and passwords that were shown."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    shown: list[tuple[bytes, bytes]] = field(default_factory=list)
    answer: Callable[[SMTP], str] = lambda _server: TAKEN
    """What it says once it has a message; it may also close the connection."""

    async def handle_DATA(self, server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's
        said = self.answer(server)
        if said == TAKEN:
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return said

    def sign_in(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        self.shown.append((data.login, data.password))
        return AuthResult(success=True)


@contextmanager
def running(certificate: Path | None = None) -> Iterator[Mailbox]:
    """A server until the block ends; with a certificate it encrypts, and asks for a password."""
    box = Mailbox(free_port())
    options: dict[str, object] = {}
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        options = {"tls_context": context, "require_starttls": True, "auth_required": True}
    options["ready_timeout"] = patience.SECONDS
    controller = Controller(box, hostname=HERE, port=box.port, authenticator=box.sign_in, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def make_certificate(path: Path) -> Path:
    """A certificate of this machine, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    encoded = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(encoded + made.public_bytes(serialization.Encoding.PEM))
    return path
