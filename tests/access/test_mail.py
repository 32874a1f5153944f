"""Messages reach a real mail server, and a password never travels in the clear."""

import smtplib

import pytest

from dashboard.access.mail import is_address, send
from tests.support import mail

MESSAGE = (
    "impact@example.org",
    "ana@example.org",
    "Votre mot de passe",
    "Voilà :\n\nhttps://x/y\n",
)


def test_a_message_arrives_as_it_was_written():
    with mail.running() as box:
        send(f"smtp://127.0.0.1:{box.port}", *MESSAGE)
    (message,) = box.messages
    assert (message["From"], message["To"], message["Subject"]) == MESSAGE[:3]
    assert message.get_content().replace("\r\n", "\n") == MESSAGE[3]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.org>")


def test_a_password_goes_to_a_server_that_encrypts(tmp_path, monkeypatch):
    certificate = mail.make_certificate(tmp_path / "mail.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail.running(certificate) as box:
        send(f"smtp://impact:a%20secret@127.0.0.1:{box.port}", *MESSAGE)
    assert box.shown == [(b"impact", b"a secret")]
    assert len(box.messages) == 1


def test_a_password_goes_to_nobody_in_the_clear():
    with mail.running() as box, pytest.raises(smtplib.SMTPNotSupportedError):
        send(f"smtp://impact:secret@127.0.0.1:{box.port}", *MESSAGE)
    assert (box.shown, box.messages) == ([], [])


def test_a_server_whose_certificate_nobody_knows_gets_nothing(tmp_path):
    certificate = mail.make_certificate(tmp_path / "mail.pem")
    with mail.running(certificate) as box, pytest.raises(OSError, match="certificate"):
        send(f"smtp://impact:secret@127.0.0.1:{box.port}", *MESSAGE)
    assert (box.shown, box.messages) == ([], [])


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("ana@example.org", True),
        ("é@exemple.ca", True),
        ("admin", False),
        ("@example.org", False),
        ("ana@", False),
        ("a b@example.org", False),
        ("a@example.org, b@example.org", False),
        ("a@example.org\nBcc: b@example.org", False),
        ("x <a@example.org>", False),
        # What a header would read as an address of somebody else, or as none:
        ("=?utf-8?q?a=40elsewhere.test=2C?=@example.org", False),
        ("a@=?utf-8?q?elsewhere.test?=", False),
        ("a@b@example.org", False),
        ("a@example.org.", False),
    ],
)
def test_only_an_address_is_written_to(name, is_one):
    assert is_address(name) is is_one
