"""Mail over a connection that nobody else can read, to a real server."""

from __future__ import annotations

import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from atelier.receive.post import PostError, Server, server_in
from tests.fixtures.post import office

MAIL = EmailMessage()
MAIL["From"], MAIL["To"], MAIL["Subject"] = "a@stad.example", "b@school.example", "Klopt het nog?"


@pytest.fixture
def authority() -> trustme.CA:
    """An authority that this machine does not know."""
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    """A certificate by it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def test_mail_goes_encrypted_to_who_knows_the_password(
    authority: trustme.CA, certificate: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(known))
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    with office(certificate, "stad", "geheim") as post:
        server = server_in({**post.environment, "SMTP_USER": "stad", "SMTP_PASSWORD": "geheim"})
        assert server is not None
        with server.opened() as opened:
            opened.send(MAIL)
        assert ["b@school.example"] == [to for to, _ in post.mails]

        wrong = Server(server.host, server.port, "stad", "fout", server.sender)
        with pytest.raises(PostError, match="SMTPAuthenticationError 535"), wrong.opened():
            pass


def test_no_mail_goes_to_a_server_that_cannot_prove_who_it_is(certificate: ssl.SSLContext) -> None:
    with office(certificate) as post:
        server = server_in(post.environment)
        assert server is not None
        with pytest.raises(PostError, match="certificate verify failed"), server.opened():
            pass
        assert [] == post.mails


@pytest.mark.parametrize(
    ("wrong", "named"), [({"SMTP_PORT": "zes"}, "SMTP_PORT"), ({"MAIL_FROM": "de redactie"}, "MAIL_FROM")]
)
def test_a_wrong_setting_is_named(wrong: dict[str, str], named: str) -> None:
    settings = {"SMTP_HOST": "mail.stad.example", "MAIL_FROM": "a@stad.example", **wrong}

    with pytest.raises(PostError, match=named):
        server_in(settings)


def test_without_a_server_there_is_no_mail() -> None:
    assert server_in({"MAIL_FROM": "a@stad.example"}) is None
