"""A mail, or the file that the form gave, becomes what it holds; whatever else it is, it is one sentence."""

from __future__ import annotations

import email.message
import email.mime.application
import email.mime.image
import email.mime.message
import email.mime.multipart
import email.mime.text
import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.contribute.inbox import Sent, sent_in, submission_of
from atelier.contribute.submission import NotTakenError
from atelier.i18n.translation import translations
from tests.contribute.test_from_issue import INITIATIVE, PARTNER
from tests.contribute.test_submission import with_image
from tests.fixtures.sites import SMALL, make_site

TEXTS = translations("nl")
DRONES, DIJK = "initiatives/drones-boven-de-dijk.md", "docs/partners/basisschool-de-dijk.md"
ROBOTS = "initiatives/robots-in-de-klas.md"
FILES = {DIJK: PARTNER, DRONES: INITIATIVE}
SENDER = "jan.de.vries@school.example"
SIGNATURE = f"\n\nMet vriendelijke groet,\nJan de Vries\n06 12345678\n{SENDER}\n"
WRITTEN = "\n".join(f"{path}\n```markdown\n{text}```\n" for path, text in FILES.items())


def headed(mail: email.message.Message) -> bytes:
    mail["From"] = f"Jan de Vries <{SENDER}>"
    mail["To"] = "redactie@stad.example"
    mail["Subject"] = "Nieuw initiatief: Drones"
    mail["Message-ID"] = "<1@school.example>"
    return mail.as_bytes()


def plain(text: str, charset: str = "utf-8", **parameters: str) -> email.message.Message:
    part = email.mime.text.MIMEText(text, "plain", charset)
    for name, value in parameters.items():
        part.set_param(name, value)
    return part


def several(*parts: email.message.Message, kind: str = "mixed") -> email.message.Message:
    mail = email.mime.multipart.MIMEMultipart(kind)
    for part in parts:
        mail.attach(part)
    return mail


def attached(name: str, data: bytes) -> email.message.Message:
    part = email.mime.application.MIMEApplication(data)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def as_html(text: str, line: str = "{}<br>") -> email.message.Message:
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace("  ", "\xa0 ")
    lines = "\n".join(line.format(one or "\xa0") for one in shown.split("\n"))
    return email.mime.text.MIMEText(
        f"<html><style>p {{}}</style><body><div>{lines}</div></body>", "html", "utf-8"
    )


def flowed(text: str) -> str:
    """As Thunderbird sends a plain text: RFC 3676."""
    lines = []
    for line in text.split("\n"):
        line = f" {line}" if line.startswith((" ", ">", "From ")) else line
        while len(line) > 72:
            at = line.rfind(" ", 0, 71) + 1
            if at <= 1 or not line[:at].strip():
                break
            lines.append(line[:at])
            line = line[at:]
        lines.append(line)
    return "\n".join(lines)


def broken(text: str) -> str:
    """As some send it: long lines broken for good."""
    long = text.replace(
        "title: ", "title: Een heel erg lange naam die breed genoeg is om afgebroken te worden "
    )
    return long.replace("die breed", "die\nbreed")


QP = email.message.Message()
QP.set_payload(WRITTEN + SIGNATURE, "utf-8")
QUOTED = "\n".join(f"> {line}" for line in WRITTEN.split("\n"))

MAILS = {
    "plain": headed(plain(WRITTEN + SIGNATURE)),
    "line ends of Windows": headed(plain((WRITTEN + SIGNATURE).replace("\n", "\r\n"))),
    "quoted-printable": headed(QP),
    "old encoding": headed(plain(WRITTEN + SIGNATURE, "iso-8859-1")),
    "flowed": headed(plain(flowed(WRITTEN + SIGNATURE), format="flowed")),
    "plain and HTML": headed(several(plain(WRITTEN), as_html(WRITTEN + SIGNATURE), kind="alternative")),
    "only HTML": headed(as_html(WRITTEN + SIGNATURE)),
    "HTML of Outlook": headed(as_html(WRITTEN + SIGNATURE, "<p class=MsoNormal>{}<o:p></o:p></p>")),
    "a plain text broken off": headed(several(plain(broken(WRITTEN)), as_html(WRITTEN), kind="alternative")),
    "forwarded in a mail": headed(
        several(plain("Zie hieronder."), email.mime.message.MIMEMessage(plain(WRITTEN + SIGNATURE)))
    ),
    "forwarded as text": headed(
        plain(f"Graag plaatsen!\n\n---------- Doorgestuurd ----------\nVan: {SENDER}\n\n{WRITTEN}{SIGNATURE}")
    ),
    "forwarded as a quote": headed(plain(f"Graag plaatsen!\n\nJan schreef:\n{QUOTED}")),
    "a ZIP attached": headed(
        several(
            plain(SIGNATURE), attached("x.zip", zipped({path: text.encode() for path, text in FILES.items()}))
        )
    ),
    "a ZIP alone": zipped({path: text.encode() for path, text in FILES.items()}),
    "a ZIP packed again on a Mac": zipped(
        {"initiatives/": b"", "__MACOSX/._x": b"x"} | {path: text.encode() for path, text in FILES.items()}
    ),
}


@pytest.mark.parametrize("data", MAILS.values(), ids=MAILS)
def test_what_the_form_wrote_comes_out_as_it_was(data: bytes) -> None:
    """Whichever program sent it; nothing of who sent it comes along, and the same content is the same."""
    sent = sent_in(data, "", TEXTS)

    assert FILES == sent.files
    assert Sent(FILES).id == sent.id


@pytest.mark.parametrize(
    "name", ["drones-boven-de-dijk.md", "drones-boven-de-dijk (1).md", "drones-boven-de-dijk(2).md", ""]
)
def test_a_file_of_the_form_goes_where_its_fields_and_its_name_say(name: str) -> None:
    """As a browser saves it: attached or alone."""
    assert {DRONES: INITIATIVE} == sent_in(INITIATIVE.encode(), name, TEXTS).files
    if name:
        mail = headed(several(plain(SIGNATURE), attached(name, INITIATIVE.encode())))
        assert {DRONES: INITIATIVE} == sent_in(mail, "brief.eml", TEXTS).files
    festival = "---\nname: Lentefestival\n---\n"
    assert {"docs/festivals/lentefestival.md": festival} == sent_in(festival.encode(), "", TEXTS).files


def test_a_picture_goes_along_and_a_logo_does_not() -> None:
    """Only one that the record names."""
    text = with_image(INITIATIVE, "drones-boven-de-dijk.jpg")
    pictures = [attached("logo.png", b"\x89PNG"), attached("drones-boven-de-dijk.jpg", b"\xff\xd8")]
    mail = headed(several(plain("Hoi"), attached("drones-boven-de-dijk.md", text.encode()), *pictures))
    sent = sent_in(mail, "", TEXTS)
    packed = sent_in(
        zipped({DRONES: text.encode(), "initiatives/drones-boven-de-dijk.jpg": b"\xff\xd8"}), "", TEXTS
    )

    assert {"initiatives/drones-boven-de-dijk.jpg": b"\xff\xd8"} == sent.pictures == packed.pictures


def test_a_change_is_known_by_what_it_keeps(tmp_path: Path) -> None:
    """Another initiative of the same name replaces nothing."""
    root = make_site(tmp_path / "site", SMALL)
    before = (root / ROBOTS).read_text(encoding="utf-8")
    changed = submission_of(Sent({ROBOTS: before.replace("status: active", "status: idea")}), root)
    other = submission_of(Sent({ROBOTS: INITIATIVE, DIJK: PARTNER}), root)

    assert ([ROBOTS], True) == ([*changed.files], changed.changes)
    assert (["initiatives/robots-in-de-klas-2.md", DIJK], False) == ([*other.files], other.changes)


def test_that_all_is_still_true_is_one_line(tmp_path: Path) -> None:
    """Whether the record had such a day or not; all else stays byte for byte."""
    root = make_site(tmp_path / "site", SMALL)
    text = (
        "Alles van “Robots” klopt nog, op 2026-11-25.\n\n"
        + f"{ROBOTS}\nlast_confirmed: 2026-11-25"
        + SIGNATURE
    )
    sent = sent_in(headed(plain(text)), "", TEXTS)
    for before in (
        "---\ntitle: x\nlast_confirmed: 2025-01-01\n---\n\nx\n",
        "---\ntitle: x\n---\n\nx\n\n---\n",
    ):
        (root / ROBOTS).write_text(before, encoding="utf-8")
        changed = submission_of(sent, root)
        after = before.replace("last_confirmed: 2025-01-01\n", "").replace(
            "\n---\n", "\nlast_confirmed: 2026-11-25\n---\n", 1
        )

        assert ({ROBOTS: after}, True) == (changed.files, changed.changes)


def nested(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * depth + b"x"


def parts(count: int) -> bytes:
    return b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\nx\n" * count + b"--x--\n"


def with_size(size: int) -> bytes:
    """An archive that says that its list of files is so long."""
    data = bytearray(zipped({DRONES: b"x"}))
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, size)
    return bytes(data)


HOSTILE = {
    "nothing": b"",
    "no mail": b"Hoi!\n",
    "bytes": bytes(range(256)) * 100,
    "a program": b"MZ\x90\0" * 100,
    "only a path": f"Subject: x\n\n{DRONES}\n".encode(),
    "a ZIP bomb": zipped({DRONES: b"\0" * 50_000_000}),
    "a ZIP with a thousand files": zipped({f"initiatives/x{n}.md": b"x" for n in range(1000)}),
    "a ZIP that ends": zipped(dict.fromkeys([DRONES], b"x" * 1000))[:60],
    "a ZIP with a long list": with_size(100_000_000),
    "a ZIP with no list": with_size(0),
    "no ZIP": b"PK\x03\x04" + b"\0" * 1000,
    "too large": b"x" * 25 * 1024 * 1024,
    "a hundred parts": parts(100),
    "ten thousand parts": parts(10_000),
    "mails in mails": nested(500),
    "mails in mails, deep": nested(100_000),
    "a million lines": b"a: b\n" * 1_000_000,
    "an open comment": b"(" * 100_000,
    "a charset that is none": b"Content-Type: text/plain; charset=\xff\xfe\n\nHoi",
    "a codec of Python": b"Content-Type: text/plain; charset=unicode_escape\n\n\\ud800",
    "base64 that is none": b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n====\xff",
    "tags in tags": b"Content-Type: text/html\n\n" + b"<div>" * 19_000,
    "more tags in tags": b"Content-Type: text/html\n\n" + b"<div>" * 500_000,
    "open tags": b"Content-Type: text/html\n\n" + b"<!--<a " * 150_000,
    "a compressed attachment in an attachment": headed(
        several(attached("x.zip", zipped({"y.zip": zipped({DRONES: b"x"})})))
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_refused_in_one_sentence(data: bytes) -> None:
    """In a moment, and without taking the memory of the machine."""
    resource = pytest.importorskip("resource", reason="Windows does not tell how much memory was used")
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotTakenError) as refused:
        sent = sent_in(data, "x", TEXTS)
        raise AssertionError(sent)

    assert "\n" not in str(refused.value)
    assert time.process_time() - began < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


@given(
    st.binary()
    | st.sampled_from([*MAILS.values()])
    .flatmap(lambda mail: st.tuples(st.just(mail), st.integers(0, len(mail)), st.binary(max_size=20)))
    .map(lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] + len(cut[2]) :])
)
def test_any_bytes_are_something_or_refused(data: bytes) -> None:
    """Nothing else comes of them."""
    try:
        sent = sent_in(data, "x.md", TEXTS)
    except NotTakenError:
        return
    assert sent.files or sent.confirmed
    assert sent.id
